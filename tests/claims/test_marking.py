"""Marks that nest, cross and repeat, as pieces in a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.marking import Excerpt, Mark, joined, pieces, within_paragraph


def claim(start, end, number):
    return Mark(start, end, "direct", claim=number, mention=number)


def shape(found):
    """Words with the claims they stand in, outermost first."""
    return [(piece.text, [mark.claim for mark in piece.marks]) for piece in found]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", [])]),
        ([claim(0, 6, 1)], [("abcdef", [1])]),
        ([claim(1, 3, 1)], [("a", []), ("bc", [1]), ("def", [])]),
        ([claim(0, 6, 1), claim(2, 4, 2)], [("ab", [1]), ("cd", [1, 2]), ("ef", [1])]),
        ([claim(2, 4, 2), claim(0, 6, 1)], [("ab", [1]), ("cd", [1, 2]), ("ef", [1])]),
        ([claim(0, 4, 1), claim(2, 6, 2)], [("ab", [1]), ("cd", [1, 2]), ("ef", [2])]),
        ([claim(0, 2, 1), claim(4, 6, 1)], [("ab", [1]), ("cd", []), ("ef", [1])]),
        ([claim(4, 90, 1), claim(50, 60, 2)], [("abcd", []), ("ef", [1])]),
    ],
)
def test_places_become_pieces(marks, expected):
    assert shape(pieces("abcdef", marks)) == expected


def test_an_excerpt_keeps_the_places_of_its_article():
    assert shape(pieces("cdef", [claim(0, 3, 1), claim(4, 5, 2)], start=2)) == [
        ("c", [1]),
        ("d", []),
        ("e", [2]),
        ("f", []),
    ]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(1, 20), st.integers(1, 4))))
def test_no_character_is_lost_and_each_has_exactly_its_marks(text, places):
    marks = [claim(start, start + length, number) for start, length, number in places]
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        for place in range(at, at + len(piece.text)):
            assert set(piece.marks) == {mark for mark in marks if mark.start <= place < mark.end}
        at += len(piece.text)


@pytest.mark.parametrize(
    ("excerpt", "place", "expected"),
    [
        (Excerpt("Titel\n\nEr kommt heute.\nMehr", 0), (10, 15), ("Er kommt heute.", 7, (False, False))),
        (
            Excerpt("albes Wort er kommt heute noch ma", 50, (True, True)),
            (61, 69),
            ("Wort er kommt heute noch", 56, (True, True)),
        ),
        (Excerpt("kommt", 7, (True, True)), (7, 12), ("kommt", 7, (True, True))),
    ],
)
def test_surroundings_stay_in_the_paragraph_and_end_between_words(excerpt, place, expected):
    cut = within_paragraph(excerpt, *place)
    assert (cut.text, cut.start, cut.more) == expected


@pytest.mark.parametrize(
    ("excerpts", "expected"),
    [
        ([], []),
        ([(0, "abc"), (5, "fg")], [(0, "abc"), (5, "fg")]),
        ([(0, "abc"), (2, "cde")], [(0, "abcde")]),
        ([(2, "cde"), (0, "abc"), (4, "efg")], [(0, "abcdefg")]),
        ([(0, "abcdef"), (2, "cd")], [(0, "abcdef")]),
        ([(0, "abc"), (3, "def")], [(0, "abc"), (3, "def")]),
    ],
)
def test_excerpts_that_overlap_are_one(excerpts, expected):
    found = joined(Excerpt(text, start) for start, text in excerpts)
    assert [(one.start, one.text) for one in found] == expected


def test_a_joined_excerpt_goes_on_where_its_ends_do():
    [one] = joined([Excerpt("abc", 1, (True, True)), Excerpt("cd", 3, (False, False))])
    assert one == Excerpt("abcd", 1, (True, False))
