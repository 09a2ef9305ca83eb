"""A client, and a small world of claims that the tests of the API share."""

from dataclasses import dataclass

import pytest
from rest_framework.test import APIClient

from claims.models import Mention
from claims.vocabulary import Part
from sources.models import Actor
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimTimeFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
)


@pytest.fixture
def api(db):  # noqa: ARG001 - the fixture opens the database
    """A reader who is not logged in; an exception in a view is an answer 500, as in production."""
    return APIClient(raise_request_exception=False)


def belongs(claim, actor, part=Part.ACTOR):
    """Writes what is derived for a claim with `actor`: the actor itself and all that it is part of."""
    ClaimActorFactory(claim=claim, actor=actor, part=part, exact=True)
    while actor := actor.part_of:
        ClaimActorFactory(claim=claim, actor=actor, part=part, exact=False)


@dataclass
class World:
    """Russia with its ministry, a nested claim with all kinds of evidence, and the mention that it is nested in."""

    russia: Actor
    ministry: Actor
    expert: Actor
    outer: Mention
    inner: Mention


@pytest.fixture
def world(db):  # noqa: ARG001 - the fixture opens the database
    """One article in which an expert repeats what estimates say about Russia."""
    russia = ActorFactory(
        slug="russia",
        name="Russia",
        name_de="Russland",
        kind="country",
        qid="Q159",
        code="RU",
        aliases=["Moskau", "russisch", "Kreml"],
    )
    ministry = ActorFactory(slug="russian-ministry", name="Ministry of Defence of Russia", part_of=russia)
    expert = ActorFactory(name="Anna Alt", kind="person")
    estimates = ActorFactory(name="Schätzungen", kind="group")
    text = "Nach Schätzungen erhielt Russland im Mai rund 300 Granaten, sagte Anna Alt."
    article = ArticleFactory(text=text, outlet=ActorFactory(slug="tagespost", name="Tagespost", kind="outlet"))
    outer = MentionFactory(
        extraction__article=article, text="Nach Schätzungen erhielt Russland im Mai rund 300 Granaten"
    )
    inner = MentionFactory(extraction=outer.extraction, parent=outer, text="erhielt Russland im Mai rund 300 Granaten")
    AttributionFactory(mention=outer, actor=expert, surface="Anna Alt", cue="sagte", role="Historikerin")
    AttributionFactory(mention=inner, actor=estimates, surface="Schätzungen", cue="Nach", anonymity="collective")
    AttributionFactory(mention=inner, position=1, actor=expert, surface="Anna Alt", cue="sagte")
    MentionActorFactory(mention=inner, actor=russia)
    QuantityFactory(mention=inner, position=0)
    ClaimTimeFactory(mention=inner, position=0)
    belongs(inner.claim, russia)
    belongs(inner.claim, expert, Part.SOURCE)
    belongs(inner.claim, estimates, Part.SOURCE)
    belongs(outer.claim, expert, Part.SOURCE)
    return World(russia, ministry, expert, outer, inner)
