"""German numbers, in digits and in words: where one stands among the words of a text, and what it is worth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from spacy.tokens import Token
from text_to_num import text2num

from claims.extraction.components.morphology import is_noun
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Qualifier

LARGEST = Decimal(10) ** 21  # exclusive; a longer row of digits is a key or a number of an account, no figure
PLACES = Decimal("0.000001")
LONGEST_WORD = 60  # characters

_WORDS = lexicon("numerals")
_MULTIPLIERS = {word: Decimal(value) for word, value in _WORDS["multipliers"].items()}
_VAGUE = {word: Decimal(value) for word, value in _WORDS["vague"].items()}
_SEVERAL = frozenset(_WORDS["several"])
_ARTICLES = frozenset(_WORDS["articles"])
_HALVES = frozenset(_WORDS["halves"])
_FRACTIONS = {word: Decimal(value) for word, value in _WORDS["fractions"].items()}
_IRREGULAR = {
    **dict.fromkeys(_WORDS["one_and_a_half"], Decimal("1.5")),
    **{word: Decimal(value) for word, value in _WORDS["genitives"].items()},
    "null": Decimal(0),
}
_EACH = frozenset({"jede", "jeder", "jedes", "jeden", "jedem"})
_ORDINALS: dict[str, int] = lexicon("times")["ordinals"]
_STEPS_OF_TIME = frozenset(lexicon("times")["units"]) | frozenset(lexicon("times")["weekdays"]) | {"mal", "monat"}
NUMBER_NOUNS = frozenset({*_MULTIPLIERS, *_VAGUE, *_FRACTIONS, "hälfte"})
_ABBREVIATED = frozenset({"mio", "mrd", "tsd", "bio"})
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333333", "⅔": "0.666667"}
_GROUP_SPACES = frozenset(" \u00a0\u202f\u2009\u2007")

_ONES = "(?:ein|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)"
_TEENS = "(?:zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn)"
_TENS = f"(?:{_ONES}und)?(?:zwan|drei(?=ß|ss)|vier|fünf|sech|sieb|acht|neun)(?:zig|ßig|ssig)"
_HUNDRED = f"(?:{_TENS}|{_TEENS}|{_ONES}s?)"
_THOUSAND = f"(?:(?:{_TEENS}|{_ONES})?hundert(?:und)?{_HUNDRED}?|{_HUNDRED})"
_NUMERAL = re.compile(f"(?:{_THOUSAND}?tausend(?:und)?{_THOUSAND}?|{_THOUSAND})")
_ONE = re.compile("eins?|einund|tausendund|hundertund")

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:['’]\d{3})+(?:[.,]\d+)?")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_DIGITS = re.compile(r"0|[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at words[start:end]. `vague`: "Tausende", at least so many; `share`: a part of something; `qualifier`: what
    an adjective inside says ("ein gutes Dutzend"); `spelled`: in words; `scaled`: with a multiplier."""

    value: Decimal
    start: int
    end: int
    vague: bool = False
    share: bool = False
    spelled: bool = False
    scaled: bool = False
    qualifier: Qualifier | None = None


def read_number(words: Sequence[Token], at: int) -> Number | None:
    """The number that starts at words[at], with its sign and multipliers, or None. `words` holds no blanks."""
    for read in (_signed, _half, _vague, _each, _fraction, _plain):
        number = read(words, at)
        if number is not None:
            return number if abs(number.value) < LARGEST else None
    return None


def word_value(word: str) -> Decimal | None:
    """What one word is worth: "zwölftausend" 12000, "zweieinhalb" 2.5, "ein" and other words None."""
    return _word_value(word.lower()) if len(word) <= LONGEST_WORD else None


@lru_cache(maxsize=4096)
def _word_value(word: str) -> Decimal | None:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("einhalb") and len(word) > len("einhalb"):
        whole = _word_value(word.removesuffix("einhalb").removesuffix("und"))
        return whole + Decimal("0.5") if whole is not None else None
    if _ONE.fullmatch(word) or not _NUMERAL.fullmatch(word):
        return None
    try:
        return Decimal(int(text2num(word, "de")))
    except ValueError:
        return None


