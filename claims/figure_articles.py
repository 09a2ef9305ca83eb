"""The mentions of articles as what groups figures reads them: words by place, actors by whom they stand for, origins; in
a fixed number of queries, however many articles."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from claims.directions import Part, Telling, counting_agent
from claims.evidence import roots_of_actors
from claims.models import Attribution, Extraction, Mention, MentionActor, Quantity
from sources.knowledge import KnownActor, by_slug, load
from sources.models import Actor, ActorKind

DEEPEST = 20  # actors one part of another


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to be grouped. `words` are its mention's, `place` is where it stands in them (-1: not in them); `counts`: it
    is current, and not told by an inner mention as well; `origin`: who says so first, None where that is not known."""

    key: int
    mention: int
    start: int
    text: str
    unit: str
    concept: str
    measure: str
    words: str
    place: int
    counts: bool
    origin: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """One extraction: its figures, and its mentions with actors as they are (`plain`), and for goods with people as the
    states whose office they hold (`stately`)."""

    figures: Sequence[Figure]
    plain: Mapping[int, Telling]
    stately: Mapping[int, Telling]
    named: frozenset[int] = field(default_factory=frozenset)

    def telling(self, mention: int, *, goods: bool) -> Telling:
        """The mention with this key."""
        return (self.stately if goods else self.plain)[mention]

    def tellings(self, *, goods: bool) -> list[Telling]:
        """All mentions in their order."""
        told = self.stately if goods else self.plain
        return sorted(told.values(), key=lambda one: (one.start, one.key))


class _Actor(NamedTuple):
    kind: str
    slug: str
    part_of: int | None


class _Row(NamedTuple):
    """A mention as it is read; `depth`: 2 for a part of a quotation, 1 for what is nested, 0 for others."""

    mention: Mention
    depth: int


def read_articles(extractions: Collection[int]) -> list[Article]:
    """The articles of these extractions that have figures. Eight queries."""
    with_figures = Quantity.objects.filter(mention__extraction__in=extractions).values("mention__extraction")
    rows = Extraction.objects.filter(pk__in=with_figures).select_related("article").defer("provenance").order_by("pk")
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for one in Mention.objects.filter(extraction__in=with_figures).order_by("start", "number", "pk"):
        mentions[one.extraction_id].append(one)
    inside = [one.pk for found in mentions.values() for one in found]
    figures, parts, hops = (_by_mention(model, inside) for model in (Quantity, MentionActor, Attribution))
    people = _People.read(parts, hops, [one.article.outlet_id for one in rows])
    return [_article(one, mentions[one.pk], _Evidence(figures, parts, hops), people) for one in rows]


class _Evidence(NamedTuple):
    """Rows of evidence by mention."""

    figures: Mapping[int, Sequence[Quantity]]
    parts: Mapping[int, Sequence[MentionActor]]
    hops: Mapping[int, Sequence[Attribution]]


