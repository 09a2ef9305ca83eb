"""Query parameters of lists of figures and of series."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.asking import keys_of
from claims.figure_parameters import FigureParameters
from claims.filters import StrictFilterSet
from claims.models import Quantity, Series, belonging_figures
from claims.parameters import day, keys, names
from claims.quantities import QuantityQuerySet
from claims.series import SeriesQuerySet
from claims.vocabulary import Part
from sources.models import ActorKind

IN_ARTICLE = {
    "published_after": "mention__extraction__article__published_on__gte",
    "published_before": "mention__extraction__article__published_on__lte",
    "series": "series__in",
}
OUTLET = "mention__extraction__article__outlet__in"


class FigureFilter(FigureParameters, StrictFilterSet):
    """Figures by what they count, in which unit, how large; by whom they are about, who says them, where and when."""

    actor = names(gettext_lazy("Whom its claim is about, parts of it included: Russia finds its ministries."))
    source = names(gettext_lazy("Who says it, in any hop of the chain, parts of it included."))
    outlet = names(gettext_lazy("Who published the article."), kinds=[ActorKind.OUTLET])
    series = keys(gettext_lazy("The id of a series that it is a point of."))
    published_after = day(gettext_lazy("In an article of this day or later."))
    published_before = day(gettext_lazy("In an article of this day or earlier."))

    class Meta:
        model = Quantity
        fields: list[str] = []

    def filter_queryset(self, figures: QuantityQuerySet) -> QuantityQuerySet:
        """`figures` that fulfil the whole query."""
        self.find_names()
        given = self.given()
        asked = self.figures(figures)
        figures = figures if asked is None else asked
        figures = self.narrowed(figures, "actor", lambda named: belonging_figures(keys_of(named), Part.ACTOR))
        figures = self.narrowed(figures, "source", lambda named: belonging_figures(keys_of(named), Part.SOURCE))
        figures = self.narrowed(figures, "outlet", lambda named: Q(**{OUTLET: keys_of(named)}))
        return figures.filter(**{lookup: given[name] for name, lookup in IN_ARTICLE.items() if name in given})


class SeriesFilter(FigureParameters, StrictFilterSet):
    """Series by what they count, in which unit, whom they are about; with a figure of such a size."""

    actor = names(gettext_lazy("Who does it, gets it or is concerned."))

    class Meta:
        model = Series
        fields: list[str] = []

    def filter_queryset(self, series: SeriesQuerySet) -> SeriesQuerySet:
        """`series` that fulfil the whole query."""
        self.find_names()
        figures = self.figures()
        if figures is not None:
            series = series.filter(models.Exists(figures.filter(series=models.OuterRef("pk"))))
        return self.narrowed(series, "actor", _of)


def _of(asked: Any) -> Q:
    keys = keys_of(asked)
    return Q(agent__in=keys) | Q(recipient__in=keys)
