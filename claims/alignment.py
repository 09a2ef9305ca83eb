"""How far what one claim speaks of is found again in another: actors by who they are, words by stem, by shared sense, by the
parts of compounds. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Literal

from claims.extraction.components.senses import above, converses, opposites, senses, stem
from claims.extraction.types import Term

Key = int | str
Sort = Literal["actor", "name", "thing", "act", "quality"]
# How much two terms have in common; 1 are the same stem.
SENSE, CONVERSE, BROADER, NAMED, HEAD, PART, MODIFIER, ENDING, KIN = 0.85, 0.75, 0.6, 0.9, 0.8, 0.65, 0.4, 0.6, 0.6
WEIGHTS: dict[Sort, float] = {"actor": 1.4, "name": 1.4, "act": 1.0, "thing": 1.0, "quality": 0.5}
LIGHT = 0.25
MATCHED = 0.55  # from here on something counts as found again
_WORD = re.compile(r"[\w-]{2,}")
_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "de", "ein", "eine", "einen", "einem", "einer"})
_ENDINGS = frozenset(
    {"", "e", "en", "n", "er", "ner", "ener", "isch", "sch", "esch", "r", "s", "es", "em", "ern"}
)  # of one name
_SHORTEST = 5  # letters that two stems need to have in common


@dataclass(frozen=True, slots=True)
class Who:
    """An actor of a mention: its key, those of what it is part of, its role, the stems of its name and of the words that stand
    for it there, and these for whoever reads the reasons."""

    key: Key
    wholes: frozenset[Key] = frozenset()
    role: str = "about"
    name: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    label: str = field(default="", compare=False)

    def may_be(self, other: "Who") -> bool:
        """Is it the other, or a part of it, or its whole ("Kreml" and "Russland")?"""
        return self.key == other.key or self.key in other.wholes or other.key in self.wholes


Unit = Who | Term


def stems(words: str) -> tuple[str, ...]:
    """The stems of the words of a name, without articles and the ending of a genitive."""
    found = (stem(word).removesuffix("s") for word in _WORD.findall(words) if word[0].isupper())
    return tuple(dict.fromkeys(one for one in found if one not in _ARTICLES))


@dataclass(frozen=True, slots=True)
class Aligned:
    """What one side speaks of, with how well each is found again on the other (0 to 1). `rest`: it is a compound that the other
    side tells only in part ("Schiffsverkehr" by "Verkehr")."""

    units: Sequence[Unit]
    found: Sequence[float]
    rest: Sequence[bool]

    def share(self, *sorts: Sort) -> float | None:
        """How much of what is of these sorts (all where none is told) is found again, by weight; None where there is none."""
        weighed = [(weight(unit), found) for unit, found in self._of(sorts)]
        total = sum(w for w, _found in weighed)
        return sum(w * found for w, found in weighed) / total if total else None

    def left(self, *sorts: Sort) -> list[Unit]:
        """What is of these sorts, says something and is not found again."""
        return [unit for unit, found in self._of(sorts) if found < MATCHED and not is_light(unit)]

    @property
    def partial(self) -> int:
        """How many compounds are found again only in part."""
        return sum(self.rest)

    def _of(self, sorts: Sequence[Sort]) -> Iterator[tuple[Unit, float]]:
        pairs = zip(self.units, self.found, strict=True)
        return ((unit, found) for unit, found in pairs if not sorts or sort_of(unit) in sorts)


def aligned(some: Sequence[Unit], others: Sequence[Unit]) -> Aligned:
    """How well each of `some` is found again among `others`, the best pairs first. What was found once is not found for
    another again, but for a compound, which may be told in as many words as it has parts."""
    ranked = [(alike(one, other), at, to) for at, one in enumerate(some) for to, other in enumerate(others)]
    found, left = [0.0] * len(some), [len(_parts(other)) for other in others]
    rest = [False] * len(some)
    for likeness, at, to in sorted(ranked, key=lambda pair: -pair[0]):
        if likeness and not found[at] and left[to]:
            found[at], rest[at] = likeness, _is_more(some[at], others[to])
            left[to] = 0 if likeness == 1 else left[to] - 1
    return Aligned(some, found, rest)


def _is_more(one: Unit, other: Unit) -> bool:
    """Is `one` a compound with the word `other` at its end, and more before it?"""
    if not isinstance(one, Term) or not isinstance(other, Term) or not set(one.senses).isdisjoint(other.senses):
        return False
    return len(one.key) > len(other.key) and one.key.endswith(other.key) and one.sort == "thing"


def _parts(unit: Unit) -> Sequence[object]:
    return unit.parts if isinstance(unit, Term) and unit.parts else (unit,)


def sort_of(unit: Unit) -> Sort:
    """What sort of thing it is."""
    return "actor" if isinstance(unit, Who) else unit.sort


def is_light(unit: Unit) -> bool:
    """Does it say next to nothing?"""
    return isinstance(unit, Term) and unit.key in senses().light


def weight(unit: Unit) -> float:
    """How much it says."""
    return WEIGHTS[sort_of(unit)] * (LIGHT if is_light(unit) else 1.0)


def alike(one: Unit, other: Unit) -> float:
    """How much two have in common, 0 to 1."""
    if isinstance(one, Who) and isinstance(other, Who):
        return float(one.may_be(other) or _same_name(one.name, other.name))
    if isinstance(one, Who):
        return _alike_word(one, other) if isinstance(other, Term) else 0.0
    return _alike_word(other, one) if isinstance(other, Who) else alike_terms(one, other)


def _same_name(some: Sequence[str], others: Sequence[str]) -> bool:
    """ "US-Konzern Intel" and "Intel", "Deutsche Umwelthilfe" and "Deutschen Umwelthilfe"."""
    fewer, more = sorted((some, others), key=len)
    return bool(fewer) and all(any(a == b or _alike_names(a, b) for b in more) for a in fewer)


def _alike_word(who: Who, term: Term) -> float:
    """Does a word stand for somebody: "Dresdner" for Dresden?"""
    words = {*who.name, *who.words}
    return 1.0 if term.key in words else max((_alike_names(term.key, word) for word in words), default=0.0)


@lru_cache(maxsize=100_000)
def alike_terms(one: Term, other: Term) -> float:
    """How much two terms have in common, 0 to 1."""
    if one.key == other.key:
        return 1.0
    if meant := _alike_senses(one.senses, other.senses):
        return meant
    if "name" in (one.sort, other.sort):
        return _alike_names(one.key, other.key)
    if one.parts or other.parts:
        return max(_alike_parts(one, other), _alike_stems(one.key, other.key))
    return _alike_stems(one.key, other.key)


def _alike_senses(some: Sequence[str], others: Sequence[str]) -> float:
    """The same sense, the same deed from the other side ("liefern", "erhalten"), or one that holds the other ("Fahrzeug",
    "Auto")."""
    if not set(some).isdisjoint(others):
        return SENSE
    pairs = list(product(some, others))
    if any(converses().get(a) == b or converses().get(b) == a for a, b in pairs):
        return CONVERSE
    return BROADER if any(b in above(a) or a in above(b) for a, b in pairs) else 0.0


def _alike_names(one: str, other: str) -> float:
    """ "Köln" and "Kölner", "Dresden" and "Dresdner", "Bremen" and "bremisch", "Gaza" and "Gazastreifen"."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST - 1 and long.startswith(short):
        return NAMED
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(short))
    return NAMED if common >= _SHORTEST - 1 and one[common:] in _ENDINGS and other[common:] in _ENDINGS else 0.0


