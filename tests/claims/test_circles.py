"""Outlets that cite each other for one claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.circles import circles
from tests.claims.telling import AGENCY, EXPERTS, FUNK, KURIER, POST, REVUE, TOWN, tell

# Name, tellings, the circles as outlets in order.
CASES = [
    ("nothing", [], []),
    ("one who cites another", [tell(1, KURIER, POST)], []),
    ("two who cite a third", [tell(1, KURIER, AGENCY), tell(2, POST, AGENCY)], []),
    ("a line", [tell(1, KURIER, POST), tell(2, POST, AGENCY), tell(3, AGENCY, TOWN)], []),
    ("oneself", [tell(1, KURIER, KURIER)], []),
    ("two", [tell(1, KURIER, POST), tell(2, POST, KURIER)], [[KURIER, POST]]),
    (
        "two, the one who published first first",
        [tell(1, KURIER, POST, day=2), tell(2, POST, KURIER, day=1)],
        [[POST, KURIER]],
    ),
    ("two with a person in between", [tell(1, KURIER, TOWN, POST), tell(2, POST, "?", KURIER)], [[KURIER, POST]]),
    ("three", [tell(1, KURIER, POST), tell(2, POST, FUNK), tell(3, FUNK, KURIER)], [[KURIER, POST, FUNK]]),
    (
        "four",
        [tell(1, KURIER, POST), tell(2, POST, FUNK), tell(3, FUNK, REVUE), tell(4, REVUE, KURIER)],
        [[KURIER, POST, FUNK, REVUE]],
    ),
    ("in the chain of a third", [tell(1, FUNK, POST, KURIER), tell(2, POST, KURIER)], [[KURIER, POST]]),
    ("a chain that comes back to itself", [tell(1, KURIER, KURIER, POST)], [[POST, KURIER]]),
    ("listed sources", [tell(1, KURIER, used=[POST]), tell(2, POST, used=[KURIER])], [[KURIER, POST]]),
    ("a listed source and a hop", [tell(1, KURIER, used=[POST]), tell(2, POST, KURIER)], [[KURIER, POST]]),
    (
        "two circles that share an outlet",
        [tell(1, KURIER, POST), tell(2, POST, KURIER), tell(3, KURIER, FUNK), tell(4, FUNK, KURIER)],
        [[KURIER, POST], [FUNK, KURIER]],
    ),
    (
        "two circles apart",
        [tell(1, KURIER, POST), tell(2, POST, KURIER), tell(3, REVUE, FUNK), tell(4, FUNK, REVUE)],
        [[KURIER, POST], [REVUE, FUNK]],
    ),
    (
        "the short way rather than the long one",
        [tell(1, KURIER, POST), tell(2, POST, FUNK), tell(3, FUNK, KURIER), tell(4, POST, KURIER)],
        [[KURIER, POST], [FUNK, KURIER, POST]],
    ),
    ("an unknown outlet", [tell(1, None, POST), tell(2, POST, EXPERTS)], []),
    ("copies cite as one house", [tell(1, KURIER, POST), tell(2, KURIER, POST, copy_of=1)], []),
    ("one who looks on", [tell(1, KURIER, POST), tell(2, POST, KURIER), tell(3, FUNK, KURIER)], [[KURIER, POST]]),
    ("a part beside its whole", [tell(1, KURIER, POST), tell(2, POST, KURIER, whole=1)], []),
]


@pytest.mark.parametrize(("tellings", "outlets"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_circles_are_found(tellings, outlets):
    assert [[step.outlet for step in circle.steps] for circle in circles(tellings)] == outlets


def test_a_circle_closes_and_names_its_mentions():
    told = [tell(1, KURIER, POST), tell(2, POST, FUNK), tell(3, FUNK, KURIER), tell(4, KURIER, POST)]
    [circle] = circles(told)
    assert [(step.outlet, step.cited, step.mentions) for step in circle.steps] == [
        (KURIER, POST, (1, 4)),
        (POST, FUNK, (2,)),
        (FUNK, KURIER, (3,)),
    ]


houses = st.sampled_from([KURIER, POST, AGENCY, FUNK])


@given(st.lists(st.tuples(houses, st.lists(houses, max_size=2), st.sampled_from([None, 1, 2]))), st.randoms())
def test_any_order_gives_the_same_circles_and_each_closes(rows, chance):
    told = [tell(number, house, *chain, day=day) for number, (house, chain, day) in enumerate(rows, start=1)]
    mixed = list(told)
    chance.shuffle(mixed)
    found = circles(told)
    assert circles(mixed) == found
    for circle in found:
        outlets = [step.outlet for step in circle.steps]
        assert len(set(outlets)) == len(outlets) > 1
        assert [step.cited for step in circle.steps] == [*outlets[1:], outlets[0]]
