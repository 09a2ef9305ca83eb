"""What the main clause of a statement leaves open by its own verb and adverbs: "könnte", "muss gewesen sein", "vermutlich"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extraction.components.clauses import finite_verb
from claims.extraction.components.tenses import is_past_perfect
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Certainty

_WORDS = lexicon("modality")
_ADVERBS: dict[str, Certainty] = {phrase: level for level, phrases in _WORDS["adverbs"].items() for phrase in phrases}
_LONGEST = max(len(phrase.split()) for phrase in _ADVERBS)
_NOT_WOHL = frozenset(_WORDS["not_wohl"])
_STATES = frozenset(_WORDS["hearsay"]["states"])
_PLANS = frozenset(_WORDS["hearsay"]["plans"])
_SPANS = frozenset(_WORDS["spans_of_time"])
_MODALS: dict[str, Certainty] = {
    "könnte": "possible",
    "könnten": "possible",
    "dürfte": "probable",
    "dürften": "probable",
}
# Verbs that infer what has happened where they stand with a perfect: "muss gewusst haben", "wird vergessen haben".
_INFERRING: dict[str, Certainty] = {
    "können": "possible",
    "mögen": "possible",
    "müssen": "probable",
    "werden": "probable",
}
_DETERMINERS = ("ART", "APPR", "PPOSAT", "PIAT", "PDAT", "ADJ(A)")

Left = tuple[Certainty, str]  # how sure the statement is of itself, and the word that says so


def left_open(main: Sequence[Token], *, negated: bool = False, permitted: bool = False) -> Left | None:
    """How sure the clause `main` is of itself; None: it does not say. `negated`: it holds a negation; `permitted`: it is told
    by who makes rules, whose "dürften" is a permission."""
    verb = _of_verb(main, negated=negated, permitted=permitted)
    found = [verb] if verb is not None else [*_adverbs(main), *_likelihoods(main), *_guesses(main)]
    return min(found, key=lambda one: one[0] != "possible", default=None)


def _of_verb(main: Sequence[Token], *, negated: bool, permitted: bool) -> Left | None:
    finite = finite_verb(main)
    if finite is None or any(word.lower_ == "unmöglich" for word in main):
        return None
    if finite.lower_ in _MODALS:
        allowed = permitted and finite.lower_ == "dürften"
        return None if allowed else (_MODALS[finite.lower_], finite.text)
    if finite.lemma_ == "scheinen":
        return ("probable", finite.text) if any(word.tag_ == "PTKZU" for word in main) else None
    level = None if negated else _inferred(main, finite)
    return (level, finite.text) if level else None


def _inferred(main: Sequence[Token], finite: Token) -> Certainty | None:
    """ "müsse sich ausgekannt haben", "mag echt sein", "müsste in drei Tagen eintreffen"; a duty, a term or a liking is none."""
    if _is_span(main):
        return "probable" if finite.lower_ in {"müsste", "müssten"} else None
    if {word.lower_ for word in main} & _PLANS:
        return None
    if _is_done(main, finite):
        return _INFERRING.get(finite.lemma_.lower())
    state = any(word.tag_ in {"VV(INF)", "VA(INF)"} and word.lemma_.lower() in _STATES for word in main)
    return "possible" if finite.lower_ in {"mag", "mögen"} and state else None


def _is_done(main: Sequence[Token], finite: Token) -> bool:
    """Is it of what has happened? Taggers take "haben" before a comma for a finite verb."""
    has = any(word.lower_ == "haben" for word in main if word is not finite)
    return is_past_perfect(main, finite) or (has and any(word.tag_ == "VV(PP)" for word in main))


def _is_span(main: Sequence[Token]) -> bool:
    """Does it say how long something takes from now on: "in elf Tagen"?"""
    return any(
        first.lower_ in {"in", "binnen"} and unit.lower_ in _SPANS
        for at, first in enumerate(main)
        for unit in main[at + 2 : at + 4]
    )


def _adverbs(main: Sequence[Token]) -> Iterator[Left]:
    for at in range(len(main)):
        for size in range(min(_LONGEST, len(main) - at), 0, -1):
            phrase = " ".join(part.lower_ for part in main[at : at + size])
            level = _ADVERBS.get(phrase)
            if level is not None and (size > 1 or _is_adverb(main, at)):
                yield level, phrase
                break


def _is_adverb(main: Sequence[Token], at: int) -> bool:
    """Is it said of the clause, and not "sehr wohl", "das Wohl" or part of a noun phrase ("vielleicht 200 Leute", "die
    scheinbar harmlose Beere")?"""
    word = main[at]
    following = main[at + 1].tag_ if at + 1 < len(main) else ""
    before = main[at - 1].tag_ if at else ""
    attribute = following == "ADJ(A)" and before.startswith(_DETERMINERS)
    if word.tag_.startswith("ADJ(A)") or following == "CARD" or attribute:
        return False
    if word.lower_ != "wohl":
        return True
    around = {main[other].lower_ for other in (at - 1, at + 1) if 0 <= other < len(main)}
    return not around & _NOT_WOHL and (word.text == "wohl" or at == 0)


def _likelihoods(main: Sequence[Token]) -> Iterator[Left]:
    """ "mit 80-prozentiger Wahrscheinlichkeit", "mit einer Wahrscheinlichkeit von zwei Dritteln"."""
    for at, word in enumerate(main):
        before = [other.lower_ for other in main[max(0, at - 4) : at]]
        figure = any(other.endswith(("prozentiger", "prozent")) and not other.startswith("hundert") for other in before)
        if "mit" in before and (word.lower_ == "wahrscheinlichkeit" or (word.lower_ == "sicherheit" and figure)):
            yield "probable", word.text


def _guesses(main: Sequence[Token]) -> Iterator[Left]:
    """ "Die haben sich bestimmt verlaufen": of what has happened, "bestimmt" is a guess; of what is to come, a promise."""
    finite = finite_verb(main)
    at = next((at for at, word in enumerate(main) if word.lower_ == "bestimmt"), len(main))
    rest = main[at + 1 :]
    if finite is not None and any(word.tag_ == "VV(PP)" for word in rest) and is_past_perfect(rest, finite):
        yield "probable", main[at].text
