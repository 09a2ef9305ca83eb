"""Small lines: on their paper, higher for more, for any numbers."""

import re
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from claims.sparklines import HEIGHT, WIDTH, spark


def test_one_figure_is_no_line():
    assert spark([(date(2024, 1, 1), Decimal(1))]) is None


def test_more_is_higher_and_later_is_further_right():
    drawn = spark([(date(2024, 1, 1), Decimal(1)), (date(2024, 2, 1), Decimal(9))])
    assert drawn.path == "M5 27L115 5"
    assert (drawn.x, drawn.y) == (115, 5)


def test_figures_that_stand_still_are_a_level_line():
    assert spark([(date(2024, 1, 1), Decimal(3))] * 3).path == "M5 16L60 16L115 16"


@given(st.lists(st.tuples(st.dates(), st.decimals(-(10**20), 10**20, places=2)), min_size=2, max_size=30))
def test_every_point_is_on_the_paper(points):
    drawn = spark(sorted(points))
    numbers = [int(number) for number in re.findall(r"-?\d+", drawn.path)]
    assert len(numbers) == 2 * len(points)
    assert all(0 <= x <= WIDTH for x in numbers[::2])
    assert all(0 <= y <= HEIGHT for y in numbers[1::2])
