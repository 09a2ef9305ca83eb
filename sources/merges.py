"""Following `merged_into`, however often a row was merged on (triggers keep it free of circles)."""

import json
from collections.abc import Collection
from typing import Protocol, Self, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Func


class Mergeable(Protocol):
    """A row that may point to the one it was merged into."""

    pk: int

    @property
    def merged_into(self) -> Self | None: ...


Merged = TypeVar("Merged", bound=Mergeable)


def root_of(row: Merged) -> Merged:
    """What `row` (an actor, a claim) was merged into in the end; `row` itself where it was not."""
    seen = {row.pk}
    while row.merged_into and row.merged_into.pk not in seen:
        row = row.merged_into
        seen.add(row.pk)
    return row


class RootOf(Func):
    """The key of the actor that an actor (its key is the argument) was merged into in the end, or that key itself."""

    arity = 1
    output_field = BigIntegerField()
    table = "sources_actor"
    template = (
        "(WITH RECURSIVE up(id, next) AS ("
        "SELECT id, merged_into_id FROM %(table)s WHERE id = %(expressions)s "
        "UNION ALL SELECT step.id, step.merged_into_id FROM %(table)s step JOIN up ON step.id = up.next"
        ") SELECT id FROM up WHERE next IS NULL)"
    )

    def __init__(self, *expressions: object) -> None:
        super().__init__(*expressions, table=self.table)


# The families of some rows (`among` compares with their keys): every member with the root.
FAMILIES = """
WITH RECURSIVE up(id, next) AS (
  SELECT id, merged_into_id FROM {table} WHERE id {among}
  UNION SELECT step.id, step.merged_into_id FROM {table} step JOIN up ON step.id = up.next
), down(id, root) AS (
  SELECT id, id FROM up WHERE next IS NULL
  UNION ALL SELECT step.id, down.root FROM {table} step JOIN down ON step.merged_into_id = down.id
) SELECT id, root FROM down"""


def families(rows: Collection[int], table: str = RootOf.table) -> dict[int, int]:
    """Every actor (or row of another `table` that merges) that belongs together with one of `rows` by merging, these
    included, each with its root. One query."""
    if not rows:
        return {}
    keys = sorted(rows)
    on_sqlite = connection.vendor == "sqlite"  # which has no arrays
    among = "IN (SELECT value FROM json_each(%s))" if on_sqlite else "= ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(FAMILIES.format(table=table, among=among), [json.dumps(keys) if on_sqlite else keys])
        return dict(cursor.fetchall())


def one_at_a_time(table: str = RootOf.table) -> None:
    """Lets no other transaction merge actors (or rows of another `table`) or refuse it until this one ends: the lock that
    the triggers take, taken before any row is, so that no two wait for each other. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s::regclass::oid::bigint)", [table])
