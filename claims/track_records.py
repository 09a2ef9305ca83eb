"""How often a source was right about what was to come: counted once a claim, and no score where there are too few."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from claims.models import Prediction
from claims.predictions import PredictionSource
from claims.vocabulary import Outcome, Status
from sources.models import Actor

FEWEST = 5  # predictions that did or did not come true; a score of fewer says nothing


@dataclass(frozen=True, slots=True)
class Record:
    """What became of the predictions of one source. `right`: as it said, be it that what it denied did not come true."""

    predictions: int
    settled: int
    right: int
    wrong: int

    @property
    def judged(self) -> int:
        """How many can be counted for or against it."""
        return self.right + self.wrong

    @property
    def undecidable(self) -> int:
        """How many were settled without an answer."""
        return self.settled - self.judged

    @property
    def is_score(self) -> bool:
        """Are there enough to tell how many of them were right?"""
        return self.judged >= FEWEST


def foretellers() -> QuerySet[Actor]:
    """Whoever made a prediction that readers see, with the counts that `record_of` reads."""
    claim = "predictions__prediction__claim__"
    public = Q(**{f"{claim}merged_into": None, f"{claim}within": False})
    public &= ~Q(**{f"{claim}status": Status.REJECTED})
    theirs = PredictionSource.objects.filter(actor=OuterRef("pk"), prediction__in=Prediction.objects.public())
    return Actor.objects.filter(Exists(theirs)).annotate(
        foretold=Count("predictions", filter=public),
        settled_number=Count("predictions", filter=public & ~Q(predictions__prediction__outcome=Outcome.OPEN)),
        right_number=Count("predictions", filter=public & _came(right=True, path="predictions__")),
        wrong_number=Count("predictions", filter=public & _came(right=False, path="predictions__")),
    )


def by_number(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    """Those with most predictions first."""
    return actors.order_by(F("foretold").desc(), "name", "pk")


def record_of(actor: Actor) -> Record:
    """The record of one of the `foretellers`."""
    row: Any = actor
    return Record(row.foretold, row.settled_number, row.right_number, row.wrong_number)


def records(actors: Collection[int]) -> dict[int, Record]:
    """The records of the actors with these ids (roots), of those who made predictions. One query."""
    rows = foretellers().filter(pk__in=actors).order_by() if actors else ()
    return {actor.pk: record_of(actor) for actor in rows}


def _came(path: str, *, right: bool) -> Q:
    """Did it turn out as the source said, or (not `right`) the other way?"""
    as_said, otherwise = (True, False) if right else (False, True)
    outcome, denies = f"{path}prediction__outcome", f"{path}denies"
    return Q(**{outcome: Outcome.COME_TRUE, denies: otherwise}) | Q(**{outcome: Outcome.NOT_COME_TRUE, denies: as_said})
