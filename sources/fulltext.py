"""Tables of tokens that can be searched: on PostgreSQL by a GIN index over a tsvector, on SQLite as a table of FTS5.

A table holds one row for each row that is found by it, and text columns of tokens (`sources.stems`), the weightiest first. Its
primary key is called rowid, for that is what FTS5 calls it.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection, migrations
from django.db.models import F, FloatField, Func, Lookup, Model, TextField
from django.db.models.expressions import Col

from sources.queries import Term
from sources.stems import Forms, beginning

if TYPE_CHECKING:  # only the stubs are generic
    Text = TextField[str, str]
    Condition = Lookup[bool]
else:
    Text, Condition = TextField, Lookup

KEY = "rowid"
WEIGHTS = "ABCD"  # of columns, in order
NUMBERS = (10.0, 3.0, 1.0, 0.5)  # what a hit in each column weighs


class TokensField(Text):
    """Tokens with blanks between."""


@TokensField.register_lookup
class Matches(Condition):
    """Does the row (its whole table, whichever column is asked) match what `written` gives?"""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        """FTS5 asks a table by a hidden column of its name."""
        return f"{_hidden(compiler, self.lhs)} MATCH %s", [self.rhs]

    def as_postgresql(self, compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        """The GIN index answers."""
        return f"{_vector(compiler, self.lhs)} @@ %s::tsquery", [self.rhs]


class Fit(Func):
    """How well a matching row fits what `written` gave: from 0 to 1, hits in the first columns most."""

    output_field = FloatField()

    def __init__(self, column: F | Col, query: str = "") -> None:
        super().__init__(column)
        self.extra["query"] = query

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, tuple[Any, ...]]:
        """FTS5 gives smaller numbers for what fits better, all below 0."""
        weights = ", ".join(map(str, NUMBERS))
        rank = f"bm25({_hidden(compiler, self.source_expressions[0])}, {weights})"
        return f"({rank} / ({rank} - 1))", ()

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, list[Any]]:
        """32: the rank divided by itself + 1."""
        vector = _vector(compiler, self.source_expressions[0])
        return f"ts_rank('{{0.05, 0.1, 0.3, 1.0}}', {vector}, %s::tsquery, 32)", [self.extra["query"]]


def table_of(model: type[Model]) -> str:
    """The table of a model of tokens."""
    return model._meta.db_table  # noqa: SLF001 - Django documents it


def columns_of(model: type[Model]) -> list[str]:
    """Its columns of tokens, the weightiest first."""
    return [field.column for field in model._meta.fields if field.column and field.column != KEY]  # noqa: SLF001 - the same


def written(
    terms: Iterable[Term], forms: Mapping[str, Forms], *, joint: str = "AND", begun: bool = False, column: str = ""
) -> str:
    """`terms` in the language of the database. `begun`: words may go on; `column`: only in this one, which has to be the
    first. Tokens hold nothing that any of these languages could read."""
    on_sqlite = connection.vendor == "sqlite"
    joints = {"AND": " AND ", "OR": " OR "} if on_sqlite else {"AND": " & ", "OR": " | "}
    beside = " + " if on_sqlite else " <-> "
    shape = _shape(begun=begun, first=bool(column))
    any_of = [[f"({beside.join(map(shape.format, way))})" for way in _ways(term, forms, begun=begun)] for term in terms]
    whole = joints[joint].join(f"({joints['OR'].join(ways)})" for ways in any_of)
    return f"{{{column}}} : ({whole})" if column and on_sqlite else whole


def _shape(*, begun: bool, first: bool) -> str:
    """How a token is written."""
    if connection.vendor == "sqlite":
        return '"{}" *' if begun else '"{}"'
    mark = ("*" if begun else "") + (WEIGHTS[0] if first else "")
    return "'{}':" + mark if mark else "'{}'"


def _ways(term: Term, forms: Mapping[str, Forms], *, begun: bool) -> list[tuple[str, ...]]:
    """The tokens that stand for `term`. A word that goes on may not be inflected yet."""
    ways = term.alternatives(forms)
    if begun and len(term.words) == 1:
        ways.append((beginning(term.words[0]),))
    return [way for way in dict.fromkeys(ways) if all(way)]


class CreateWords(migrations.CreateModel):
    """Makes the table of a model of tokens: `columns` are its text columns, the weightiest first."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        table, columns = table_of(model), columns_of(model)
        if schema_editor.connection.vendor == "sqlite":
            listed = ", ".join(f'"{column}"' for column in columns)
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE \"{table}\" USING fts5({listed}, tokenize='ascii')", params=None
            )
            return
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        parts = (f"setweight(to_tsvector('simple', \"{name}\"), '{WEIGHTS[at]}')" for at, name in enumerate(columns))
        vector = " || ".join(parts)
        schema_editor.execute(
            f'ALTER TABLE "{table}" ADD COLUMN vector tsvector GENERATED ALWAYS AS ({vector}) STORED', params=None
        )
        schema_editor.execute(
            f'CREATE INDEX "{table}_vector" ON "{table}" USING gin (vector) WITH (fastupdate = off)', params=None
        )


def _hidden(compiler: Any, column: Any) -> str:
    alias, table = column.alias, table_of(column.target.model)
    return f"{compiler.quote_name_unless_alias(alias)}.{compiler.quote_name_unless_alias(table)}"


def _vector(compiler: Any, column: Any) -> str:
    return f"{compiler.quote_name_unless_alias(column.alias)}.vector"
