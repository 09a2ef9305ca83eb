"""Do two statements name the same people or bodies in opposite order? German tells who does what to whom by cases that names
mostly lack, so by the order of words: "Kiel schlug Ulm" is not "Ulm schlug Kiel". Pure."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from claims.alignment import NAMED, Unit, Who, alike, is_light
from claims.extraction.components.personal import is_personal
from claims.extraction.components.senses import stem
from claims.sameness import Content

_WORD = re.compile(r"[\w-]+|[,;:]")
_PASSIVE = re.compile(r"\b(?:wird|werden|wurden?|worden)\b")
# What stands behind one of these may stand anywhere, and is not who does it or whom it is done to.
_AROUND = frozenset(
    [
        "in",
        "im",
        "ins",
        "bei",
        "beim",
        "auf",
        "aus",
        "nach",
        "zu",
        "zum",
        "zur",
        "am",
        "vor",
        "über",
        "unter",
        "seit",
        "ab",
        "bis",
        "wegen",
        "laut",
        "trotz",
        "nahe",
        "während",
    ]
)
_ROW = frozenset({"und", "oder", "sowie", ","})
_REACH = 3  # words between a preposition and its noun


def are_crossed(one: Content, other: Content) -> bool:
    """Do two that both tell it actively, or both passively, name any two of the same people, bodies or things with names the
    other way round? Those in a row ("Irland und Spanien") may change places."""
    if _is_passive(one) != _is_passive(other):
        return False
    ours, theirs = dict(_places(one)), dict(_places(other))
    met = [(a, b) for a in ours for b in theirs if alike(a, b) >= NAMED]
    pairs = ((x, y) for x, y in combinations(met, 2) if x[0] != y[0] and x[1] != y[1])
    return any(
        _turned(ours, x[0], y[0]) != _turned(theirs, x[1], y[1])
        and not (_in_row(one, ours, x[0], y[0]) or _in_row(other, theirs, x[1], y[1]))
        for x, y in pairs
    )


def _is_passive(content: Content) -> bool:
    return _PASSIVE.search(content.statement) is not None


def _turned(places: Mapping[Unit, int], first: Unit, second: Unit) -> bool:
    return places[first] > places[second]


def _in_row(content: Content, places: Mapping[Unit, int], first: Unit, second: Unit) -> bool:
    low, high = sorted((places[first], places[second]))
    between = _WORD.findall(content.statement)[low + 1 : high]
    return (
        bool(between)
        and any(word in _ROW for word in between)
        and all(word in _ROW or word[0].isupper() for word in between)
    )


def _places(content: Content) -> Iterator[tuple[Unit, int]]:
    """Whoever may do something or have it done, with the place of the first word for them: none in a genitive ("Israels") or
    behind a preposition of place or time."""
    words = _WORD.findall(content.statement)
    found = [stem(word) for word in words]
    for unit in content.units:
        keys = {*unit.name, *unit.words} if isinstance(unit, Who) else {unit.key}
        at = next((at for at, word in enumerate(found) if word in keys), None)
        if at is not None and _may_act(unit, words[at]) and not _is_around(words, at):
            yield unit, at


def _may_act(unit: Unit, word: str) -> bool:
    if isinstance(unit, Who):
        return True
    return not is_light(unit) and (unit.sort == "name" or (unit.sort == "thing" and is_personal(word)))


def _is_around(words: list[str], at: int) -> bool:
    for word in reversed(words[max(0, at - _REACH) : at]):
        if word in {",", ";", ":"}:
            return False
        if word.lower() in _AROUND:
            return True
    return False
