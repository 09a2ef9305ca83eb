"""Query parameters of lists of actors, as `claims.filters` has those of claims and articles."""

from collections.abc import Iterable, Sequence

from django.db import models
from django.utils.translation import gettext_lazy

from claims.asking import Resolved, keys_of
from claims.filters import StrictFilterSet
from claims.parameters import names, search, truth, words
from claims.ranking import ranked
from sources.lookups import Among, Parts
from sources.models import Actor, ActorKind, ActorQuerySet, Affiliation


class NamedFilter(StrictFilterSet):
    """Actors by any of their names, or by words of these."""

    name = names(gettext_lazy("Whoever is named so."))
    q = search(gettext_lazy("Words of its names, or beginnings of words; the most talked about first."), alone=True)
    has_qid = truth(gettext_lazy("Whether its Wikidata id is known."))

    class Meta:
        model = Actor
        fields: list[str] = []

    def filter_queryset(self, actors: ActorQuerySet) -> ActorQuerySet:
        """`actors` that fulfil the whole query."""
        self.find_names()
        given = self.given()
        actors = self.narrowed(actors, "name", self.named)
        if len(set(given.get("has_qid", ()))) == 1:
            actors = actors.filter(qid__isnull=not given["has_qid"][0])
        return ranked(actors.matching(given["q"]), given["q"]) if "q" in given else actors

    def named(self, asked: Iterable[Resolved]) -> models.Q:
        """Whoever any of these names was taken for."""
        return models.Q(pk__in=keys_of(asked))


class ActorFilter(NamedFilter):
    """Actors by any of their names, what they are and what they are part of."""

    kind = words(ActorKind, gettext_lazy("What the actor is."))
    part_of = names(gettext_lazy("What the actor is part of, however deep: Russia finds its ministries."))

    def filter_queryset(self, actors: ActorQuerySet) -> ActorQuerySet:
        """`actors` that fulfil the whole query."""
        actors = super().filter_queryset(actors)
        actors = self.narrowed(actors, "part_of", _part_of)
        given = self.given()
        return actors.filter(kind__in=given["kind"]) if "kind" in given else actors


class ExpertFilter(NamedFilter):
    """Experts by any of their names, and by the organisation that they were quoted for."""

    organisation = names(gettext_lazy("The organisation for which the person was quoted."), written=True)

    def filter_queryset(self, actors: ActorQuerySet) -> ActorQuerySet:
        """`actors` that fulfil the whole query."""
        return self.narrowed(super().filter_queryset(actors), "organisation", _quoted_for)


def _part_of(wholes: Iterable[Resolved]) -> models.Q:
    return models.Q(pk__in=Parts(Actor.objects.filter(Among("id", keys_of(wholes)))))


def _quoted_for(organisations: Sequence[Resolved]) -> models.Q:
    known = models.Q(organisation__in=keys_of(organisations))
    for one in organisations:
        known |= models.Q(organisation_name__iexact=one.asked.name)
    return models.Q(models.Exists(Affiliation.objects.filter(known, person=models.OuterRef("pk"))))
