"""Filters of the list of claims that look at their mentions."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, ClaimQuerySet, Mention
from claims.vocabulary import Certainty, Form, Status
from sources.admin import is_key
from sources.models import Article

# Confidence from, and below.
BANDS = {"high": (0.8, 1.1), "middle": (0.5, 0.8), "low": (0.0, 0.5)}


class ChosenFilter(SimpleListFilter):
    """A filter with a closed list of values; any other is sent back."""

    choices_offered: Iterable[tuple[str, Any]] = ()

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:
        return list(self.choices_offered)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is not None and value not in {choice for choice, _label in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.narrowed(queryset, value)

    def narrowed(self, rows: Any, value: str | None) -> QuerySet[Any]:
        """Those of `rows` that `value` asks for."""
        raise NotImplementedError


class ClaimListFilter(ChosenFilter):
    """One of claims."""

    def narrowed(self, rows: ClaimQuerySet, value: str | None) -> ClaimQuerySet:
        raise NotImplementedError


class FormFilter(ClaimListFilter):
    title = _("form")
    parameter_name = "form"
    choices_offered = Form.choices

    def narrowed(self, rows: ClaimQuerySet, value: str | None) -> ClaimQuerySet:
        return rows.mentioned(Mention.objects.current().filter(form=value)) if value else rows


class CertaintyFilter(ClaimListFilter):
    title = _("certainty")
    parameter_name = "certainty"
    choices_offered = Certainty.choices

    def narrowed(self, rows: ClaimQuerySet, value: str | None) -> ClaimQuerySet:
        return rows.mentioned(Mention.objects.current().filter(certainty=value)) if value else rows


class ConfidenceFilter(ClaimListFilter):
    title = _("confidence")
    parameter_name = "confidence"
    choices_offered = (("high", _("high (0.8 or more)")), ("middle", _("middle (from 0.5)")), ("low", _("low")))

    def narrowed(self, rows: ClaimQuerySet, value: str | None) -> ClaimQuerySet:
        if value is None:
            return rows
        low, high = BANDS[value]
        return rows.mentioned(Mention.objects.current().filter(confidence__gte=low, confidence__lt=high))


class FigureFilter(ClaimListFilter):
    title = _("has a figure")
    parameter_name = "has_figure"
    choices_offered = (("yes", _("yes")), ("no", _("no")))

    def narrowed(self, rows: ClaimQuerySet, value: str | None) -> ClaimQuerySet:
        if value is None:
            return rows
        with_figure = Claim.objects.mentioned(Mention.objects.current().filter(quantities__isnull=False))
        carries = Exists(with_figure.filter(pk=OuterRef("pk")))
        return rows.filter(carries if value == "yes" else ~carries)


class ArticleFilter(ClaimListFilter):
    """The claims of one article; a link there brings it."""

    title = _("article")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:
        """Only the article that was asked for."""
        asked = self.value()
        if asked is None:
            return []
        key = int(asked) if is_key(asked) else None
        article = Article.objects.filter(pk=key).first() if key else None
        if article is None:
            raise IncorrectLookupParameters
        return [(asked, str(article))]

    def narrowed(self, rows: ClaimQuerySet, value: str | None) -> ClaimQuerySet:
        if value is None:
            return rows
        return rows.mentioned(Mention.objects.current().filter(extraction__article=int(value)))


class StandingFilter(ClaimListFilter):
    """Without a choice: claims that count, which are not merged into another and not only of retired extractions."""

    title = _("standing")
    parameter_name = "standing"
    choices_offered = (("merged", _("merged into another")), ("all", _("every claim")))

    def narrowed(self, rows: ClaimQuerySet, value: str | None) -> ClaimQuerySet:
        if value == "merged":
            return rows.filter(merged_into__isnull=False)
        if value == "all":
            return rows
        own = Mention.objects.current().filter(claim=OuterRef("pk"))
        merged = Claim.objects.filter(merged_into=OuterRef("pk"))
        return rows.roots().filter(~Q(status=Status.UNREVIEWED) | Exists(own) | Exists(merged))
