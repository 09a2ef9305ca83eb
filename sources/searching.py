"""Rows that match what somebody typed into a search box: what stands behind `matching` of the QuerySets. A part of
`sources.models`."""

from typing import Any, TypeVar

from django.db.models import BigIntegerField, Case, F, FloatField, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from sources.fulltext import Fit, columns_of, written
from sources.queries import Query, read_query
from sources.stems import Forms
from sources.wording import forms_of

Rows = TypeVar("Rows", bound=QuerySet[Any])
STEP = 2**40  # `standing` is a number of 63 bits: how well it fits, and behind that (40 bits) the key
IN_FIRST, AT_BEST = 1_000, 500  # what all words in the first column count, and the best fit


def matching(rows: Rows, text: str, *, begun: bool = False) -> Rows:
    """`rows` that hold all that `text` asks for (`sources.queries`); none where it asks for nothing. `begun`: beginnings
    of words count too. One look-up of its words; the rest is one condition on the rows' `tokens`."""
    query = read_query(text, alone=begun)
    if not query:
        return rows.none()
    forms = forms_of(query.keys)
    if query.wanted:
        rows = rows.filter(**{_asked(rows): written(query.wanted, forms, begun=begun)})
    if query.unwanted:
        tokens = _tokens(rows)
        any_of = tokens.objects.filter(**{f"{_columns(rows)[0]}__matches": written(query.unwanted, forms, joint="OR")})
        rows = rows.exclude(pk__in=any_of.values("pk"))
    return rows


def best_first(rows: Rows, text: str, bonus: Combinable | None = None, *, begun: bool = False) -> Rows:
    """`rows` of `matching` with the number `standing`, the larger the better, for no two the same: words in the first
    column count most, then how often and where they stand, then `bonus`, then what is newer."""
    query = read_query(text, alone=begun)
    if not query.wanted:
        return rows.annotate(standing=F("pk"))
    well = _how_well(rows, query, forms_of(query.keys), begun=begun) + (bonus or Value(0))
    standing = Cast(well, BigIntegerField()) * Value(STEP) + F("pk")
    return rows.annotate(standing=Cast(standing, BigIntegerField()))


def _how_well(rows: QuerySet[Any], query: Query, forms: dict[str, Forms], *, begun: bool) -> Combinable:
    whole, columns = written(query.wanted, forms, begun=begun), _columns(rows)
    first = written(query.wanted, forms, begun=begun, column=columns[0])
    all_in_first = _tokens(rows).objects.filter(**{f"{columns[0]}__matches": first}).values("pk")
    fit = Fit(F(f"tokens__{columns[0]}"), whole) * Value(float(AT_BEST))
    return (
        Case(When(pk__in=all_in_first, then=Value(float(IN_FIRST))), default=Value(0.0), output_field=FloatField())
        + fit
    )


def _asked(rows: QuerySet[Any]) -> str:
    return f"tokens__{_columns(rows)[0]}__matches"


def _tokens(rows: QuerySet[Any]) -> Any:
    return rows.model._meta.get_field("tokens").related_model  # noqa: SLF001 - Django documents it


def _columns(rows: QuerySet[Any]) -> list[str]:
    return columns_of(_tokens(rows))
