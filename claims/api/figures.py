"""`/api/figures/`: figures one by one, each with what it allows in its base unit and the series it is a point of."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.reverse import reverse

from claims.api.briefs import ActorBriefSerializer, ArticleBriefSerializer
from claims.api.fields import GivenField, NumberField, SpanField, WordField
from claims.api.serializers import TimeSerializer
from claims.api.views import Resource, documented
from claims.figure_filters import FigureFilter
from claims.figures import attach_roots, with_places
from claims.measures import base_of, interval
from claims.models import Quantity, Series
from claims.series import Deed
from claims.vocabulary import Qualifier


class ConceptSerializer(serializers.Serializer[Any]):
    """What a figure counts or measures."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    name_de = GivenField()


class SeriesSerializer(serializers.Serializer[Series]):
    """The series that a figure is a point of; `page` draws it. `deed` null: nothing is said of what is done."""

    id = serializers.IntegerField()
    page = serializers.SerializerMethodField()
    agent = ActorBriefSerializer(allow_null=True)
    recipient = ActorBriefSerializer(allow_null=True)
    deed = WordField("Deed", Deed.values, source="deed_or_none", allow_null=True)
    points = serializers.IntegerField(source="points_count")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_page(self, series: Series) -> str:
        """Where it is drawn."""
        return reverse("series", args=[series.pk], request=self.context["request"])


class BaseSerializer(serializers.Serializer[Any]):
    """A figure in its base unit (null: it counts): its value and what it allows, a bound that is null being none."""

    unit = GivenField()
    value = NumberField()
    low = NumberField(allow_null=True)
    high = NumberField(allow_null=True)
    low_open = serializers.BooleanField()
    high_open = serializers.BooleanField()


class FigureSerializer(serializers.Serializer[Quantity]):
    """A figure as one article says it. `origin` null: who says it first is not known; `said`: the day of the article;
    `times`: for when it is told."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="figure-detail")
    claim = serializers.SerializerMethodField()
    mention = serializers.IntegerField(source="mention_id")
    article = ArticleBriefSerializer(source="mention.extraction.article")
    text = serializers.CharField()
    span = SpanField()
    value = NumberField()
    low = NumberField(allow_null=True)
    high = NumberField(allow_null=True)
    low_open = serializers.BooleanField()
    high_open = serializers.BooleanField()
    qualifier = WordField("Qualifier", Qualifier.values)
    unit = GivenField()
    concept = ConceptSerializer(source="thing", allow_null=True)
    base = serializers.SerializerMethodField()
    origin = ActorBriefSerializer(allow_null=True)
    said = serializers.DateField(source="mention.extraction.article.published_on", allow_null=True)
    times = TimeSerializer(many=True, source="mention.times")
    series = SeriesSerializer(allow_null=True)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_claim(self, figure: Quantity) -> str:
        """Where the claim is that it belongs to."""
        root: int = figure.root  # type: ignore[attr-defined]  # set by attach_roots
        return reverse("claim-detail", args=[root], request=self.context["request"])

    @extend_schema_field(BaseSerializer)
    def get_base(self, figure: Quantity) -> Any:
        """In the base unit."""
        base, factor = base_of(figure.concept) if figure.measure else ("", Decimal(1))
        ends = interval(figure).times(factor)
        told = {"unit": base, "value": figure.value * factor, "low": ends.low, "high": ends.high}
        return BaseSerializer({**told, "low_open": ends.low_open, "high_open": ends.high_open}).data


@documented(FigureSerializer, FigureSerializer, "figure")
class FigureResource(Resource):
    """Figures of articles, newest first; without those of claims that a curator rejected."""

    queryset = Quantity.objects.all()
    serializer_class = FigureSerializer
    filterset_class = FigureFilter
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[Quantity]:
        return Quantity.objects.public().only("pk") if self.action == "list" else _whole()

    def find(self, key: str) -> Quantity:
        """The figure with the claim that it belongs to."""
        figure = get_object_or_404(self.get_queryset(), pk=key)
        attach_roots([figure])
        return figure

    def paginate_queryset(self, queryset: QuerySet[Any] | Sequence[Any]) -> list[Any] | None:
        """One page of figures with all that belongs to them, read for the page only: sorting it for all takes too long."""
        keys = [figure.pk for figure in super().paginate_queryset(queryset) or []]
        rows = _whole().in_bulk(keys)
        figures = [rows[key] for key in keys]
        attach_roots(figures)
        return figures


def _whole() -> QuerySet[Quantity]:
    return with_places(Quantity.objects.all()).select_related(
        "mention__claim",
        "mention__extraction__article__outlet",
        "origin",
        "thing",
        "series__agent",
        "series__recipient",
    )
