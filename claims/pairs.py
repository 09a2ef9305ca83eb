"""Pairs of families of claims in SQL: claims that were joined are one, so a relation of any of them is one of all of them."""

from typing import Any

from django.db.models import BooleanField, Func

# Suggestions that a refusal answers: of the same kind, between members of the same two families. It starts from what was
# refused, for that is little.
ANSWERED = """
WITH RECURSIVE refused(kind, one, other) AS (
  SELECT kind, from_claim_id, to_claim_id FROM claims_relation WHERE status = 'refused'
), up(id, at, next) AS (
  SELECT id, id, merged_into_id FROM claims_claim WHERE id IN (SELECT one FROM refused UNION SELECT other FROM refused)
  UNION ALL SELECT up.id, step.id, step.merged_into_id FROM claims_claim step JOIN up ON step.id = up.next
), pair(kind, one, other) AS (
  SELECT refused.kind, a.at, b.at FROM refused
  JOIN up a ON a.id = refused.one AND a.next IS NULL JOIN up b ON b.id = refused.other AND b.next IS NULL
), down(id, root) AS (
  SELECT at, at FROM up WHERE next IS NULL
  UNION SELECT step.id, down.root FROM claims_claim step JOIN down ON step.merged_into_id = down.id
) SELECT asked.id FROM claims_relation asked
JOIN down a ON a.id = asked.from_claim_id JOIN down b ON b.id = asked.to_claim_id
JOIN pair ON pair.kind = asked.kind AND ((pair.one = a.root AND pair.other = b.root)
  OR (asked.kind IN ('same', 'contradicts') AND pair.one = b.root AND pair.other = a.root))
WHERE asked.status = 'suggested'"""


# The family of a claim ({claim}), as a table called {name}.
FAMILY = """up_{name}(id, next) AS (
  SELECT id, merged_into_id FROM claims_claim WHERE id = {claim}
  UNION ALL SELECT step.id, step.merged_into_id FROM claims_claim step JOIN up_{name} ON step.id = up_{name}.next
), {name}(id) AS (
  SELECT id FROM up_{name} WHERE next IS NULL
  UNION ALL SELECT step.id FROM claims_claim step JOIN {name} ON step.merged_into_id = {name}.id
)"""
BETTER = """better.kind = {kind} AND (
  (better.status = 'confirmed' AND {status} = 'suggested') OR (better.status = {status} AND better.id < {id}))"""
REPEATS = """EXISTS (WITH RECURSIVE {ours}, {theirs}
SELECT 1 FROM one JOIN claims_relation better ON better.from_claim_id = one.id
  WHERE better.to_claim_id IN (SELECT id FROM other) AND {better}
UNION ALL SELECT 1 FROM other JOIN claims_relation better ON better.from_claim_id = other.id
  WHERE {kind} IN ('same', 'contradicts') AND better.to_claim_id IN (SELECT id FROM one) AND {better})"""


class Repeats(Func):
    """Does another relation say the same of the same two families, and comes before this one (of which key, kind, status and
    both claims are given)? A confirmed one comes before a suggested one, an older one before a newer."""

    arity = 5
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:  # type: ignore[override]
        """Of columns only, which take no parameters."""
        key, kind, status, one, other = (compiler.compile(column)[0] for column in self.get_source_expressions())
        ours, theirs = FAMILY.format(name="one", claim=one), FAMILY.format(name="other", claim=other)
        better = BETTER.format(id=key, kind=kind, status=status)
        return REPEATS.format(ours=ours, theirs=theirs, better=better, kind=kind), []
