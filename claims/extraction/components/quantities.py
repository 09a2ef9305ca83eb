"""Figures: every number of an article that counts or measures something, with its bounds and what it counts.

How hedges become bounds: "fast 11.000" has the open bound high=11000 and none below, "mehr als" the open bound low, "bis
zu" the closed bound high, "mindestens" the closed bound low; "rund" has no bounds, an exact figure both. A range has the
middle of its bounds as its value. "Tausende", "Dutzende" and "mehrere Hundert" are at least one of it (1000, 12, 100): that
is all they promise. "ein Drittel der Wähler" is the value 0.333333 of the unit "Wähler" with the concept "share". The unit
is the head noun without article and adjectives, with the content of what holds something ("Container mit Munition").

A duration ("es dauerte zwei Monate") is a figure of a measure of time, "vor zwei Monaten" and "zwei Monate zuvor" are times.
"jede fünfte Granate" is the share 0.2.

No figures: times (years, dates, clock times, spans before now), ordinals, ages in brackets, numbers in names and addresses,
results ("3:2"), and small numerals in words that nothing is counted by.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.components.figures import is_figure
from claims.extraction.components.hedges import Hedge, hedge_after, hedge_before
from claims.extraction.components.numerals import PLACES, Number, digits_value, read_number
from claims.extraction.components.times import times_of
from claims.extraction.components.tokens import given
from claims.extraction.components.units import (
    LONGEST,
    Unit,
    measure_at,
    measure_concept,
    unit_after,
    unit_before,
    unit_shared,
)
from claims.extraction.types import Qualifier, Quantity

_CURRENCY_SIGNS = frozenset({"$", "€", "£", "¥", "US$", "EUR", "USD"})
_ARTICLES = frozenset({"ein", "eine", "einen", "einem", "einer", "eines"})
_LINKS = frozenset({"und", "bis", "–", "-", "—"})
_GLUED_RANGE = re.compile(r"(\d[\d.,]*)[-–](\d[\d.,]*)")
_GLUED_UNIT = re.compile(r"(\d[\d.,]*)(km|kg|m|t|g|ha|cm|mm|km²|m²|kW|MW|GW|kWh|km/h|€|%)")

Doc.set_extension("quantities", default=None, force=True)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number on its way to a Quantity. `upper`: the other end of a range; `start`, `end`: its words so far."""

    number: Number
    upper: Number | None
    hedge: Hedge
    start: int
    end: int
    unit: Unit | None = None
    glued: str | None = None

    @property
    def last(self) -> Number:
        return self.upper or self.number


@Language.component("factbase_quantities", assigns=["doc._.quantities"])
def quantities(doc: Doc) -> Doc:
    """Sets `doc._.quantities`: the list of every Quantity of the document, in order, none overlapping another."""
    doc._.quantities = find_quantities(doc)
    return doc


def find_quantities(doc: Doc) -> list[Quantity]:
    """Every figure of `doc`, in order."""
    words = [token for token in doc if not token.is_space]
    text = given(doc)  # put together anew at each call
    found: list[Quantity] = []
    for figure in _with_units(words, list(_figures(doc, words))):
        quantity = _quantity(text, words, figure)
        if not found or quantity.span[0] >= found[-1].span[1]:
            found.append(quantity)
    return found


def _figures(doc: Doc, words: Sequence[Token]) -> Iterator[_Figure]:
    taken = _Taken(doc)
    at = 0
    while at < len(words):
        figure = _figure_at(words, at)
        if figure is None or taken.holds(words[figure.number.start]):
            at += 1
            continue
        if is_figure(words, figure.number.start, figure.end):
            yield figure
        at = figure.end


class _Taken:
    """The places of the times, whose numbers are no figures; asked for words in rising order."""

    def __init__(self, doc: Doc) -> None:
        self._spans = [time.span for time in times_of(doc)]
        self._next = 0

    def holds(self, word: Token) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][1] <= word.idx:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] < word.idx + len(word)


