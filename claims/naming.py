"""Which actor a name in an extraction means: by Wikidata id, by name and kind, by an alias within the kind; else a new
one. Many names in few queries, whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from sources.actions import make_actors
from sources.models import Actor, ActorKind, Alias
from sources.names import name_key

UNKNOWN = "unknown"  # the kind of a source that nobody can place
MAX_NAME = 300  # what is longer is no name


@dataclass(frozen=True, slots=True)
class Name:
    """A canonical English name with what the extraction knows of its bearer. `make`: worth an actor of its own."""

    name: str
    kind: str
    qid: str | None = None
    make: bool = True


class Naming:
    """The actors that names mean; `naming[name]` is None where nobody is meant."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Looks all of them up and makes the actors that are missing."""
        wanted = {name for name in names if name.name.strip() and len(name.name) <= MAX_NAME}
        self._look_up(wanted)
        self._found = {name: actor for name in wanted if (actor := self._known(name))}
        missing = wanted - self._found.keys()
        worth = {(name.name, name.kind) for name in missing if name.make and name.kind in ActorKind.values}
        made = make_actors(worth) if worth else {}
        self._found |= {name: actor for name in missing if (actor := made.get((name.name, name.kind)))}

    def __getitem__(self, name: Name) -> Actor | None:
        return self._found.get(name)

    def _look_up(self, wanted: set[Name]) -> None:
        qids = {name.qid for name in wanted if name.qid}
        keys = {key for name in wanted if (key := name_key(name.name))}
        # The first of two that bear one name counts, and one that was merged away counts last.
        order = F("merged_into").asc(nulls_first=True), "pk"
        actors = Actor.objects.filter(name__in={name.name for name in wanted}).order_by(*order)
        self._by_qid = {actor.qid: actor for actor in Actor.objects.filter(qid__in=qids)}
        self._by_name: dict[str, list[Actor]] = {}
        for actor in actors:
            self._by_name.setdefault(actor.name, []).append(actor)
        self._by_key: dict[str, dict[int, Actor]] = {}
        for alias in Alias.objects.filter(key__in=keys, ambiguous=False).select_related("actor").order_by("pk"):
            self._by_key.setdefault(alias.key, {})[alias.actor_id] = alias.actor

    def _known(self, name: Name) -> Actor | None:
        if name.qid in self._by_qid:
            return self._by_qid[name.qid]
        same_name = _of_kind(self._by_name.get(name.name, []), name.kind)
        if same_name and name.kind != UNKNOWN:
            return same_name[0]
        return _only(same_name) or _only(_of_kind(self._by_key.get(name_key(name.name), {}).values(), name.kind))


def _of_kind(actors: Iterable[Actor], kind: str) -> list[Actor]:
    return [actor for actor in actors if kind in {actor.kind, UNKNOWN}]


def _only(actors: list[Actor]) -> Actor | None:
    """An alias that two share says nothing."""
    return actors[0] if len(actors) == 1 else None
