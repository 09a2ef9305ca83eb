"""How many claims of a list have each value of a facet: the counting behind `claims.facets`.

What a facet itself is asked for is left out of what it counts: the number beside a value is that of the list with this value
alone chosen there. Where more than MOST claims are found, the newest MOST are counted, and that is said.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from claims.evidence import roots_of_actors
from claims.filters import ClaimFilter
from claims.merges import Among
from claims.models import Attribution, ClaimActor, Mention, Quantity
from claims.vocabulary import Part, Status

MOST = 5_000  # claims that are counted; twice as many take nearly twice as long (benchmarks/README.md)
PARTS = {"actor": Part.ACTOR, "source": Part.SOURCE}
# What the rows of mentions hold, by the facet that counts it.
COLUMNS = {
    "form": "form",
    "certainty": "certainty",
    "polarity": "polarity",
    "outlet": "extraction__article__outlet",
    "year": "extraction__article__published_on__year",
}
FACETS = (*PARTS, *COLUMNS, "anonymity", "has_figure", "status")
Pairs = set[tuple[Any, int]]  # a value, and a claim that has it


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims have each value; `cut`: at least so many, for only the newest were counted."""

    counts: Mapping[Any, int]
    cut: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The claims that are counted. `asked`: by which question they were found."""

    asked: ClaimFilter
    claims: Sequence[int]
    cut: bool


def tallies(asked: ClaimFilter) -> dict[str, Tally]:
    """The numbers of every facet for the list that `asked` finds."""
    chosen = [name for name in FACETS if asked.given().get(name)]
    found = _counted(asked, [name for name in FACETS if name not in chosen])
    for name in chosen:
        found |= _counted(asked.asking(**{name: None}), [name])
    return found


def size_of(found: Mapping[str, Tally]) -> int:
    """How many claims some facet counts at most."""
    return max((sum(one.counts.values()) for one in found.values()), default=0)


def _counted(asked: ClaimFilter, facets: Collection[str]) -> dict[str, Tally]:
    """The numbers of some facets of which `asked` asks for nothing."""
    if "status" not in facets:
        rows, cut = _rows(asked)
        told: dict[str, Mapping[Any, int]] = {}
    else:  # without a status rejected claims are left out; their number shall be there all the same
        rows, cut = _rows(asked.asking(status=list(Status.values)))
        told = {"status": Counter(rows.values())}
        rows = {claim: status for claim, status in rows.items() if status != Status.REJECTED}
    found = Found(asked, list(rows), cut)
    for names, count in COUNTING:
        if wanted := [name for name in facets if name in names]:
            told |= count(found, wanted)
    return {name: Tally(told[name], cut) for name in facets}


def _rows(asked: ClaimFilter) -> tuple[dict[int, str], bool]:
    """The claims to count with their status, and whether there are more."""
    newest = asked.filter_queryset(asked.queryset.all()).order_by("-pk").values_list("pk", "status")
    rows = list(newest[: MOST + 1])
    return dict(rows[:MOST]), len(rows) > MOST


def _by_mention(found: Found, facets: Sequence[str]) -> dict[str, Mapping[Any, int]]:
    """What mentions tell that fulfil all that the query asks of one mention."""
    columns = [COLUMNS[name] for name in facets if name in COLUMNS]
    mentions = Mention.objects.filter(Among("root", found.claims), **found.asked.in_mention())
    rows = list(mentions.values_list("root", "pk", *columns))
    named = [name for name in facets if name in COLUMNS]
    pairs = {name: _pairs((row[at], row[0]) for row in rows) for at, name in enumerate(named, 2)}
    if "outlet" in pairs:
        pairs["outlet"] = _at_roots(pairs["outlet"])
    if "anonymity" in facets:
        pairs["anonymity"] = _pairs(_sources(found, {pk: claim for claim, pk, *_rest in rows}))
    return {name: _numbers(told) for name, told in pairs.items()}


def _sources(found: Found, claim_of: Mapping[int, int]) -> Iterable[tuple[str, int]]:
    """How the sources of these mentions are told, with the claims of the mentions."""
    hops = Attribution.objects.filter(Among("mention__root", found.claims))
    if wanted := found.asked.given().get("anonymity"):
        hops = hops.filter(anonymity__in=wanted)
    rows = hops.values_list("anonymity", "mention")
    return ((told, claim_of[mention]) for told, mention in rows if mention in claim_of)


def _at_roots(pairs: Pairs) -> Pairs:
    """Pairs with actors that were merged replaced by what they are now."""
    root_of = roots_of_actors({actor for actor, _claim in pairs})
    return {(root_of.get(actor, actor), claim) for actor, claim in pairs}


def _by_figure(found: Found, _facets: Sequence[str]) -> dict[str, Mapping[Any, int]]:
    current = Quantity.objects.filter(Among("mention__root", found.claims))
    claims = current.aggregate(n=Count("mention__root", distinct=True))["n"]
    return {"has_figure": {"true": claims, "false": len(found.claims) - claims}}


def _by_actor(found: Found, facets: Sequence[str]) -> dict[str, Mapping[Any, int]]:
    """The actors of claims, and their wholes unless the query leaves these out."""
    rows = ClaimActor.objects.filter(Among("claim", found.claims), actor__merged_into=None)
    rows = rows.filter(part__in=[PARTS[name] for name in facets])
    if set(found.asked.given().get("exact", ())) == {True}:
        rows = rows.filter(exact=True)
    counts: dict[str, dict[Any, int]] = defaultdict(dict)
    for part, actor, number in rows.values_list("part", "actor").annotate(n=Count("pk")).order_by():
        counts[part][actor] = number
    return {name: counts[PARTS[name]] for name in facets}


def _pairs(rows: Iterable[tuple[Any, int]]) -> Pairs:
    """Values with claims; what has no value is left out."""
    return {(value, claim) for value, claim in rows if value is not None}


def _numbers(pairs: Pairs) -> Counter[Any]:
    return Counter(value for value, _claim in pairs)


Counting = Callable[[Found, Sequence[str]], dict[str, Mapping[Any, int]]]
COUNTING: Sequence[tuple[Collection[str], Counting]] = (
    ({*COLUMNS, "anonymity"}, _by_mention),
    ({"has_figure"}, _by_figure),
    (PARTS.keys(), _by_actor),
)
