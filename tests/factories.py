"""Test data: one factory a model. A mention and all that it carries are real slices of its article's text.

`ArticleFactory(text=...)` makes the text as well; `MentionFactory(extraction=..., text="...")` finds its words in it.
Rows of `ClaimActor` are made by hand here, so that queries can be tested without what derives them.
"""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from claims.models import (
    Attribution,
    Claim,
    ClaimActor,
    ClaimTime,
    Decision,
    Extraction,
    Mention,
    MentionActor,
    Quantity,
    Relation,
)
from sources.models import Actor, Affiliation, Alias, Article, ArticleText, UsedSource

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SENTENCE = "Russland hat im Mai rund 300 Granaten aus Nordkorea erhalten"


def place_of(words: str, article: Article) -> int:
    """Where `words` start in the text of `article`; an error where they do not stand there."""
    return article.body.text.index(words)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda n: f"user{n}")


class AliasFactory(DjangoModelFactory):
    class Meta:
        model = Alias

    actor = factory.SubFactory("tests.factories.ActorFactory")
    text = factory.Sequence(lambda n: f"Alias {n}")


class ActorFactory(DjangoModelFactory):
    """An actor with its names as aliases; `aliases=["Moskau"]` adds more."""

    class Meta:
        model = Actor
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"actor-{n}")
    name = factory.Sequence(lambda n: f"Actor {n}")
    kind = "organisation"

    @factory.post_generation
    def aliases(self: Actor, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: FBT001 - factory_boy's shape
        for text in dict.fromkeys([self.name, self.name_de, *(extracted or [])]):
            if create and text:
                AliasFactory(actor=self, text=text)


class ArticleTextFactory(DjangoModelFactory):
    class Meta:
        model = ArticleText

    article = factory.SubFactory("tests.factories.ArticleFactory", body=None)
    text = SENTENCE
    length = factory.LazyAttribute(lambda body: len(body.text))


class ArticleFactory(DjangoModelFactory):
    """A read article with its text; `text=` gives the words, `body=None` leaves them out."""

    class Meta:
        model = Article

    class Params:
        text = factory.Sequence(lambda n: f"{SENTENCE}, sagte Sprecherin {n} am Dienstag.")

    outlet = factory.SubFactory(ActorFactory, kind="outlet")
    title = factory.Sequence(lambda n: f"Meldung {n}")
    url = factory.Sequence(lambda n: f"https://zeitung.example/{n}")
    published_on = date(2026, 11, 20)
    sha256 = factory.LazyAttribute(lambda article: hashlib.sha256(article.text.encode()).hexdigest())
    state = "done"
    body = factory.RelatedFactory(ArticleTextFactory, "article", text=factory.SelfAttribute("..text"))


class UsedSourceFactory(DjangoModelFactory):
    class Meta:
        model = UsedSource

    article = factory.SubFactory(ArticleFactory)
    position = factory.Sequence(int)
    outlet_name = "Tagespost"
    start = 0
    end = 9


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(ActorFactory, kind="person")
    role = "Professorin für Geschichte"
    organisation_name = factory.Sequence(lambda n: f"Universität {n}")


class ExtractionFactory(DjangoModelFactory):
    class Meta:
        model = Extraction

    article = factory.SubFactory(ArticleFactory)
    extractor = "factbase"
    version = "1"
    created_at = NOON


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    statement = SENTENCE
    created_at = NOON


class MentionFactory(DjangoModelFactory):
    """A mention; its `text` has to stand in the article, its claim states the same words."""

    class Meta:
        model = Mention

    extraction = factory.SubFactory(ExtractionFactory)
    claim = factory.SubFactory(ClaimFactory, statement=factory.SelfAttribute("..text"))
    number = factory.Sequence(int)
    form = "indirect"
    text = SENTENCE
    start = factory.LazyAttribute(lambda mention: place_of(mention.text, mention.extraction.article))
    end = factory.LazyAttribute(lambda mention: mention.start + len(mention.text))
    spans = factory.LazyAttribute(lambda mention: [[mention.start, mention.end]])
    stance = "asserts"
    certainty = "certain"
    polarity = "positive"
    hearsay = False
    tense = "past"
    confidence = 0.9
    why = ["cue: sagte"]


class AttributionFactory(DjangoModelFactory):
    """One hop; `surface="…"` and `cue="…"` find their places, `actor=None` is a source that is not named."""

    class Meta:
        model = Attribution

    mention = factory.SubFactory(MentionFactory)
    position = 0
    actor = factory.SubFactory(ActorFactory)
    kind = factory.LazyAttribute(lambda hop: hop.actor.kind if hop.actor else "unknown")
    anonymity = "named"
    start = factory.LazyAttribute(
        lambda hop: place_of(hop.surface, hop.mention.extraction.article) if hop.surface else None
    )
    end = factory.LazyAttribute(lambda hop: hop.start + len(hop.surface) if hop.surface else None)
    cue_start = factory.LazyAttribute(
        lambda hop: place_of(hop.cue, hop.mention.extraction.article) if hop.cue else None
    )
    cue_end = factory.LazyAttribute(lambda hop: hop.cue_start + len(hop.cue) if hop.cue else None)
    surface = ""
    cue = ""


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    mention = factory.SubFactory(MentionFactory)
    position = factory.Sequence(int)
    start = factory.LazyAttribute(lambda part: place_of(part.text, part.mention.extraction.article))
    end = factory.LazyAttribute(lambda part: part.start + len(part.text))


class QuantityFactory(EvidenceFactory):
    class Meta:
        model = Quantity

    text = "rund 300 Granaten"
    value = Decimal(300)
    low_open = False
    high_open = False
    qualifier = "about"
    unit = "Granaten"


class ClaimTimeFactory(EvidenceFactory):
    class Meta:
        model = ClaimTime

    text = "im Mai"
    first_day = date(2026, 5, 1)
    last_day = date(2026, 5, 31)
    precision = "month"


class MentionActorFactory(EvidenceFactory):
    class Meta:
        model = MentionActor

    actor = factory.SubFactory(ActorFactory)
    text = "Russland"
    role = "recipient"


class ClaimActorFactory(DjangoModelFactory):
    class Meta:
        model = ClaimActor

    claim = factory.SubFactory(ClaimFactory)
    actor = factory.SubFactory(ActorFactory)
    part = "actor"
    exact = True


class RelationFactory(DjangoModelFactory):
    class Meta:
        model = Relation

    from_claim = factory.SubFactory(ClaimFactory)
    to_claim = factory.SubFactory(ClaimFactory)
    kind = "supports"
    created_at = NOON


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    user = factory.SubFactory(UserFactory)
    made_at = NOON
    action = "accept"
    claim = factory.SubFactory(ClaimFactory)
    before = factory.Dict({"status": "unreviewed"})
    after = factory.Dict({"status": "accepted"})
