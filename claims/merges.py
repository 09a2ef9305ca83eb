"""Following `merged_into` in SQL, however often a claim was merged on (triggers keep it free of circles)."""

from django.db.models import BigIntegerField, Func


class RootOf(Func):
    """The key of the claim that a claim (its key is the argument) was merged into in the end, or that key itself."""

    arity = 1
    output_field = BigIntegerField()
    template = (
        "(WITH RECURSIVE up(id, next) AS ("
        "SELECT id, merged_into_id FROM claims_claim WHERE id = %(expressions)s "
        "UNION ALL SELECT step.id, step.merged_into_id FROM claims_claim step JOIN up ON step.id = up.next"
        ") SELECT id FROM up WHERE next IS NULL)"
    )


# All claims that were merged into any of some keys (ANY_KEYS stands for their placeholders), each with that `root`.
MERGED_INTO = """
WITH RECURSIVE down(id, root) AS (
  SELECT id, merged_into_id FROM claims_claim WHERE merged_into_id IN (ANY_KEYS)
  UNION ALL SELECT step.id, down.root FROM claims_claim step JOIN down ON step.merged_into_id = down.id
) SELECT id, root FROM down"""
