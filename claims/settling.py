"""What becomes of suggestions that two claims are one, once claims are joined or parted."""

from collections.abc import Collection

from django.db import transaction

from claims.merges import families
from claims.relations import Relation
from claims.vocabulary import RelationKind, RelationStatus


@transaction.atomic
def settle_relations(*, claims: Collection[int]) -> None:
    """Brings the suggestions that the claims with these keys, or others of their families, are the same in line with what was
    joined or parted: confirmed are those whose two claims are one. Call it with every claim whose pointer changed and what
    it pointed to before and after."""
    family = families(claims)
    told = Relation.objects.of(family.keys()).filter(kind=RelationKind.SAME).exclude(status=RelationStatus.REFUSED)
    rows = told.values_list("pk", "from_claim", "to_claim", "status")
    wanted: dict[str, list[int]] = {RelationStatus.CONFIRMED: [], RelationStatus.SUGGESTED: []}
    for pk, one, other, status in rows:
        joined = other in family and family.get(one) == family[other]
        now = RelationStatus.CONFIRMED if joined else RelationStatus.SUGGESTED
        if status != now:
            wanted[now].append(pk)
    for status, keys in wanted.items():
        Relation.objects.filter(pk__in=keys).update(status=status)
