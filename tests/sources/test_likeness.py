"""What speaks for two actors being one, and how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.likeness import Affiliated, Profile, abbreviations, belongs, blocks, likeness
from sources.names import is_same_name
from sources.organisations import Agreement
from sources.suggestions import REASONS


def person(name, *organisations, **told):
    return Profile("person", (name,), tuple(map(Affiliated, organisations)), **told)


def house(name, kind="organisation", **told):
    return Profile(kind, (name,), **told)


ALIKE = [
    (person("Lim Eun-jung"), person("Eunjung Lim"), {"same_words", "no_affiliation"}),
    (person("Lim Eun-jung", "Ewha"), person("Eunjung Lim", "Deutsche Bank"), {"same_words", "other_affiliation"}),
    (person("Hans Maier", "TU Hamburg"), person("Hans Meier", "TU Hamburg"), None),
    (person("Hans Maier", "TU Hamburg"), person("Hans Maier", "Uni Hamburg"), {"same_name", "similar_affiliation"}),
    (person("Selenskyj"), person("Zelensky"), {"same_words", "no_affiliation"}),
    (person("Leif-Eric Easley", "Ewha"), person("L. Easley", "Ewha Universität"), {"surname", "same_affiliation"}),
    (person("Leif-Eric Easley", "Ewha"), person("Easley", "Ewha Universität"), {"surname", "same_affiliation"}),
    (person("Leif-Eric Easley", "Ewha"), person("Leif Easley", "Ewha Universität"), {"surname", "same_affiliation"}),
    (person("Leif-Eric Easley", "Ewha"), person("Leif Easley", "Deutsche Bank"), None),
    (person("Leif-Eric Easley"), person("Easley"), None),
    (person("Hans Maier", "SPD"), person("Anna Maier", "SPD"), None),
    (person("H. Maier", "SPD"), person("Anna Maier", "SPD"), None),
    (person("Kim Min-su", "Ewha"), person("Kim Su-min", "Ewha"), {"same_words", "same_affiliation"}),
    (house("Rheinmetall"), house("Rheinmetall AG"), {"sort_of_thing"}),
    (house("Haaretz", "outlet"), house("Zeitung Haaretz", "outlet"), {"sort_of_thing"}),
    (house("SWP"), house("Stiftung Wissenschaft und Politik"), {"abbreviation"}),
    (house("Institut Kiel"), house("Kiel Institut"), {"same_words"}),
    (house("Deutsche Welle", "outlet"), house("Deutschen Welle", "outlet"), {"same_words"}),
    (house("Universität Hamburg"), house("Technische Universität Hamburg"), None),
    (house("Deutsche Bank"), house("Deutsche Bahn"), None),
    (house("SVP"), house("SWP"), None),
    (house("Europäisches Parlament"), house("Europäischer Gerichtshof"), None),
    (house("Bundesministerium des Innern"), house("BDI"), None),
    (house("Rheinmetall", known=True), house("Rheinmetall AG", known=True), None),
    (house("Rheinmetall", known=True), house("Rheinmetall AG"), {"sort_of_thing"}),
    (house("Haaretz"), house("Haaretz", "outlet"), None),
    (house("Korea", "country"), house("Korea", "country"), None),
    (person("Hans Maier", ids=frozenset({"Q1"})), person("Hans Maier", ids=frozenset({"Q2"})), None),
    (person("Hans Maier", ids=frozenset({"Q1"})), person("Hans Maier"), {"same_name", "no_affiliation"}),
]


@pytest.mark.parametrize(("one", "other", "codes"), ALIKE)
def test_likeness(one, other, codes):
    found = likeness(one, other)
    assert (found and {reason.code for reason in found.reasons}) == codes
    back = likeness(other, one)
    assert (back and back.score) == (found and found.score)
    if found:
        assert 0 < found.score <= 1
        assert blocks(one) & blocks(other), "it would never be looked at"


def test_every_reason_has_words():
    codes = {code for *_pair, codes in ALIKE for code in codes or ()}
    assert codes == REASONS.keys()


def test_more_agreement_scores_more():
    scores = [
        likeness(person("Lim Eun-jung", "Ewha"), person("Eunjung Lim", *told)).score
        for told in (["Deutsche Bank"], [], ["Ewha Universität"])
    ]
    assert scores == sorted(set(scores))


def test_an_organisation_that_is_known_agrees_whatever_it_is_called():
    assert belongs([Affiliated("SWP", 7)], [Affiliated("Stiftung Wissenschaft und Politik", 7)]) == Agreement.STRONG
    assert belongs([Affiliated("SWP", 7)], [Affiliated("Stiftung Wissenschaft und Politik", 8)]) == Agreement.NONE
    assert belongs([], [Affiliated("SWP")]) == Agreement.NONE


def test_abbreviations_leave_small_words_out():
    assert abbreviations("Stiftung Wissenschaft und Politik") == {"swp"}
    assert abbreviations("Rheinmetall") == set()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lim Eun-jung", "Eunjung Lim", True),
        ("Leif-Eric Easley", "Leif Eric Easley", True),
        ("Wolodymyr Selenskyj", "Volodymyr Zelensky", True),
        ("Kim Jong Un", "Kim Jong-un", True),
        ("John F. Kennedy", "John Kennedy", True),
        ("John A. Smith", "John B. Smith", False),
        ("Kim Min-su", "Kim Su-min", False),
        ("Kim Min Su", "Kim Su Min", False),
        ("Selenskyj", "Zelensky", False),
        ("Hans Maier", "Anna Maier", False),
        ("H. Maier", "Hans Maier", False),
        ("", "", False),
    ],
)
def test_a_full_name_is_surely_the_same_or_not(one, other, same):
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_likeness_has_no_direction(one, other, organisation):
    ours, theirs = person(one, organisation), person(other, organisation)
    found, back = likeness(ours, theirs), likeness(theirs, ours)
    assert (found and found.score) == (back and back.score)
    if found:
        assert blocks(ours) & blocks(theirs)
