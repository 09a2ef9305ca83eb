"""Words as search compares them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.stems import BREAK, LARGEST, LONGEST, Forms, joined, places, stem, tokens, word_key


@pytest.mark.parametrize(
    "same",
    [
        ("Kämpfer", "Kaempfer", "KÄMPFER", "Ka\u0308mpfer", "Kämpfern"),
        ("Straße", "Strasse", "STRASSE", "Straßen"),
        ("Nordkorea", "Nordkoreas"),
        ("Kiew", "Kiews"),
        ("Granate", "Granaten", "Gra\u00adnaten"),
        ("Haus", "Häuser", "Haeusern", "Hauses"),
        ("Selenskyj", "Selenskyjs"),
        ("Präsident", "Präsidenten", "Praesidenten"),
        ("Müller", "Mueller", "Müllers"),
        ("Élysée", "elysee"),
        ("russische", "russischen", "RUSSISCHER"),
    ],
)
def test_spellings_and_inflections_of_a_word_share_a_stem(same):
    assert len({stem(word) for word in same}) == 1


@pytest.mark.parametrize(("one", "other"), [("Norden", "Nordkorea"), ("Mauer", "Maus"), ("Iran", "Irak"), ("11", "12")])
def test_other_words_do_not(one, other):
    assert stem(one) != stem(other)


@given(st.text())
def test_a_token_is_plain_for_every_database(text):
    assert all(re.fullmatch("[a-z][a-z0-9]*|", stem(place.word)) for place in places(text))
    assert all(len(word_key(place.word)) <= LONGEST for place in places(text))


@given(st.text())
def test_words_stand_where_they_say(text):
    assert all(text[start:end] == word for start, end, word in places(text))


def test_tokens_are_the_words_in_order_then_what_they_are_found_by_as_well():
    forms = {"artilleriegranaten": Forms(("x",), ("artilleri", "granat"))}
    assert (
        tokens("300 Artilleriegranaten", forms) == f"n300 artilleriegranat {BREAK} x {BREAK} artilleri granat {BREAK}"
    )
    assert joined(["Ja", "Nein", "Ja"], {}) == f"ja {BREAK} nein {BREAK}"


def test_tokens_of_a_text_without_end_are_bounded():
    assert len(tokens(" ".join(f"wort{number}" for number in range(200_000)), {})) < 2 * LARGEST
