"""Rows that match what somebody typed into a search box: what stands behind `matching` of the QuerySets. A part of
`sources.models`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from sources.fulltext import Fit, columns_of, written
from sources.queries import Query, read_query
from sources.stems import Forms
from sources.wording import forms_of

Rows = TypeVar("Rows", bound=QuerySet[Any])
STEP = 2**40  # `standing` is a number of 63 bits: how well it fits, and behind that (40 bits) the key
IN_FIRST, AT_BEST = 1_000, 500  # what all words in the first column count, and the best fit


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody asks for, ready for the database. `begun`: beginnings of words count too."""

    query: Query
    forms: Mapping[str, Forms]
    begun: bool = False

    def matching(self, rows: Rows) -> Rows:
        """`rows` that hold all that is asked for; none where nothing is. One condition on their `tokens`."""
        if not self.query:
            nothing: Rows = rows.none()
            return nothing
        any_of = written(self.query.unwanted, self.forms, joint="OR") if self.query.unwanted else ""
        if (
            any_of and self.query.wanted and connection.vendor == "postgresql"
        ):  # of what is wanted alone it looks who has it
            return rows.filter(**{_asked(rows): f"({self.wanted()}) & !({any_of})"})
        if self.query.wanted:
            rows = rows.filter(**{_asked(rows): self.wanted()})
        return rows.exclude(pk__in=_rows_of_tokens(rows, any_of)) if any_of else rows

    def best_first(self, rows: Rows, bonus: Combinable | None = None) -> Rows:
        """`rows` of `matching` with the number `standing`, the larger the better, for no two the same: all words in the
        first column count most, then how often and where they stand, then `bonus`, then what is newer."""
        if not self.query.wanted:
            newest: Rows = rows.annotate(standing=F("pk"))
            return newest
        fit = Fit(F(f"tokens__{_first(rows)}"), self.wanted()) * Value(float(AT_BEST))
        well = Case(When(self._in_first(rows), then=Value(float(IN_FIRST))), default=Value(0.0)) + fit
        standing = Cast(well + (bonus or Value(0)), BigIntegerField()) * Value(STEP) + F("pk")
        told: Rows = rows.annotate(standing=Cast(standing, BigIntegerField()))
        return told

    def wanted(self, column: str = "") -> str:
        """All that is wanted in the language of the database."""
        return written(self.query.wanted, self.forms, begun=self.begun, column=column)

    def _in_first(self, rows: QuerySet[Any]) -> Q:
        """Does the first column hold all? (SQLite asks its index or nothing.)"""
        whole = self.wanted(_first(rows))
        return Q(pk__in=_rows_of_tokens(rows, whole)) if connection.vendor == "sqlite" else Q(**{_asked(rows): whole})


def search_for(text: str, *, begun: bool = False) -> Search:
    """The search that `text` asks for (`sources.queries`). One look-up of its words."""
    query = read_query(text, alone=begun)
    return Search(query, forms_of(query.keys), begun)


def _rows_of_tokens(rows: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    found: QuerySet[Any] = _tokens(rows).objects.filter(**{f"{_first(rows)}__matches": wanted})
    return found.values("pk")


def _asked(rows: QuerySet[Any]) -> str:
    return f"tokens__{_first(rows)}__matches"


def _tokens(rows: QuerySet[Any]) -> Any:
    return rows.model._meta.get_field("tokens").related_model  # noqa: SLF001 - Django documents it


def _first(rows: QuerySet[Any]) -> str:
    return columns_of(_tokens(rows))[0]
