"""Which actor a name in an extraction means: by Wikidata id, by name and kind, by an alias within the kind; a person also
by another spelling of the full name where the affiliation agrees; else a new one. Many names in few queries, whatever
their number."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F

from sources.actions import make_actors, take_turns
from sources.likeness import Affiliated
from sources.merges import families
from sources.models import Actor, ActorKind, Alias, AliasKind
from sources.names import is_full_name, name_key, spelling_key
from sources.persons import Organisations, known_persons, one_name_each

UNKNOWN = "unknown"  # the kind of a source that nobody can place
MAX_NAME = 300  # what is longer is no name


@dataclass(frozen=True, slots=True)
class Name:
    """A canonical English name with what the extraction knows of its bearer. `make`: worth an actor of its own."""

    name: str
    kind: str
    qid: str | None = None
    make: bool = True


def organisation_name(words: str) -> Name:
    """The organisation of an affiliation: found where it is known, not made from a few words."""
    return Name(words, ActorKind.ORGANISATION, make=False)


class Naming:
    """The actors that names mean; `naming[name]` is None where nobody is meant. `made` are the new ones, `changed` the ids of
    these and of those that got another spelling."""

    def __init__(self, names: Iterable[Name], affiliations: Mapping[str, Collection[str]] | None = None) -> None:
        """Looks all of them up and makes the actors that are missing. `affiliations` are the organisations that the
        persons of these names were said to belong to."""
        wanted = {name for name in names if name.name.strip() and len(name.name) <= MAX_NAME}
        affiliated = {name: told for name, told in (affiliations or {}).items() if told and is_full_name(name)}
        take_turns({spelling_key(name) for name in affiliated})
        self.changed: set[int] = set()
        self._look_up(wanted)
        self._found = {name: actor for name in wanted if (actor := self._known(name))}
        missing = wanted - self._found.keys()
        persons = {name.name for name in missing if name.kind == ActorKind.PERSON and name.name in affiliated}
        belonging = {name: self._organisations(affiliated[name]) for name in persons}
        self._find_persons(missing, known_persons(belonging) if belonging else {})
        self.made = self._make(missing - self._found.keys(), belonging)

    def __getitem__(self, name: Name) -> Actor | None:
        return self._found.get(name)

    def _find_persons(self, missing: set[Name], known: Mapping[str, Actor]) -> None:
        """Other spellings of `known` persons; they are kept as aliases."""
        found = {name: known[name.name] for name in missing if name.kind == ActorKind.PERSON and name.name in known}
        self._found |= found
        self._add_spellings({name.name: actor for name, actor in found.items()})

    def _make(self, missing: set[Name], belonging: Organisations) -> list[Actor]:
        """Makes actors for `missing` names that are worth one; spellings of one new person give one."""
        first = one_name_each(belonging, {name.name for name in missing} & belonging.keys())
        given = {
            name: (first.get(name.name, name.name) if name.kind == ActorKind.PERSON else name.name, name.kind)
            for name in missing
        }
        worth = {pair for name, pair in given.items() if name.make and name.kind in ActorKind.values}
        made = make_actors(worth) if worth else {}
        self._found |= {name: made[pair] for name, pair in given.items() if pair in made}
        spelt = {name.name: made[pair] for name, pair in given.items() if pair in made and name.name != pair[0]}
        self._add_spellings(spelt)
        self.changed |= {actor.pk for actor in made.values()}
        return list(made.values())

    def _add_spellings(self, spellings: Mapping[str, Actor]) -> None:
        rows = [Alias(actor=actor, text=text, kind=AliasKind.SPELLING).set_keys() for text, actor in spellings.items()]
        if rows:
            Alias.objects.bulk_create(sorted(rows, key=lambda row: row.text), ignore_conflicts=True)
            self.changed |= {actor.pk for actor in spellings.values()}

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
        shared = {pk for found in self._by_key.values() if len(found) > 1 for pk in found}
        shared |= {actor.pk for found in self._by_name.values() if len(found) > 1 for actor in found}
        self._roots = families(shared)

    def _known(self, name: Name) -> Actor | None:
        if name.qid in self._by_qid:
            return self._by_qid[name.qid]
        same_name = _of_kind(self._by_name.get(name.name, []), name.kind)
        if same_name and name.kind != UNKNOWN:
            return same_name[0]
        by_key = _of_kind(self._by_key.get(name_key(name.name), {}).values(), name.kind)
        return self._only(same_name) or self._only(by_key)

    def _only(self, actors: list[Actor]) -> Actor | None:
        """An alias that two share says nothing, unless they were merged."""
        if len({self._roots.get(actor.pk, actor.pk) for actor in actors}) != 1:
            return None
        return min(actors, key=lambda actor: (actor.merged_into_id is not None, actor.pk))

    def _organisations(self, told: Collection[str]) -> list[Affiliated]:
        found = [(words, self._found.get(organisation_name(words))) for words in sorted(told)]
        return [Affiliated(words, actor.pk if actor else None) for words, actor in found]


def _of_kind(actors: Iterable[Actor], kind: str) -> list[Actor]:
    return [actor for actor in actors if kind in {actor.kind, UNKNOWN}]
