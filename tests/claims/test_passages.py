"""Claims in the text of an article: nested, crossing, broken, over several paragraphs."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.marking import Excerpt, Mark
from claims.passages import LANES, SLOTS, WIDE_SLOTS, lanes, paragraphs_of, passages


def claim(start, end, number):
    return Mark(start, end, "direct", claim=number, mention=number)


def shape(found):
    """By passage, words with the claims they stand in, outermost first."""
    return [[(run.text, [layer.mention for layer in run.layers]) for run in one.runs] for one in found]


def whole(text, *marks):
    return passages(paragraphs_of(text), marks)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", [])]),
        ([(0, 6, 1), (2, 4, 2)], [("ab", [1]), ("cd", [1, 2]), ("ef", [1])]),
        ([(0, 4, 1), (2, 6, 2)], [("ab", [1]), ("cd", [1, 2]), ("ef", [2])]),
        ([(0, 2, 1), (4, 6, 1), (2, 4, 2)], [("ab", [1]), ("cd", [2]), ("ef", [1])]),
        ([(0, 6, 1), (0, 6, 2), (1, 5, 3)], [("a", [1, 2]), ("bcde", [1, 2, 3]), ("f", [1, 2])]),
        ([(0, 4, 1), (2, 6, 1)], [("ab", [1]), ("cd", [1]), ("ef", [1])]),
    ],
    ids=["none", "nested", "crossing", "broken", "three deep", "overlapping itself"],
)
def test_words_stand_under_their_claims(marks, expected):
    assert shape(whole("abcdef", *(claim(*mark) for mark in marks))) == [expected]


def test_a_claim_has_one_anchor_one_stop_and_one_number():
    [found] = whole("abcdef", claim(0, 6, 7), claim(2, 4, 9))
    assert [[layer.opens for layer in run.layers] for run in found.runs] == [[True], [False, True], [False]]
    assert [run.stop for run in found.runs] == [True, True, False]
    assert [run.numbers for run in found.runs] == ["", "2", "1"]
    assert [run.innermost.mention for run in found.runs] == [7, 9, 7]
    assert found.mentions == (7, 9)


def test_claims_over_the_same_words_have_their_anchor_and_number_there_both():
    [found] = whole("abc", claim(0, 3, 7), claim(0, 3, 9))
    assert [[(layer.mention, layer.opens) for layer in run.layers] for run in found.runs] == [[(7, True), (9, True)]]
    assert [run.numbers for run in found.runs] == ["1,2"]


def test_a_claim_over_paragraphs_begins_in_the_first_and_is_known_in_all():
    one, other = whole("eins\n\nzwei", claim(0, 10, 5), claim(6, 8, 6))
    assert (one.mentions, other.mentions) == ((5,), (6,))
    assert {layer.slot for found in (one, other) for run in found.runs for layer in run.layers} == {"x1", "1"}
    assert [layer.opens for run in other.runs for layer in run.layers if layer.mention == 5] == [False, False]


def test_claims_of_a_paragraph_have_different_slots_until_there_are_no_more():
    words = "ab" * (SLOTS + 2)
    [found] = whole(words, *(claim(place * 2, place * 2 + 1, place) for place in range(SLOTS + 2)))
    slots = [layer.slot for run in found.runs for layer in run.layers]
    assert slots == [*(str(number) for number in range(1, SLOTS + 1)), "", ""]


def test_claims_over_paragraphs_have_slots_of_their_own_in_the_whole_article():
    count = WIDE_SLOTS + 1
    found = whole("a\nb\n" * count, *(claim(place * 4, place * 4 + 3, place) for place in range(count)))
    slots = [layer.slot for one in found for run in one.runs for layer in run.layers if layer.opens]
    assert slots == [*(f"x{number}" for number in range(1, count)), ""]


def test_the_style_sheet_knows_every_slot():
    with open("claims/static/claims/article.css", encoding="utf-8") as sheet:  # noqa: PTH123 - from the root of the project
        rules = sheet.read()
    for slot in [*range(1, SLOTS + 1), *(f"x{number}" for number in range(1, WIDE_SLOTS + 1))]:
        assert f":has(.m{slot}:target) .m{slot}" in rules


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([(0, 9, 1), (2, 4, 2), (3, 4, 3), (5, 6, 4)], {1: 0, 2: 1, 3: 2, 4: 1}),
        ([(0, 4, 1), (2, 6, 2), (5, 9, 3)], {1: 0, 2: 1, 3: 0}),
        ([(0, 2, 1), (6, 8, 1), (3, 5, 2)], {1: 0, 2: 1}),
        ([(0, 9, number) for number in range(6)], {0: 0, 1: 1, 2: 2, 3: 3, 4: 3, 5: 3}),
    ],
    ids=["nested", "chain of crossings", "within the gap of a broken one", "more than there are lines"],
)
def test_lines_below_the_words_stay_apart(marks, expected):
    assert lanes([claim(*mark) for mark in marks]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eins\nzwei", [("eins", 0), ("zwei", 5)]),
        ("eins\r\n\r\n \r\nzwei\r", [("eins", 0), ("zwei", 11)]),
        ("\n\n", []),
        ("eins  zwei", [("eins  zwei", 0)]),
        ("", []),
    ],
)
def test_line_ends_part_paragraphs(text, expected):
    assert [(one.text, one.start) for one in paragraphs_of(text)] == expected


texts = st.text(st.sampled_from("ab \n\r\u2029𝒲"), max_size=40)
places = st.lists(st.tuples(st.integers(0, 45), st.integers(1, 20), st.integers(1, 6)), max_size=12)


@given(texts, places)
def test_no_word_is_lost_and_each_claim_lies_over_exactly_its_words(text, told):
    marks = [claim(start, start + length, number) for start, length, number in told]
    found = whole(text, *marks)
    covered = {number: set() for _start, _length, number in told}
    for one in found:
        at = one.start
        for run in one.runs:
            assert text[at : at + len(run.text)] == run.text
            for layer in run.layers:
                covered[layer.mention] |= set(range(at, at + len(run.text)))
            at += len(run.text)
        assert at == one.end
    shown = {place for one in found for place in range(one.start, one.end)}
    assert not "".join(letter for place, letter in enumerate(text) if place not in shown).strip()
    for number, letters in covered.items():
        due = {place for mark in marks if mark.mention == number for place in range(mark.start, mark.end)}
        assert letters == due & shown


@given(texts, places)
def test_each_claim_that_is_shown_has_one_anchor_one_number_and_one_note(text, told):
    marks = [claim(start, start + length, number) for start, length, number in told]
    found = whole(text, *marks)
    layers = [layer for one in found for run in one.runs for layer in run.layers]
    shown = sorted({layer.mention for layer in layers})
    assert sorted(layer.mention for layer in layers if layer.opens) == shown
    assert sorted(key for one in found for key in one.mentions) == shown
    assert len([number for one in found for run in one.runs for number in run.ends]) == len(shown)
    stops = [run.innermost.mention for one in found for run in one.runs if run.stop]
    assert sorted(stops) == sorted({run.innermost.mention for one in found for run in one.runs if run.innermost})


@given(places)
def test_claims_that_share_words_have_lines_of_their_own(told):
    marks = [claim(start, start + length, number) for start, length, number in told]
    found = lanes(marks)
    for one, other in combinations(marks, 2):
        crossing = one.mention != other.mention and one.start < other.end and other.start < one.end
        if crossing and max(found[one.mention], found[other.mention]) < LANES - 1:
            assert found[one.mention] != found[other.mention]


def test_an_excerpt_keeps_its_place():
    [found] = passages([Excerpt("cdef", 2, (True, False))], [claim(0, 3, 1), claim(4, 5, 2)])
    assert (found.start, found.end, found.more) == (2, 6, (True, False))
    assert shape([found]) == [[("c", [1]), ("d", []), ("e", [2]), ("f", [])]]


def test_a_mark_without_a_mention_has_no_place():
    with pytest.raises(ValueError, match="only marks of mentions"):
        whole("abc", Mark(0, 1, "speaker"))
