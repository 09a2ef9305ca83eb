"""Who cites whom, drawn: boxes that lie apart and on the paper, the same in whatever order citations come."""

import re

from hypothesis import given
from hypothesis import strategies as st

from claims.layers import MOST_BOXES, MOST_LINES, Tie, chosen, layered, layers_of

ENDS = st.tuples(st.integers(1, 60), st.integers(1, 60)).filter(lambda pair: pair[0] != pair[1])
TIES = st.dictionaries(ENDS, st.integers(1, 500), max_size=150).map(
    lambda found: [Tie(citing, cited, claims) for (citing, cited), claims in found.items()]
)


def test_nothing_is_no_drawing():
    assert layered([]) is None


def test_origins_stand_left_agencies_between_and_outlets_right():
    ties = [Tie(3, 2, 5), Tie(2, 1, 5), Tie(3, 1, 1)]
    assert layers_of(ties) == {1: 0, 2: 1, 3: 2}
    drawing = layered(ties)
    x = {box.key: box.x for box in drawing.boxes}
    assert x[1] < x[2] < x[3]
    assert [layer for layer, _x in drawing.heads] == [0, 1, 2]


def test_who_is_cited_once_but_mostly_cites_is_an_outlet():
    assert layers_of([Tie(1, 2, 9), Tie(3, 1, 1)])[1] == 2


def test_more_claims_make_a_thicker_line():
    drawing = layered([Tie(1, 2, 100), Tie(1, 3, 1)])
    thick = {line.tie.cited: line.thick for line in drawing.lines}
    assert thick == {2: 7, 3: 2}


@given(TIES)
def test_what_is_drawn_is_the_heaviest_and_not_too_much(ties):
    found = chosen(ties)
    assert set(found) <= set(ties)
    assert len(found) <= MOST_LINES
    assert len({key for tie in found for key in tie[:2]}) <= MOST_BOXES
    if ties:
        assert found[0].claims == max(tie.claims for tie in ties)


@given(TIES, st.randoms())
def test_boxes_lie_apart_and_on_the_paper_in_whatever_order_they_come(ties, chance):
    ties = chosen(ties)
    drawing = layered(ties)
    shuffled = list(ties)
    chance.shuffle(shuffled)
    assert layered(shuffled) == drawing
    if drawing is None:
        return
    assert {box.key for box in drawing.boxes} == {key for tie in ties for key in tie[:2]}
    assert {line.tie for line in drawing.lines} == set(ties)
    for box in drawing.boxes:
        assert 0 <= box.x < box.x + box.width <= drawing.width
        assert 22 < box.y < box.y + box.height <= drawing.height
        for other in drawing.boxes:
            apart = (
                box.x + box.width <= other.x
                or other.x + other.width <= box.x
                or box.y + box.height <= other.y
                or other.y + other.height <= box.y
            )
            assert box is other or apart
    for line in drawing.lines:
        assert 1 <= line.thick <= 7
        numbers = [int(number) for number in re.findall(r"-?\d+", line.path)]
        assert all(0 <= x <= drawing.width for x in numbers[::2])
        assert all(0 <= y <= drawing.height for y in numbers[1::2])
