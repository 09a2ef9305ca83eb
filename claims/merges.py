"""Following `merged_into` of claims in SQL."""

from sources import merges


class RootOf(merges.RootOf):
    """The key of the claim that a claim (its key is the argument) was merged into in the end, or that key itself."""

    table = "claims_claim"


# All claims that were merged into any of some keys (ANY_KEYS stands for their placeholders), each with that `root`.
MERGED_INTO = """
WITH RECURSIVE down(id, root) AS (
  SELECT id, merged_into_id FROM claims_claim WHERE merged_into_id IN (ANY_KEYS)
  UNION ALL SELECT step.id, down.root FROM claims_claim step JOIN down ON step.merged_into_id = down.id
) SELECT id, root FROM down"""
