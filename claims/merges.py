"""Following `merged_into` in SQL, however often a row was merged on (triggers keep it free of circles)."""

from django.db.models import BigIntegerField, Case, F, Func, When


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


class RootActor(Func):
    """The key of the actor that an actor (its key is the argument) was merged into in the end, or that key itself."""

    arity = 1
    output_field = BigIntegerField()
    template = RootOf.template.replace("claims_claim", "sources_actor")


class MergedIntoActor(Func):
    """The keys of all actors that were merged into the one with a key (the argument), for `pk__in=`."""

    arity = 1
    output_field = BigIntegerField()
    template = (
        "(WITH RECURSIVE down(id) AS ("
        "SELECT id FROM sources_actor WHERE merged_into_id = %(expressions)s "
        "UNION ALL SELECT step.id FROM sources_actor step JOIN down ON step.merged_into_id = down.id"
        ") SELECT id FROM down)"
    )


def root_actor(column: str) -> Case:
    """The root of the actor in `column` (a foreign key); only one that was merged is followed."""
    merged = {f"{column}__merged_into__isnull": False}
    return Case(When(**merged, then=RootActor(column)), default=F(column), output_field=BigIntegerField())


# All claims that were merged into any of some keys (ANY_KEYS stands for their placeholders), each with that `root`.
MERGED_INTO = """
WITH RECURSIVE down(id, root) AS (
  SELECT id, merged_into_id FROM claims_claim WHERE merged_into_id IN (ANY_KEYS)
  UNION ALL SELECT step.id, down.root FROM claims_claim step JOIN down ON step.merged_into_id = down.id
) SELECT id, root FROM down"""
