"""Following `merged_into` of claims in SQL, however often a row was merged on (triggers keep it free of circles)."""

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

# The families of some claims (ANY_KEYS): every member with the root.
FAMILIES = merges.FAMILIES.replace("sources_actor", "claims_claim")

# Those of some actors (ANY_KEYS) that were merged, each with its root. One walk for all of them: a walk for each row of a
# large answer makes PostgreSQL compile for a second what then takes milliseconds.
ROOTS_OF_ACTORS = """
WITH RECURSIVE up(id, root) AS (
  SELECT id, merged_into_id FROM sources_actor WHERE merged_into_id IS NOT NULL AND id IN (ANY_KEYS)
  UNION ALL SELECT up.id, step.merged_into_id FROM up JOIN sources_actor step ON step.id = up.root
    WHERE step.merged_into_id IS NOT NULL
) SELECT up.id, up.root FROM up JOIN sources_actor there ON there.id = up.root WHERE there.merged_into_id IS NULL"""
