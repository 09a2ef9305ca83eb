"""How firmly the origin stands by a statement (certainty), and whether it affirms or denies it (polarity), after FactBank.

What decides, first found: a question or ob-clause; a predicate over the statement ("dementiert, dass", "es sei unwahrscheinlich,
dass", "bleibt unklar"); the verb of its main clause ("könnte", "dürfte"); an adverb there ("vermutlich"). Subordinate
clauses inside weaken nothing, the first subjunctive neither, and a "nicht" inside belongs to what is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from claims.extraction.components.clauses import clauses, complement, finite_verb, main_words
from claims.extraction.components.morphology import is_verb
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Certainty, Polarity

_WORDS = lexicon("modality")
_NEGATIONS = frozenset(_WORDS["negations"])
_ADVERBS: dict[str, Certainty] = {phrase: level for level, phrases in _WORDS["adverbs"].items() for phrase in phrases}
_LONGEST = max(len(phrase.split()) for phrase in _ADVERBS)
_OF_NOUNS = frozenset(_WORDS["of_nouns"])
_COPULAS = frozenset(_WORDS["copulas"])
_TRANSPARENT = frozenset(_WORDS["transparent"])
_NOT_WOHL = frozenset(_WORDS["not_wohl"])
_MODALS: dict[str, Certainty] = {
    "könnte": "possible",
    "könnten": "possible",
    "dürfte": "probable",
    "dürften": "probable",
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """Certainty and polarity, and the word that decided."""

    certainty: Certainty
    polarity: Polarity
    why: str | None = None


CERTAIN = Commitment("certain", "positive")


def commitment(inner: Sequence[Token], outer: Sequence[Token]) -> Commitment:
    """Of the statement `inner` (one sentence), reported by the words `outer` (may be empty)."""
    if not inner:
        return CERTAIN
    asked = _asked(inner)
    over = _first(predicate(clause.words) for clause in clauses(outer))
    main = main_words(inner)
    stated = _over_complement(inner, main) or _of_noun(inner, main) or _after_opening(inner)
    if asked and not (over and over.polarity == "negative"):
        return asked
    own = _inside(proposition(inner))
    return _weaker(over or stated, own) or CERTAIN


def _first(found: Iterator[Commitment | None]) -> Commitment | None:
    return next((one for one in found if one is not None), None)


def _weaker(over: Commitment | None, own: Commitment | None) -> Commitment | None:
    """The predicate over the statement decides, unless it is sure of what the statement itself leaves open."""
    if over is None or (own is not None and over.certainty == "certain" and over.polarity == "positive"):
        return own or over
    return over


def _asked(words: Sequence[Token]) -> Commitment | None:
    clause = next(iter(clauses(words)), None)
    if clause is not None and clause.kind == "ob":
        return Commitment("unknown", "positive", "ob")
    last = next((word.text for word in reversed(words) if word.text in {".", "!", "?", "…"}), "")
    return Commitment("unknown", "positive", "?") if last == "?" else None


def proposition(words: Sequence[Token]) -> list[Token]:
    """The words of the main statement; after "ich glaube, dass" and the like those of what is believed."""
    main = main_words(words)
    said = complement(words) or _second_main(words)
    if said and any(key in _TRANSPARENT for word in main for key in keys(word, main)):
        return main_words(said)
    return main


def _second_main(words: Sequence[Token]) -> list[Token]:
    """The words after "Ich glaube," where a main clause follows a short first one."""
    first = clauses(words)[:2]
    if len(first) < 2 or first[0].kind != "main" or first[1].kind != "main" or len(first[0].words) > 5:
        return []
    start = first[1].words[0].i
    return [word for word in words if word.i >= start]


def keys(word: Token, clause: Sequence[Token]) -> Iterator[str]:
    """What a word may be listed as: itself, its lemma, its lemma with the prefix that stands apart in the clause."""
    lemma = word.lemma_.lower()
    if is_verb(word):
        yield from (part.lower_ + lemma for part in clause if part.tag_ == "PTKVZ" and part.i > word.i)
    yield lemma
    yield word.lower_


@cache
def _predicates() -> dict[str, tuple[int, dict[str, list[str]]]]:
    return {word: (rank, entry) for rank, entry in enumerate(_WORDS["predicates"]) for word in entry["words"]}


def predicate(words: Sequence[Token]) -> Commitment | None:
    """What a clause over a statement ("Moskau bestreitet", "es sei nicht ausgeschlossen") leaves of it; None: all of it."""
    negated = any(is_negation(words, at) for at in range(len(words)))
    found = [
        (rank, key, entry["negated" if negated else "plain"])
        for word in words
        if not word.tag_.startswith("ADJ(A)")
        for key in _own_keys(word, words)
        for rank, entry in (_predicates().get(key, (0, {})),)
        if ("negated" if negated else "plain") in entry
    ]
    if not found:
        return None
    _, key, (certainty, polarity) = min(found, key=lambda one: one[0])
    return Commitment(certainty, polarity, f"nicht {key}" if negated else key)  # type: ignore[arg-type]


def _own_keys(word: Token, words: Sequence[Token]) -> Iterator[str]:
    """The keys of a word; a verb whose prefix stands apart is only the whole verb ("schließt … aus")."""
    found = list(keys(word, words))
    return iter(found[:1] if is_verb(word) and len(found) > 2 else found)


def is_negation(words: Sequence[Token], at: int) -> bool:
    """Does words[at] negate? "nicht nur" does not."""
    if words[at].lower_ not in _NEGATIONS:
        return False
    return not (words[at].lower_ == "nicht" and at + 1 < len(words) and words[at + 1].lower_ in {"nur", "zuletzt"})


def _over_complement(inner: Sequence[Token], main: Sequence[Token]) -> Commitment | None:
    """What the statement's own main clause says of its dass- or ob-clause: "Es sei unwahrscheinlich, dass …"."""
    said = complement(inner)
    if not said:
        return None
    before = [word for word in main if word.i < said[0].i]
    after = [word for word in main if word.i > said[-1].i]
    found = predicate(before or after)
    can_be = finite_verb(main)
    if (
        found is None
        and can_be is not None
        and can_be.lemma_ == "können"
        and any(word.lower_ == "sein" for word in main)
    ):
        return Commitment("possible", "positive", f"{can_be.text} sein")
    return found


