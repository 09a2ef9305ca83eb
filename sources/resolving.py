"""Whom names mean: by slug, id, Wikidata id, ISO code, any alias in any inflection or spelling, surname, office, or the parts
of a compound. Two queries, however many the names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from sources.compounds import part_matches
from sources.knowledge import english_name
from sources.lookups import Among, Family, LastWord
from sources.matching import NEVER_TAKEN, STRENGTH, Ask, Match, Row, Span, Way, ask, match, whole
from sources.models import Actor, ActorKind, Alias, root_of
from sources.offices import known_offices

COLUMNS = (
    *("actor", "actor__slug", "actor__kind", "actor__name", "actor__name_de"),
    *("text", "key", "stem", "spelling", "kind", "language", "ambiguous"),
)

MOST_REASONS = 5  # that are told for one candidate


class Reason(NamedTuple):
    """Why a name may mean an actor. `of`: whose name it is, where that one was merged into the actor."""

    match: Match
    of: Actor | None


class Candidate(NamedTuple):
    """An actor whom a name may mean, with the reasons, the strongest first. `family`: the keys of all that was merged
    into it, and its own."""

    actor: Actor
    reasons: Sequence[Reason]
    family: frozenset[int]

    @property
    def best(self) -> Match:
        """The strongest reason."""
        return self.reasons[0].match

    @property
    def ambiguous(self) -> bool:
        """Does the name need support, for the words also mean another or something else?"""
        return self.best.row is not None and self.best.row.ambiguous


@dataclass(frozen=True)
class Resolution:
    """Whom `name` may mean, the likeliest first."""

    name: str
    candidates: Sequence[Candidate]

    @cached_property
    def taken(self) -> Sequence[Candidate]:
        """Those whom a filter takes the name for: the ones with the strongest kind of reason."""
        return self.taken_among(())

    def taken_among(self, kinds: Collection[str]) -> Sequence[Candidate]:
        """The same, looked for first among actors of these kinds."""
        able = [one for one in self.candidates if one.best.strength < NEVER_TAKEN]
        fitting = [one for one in able if one.actor.kind in kinds] or able
        strongest = min((one.best.strength for one in fitting), default=NEVER_TAKEN)
        return [one for one in fitting if one.best.strength == strongest]

    @property
    def place(self) -> str:
        """The English name of the place (a city, a palace) that the name also is, where it stands for a state or its
        government; else ""."""
        rows = [reason.match.row for one in self.taken for reason in one.reasons if not reason.match.part]
        return next((english_name(row.text) for row in rows if row and row.kind == "metonym"), "")


def resolve(names: Iterable[str]) -> list[Resolution]:
    """Whom each of `names` may mean, in their order. Two queries; none where nothing could be a name."""
    asks = [ask(name) for name in names]
    found = _Found(_aliases(asks))
    matches = [list(found.matches(one)) for one in asks]
    actors = _Actors(asks, matches)
    return [Resolution(one.name, actors.candidates(one, of)) for one, of in zip(asks, matches, strict=True)]


def _aliases(asks: Iterable[Ask]) -> list[Row]:
    """The aliases that any of `asks` may mean."""
    stems = {stem for one in asks for stem in one.all_stems}
    if not stems:
        return []
    wanted = Q(Among("stem", stems))
    wanted |= Q(Among("spelling", {one.spelling for one in asks if one.spelling}))
    wanted |= Q(Among(LastWord("key"), {one.surname for one in asks if one.surname}))
    return [Row(*row) for row in Alias.objects.filter(wanted).order_by().values_list(*COLUMNS)]


class _Found:
    """Aliases, by what they may be found by."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_key: dict[str, list[Row]] = defaultdict(list)
        self._by_stem: dict[str, list[Row]] = defaultdict(list)
        self._by_spelling: dict[str, list[Row]] = defaultdict(list)
        self._by_surname: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._by_key[row.key].append(row)
            self._by_stem[row.stem].append(row)
            self._by_spelling[row.spelling].append(row)
            self._by_surname[row.key.rpartition(" ")[2]].append(row)

    def matches(self, one: Ask) -> Iterator[Match]:
        """Why `one` may mean whom, weaker reasons included."""
        if not one.key:
            return
        rows = {id(row): row for row in self._wholes(one)}.values()
        found = [why for row in rows if (why := whole(one, row))]
        metonym = any(why.row.kind == "metonym" for why in found if why.row and why.row.actor_kind != ActorKind.PLACE)
        for why in found:
            place = metonym and why.row is not None and why.row.actor_kind == ActorKind.PLACE
            yield match(Way.PLACE, why.row) if place else why
        if one.place and metonym:
            places = (row for row in self._by_key.get(one.place, ()) if row.actor_kind == ActorKind.PLACE)
            yield from (match(Way.PLACE, row) for row in places)
        if one.spans and all(why.strength > STRENGTH[Way.INFLECTED] for why in found):  # else it is known as a whole
            yield from part_matches(one, self._of_span, known_offices())

    def _wholes(self, one: Ask) -> Iterator[Row]:
        for stem in one.stems:
            yield from self._by_stem.get(stem, ())
        if one.spelling:
            yield from self._by_spelling.get(one.spelling, ())
        if one.surname:
            yield from self._by_surname.get(one.surname, ())

    def _of_span(self, span: Span) -> Sequence[Row]:
        return self._by_key.get(span.key) or [row for stem in span.stems for row in self._by_stem.get(stem, ())]


