"""Which mentions make some claims, and for which of these they count. Claims that were merged are followed for all of them at
once, and their mentions are asked for apart: a walk for each row, or both in one condition, costs PostgreSQL seconds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from claims.merges import families
from claims.models import Claim, MentionQuerySet
from sources.lookups import Among


@dataclass(frozen=True, slots=True)
class Made:
    """Mentions of claims: `own` ones, and those of claims that were merged into them, which `roots` has with what they are
    now. Together they are all, none twice."""

    own: MentionQuerySet
    merged: MentionQuerySet
    roots: Mapping[int, int]

    def __iter__(self) -> Iterator[MentionQuerySet]:
        yield self.own
        yield self.merged


def made(mentions: MentionQuerySet, claims: QuerySet[Claim]) -> Made:
    """Those of `mentions` that make any of `claims` (roots), be it by way of one that was merged into it. Three queries at
    most, those that it gives not counted."""
    mentions, claims = mentions.order_by(), claims.order_by()
    merged = mentions.filter(claim__merged_into__isnull=False)
    roots = families(set(merged.values_list("claim", flat=True).distinct()))
    wanted = claims.filter(Among("id", set(roots.values()))) if roots else claims.none()
    there = set(wanted.values_list("pk", flat=True))
    joined = {claim: root for claim, root in roots.items() if root in there and claim != root}
    return Made(mentions.filter(claim__in=claims.values("pk")), mentions.filter(Among("claim", joined)), joined)
