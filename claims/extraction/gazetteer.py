"""Names of known actors, found in text however they are inflected: "Nordkoreas", "des Weißen Hauses", "russischen"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sources.knowledge import KnownActor, KnownAlias, load
from sources.names import name_key, stem, stem_keys
from sources.offices import Offices

_OF_A_NATION = re.compile(
    r"(?:\w+isch|Deutsch)e[rsnm]?"
)  # "Russisches Außenministerium" is "das russische …" in a sentence
_LONGEST_NAME = 300  # characters
_ADJECTIVE_ENDINGS = frozenset({"e", "er", "en", "em", "es"})
_GENDERED = re.compile(r"(?<=\w)[:*_](?=in(?:nen)?\b)")
_PART = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|\.")


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a token between hyphens, with its place in the text."""

    text: str
    start: int
    end: int
    whole: bool  # stands alone, is no part of a hyphenated compound


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that words may mean, and by which alias."""

    actor: KnownActor
    alias: KnownAlias


@dataclass(frozen=True, slots=True)
class Match:
    """Words [start, end) of a text that name one or, where ambiguous, several actors."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    compound: bool  # inside a hyphenated compound: "US-Präsident"


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    candidate: Candidate


class Gazetteer:
    """Known actors, indexed by the stems of their aliases' words."""

    def __init__(self, known: Iterable[KnownActor]) -> None:
        self.known = tuple(known)
        self.by_slug = {actor.slug: actor for actor in self.known}
        self._by_first: dict[str, list[_Entry]] = defaultdict(list)
        self._by_stem: dict[str, dict[str, KnownActor]] = defaultdict(dict)
        self._offices = Offices(self.known)
        for actor in self.known:
            self._index(actor)

    def _index(self, actor: KnownActor) -> None:
        for alias in actor.aliases:
            words = tuple(stem(part) for part in name_key(alias.text).split())
            if words:
                self._by_first[words[0]].append(_Entry(words, Candidate(actor, alias)))
                self._by_stem[" ".join(words)][actor.slug] = actor

    def matches(self, words: Sequence[Word]) -> Iterator[Match]:
        """The longest matches in `words`, left to right, without overlap."""
        stems = [_stems(word.text) for word in words]
        at = 0
        while at < len(words):
            length, candidates = self._longest(words, stems, at)
            if candidates:
                first, last = words[at], words[at + length - 1]
                text = first.text if length == 1 else ""
                yield Match(first.start, last.end, text, candidates, not (first.whole and last.whole) and length == 1)
            at += max(length, 1)

    def _longest(
        self, words: Sequence[Word], stems: Sequence[tuple[str, ...]], at: int
    ) -> tuple[int, tuple[Candidate, ...]]:
        best = 0
        found: list[Candidate] = []
        for first in stems[at]:
            for entry in self._by_first.get(first, ()):
                length = len(entry.words)
                if length >= best and _fits(entry, words, stems, at):
                    found = [*found, entry.candidate] if length == best else [entry.candidate]
                    best = length
        return best, tuple(dict.fromkeys(found))

    def office_holder(self, title: str, of: str, year: int | None) -> KnownActor | None:
        """Who held the office `title` ("Präsidenten") of the actor `of` (slug) in `year`; None: today's holder."""
        for held in self._offices.held(title, of):
            since, until = held.office.since, held.office.until
            if (until is None) if year is None else (since <= year and (until is None or year <= until)):
                return held.holder
        return None

    def named(self, name: str) -> KnownActor | None:
        """The actor that `name` means as a whole and without doubt, else None."""
        found: dict[str, KnownActor] = {}
        for key in stem_keys(name) if len(name) <= _LONGEST_NAME else ():
            found |= self._by_stem.get(key, {})
        return next(iter(found.values())) if len(found) == 1 else None


@cache
def default_gazetteer() -> Gazetteer:
    """The gazetteer of the knowledge base that factbase ships."""
    return Gazetteer(load())


@lru_cache(maxsize=50_000)
def _stems(text: str) -> tuple[str, ...]:
    key = name_key(text).replace(" ", "")
    forms = [stem(key)]
    if key.endswith("s") and len(key) > 2:
        forms.append(stem(key[:-1]))
    return tuple(dict.fromkeys(form for form in forms if form))


def _fits(entry: _Entry, words: Sequence[Word], stems: Sequence[tuple[str, ...]], at: int) -> bool:
    if at + len(entry.words) > len(words):
        return False
    if not all(word in stems[at + i] for i, word in enumerate(entry.words)):
        return False
    return _spelled(entry.candidate.alias, words[at])


def _spelled(alias: KnownAlias, word: Word) -> bool:
    """Does the word's case, and an adjective's ending, go with the alias?"""
    name, text = alias.text, word.text
    if alias.kind == "adjective":
        ending = name_key(text)[len(name_key(name)) :] if name_key(text).startswith(name_key(name)) else None
        return ending in _ADJECTIVE_ENDINGS or (ending == "" and not word.whole)
    first = name.split()[0]
    if first.isupper() and len(first) <= 5:
        return text == first or (len(name.split()) == 1 and text in {first + "s", first + "-"})
    return not name[:1].isupper() or text[:1].isupper() or _OF_A_NATION.fullmatch(first) is not None


def _marked(match: re.Match[str]) -> str:
    return "ı" + match[0][1:]  # a letter in the mark's place keeps word and offsets whole


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end]; those joined by hyphens are several, marked as parts."""
    found: list[Word] = []
    for match in re.finditer(r"[^\W_]+(?:[-‐‑’'.:*][^\W_]+|_in(?:nen)?\b)*\.?", text[start:end]):
        parts = list(_PART.finditer(_GENDERED.sub(_marked, match[0])))
        pieces = [p for p in parts if p[0] != "."]
        whole = len(pieces) == 1
        at = start + match.start()
        found.extend(Word(text[at + p.start() : at + p.end()], at + p.start(), at + p.end(), whole) for p in pieces)
    return found
