"""For whom a source speaks, and that claims are found by it."""

from datetime import date

import pytest

from claims.extraction.types import Hop
from claims.models import Attribution, Claim
from claims.speaking_for import speaks_for
from sources.actions import load_knowledge
from sources.knowledge import load
from sources.models import Actor
from tests.claims.building import TEXT, claim, extraction, hop, store
from tests.factories import NOON, ActorFactory, ArticleFactory


def named(name, affiliation=None):
    return Hop(surface=None, span=None, name=name, kind="person", affiliation=affiliation)


@pytest.mark.parametrize(
    ("who", "day", "body"),
    [
        (named("Dmitry Peskov"), date(2024, 6, 1), "Kremlin"),
        (named("Angela Merkel"), date(2016, 6, 1), "Germany"),
        (named("Angela Merkel"), date(2025, 6, 1), None),
        (named("Angela Merkel"), None, None),
        (named("Dmitry Peskov"), None, "Kremlin"),
        (named("Ida Vogel", "Institut für Märkte"), None, "Institut für Märkte"),
        (named("Ida Vogel"), date(2024, 6, 1), None),
        (Hop(surface=None, span=None), date(2024, 6, 1), None),
    ],
)
def test_the_body_is_told_or_that_of_the_office_held_that_day(who, day, body):
    found = speaks_for(who, day)
    assert (found and found.name) == body


@pytest.mark.django_db
def test_a_state_is_found_by_whoever_speaks_for_it_and_exactly_only_by_itself():
    load_knowledge(known=[actor for actor in load() if actor.slug in {"russia", "kremlin", "dmitry-peskov"}])
    article = ArticleFactory(text=TEXT, state="waiting", leased_by="a", leased_until=NOON, published_on="2024-06-01")
    store(article, extraction(TEXT, claim(TEXT, "im Mai", chain=(hop(None, None, "Dmitry Peskov", "person"),))))
    assert Attribution.objects.get().speaks_for == Actor.objects.get(slug="kremlin")
    for slug in ("russia", "kremlin", "dmitry-peskov"):
        assert Claim.objects.said_by(Actor.objects.filter(slug=slug)).count() == 1
    exact = Claim.objects.get().derived_actors.filter(part="source", exact=True)
    assert [row.actor.slug for row in exact] == ["dmitry-peskov"]


@pytest.mark.django_db
def test_who_is_not_named_speaks_for_the_body_that_is():
    ministry = ActorFactory(name="Hafenamt", kind="organisation", part_of=ActorFactory(name="State", kind="country"))
    article = ArticleFactory(text=TEXT, state="waiting", leased_by="a", leased_until=NOON)
    unnamed = Hop(surface=None, span=None, role="Sprecher", affiliation="Hafenamt", anonymity="anonymous")
    store(article, extraction(TEXT, claim(TEXT, "im Mai", chain=(unnamed,))))
    assert Attribution.objects.get().actor is None
    for actor in (ministry, ministry.part_of):
        assert Claim.objects.said_by(Actor.objects.filter(pk=actor.pk)).exists()
