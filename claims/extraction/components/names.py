"""Names of people, organisations, places and other things, as the weights tag them (classes of GermEval 2014)."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.labels import NAMES
from claims.extraction.components.paths import Floats, likeliest, stretches

if TYPE_CHECKING:
    from claims.extraction.components.reading import Reading

Type = Literal["PER", "ORG", "LOC", "OTH"]
LIKELY = 0.25
QUIET = 0.99  # probability of no name from which on nothing is looked for


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens [start, end) of a Doc that name something; `kind` "deriv" for "russisch", "part" for "EU-weit"."""

    start: int
    end: int
    type: Type
    kind: str
    sure: float


Doc.set_extension("names", default=(), force=True)
Doc.set_extension("name_starts", default=(), force=True)


@Language.component("factbase_names", assigns=["doc._.names"])
def names(doc: Doc) -> Doc:
    """Finds the names of the Doc, in the order of the text."""
    reading: Reading = doc._.reading
    doc._.names = tuple(
        Name(int(reading.tokens[start]), int(reading.tokens[end - 1]) + 1, *_typed(label), sure)
        for start, end, label, sure in spans(reading.names)
    )
    doc._.name_starts = [name.start for name in doc._.names]
    return doc


def names_between(doc: Doc, start: int, end: int) -> Sequence[Name]:
    """The names of `doc` that begin in the tokens [start, end)."""
    starts = doc._.name_starts
    found: Sequence[Name] = doc._.names[bisect_left(starts, start) : bisect_left(starts, end)]
    return found


def is_likely_name(doc: Doc, i: int) -> bool:
    """May token `i` be of a name, even where the likeliest reading of its sentence says that it is not?"""
    reading: Reading = doc._.reading
    word = bisect_left(reading.tokens, i)
    return bool(1 - reading.names[word, 0] >= LIKELY)


def _typed(label: str) -> tuple[Type, str]:
    type_: Type = label[:3]  # type: ignore[assignment]  # the labels are made of these types
    return type_, label[3:]


def spans(tags: Floats) -> list[tuple[int, int, str, float]]:
    """Words [start, end), label ("LOCderiv") and probability of each name, by its tags' probabilities (words, 25)."""
    found: list[tuple[int, int, str, float]] = []
    legal, first = _grammar()
    for low, high in stretches(tags[:, 0] < QUIET):
        path = likeliest(np.log(tags[low:high] + 1e-8), legal, first, np.zeros(len(NAMES), np.float32))
        numbers = np.cumsum([NAMES[tag].startswith("B") for tag in path])
        for (_, label), group in groupby(range(len(path)), key=lambda i: (numbers[i], NAMES[path[i]][2:])):
            inside = list(group)
            if label:
                sure = float(np.mean([tags[low + i, path[i]] for i in inside]))
                found.append((low + inside[0], low + inside[-1] + 1, label, sure))
    return found


@cache
def _grammar() -> tuple[Floats, Floats]:
    """Which tag may follow which, and which may come first: one inside a name only behind the same name."""
    count = len(NAMES)
    legal = np.zeros((count, count), np.float32)
    for second, name in enumerate(NAMES):
        if name.startswith("I"):
            before = [NAMES.index(f"B{name[1:]}"), second]
            legal[:, second] = -np.inf
            legal[before, second] = 0
    first = np.array([-np.inf if name.startswith("I") else 0 for name in NAMES], np.float32)
    return legal, first
