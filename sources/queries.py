"""What somebody types into a search box, read: words, "phrases", and both with a minus for not. Pure; no text is refused, at
worst nothing is asked for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from sources.stems import Forms, places, stem, word_key

LONGEST = 10_000  # characters that are read
MOST = 24  # words and phrases that count
_QUOTES = str.maketrans(dict.fromkeys("„“”»«‟″", '"'))
_PIECE = re.compile(r'([-−]?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that have to stand side by side."""

    words: tuple[str, ...]

    def alternatives(self, forms: Mapping[str, Forms]) -> list[tuple[str, ...]]:
        """The tokens that it is found by, in order; a single word by those of its base forms too."""
        found = [tuple(map(stem, self.words))]
        if len(self.words) == 1:
            found += [(lemma,) for lemma in forms.get(word_key(self.words[0]), Forms()).lemmas]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Query:
    """All of `wanted`, none of `unwanted`. `unread`: more was asked than counts."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    unread: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @property
    def keys(self) -> set[str]:
        """The keys of its words."""
        return {word_key(word) for term in (*self.wanted, *self.unwanted) for word in term.words}


class _Told(NamedTuple):
    term: Term
    negated: bool
    common: bool


def read_query(text: str, *, alone: bool = False) -> Query:
    """`text` taken apart. A quotation mark without a second one reaches to the end; words that say too little
    (stop_words.yaml) are left out unless they stand in a phrase, or `alone`: unless there is no other.

    >>> [term.words for term in read_query('Granaten -"das Abkommen" der').wanted]
    [('Granaten',)]
    """
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    number = 0
    terms = list(_terms(text[:LONGEST].translate(_QUOTES)))
    telling = [told for told in terms if not told.common]
    for told in telling or (terms if alone else ()):
        number += 1
        if number <= MOST:
            (unwanted if told.negated else wanted).setdefault(told.term)
    return Query(tuple(wanted), tuple(unwanted), number > MOST or len(text) > LONGEST)


def _terms(text: str) -> Iterator[_Told]:
    for minus, phrase, word in _PIECE.findall(text):
        words = tuple(place.word for place in places(phrase or word) if stem(place.word))
        if words:
            common = len(words) == 1 and bool(word) and word_key(words[0]) in stop_words()
            yield _Told(Term(words), bool(minus), common)


@cache
def stop_words() -> frozenset[str]:
    """The keys of words that say too little."""
    told: list[str] = yaml.safe_load((Path(__file__).parent / "stop_words.yaml").read_text(encoding="utf-8"))
    return frozenset(map(word_key, told))
