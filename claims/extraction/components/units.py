"""What a figure counts: the noun after it, a measure, or a noun that stands earlier where the figure leaves it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from claims.extraction.components.numerals import NUMBER_NOUNS, Number
from claims.extraction.components.personal import is_role_noun
from claims.extraction.lexicon import lexicon

_WORDS = lexicon("units")
_MEASURES: dict[str, str] = {name: concept for concept, names in _WORDS["measures"].items() for name in names}
_THINGS: dict[str, str] = {
    **{name: concept for concept, names in _WORDS["durations"].items() for name in names},
    **{
        name: concept
        for concept, told in lexicon("concepts").items()
        for name in told["words"]
        if told.get("kind") != "measure"
    },
}
_CONTAINERS = tuple(_WORDS["containers"])
_CONTAINING = frozenset(_WORDS["containing"])
_QUANTIFIERS = frozenset(_WORDS["quantifiers"])
_REPORTING = tuple(_WORDS["reporting"])
_AMOUNTS = frozenset(_WORDS["amounts"])
_PARTITIVES = frozenset(
    ("von", "der", "des", "aller", "dieser", "seiner", "ihrer", "unserer", "deren", "dessen", "vom")
)
_ARTICLES = frozenset({"der", "den", "die", "dem", "aller", "seiner", "ihrer", "dieser"})
_SHARING = frozenset({"oder", "und", "bis", "auf", "von", "statt", "bzw.", "beziehungsweise", "–", "-", "gegen"})
_PLURAL_ENDINGS = ("er", "en", "el", "chen", "lein", "ler", "s")
_REACH = 8  # words between number and noun, at most
_MEMORY = 30  # words back to a noun that a figure leaves out
LONGEST = 120  # characters


@dataclass(frozen=True, slots=True)
class Unit:
    """The counted noun phrase at words[start:end]; `near`: it goes on right after its number."""

    start: int
    end: int
    concept: str | None
    near: bool


def unit_after(words: Sequence[Token], number: Number) -> Unit | None:
    """The measure or noun phrase right after the number, or None."""
    at = number.end
    found = measure_at(words, at) or _noun_phrase(words, at)
    if found is None and at < len(words) and words[at].lower_ in _PARTITIVES:
        at += 2 if at + 1 < len(words) and words[at + 1].lower_ in _ARTICLES else 1
        found = _noun_phrase(words, at)
    return found


def measure_at(words: Sequence[Token], at: int) -> Unit | None:
    """The measure or currency at words[at], of up to three words ("Kilometer pro Stunde"), or None."""
    for size in (3, 2, 1):
        concept = _MEASURES.get(" ".join(word.lower_ for word in words[at : at + size]))
        if concept is not None and at + size <= len(words) and _is_written_so(words[at], size):
            return Unit(at, at + size, concept, near=True)
    return None


def measure_concept(written: str) -> str | None:
    """The short normal form of a measure: "km" kilometre; None where it is none."""
    return _MEASURES.get(written.lower())


def _is_written_so(word: Token, size: int) -> bool:
    """German nouns have a capital; "won" and "mark" without one are no money, a lone M no metre."""
    text = word.text
    return size > 1 or not text.isalpha() or (text[0].isupper() == (len(text) > 3)) or text.isupper() or len(text) == 2


def _noun_phrase(words: Sequence[Token], at: int) -> Unit | None:
    head = _head(words, at)
    if head is None:
        return None
    start = head
    if head >= at + 2 and words[head - 2].tag_ == "TRUNC":
        start = head - 2
    return Unit(start, _content_end(words, head), thing(words[head]), near=True)


def _head(words: Sequence[Token], at: int) -> int | None:
    """Where the noun stands that ends the row of adjectives from words[at] on."""
    for here in range(at, min(at + _REACH, len(words))):
        word = words[here]
        if here > at - 1 and here and word.is_sent_start:
            return None
        if _is_count_noun(word):
            return here + 1 if _is_town_adjective(words, here) else here
        if not _goes_on(words, here, at):
            return None
    return None


def _is_count_noun(word: Token) -> bool:
    capital = word.text[:1].isupper() and word.text[-1:].isalpha()
    return capital and word.tag_.startswith(("NN", "ADJ(A)", "NE", "FM")) and word.lower_ not in NUMBER_NOUNS


def _is_town_adjective(words: Sequence[Token], at: int) -> bool:
    """ "Moskauer" in "200 Moskauer Soldaten"."""
    after = words[at + 1] if at + 1 < len(words) else None
    return words[at].text.endswith("er") and after is not None and after.tag_ == "NN" and not after.is_sent_start


def _goes_on(words: Sequence[Token], here: int, at: int) -> bool:
    """May words[here] stand between a number and its noun: adjectives, what belongs to them, "Land- und"?"""
    word = words[here]
    if word.tag_.startswith("ADJ(A)") or word.tag_ == "TRUNC":
        return True
    if word.tag_ in {"ADV", "ADJ(D)", "VV(PP)"}:
        return True
    if word.text in {"„", "“", '"', "»", "«", "‚", "‘"}:
        return True
    joins = word.lower_ in {"und", "oder", "sowie", ","} and here > at
    return joins and words[here - 1].tag_ in {"ADJ(A)", "TRUNC"}


def _content_end(words: Sequence[Token], head: int) -> int:
    """The end of the unit: after "Container" also "mit Munition", or the content without a preposition."""
    end = head + 1
    if not words[head].lemma_.lower().endswith(_CONTAINERS):
        return end
    at = end + 1 if end < len(words) and words[end].lower_ in _CONTAINING else end
    while at < len(words) and words[at].tag_ == "ADJ(A)" and at < end + 4:
        at += 1
    if at < len(words) and words[at].tag_ == "NN" and words[at].text[0].isupper() and not words[at].is_sent_start:
        return at + 1
    return end


def thing(noun: Token) -> str | None:
    """The short normal form of what is counted, by the lemma or its last part, or the word without its plural ending."""
    word = noun.lower_
    forms = (noun.lemma_.lower(), word, *(word.removesuffix(ending) for ending in ("e", "n", "en", "er", "s")))
    return next((concept for form in forms if (concept := _concept(form))), None)


@cache
def _endings() -> list[tuple[str, str]]:
    return sorted(_THINGS.items(), key=lambda one: -len(one[0]))


def _concept(lemma: str) -> str | None:
    return _THINGS.get(lemma) or next(
        (concept for end, concept in _endings() if len(end) > 5 and lemma.endswith(end)), None
    )


def unit_shared(words: Sequence[Token], number: Number, following: Number | None, unit: Unit | None) -> Unit | None:
    """The unit of the following figure, where the two share it: "zwei oder drei Panzer", "von 5 auf 8 Prozent"."""
    if following is None or unit is None or not unit.near or following.start - number.end > 3:
        return None
    between = {word.lower_ for word in words[number.end : following.start]}
    return Unit(unit.start, unit.end, unit.concept, near=False) if between & _SHARING and not between & {"."} else None


def unit_before(words: Sequence[Token], number: Number, earlier: Sequence[Unit]) -> Unit | None:
    """What a figure counts that leaves its noun out: the nearest noun before it in its sentence that is counted there
    ("mehr Granaten", "200 Soldaten"), else the nearest bare plural there, else what is counted in the sentence before."""
    start = _sentence_start(words, number.start)
    found = (
        _counted_between(words, start, number.start, earlier)
        or _bare_plural(words, start, number.start)
        or _counted_before(words, start, earlier)
    )
    if found is None or _is_currency(found):
        return found
    return None if any(word.lemma_.lower() in _AMOUNTS for word in words[start : number.start]) else found


def _is_currency(unit: Unit) -> bool:
    return unit.concept is not None and unit.concept[:3].isupper()


def _sentence_start(words: Sequence[Token], at: int) -> int:
    """Where the sentence of words[at] starts, or as far back as a noun may be left out."""
    first = max(0, at - _MEMORY)
    while at > first and not words[at].is_sent_start:
        at -= 1
    return at


def _counted_before(words: Sequence[Token], start: int, earlier: Sequence[Unit]) -> Unit | None:
    if start == 0:
        return None
    return _counted_between(words, _sentence_start(words, start - 1), start, earlier)


def _counted_between(words: Sequence[Token], start: int, end: int, earlier: Sequence[Unit]) -> Unit | None:
    units = [unit for unit in earlier[-4:] if start <= unit.start and unit.end <= end]
    nouns = [
        found
        for at in range(start, end)
        if words[at].lower_ in _QUANTIFIERS and (found := _counted_noun(words, at + 1)) and found.end <= end
    ]
    counted = [unit for unit in (*units, *nouns) if _can_be_counted(words[unit.start], unit)]
    best = max(counted, key=lambda unit: unit.start, default=None)
    return Unit(best.start, best.end, best.concept, near=False) if best else None


def _counted_noun(words: Sequence[Token], at: int) -> Unit | None:
    """The noun phrase at words[at], an article before it left out ("die Zahl der Toten")."""
    return _noun_phrase(words, at + 1 if at < len(words) and words[at].lower_ in _PARTITIVES else at)


def _can_be_counted(word: Token, unit: Unit) -> bool:
    return unit.concept in _MEASURES.values() or (_is_plural(word) and not _is_somebody(word))


def _bare_plural(words: Sequence[Token], start: int, end: int) -> Unit | None:
    """The nearest plural noun that no preposition governs and that is no office: by its form, or a thing that is counted."""
    for at in range(end - 1, start - 1, -1):
        word = words[at]
        if _is_count_noun(word) and word.tag_ == "NN" and _is_plural(word) and not _is_governed(words, at):
            concept = thing(word)
            if (word.lemma_ == word.text and concept is None) or _is_somebody(word):
                continue
            return Unit(at, at + 1, concept, near=False)
    return None


def _is_somebody(noun: Token) -> bool:
    return noun.lemma_.lower().endswith(_REPORTING) or is_role_noun(noun.text)


def _is_plural(noun: Token) -> bool:
    return noun.lemma_ != noun.text or noun.text.endswith(_PLURAL_ENDINGS)


def _is_governed(words: Sequence[Token], at: int) -> bool:
    """Does a preposition or a genitive article stand before the noun's adjectives and article?"""
    here = at - 1
    while here >= 0 and (words[here].tag_.startswith(("ADJ(A)", "ART", "PPOSAT", "CARD", "PDAT", "KON"))):
        if words[here].lower_ in {"der", "des", "deren", "dessen"}:
            return True
        here -= 1
    return here >= 0 and words[here].tag_ in {"APPR", "APPRART"}
