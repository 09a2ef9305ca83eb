"""All that the page of one actor shows: of anybody, of an expert, of an outlet. Read in a fixed number of queries, and
never more than the newest rows, however much there is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q

from claims.dossiers import LATEST
from claims.evidence import attach_mentions, merged_into
from claims.hops import Quoting, chains, quoting, read_hops
from claims.models import Attribution, Claim, ClaimActor, Quantity
from claims.press import Press, press
from claims.track_records import Record, records
from claims.vocabulary import Part, Status
from sources.affiliations import AffiliationLine, affiliation_lines, member_lines
from sources.lookups import Family
from sources.models import Actor, ActorKind, Alias

MOST = 2_000  # claims of an actor that are looked at, the newest
PER_PAGE = 20  # statements
TOP = 12  # lines of a list that counts
FIGURES = 15
PARTS = 60
MOST_NAMES = 1_000
MOST_MERGED = 500
# Units that measure anything at all; only figures of things that are counted can be told to be about the same.
MEASURES = frozenset(
    {"percent", "percentage points", "per mille", "share", "people", "person", "tonne", "kilometre", "metre", "degree"}
    | {"year", "month", "week", "day", "hour", "minute", "second"}
)

Counted = tuple[int, int]  # the key of an actor (a root), and how many claims


@dataclass(frozen=True, slots=True)
class Window:
    """The keys of the newest claims of an actor that readers see, newest first; `whole`: there are no more."""

    keys: Sequence[int]
    whole: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """What an expert said: one page of claims, the latest first, and of all of them who quotes, by way of whom, and
    which things they count (a word and how many figures)."""

    page: Page[int]
    quoting: Quoting
    topics: Sequence[Counted]
    things: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor (a root). `named` are actors by key, for whatever is counted by key; `statements` is None of whoever is
    no expert, `press` of whoever is no outlet, `record` of whoever predicted nothing. `roots`: the claims of both windows
    and all that were merged into them, each with its root."""

    actor: Actor
    names: Sequence[Alias]
    merged: Sequence[Actor]
    parts: Sequence[Actor]
    about: Window
    said: Window
    claims: Mapping[int, Claim]
    company: Sequence[Counted]
    figures: Sequence[Quantity]
    roles: Sequence[AffiliationLine]
    people: Sequence[AffiliationLine]
    statements: Statements | None
    press: Press | None
    named: Mapping[int, Actor]
    record: Record | None
    roots: Mapping[int, int]

    @property
    def latest_about(self) -> list[Claim]:
        """The newest claims about it."""
        return [self.claims[key] for key in self.about.keys[:LATEST] if key in self.claims]

    @property
    def latest_said(self) -> list[Claim]:
        """What it said last; of an expert, the page of statements that was asked for."""
        keys = self.statements.page.object_list if self.statements else self.said.keys[:LATEST]
        return [self.claims[key] for key in keys if key in self.claims]


def profile(actor: Actor, page: str = "1") -> Profile:
    """All about one actor (a root). Raises InvalidPage where its statements have no such `page`."""
    everybody = Actor.objects.filter(pk__in=Family(Actor.objects.filter(pk=actor.pk)))
    merged = list(everybody.exclude(pk=actor.pk).order_by("name", "pk")[:MOST_MERGED])
    family = [actor.pk, *(one.pk for one in merged)]
    about, said = (newest_claims(actor, part) for part in (Part.ACTOR, Part.SOURCE))
    roots = {key: key for key in (*about.keys, *said.keys)}
    roots |= merged_into(list(roots))
    own_roles = affiliation_lines([actor.pk])[actor.pk] if actor.kind == ActorKind.PERSON else []
    statements = _statements(actor, said, roots, page) if own_roles else None
    paper = press(family) if actor.kind == ActorKind.OUTLET else None
    together = company(actor, about)
    shown = [*about.keys[:LATEST], *(statements.page.object_list if statements else said.keys[:LATEST])]
    return Profile(
        actor,
        list(actor.aliases.order_by("text", "pk")[:MOST_NAMES]),
        merged,
        list(actor.parts.filter(merged_into=None).order_by("name", "pk")[: PARTS + 1]),
        about,
        said,
        _claims(shown),
        together,
        figures(_family(about, roots)),
        own_roles,
        member_lines(family) if actor.kind != ActorKind.PERSON else [],
        statements,
        paper,
        Actor.objects.in_bulk(_keys(together, statements, paper)),
        records([actor.pk]).get(actor.pk),
        roots,
    )


