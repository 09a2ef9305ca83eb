"""Concepts: loaded once, kept as curators leave them, found by any of their words."""

import pytest

from claims.concept_loading import LoadedConcepts, known_concepts, load_concepts
from claims.concepts import broader_keys, forms, narrower_keys
from claims.counting import Words, head_noun, normal_noun
from claims.models import Concept, ConceptWord
from tests.factories import ConceptFactory

pytestmark = pytest.mark.django_db
KNOWN = {
    "weapons": {"de": "Waffen", "words": ["waffe"]},
    "shells": {"de": "Granaten", "broader": "weapons", "words": ["granate"]},
}


def words_of(slug):
    return sorted(ConceptWord.objects.filter(concept__slug=slug).values_list("text", flat=True))


def test_loading_twice_changes_nothing():
    assert load_concepts(known=KNOWN) == LoadedConcepts(2, 2)
    assert load_concepts(known=KNOWN) == LoadedConcepts(0, 0)
    assert Concept.objects.get(slug="shells").broader.slug == "weapons"


def test_what_comes_with_factbase_loads_whole_and_is_all_in_reach_of_weapons():
    loaded = load_concepts(known=known_concepts())
    assert loaded.concepts == len(known_concepts())
    assert loaded.words == sum(len(told["words"]) for told in known_concepts().values())
    keys = dict(Concept.objects.values_list("slug", "pk"))
    above = broader_keys([keys["artillery-shells"]])[keys["artillery-shells"]]
    assert above == {keys["artillery-shells"], keys["ammunition"], keys["weapons"]}
    assert keys["missiles"] in narrower_keys([keys["weapons"]])
    assert keys["refugees"] not in narrower_keys([keys["weapons"]])


def test_a_concept_that_a_curator_changed_keeps_its_words():
    load_concepts(known=KNOWN)
    ConceptWord.objects.filter(text="granate").delete()
    Concept.objects.filter(slug="shells").update(curated=True, name="Grenades")
    assert load_concepts(known=KNOWN) == LoadedConcepts(0, 0)
    assert (words_of("shells"), Concept.objects.get(slug="shells").name) == ([], "Grenades")


def test_a_word_stays_with_the_concept_that_has_it():
    ConceptFactory(slug="fruit", words=["Granate"])
    load_concepts(known=KNOWN)
    assert (words_of("fruit"), words_of("shells")) == (["Granate"], [])


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("Granaten", "artillery-shells"),
        ("Artilleriegranaten", "artillery-shells"),
        ("Artilleriegeschossen", "artillery-shells"),
        ("Geschosse", "artillery-shells"),
        ("Häusern", "houses"),
        ("Haus", "houses"),
        ("Schüler", "pupils"),
        ("Schulen", "schools"),
        ("Arbeitsplätze", "jobs"),
        ("Stellen", "jobs"),
        ("Seecontainern", "containers"),
        ("Soldatinnen", "soldiers"),
        ("Toten", "deaths"),
        ("Kommode", None),
        ("Blumen", None),
    ],
)
def test_nouns_in_any_form_are_found(noun, expected):
    load_concepts(known=known_concepts())
    found = Words.read().find(noun)
    assert (Concept.objects.get(pk=found).slug if found else None) == expected


def test_forms_begin_with_the_word_itself():
    assert next(forms("Häuser")) == "häuser"
    assert "haus" in forms("Häuser")
    assert list(forms("Tag")) == ["tag"]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("Container mit Munition", "Container"),
        ("Land- und Forstmaschinen", "Forstmaschinen"),
        ("Stück", "Stück"),
        ("%", ""),
    ],
)
def test_the_head_noun_of_a_unit(unit, expected):
    assert head_noun(unit) == expected


def test_a_noun_in_normal_form():
    assert {normal_noun(noun) for noun in ("Techniker", "Technikern")} == {"techniker"}


@pytest.mark.parametrize("name", ["shells", "Granaten", "GRANATE", "granate ", "Granaten "])
def test_concepts_are_called_by_slug_name_or_word(name):
    load_concepts(known=KNOWN)
    assert [one.slug for one in Concept.objects.called(name)] == ["shells"]


def test_a_circle_of_concepts_ends():
    one, other = ConceptFactory(), ConceptFactory()
    Concept.objects.filter(pk=one.pk).update(broader=other)
    Concept.objects.filter(pk=other.pk).update(broader=one)
    assert broader_keys([one.pk]) == {one.pk: {one.pk, other.pk}}
