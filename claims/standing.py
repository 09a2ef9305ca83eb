"""What is derived of a claim for lists to ask for: how many mentions, how many independent origins, whether it is denied or
disputed, and whether it is only said inside one longer quotation."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from claims.evidence import merged_into
from claims.merges import RootOf
from claims.models import Claim, Mention, Relation
from claims.origins import Telling, counted, origins
from claims.tellings import tellings
from claims.vocabulary import RelationKind

CHUNK = 500  # claims that are read together, with all that was merged into them
COLUMNS = ("mentions_count", "origins_count", "denied", "disputed", "within")


class Standing(NamedTuple):
    """The derived columns of one claim, in the order of COLUMNS."""

    mentions_count: int = 0
    origins_count: int = 0
    denied: bool = False
    disputed: bool = False
    within: bool = False


def chunks(claims: Collection[int]) -> Iterator[list[int]]:
    """`claims` in order, as many as are read together."""
    ordered = sorted(claims)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def standings(claims: Collection[int]) -> dict[int, Standing]:
    """What the claims with these ids should have; a claim that was merged has nothing, its root has it. At most ten
    queries for one chunk."""
    roots = set(Claim.objects.roots().filter(pk__in=claims).values_list("pk", flat=True))
    root_of = {pk: pk for pk in roots} | merged_into(roots)
    told = tellings(root_of)
    denied = _denied(root_of)
    disputed = denied | _contradicted(root_of)
    inside = _inside(told)
    return {
        claim: Standing(
            len(counted(told[claim])),
            len(origins(told[claim])),
            claim in denied,
            claim in disputed,
            claim in inside,
        )
        if claim in roots
        else Standing()
        for claim in claims
    }


def parts_of(claims: Collection[int]) -> set[int]:
    """The claims that are parts of quotations of `claims` or of what was merged into them: whether they are shown by
    themselves depends on these."""
    family = [*claims, *merged_into(claims)]
    return set(Mention.objects.current().filter(whole__claim__in=family).values_list("claim", flat=True))


def opponents_of(claims: Collection[int]) -> set[int]:
    """The claims that anybody said to contradict `claims` or what was merged into them: joining claims joins what was decided
    about these, a refusal too, so whether they are disputed depends on it."""
    family = {*claims, *merged_into(claims)}
    said = Relation.objects.filter(kind=RelationKind.CONTRADICTS)
    pairs = said.filter(Q(from_claim__in=family) | Q(to_claim__in=family)).values_list("from_claim", "to_claim")
    return {claim for pair in pairs for claim in pair} - family


def _denied(root_of: Mapping[int, int]) -> set[int]:
    """The roots that some affirm and some deny."""
    sides: dict[int, set[bool]] = defaultdict(set)
    rows = Mention.objects.current().filter(claim__in=root_of).order_by().values_list("claim", "denies").distinct()
    for claim, denies in rows:
        sides[root_of[claim]].add(denies)
    return {root for root, both in sides.items() if len(both) > 1}


def _contradicted(root_of: Mapping[int, int]) -> set[int]:
    """The roots that another claim contradicts, as long as nobody refused it."""
    either = Q(from_claim__in=root_of) | Q(to_claim__in=root_of)
    pairs = (
        Relation.objects.standing().filter(either, kind=RelationKind.CONTRADICTS).values_list("from_claim", "to_claim")
    )
    return {root_of[claim] for pair in pairs for claim in pair if claim in root_of}


def _inside(told: Mapping[int, Sequence[Telling]]) -> set[int]:
    """The roots that are nothing but parts of quotations of one other claim."""
    wholes = {root: [telling.whole for telling in those if telling.whole] for root, those in told.items()}
    only = {root: keys for root, keys in wholes.items() if keys and len(keys) == len(told[root])}
    asked = {key for keys in only.values() for key in keys}
    claim_of = dict(Mention.objects.filter(pk__in=asked).values_list("pk", RootOf("claim"))) if asked else {}
    return {root for root, keys in only.items() if len({claim_of[key] for key in keys}) == 1}
