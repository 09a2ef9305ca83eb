"""Parts of speech and lemmas by HanTa, and the German subjunctive of reported speech from the forms."""

import re
from functools import cache, lru_cache
from typing import Any

from HanTa.HanoverTagger import HanoverTagger
from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.lexicon import lexicon

LONGEST_WORD = 60  # characters; longer strings are no German words, and analysing them costs their square
LONGEST_RUN = 120  # tokens tagged in one go
REMEMBERED = 30_000  # words and their analyses

_PAST_STEMS = ("te", "ten")
_PLURAL_SUBJUNCTIVE = frozenset(lexicon("grammar")["plural_subjunctive"])
_SECOND_SUBJUNCTIVE = frozenset(lexicon("grammar")["second_subjunctive"]) | (
    _PLURAL_SUBJUNCTIVE - {"seien", "sollten", "wollten", "blieben", "hielten", "verliefen", "beruhten"}
)
_FIRST_IRREGULAR = {"sei": "sein", "seien": "sein", "seiest": "sein"}


_EITHER = re.compile(r"k?eine?[:*/_]-?(?:e[rnms]?|[rnms])$", re.IGNORECASE)  # "ein*e", "eine:r"
_STOPS = frozenset(".,;:!?")
_MONTHS = frozenset(
    {
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    }
)
_OPENERS = frozenset('„“"»«‚‘›')
_CLOSED = frozenset(
    {
        "APPR",
        "APPRART",
        "ART",
        "PPER",
        "PPOSAT",
        "PDAT",
        "PDS",
        "PIAT",
        "PIS",
        "PROAV",
        "PAV",
        "ADV",
        "KON",
        "KOUS",
        "PWAV",
        "PWS",
    }
)
_NAMES = frozenset({"NE", "FM"})
_SHORTEST_PART = 3  # letters
_CONTENT = frozenset({"NN", "ADJ", "VV", "VVnp", "NE"})  # sorts of morphemes
_DETERMINING = ("ART", "ADJ(A)", "PPOSAT", "PDAT", "PIAT", "APPRART")


@cache
def _tagger() -> Any:
    """HanTa, made to remember the words that it does not know by heart and their lemmas: both cost most of its time,
    depend on nothing but the word (and its tag), and come again in the next sentence and the next article."""
    tagger = HanoverTagger("morphmodel_ger.pgz")
    for name in ("analyze_forward", "_analyze"):
        setattr(tagger, name, lru_cache(maxsize=REMEMBERED)(getattr(tagger, name)))
    return tagger


@Language.component("factbase_morphology", assigns=["token.tag", "token.lemma"])
def morphology(doc: Doc) -> Doc:
    """Sets tag (HanTa's, after STTS: "VV(FIN)", "NN", "NE", "ADJ(A)", "$." …) and lemma of every token. Marks and
    symbols are tagged here: to the tagger they would be words that it does not know."""
    for sentence in doc.sents:
        words = []
        for token in sentence:
            if _is_word(token.text):
                words.append(token)
            elif not token.is_space:
                token.tag_, token.lemma_ = "$(", token.text
        for at in range(0, len(words), LONGEST_RUN):
            _tag(words[at : at + LONGEST_RUN])
        _mend(words)
    return doc


def _open_anew(word: Token) -> None:
    """A sentence that begins inside a quotation has a capital that the tagger takes for a name's: "In" of „In Kiel …“."""
    if word.tag_ in {"NE", "NN", "FM", "XY"} and not word.is_sent_start and word_class(word.text) in _CLOSED:
        word.tag_, word.lemma_ = word_class(word.text), word.lower_


