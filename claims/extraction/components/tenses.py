"""The tense of a clause from its verbs: German says it with the finite verb and what stands with it."""

from collections.abc import Sequence

from spacy.tokens import Token

from claims.extraction.components.clauses import finite_verb
from claims.extraction.components.morphology import is_second_subjunctive, is_verb
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Tense

_VERBS = lexicon("verbs")
_WITH_SEIN = tuple(_VERBS["perfect_with_sein"])
_PRETERITES = frozenset(_VERBS["preterites"])
_IN_T = tuple(_VERBS["preterites_in_t"])
_PRESENTS = frozenset(_VERBS["presents"])
_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "über", "unter", "wider", "hinter")
_ALIKE = tuple(_VERBS["participles_like_infinitives"])
_REPLACED = frozenset({"wollen", "müssen", "können", "sollen", "dürfen", "lassen", "sehen", "hören"})
_MODALS = frozenset({"müssen", "können", "sollen", "dürfen"})
_PARTICIPLES = frozenset({"VV(PP)", "VA(PP)", "VM(PP)"})


def tense_of(words: Sequence[Token], *, indirect: bool = False) -> Tense:
    """The tense of the statement that `words` make (embedded clauses left out). `indirect`: plural past forms may stand
    for the subjunctive of reported speech ("die Gräben verliefen"), which says nothing of time."""
    finite = finite_verb(words)
    if finite is None:
        if words and words[-1].lower_ == "werden":
            return "future" if _has_infinitive(words, words[-1]) else "present"
        return "past" if any(word.tag_ in _PARTICIPLES for word in words) else "present"
    if is_past_perfect(words, finite):
        return "past"
    if finite.lemma_.lower() == "werden" and finite.lower_ not in {"wurde", "wurden"}:
        conditional = finite.lower_ in {"würde", "würden"} and not indirect
        return "future" if not conditional and _has_infinitive(words, finite) else "present"
    return "past" if is_preterite(finite, indirect=indirect) else "present"


def is_past_perfect(words: Sequence[Token], finite: Token) -> bool:
    """Is it a form of the perfect: haben or sein, finite or infinite, with a participle?"""
    lemmas = {finite.lemma_.lower()} | {word.lemma_.lower() for word in words if word.tag_ == "VA(INF)"}
    has = "haben" in lemmas or finite.lower_ in {"hatte", "hatten", "hätte", "hätten"}
    if has and _has_replaced_participle(words, finite):
        return True
    participles = [word for at, word in enumerate(words) if word is not finite and _is_participle(words, at)]
    if not participles or not (has or "sein" in lemmas):
        return False
    return has or any(
        word.lower_ in {"worden", "gewesen"} or word.lemma_.lower().endswith(_WITH_SEIN) for word in participles
    )


def _is_participle(words: Sequence[Token], at: int) -> bool:
    """Also where it has the form of the infinitive ("erhalten"), unless a "zu" stands before it."""
    word = words[at]
    if word.tag_ in _PARTICIPLES:
        return not _is_infinitive(word)
    alike = word.tag_ in {"VV(INF)", "VV(FIN)"} and word.lower_ == word.lemma_.lower() and _is_alike(word)
    return alike and not (at and words[at - 1].tag_ == "PTKZU")


def _is_alike(verb: Token) -> bool:
    """ "erhalten", "vergessen", "bekommen": a strong verb with a prefix that takes no "ge-"."""
    return verb.lower_.startswith(_INSEPARABLE) and verb.lower_.endswith(_ALIKE)


def _has_replaced_participle(words: Sequence[Token], finite: Token) -> bool:
    """ "habe helfen wollen", "hat sich bestätigen lassen": the infinitive that stands for a participle beside another."""
    infinitives = [
        word for word in words if word is not finite and word.lower_ == word.lemma_.lower() and is_verb(word)
    ]
    free = not any(word.tag_ in {"PTKZU", "VV(IZU)"} for word in words)
    return free and len(infinitives) > 1 and infinitives[-1].lemma_.lower() in _REPLACED


def _has_infinitive(words: Sequence[Token], finite: Token) -> bool:
    """Does an infinitive without "zu" stand with the finite verb ("wird kommen", "gebaut werden wird")?"""
    for at, word in enumerate(words):
        bare = word is not finite and not (at and words[at - 1].tag_ == "PTKZU")
        if bare and (_is_infinitive(word) or _is_taken_for_finite(word) or word.lemma_ in _MODALS):
            return True
    return False


def _is_taken_for_finite(word: Token) -> bool:
    """An infinitive at the end that looks like a plural: a clause has one finite verb, and that is "werden" here."""
    return word.tag_ == "VV(FIN)" and word.lower_ == word.lemma_.lower() and not _is_alike(word)


def _is_infinitive(word: Token) -> bool:
    """Also where it was taken for a participle, unless its prefix makes the two alike ("vergessen", "erhalten")."""
    if word.tag_ in {"VV(INF)", "VA(INF)", "VM(INF)"}:
        return True
    return word.tag_ == "VV(PP)" and word.lower_ == word.lemma_.lower() and not word.lower_.startswith(_INSEPARABLE)


def is_preterite(verb: Token, *, indirect: bool = False) -> bool:
    """Is the finite verb a past form: sagte, ging, wurden, abzog? Plurals do not count where they may be reported speech."""
    word = verb.lower_
    if indirect and word.endswith("en") and word not in {"waren", "wurden", "hatten"}:
        return False
    if word in _PRETERITES:
        return True
    if word in _PRESENTS or verb.tag_ != "VV(FIN)" or is_second_subjunctive(verb):
        return False
    return _is_weak(word, verb.lemma_.lower()) or _is_strong(word, verb.lemma_.lower())


def _is_weak(word: str, lemma: str) -> bool:
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    return word in {stem + ending for ending in ("te", "ten", "ete", "eten")} or (
        word.endswith(("te", "ten")) and not word.startswith(stem[:4])
    )


def _is_strong(word: str, lemma: str) -> bool:
    """A strong past form has neither the -t nor the -e of the present, or another vowel than the infinitive."""
    if word.endswith("t"):
        stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
        return (
            word.endswith(_IN_T)
            and word not in {stem + "t", stem + "et"}
            and (not word.endswith("tritt") or word.endswith("stritt"))
        )
    if word.endswith("en"):
        return word != lemma and not any(umlaut in word for umlaut in "äöü")
    return not word.endswith(("e", "st", "n"))