def newest_claims(actor: Actor, part: Part) -> Window:
    """The newest claims that `actor` belongs to as `part`."""
    rows = ClaimActor.objects.filter(actor=actor, part=part, claim__merged_into=None, claim__within=False)
    rows = rows.exclude(claim__status=Status.REJECTED).order_by("-claim")
    keys = list(rows.values_list("claim", flat=True)[: MOST + 1])
    return Window(keys[:MOST], len(keys) <= MOST)


def company(actor: Actor, about: Window) -> list[Counted]:
    """Whom else the claims `about` it are about, most often first; not its parts nor its whole."""
    return _belonging(about.keys, Q(pk__in=[actor.pk, actor.part_of_id or actor.pk]) | Q(part_of=actor))


def _belonging(claims: Sequence[int], but: Q) -> list[Counted]:
    """The roots that `claims` are about, `but` for some. No join: SQLite would go through all actors instead of claims."""
    rows = ClaimActor.objects.filter(claim__in=claims, part=Part.ACTOR, exact=True)
    rows = rows.exclude(actor__in=Actor.objects.filter(but | Q(merged_into__isnull=False)))
    return list(rows.values_list("actor").annotate(n=Count("pk")).order_by("-n", "actor")[:TOP])


def figures(claims: Iterable[int]) -> list[Quantity]:
    """The figures of the newest articles that make any of `claims`, each value of a claim once."""
    article = "mention__extraction__article"
    rows = Quantity.objects.filter(mention__claim__in=claims, mention__extraction__retired_at=None)
    rows = rows.exclude(unit="", concept="").select_related("mention__claim", f"{article}__outlet")
    hops = Prefetch("mention__chain", Attribution.objects.select_related("actor").order_by("position"))
    newest = F(f"{article}__published_on").desc(nulls_last=True)
    found = rows.prefetch_related(hops).order_by(newest, "-mention", "position")[: FIGURES * 3]
    once = {(one.mention.claim_id, one.value, one.unit): one for one in reversed(list(found))}
    return list(reversed(once.values()))[:FIGURES]


def _family(window: Window, roots: Mapping[int, int]) -> list[int]:
    """The keys of the claims in `window` and of those that were merged into them."""
    keys = set(window.keys)
    return [key for key, root in roots.items() if root in keys]


def _statements(actor: Actor, said: Window, roots: Mapping[int, int], page: str) -> Statements:
    family = _family(said, roots)
    chained = chains(read_hops(Attribution.objects.filter(mention__claim__in=family)))
    told = quoting(chained, actor.pk)
    return Statements(
        Paginator(_in_order(said.keys, told.first, roots), PER_PAGE).page(page),
        told,
        _belonging(said.keys, Q(pk=actor.pk)),
        _things(family),
    )


def _in_order(keys: Sequence[int], days: Mapping[int, date | None], roots: Mapping[int, int]) -> list[int]:
    """`keys` by the day on which they were first published, the latest first; unknown days last."""
    first: dict[int, date] = {}
    for key, day in days.items():
        if day and roots[key] in first:
            first[roots[key]] = min(day, first[roots[key]])
        elif day:
            first[roots[key]] = day
    return sorted(keys, key=lambda key: (first.get(key, date.min), key), reverse=True)


def _things(claims: Sequence[int]) -> list[tuple[str, int]]:
    """What the figures of `claims` count: the shortest word for it, and how often. Measures say nothing of a topic."""
    rows = Quantity.objects.filter(mention__claim__in=claims, mention__extraction__retired_at=None).exclude(unit="")
    counts: Counter[str] = Counter()
    words: dict[str, list[str]] = defaultdict(list)
    for concept, unit, number in rows.values_list("concept", "unit").annotate(n=Count("pk")).order_by("concept"):
        if concept not in MEASURES and not concept.isupper():
            counts[concept or unit] += number
            words[concept or unit].append(unit)
    return [(min(words[key], key=lambda unit: (len(unit), unit)), n) for key, n in counts.most_common(TOP)]


def _claims(keys: Sequence[int]) -> dict[int, Claim]:
    claims = Claim.objects.in_bulk(keys)
    attach_mentions(list(claims.values()))
    return claims


def _keys(together: Sequence[Counted], statements: Statements | None, paper: Press | None) -> set[int]:
    """The actors that the page names by key."""
    keys = {key for key, _number in together}
    if statements:
        keys |= {key for key, _number in statements.topics}
        keys |= {key for key, _statements, _articles in statements.quoting.outlets[:TOP] if key is not None}
        keys |= {key for key, _number in statements.quoting.via.most_common(TOP)}
    return keys | paper.keys(TOP) if paper else keys
