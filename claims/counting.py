"""What a figure counts or measures: the concept that its words stand for, else the noun. Reads concepts once for many
figures; all else is pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from claims.concepts import Concept, ConceptKind, ConceptWord, forms
from claims.measures import PERCENT, SECOND

SHORTEST_END = 6  # letters; a shorter word says nothing at the end of a compound ("Mode" in "Kommode")
LONGEST_NOUN = 120
BEFORE, AFTER = 90, 40  # characters around a figure in which its magnitude is named
GOODS, HARM = ("weapons", "goods"), ("casualties", "missing-people")
_CAPITAL = re.compile(r"[A-ZÄÖÜ][\wäöüßÄÖÜ-]*")
_MATTER = re.compile(r"\s+(?:(?:an|von|der|des|vom|aus)\s+)?(?:[a-zäöüß-]+e[nmrs]?\s+){0,2}([A-ZÄÖÜ][\w-]+)")
_STEP = re.compile(r"\bum\s+(?:\w+\s+){0,2}$")
_SENTENCE = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted (no `measure`) or measured: a concept by its key, else a noun in normal form."""

    concept: int | None
    noun: str
    measure: str
    goods: bool = False
    harm: bool = False
    acts: bool = True

    @property
    def same(self) -> tuple[int | None, str, str]:
        """What figures of one series have in common of it."""
        return self.concept, self.noun, self.measure


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all concepts, to look nouns up in. `by_slug` finds what the core called it."""

    exact: Mapping[str, int]
    ends: tuple[tuple[str, int], ...]
    magnitudes: frozenset[int]
    by_slug: Mapping[str, int]
    goods: frozenset[int]
    harm: frozenset[int]

    @classmethod
    def read(cls) -> Self:
        """Those of the database, in two queries."""
        rows = list(ConceptWord.objects.order_by("key").values_list("key", "concept"))
        concepts = {pk: (slug, kind, broader) for pk, slug, kind, broader in _concepts()}
        lines = {pk: _slugs(pk, concepts) for pk in concepts}
        goods = frozenset(pk for pk, line in lines.items() if not line.isdisjoint(GOODS))
        ends = sorted((row for row in rows if len(row[0]) >= SHORTEST_END), key=lambda row: (-len(row[0]), row[0]))
        return cls(
            dict(rows),
            tuple(ends),
            frozenset(pk for pk, (_s, kind, _b) in concepts.items() if kind == ConceptKind.MEASURE) - goods,
            {slug: pk for pk, (slug, _kind, _broader) in concepts.items()},
            goods,
            frozenset(pk for pk, line in lines.items() if not line.isdisjoint(HARM)),
        )

    def find(self, noun: str) -> int | None:
        """The concept that `noun`, however inflected, stands for by itself or by its end."""
        tried = list(forms(noun))
        found = next((self.exact[form] for form in tried if form in self.exact), None)
        if found is not None:
            return found
        return next((pk for end, pk in self.ends if any(form.endswith(end) for form in tried)), None)

    def thing(self, *, unit: str, concept: str, measure: str, text: str, start: int, end: int) -> Thing | None:
        """What a figure at [start:end] of the words `text` of its mention is about; None where nothing tells, and for
        spans of time. `unit`, `concept`: what the core found."""
        if measure == SECOND:
            return None
        if measure:
            return self._measured(measure, text, start, end)
        noun = head_noun(unit)
        if not noun:
            return None
        found = self.find(noun) or self.by_slug.get(concept.replace(" ", "-"))
        if found is None:
            return Thing(None, normal_noun(noun), "")
        return Thing(found, "", "", found in self.goods, found in self.harm, acts=found not in self.harm)

    def _measured(self, measure: str, text: str, start: int, end: int) -> Thing | None:
        """By the matter after it ("Tonnen Getreide"), else by a magnitude near it. A step ("um 4 Prozent") is neither."""
        if start < 0 or _STEP.search(text[max(0, start - BEFORE) : start]):
            return None
        share = measure == PERCENT  # of something: what it is a share of is not what is measured
        found = None if share else self._matter(text, end)
        found = found or self._magnitude(
            text[max(0, start - BEFORE) : start], text[end : end + (0 if share else AFTER)]
        )
        if found is None:
            return None
        return Thing(found, "", measure, found in self.goods, acts=found in self.goods)

    def _matter(self, text: str, end: int) -> int | None:
        match = _MATTER.match(text, end)
        return self.find(match[1]) if match else None

    def _magnitude(self, before: str, after: str) -> int | None:
        """The magnitude that is named nearest in the same sentence, before the figure first."""
        nouns = [*reversed(_CAPITAL.findall(_SENTENCE.split(before)[-1])), *_CAPITAL.findall(_SENTENCE.split(after)[0])]
        found = (self.find(noun) for noun in nouns)
        return next((pk for pk in found if pk is not None and pk in self.magnitudes), None)


def head_noun(unit: str) -> str:
    """The noun that is counted: of "Container mit Munition" the first, of "Land- und Forstmaschinen" the last."""
    nouns: list[str] = _CAPITAL.findall(unit)
    if not nouns:
        return ""
    return nouns[-1] if nouns[0].endswith("-") else nouns[0]


def normal_noun(noun: str) -> str:
    """A noun that no concept has, so that its cases fall together."""
    word = noun.lower()[:LONGEST_NOUN]
    for ending in ("n", "e"):
        word = word.removesuffix(ending) if len(word) > 4 else word
    return word


def _concepts() -> Iterable[tuple[int, str, str, int | None]]:
    return Concept.objects.order_by("pk").values_list("pk", "slug", "kind", "broader")


def _slugs(pk: int, concepts: Mapping[int, tuple[str, str, int | None]]) -> set[str]:
    """The slugs of a concept and of all that hold it."""
    found, here = set[str](), pk
    while here in concepts and concepts[here][0] not in found:
        found.add(concepts[here][0])
        here = concepts[here][2] or 0
    return found
