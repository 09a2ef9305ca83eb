"""Do two names of organisations mean one house? Words that only say its sort are told from those that say which one; pure."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from sources.knowledge import load
from sources.names import name_key, stem

WORDS = Path(__file__).with_name("organisation_words.yaml")
SHORTEST_HEAD = 5  # letters of a word of sort that ends a compound: "Hafenuniversität", not "Verrat"
SHORTEST_MODIFIER = 3
BEFORE_PLACES = {"academic", "state"}  # "Universität Hamburg"; behind others stands a name: "Zeitung Haaretz"


class Agreement(IntEnum):
    """How well two names agree."""

    NONE = 0
    WEAK = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The data file, by stem."""

    noise: frozenset[str]
    before_places: frozenset[str]
    abbreviations: dict[str, tuple[str, ...]]
    sorts: dict[str, tuple[str, str]]  # stem: class, sort
    qualifiers: dict[str, str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart. `core`: the words that say which house; `places`: those of them that name a place."""

    core: frozenset[str]
    places: frozenset[str]
    sorts: frozenset[str]
    classes: frozenset[str]
    qualifiers: frozenset[str]

    @property
    def proper(self) -> frozenset[str]:
        """Words that name this house and no other."""
        return self.core - self.places


def organisation_key(name: str) -> str:
    """What names of one house have in common, as a key to look up what `agreement` then compares; empty where it tells
    nothing.

    >>> organisation_key("Ewha Universität"), organisation_key("Ewha Womans University")
    ('ewha', 'ewha')
    """
    parts = taken_apart(name)
    sort = parts.qualifiers | parts.sorts if parts.qualifiers else frozenset[str]()
    return " ".join(sorted(parts.proper or parts.core or sort))


def agreement(one: str, other: str) -> Agreement:
    """Strong: surely one house, or one is a part of the other. Weak: it may be.

    >>> agreement("Universität Hamburg", "Technische Universität Hamburg").name
    'WEAK'
    """
    ours, theirs = taken_apart(one), taken_apart(other)
    shared = ours.core & theirs.core or (ours.core == theirs.core and ours.qualifiers & theirs.qualifiers)
    if not shared or _contradict(ours.classes, theirs.classes):
        return Agreement.NONE
    same_house = ours.core == theirs.core and (ours.sorts, ours.qualifiers) == (theirs.sorts, theirs.qualifiers)
    return Agreement.STRONG if same_house or _same_name(ours, theirs) else Agreement.WEAK


@lru_cache(maxsize=50_000)
def taken_apart(name: str) -> Parts:
    """The parts of `name`."""
    known = words()
    core, places, sorts, qualifiers = set[str](), set[str](), set[tuple[str, str]](), set[str]()
    behind = False  # a word of sort, or a preposition after one, where a place may follow
    for word in _words(name):
        if sort := known.sorts.get(word):
            sorts.add(sort)
        elif word in known.qualifiers:
            qualifiers.add(known.qualifiers[word])
        elif word not in known.noise:
            core.add(word)
            places |= {word} if word in known.places or behind else set()
        behind = (sort is not None and sort[0] in BEFORE_PLACES) or (behind and word in known.before_places)
    return Parts(*map(frozenset, (core, places, {sort for _, sort in sorts}, {kind for kind, _ in sorts}, qualifiers)))


@cache
def words() -> Words:
    """The data file, read once a process."""
    told: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return Words(
        noise=_stems(told["noise"]),
        before_places=_stems(told["before_places"]),
        abbreviations={word: tuple(map(stem, full)) for word, full in told["abbreviations"].items()},
        sorts={
            stem(word): (kind, sort)
            for kind, sorts in told["sorts"].items()
            for sort, spellings in sorts.items()
            for word in spellings
        },
        qualifiers={stem(word): name for name, spellings in told["qualifiers"].items() for word in spellings},
        places=_stems(told["places"]) | _known_places(),
    )


def _same_name(ours: Parts, theirs: Parts) -> bool:
    """They share a proper name, and what one says beyond the other contradicts nothing."""
    if not ours.proper & theirs.proper or _contradict(ours.qualifiers, theirs.qualifiers):
        return False
    return ours.core <= theirs.core or theirs.core <= ours.core


def _contradict(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and not (ours <= theirs or theirs <= ours)


def _words(name: str) -> list[str]:
    """The stems of the words, abbreviations written out, compounds that end in a sort in two."""
    found: list[str] = []
    for word in name_key(name).split():
        found += words().abbreviations.get(word) or _halves(word)
    return found


def _halves(word: str) -> tuple[str, ...]:
    known, whole = words(), stem(word)
    if whole in known.sorts or whole in known.qualifiers:
        return (whole,)
    for head in _heads():
        if whole.endswith(head) and len(whole) - len(head) >= SHORTEST_MODIFIER:
            return stem(whole[: -len(head)]), head
    return (whole,)


@cache
def _heads() -> tuple[str, ...]:
    """The longest first, for one may end in another."""
    return tuple(sorted((word for word in words().sorts if len(word) >= SHORTEST_HEAD), key=len, reverse=True))


def _stems(given: list[str]) -> frozenset[str]:
    return frozenset(map(stem, given))


def _known_places() -> frozenset[str]:
    """States, their seats and adjectives, where one word names them."""
    actors = [actor for actor in load() if actor.kind in {"country", "place"}]
    names = [name for actor in actors for name in (actor.name, actor.name_de, *(one.text for one in actor.aliases))]
    keys = [name_key(name) for name in names if name]
    return frozenset(stem(key) for key in keys if key and " " not in key)
