"""Names of organisations: what says which house it is, and what only says its sort."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sources.names import name_key
from sources.organisations import WORDS, Agreement, agreement, organisation_key, words

STRONG = [
    ("Ewha Universität", "Ewha Womans University"),
    ("Ewha-Frauenuniversität", "Ewha Womans University"),
    ("Ewha Woman’s University", "Ewha Universität in Seoul"),
    ("TU Hamburg", "Technische Universität Hamburg"),
    ("der Technischen Universität Dresden", "Technische Universität Dresden"),
    ("University of Oxford", "Oxford University"),
    ("Humboldt-Universität zu Berlin", "HU Berlin"),
    ("Humboldt-Universität", "Humboldt-Universität zu Berlin"),
    ("Nationaluniversität Seoul", "Seoul National University"),
    ("Harvard University", "Harvard Business School"),
    ("Universität Yonsei", "Yonsei University"),
    ("Hafenuniversität", "Hafen-Universität"),
    ("Institut für Weltwirtschaft", "Kieler Institut für Weltwirtschaft"),
    ("Instituts für Zeitgeschichte", "Institut für Zeitgeschichte München"),
    ("Rheinmetall", "Rheinmetall AG"),
    ("Haaretz", "Zeitung Haaretz"),
    ("Verteidigungsministerium", "Verteidigungsministeriums"),
    ("Wirtschaftsministerium", "Wirtschaftsministerium"),
]
WEAK = [
    ("Universität Hamburg", "Technische Universität Hamburg"),
    ("Universität Hamburg", "Institut Hamburg"),
    ("Freie Universität Berlin", "Technische Universität Berlin"),
    ("Universität Berlin", "FU Berlin"),
    ("Oxford University", "Oxford Brookes University"),
    ("Arizona State University", "University of Arizona"),
    ("Seoul University", "Seoul National University"),
    ("Universität München", "Ludwig-Maximilians-Universität München"),
]
NONE = [
    ("Universität Hamburg", "Universität Kiel"),
    ("Universität", "Universität"),
    ("Universität", "Hochschule"),
    ("Heinrich-Böll-Stiftung", "Heinrich-Heine-Universität"),
    ("Universität Hamburg", "Sparkasse Hamburg"),
    ("", ""),
    ("„“", "Universität Kiel"),
]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(*pair, level) for level, pairs in zip(reversed(Agreement), (STRONG, WEAK, NONE), strict=True) for pair in pairs],
)
def test_agreement(one, other, expected):
    assert agreement(one, other) == expected
    assert agreement(other, one) == expected


@pytest.mark.parametrize(("one", "other"), STRONG)
def test_what_agrees_is_found_by_one_key(one, other):
    assert organisation_key(one) == organisation_key(other) != ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_a_key_of_words_in_order_and_agreement_has_no_direction(one, other):
    assert organisation_key(one) == " ".join(sorted(organisation_key(one).split()))
    assert agreement(one, other) == agreement(other, one)


def test_no_word_of_the_data_is_of_two_sorts():
    known = words()
    lists = [known.noise, frozenset(known.sorts), frozenset(known.qualifiers), frozenset(known.abbreviations)]
    for number, one in enumerate(lists):
        for other in lists[number + 1 :]:
            assert not one & other


def test_the_words_of_the_data_are_keys():
    told = yaml.safe_load(WORDS.read_text())
    for word in (*told["noise"], *told["before_places"], *told["places"], *told["abbreviations"]):
        assert word == name_key(word)
    assert told["noise"].count("s") == 1
