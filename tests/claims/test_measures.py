"""Units in their base unit, hedges as intervals, and which intervals have something in common."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.lexicon import lexicon
from claims.measures import BASE_UNITS, FACTORS, Interval, base_of, comparable, interval, margin, measured


@dataclass
class Said:
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    qualifier: str = "exact"


def said(value, qualifier="exact", **bounds):
    value = Decimal(value)
    low = value if qualifier in {"exact", "more_than", "at_least"} else None
    high = value if qualifier in {"exact", "almost", "less_than", "up_to"} else None
    told = {
        "low": low,
        "high": high,
        "low_open": qualifier == "more_than",
        "high_open": qualifier in {"almost", "less_than"},
    }
    return Said(value, qualifier=qualifier, **(told | {name: Decimal(end) for name, end in bounds.items()}))


@pytest.mark.parametrize(
    ("unit", "base", "worth"),
    [
        ("tonne", "kilogram", 1000),
        ("kilotonne", "kilogram", 10**6),
        ("gram", "kilogram", "0.001"),
        ("kilometre", "metre", 1000),
        ("mile", "metre", "1609.344"),
        ("hectare", "square metre", 10_000),
        ("litre", "cubic metre", "0.001"),
        ("hour", "second", 3600),
        ("week", "second", 604_800),
        ("gigawatt", "watt", 10**9),
        ("terawatt hour", "kilowatt hour", 10**9),
        ("terabyte", "byte", 10**12),
        ("share", "percent", 100),
        ("per mille", "percent", "0.1"),
        ("EUR cent", "EUR", "0.01"),
        ("USD", "USD", 1),
        ("percentage points", "percentage points", 1),
        ("artillery shells", "", 1),
        ("", "", 1),
    ],
)
def test_units_have_a_base_unit(unit, base, worth):
    assert base_of(unit) == (base, Decimal(worth))


def test_every_measure_of_the_core_has_a_base_unit_and_no_currency_another():
    names = {*lexicon("units")["measures"], *lexicon("units")["durations"], "share"}
    assert names == set(FACTORS)
    for name in names:
        base, factor = base_of(name)
        assert base in BASE_UNITS
        assert factor > 0
        if name.isupper():
            assert base == name


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (said(300), Interval(Decimal(300), Decimal(300))),
        (said(300, "about"), Interval(Decimal(270), Decimal(330))),
        (said(-300, "about"), Interval(Decimal(-330), Decimal(-270))),
        (said(300, "almost"), Interval(Decimal(270), Decimal(300), high_open=True)),
        (said(300, "more_than"), Interval(Decimal(300), None, low_open=True)),
        (said(300, "at_least"), Interval(Decimal(300), None)),
        (said(300, "less_than"), Interval(None, Decimal(300), high_open=True)),
        (said(300, "up_to"), Interval(None, Decimal(300))),
        (said(300, "between", low=200, high=400), Interval(Decimal(200), Decimal(400))),
        (Said(Decimal(5)), Interval(Decimal(5), Decimal(5))),
    ],
)
def test_a_hedge_is_an_interval(figure, expected):
    assert interval(figure) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(15, 0), (99, 0), (300, 15), (5_000_000, 250_000), (11_000, 500), (11_234, 0), (1_250, 5), ("150.5", 0)],
)
def test_a_round_figure_may_be_rounded(value, expected):
    assert margin(said(value)) == Decimal(expected)
    assert comparable(said(value)).low == Decimal(value) - Decimal(expected)


def test_only_what_is_exact_by_its_words_may_be_rounded():
    assert margin(said(5_000_000, "up_to")) == 0


def test_the_columns_of_a_figure_are_in_its_base_unit():
    tonnes = measured(said(33, "more_than"), "tonne")
    assert tonnes == {"measure": "kilogram", "least": Decimal(33_000), "most": None}
    assert measured(said("0.25"), "share") == {"measure": "percent", "least": Decimal(25), "most": Decimal(25)}


def test_what_no_column_holds_has_no_base_unit():
    assert measured(said(10**20), "megatonne") == {"measure": "", "least": None, "most": None}


ENDS = st.none() | st.integers(-4, 4)


def _interval(low, high, low_open, high_open):
    low, high = (None if end is None else Decimal(end) for end in (low, high))
    return Interval(low, high, low_open, high_open)


def _holds_something(one):
    if one.low is None or one.high is None or one.low < one.high:
        return True
    return one.low == one.high and not (one.low_open or one.high_open)


INTERVALS = st.builds(_interval, ENDS, ENDS, st.booleans(), st.booleans()).filter(_holds_something)


def holds(one, value):
    above = one.low is None or value > one.low or (value == one.low and not one.low_open)
    return above and (one.high is None or value < one.high or (value == one.high and not one.high_open))


@given(INTERVALS, INTERVALS)
def test_intervals_overlap_where_a_slow_search_finds_a_common_value(one, other):
    halves = [Fraction(number, 2) for number in range(-12, 13)]
    slow = any(holds(one, value) and holds(other, value) for value in halves)
    assert one.overlaps(other) == other.overlaps(one) == slow


@given(INTERVALS, INTERVALS, st.sampled_from(["0.001", "1000", "60"]))
def test_another_unit_changes_nothing_of_what_overlaps(one, other, factor):
    assert one.overlaps(other) == one.times(Decimal(factor)).overlaps(other.times(Decimal(factor)))


@given(INTERVALS, INTERVALS)
def test_room_for_rounding_never_parts_what_overlaps(one, other):
    for first, second in product([0, 1], repeat=2):
        if one.overlaps(other):
            assert one.widened(Decimal(first)).overlaps(other.widened(Decimal(second)))
