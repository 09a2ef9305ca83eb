"""Words around a figure that say how it is meant: "fast", "mehr als", "bis zu", "oder mehr"."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claims.extraction.components.morphology import is_verb
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Qualifier

_WORDS = lexicon("hedges")
_BEFORE: dict[str, Qualifier] = {phrase: name for name, phrases in _WORDS["before"].items() for phrase in phrases}
_AFTER: dict[str, Qualifier] = {phrase: name for name, phrases in _WORDS["after"].items() for phrase in phrases}
_SPEAKING = frozenset(_WORDS["speaking_of"])
_WORTH = tuple(_WORDS["worth"])
_LONGEST = max(len(phrase.split()) for phrase in _BEFORE)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A qualifier and its words[start:end]; without words both are the figure's place."""

    qualifier: Qualifier
    start: int
    end: int


def hedge_before(words: Sequence[Token], at: int, *, between: bool) -> Hedge:
    """The hedge that ends right before words[at]; of two in a row ("bis zu rund") the one that sets a bound.

    `between`: the figure is a range, whose own words are "zwischen" and "von"."""
    start = at
    if between and at and words[at - 1].lower_ == "zwischen":
        start = at - 1
    qualifier: Qualifier = "exact"
    for _ in range(2):
        found = _phrase(words, start)
        if found is None:
            break
        start, name = found
        qualifier = name if qualifier in {"exact", "about"} else qualifier
    return Hedge(qualifier, start, at)


def _phrase(words: Sequence[Token], end: int) -> tuple[int, Qualifier] | None:
    for size in range(min(_LONGEST, end), 0, -1):
        phrase = " ".join(word.lower_ for word in words[end - size : end])
        qualifier = _BEFORE.get(phrase)
        if qualifier is not None and _is_meant(words, end - size, end, phrase):
            return end - size, qualifier
    return None


def _is_meant(words: Sequence[Token], start: int, end: int, phrase: str) -> bool:
    """Is the phrase a hedge here, and not a preposition or adverb of its own?"""
    if not phrase.endswith(".") and any(word.is_sent_start for word in words[start + 1 : end + 1]):
        return False
    if phrase == "über":
        return not _speaks(words, start)
    if phrase == "unter":
        return _compares(words, end)
    if phrase == "ab":
        return words[start].tag_ == "APPR"
    return True


def _speaks(words: Sequence[Token], at: int) -> bool:
    """Is a verb near that takes "über" for what is spoken of, or a noun before it ("ein Vertrag über 20 Züge")?"""
    if at and words[at - 1].lemma_.lower().endswith(_WORTH):
        return True
    near = [word for word in words[max(0, at - 12) : at + 14] if is_verb(word)]
    return any(word.lemma_.lower() in _SPEAKING for word in near)


def _compares(words: Sequence[Token], end: int) -> bool:
    """ "unter 200 Euro", "kamen unter 200 Zuschauer" compare; "unter 200 Bewerbern" is among them."""
    after = words[end : end + 4]
    dative = any(word.tag_.startswith("NN") and word.text.endswith(("ern", "eln")) for word in after[1:])
    measured = any(
        word.lower_ in {"prozent", "euro", "dollar", "grad", "jahren", "millionen", "milliarden", "%", "€"}
        for word in after
    )
    return measured or not dative


def hedge_after(words: Sequence[Token], at: int) -> Hedge | None:
    """The hedge that starts at words[at]: "oder mehr"."""
    phrase = " ".join(word.lower_ for word in words[at : at + 2])
    qualifier = _AFTER.get(phrase)
    compares = at + 2 < len(words) and words[at + 2].lower_ == "als"
    return Hedge(qualifier, at, at + 2) if qualifier and not compares else None
