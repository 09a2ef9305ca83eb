"""Query parameters to relations between claims, and to disputes."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy
from django_filters import MultipleChoiceFilter

from claims.asking import keys_of
from claims.disputes import Ground, Key, disputes
from claims.filters import LARGEST_KEY, StrictFilterSet
from claims.merges import RootOf, families
from claims.models import Claim, ClaimActor, Relation, belonging
from claims.parameters import keys, names, words
from claims.relations import RelationQuerySet
from claims.remembering import remembered
from claims.vocabulary import Part, RelationKind, RelationStatus

ABOUT = gettext_lazy("Whom either claim is about, parts of it included.")
SAID_BY = gettext_lazy("Who says either claim, in any hop of its chain, parts of it included.")
PARTS = {"actor": Part.ACTOR, "source": Part.SOURCE}


class RelationFilter(StrictFilterSet):
    """Relations by kind, status, claim and actor. Refused ones only where `status` asks."""

    kind = words(RelationKind, gettext_lazy("How the first claim stands to the second."))
    status = words(
        RelationStatus,
        gettext_lazy("What curators decided; without it, what stands: all but the refused, between claims not joined."),
    )
    claim = keys(gettext_lazy("The id of either claim, or of one that was joined with it."))
    actor = names(ABOUT)
    source = names(SAID_BY)

    class Meta:
        model = Relation
        fields: list[str] = []

    def filter_queryset(self, relations: RelationQuerySet) -> RelationQuerySet:
        """`relations` that fulfil the whole query."""
        self.find_names()
        given = self.given()
        claims = families([key for key in given["claim"] if key <= LARGEST_KEY]) if "claim" in given else None
        if "status" not in given:
            relations = relations.standing(claims, given.get("kind"))
        else:
            relations = relations.filter(status__in=given["status"])
            relations = relations.filter(kind__in=given["kind"]) if "kind" in given else relations
            relations = relations.of(claims) if claims is not None else relations
        relations = self.narrowed(relations, "actor", lambda asked: _belonging(keys_of(asked), Part.ACTOR))
        return self.narrowed(relations, "source", lambda asked: _belonging(keys_of(asked), Part.SOURCE))


class DisputeFilter(StrictFilterSet):
    """Disputes by whom they are about and on what ground. What it finds is a list."""

    actor = names(ABOUT)
    source = names(SAID_BY)
    status = MultipleChoiceFilter(choices=Ground.choices, help_text=gettext_lazy("On what ground they are listed."))

    class Meta:
        model = Relation
        fields: list[str] = []

    def filter_queryset(self, _relations: Any) -> list[Key]:
        """The disputes that fulfil the whole query, the newest first."""
        self.find_names()
        fits = [fit for name, part in PARTS.items() for fit in self._fits(name, part)]
        grounds = sorted(self.given().get("status", ()))
        told = [
            (name, sorted(keys_of([one])), one.asked.negated) for name in PARTS for one in self.resolved.get(name, ())
        ]
        return remembered(
            f"disputes {grounds} {told}", Relation.objects.all(), lambda: disputes(grounds=grounds, fits=fits), len
        )

    def _fits(self, name: str, part: str) -> Iterator[tuple[models.QuerySet[Claim], bool]]:
        """The claims that one side has to be one of (True), or neither may be (False)."""
        asked = self.resolved.get(name, ())
        for wanted in (True, False):
            if some := [one for one in asked if one.asked.negated != wanted]:
                yield Claim.objects.filter(belonging(keys_of(some), part)), wanted


def _belonging(actors: Collection[int], part: str) -> Q:
    """Relations of which either claim, or what it was joined into, is about or said by any of `actors`."""
    found = Q()
    for side in ("from_claim", "to_claim"):
        rows = ClaimActor.objects.filter(actor__in=actors, part=part, claim=RootOf(models.OuterRef(side)))
        found |= Q(models.Exists(rows))
    return found
