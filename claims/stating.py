"""The statement of a claim: how the one of its mentions says it that speaks for all."""

from collections.abc import Collection

from claims.evidence import merged_into
from claims.models import Claim, Mention


def statements(claims: Collection[int]) -> dict[int, str]:
    """What the roots among these claims state, as far as the extraction tells it: as the first mention of their own has it, or
    where mentions deny it, the first that affirms it. Three queries."""
    roots = set(Claim.objects.roots().filter(pk__in=claims).values_list("pk", flat=True))
    root_of = {pk: pk for pk in roots} | merged_into(roots)
    said = Mention.objects.current().filter(claim__in=root_of, gist__isnull=False).order_by("pk")
    lead: dict[int, tuple[bool, bool, int, str]] = {}
    for mention, claim, denies, words in said.values_list("pk", "claim", "denies", "gist__statement"):
        root = root_of[claim]
        one = (denies, claim != root, mention, words)
        lead[root] = min(one, lead.get(root, one))
    return {root: words for root, (_denies, _joined, _mention, words) in lead.items()}