def _mend(words: list[Token]) -> None:
    """What the tagger takes for names: a month is none, nor is "Richtung" before one, which is a preposition there."""
    for at, word in enumerate(words):
        if word.i in word.doc._.breaks or (word.i and word.nbor(-1).text in _OPENERS):
            _open_anew(word)
        following = words[at + 1] if at + 1 < len(words) else None
        named = following is not None and following.tag_ in {"NE", "FM"}
        if _EITHER.match(word.text):
            word.tag_, word.lemma_ = "ART", "ein"
        if word.text in _MONTHS and word.tag_ == "NE" and not named:
            word.tag_ = "NN"
        elif word.text == "Richtung" and named and not (at and words[at - 1].tag_.startswith(_DETERMINING)):
            word.tag_, word.lemma_ = "APPR", "richtung"
        elif word.text == "Mais":
            word.lemma_ = "Mais"  # not the plural of May


def _is_word(text: str) -> bool:
    return text in _STOPS or any(c.isalnum() for c in text)


def _tag(tokens: list[Token]) -> None:
    """A name is its own lemma: taking an unknown one to pieces costs much and tells nothing."""
    words = [token.text if len(token.text) <= LONGEST_WORD else "X" for token in tokens]
    for token, word, tag in zip(tokens, words, _tagger().tag_sent(words, taglevel=0), strict=True):
        token.tag_ = tag
        token.lemma_ = word if tag in _NAMES else _tagger().analyze(word, pos=tag)[0]


def parts_of(noun: str, tag: str) -> tuple[str, ...]:
    """The lemmas of what a compound is made of, its head last; those between them and endings left out."""
    if not noun.isalpha() or len(noun) > LONGEST_WORD:
        return ()
    parts = _tagger().analyze(noun, pos=tag, taglevel=3)[1]
    found = tuple(part.capitalize() if sort == "NN" else part for part, sort in parts if sort in _CONTENT)
    return found if all(len(part) >= _SHORTEST_PART for part in found) else ()


@lru_cache(maxsize=10_000)
def word_class(word: str) -> str:
    """The tag of a single word, whatever stands around it: "NN" of "Paket", "PPER" of "Er"."""
    return str(_tagger().analyze(word)[1]) if word.isalpha() and len(word) <= LONGEST_WORD else ""


def known_words() -> list[str]:
    """The German words and stems that the tagger knows by heart."""
    stems = (word for table in _tagger().stemdict.values() for word in table)
    return [*_tagger().cache, *(word for word in stems if isinstance(word, str))]


def known_nouns() -> frozenset[str]:
    """The nouns that the tagger knows as parts of words, in small letters."""
    return frozenset(_tagger().LP_m_t[_tagger().tag2int["NN"]])


def known_names() -> frozenset[str]:
    """The names that it knows so."""
    return frozenset(_tagger().LP_m_t[_tagger().tag2int["NE"]])


def lemma_of(word: str) -> tuple[str, str]:
    """The base form of a single word and its tag, whatever stands around it; a word that is too long is its own."""
    if len(word) > LONGEST_WORD:
        return word, "XY"
    lemma, tag = _tagger().analyze(word)
    return str(lemma), str(tag)


def is_finite(token: Token) -> bool:
    """Is this a finite verb?"""
    return token.tag_ in {"VV(FIN)", "VA(FIN)", "VM(FIN)"}


def is_verb(token: Token) -> bool:
    """Is this a verb in any form?"""
    return token.tag_.startswith("V")


def is_noun(token: Token) -> bool:
    """Is this a common noun or a name?"""
    return token.tag_ in {"NN", "NE", "FM"} or (token.tag_.startswith("NN") and token.text[:1].isupper())


def is_first_subjunctive(token: Token) -> bool:
    """Is the form that of reported speech and no other in the third person: sei, habe, werde, könne, gebe, plane?"""
    word = token.lower_
    if word in _FIRST_IRREGULAR:
        return True
    if not is_finite(token) or not word.endswith("e"):
        return False
    lemma = token.lemma_.lower()
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    return word == stem + "e" and not token.text[:1].isupper()


def is_second_subjunctive(token: Token) -> bool:
    """Is the form one of the second subjunctive that cannot be anything else: hätte, wäre, würde, könnten?"""
    return token.lower_ in _SECOND_SUBJUNCTIVE
