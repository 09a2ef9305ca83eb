"""How claims stand to each other, as pages and answers tell it: by the claims that they were joined into. Read in a fixed
number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.merges import families
from claims.models import Claim, Relation
from claims.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Stand:
    """How `other` stands to a claim. `inverse`: it is `other` that supports or updates the claim."""

    relation: Relation
    other: Claim
    inverse: bool


def attach_roots(relations: Sequence[Relation]) -> None:
    """Sets `one` and `other` of each relation: what its two claims were joined into in the end. Two queries."""
    family = families({pk for row in relations for pk in (row.from_claim_id, row.to_claim_id)})
    claims = Claim.objects.in_bulk(set(family.values())) if family else {}
    for row in relations:
        row.one = claims[family[row.from_claim_id]]  # type: ignore[attr-defined]  # read by pages and answers
        row.other = claims[family[row.to_claim_id]]  # type: ignore[attr-defined]  # the same


def attach_relations(claims: Iterable[Claim]) -> None:
    """Sets `stands` of each claim (roots): how others that readers see stand to it, first what curators confirmed. Four
    queries."""
    ours = {claim.pk: claim for claim in claims}
    family = families(ours)
    found: dict[int, list[Stand]] = defaultdict(list)
    if family:
        rows = list(Relation.objects.standing(claims=family).order_by("status", "kind", "-pk"))
        attach_roots(rows)
        for relation in rows:
            for side, stand in _stands(relation):
                if stand.other.status != Status.REJECTED:
                    found[side].append(stand)
    for pk, claim in ours.items():
        claim.stands = found[pk]  # type: ignore[attr-defined]  # read by pages and answers


def _stands(relation: Relation) -> list[tuple[int, Stand]]:
    one: Claim = relation.one  # type: ignore[attr-defined]  # set by attach_roots
    other: Claim = relation.other  # type: ignore[attr-defined]  # the same
    return [(one.pk, Stand(relation, other, inverse=False)), (other.pk, Stand(relation, one, inverse=True))]
