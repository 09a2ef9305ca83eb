"""Concepts in the admin: curators add words, and figures are regrouped at once."""

import pytest
from django.urls import reverse

from claims.concept_loading import load_concepts
from claims.models import Concept, Quantity
from tests.claims.building import about, claim, extraction, store
from tests.claims.test_grouping import KNOWN, figure
from tests.factories import ArticleFactory, ConceptFactory

pytestmark = pytest.mark.django_db
TEXT = "Arland zeigte 40 Schleudern."


@pytest.fixture
def slings():
    """A figure of something that no concept has."""
    load_concepts(known=KNOWN)
    actors = (about(TEXT, "Arland", "Arland", role="agent"),)
    quantities = (figure(TEXT, "40 Schleudern", 40, "Schleudern"),)
    article = ArticleFactory(text=TEXT, state="waiting")
    store(article, extraction(TEXT, claim(TEXT, TEXT, form="narrative", actors=actors, quantities=quantities)))
    return Quantity.objects.get()


def page(concept):
    return reverse("admin:claims_concept_change", args=[concept.pk])


def save(client, concept, **changes):
    words = list(concept.words.order_by("key", "pk"))
    data = {
        "name": concept.name,
        "name_de": concept.name_de,
        "kind": concept.kind,
        "broader": concept.broader_id or "",
        "words-TOTAL_FORMS": len(words) + 1,
        "words-INITIAL_FORMS": len(words),
        **{f"words-{n}-id": word.pk for n, word in enumerate(words)},
        **{f"words-{n}-text": word.text for n, word in enumerate(words)},
        **{f"words-{n}-concept": concept.pk for n in range(len(words) + 1)},
    } | changes
    return client.post(page(concept), data, follow=True).content.decode()


def test_a_new_word_regroups_its_figures_at_once_and_so_does_taking_it_away(admin_client, slings):
    weapons = Concept.objects.get(slug="weapons")
    assert slings.series.noun == "schleuder"
    save(admin_client, weapons, **{"words-1-text": "Schleuder"})
    slings.refresh_from_db()
    assert (slings.series.concept, slings.thing) == (weapons, weapons)
    weapons.refresh_from_db()
    assert weapons.curated
    [taken] = [n for n, word in enumerate(weapons.words.order_by("key", "pk")) if word.text == "Schleuder"]
    save(admin_client, weapons, **{f"words-{taken}-DELETE": "on"})
    slings.refresh_from_db()
    assert (slings.series.noun, slings.thing) == ("schleuder", None)


def test_a_word_stands_for_one_concept_only(admin_client, slings):
    assert slings
    html = save(admin_client, Concept.objects.get(slug="weapons"), **{"words-1-text": "GRANATE"})
    assert "It stands for shells already." in html


def test_no_circle_of_concepts(admin_client):
    one = ConceptFactory()
    two = ConceptFactory(broader=one)
    html = save(admin_client, one, broader=str(two.pk))
    assert "A concept cannot be part of itself, nor of its own parts." in html


def test_concepts_are_found_by_their_words(admin_client):
    ConceptFactory(name="shells", words=["Granate"])
    ConceptFactory(name="bread")
    html = admin_client.get(reverse("admin:claims_concept_changelist"), {"q": "gran"}).content.decode()
    assert "shells" in html
    assert "bread" not in html