def _by_mention(model: type, mentions: Collection[int]) -> dict[int, list]:  # type: ignore[type-arg]  # of that model
    found: dict[int, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in model.objects.filter(mention__in=mentions).order_by("mention", "position"):  # type: ignore[attr-defined]
        found[row.mention_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class _People:
    """Actors by key, with whom they were merged into and what they are part of; states by slug."""

    roots: Mapping[int, int]
    actors: Mapping[int, _Actor]
    by_slug: Mapping[str, int]

    @classmethod
    def read(
        cls,
        parts: Mapping[int, Sequence[MentionActor]],
        hops: Mapping[int, Sequence[Attribution]],
        outlets: Iterable[int | None],
    ) -> "_People":
        """Everybody whom these rows name, and whatever they are part of."""
        keys = {row.actor_id for rows in parts.values() for row in rows}
        keys |= {pk for rows in hops.values() for row in rows for pk in (row.actor_id, row.speaks_for_id) if pk}
        keys |= {pk for pk in outlets if pk}
        roots = {key: key for key in keys} | roots_of_actors(keys)
        actors = _with_wholes(set(roots.values()))
        offices = {office.of for one in actors.values() for office in _offices(one)}
        bodies = dict(Actor.objects.filter(slug__in=offices).values_list("slug", "pk")) if offices else {}
        bodies = {slug: roots_of_actors([pk]).get(pk, pk) for slug, pk in bodies.items()}
        return cls(roots, actors | _with_wholes(set(bodies.values()) - actors.keys()), bodies)

    def body(self, key: int) -> int:
        """The actor, or the state that a body is part of."""
        here = root = self.roots.get(key, key)
        for _step in range(DEEPEST):
            actor = self.actors[here]
            if actor.kind == ActorKind.COUNTRY:
                return here
            if actor.part_of is None or actor.kind not in {ActorKind.ORGANISATION, ActorKind.GROUP}:
                return root
            here = actor.part_of
        return root

    def state(self, key: int, year: int | None) -> int:
        """The same; of a person the state whose office it held in `year` (None: holds)."""
        root = self.roots.get(key, key)
        held = [office.of for office in _offices(self.actors[root]) if office.is_held(year)]
        found = self.by_slug.get(held[-1]) if held else None
        return self.body(found if found is not None else key)


def _with_wholes(keys: Collection[int]) -> dict[int, _Actor]:
    found: dict[int, _Actor] = {}
    level = set(keys)
    while level:
        rows = Actor.objects.filter(pk__in=level).values_list("pk", "kind", "slug", "part_of")
        found |= {pk: _Actor(kind, slug, part_of) for pk, kind, slug, part_of in rows}
        level = {one.part_of for one in found.values() if one.part_of} - found.keys()
    return found


def _offices(actor: _Actor) -> Sequence:  # type: ignore[type-arg]  # of offices
    known = _office_holders().get(actor.slug) if actor.kind == ActorKind.PERSON else None
    return known.offices if known else ()


def bodies_of(actors: Collection[int]) -> dict[int, int]:
    """Each of these actors (keys) with the state that it is a body of, else with what it is now."""
    if not actors:
        return {}
    roots = {key: key for key in actors} | roots_of_actors(actors)
    people = _People(roots, _with_wholes(set(roots.values())), {})
    return {key: people.body(key) for key in actors}


def holders_of(bodies: Collection[str]) -> set[str]:
    """The slugs of people who hold or held an office of any of these `bodies` (slugs)."""
    return {slug for slug, one in _office_holders().items() if any(office.of in bodies for office in one.offices)}


@cache
def _office_holders() -> dict[str, KnownActor]:
    return {one.slug: one for one in load() if one.offices and any(of.of in by_slug() for of in one.offices)}


def _article(extraction: Extraction, mentions: Sequence[Mention], evidence: _Evidence, people: _People) -> Article:
    published = extraction.article.published_on
    year = published.year if published else None
    plain = {one.pk: _telling(one, evidence, people.body, people) for one in mentions}
    stately = {one.pk: _telling(one, evidence, lambda key: people.state(key, year), people) for one in mentions}
    named = frozenset(part.actor for one in stately.values() for part in one.parts)
    innermost = _innermost(mentions, evidence.figures)
    current = extraction.retired_at is None
    outlet = extraction.article.outlet_id
    figures = [
        _figure(row, one, counts=current and row.pk in innermost, origin=_origin(one, evidence, people, outlet))
        for one in mentions
        for row in evidence.figures.get(one.pk, ())
    ]
    return Article(figures, plain, stately, named)


def _telling(mention: Mention, evidence: _Evidence, stands_for, people: _People) -> Telling:  # type: ignore[no-untyped-def]
    hops = evidence.hops.get(mention.pk, ())
    speakers = {pk for hop in hops for pk in (hop.actor_id, hop.speaks_for_id) if pk}
    rows = evidence.parts.get(mention.pk, ())
    return Telling(
        mention.pk,
        [(start, end) for start, end in mention.spans],
        _words(mention),
        [Part(stands_for(row.actor_id), row.role, row.start, row.end, row.text[:1].islower()) for row in rows],
        frozenset(people.body(pk) for pk in speakers) | {people.roots.get(pk, pk) for pk in speakers},
        own_voice=not hops,
    )


def _words(mention: Mention) -> list[str]:
    """The words of each span; `text` joins them by three characters."""
    found, at = [], 0
    for start, end in mention.spans:
        found.append(mention.text[at : at + end - start])
        at += end - start + 3
    return found


def _innermost(mentions: Iterable[Mention], figures: Mapping[int, Sequence[Quantity]]) -> set[int]:
    """The figures that count: of those at one place that of a part of the quotation, else of what is nested deepest."""
    best: dict[int, tuple[tuple[bool, bool, int, int], int]] = {}
    for mention in mentions:
        rank = (mention.whole_id is None, mention.parent_id is None, mention.end - mention.start, mention.number)
        for row in figures.get(mention.pk, ()):
            best[row.end] = min(best.get(row.end, (rank, row.pk)), (rank, row.pk))
    return {pk for _rank, pk in best.values()}


def _figure(row: Quantity, mention: Mention, *, counts: bool, origin: int | None) -> Figure:
    place = -1
    at = 0
    for start, end in mention.spans:
        if start <= row.start < end:
            place = at + row.start - start
        at += end - start + 3
    return Figure(
        row.pk, mention.pk, row.start, row.text, row.unit, row.concept, row.measure, mention.text, place, counts, origin
    )


def _origin(mention: Mention, evidence: _Evidence, people: _People, outlet: int | None) -> int | None:
    """The first hop; in the article's own voice who counts, else the outlet."""
    hops = evidence.hops.get(mention.pk, ())
    if hops:
        first = hops[0].actor_id
        return people.roots.get(first, first) if first else None
    counting = counting_agent(_telling(mention, evidence, lambda key: people.roots.get(key, key), people))
    if counting:
        return counting.actor
    return people.roots.get(outlet, outlet) if outlet else None