def _after_opening(inner: Sequence[Token]) -> Commitment | None:
    """What the clause after a statement that opens its sentence says of it: "Dass es regnet, ist nicht belegt"."""
    parts = clauses(inner)
    if not parts or parts[0].kind != "dass":
        return None
    over = next((part for part in parts[1:] if part.finite is not None and part.finite is part.words[0]), None)
    return predicate(over.words) if over else None


def _of_noun(inner: Sequence[Token], main: Sequence[Token]) -> Commitment | None:
    """What is said of a noun: "Ein Angriff sei möglich", "Von Rückzug könne keine Rede sein"."""
    finite = finite_verb(main)
    if finite is None:
        return None
    negated = any(is_negation(main, at) for at in range(len(main)))
    if negated and any(word.text == "Rede" for word in main) and any(word.lower_ == "sein" for word in main):
        return Commitment("certain", "negative", "keine Rede")
    words = [word for word in main if word.lower_ in _OF_NOUNS and not word.tag_.startswith("ADJ(A)")]
    if not words or not _COPULAS & {word.lemma_.lower() for word in main if is_verb(word)}:
        return None
    to_do = any(word.tag_ in {"PTKZU", "VV(IZU)"} for word in inner)
    if words[0].lower_ in {"möglich", "offen"} and (to_do or negated or not _stays(words[0], main)):
        return None
    return predicate([words[0], *[word for word in main if word.lower_ in _NEGATIONS]])


def _stays(word: Token, main: Sequence[Token]) -> bool:
    """A border is open, a question stays open."""
    return word.lower_ != "offen" or any(
        other.lemma_ == "bleiben" or other.lower_ in {"noch", "frage"} for other in main
    )


def _inside(main: Sequence[Token]) -> Commitment | None:
    """What the main clause's verb and adverbs leave."""
    finite = finite_verb(main)
    if finite is not None and finite.lower_ in _MODALS:
        return Commitment(_MODALS[finite.lower_], "positive", finite.text)
    found = _adverb(main)
    if (
        found is None
        and finite is not None
        and finite.lemma_ == "scheinen"
        and any(word.tag_ == "PTKZU" for word in main)
    ):
        return Commitment("probable", "positive", finite.text)
    return found


def _adverb(main: Sequence[Token]) -> Commitment | None:
    found: list[Commitment] = []
    for at in range(len(main)):
        for size in range(min(_LONGEST, len(main) - at), 0, -1):
            phrase = " ".join(part.lower_ for part in main[at : at + size])
            level = _ADVERBS.get(phrase)
            if level is not None and (size > 1 or _is_adverb(main, at)):
                found.append(Commitment(level, "positive", phrase))
                break
    return min(found, key=lambda one: one.certainty != "possible", default=None)


def _is_adverb(main: Sequence[Token], at: int) -> bool:
    """Is it said of the clause, and not "sehr wohl", "das Wohl" or part of a noun phrase with a number?"""
    word = main[at]
    if word.tag_.startswith("ADJ(A)") or (at + 1 < len(main) and main[at + 1].tag_ == "CARD"):
        return False
    if word.lower_ != "wohl":
        return True
    around = {main[other].lower_ for other in (at - 1, at + 1) if 0 <= other < len(main)}
    return not around & _NOT_WOHL and (word.text == "wohl" or at == 0)
