"""Drawings of series: scales, ends of intervals, shapes; all in whole units on the paper."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts import HUES, Paper, Plotted, draw, shape

PAPER = Paper("wide", 760, 400, 86, str, lambda day, exact: f"{day:%d.%m.%Y}" if exact else f"{day:%m.%Y}")


def plotted(day, value, low=None, high=None, group=0, **told):
    ends = (None if end is None else Decimal(end) for end in (low, high))
    return Plotted(day, Decimal(value), *ends, group, "words", **told)


def test_nothing_is_no_drawing():
    assert draw([], PAPER) is None


def test_more_is_higher_and_later_is_further_right():
    chart = draw([plotted(date(2024, 1, 1), 5, 5, 5), plotted(date(2025, 1, 1), 9, 9, 9)], PAPER)
    first, second = chart.marks
    assert first.x < second.x
    assert first.y > second.y
    assert not chart.logarithmic


@pytest.mark.parametrize(("most", "expected"), [(100, False), (101, True), (10**9, True)])
def test_more_than_two_powers_of_ten_take_a_logarithmic_scale(most, expected):
    chart = draw([plotted(date(2024, 1, 1), 1, 1, 1), plotted(date(2024, 2, 1), most, most, most)], PAPER)
    assert chart.logarithmic is expected
    assert [tick.at for tick in chart.values] == sorted((tick.at for tick in chart.values), reverse=True)


def test_a_range_that_holds_zero_is_not_logarithmic():
    assert not draw([plotted(date(2024, 1, 1), 0, 0, 0), plotted(date(2024, 2, 1), 10**6)], PAPER).logarithmic


def test_ends_that_nobody_said_go_on_and_ends_not_reached_are_open():
    more, up_to, almost = draw(
        [
            plotted(date(2024, 1, 1), 5, 5, None, low_open=True),
            plotted(date(2024, 2, 1), 5, None, 5),
            plotted(date(2024, 3, 1), 5, "4.5", 5, high_open=True),
        ],
        PAPER,
    ).marks
    assert (more.up, more.down, more.open_bottom) == (True, False, True)
    assert (up_to.up, up_to.down) == (False, True)
    assert (almost.up, almost.down, almost.open_top) == (False, False, True)
    assert more.line
    assert more.top < more.y == more.bottom


def test_origins_differ_by_colour_and_by_shape():
    marks = draw([plotted(date(2024, 1, n), 5, 5, 5, group=n) for n in range(1, 9)], PAPER).marks
    assert len({mark.hue for mark in marks}) == HUES
    both = {(group % HUES, shape(group, 0, 0)) for group in range(HUES * 4)}
    assert len(both) == HUES * 4


def test_figures_at_one_place_stand_side_by_side():
    marks = draw([plotted(date(2024, 1, 1), 5, 5, 5) for _ in range(5)], PAPER).marks
    assert len({mark.x for mark in marks}) == 5


def test_few_days_are_labelled_as_days_and_many_as_months():
    start = date(2024, 1, 30)
    near = draw([plotted(start, 5), plotted(start + timedelta(days=12), 5)], PAPER)
    far = draw([plotted(start, 5), plotted(start + timedelta(days=900), 5)], PAPER)
    assert near.days[0].label == "30.01.2024"
    assert [tick.label for tick in far.days] == ["07.2024", "01.2025", "07.2025", "01.2026", "07.2026"]


NUMBERS = st.decimals(-(10**15), 10**24, places=2)


@given(st.lists(st.tuples(st.dates(), NUMBERS, st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_every_figure_is_on_the_paper(told):
    figures = [
        plotted(day, value, None if low else value - 1, None if high else value + 1) for day, value, low, high in told
    ]
    chart = draw(figures, PAPER)
    for mark in chart.marks:
        assert -PAPER.width < mark.x < 2 * PAPER.width
        assert 0 <= mark.top <= mark.y <= mark.bottom <= PAPER.height
        assert re.fullmatch(r"[MLHVAZ0-9 -]+", mark.path)
    assert 1 <= len(chart.values) <= 30
    assert len(chart.days) <= 14
