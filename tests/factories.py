"""Test data: one factory a model. A mention and all that it carries are real slices of its article's text.

`ArticleFactory(text=...)` makes the text as well; `MentionFactory(extraction=..., text="...")` finds its words in it.
Rows of `ClaimActor` are made by hand here, so that queries can be tested without what derives them.
"""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from factory.declarations import (
    Dict,
    LazyAttribute,
    List,
    RelatedFactory,
    SelfAttribute,
    Sequence,
    SubFactory,
    Trait,
)
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from claims.models import (
    Attribution,
    Claim,
    ClaimActor,
    ClaimTime,
    Concept,
    ConceptWord,
    Decision,
    Extraction,
    Gist,
    GistKey,
    Mention,
    MentionActor,
    Prediction,
    Quantity,
    Relation,
    Series,
)
from claims.predictions import PredictionSource
from sources.models import (
    Actor,
    Affiliation,
    AffiliationEvidence,
    Alias,
    Article,
    ArticleText,
    MergeSuggestion,
    UsedSource,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SENTENCE = "Russland hat im Mai rund 300 Granaten aus Nordkorea erhalten"


def place_of(words: str, article: Article) -> int:
    """Where `words` start in the text of `article`; an error where they do not stand there."""
    return article.body.text.index(words)


class UserFactory(DjangoModelFactory[Any]):
    class Meta:
        model = get_user_model()

    username = Sequence(lambda n: f"user{n}")


class AliasFactory(DjangoModelFactory[Alias]):
    class Meta:
        model = Alias

    actor = SubFactory("tests.factories.ActorFactory")
    text = Sequence(lambda n: f"Alias {n}")


class ActorFactory(DjangoModelFactory[Actor]):
    """An actor with its names as aliases; `aliases=["Moskau"]` adds more."""

    class Meta:
        model = Actor
        skip_postgeneration_save = True

    slug = Sequence(lambda n: f"actor-{n}")
    name = Sequence(lambda n: f"Actor {n}")
    kind = "organisation"

    @post_generation
    def aliases(self: Actor, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: FBT001 - factory_boy's shape
        for text in dict.fromkeys([self.name, self.name_de, *(extracted or [])]):
            if create and text:
                AliasFactory(actor=self, text=text)


class ArticleTextFactory(DjangoModelFactory[ArticleText]):
    class Meta:
        model = ArticleText

    article = SubFactory("tests.factories.ArticleFactory", body=None)
    text = SENTENCE
    length = LazyAttribute(lambda body: len(body.text))


class ArticleFactory(DjangoModelFactory[Article]):
    """A read article with its text; `text=` gives the words, `body=None` leaves them out."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    class Params:
        text = Sequence(lambda n: f"{SENTENCE}, sagte Sprecherin {n} am Dienstag.")

    outlet = SubFactory(ActorFactory, kind="outlet")
    title = Sequence(lambda n: f"Meldung {n}")
    url = Sequence(lambda n: f"https://zeitung.example/{n}")
    published_on = date(2026, 11, 20)
    sha256 = LazyAttribute(lambda article: hashlib.sha256(article.text.encode()).hexdigest())
    state = "done"
    body = RelatedFactory(ArticleTextFactory, "article", text=SelfAttribute("..text"))


class UsedSourceFactory(DjangoModelFactory[UsedSource]):
    class Meta:
        model = UsedSource

    article = SubFactory(ArticleFactory)
    position = Sequence(int)
    outlet_name = "Tagespost"
    start = 0
    end = 9


class AffiliationFactory(DjangoModelFactory[Affiliation]):
    class Meta:
        model = Affiliation

    person = SubFactory(ActorFactory, kind="person")
    role = "Professorin für Geschichte"
    organisation_name = Sequence(lambda n: f"Universität {n}")


def quoted_as(article: Article, **told: Any) -> Affiliation:
    """An affiliation that `article` tells."""
    affiliation: Affiliation = AffiliationFactory.create(**told)
    AffiliationEvidenceFactory(affiliation=affiliation, article=article)
    return affiliation


class AffiliationEvidenceFactory(DjangoModelFactory[AffiliationEvidence]):
    class Meta:
        model = AffiliationEvidence

    affiliation = SubFactory(AffiliationFactory)
    article = SubFactory(ArticleFactory)


class MergeSuggestionFactory(DjangoModelFactory[MergeSuggestion]):
    """Two persons; the older one has to come first."""

    class Meta:
        model = MergeSuggestion

    first = SubFactory(ActorFactory, kind="person")
    second = SubFactory(ActorFactory, kind="person")
    score = 0.5
    reasons = List([{"code": "no_affiliation", "one": "", "other": ""}])
    created_at = NOON


class ExtractionFactory(DjangoModelFactory[Extraction]):
    class Meta:
        model = Extraction

    article = SubFactory(ArticleFactory)
    extractor = "factbase"
    version = "1"
    created_at = NOON


class ClaimFactory(DjangoModelFactory[Claim]):
    class Meta:
        model = Claim

    statement = SENTENCE
    created_at = NOON


class MentionFactory(DjangoModelFactory[Mention]):
    """A mention; its `text` has to stand in the article, its claim states the same words."""

    class Meta:
        model = Mention

    extraction = SubFactory(ExtractionFactory)
    claim = SubFactory(ClaimFactory, statement=SelfAttribute("..text"))
    number = Sequence(int)
    form = "indirect"
    text = SENTENCE
    start = LazyAttribute(lambda mention: place_of(mention.text, mention.extraction.article))
    end = LazyAttribute(lambda mention: mention.start + len(mention.text))
    spans = LazyAttribute(lambda mention: [[mention.start, mention.end]])
    stance = "asserts"
    certainty = "certain"
    polarity = "positive"
    denies = LazyAttribute(lambda mention: mention.polarity == "negative")
    hearsay = False
    tense = "past"
    confidence = 0.9
    why = ["cue: sagte"]


class AttributionFactory(DjangoModelFactory[Attribution]):
    """One hop; `surface="…"` and `cue="…"` find their places, `actor=None` is a source that is not named."""

    class Meta:
        model = Attribution

    mention = SubFactory(MentionFactory)
    position = 0
    actor = SubFactory(ActorFactory)
    kind = LazyAttribute(lambda hop: hop.actor.kind if hop.actor else "unknown")
    anonymity = "named"
    start = LazyAttribute(lambda hop: place_of(hop.surface, hop.mention.extraction.article) if hop.surface else None)
    end = LazyAttribute(lambda hop: hop.start + len(hop.surface) if hop.surface else None)
    cue_start = LazyAttribute(lambda hop: place_of(hop.cue, hop.mention.extraction.article) if hop.cue else None)
    cue_end = LazyAttribute(lambda hop: hop.cue_start + len(hop.cue) if hop.cue else None)
    surface = ""
    cue = ""


class EvidenceFactory(DjangoModelFactory[Any]):
    class Meta:
        abstract = True

    mention = SubFactory(MentionFactory)
    position = Sequence(int)
    start = LazyAttribute(lambda part: place_of(part.text, part.mention.extraction.article))
    end = LazyAttribute(lambda part: part.start + len(part.text))


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

    actor = SubFactory(ActorFactory)
    text = "Russland"
    role = "recipient"


class GistFactory(DjangoModelFactory[Gist]):
    """What a mention says; its own words read by themselves."""

    class Meta:
        model = Gist

    mention = SubFactory(MentionFactory)
    statement = SelfAttribute("mention.text")


class GistKeyFactory(DjangoModelFactory[GistKey]):
    class Meta:
        model = GistKey

    mention = SubFactory(MentionFactory)
    key = Sequence(int)


class ClaimActorFactory(DjangoModelFactory[ClaimActor]):
    class Meta:
        model = ClaimActor

    claim = SubFactory(ClaimFactory)
    actor = SubFactory(ActorFactory)
    part = "actor"
    exact = True


class RelationFactory(DjangoModelFactory[Relation]):
    class Meta:
        model = Relation

    from_claim = SubFactory(ClaimFactory)
    to_claim = SubFactory(ClaimFactory)
    kind = "supports"
    created_at = NOON


class PredictionFactory(DjangoModelFactory[Prediction]):
    """An open prediction; `settled=True` makes one that a curator settled."""

    class Meta:
        model = Prediction

    class Params:
        settled = Trait(settled_at=NOON, decided=True, outcome="come_true")

    claim = SubFactory(ClaimFactory)
    said_on = date(2026, 11, 20)


class PredictionSourceFactory(DjangoModelFactory[PredictionSource]):
    class Meta:
        model = PredictionSource

    prediction = SubFactory(PredictionFactory)
    actor = SubFactory(ActorFactory)


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    user = SubFactory(UserFactory)
    made_at = NOON
    action = "accept"
    claim = SubFactory(ClaimFactory)
    before = Dict({"status": "unreviewed"})
    after = Dict({"status": "accepted"})


class ConceptFactory(DjangoModelFactory[Concept]):
    """A concept; `words=["granate"]` gives it words."""

    class Meta:
        model = Concept
        skip_postgeneration_save = True

    slug = Sequence(lambda n: f"concept-{n}")
    name = Sequence(lambda n: f"concept {n}")

    @post_generation
    def words(self: Concept, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: FBT001 - factory_boy's shape
        for text in extracted or []:
            ConceptWordFactory(concept=self, text=text)


class ConceptWordFactory(DjangoModelFactory[ConceptWord]):
    class Meta:
        model = ConceptWord

    concept = SubFactory(ConceptFactory)
    text = Sequence(lambda n: f"wort {n}")


class SeriesFactory(DjangoModelFactory[Series]):
    class Meta:
        model = Series

    key = Sequence(lambda n: f"key {n}")
    concept = SubFactory(ConceptFactory)
    agent = SubFactory(ActorFactory)
