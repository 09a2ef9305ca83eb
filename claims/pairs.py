"""Pairs of families of claims in SQL: claims that were joined are one, so a relation of any of them is one of all of them."""

# Of the relations that say the same of the same two families, the first: confirmed ones before refused ones (a refusal answers
# whatever is suggested), these before suggested ones, older ones before newer. Gives the keys of those that are not refused and
# not between claims that are one. All families are followed at once, for a walk for each row costs PostgreSQL minutes; {where}
# may narrow it to whole groups, by kind or by all claims of a family.
STANDING = """
WITH RECURSIVE told AS (
  SELECT id, kind, status, from_claim_id, to_claim_id FROM claims_relation WHERE {where}
), up(id, at) AS (
  SELECT id, merged_into_id FROM claims_claim WHERE merged_into_id IS NOT NULL
    AND id IN (SELECT from_claim_id FROM told UNION SELECT to_claim_id FROM told)
  UNION ALL SELECT up.id, step.merged_into_id FROM up JOIN claims_claim step ON step.id = up.at
    WHERE step.merged_into_id IS NOT NULL
), root(id, root) AS (
  SELECT up.id, up.at FROM up JOIN claims_claim top ON top.id = up.at AND top.merged_into_id IS NULL
), pair AS (
  SELECT told.id, told.kind, told.status, told.kind IN ('same', 'contradicts') AS both_ways,
    COALESCE(a.root, told.from_claim_id) AS one, COALESCE(b.root, told.to_claim_id) AS other
  FROM told LEFT JOIN root a ON a.id = told.from_claim_id LEFT JOIN root b ON b.id = told.to_claim_id
), ranked AS (
  SELECT id, status, ROW_NUMBER() OVER (
    PARTITION BY kind, CASE WHEN both_ways AND other < one THEN other ELSE one END,
      CASE WHEN both_ways AND other < one THEN one ELSE other END
    ORDER BY CASE status WHEN 'confirmed' THEN 0 WHEN 'refused' THEN 1 ELSE 2 END, id
  ) AS place FROM pair WHERE one <> other
) SELECT id FROM ranked WHERE place = 1 AND status <> 'refused'"""
