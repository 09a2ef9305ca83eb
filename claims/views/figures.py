"""Pages of figures: the list of series, one series with its drawing, its points as a file."""

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.downloads import Sheet, as_file
from claims.figure_filters import SeriesFilter
from claims.figure_pages import DOWNLOADED, downloaded, series_cards, series_page
from claims.figures import history, with_names
from claims.models import Series
from claims.views.addresses import site_of
from claims.views.lists import ListPage, show_list


def _newest(rows: QuerySet[Series]) -> QuerySet[Series]:
    return rows.order_by(F("newest").desc(nulls_last=True), "-pk")


def _longest(rows: QuerySet[Series]) -> QuerySet[Series]:
    return rows.order_by("-points_count", "-pk")


FIELDS = ("concept", "actor", "unit", "value_min", "value_max")
FIGURES = ListPage("claims/figures.html", SeriesFilter, FIELDS, series_cards, {"newest": _newest, "points": _longest})
NUMBERS = ("value", "low", "high", "base_low", "base_high")  # may begin with a minus


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Series with two points or more."""
    return show_list(request, FIGURES, with_names(Series.objects.listed()))


@require_safe
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """One series: drawn, as a table, with what excludes each other."""
    found = history(get_object_or_404(with_names(Series.objects.all()), pk=pk))
    return render(request, "claims/series.html", {"found": found, "page": series_page(found)})


@require_safe
def points(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The points of a series as a file: csv or json."""
    found = history(get_object_or_404(with_names(Series.objects.all()), pk=pk))
    rows = downloaded(found, site_of(request))
    return as_file(Sheet(f"figures-{pk}", DOWNLOADED, "points", NUMBERS), form, rows)
