"""Rules between tables, held by the database itself: one template that gives a trigger for SQLite and for PostgreSQL.

A rule says, in SQL over NEW and OLD that both databases read, when a row is wrong; a wrong row is refused with an
IntegrityError whose message starts with the trigger's name. SQLite loses the triggers of a table that it rebuilds, so a
migration that alters a table lists its operations in `keeping_triggers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER "{name}_{verb}" {timing} {event} ON "{table}" FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, '{name}: {message}') WHERE {wrong};
END
"""
POSTGRESQL = """
CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $rule$ BEGIN
  {lock}
  IF {wrong} THEN
    RAISE EXCEPTION '{name}: {message}' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}';
  END IF;
  RETURN NULL;
END $rule$;
CREATE TRIGGER "{name}" AFTER {events} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"();
"""
# Two transactions that each look before the other has written would both find nothing wrong; so they take turns.
POSTGRESQL_TURNS = "PERFORM pg_advisory_xact_lock('{table}'::regclass::oid::bigint);"
LEADS_BACK = """
NEW.merged_into_id IS NOT NULL AND NEW.id IN (
  WITH RECURSIVE up(id) AS (
    SELECT NEW.merged_into_id
    UNION
    SELECT above.merged_into_id FROM "{table}" AS above JOIN up ON above.id = up.id
    WHERE above.merged_into_id IS NOT NULL
  ) SELECT id FROM up
)"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule for the rows of `table`. `events` are such as "INSERT", "DELETE" or "UPDATE OF a, b"; `wrong` is the
    condition, or one for each vendor; `turns`: writers wait for each other, by the name of a table those of all rules that
    name the same one; `turns_where`: only those whose row is so, for who cannot be wrong need not wait. It runs after
    columns were checked."""

    name: str
    table: str
    events: tuple[str, ...]
    message: str
    wrong: str | Mapping[str, str] = "1 = 1"
    turns: bool | str = False
    turns_where: str = ""

    def condition(self, vendor: str) -> str:
        """`wrong` as `vendor` reads it."""
        return self.wrong if isinstance(self.wrong, str) else self.wrong[vendor]

    def names(self, vendor: str) -> list[str]:
        """What the triggers are called in the database: SQLite needs one for each event."""
        return [f"{self.name}_{_verb(event)}" for event in self.events] if vendor == "sqlite" else [self.name]

    def creation(self, vendor: str) -> list[str]:
        """The statements that make it."""
        if vendor == "sqlite":
            return [
                self._filled(SQLITE, vendor, event=event, verb=_verb(event), timing="AFTER") for event in self.events
            ]
        return [self._filled(POSTGRESQL, vendor, events=" OR ".join(self.events), lock=self._lock())]

    def removal(self, vendor: str) -> list[str]:
        """The statements that take it away."""
        if vendor == "sqlite":
            return [f'DROP TRIGGER "{name}"' for name in self.names(vendor)]
        return [f'DROP TRIGGER "{self.name}" ON "{self.table}"', f'DROP FUNCTION "{self.name}"()']

    def _lock(self) -> str:
        table = self.turns if isinstance(self.turns, str) else self.table
        lock = POSTGRESQL_TURNS.format(table=table) if self.turns else ""
        return f"IF {self.turns_where} THEN {lock} END IF;" if self.turns_where else lock

    def _filled(self, template: str, vendor: str, **parts: str) -> str:
        known = {"name": self.name, "table": self.table, "message": self.message, "wrong": self.condition(vendor)}
        return template.format(**known, **parts)


@dataclass(frozen=True, slots=True)
class NoReplacing(Trigger):
    """SQLite's REPLACE deletes without telling the triggers: refuse it where the row is there already."""

    def names(self, vendor: str) -> list[str]:
        return [f"{self.name}_insert"] if vendor == "sqlite" else []

    def creation(self, vendor: str) -> list[str]:
        filled = partial(self._filled, SQLITE, vendor, event="INSERT", verb="insert", timing="BEFORE")
        return [filled()] if vendor == "sqlite" else []

    def removal(self, vendor: str) -> list[str]:
        return [f'DROP TRIGGER "{name}"' for name in self.names(vendor)]


@dataclass(frozen=True, slots=True)
class Follows(Trigger):
    """No rule but a consequence: after each event `statement` is executed, which may name OLD and NEW."""

    statement: str = ""

    def creation(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            timed = [(f"{self.name}_{_verb(event)}", event) for event in self.events]
            return [
                f'CREATE TRIGGER "{name}" AFTER {event} ON "{self.table}" FOR EACH ROW BEGIN {self.statement}; END'
                for name, event in timed
            ]
        body, events = f"BEGIN {self.statement}; RETURN NULL; END", " OR ".join(self.events)
        return [
            f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $rule$ {body} $rule$',
            f'CREATE TRIGGER "{self.name}" AFTER {events} ON "{self.table}" FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]


def acyclic(name: str, table: str) -> Trigger:
    """No row of `table` comes back to itself by way of `merged_into`, however long the chain."""
    events = ("INSERT", "UPDATE OF merged_into_id")
    wrong = LEADS_BACK.format(table=table)
    merges = "NEW.merged_into_id IS NOT NULL"
    return Trigger(name, table, events, "a merge must not lead back to itself", wrong, turns=True, turns_where=merges)


def add_triggers(*triggers: Trigger) -> migrations.RunPython:
    """The migration operation that makes `triggers`, and takes them away when it is reversed."""
    return migrations.RunPython(
        partial(_execute, methods=["creation"], triggers=triggers),
        partial(_execute, methods=["removal"], triggers=triggers),
    )


def renew_triggers(*triggers: Trigger) -> migrations.RunPython:
    """The migration operation that makes `triggers` anew where they were made in an older form."""
    anew = partial(_execute, methods=["removal", "creation"], triggers=triggers)
    return migrations.RunPython(anew, migrations.RunPython.noop)


def keeping_triggers(*operations: Any) -> list[Any]:
    """`operations` with every trigger of SQLite taken down before them and put back after them."""
    shelf: list[str] = []
    down, back = partial(_take_down, shelf=shelf), partial(_put_back, shelf=shelf)
    return [migrations.RunPython(down, back), *operations, migrations.RunPython(back, down)]


def _verb(event: str) -> str:
    return event.split(maxsplit=1)[0].lower()


def _execute(_apps: Any, schema_editor: Any, *, methods: list[str], triggers: tuple[Trigger, ...]) -> None:
    for method, trigger in product(methods, triggers):
        for statement in getattr(trigger, method)(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


def _take_down(_apps: Any, schema_editor: Any, *, shelf: list[str]) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        for name, sql in cursor.fetchall():
            shelf.append(sql)
            cursor.execute(f"DROP TRIGGER {schema_editor.quote_name(name)}")


def _put_back(_apps: Any, schema_editor: Any, *, shelf: list[str]) -> None:
    while shelf:
        schema_editor.execute(shelf.pop(0), params=None)
