"""What a mention carries in words of its own, and its figures. A part of `claims.models`."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.series import Series
from claims.vocabulary import Qualifier, Status


class Evidence(models.Model):
    """What a mention carries in words of its own: a place in the article and its exact slice."""

    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("words"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(name="%(app_label)s_%(class)s_position_once", fields=["mention", "position"]),
            models.CheckConstraint(name="%(app_label)s_%(class)s_span_forward", condition=Q(start__lt=F("end"))),
        ]

    def __str__(self) -> str:
        return self.text


class QuantityQuerySet(models.QuerySet["Quantity"]):
    def current(self) -> Self:
        """Figures of the newest extraction of their article."""
        return self.filter(mention__extraction__retired_at=None)

    def public(self) -> Self:
        """What readers see unless they ask for more: current ones of claims that no curator rejected."""
        return self.current().exclude(mention__claim__status=Status.REJECTED)

    def between(self, least: Any, most: Any) -> Self:
        """Figures that allow a value from `least` to `most` (None: no end), in their base unit."""
        found = self
        if least is not None:
            reaching = Q(most__gt=least) | Q(most=least, high_open=False)
            found = found.filter(Q(most=None, least__isnull=False) | reaching)
        if most is not None:
            reaching = Q(least__lt=most) | Q(least=most, low_open=False)
            found = found.filter(Q(least=None, most__isnull=False) | reaching)
        return found


class Quantity(Evidence):
    """A figure of a mention; a missing bound is no bound.

    The second part is derived, so that figures can be compared: the base unit (empty: counted), what the figure allows in it
    (`claims.measures`; a missing end is open), what is counted, who says so first, and the series it is a point of
    (`claims.grouping`). `directed`: its own article tells who hands it to whom."""

    mention = models.ForeignKey("claims.Mention", models.CASCADE, related_name="quantities", verbose_name=_("mention"))
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=6)
    low = models.DecimalField(_("at least"), max_digits=30, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("at most"), max_digits=30, decimal_places=6, null=True, blank=True)
    low_open = models.BooleanField(_("lower bound not reached"))
    high_open = models.BooleanField(_("upper bound not reached"))
    qualifier = models.CharField(_("qualifier"), max_length=20, choices=Qualifier.choices)
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    concept = models.CharField(_("concept"), max_length=100, blank=True)

    measure = models.CharField(_("base unit"), max_length=30, blank=True, editable=False)
    least = models.DecimalField(_("from"), max_digits=30, decimal_places=6, null=True, editable=False)
    most = models.DecimalField(_("to"), max_digits=30, decimal_places=6, null=True, editable=False)
    thing = models.ForeignKey(
        "claims.Concept",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("what is counted"),
    )
    origin = models.ForeignKey(
        "sources.Actor", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("origin")
    )
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, editable=False, related_name="points", verbose_name=_("series")
    )
    directed = models.BooleanField(_("direction told"), default=False, editable=False)

    objects = QuantityQuerySet.as_manager()

    class Meta(Evidence.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        indexes = [models.Index(name="claims_quantity_measured", fields=["measure", "least"])]
        constraints = [
            *Evidence.Meta.constraints,
            models.CheckConstraint(name="claims_quantity_qualifier_known", condition=Q(qualifier__in=Qualifier.values)),
            models.CheckConstraint(
                name="claims_quantity_bounds_ordered", condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high"))
            ),
            models.CheckConstraint(
                name="claims_quantity_range_ordered", condition=Q(least=None) | Q(most=None) | Q(least__lte=F("most"))
            ),
        ]
