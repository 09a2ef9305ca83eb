"""Names in all their inflections."""

import pytest

from claims.extraction import extract
from claims.extraction.gazetteer import Gazetteer, default_gazetteer, words_of
from sources.knowledge import KnownActor, KnownAlias, english_name

FOUND = [
    ("Nordkoreas Armee", "Nordkoreas", "north-korea"),
    ("russischen", "russischen", "russia"),
    ("Russinnen", "Russinnen", "russia"),
    ("in den Vereinigten Staaten", "Vereinigten Staaten", "united-states"),
    ("der Vereinten Nationen", "Vereinten Nationen", "united-nations"),
    ("Kim Jong-uns Zug", "Kim Jong-uns", "kim-jong-un"),
    ("die DVRK", "DVRK", "north-korea"),
]


def names(text):
    return [
        (text[m.start : m.end], {c.actor.slug for c in m.candidates})
        for m in default_gazetteer().matches(words_of(text, 0, len(text)))
    ]


@pytest.mark.parametrize(("text", "surface", "slug"), FOUND)
def test_finds_inflected_names(text, surface, slug):
    assert any(words == surface and slug in slugs for words, slugs in names(text))


@pytest.mark.parametrize("text", ["auf russisch", "usa", "die un war", "Granaten", ""])
def test_finds_nothing_in_other_words(text):
    assert names(text) == []


def test_longest_name_wins():
    known = [
        KnownActor("bank", "Bank", "Bank", "organisation", aliases=(KnownAlias("Bank"),)),
        KnownActor("nord", "Bank Nord", "Bank Nord", "organisation", aliases=(KnownAlias("Bank Nord"),)),
    ]
    text = "die Bank Nord und die Bank"
    found = Gazetteer(known).matches(words_of(text, 0, len(text)))
    assert [[c.actor.slug for c in match.candidates] for match in found] == [["nord"], ["bank"]]


def test_given_gazetteer_decides():
    known = KnownActor("hafenamt", "Port Authority", "Hafenamt", "organisation", aliases=(KnownAlias("Hafenamt"),))
    (claim,) = extract("Das Hafenamt sagte, dass der Kai bleibe.", gazetteer=Gazetteer([known])).claims
    assert claim.chain[0].name == "Port Authority"


def test_office_holders_by_year():
    gazetteer = default_gazetteer()
    assert gazetteer.office_holder("Präsidenten", "russia", 2014).slug == "vladimir-putin"
    assert gazetteer.office_holder("Zauberer", "russia", 2014) is None


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Kairo", "Cairo"),
        ("Moskau", "Moscow"),
        ("Kreml", "Kremlin"),
        ("Wilna", "Vilnius"),
        ("Oslo", "Oslo"),
        ("X", "X"),
    ],
)
def test_seats_of_power_have_an_english_name(text, english):
    assert english_name(text) == english
