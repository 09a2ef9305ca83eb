"""Which numbers are figures: not those in ordinals, names, addresses, results, lists and telephone numbers."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from claims.extraction.components.morphology import is_noun
from claims.extraction.components.numerals import digits_value, word_value
from claims.extraction.lexicon import lexicon

_DESIGNATORS = frozenset(lexicon("numerals")["designators"])
_BEFORE_ORDINAL = frozenset(
    (
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "am",
        "zum",
        "im",
        "vom",
        "beim",
        "zur",
        "sein",
        "seine",
        "seinen",
        "ihr",
        "ihre",
        "ihren",
    )
)
_LINKS = frozenset({":", "/", "zu"})


def is_figure(words: Sequence[Token], start: int, end: int) -> bool:
    """Does the number at words[start:end] count or measure something, by the words around it?"""
    refusals = (_is_ordinal, _is_named, _is_result, _is_enumeration, _is_age, _is_number_to_call, _is_capital_word)
    return not any(refuse(words, start, end) for refuse in refusals)


def _is_ordinal(words: Sequence[Token], start: int, end: int) -> bool:
    """ "3. Panzerbrigade", "16. Juni": a short number, its full stop, and no end of the sentence."""
    if end >= len(words) or words[end].text != "." or words[end - 1].whitespace_ or not words[end - 1].text.isdigit():
        return False
    if end + 1 >= len(words):
        return False
    following = words[end + 1]
    if following.text[0].islower() or following.i not in following.doc._.breaks:
        return True
    before = words[start - 1].lower_ if start else ""
    return len(words[end - 1]) <= 3 and before in _BEFORE_ORDINAL and is_noun(following)


def _is_named(words: Sequence[Token], start: int, end: int) -> bool:
    """ "Artikel 5", "Boeing 747", "S 400", "Nr. 7": a designator before a plain number, or a name with no noun after it."""
    if start == 0 or not words[start].text.isdigit() or end > start + 1:
        return False
    before = words[start - 1]
    if before.is_sent_start is None or words[start].is_sent_start:
        return False
    if before.lower_ in _DESIGNATORS or (
        before.text == "."
        and start > 1
        and before.idx == words[start - 2].idx + len(words[start - 2])
        and words[start - 2].lower_ + "." in _DESIGNATORS
    ):
        return True
    follows_noun = end < len(words) and (
        is_noun(words[end]) or words[end].tag_.startswith("ADJ(A)") or words[end].text in {"%", "€", "$"}
    )
    short_name = re.fullmatch(r"[A-ZÄÖÜ]{1,3}", before.text) is not None
    return (short_name or before.tag_ == "NE") and len(words[start]) <= 4 and not follows_noun


def _is_result(words: Sequence[Token], start: int, end: int) -> bool:
    """ "3:2", "zwei zu eins", "24/7"."""
    return _is_linked(words, end, 1) or _is_linked(words, start - 1, -1)


def _is_linked(words: Sequence[Token], at: int, step: int) -> bool:
    if not 0 < at < len(words) - 1 or words[at].text not in _LINKS:
        return False
    other = words[at + step]
    if words[at].text == ":" and (words[at].whitespace_ or words[at - 1].whitespace_) and step < 0:
        return False
    numeric = digits_value(other.text) is not None or word_value(other.text) is not None or other.lower_ == "eins"
    return numeric and len(other) <= 8


def _is_enumeration(words: Sequence[Token], start: int, end: int) -> bool:
    """ "1." or "2)" that opens a paragraph."""
    if end >= len(words) or words[end].text not in {".", ")"} or not words[start].text.isdigit():
        return False
    return len(words[start]) <= 2 and bool(words[start].is_sent_start) and end == start + 1


def _is_age(words: Sequence[Token], start: int, end: int) -> bool:
    """ "Anna Schmidt (54)", "[3]": a short number alone in brackets, or between commas after a name."""
    if start == 0 or end >= len(words) or len(words[start]) > 4 or end > start + 1:
        return False
    inside = words[start - 1].text + words[end].text
    return inside in {"()", "[]"} or (
        inside == ",," and start > 1 and words[start - 2].tag_ == "NE" and len(words[start]) < 3
    )


def _is_number_to_call(words: Sequence[Token], start: int, end: int) -> bool:
    """Part of a telephone number, a key, an address: "+49 30 1234", "030/1234", "10117 Berlin"."""
    before = words[start - 1] if start else None
    if before is not None and (before.text == "+" or re.fullmatch(r"0\d+|\+\d+", before.text)):
        return True
    if before is not None and before.text in {"#", "§"}:
        return True
    word, following = words[start].text, words[end] if end < len(words) else None
    if (
        following is not None
        and following.text in {"-", "‑"}
        and not words[end - 1].whitespace_
        and not following.whitespace_
    ):
        return True
    postal = re.fullmatch(r"\d{5}", word) is not None and end == start + 1
    return (
        postal
        and following is not None
        and following.tag_ == "NE"
        and not following.text.endswith(("en", "er", "Euro", "Dollar"))
    )


def _is_capital_word(words: Sequence[Token], start: int, end: int) -> bool:
    """ "die Elf", "außer Acht": a short numeral with a capital inside a sentence is a name."""
    word = words[start]
    small = word.text in {"Elf", "Acht", "Sieben", "Vier", "Fünf", "Drei", "Zwei", "Sechs", "Neun", "Zehn"}
    before = words[start - 1] if start else None
    return (
        small
        and end == start + 1
        and before is not None
        and before.text.isalpha()
        and not word.is_sent_start
        and word.i not in word.doc._.breaks
    )
