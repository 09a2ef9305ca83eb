"""What is dear to make and asked for again and again: kept for a minute, and not beyond a decision, a new extraction, a relation
or a name. Small answers are never kept: they are made as fast as they are looked up."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

KEPT = 60  # seconds: who writes past the actions, and commits that come out of order, are seen then at the latest
MANY = 1_000  # rows; what is made of fewer is not kept
NEWEST = ("claims_decision", "claims_extraction", "claims_relation", "sources_actor", "sources_alias")
Found = TypeVar("Found")


def remembered(name: str, rows: QuerySet[Any], make: Callable[[], Found], size: Callable[[Found], int]) -> Found:
    """What `make` gives for `name` and `rows`, in whatever order these are; `size` says of how many rows it was made. A look
    into the cache, and where something lies there one query."""
    try:
        key = f"remembered.{sha256(repr((name, rows.order_by().query.sql_with_params())).encode()).hexdigest()}"
    except EmptyResultSet:
        return make()
    there: tuple[Any, Found] | None = cache.get(key)
    if there is not None and there[0] == _state():
        return there[1]
    found = make()
    if size(found) >= MANY:
        cache.set(key, (_state(), found), KEPT)
    return found


def counted(rows: QuerySet[Any]) -> int:
    """How many `rows` there are."""
    return remembered("count", rows, lambda: rows.order_by().count(), lambda number: number)


def _state() -> tuple[Any, ...]:
    """Another one whenever a curator decided, an article was read, names came. One query, by the ends of indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT max(id) FROM {table})" for table in NEWEST))  # noqa: S608 - ours
        return tuple(cursor.fetchone())
