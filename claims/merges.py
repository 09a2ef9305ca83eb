"""Following `merged_into` of claims in SQL, however often a row was merged on (triggers keep it free of circles)."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, Func

from sources import merges


class RootOf(merges.RootOf):
    """The key of the claim that a claim (its key is the argument) was merged into in the end, or that key itself."""

    table = "claims_claim"


def families(claims: Collection[int]) -> dict[int, int]:
    """Every claim that belongs together with one of `claims` (keys) by joining, these included, each with its root."""
    return merges.families(claims, RootOf.table)


# All claims that were merged into any of some keys (ANY_KEYS stands for their placeholders), each with that `root`.
MERGED_INTO = """
WITH RECURSIVE down(id, root) AS (
  SELECT id, merged_into_id FROM claims_claim WHERE merged_into_id IN (ANY_KEYS)
  UNION ALL SELECT step.id, down.root FROM claims_claim step JOIN down ON step.merged_into_id = down.id
) SELECT id, root FROM down"""

# Those of some actors (ANY_KEYS) that were merged, each with its root. One walk for all of them: a walk for each row of a
# large answer makes PostgreSQL compile for a second what then takes milliseconds.
ROOTS_OF_ACTORS = """
WITH RECURSIVE up(id, root) AS (
  SELECT id, merged_into_id FROM sources_actor WHERE merged_into_id IS NOT NULL AND id IN (ANY_KEYS)
  UNION ALL SELECT up.id, step.merged_into_id FROM up JOIN sources_actor step ON step.id = up.root
    WHERE step.merged_into_id IS NOT NULL
) SELECT up.id, up.root FROM up JOIN sources_actor there ON there.id = up.root WHERE there.merged_into_id IS NULL"""

# PostgreSQL plans for as many keys as there are, and does not look at each of them while planning.
ONE_OF = {
    "sqlite": "IN (SELECT value FROM json_each(%s))",
    "postgresql": "IN (SELECT unnest(%s::bigint[]))",
}


class Among(Func):
    """Whether a key is one of many, thousands too: they are handed over as one parameter."""

    output_field = BooleanField()

    def __init__(self, key: str, keys: Collection[int]) -> None:
        super().__init__(key)
        self.keys = list(keys)

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The comparison as each database reads it."""
        key, params = compiler.compile(self.source_expressions[0])
        return f"{key} {ONE_OF[connection.vendor]}", [*params, as_parameter(self.keys, connection.vendor)]


def as_parameter(keys: Collection[int], vendor: str) -> str:
    """Many keys as the one parameter that ONE_OF compares with."""
    told = json.dumps(list(keys))
    return told if vendor == "sqlite" else f"{{{told[1:-1]}}}"