def _figure_at(words: Sequence[Token], at: int) -> _Figure | None:
    glued = _glued(words, at)
    if glued is not None:
        return glued
    number = read_number(words, at) or _single(words, at)
    if number is None:
        return None
    upper = _upper(words, number)
    if upper is not None:
        number = _scaled_like(number, upper)
    hedge = hedge_before(words, number.start, between=upper is not None)
    end = (upper or number).end
    return _Figure(number, upper, hedge, min(hedge.start, number.start), end)


def _single(words: Sequence[Token], at: int) -> Number | None:
    """The article as a number before what is measured ("ein Prozent", "eine Tonne", "ein Euro"), or as the lower end of a
    range ("zwischen einer und zwei Millionen")."""
    if words[at].lower_ not in _ARTICLES:
        return None
    one = Number(Decimal(1), at, at + 1, spelled=True)
    return one if measure_at(words, at + 1) or _upper(words, one) else None


def _glued(words: Sequence[Token], at: int) -> _Figure | None:
    """ "200-300" and "5km", which are one word each."""
    text = words[at].text
    if not text[0].isdigit() or len(text) > 30:
        return None
    hedge = hedge_before(words, at, between=False)
    start = min(hedge.start, at)
    if match := _GLUED_UNIT.fullmatch(text):
        value = digits_value(match[1])
        return (
            _Figure(Number(value, at, at + 1), None, hedge, start, at + 1, glued=match[2])
            if value is not None
            else None
        )
    match = _GLUED_RANGE.fullmatch(text)
    low, high = (digits_value(match[1]), digits_value(match[2])) if match else (None, None)
    if low is None or high is None or low >= high:
        return None
    above = Number(high, at, at + 1)
    scaled = (
        read_number(words, at + 1)
        if at + 1 < len(words) and words[at + 1].lower_ in {"millionen", "milliarden"}
        else None
    )
    if scaled:
        low, above = low * scaled.value, Number(high * scaled.value, at, scaled.end)
    return _Figure(Number(low, at, at + 1), above, hedge, start, above.end)


def _upper(words: Sequence[Token], number: Number) -> Number | None:
    """The other end of a range: after "bis", a dash, or "und" where "zwischen" stands before; the unit may stand with both
    ends."""
    at = number.end
    if at + 1 >= len(words) or number.share:
        return None
    if _is_link(words, number, at):
        return _above(words, number, at)
    if not any(word.lower_ in _LINKS for word in words[at + 1 : at + 6]):
        return None
    unit = unit_after(words, number)
    if unit is None or not unit.near or unit.end + 1 >= len(words) or not _is_link(words, number, unit.end):
        return None
    upper = _above(words, number, unit.end)
    other = unit_after(words, upper) if upper else None
    return upper if other and words[unit.end - 1].lower_ == words[other.end - 1].lower_ else None


def _is_link(words: Sequence[Token], number: Number, at: int) -> bool:
    link = words[at].lower_
    if link == "und":
        return "zwischen" in {word.lower_ for word in words[max(0, number.start - 2) : number.start]}
    return link in _LINKS


def _above(words: Sequence[Token], number: Number, link: int) -> Number | None:
    """The number after the link, where it is the greater one."""
    upper = read_number(words, link + 1)
    if upper is None and words[link + 1].lower_ == "zu" and link + 2 < len(words):
        upper = read_number(words, link + 2)
    if upper is None or upper.vague:
        return None
    return upper if _scaled_like(number, upper).value < upper.value else None


