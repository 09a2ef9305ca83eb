"""Figures of the same thing, by the same hand, for the same recipient: they tell how a number went. A part of
`claims.models`."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FEWEST = 2  # points that make a series worth listing


class Deed(models.TextChoices):
    """What is done with what is counted, as far as that keeps figures apart."""

    TRANSFER = "transfer", _("handed over")
    MAKE = "make", _("made")
    FIRE = "fire", _("fired")
    DESTROY = "destroy", _("destroyed")
    DAMAGE = "damage", _("damaged")
    KILL = "kill", _("killed")
    INJURE = "injure", _("injured")
    TRAIN = "train", _("trained")
    CAPTURE = "capture", _("captured")
    RECRUIT = "recruit", _("recruited")
    FLEE = "flee", _("fled")
    LOSE = "lose", _("lost")
    CUT = "cut", _("cut")
    CREATE = "create", _("created")
    BUY = "buy", _("bought")
    SELL = "sell", _("sold")


class SeriesQuerySet(models.QuerySet["Series"]):
    def listed(self) -> Self:
        """Those with points enough to show how a figure went."""
        return self.filter(points_count__gte=FEWEST)


class Series(models.Model):
    """Figures that can be set side by side: what is counted or measured (a concept, else the noun), its base unit, who
    does it or is concerned, who gets it, and what is done where that is told.

    The numbers are derived from its points; `claims.grouping` writes them."""

    key = models.CharField(_("key"), max_length=300, unique=True)
    concept = models.ForeignKey(
        "claims.Concept", models.CASCADE, null=True, blank=True, related_name="series", verbose_name=_("concept")
    )
    noun = models.CharField(_("noun"), max_length=200, blank=True)
    measure = models.CharField(_("base unit"), max_length=30, blank=True)
    agent = models.ForeignKey(
        "sources.Actor", models.PROTECT, null=True, blank=True, related_name="series_given", verbose_name=_("agent")
    )
    recipient = models.ForeignKey(
        "sources.Actor", models.PROTECT, null=True, blank=True, related_name="series_got", verbose_name=_("recipient")
    )
    deed = models.CharField(_("what is done"), max_length=20, choices=Deed.choices, blank=True)

    points_count = models.PositiveIntegerField(_("figures"), default=0, editable=False)
    origins_count = models.PositiveIntegerField(_("origins"), default=0, editable=False)
    directed_count = models.PositiveIntegerField(_("figures with a direction of their own"), default=0, editable=False)
    newest = models.DateField(_("newest"), null=True, editable=False)
    least = models.DecimalField(_("from"), max_digits=30, decimal_places=6, null=True, editable=False)
    most = models.DecimalField(_("to"), max_digits=30, decimal_places=6, null=True, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of figures")
        verbose_name_plural = _("series of figures")
        indexes = [models.Index(name="claims_series_longest", fields=["-points_count", "-id"])]
        constraints = [
            models.CheckConstraint(name="claims_series_deed_known", condition=Q(deed__in=["", *Deed.values])),
            models.CheckConstraint(
                name="claims_series_counts_something",
                condition=(Q(concept=None) & ~Q(noun="")) | Q(concept__isnull=False, noun=""),
            ),
            models.CheckConstraint(
                name="claims_series_about_somebody", condition=Q(agent__isnull=False) | Q(recipient__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def deed_or_none(self) -> str | None:
        """What is done, None where that is not told."""
        return self.deed or None
