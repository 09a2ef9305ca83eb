"""Columns over time: periods without a gap, bars that lie apart and on the paper, peaks that stand out."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.columns import (
    MOST_YEARS,
    WIDEST,
    Grain,
    Period,
    Sheet,
    draw,
    grain_of,
    peaks,
    periods,
    start_of,
)

SHEETS = [
    Sheet("wide", 760, 320, lambda period: period.first.isoformat(), 8),
    Sheet("narrow", 360, 300, lambda period: period.first.isoformat(), 4),
    Sheet("small", 360, 170, lambda period: period.first.isoformat(), 4),
]
SPANS = st.tuples(st.dates(), st.dates()).map(sorted)


@pytest.mark.parametrize(
    ("days", "grain"),
    [(1, "day"), (31, "day"), (32, "week"), (365, "week"), (366, "month"), (1800, "month"), (1900, "year")],
)
def test_longer_spans_have_coarser_columns(days, grain):
    first = date(2020, 1, 1)
    assert grain_of(first, first + timedelta(days=days - 1)) == grain


@given(SPANS)
def test_periods_follow_each_other_without_a_gap_and_are_not_too_many(span):
    first, last = span
    grain = grain_of(first, last)
    found = periods(first, last, grain)
    assert found[-1].first <= last <= found[-1].last
    assert found[0].first <= first or (grain == Grain.YEAR and len(found) == MOST_YEARS)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))
    assert len(found) <= 60
    assert all(start_of(period.first, grain) == start_of(period.last, grain) == period.first for period in found)


def test_the_last_week_that_there_is_ends_with_time():
    assert periods(date(9999, 12, 1), date.max, Grain.WEEK)[-1] == Period(date(9999, 12, 27), date.max)


def test_nothing_is_no_drawing():
    assert draw([], SHEETS[0]) is None
    assert draw([(Period(date.min, date.min), (0, 0))], SHEETS[0]) is None


NUMBERS = st.integers(0, 10**6)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=60), st.sampled_from(SHEETS))
def test_bars_lie_apart_and_on_the_paper_and_say_their_numbers(numbers, sheet):
    first = date(2020, 1, 1)
    days = [first + timedelta(days=place) for place in range(len(numbers))]
    rows = [(Period(day, day), pair) for day, pair in zip(days, numbers, strict=True)]
    marked = peaks([sum(pair) for pair in numbers])
    drawing = draw(rows, sheet, marked)
    if drawing is None:
        assert not any(map(sum, numbers))
        return
    assert draw(rows, sheet, marked) == drawing
    assert {(bar.column, bar.sort): bar.number for bar in drawing.bars} == {
        (place, sort): number for place, pair in enumerate(numbers) for sort, number in enumerate(pair) if number
    }
    for bar in drawing.bars:
        assert drawing.left <= bar.x < bar.x + bar.width <= drawing.right
        assert drawing.above - 2 <= bar.y < bar.y + bar.height <= drawing.below + 2
        assert bar.y + bar.height == drawing.zero if bar.sort == 0 else bar.y == drawing.zero
    for sort in (0, 1):
        bars = sorted((bar for bar in drawing.bars if bar.sort == sort), key=lambda bar: bar.x)
        assert all(one.x + one.width <= other.x for one, other in pairwise(bars))
        heights = sorted((bar.number, bar.height) for bar in bars)
        assert all(one[1] <= other[1] for one, other in pairwise(heights))
    assert all(10 <= badge.y <= sheet.height and 0 < badge.x < sheet.width for badge in drawing.badges)
    assert len(drawing.days) <= sheet.most_labels
    assert "0" in [tick.label for tick in drawing.values]
    assert len(drawing.values) <= 8


@given(st.lists(NUMBERS, max_size=60))
def test_peaks_stand_apart_and_above_the_mean(totals):
    found = peaks(totals)
    told = [number for number in totals if number]
    assert len(found) <= 3
    assert found == sorted(found)
    assert all(other - one > 1 for one, other in pairwise(found))
    if len(told) > 1:
        assert all(totals[place] > sum(told) / len(told) for place in found)
    if len(set(told)) > 1:
        assert totals.index(max(totals)) in found


def test_a_single_column_is_a_peak_and_a_plain_has_none():
    assert peaks([0, 4, 0]) == [1]
    assert peaks([4, 4, 4]) == []
    assert peaks([]) == []


def test_a_single_column_is_no_wall_and_stands_in_the_middle():
    drawing = draw([(Period(date(2024, 5, 1), date(2024, 5, 31)), (3, 0))], SHEETS[0])
    bar = drawing.bars[0]
    assert bar.width == WIDEST
    assert abs(bar.x + bar.width / 2 - (drawing.left + drawing.right) / 2) <= 1
