"""Looking actors up in lists: by any part of any of their names, in any spelling; and by how much is told of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from claims.actor_filters import ActorFilter, NamedFilter
from claims.asking import Resolved, keys_of, notes
from claims.evidence import roots_of_actors
from claims.models import ClaimActor
from sources.matching import LONGEST
from sources.models import Actor, Alias
from sources.names import is_same_spelling, name_key, spelling_key, stem_keys

MOST = 5_000  # aliases that one name is compared with


def talked_about(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    """`actors` that any claim is about or said by."""
    return actors.filter(Exists(ClaimActor.objects.filter(actor=OuterRef("pk"))))


def with_weight(actors: QuerySet[Actor], rows: QuerySet[Any]) -> QuerySet[Actor]:
    """`actors` with the number `weight` to sort them by: of the `rows` of each, which an index alone can count."""
    counts = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("*")).values("n")
    return actors.annotate(weight=Coalesce(Subquery(counts), Value(0), output_field=IntegerField()))


def filled(page: Sequence[Actor], actors: QuerySet[Actor]) -> list[Actor]:
    """The rows of one `page` with all that `actors` reads of them: counting for more than a page would take too long."""
    found = actors.in_bulk([actor.pk for actor in page])
    return [found[actor.pk] for actor in page]


class AnyNameFilter(NamedFilter):
    """Actors by any part of any of their names, however inflected or transliterated."""

    def find_names(self) -> None:
        """Resolves the names; a note is due only where nobody has any part of one."""
        super().find_names()
        asked = self.resolved.get("name", ())
        self.bearers = {one.asked.name: bearers(one.asked.name) for one in asked}
        unknown = [one for one in asked if not self.bearers[one.asked.name]]
        self.notes = list(dict.fromkeys(note for one in unknown for note in notes(one, written=False)))

    def named(self, asked: Iterable[Resolved]) -> Q:
        """Whoever has a name like one of `asked`."""
        given = list(asked)
        return Q(pk__in=keys_of(given).union(*(self.bearers[one.asked.name] for one in given)))


class AnyActorFilter(AnyNameFilter, ActorFilter):
    """The same, and by what they are."""


def bearers(name: str) -> set[int]:
    """The keys of all actors (roots) with an alias that holds the words of `name`, or is the same but for its endings or
    the way in which foreign sounds are written."""
    key = name_key(name)
    if not 0 < len(key) <= LONGEST:
        return set()
    letters = spelling_key(name)
    begins = Q(key__startswith=key) | Q(key__contains=f" {key}")
    alike = Alias.objects.filter(begins | Q(stem__in=stem_keys(name)) | Q(spelling=letters))
    rows = alike.order_by("pk").values_list("actor", "key", "stem", "text")[:MOST]
    stems = set(stem_keys(name))
    found = {pk for pk, alias, stem, text in rows if key in alias or stem in stems or is_same_spelling(name, text)}
    now = roots_of_actors(found)
    return {now.get(pk, pk) for pk in found}
