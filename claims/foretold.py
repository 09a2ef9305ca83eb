"""Query parameters to predictions, for the API and the pages alike."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.asking import Resolved, keys_of
from claims.filters import Fault, StrictFilterSet
from claims.models import Claim, Mention, Prediction, belonging
from claims.parameters import day, names, search, truth, words, years
from claims.predictions import DUE, PredictionQuerySet, PredictionSource
from claims.vocabulary import Outcome, Part
from sources.models import ActorKind


class PredictionFilter(StrictFilterSet):
    """Predictions by what became of them, when they are due, and as their claims. Never of rejected or merged claims."""

    outcome = words(Outcome, gettext_lazy("What became of it."))
    settled = truth(gettext_lazy("Whether a curator or a later claim says what became of it."))
    overdue = truth(gettext_lazy("Whether it is open although the time that it names is over."))
    source = names(gettext_lazy("Who says it, in any hop of the chain, parts of it included."))
    origin = names(gettext_lazy("Who made it: the first of the chain, or the outlet that says it itself."))
    actor = names(gettext_lazy("Whom it is about, parts of it included: Russia finds its ministries."))
    outlet = names(gettext_lazy("Who published an article that says it."), kinds=[ActorKind.OUTLET])
    due_year = years(gettext_lazy("The year of the last day on which it is due."))
    due_after = day(gettext_lazy("The last day on which it is due is this one or later."))
    due_before = day(gettext_lazy("The last day on which it is due is this one or earlier."))
    q = search(gettext_lazy("Words of the statement, of the mentions, of the names of sources."))

    class Meta:
        model = Prediction
        fields: list[str] = []

    def filter_queryset(self, predictions: PredictionQuerySet) -> PredictionQuerySet:
        """`predictions` that fulfil the whole query."""
        self.find_names()
        lookups = {"outcome": "outcome__in", "due_year": "due_year__in"}
        lookups |= {"due_after": "due_by__gte", "due_before": "due_by__lte"}
        given = self.given()
        found = predictions.public().annotate(due_by=DUE).alias(due_year=ExtractYear(DUE))
        found = found.filter(**{lookup: given[name] for name, lookup in lookups.items() if name in given})
        if "q" in given:
            found = found.filter(claim__in=Claim.objects.matching(given["q"]).values("pk"))
        found = _standing(found, given)
        found = self.narrowed(found, "actor", lambda asked: _belonging(asked, Part.ACTOR))
        found = self.narrowed(found, "source", lambda asked: _belonging(asked, Part.SOURCE) | _made_by(asked))
        found = self.narrowed(found, "origin", _made_by)
        return self.narrowed(found, "outlet", _published)

    def _period_faults(self) -> Iterable[Fault]:
        given = self.form.cleaned_data
        first, last = given.get("due_after"), given.get("due_before")
        if first and last and first > last:
            yield Fault("due_after", _("The period ends before it begins."), [f"..{last}"])


def _standing(found: PredictionQuerySet, given: dict[str, Any]) -> PredictionQuerySet:
    """Those that are settled, or overdue, as the query has it; both values of a truth ask for nothing."""
    if len(set(given.get("settled", ()))) == 1:
        found = found.settled() if given["settled"][0] else found.open()
    if len(set(given.get("overdue", ()))) == 1:
        today = timezone.localdate()
        found = found.overdue(today) if given["overdue"][0] else found.not_overdue(today)
    return found


def _belonging(asked: Iterable[Resolved], part: Part) -> models.Q:
    return models.Q(claim__in=Claim.objects.filter(belonging(keys_of(asked), part)))


def _made_by(asked: Iterable[Resolved]) -> models.Q:
    theirs = PredictionSource.objects.filter(prediction=models.OuterRef("pk"), actor__in=keys_of(asked))
    return models.Q(models.Exists(theirs))


def _published(outlets: Iterable[Resolved]) -> models.Q:
    theirs = Mention.objects.current().filter(extraction__article__outlet__in=keys_of(outlets))
    return models.Q(claim__in=Claim.objects.mentioned(theirs))
