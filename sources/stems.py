"""Words of a text in the form in which search compares them; pure and light, the same where texts are stored and where a query
is read.

A token is made of a to z and 0 to 9 alone, so that no database takes it apart in a way of its own.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from threading import local
from typing import NamedTuple

import snowballstemmer

LONGEST = 60  # characters of a word
BREAK = "0"  # stands between words that are no neighbours; no word gives this token
LARGEST = 500_000  # characters of different tokens in one text: PostgreSQL takes a megabyte with their places
_SHORTEST = 4  # letters that stay when a genitive's s is taken off
# A word; accents may be characters of their own, and soft hyphens stand anywhere.
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u00ad])*")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Letters that Unicode does not take apart.
_FOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe"}
)
_PLAIN = re.compile("[a-z][a-z0-9]*")
_stemmers = local()  # a stemmer keeps the word at hand in itself, so each thread has one


class Place(NamedTuple):
    """A word and where it stands in its text."""

    start: int
    end: int
    word: str


class Forms(NamedTuple):
    """What else a word is found by: the stems of its base forms, and of the parts of a compound in their order."""

    lemmas: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def places(text: str) -> Iterator[Place]:
    """The words of `text` in order; a hyphen parts words."""
    return (Place(match.start(), match.end(), match[0]) for match in _WORD.finditer(text))


@lru_cache(maxsize=100_000)
def word_key(word: str) -> str:
    """`word` without case and accents, umlauts written as two letters: what different spellings of one form share.

    >>> word_key("Kämpfer"), word_key("KAEMPFER"), word_key("Straße")
    ('kaempfer', 'kaempfer', 'strasse')
    """
    text = unicodedata.normalize("NFKC", word[: 4 * LONGEST].replace("\u00ad", "")).casefold()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_UMLAUTS)).translate(_FOLDED)
    return "".join(character for character in text if character.isalnum())[:LONGEST]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The token of a word: its German stem; empty where nothing of it can be compared.

    >>> stem("Nordkoreas"), stem("Granaten"), stem("Häuser"), stem("300")
    ('nordkorea', 'granat', 'haus', 'n300')
    """
    return _token(_without_s(_stemmer().stemWord(word_key(word))))


def beginning(word: str) -> str:
    """The token that all words have which begin with these letters, as far as they are not inflected."""
    return _token(word_key(word).replace("ae", "a").replace("oe", "o"))


def tokens(text: str, forms: Mapping[str, Forms]) -> str:
    """The tokens of `text` in order, then what its words are found by as well, with blanks between; ends in a break.

    `forms` by `word_key`. What goes beyond LARGEST is left out.
    """
    words = [place.word for place in places(text)]
    more = dict.fromkeys(_more(forms.get(key) for key in dict.fromkeys(map(word_key, words))))
    return " ".join(_bounded([*filter(None, map(stem, words)), BREAK, *more]))


def joined(texts: Iterable[str], forms: Mapping[str, Forms]) -> str:
    """The tokens of several texts, each of them once."""
    return " ".join(_bounded([part for text in dict.fromkeys(texts) for part in tokens(text, forms).split()]))


def keys_of(texts: Iterable[str]) -> set[str]:
    """The keys of all words of `texts`, by which their forms are looked up."""
    return {key for text in texts for place in places(text) if (key := word_key(place.word))}


def stems_of(word: str, forms: Mapping[str, Forms]) -> set[str]:
    """Everything that a word of a text is found by."""
    known = forms.get(word_key(word), Forms())
    return {stem(word), *known.lemmas, *known.parts} - {""}


def _more(found: Iterable[Forms | None]) -> Iterator[str]:
    """Stems of base forms and parts, as text: parts stay side by side, so that a phrase finds the compound."""
    for forms in found:
        for told in (*((lemma,) for lemma in forms.lemmas), forms.parts) if forms else ():
            if told:
                yield f"{' '.join(told)} {BREAK}"


def _bounded(found: Collection[str]) -> Iterator[str]:
    seen, size = set[str](), 0
    for token in found:
        if token not in seen:
            seen.add(token)
            size += len(token)
        if size > LARGEST:
            return
        yield token


def _stemmer() -> snowballstemmer.stemmer:
    if not hasattr(_stemmers, "german"):
        _stemmers.german = snowballstemmer.stemmer("german")
    return _stemmers.german


def _without_s(word: str) -> str:
    """The stemmer leaves the s of a genitive behind a vowel, as in names: Nordkoreas, Moskaus, Kiews."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST else word


def _token(word: str) -> str:
    """`word` in letters and digits that every database leaves together; other scripts as the numbers of their letters."""
    if not word or _PLAIN.fullmatch(word):
        return word
    if word.isascii():
        return f"n{word}"
    return "u" + "".join(f"{ord(character):05x}" for character in word)
