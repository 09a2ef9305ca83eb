"""Which figures exclude each other, and which are later ones."""

from datetime import date
from decimal import Decimal

import pytest

from claims.conflicts import Said, set_against
from claims.measures import Interval

MAY = (date(2026, 5, 1), date(2026, 5, 31))
JUNE = (date(2026, 6, 1), date(2026, 6, 30))


def figure(key, side, low, high, *, said=date(2026, 5, 1), about=None):
    low, high = (None if end is None else Decimal(end) for end in (low, high))
    value = high if low is None else low
    return Said(key, side, Interval(low, high), value, said, about)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {"low": 20, "high": 20}, "conflict"),
        ({}, {"low": 20, "high": 20, "side": "Seoul"}, None),
        ({}, {"low": 10, "high": None}, None),
        ({}, {"low": 11, "high": None}, "conflict"),
        ({"low": None}, {"low": 11, "high": None}, "conflict"),
        ({}, {"low": 20, "high": 20, "said": date(2026, 5, 30)}, "conflict"),
        ({}, {"low": 20, "high": 20, "said": date(2026, 8, 30)}, "later"),
        ({}, {"low": 5, "high": 5, "said": date(2026, 8, 30)}, "conflict"),
        ({}, {"low": 5, "high": 5, "said": date(2028, 8, 30)}, "later"),
        ({"about": MAY}, {"low": 5, "high": 5, "about": JUNE}, "later"),
        ({"about": MAY}, {"low": 20, "high": 20, "about": MAY, "said": date(2029, 1, 1)}, "conflict"),
        ({"about": MAY}, {"low": 20, "high": 20, "said": date(2026, 6, 15)}, "conflict"),
        ({"about": MAY}, {"low": 20, "high": 20, "said": date(2026, 12, 1)}, "later"),
        ({"said": None}, {"low": 20, "high": 20}, "conflict"),
    ],
)
def test_two_figures(one, other, expected):
    usual = {"side": "Seoul", "low": 10, "high": 10}
    found = set_against([figure(1, **(usual | one)), figure(2, **(usual | {"side": "Kiew"} | other))])
    assert [("later" if pair.later else "conflict") for pair in found] == ([expected] if expected else [])


def test_the_earlier_figure_comes_first():
    [pair] = set_against([figure(1, "a", 9, 9, said=date(2026, 12, 1)), figure(2, "b", 3, 3)])
    assert (pair.one.key, pair.other.key, pair.later) == (2, 1, True)


def test_the_same_figure_of_one_side_counts_once():
    repeated = [figure(key, "a", 9, 9, said=date(2026, 5, key)) for key in range(1, 9)]
    [pair] = set_against([*repeated, figure(20, "b", 3, 3)])
    assert {pair.one.key, pair.other.key} == {1, 20}


def test_of_later_figures_the_next_one_stands_for_all():
    course = [figure(n, f"side {n}", n * 10, n * 10, said=date(2026, n, 1)) for n in range(1, 9, 3)]
    assert [(pair.one.key, pair.other.key) for pair in set_against(course)] == [(1, 4), (4, 7)]


def test_hundreds_of_figures_are_compared_in_time():
    many = [figure(n, n, n * 10, n * 10, said=date(2026, 5, 1)) for n in range(1, 1000)]
    assert len(set_against(many)) == 150 * 149 / 2