class _Actors:
    """The actors that names or identifiers lead to, with all that was merged together with them."""

    def __init__(self, asks: Sequence[Ask], matches: Iterable[Iterable[Match]]) -> None:
        rows = list(_family(asks, [why for of in matches for why in of]))
        by_pk = {actor.pk: actor for actor in rows}
        for actor in rows:
            above = by_pk.get(actor.merged_into_id or 0)
            if above:
                actor.merged_into = above  # so that following it asks nothing
        self._by_pk = by_pk
        self._by_slug = {actor.slug: actor for actor in rows}
        self._by_qid = {actor.qid: actor for actor in rows if actor.qid}
        self._by_code = {actor.code: actor for actor in rows if actor.code}
        self._roots = {actor.pk: root_of(actor) for actor in rows}
        families: dict[int, list[int]] = defaultdict(list)
        for actor in rows:
            families[self._roots[actor.pk].pk].append(actor.pk)
        self._families = {root: frozenset(family) for root, family in families.items()}

    def candidates(self, one: Ask, matches: Iterable[Match]) -> list[Candidate]:
        """Whom `one` means, ranked."""
        reasons: dict[int, list[Reason]] = defaultdict(list)
        roots: dict[int, Actor] = {}
        for actor, why in (*self._identified(one), *self._named(matches)):
            root = self._roots[actor.pk]
            roots[root.pk] = root
            reasons[root.pk].append(Reason(why, actor if actor is not root else None))
        if not reasons:
            return []
        found = [Candidate(roots[pk], _strongest(of), self._families[pk]) for pk, of in reasons.items()]
        return sorted(found, key=_rank)

    def _identified(self, one: Ask) -> Iterator[tuple[Actor, Match]]:
        ways = (
            (Way.ID, self._by_pk.get(one.number or 0)),
            (Way.SLUG, self._by_slug.get(one.slug)),
            (Way.QID, self._by_qid.get(one.qid)),
            (Way.CODE, self._by_code.get(one.code)),
        )
        return ((actor, match(way)) for way, actor in ways if actor)

    def _named(self, matches: Iterable[Match]) -> Iterator[tuple[Actor, Match]]:
        for why in matches:
            actor = (
                self._by_slug.get(why.office.holder) if why.office else self._by_pk.get(why.row.actor if why.row else 0)
            )
            if actor:
                yield actor, why


def _family(asks: Iterable[Ask], matches: Iterable[Match]) -> Iterable[Actor]:
    """The actors of `matches` and those that `asks` identify, with all that was merged together with them."""
    keys = {why.row.actor for why in matches if why.row} | {one.number for one in asks if one.number}
    slugs = {one.slug for one in asks if one.slug} | {why.office.holder for why in matches if why.office}
    qids, codes = {one.qid for one in asks if one.qid}, {one.code for one in asks if one.code}
    if not (keys or slugs or qids or codes):
        return ()
    wanted = Q(Among("id", keys)) | Q(Among("slug", slugs)) | Q(Among("qid", qids)) | Q(Among("code", codes))
    return Actor.objects.filter(pk__in=Family(Actor.objects.filter(wanted))).order_by("pk")


def _strongest(reasons: list[Reason]) -> list[Reason]:
    """The strongest reasons first, those that say the same once."""
    if len(reasons) == 1:
        return reasons
    once: dict[object, Reason] = {}
    for reason in sorted(reasons, key=lambda reason: (reason.match.strength, -reason.match.score)):
        why = reason.match
        once.setdefault((why.way, why.row and (why.row.actor, why.row.key), why.part, why.office), reason)
    return list(once.values())[:MOST_REASONS]


def _rank(candidate: Candidate) -> tuple[object, ...]:
    best = candidate.best
    until = (best.office.until or 0) if best.office else 0
    return best.strength, -best.score, -until, candidate.actor.name, candidate.actor.pk
