"""What is derived of claims: the rows that make "about whom" and "who says it" one look-up. Nothing is read but mentions
that count now, so the rows can always be made anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Q

from claims.models import Attribution, Claim, MentionActor
from claims.vocabulary import Part
from sources.models import Actor


class Derived(NamedTuple):
    """A row of ClaimActor. `exact`: the actor itself, not what it is part of."""

    claim: int
    part: str
    actor: int
    exact: bool


def derived(claims: Collection[int]) -> set[Derived]:
    """The rows that the root claims among these ids should have; a claim that was merged has none, its root has them.

    An actor that was merged into another counts as both; a part counts for its whole and a speaker for whom they speak,
    not exactly.
    """
    root_of = _families(claims)
    pairs = _pairs(root_of)
    lines = lines_of({actor for _claim, _part, actor, _itself in pairs})
    exact: dict[tuple[int, str, int], bool] = defaultdict(bool)
    for claim, part, actor, itself in pairs:
        for above, same in lines[actor].items():
            exact[claim, part, above] |= same and itself
    return {Derived(*key, same) for key, same in exact.items()}


def roots_of(claims: Collection[int]) -> set[int]:
    """The ids of the claims that these were merged into in the end, themselves where they were not."""
    roots, below = set[int](), set(claims)
    while below:
        pointers = Claim.objects.filter(pk__in=below).values_list("pk", "merged_into")
        roots |= {pk for pk, above in pointers if above is None}
        below = {above for _pk, above in pointers if above is not None}
    return roots


def _families(claims: Collection[int]) -> dict[int, int]:
    """The root of every claim that stands for itself among these or was merged into one that does."""
    root_of = {pk: pk for pk in Claim.objects.roots().filter(pk__in=claims).values_list("pk", flat=True)}
    level = root_of.copy()
    while level:
        merged = Claim.objects.filter(merged_into__in=level).values_list("pk", "merged_into")
        level = {pk: level[above] for pk, above in merged if above is not None}
        root_of |= level
    return root_of


def _pairs(root_of: Mapping[int, int]) -> set[tuple[int, str, int, bool]]:
    """Root claim, part and actor, of the mentions that count now; True where it is the actor itself, False for whom a source
    speaks."""
    current = Q(mention__extraction__retired_at=None, mention__claim__in=root_of.keys())
    about = MentionActor.objects.filter(current).values_list("mention__claim", "actor")
    hops = Attribution.objects.filter(current)
    said_by = hops.exclude(actor=None).values_list("mention__claim", "actor")
    said_for = hops.exclude(speaks_for=None).values_list("mention__claim", "speaks_for")
    found = {(root_of[claim], str(Part.ACTOR), actor, True) for claim, actor in about}
    found |= {(root_of[claim], str(Part.SOURCE), actor, True) for claim, actor in said_by}
    return found | {(root_of[claim], str(Part.SOURCE), body, False) for claim, body in said_for}


def lines_of(actors: Iterable[int]) -> dict[int, dict[int, bool]]:
    """For each actor whom it counts for: itself and what it was merged into (True), what these are part of (False)."""
    pointers: dict[int, tuple[int | None, int | None]] = {}
    level = set(actors)
    while level:
        rows = Actor.objects.filter(pk__in=level).values_list("pk", "merged_into", "part_of")
        pointers |= {pk: (merged_into, part_of) for pk, merged_into, part_of in rows}
        level = {above for pk in level for above in pointers[pk] if above is not None} - pointers.keys()
    return {actor: _line(actor, pointers) for actor in pointers}


def _line(actor: int, pointers: Mapping[int, tuple[int | None, int | None]]) -> dict[int, bool]:
    line: dict[int, bool] = {}
    steps: list[tuple[int | None, bool]] = [(actor, True)]
    while steps:
        pk, exact = steps.pop()
        if pk is None or line.get(pk) in {True, exact}:
            continue
        line[pk] = exact
        merged_into, part_of = pointers[pk]
        steps += [(part_of, False), (merged_into, exact)]
    return line
