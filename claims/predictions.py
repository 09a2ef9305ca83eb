"""Claims about what is to come: when they are due, and what became of them. A part of `claims.models`.

`claims.forecasting` writes these rows; `claims.outcomes` is how a curator settles one.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import Outcome, Status
from sources.models import Actor

# The day behind which a prediction is overdue: the last on which it may come true; of "ab 2027" the first.
DUE = Coalesce("due_last", "due_first")
OPEN = Q(outcome=Outcome.OPEN)


Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def foretelling(claims: Rows, settled: Sequence[bool]) -> Rows:
    """Those of `claims` that are predictions, settled ones (True) or open ones; all claims where neither is asked for."""
    if not settled:
        return claims
    rows = Prediction.objects.filter(claim=models.OuterRef("pk"))
    wanted = rows if len(set(settled)) > 1 else rows.settled() if settled[0] else rows.open()
    return claims.filter(models.Exists(wanted))


class PredictionQuerySet(models.QuerySet["Prediction"]):
    def public(self) -> Self:
        """Those that readers see: of claims that were not merged into another, that no curator rejected, and that are not
        mere parts of a quotation."""
        return self.filter(claim__merged_into=None, claim__within=False).exclude(claim__status=Status.REJECTED)

    def open(self) -> Self:
        """Those of which nobody knows yet."""
        return self.filter(OPEN)

    def settled(self) -> Self:
        """Those that a curator or a later claim settled."""
        return self.exclude(OPEN)

    def overdue(self, today: date) -> Self:
        """Those that are open although the time they name is over."""
        return self.open().alias(due_by=DUE).filter(due_by__lt=today)

    def not_overdue(self, today: date) -> Self:
        """All others."""
        return self.alias(due_by=DUE).filter(~OPEN | Q(due_by=None) | Q(due_by__gte=today))


class Prediction(models.Model):
    """What is kept of a claim because it is about the future. No row but that of a claim which was not merged into another
    counts; the rest remember what a curator gave them. `due_first` alone is "ab 2027", `due_last` alone "bis 2027".

    `decided`: a curator gave the outcome, and deriving never touches the row. Otherwise the outcome follows from what
    curators decided of the claims that were merged into this one, or of later claims."""

    claim = models.OneToOneField(
        "claims.Claim", models.CASCADE, primary_key=True, related_name="prediction", verbose_name=_("claim")
    )
    said_on = models.DateField(_("said on"), null=True, blank=True)
    due_first = models.DateField(_("due from"), null=True, blank=True)
    due_last = models.DateField(_("due until"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.OPEN)
    settled_by = models.ForeignKey(
        "claims.Claim", models.PROTECT, null=True, blank=True, related_name="settles", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    decided = models.BooleanField(_("outcome given by a curator"), default=False)

    objects = PredictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("prediction")
        verbose_name_plural = _("predictions")
        indexes = [models.Index(name="claims_prediction_queue", fields=["outcome", "due_last"])]
        constraints = [
            models.CheckConstraint(name="claims_prediction_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="claims_prediction_due_ordered",
                condition=Q(due_first=None) | Q(due_last=None) | Q(due_first__lte=F("due_last")),
            ),
            models.CheckConstraint(
                name="claims_prediction_settled_or_open",
                condition=Q(outcome=Outcome.OPEN, settled_by=None, settled_at=None, decided=False)
                | (~Q(outcome=Outcome.OPEN) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="claims_prediction_not_settled_by_itself", condition=Q(settled_by=None) | ~Q(settled_by=F("claim"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)

    @property
    def due(self) -> date | None:
        """The day behind which it is overdue; None where no time is said."""
        return self.due_last or self.due_first

    def is_overdue(self, today: date) -> bool:
        """Is it open although the time it names is over?"""
        return self.outcome == Outcome.OPEN and self.due is not None and self.due < today


class PredictionSource(models.Model):
    """Derived: an origin of a prediction, once however many articles repeat it; where an article says it in its own voice,
    its outlet. `denies`: the origin says that it will not be so, and is right where the prediction does not come true."""

    prediction = models.ForeignKey(Prediction, models.CASCADE, related_name="sources", verbose_name=_("prediction"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="predictions", verbose_name=_("actor"))
    denies = models.BooleanField(_("denies it"), default=False)

    class Meta:
        verbose_name = _("source of a prediction")
        verbose_name_plural = _("sources of predictions")
        constraints = [models.UniqueConstraint(name="claims_predictionsource_once", fields=["prediction", "actor"])]

    def __str__(self) -> str:
        return f"{self.prediction_id} {self.actor_id}"
