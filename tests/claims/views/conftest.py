"""A small world of articles and claims for the pages, and readers."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from claims.models import Claim, Mention
from claims.vocabulary import Part
from sources.models import Actor, Article
from tests.factories import (
    ActorFactory,
    AffiliationFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimTimeFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
    UserFactory,
)

TEXT = (
    "Granaten für Moskau\n\nNach Schätzungen erhielt Russland im Mai rund 300 Granaten, sagte Anna Alt. "
    "„Das ist viel“, sagte sie, „sehr viel.“"
)


@dataclass
class World:
    """An article with a nested claim and a broken quotation; an expert who says both, a state whom one is about."""

    russia: Actor
    expert: Actor
    article: Article
    outer: Mention
    inner: Mention
    broken: Mention


@pytest.fixture
def world(db):  # noqa: ARG001 - the fixture opens the database
    return make_world()


def make_world():
    """Another world of the same shape; text and names are its own."""
    number = Claim.objects.count()
    russia = ActorFactory(name=f"Russia {number}", name_de=f"Russland {number}", kind="country", aliases=["Moskau"])
    expert = ActorFactory(name=f"Anna Alt {number}", kind="person")
    AffiliationFactory(person=expert, role="Historikerin", organisation_name="Universität Kiel")
    article = ArticleFactory(text=f"{TEXT} ({number})", title="Granaten für Moskau")
    outer = MentionFactory(
        extraction__article=article, text="Nach Schätzungen erhielt Russland im Mai rund 300 Granaten"
    )
    told = {"extraction": outer.extraction}
    inner = MentionFactory(**told, parent=outer, text="erhielt Russland im Mai rund 300 Granaten")
    parts = [TEXT.index("„Das"), TEXT.index("“, sagte") + 1], [TEXT.index("„sehr"), len(TEXT)]
    words = " … ".join(TEXT[start:end] for start, end in parts)
    place = {"start": parts[0][0], "end": parts[1][1], "spans": list(parts)}
    broken = MentionFactory(**told, form="direct", text=words, **place)
    for mention in (outer, broken):
        AttributionFactory(mention=mention, actor=expert, surface="Anna Alt", cue="sagte", role="Historikerin")
        ClaimActorFactory(claim=mention.claim, actor=expert, part=Part.SOURCE)
    AttributionFactory(mention=inner, actor=None, surface="Schätzungen", anonymity="collective")
    AttributionFactory(mention=inner, position=1, actor=expert, surface="Anna Alt", cue="sagte")
    MentionActorFactory(mention=inner, actor=russia)
    ClaimActorFactory(claim=inner.claim, actor=russia, part=Part.ACTOR)
    QuantityFactory(mention=inner, position=0)
    ClaimTimeFactory(mention=inner, position=0)
    return World(russia, expert, article, outer, inner, broken)


@pytest.fixture
def page(client):
    """The page at an address, its blanks and line ends made one blank each; fails where it does not answer 200 (or `status`)."""

    def at(address, status=200, **headers):
        answer = client.get(address, headers=headers)
        assert answer.status_code == status, address
        return " ".join(answer.content.decode().split())

    return at


def reader(*permissions):
    """A signed-in reader with these rights."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client
