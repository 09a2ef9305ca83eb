"""Whom a claim is about."""

import pytest

ACTORS = [
    ("Laut dpa liefert Nordkorea Granaten an Russland.", {("North Korea", "agent"), ("Russia", "recipient")}),
    ("Laut dpa liefert Pjöngjang Granaten an Moskau.", {("North Korea", "agent"), ("Russia", "recipient")}),
    ("Laut dpa steht die russische Armee vor Problemen.", {("Russia", "about")}),
    ("Laut dpa droht den USA und der Ukraine ein Streit.", {("United States", "about"), ("Ukraine", "about")}),
    ("Laut dpa verhandeln die Vereinten Nationen mit dem Weltstrafgericht.", {("United Nations", "about"), ("International Criminal Court", "recipient")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ACTORS)
def test_actors(said, text, expected):
    (claim,) = said(text)
    names = {(a.name, a.role) for a in claim.actors}
    assert {name for name, _ in names} == {name for name, _ in expected}
    assert {pair for pair in expected if pair[1] != "about"} <= names


def test_city_is_a_place_after_in(said):
    (claim,) = said("Laut dpa wurde in Moskau ein Laden eröffnet.")
    assert [(a.name, a.kind) for a in claim.actors] == [("Moskau", "place")]


def test_parts_of_compounds_are_found_where_they_stand(said):
    text = "Laut dpa scheitert die amerikanisch-südkoreanische Übung."
    (claim,) = said(text)
    assert {a.name: text[slice(*a.span)] for a in claim.actors} == {
        "United States": "amerikanisch",
        "South Korea": "südkoreanische",
    }


def test_speaker_is_no_actor_of_a_reported_claim(said):
    (claim,) = said("Russland forderte von der Ukraine einen Verzicht.")
    assert [a.name for a in claim.actors] == ["Ukraine"]


def test_he_is_the_man_named_before(said):
    claims = said("Wladimir Putin besuchte Nordkorea. „Er will Stärke zeigen“, sagte Petra Holm.")
    assert [a.name for a in claims[-1].actors] == ["Vladimir Putin"]


def test_both_countries_are_the_two_named_most(said):
    claims = said("Nordkorea und Russland rücken zusammen. Laut dpa wollen die beiden Länder enger handeln.")
    assert {a.name for a in claims[-1].actors} == {"North Korea", "Russia"}


def test_qids_come_from_the_knowledge_base(said):
    (claim,) = said("Laut dpa liefert Russland Gas.")
    assert [a.qid for a in claim.actors] == ["Q159"]