def digits_value(text: str) -> Decimal | None:
    """What digits are worth: "11.000" 11000, "1,5" 1.5, "1.234,56" 1234.56, "1.5" 1.5; None where it is no number."""
    if not text[:1].isdigit() or len(text) > LONGEST_WORD:
        return _vulgar(text)
    if _GROUPED.fullmatch(text) and not text.startswith("0"):
        return Decimal(re.sub(r"[.'’](?=\d{3}(?!\d))", "", text).replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _DECIMAL.fullmatch(text) and (text[:2] in {"0,", "0."} or text[0] != "0"):
        return Decimal(text.replace(",", "."))
    if text.isascii() and _DIGITS.fullmatch(text):
        return Decimal(text)
    return _vulgar(text)


def _vulgar(text: str) -> Decimal | None:
    if text[-1:] not in _VULGAR:
        return None
    whole = text[:-1]
    if whole and not (whole.isascii() and whole.isdigit() and len(whole) < 4):
        return None
    return Decimal(whole or 0) + Decimal(_VULGAR[text[-1]])


def multiplier(words: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """Value and end of the multiplier at words[at], its full stop included, or None."""
    if at >= len(words):
        return None
    word = words[at].lower_
    if word == "bio" and _is_stop(words, at + 1):
        return Decimal(10) ** 12, at + 2
    if word not in _MULTIPLIERS:
        return None
    return _MULTIPLIERS[word], at + 2 if word in _ABBREVIATED and _is_stop(words, at + 1) else at + 1


def _is_stop(words: Sequence[Token], at: int) -> bool:
    """Is words[at] the full stop of the abbreviation before it, not of the sentence?"""
    return 0 < at < len(words) - 1 and words[at].text == "." and not words[at - 1].whitespace_


def _signed(words: Sequence[Token], at: int) -> Number | None:
    if at + 1 >= len(words):
        return None
    sign, first = words[at], words[at + 1]
    if sign.lower_ != "minus" and (sign.text not in {"-", "−", "–"} or sign.whitespace_ or not _free_before(words, at)):
        return None
    number = _plain(words, at + 1) if first.text[0].isdigit() or sign.lower_ == "minus" else None
    return replace(number, value=-number.value, start=at) if number else None


def _free_before(words: Sequence[Token], at: int) -> bool:
    before = words[at - 1] if at else None
    return (
        before is None
        or bool(before.whitespace_)
        or before.text in {"(", ":"}
        or before.idx + len(before) < words[at].idx
    )


def _plain(words: Sequence[Token], at: int) -> Number | None:
    """Digits or a numeral, an article before a multiplier; then the multipliers."""
    found = _digits(words, at) or _spelled(words, at) or _article(words, at)
    if found is None:
        return None
    value, end, spelled = found
    scaled = False
    for _ in range(2):
        factor = multiplier(words, end)
        if factor is None:
            break
        value, end, scaled = value * factor[0], factor[1], True
    return Number(value, at, end, spelled=spelled, scaled=scaled)


def _digits(words: Sequence[Token], at: int) -> tuple[Decimal, int, bool] | None:
    text, end = words[at].text, at + 1
    if text.isdigit() and len(text) <= 3 and text[0] != "0":
        while end < len(words) and end - at < 9 and _is_group(words, end):
            text += words[end].text
            end += 1
    value = digits_value(text)
    return (value, end, False) if value is not None else None


def _is_group(words: Sequence[Token], at: int) -> bool:
    """Is words[at] a group of three digits that goes on the number before it ("11 000")?"""
    before, word = words[at - 1], words[at]
    if word.idx - before.idx - len(before) != 1 or not re.fullmatch(r"\d{3}(?:,\d+)?", word.text):
        return False
    return (before.whitespace_ or word.nbor(-1).text) in _GROUP_SPACES and "," not in before.text


def _spelled(words: Sequence[Token], at: int) -> tuple[Decimal, int, bool] | None:
    value = word_value(words[at].text)
    if value is None and not (words[at].lower_ in {"eins", "ein"} and _is_point(words, at + 1)):
        return None
    if not _is_point(words, at + 1):
        return (value, at + 1, True) if value is not None else None
    return _with_places(words, at, Decimal(1) if value is None else value)


def _is_point(words: Sequence[Token], at: int) -> bool:
    return at + 1 < len(words) and words[at].text == "Komma"


def _with_places(words: Sequence[Token], at: int, whole: Decimal) -> tuple[Decimal, int, bool] | None:
    """ "zwei Komma fünf" is 2.5, "null Komma null drei" 0.03; each word after the Komma is one digit."""
    places, end = "", at + 2
    while end < len(words) and len(places) < 6:
        digit = Decimal(1) if words[end].lower_ == "eins" else word_value(words[end].text)
        if digit is None or digit >= 10 or digit != int(digit):
            break
        places += str(int(digit))
        end += 1
    return (whole + Decimal(f"0.{places}"), end, True) if places else (whole, at + 1, True)


def _article(words: Sequence[Token], at: int) -> tuple[Decimal, int, bool] | None:
    word = words[at].lower_
    if word in _ARTICLES and at + 1 < len(words) and words[at + 1].lower_ in _MULTIPLIERS:
        return Decimal(1), at + 1, True
    bare = multiplier(words, at) if word in {"dutzend", "hundert", "tausend"} else None
    return (bare[0], bare[1], True) if bare else None


def _half(words: Sequence[Token], at: int) -> Number | None:
    """ "eine halbe Million", "ein gutes Dutzend", "eine knappe Milliarde", "ein halbes Prozent"."""
    if words[at].lower_ not in _ARTICLES or at + 2 >= len(words):
        return None
    adjective, factor = words[at + 1].lower_, multiplier(words, at + 2)
    if adjective in _HALVES and factor is None and is_noun(words[at + 2]) and words[at + 2].lower_ not in _FRACTIONS:
        return Number(Decimal("0.5"), at, at + 2, spelled=True)
    if factor is None or adjective not in {*_HALVES, *_WORDS["good"], *_WORDS["scant"]}:
        return None
    value = factor[0] / 2 if adjective in _HALVES else factor[0]
    qualifiers: dict[str, Qualifier] = {adjective: "more_than"} if adjective in _WORDS["good"] else {}
    if adjective in _WORDS["scant"]:
        qualifiers = {adjective: "almost"}
    return Number(value, at, factor[1], spelled=True, scaled=True, qualifier=qualifiers.get(adjective))


def _vague(words: Sequence[Token], at: int) -> Number | None:
    """ "Tausende", "mehrere Hundert", "ein paar Tausend", "Hunderte Millionen": at least one of it."""
    several = _several(words, at)
    start = several or at
    if start >= len(words):
        return None
    factor = multiplier(words, start) if several else None
    if several and factor is None:
        value = word_value(words[start].text)
        factor = (value, start + 1) if value is not None and value >= 100 else None
    elif not several and words[start].lower_ in _VAGUE and not _is_one_step(words, start):
        factor = _VAGUE[words[start].lower_], start + 1
    if factor is None:
        return None
    value, end = factor
    more = multiplier(words, end)
    if more:
        value, end = value * more[0], more[1]
    return Number(value, at, end, vague=True, spelled=True, scaled=True)


def _is_one_step(words: Sequence[Token], at: int) -> bool:
    """ "auf den Tausender genau": the step of a scale, not "der Tod Tausender Menschen"."""
    return words[at].lower_.endswith("er") and at > 0 and words[at - 1].tag_.startswith(("ART", "PIAT", "APPR"))


def _several(words: Sequence[Token], at: int) -> int | None:
    if words[at].lower_ in {"ein", "einem", "einen"} and at + 1 < len(words) and words[at + 1].lower_ == "paar":
        return at + 2
    return at + 1 if words[at].lower_ in _SEVERAL else None


def _fraction(words: Sequence[Token], at: int) -> Number | None:
    """ "ein Drittel", "zwei Drittel", "drei Viertel", "die Hälfte"."""
    word = words[at].lower_
    if word == "hälfte" and not (at and words[at - 1].tag_.startswith("ADJ")):
        return Number(Decimal("0.5"), at, at + 1, share=True, spelled=True)
    if word in {"die", "der", "eine"} and at + 1 < len(words) and words[at + 1].lower_ == "hälfte":
        return Number(Decimal("0.5"), at, at + 2, share=True, spelled=True)
    if word in _WORDS["compound_fractions"]:
        above, below = _WORDS["compound_fractions"][word]
        return Number((Decimal(above) / below).quantize(PLACES), at, at + 1, share=True, spelled=True)
    if at + 1 >= len(words) or words[at + 1].lower_ not in _FRACTIONS:
        return None
    value = Decimal(1) if word in _ARTICLES else _counted(words[at])
    if value is None:
        return None
    return Number((value / _FRACTIONS[words[at + 1].lower_]).quantize(PLACES), at, at + 2, share=True, spelled=True)


def _each(words: Sequence[Token], at: int) -> Number | None:
    """ "jede fünfte Granate" is a fifth of them; "jeden zweiten Tag" is no share."""
    if (
        words[at].lower_ not in _EACH
        or at + 2 >= len(words)
        or not is_noun(words[at + 2])
        or words[at + 2].lemma_.lower() in _STEPS_OF_TIME
    ):
        return None
    below: int | None = _ORDINALS.get(re.sub(r"[nmrs]$", "", words[at + 1].lower_))
    if below is None or below < 2:
        return None
    return Number((Decimal(1) / below).quantize(PLACES), at, at + 2, share=True, spelled=True)


def _counted(word: Token) -> Decimal | None:
    return word_value(word.text) or digits_value(word.text)
