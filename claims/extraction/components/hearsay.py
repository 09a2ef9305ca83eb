"""Where the article keeps its distance from what it passes on: "soll", "angeblich", "nach Angaben von"."""

from collections.abc import Sequence

from spacy.tokens import Token

from claims.extraction.components.clauses import finite_verb
from claims.extraction.components.morphology import is_verb
from claims.extraction.lexicon import lexicon

_WORDS = lexicon("modality")["hearsay"]
_ADVERBS = frozenset(_WORDS["adverbs"])
_LONGEST = max(len(phrase.split()) for phrase in _ADVERBS)
_FRAMES = frozenset(_WORDS["frames"])
_STATES = frozenset(_WORDS["states"])
_ALREADY = frozenset(_WORDS["already"])
_PLANS = frozenset(_WORDS["plans"])


def hearsay(main: Sequence[Token], frame: Sequence[Token]) -> str | None:
    """The word by which the article distances itself in the statement's `main` clause or in its `frame`; None: it does not."""
    return _distant_adverb(main) or _frame(frame) or (_frame(main) if not frame else None) or reported_soll(main)


def _distant_adverb(main: Sequence[Token]) -> str | None:
    for at, word in enumerate(main):
        for size in range(min(_LONGEST, len(main) - at), 0, -1):
            phrase = " ".join(part.lower_ for part in main[at : at + size])
            if phrase in _ADVERBS and not word.tag_.startswith("ADJ(A)"):
                return phrase
    return None


def _frame(words: Sequence[Token]) -> str | None:
    """ "laut X", "X zufolge", "nach Angaben von X", "nach eigenen Angaben"; not "laut" as loud."""
    for at, word in enumerate(words):
        key = word.lower_
        if key not in _FRAMES:
            continue
        if key in {"laut", "lt."} and (
            at + 1 >= len(words) or not words[at + 1].text[0].isalpha() or not _governs(word, words[at + 1])
        ):
            continue
        if key in {"angaben", "angabe"} and "nach" not in {other.lower_ for other in words[max(0, at - 4) : at]}:
            continue
        return word.text
    return None


def _governs(word: Token, following: Token) -> bool:
    noun = following.text[0].isupper() or following.tag_.startswith(("ART", "ADJ(A)", "PPOSAT", "PDAT", "PIAT"))
    return noun and (
        word.tag_.startswith("APPR")
        or following.text[0].isupper()
        or word.text[0].isupper()
        or following.lower_ != "und"
    )


def reported_soll(main: Sequence[Token]) -> str | None:
    """ "soll geliefert haben", "soll in Moskau sein", "soll seit Jahren liefern"; a plan or duty is none of these."""
    finite = finite_verb(main)
    if finite is None or finite.lower_ not in {"soll", "sollen"}:
        return None
    infinitives = [word for word in main if word is not finite and _is_infinitive(word)]
    participles = [word for word in main if word.tag_ in {"VV(PP)", "VA(PP)"}]
    words = {word.lower_ for word in main}
    perfect = participles and any(word.lower_ in {"haben", "sein"} for word in infinitives)
    if perfect:
        done = any(word.lower_ == "haben" for word in infinitives) or "worden" in words or "gewesen" in words
        return finite.text if done or not words & _PLANS else None
    if words & _PLANS or any(word.tag_ == "PTKZU" for word in main):
        return None
    state = bool(infinitives) and infinitives[-1].lemma_.lower() in _STATES
    lasting = bool(words & _ALREADY) and any(is_verb(word) for word in infinitives) and "werden" not in words
    return finite.text if state or lasting else None


def _is_infinitive(word: Token) -> bool:
    """Taggers take an infinitive at the end of a clause for the plural that looks like it."""
    return word.tag_ in {"VV(INF)", "VA(INF)", "VM(INF)"} or (
        word.tag_ == "VV(FIN)" and word.lower_ == word.lemma_.lower()
    )