def _scaled_like(number: Number, upper: Number) -> Number:
    """ "8 bis 9 Millionen": the multiplier of the upper end counts for the lower one, where that is small and has none."""
    if number.scaled or not upper.scaled or number.value >= 1000:
        return number
    factor = Decimal(1000) ** (upper.value.adjusted() // 3)
    return replace(number, value=number.value * factor, scaled=True)


def _with_units(words: Sequence[Token], figures: list[_Figure]) -> list[_Figure]:
    """`figures` with what they count; those that share the next one's unit get it from there."""
    ends = [0, *(figure.last.end for figure in figures)]
    after = [_own_unit(words, figure, end) for figure, end in zip(figures, ends, strict=False)]
    known: list[Unit] = []
    found: list[_Figure] = []
    for at, figure in enumerate(figures):
        unit = after[at]
        if unit is None and not figure.glued:
            following = figures[at + 1] if at + 1 < len(figures) else None
            unit = unit_shared(
                words, figure.last, following.number if following else None, after[at + 1] if following else None
            )
            unit = unit or (None if figure.number.share else unit_before(words, figure.number, known))
        if unit is not None:
            known.append(unit)
        found.append(replace(figure, unit=unit))
    return [figure for figure in found if not _is_idle(words, figure)]


def _own_unit(words: Sequence[Token], figure: _Figure, free: int) -> Unit | None:
    """The unit after the figure, or a currency before it that the last figure, which ends at `free`, does not claim."""
    at = figure.number.start - 1
    currency = measure_at(words, at) if at >= free else None
    if currency is not None and currency.end == at + 1 and words[at].text in _CURRENCY_SIGNS:
        claimed = at > 0 and at == free and not words[at - 1].whitespace_ and words[at - 1].text[0].isdigit()
        return None if claimed else currency
    return None if figure.glued else unit_after(words, figure.last)


def _is_idle(words: Sequence[Token], figure: _Figure) -> bool:
    """A small numeral in words with nothing to count ("die drei", "eins"), a null, a part of nothing, a mere size ("in
    die Millionen")."""
    number = figure.number
    if figure.unit is not None or not number.spelled:
        return False
    if number.vague:
        before = words[max(0, figure.start - 2) : figure.start]
        return any(word.tag_.startswith("APPR") for word in before)
    return not (number.scaled or number.share) and number.value < 13


def _quantity(text: str, words: Sequence[Token], figure: _Figure) -> Quantity:
    number, unit = figure.number, figure.unit
    start, end = figure.start, figure.end
    if unit is not None and unit.near:
        start, end = min(start, unit.start), max(end, unit.end)
    hedge = figure.hedge
    if hedge.qualifier == "exact":
        hedge = hedge_after(words, end) or hedge
        end = max(end, hedge.end)
    qualifier = _qualifier(figure, hedge)
    value, low, high = _bounds(number.value, figure.upper.value if figure.upper else None, qualifier)
    span = (words[start].idx, words[end - 1].idx + len(words[end - 1]))
    words_of_unit = figure.glued or (_slice(text, words, unit) if unit else None)
    concept = "share" if number.share else unit.concept if unit else None
    if figure.glued:
        concept = measure_concept(figure.glued)
    return Quantity(
        value=value,
        low=low,
        high=high,
        low_open=qualifier == "more_than",
        high_open=qualifier in {"almost", "less_than"},
        qualifier=qualifier,
        unit=words_of_unit,
        concept=concept,
        text=text[slice(*span)],
        span=span,
    )


def _slice(text: str, words: Sequence[Token], unit: Unit) -> str:
    last = words[unit.end - 1]
    return text[words[unit.start].idx : last.idx + len(last)][:LONGEST]


def _qualifier(figure: _Figure, hedge: Hedge) -> Qualifier:
    if figure.upper is not None:
        return "between"
    if hedge.qualifier != "exact":
        return hedge.qualifier
    return figure.number.qualifier or ("at_least" if figure.number.vague else "exact")


def _bounds(
    value: Decimal, upper: Decimal | None, qualifier: Qualifier
) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """Value, low and high."""
    if upper is not None:
        return _short((value + upper) / 2), _short(value), _short(upper)
    value = _short(value)
    low = value if qualifier in {"exact", "more_than", "at_least"} else None
    high = value if qualifier in {"exact", "almost", "less_than", "up_to"} else None
    return value, low, high


def _short(value: Decimal) -> Decimal:
    """`value` with six places at most, and none where it is whole."""
    return Decimal(int(value)) if value == int(value) else value.quantize(PLACES).normalize()
