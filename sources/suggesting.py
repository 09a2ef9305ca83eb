"""Suggests which actors may be one and the same; a curator decides. Bounded work: actors are looked up by keys."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from sources.likeness import SUGGESTED_KINDS, Likeness, Profile, blocks, likeness, surname_and_first
from sources.merges import families
from sources.models import Actor, ActorKind, Affiliation, Alias, MergeSuggestion, SuggestionStatus
from sources.organisations import organisation_key
from sources.persons import NAMES, profiles

MOST = 2_000  # names that one look-up takes into account
CHUNK = 200  # actors that are looked at together when all are

Pair = tuple[int, int]


class Suggested(NamedTuple):
    """How many suggestions are new, and how many have another score or other reasons."""

    new: int = 0
    changed: int = 0


@transaction.atomic
def suggest_merges(*, actors: Collection[int], now: datetime) -> Suggested:
    """Suggests to merge any of the actors with these ids (persons, organisations, outlets) with others like them, wherever
    nobody refused it. Idempotent; the number of queries does not grow with the actors."""
    ours = families(_suggestible(actors))
    if not ours:
        return Suggested()
    known = profiles(ours)
    others = families(_alike(known))
    known |= profiles({pk: root for pk, root in others.items() if pk not in ours})
    family = ours | others
    found = dict(_pairs(set(ours.values()), known, _parts(family)))
    return _write(found, family, now)


def suggest_all_merges(*, now: datetime) -> Iterator[Suggested]:
    """The same for all actors, some at a time, each in a transaction of its own."""
    there = Actor.objects.roots().filter(kind__in=SUGGESTED_KINDS)
    keys = list(there.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield suggest_merges(actors=keys[start : start + CHUNK], now=now)


def settle_suggestions(actors: Collection[int]) -> None:
    """Brings suggestions in line with what was merged or split: confirmed are those whose two actors are merged."""
    family = families(actors)
    told = MergeSuggestion.objects.filter(Q(first__in=family) | Q(second__in=family))
    joined = {row.pk for row in told if row.second_id in family and family.get(row.first_id) == family[row.second_id]}
    unrefused = told.exclude(status=SuggestionStatus.REFUSED)
    unrefused.filter(pk__in=joined).update(status=SuggestionStatus.CONFIRMED)
    unrefused.exclude(pk__in=joined).update(status=SuggestionStatus.SUGGESTED)


def _suggestible(actors: Collection[int]) -> set[int]:
    there = Actor.objects.filter(pk__in=actors, kind__in=SUGGESTED_KINDS)
    return set(there.values_list("pk", flat=True)) if actors else set()


def _alike(known: Mapping[int, Profile]) -> set[int]:
    """The ids of actors that share a key with any of these."""
    keys: dict[str, set[str]] = defaultdict(set)
    for profile in known.values():
        for column, key in blocks(profile):
            keys[column].add(key[:300])
    surnames = keys.pop("surname", set())
    any_key = Q(pk__in=[])
    for column, values in keys.items():
        any_key |= Q(**{f"{column}__in": values})
    there = Alias.objects.filter(any_key, kind__in=NAMES, ambiguous=False, actor__kind__in=SUGGESTED_KINDS)
    found = set(there.order_by("-pk").values_list("actor", flat=True)[:MOST])
    return found | (_colleagues(known, surnames) if surnames else set())


def _colleagues(known: Mapping[int, Profile], surnames: set[str]) -> set[int]:
    """Persons of the same organisations who share a family name with one of these."""
    houses = {organisation_key(one.name) for profile in known.values() for one in profile.organisations} - {""}
    persons = Affiliation.objects.filter(key__in=houses).values("person")
    there = Alias.objects.filter(actor__in=persons, kind__in=NAMES, actor__kind=ActorKind.PERSON).order_by("-pk")
    named = {surname.split(" ", 1)[0] for surname in surnames}
    rows = there.values_list("actor", "text")[:MOST]
    return {actor for actor, text in rows if any(surname in named for surname, _first in surname_and_first(text))}


def _parts(family: Mapping[int, int]) -> set[Pair]:
    """Who is part of whom, by root: a ministry is not its state, whatever it is called."""
    rows = Actor.objects.filter(pk__in=family, part_of__in=family).values_list("pk", "part_of")
    return {_ordered(family[pk], family[whole]) for pk, whole in rows if whole is not None}


def _pairs(ours: set[int], known: Mapping[int, Profile], parts: set[Pair]) -> Iterator[tuple[Pair, Likeness]]:
    sharing: dict[tuple[str, str], set[int]] = defaultdict(set)
    for root, profile in known.items():
        for block in blocks(profile):
            sharing[block].add(root)
    pairs = {_ordered(one, other) for roots in sharing.values() for one in roots & ours for other in roots - {one}}
    for one, other in sorted(pairs - parts):
        if found := likeness(known[one], known[other]):
            yield (one, other), found


def _write(found: Mapping[Pair, Likeness], family: Mapping[int, int], now: datetime) -> Suggested:
    """A pair of families that a curator answered is left alone; one that is suggested already gets the newer reasons."""
    there: dict[Pair, MergeSuggestion | None] = {}
    for row in MergeSuggestion.objects.filter(first__in=family, second__in=family).order_by("pk"):
        pair = _ordered(family[row.first_id], family[row.second_id])
        answered = row.status == SuggestionStatus.REFUSED or (pair in there and there[pair] is None)
        there[pair] = None if answered else there.get(pair) or row
    new = [
        MergeSuggestion(first_id=one, second_id=other, created_at=now, **_columns(told))
        for (one, other), told in found.items()
        if (one, other) not in there
    ]
    changed = [old for pair, told in found.items() if (old := there.get(pair)) and _changes(old, told)]
    MergeSuggestion.objects.bulk_create(new, ignore_conflicts=True)
    MergeSuggestion.objects.bulk_update(changed, ["score", "reasons"], batch_size=CHUNK)
    return Suggested(len(new), len(changed))


def _columns(told: Likeness) -> dict[str, object]:
    return {"score": told.score, "reasons": [reason.as_json() for reason in told.reasons]}


def _changes(row: MergeSuggestion, told: Likeness) -> bool:
    """Does it change `row`, which it then does?"""
    columns = _columns(told)
    if all(getattr(row, name) == value for name, value in columns.items()):
        return False
    row.score, row.reasons = told.score, columns["reasons"]
    return True


def _ordered(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)
