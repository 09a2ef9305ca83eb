"""Whose words an article is made of: every character counts once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.hops import Hop
from claims.marking import Mark
from claims.voices import Hand, hand_of, shares, stretches

HOUSE, PAPER, PERSON, GROUP = 1, 2, 3, 4


def hop(actor, kind="person", anonymity="named"):
    return Hop(9, 9, 9, HOUSE, None, 0, actor, kind, anonymity)


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([], Hand.OWN),
        ([hop(HOUSE, "outlet")], Hand.OWN),
        ([hop(PERSON)], Hand.FIRST),
        ([hop(PERSON), hop(HOUSE, "outlet")], Hand.FIRST),
        ([hop(PAPER, "outlet")], Hand.SECOND),
        ([hop(PERSON), hop(PAPER, "outlet")], Hand.SECOND),
        ([hop(None, "unknown", "anonymous")], Hand.UNNAMED),
        ([hop(None, "unknown"), hop(PERSON)], Hand.UNNAMED),
        ([hop(GROUP, "group", "collective")], Hand.UNNAMED),
        ([hop(GROUP, "group")], Hand.FIRST),
        ([hop(PERSON, anonymity="anonymous")], Hand.UNNAMED),
        ([hop(PERSON, "country", "collective")], Hand.FIRST),
    ],
)
def test_the_chain_tells_at_whose_hand_words_are(chain, expected):
    assert hand_of(chain) == expected


def mark(start, end, hand, number=1):
    return Mark(start, end, hand, claim=number, mention=number)


def told(text, *marks):
    return [(one.start, one.end, one.characters, str(one.hand)) for one in stretches(text, marks)]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [(0, 7, 6, "own")]),
        ([mark(0, 3, "first")], [(0, 3, 3, "first"), (3, 7, 3, "own")]),
        ([mark(0, 3, "first"), mark(4, 7, "first", 2)], [(0, 7, 6, "first")]),
        (
            [mark(0, 7, "first"), mark(4, 6, "unnamed", 2)],
            [(0, 4, 3, "first"), (4, 6, 2, "unnamed"), (6, 7, 1, "first")],
        ),
        ([mark(0, 5, "first"), mark(2, 7, "second", 2)], [(0, 2, 2, "first"), (2, 7, 4, "second")]),
        ([mark(0, 3, "own"), mark(4, 7, "first", 2)], [(0, 3, 3, "own"), (4, 7, 3, "first")]),
    ],
    ids=["nobody quoted", "one", "two side by side", "nested", "crossing", "own statement"],
)
def test_a_text_falls_into_stretches(marks, expected):
    assert told("abc def", *marks) == expected


def test_a_stretch_leads_to_its_first_claim():
    found = stretches("abc def", [mark(0, 3, "first", 5), mark(4, 7, "first", 6)])
    assert [one.mention for one in found] == [5]


def test_blanks_alone_make_no_stretch():
    assert stretches(" \n ", []) == []
    assert [share.percent for share in shares([])] == [0, 0, 0, 0]


texts = st.text(st.sampled_from("ab \n"), max_size=60)
places = st.lists(st.tuples(st.integers(0, 65), st.integers(1, 30), st.sampled_from(Hand)), max_size=10)


@given(texts, places)
def test_shares_add_up_to_every_character_and_to_100(text, given_places):
    marks = [mark(start, start + length, hand, number) for number, (start, length, hand) in enumerate(given_places)]
    found = stretches(text, marks)
    total = len("".join(text.split()))
    assert sum(one.characters for one in found) == total
    assert sum(share.characters for share in shares(found)) == total
    assert sum(share.percent for share in shares(found)) == (100 if total else 0)
    assert [share.hand for share in shares(found)] == list(Hand)
    for share in shares(found):
        assert abs(share.percent - 100 * share.characters / max(total, 1)) < 1


@given(texts, places)
def test_stretches_follow_each_other_and_neighbours_differ(text, given_places):
    marks = [mark(start, start + length, hand, number) for number, (start, length, hand) in enumerate(given_places)]
    found = stretches(text, marks)
    for one, other in pairwise(found):
        assert one.end <= other.start
        assert one.hand != other.hand
        assert other.before == one.before + one.characters
    for one in found:
        assert len("".join(text[one.start : one.end].split())) == one.characters
