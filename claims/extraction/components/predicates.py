"""Predicates over a statement ("Moskau bestreitet", "es sei nicht ausgeschlossen", "stellt in Frage"): what they leave of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from claims.extraction.components.morphology import is_verb
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Certainty, Polarity

_WORDS = lexicon("modality")
_NEGATIONS = frozenset(_WORDS["negations"])
_NO_NEGATIONS = frozenset(_WORDS["no_negations"])
_COMPARING = frozenset({"wie", "wenn", "falls", "wo", "sofern", "soweit"})

Entry = tuple[int, dict[str, Any]]  # the rank of a predicate among all, and what the list says of it


@dataclass(frozen=True, slots=True)
class Commitment:
    """Certainty and polarity, and the word that decided. `yields`: what the statement says of itself goes before."""

    certainty: Certainty
    polarity: Polarity
    why: str | None = None
    yields: bool = False


def keys(word: Token, clause: Sequence[Token]) -> Iterator[str]:
    """What a word may be listed as: itself, its lemma, its lemma with the prefix that stands apart in the clause."""
    lemma = word.lemma_.lower()
    if is_verb(word):
        yield from (part.lower_ + lemma for part in clause if part.tag_ == "PTKVZ" and part.i > word.i)
    yield lemma
    yield word.lower_


def own_keys(word: Token, words: Sequence[Token]) -> list[str]:
    """The keys of a word; a verb whose prefix stands apart is only the whole verb ("schließt … aus")."""
    found = list(keys(word, words))
    return found[:1] if is_verb(word) and len(found) > 2 else found


def is_negation(words: Sequence[Token], at: int) -> bool:
    """Does words[at] negate? "nicht nur" does not, nor does "nichts anderes als"."""
    if words[at].lower_ not in _NEGATIONS:
        return False
    return " ".join(word.lower_ for word in words[at : at + 2]) not in _NO_NEGATIONS


def negations(words: Sequence[Token]) -> list[Token]:
    """The words that negate."""
    return [word for at, word in enumerate(words) if is_negation(words, at)]


def predicate(words: Sequence[Token]) -> Commitment | None:
    """What a clause over a statement leaves of it; None: all of it. First listed, first heard."""
    found = [*_by_words(words), *_by_phrases(words)]
    return min(found, key=lambda one: one[0])[1] if found else None


def is_aside(words: Sequence[Token], at: int) -> bool:
    """Is words[at] no predicate but an aside: "so bald wie möglich", "wenn möglich"?"""
    return at > 0 and words[at - 1].lower_ in _COMPARING and not is_verb(words[at])


@cache
def _predicates() -> tuple[dict[str, list[Entry]], list[tuple[list[str], Entry]]]:
    """Entries by word, and those of several words; a comma among these is the end of the clause."""
    single: dict[str, list[Entry]] = {}
    phrases: list[tuple[list[str], Entry]] = []
    for rank, entry in enumerate(_WORDS["predicates"]):
        for word in entry["words"]:
            parts = word.replace(",", " ,").split()
            if len(parts) > 1:
                phrases.append((parts, (rank, entry)))
            else:
                single.setdefault(word, []).append((rank, entry))
    return single, phrases


def _by_words(words: Sequence[Token]) -> Iterator[tuple[int, Commitment]]:
    negated = bool(negations(words))
    for at, word in enumerate(words):
        if word.tag_.startswith("ADJ(A)") or is_aside(words, at):
            continue
        for key in own_keys(word, words):
            for entry in _predicates()[0].get(key, ()):
                yield from _left(entry, key, words, negated=negated)


def _by_phrases(words: Sequence[Token]) -> Iterator[tuple[int, Commitment]]:
    said = [*(word.lower_ for word in words), ","]
    denials = [at for at in range(len(words)) if is_negation(words, at)]
    for parts, entry in _predicates()[1]:
        size = len(parts)
        for at in range(len(said) - size + 1):
            if said[at : at + size] == parts:
                inside = sum(is_negation(words, other) for other in range(at, min(at + size, len(words))))
                negated = len(denials) > inside
                yield from _left(entry, " ".join(parts).removesuffix(" ,"), words, negated=negated)


def _left(entry: Entry, key: str, words: Sequence[Token], *, negated: bool) -> Iterator[tuple[int, Commitment]]:
    """What `entry` says, where its other words stand there too."""
    rank, says = entry
    leaves = says.get("negated" if negated else "plain")
    if leaves is None or ("with" in says and not _has(words, says["with"])):
        return
    certainty, polarity = leaves
    yield rank, Commitment(certainty, polarity, f"nicht {key}" if negated else key, yields=says.get("yields", False))


def _has(words: Sequence[Token], wanted: Sequence[str]) -> bool:
    return any(key in wanted for word in words for key in keys(word, words))