def _alike_parts(one: Term, other: Term) -> float:
    """Compounds of one head are alike where what stands before it is too; a compound holds the words that it is made of."""
    if one.parts and other.parts:
        head = alike_terms(one.parts[-1], other.parts[-1])
        before = max((alike_terms(a, b) for a in one.parts[:-1] for b in other.parts[:-1]), default=0.0)
        return (head + before) / 2 if min(head, before) >= MATCHED else MODIFIER * max(head, before)
    whole, word = (one, other) if one.parts else (other, one)
    head = alike_terms(whole.parts[-1], word)
    return HEAD * head if head >= MATCHED else PART * max(alike_terms(part, word) for part in whole.parts[:-1])


def _alike_stems(one: str, other: str) -> float:
    """Stems that begin or end alike: "granate" in "artilleriegranate", "produzier" beside "produktion"."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST and long.endswith(short):
        return ENDING
    if len(short) >= _SHORTEST and long.startswith(short) and len(long) - len(short) <= 3:
        return KIN
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(short))
    return KIN if common >= _SHORTEST and common >= 0.7 * len(long) else 0.0


def contrary(some: Iterable[Unit], others: Iterable[Unit]) -> tuple[Term, Term] | None:
    """Two terms of contrary senses, neither of which the other side has too ("steigen" against "fallen")."""
    ours, theirs = _senses(some), _senses(others)
    for sense, one in ours.items():
        against = opposites().get(sense)
        if against in theirs and sense not in theirs and against not in ours:
            return one, theirs[against]
    return None


def _senses(units: Iterable[Unit]) -> dict[str, Term]:
    return {sense: unit for unit in units if isinstance(unit, Term) for sense in unit.senses}
