"""What Django's query language lacks for finding names: many values in one parameter, the last word of a key, and all that
was merged together. Both databases."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Func, Lookup, QuerySet, Subquery


class Among(Lookup):
    """Is `column` one of `values`? One parameter however many they are: a list of many would pass what SQLite
    takes, and cost more than the search."""

    prepare_rhs = False

    def __init__(self, column: str | Func, values: Collection[str] | Collection[int]) -> None:
        super().__init__(F(column) if isinstance(column, str) else column, list(values))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} = ANY(%s)", [*params, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The same for SQLite, which has no arrays."""
        sql, params = self.process_lhs(compiler, connection)
        listed = "(SELECT value FROM json_each(%s))"
        return f"{sql} IN {listed}", [*params, json.dumps(self.rhs)]


class LastWord(Func):
    """The last word of a key: a surname. Literals stand in the SQL, or no index on it would be used."""

    arity = 1
    output_field = CharField()
    template = "substr(%(expressions)s, length(rtrim(%(expressions)s, replace(%(expressions)s, ' ', ''))) + 1)"


class Family(Func):
    """The keys of the actors in a query, of those they were merged into in the end, and of all that was merged into those."""

    arity = 1
    output_field = BigIntegerField()
    template = (
        "(WITH RECURSIVE up(id) AS ("
        "SELECT id FROM sources_actor WHERE id IN %(expressions)s "
        "UNION SELECT step.merged_into_id FROM sources_actor step JOIN up ON step.id = up.id "
        "WHERE step.merged_into_id IS NOT NULL"
        "), family(id) AS ("
        "SELECT id FROM up "
        "UNION SELECT step.id FROM sources_actor step JOIN family ON step.merged_into_id = family.id"
        ") SELECT id FROM family)"
    )

    def __init__(self, actors: QuerySet[Any]) -> None:
        super().__init__(Subquery(actors.values("pk")))


class Parts(Func):
    """The keys of all that is part of the actors in a query, however deep. (Not a query that is empty by `__in=[]`: Django
    would leave its SQL out; `Among` takes nothing as well.)"""

    arity = 1
    output_field = BigIntegerField()
    template = (
        "(WITH RECURSIVE part(id) AS ("
        "SELECT id FROM sources_actor WHERE part_of_id IN %(expressions)s "
        "UNION SELECT step.id FROM sources_actor step JOIN part ON step.part_of_id = part.id"
        ") SELECT id FROM part)"
    )

    def __init__(self, actors: QuerySet[Any]) -> None:
        super().__init__(Subquery(actors.values("pk")))
