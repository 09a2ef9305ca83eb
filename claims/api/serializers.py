"""The shapes of the answers. Every field is always there; unknown is null."""

from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.fields import GivenField, NumberField, SpanField, SpansField, WordField
from claims.models import Attribution, Claim, Mention
from claims.vocabulary import (
    ActorRole,
    Anonymity,
    Certainty,
    Form,
    Polarity,
    Precision,
    Qualifier,
    Stance,
    Status,
    Tense,
)
from sources.models import Actor, ActorKind, AliasKind, Article, ArticleState

ACTOR_KINDS = ActorKind.values


class ActorBriefSerializer(serializers.Serializer[Actor]):
    """An actor as other answers name it."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="actor-detail", lookup_field="slug")
    slug = serializers.CharField()
    name = serializers.CharField()
    name_de = GivenField()
    kind = WordField("ActorKind", ACTOR_KINDS)
    qid = serializers.CharField(allow_null=True)


class AliasSerializer(serializers.Serializer[Any]):
    """Another way to write an actor."""

    text = serializers.CharField()
    kind = WordField("AliasKind", AliasKind.values)
    language = GivenField()
    ambiguous = serializers.BooleanField()


class ActorSerializer(ActorBriefSerializer):
    """An actor with all its names and how many claims are about it or said by it, parts of it included."""

    code = serializers.CharField(allow_null=True)
    part_of = ActorBriefSerializer(allow_null=True)
    aliases = AliasSerializer(many=True)
    claims_about = serializers.IntegerField()
    claims_said = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class AffiliationSerializer(serializers.Serializer[Any]):
    """What a person was quoted as, by whom, and from when to when; `article` is the first that says so."""

    role = GivenField()
    organisation_name = GivenField()
    organisation = ActorBriefSerializer(allow_null=True)
    spellings = serializers.ListField(child=serializers.CharField())
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    article = serializers.HyperlinkedRelatedField[Any](view_name="article-detail", read_only=True, allow_null=True)
    articles = serializers.HyperlinkedRelatedField[Any](view_name="article-detail", read_only=True, many=True)


class ExpertSerializer(ActorSerializer):
    """A person who was quoted with a role or affiliation."""

    affiliations = AffiliationSerializer(many=True, source="affiliation_lines")


class OutletSerializer(ActorSerializer):
    """A newspaper, agency or broadcaster."""

    articles_count = serializers.IntegerField()


class ArticleBriefSerializer(serializers.Serializer[Article]):
    """An article as other answers name it; `address` is where it was published."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="article-detail")
    title = GivenField()
    outlet = ActorBriefSerializer(allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    address = GivenField(source="url")


class UsedSourceSerializer(serializers.Serializer[Any]):
    """A source that the article lists at its end."""

    outlet_name = serializers.CharField()
    outlet = ActorBriefSerializer(allow_null=True)
    title = GivenField()
    span = SpanField()


class ArticleSerializer(ArticleBriefSerializer):
    """An article without its text."""

    state = WordField("ArticleState", ArticleState.values)
    sha256 = serializers.CharField()
    length = serializers.SerializerMethodField()
    translated_from = GivenField()
    adapted_by = GivenField()
    copy_of = serializers.HyperlinkedRelatedField[Any](view_name="article-detail", read_only=True, allow_null=True)
    supersedes = serializers.HyperlinkedRelatedField[Any](view_name="article-detail", read_only=True, allow_null=True)
    used_sources = UsedSourceSerializer(many=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_reason = GivenField()
    claims_count = serializers.IntegerField()
    claims_url = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_length(self, article: Article) -> int | None:
        """Characters of the text; null where it was withdrawn."""
        return article.body.length if hasattr(article, "body") else None

    def get_claims_url(self, article: Article) -> str:
        """Where the claims of the article are."""
        return f"{reverse('claim-list', request=self.context['request'])}?article={article.pk}"


class ArticleDetailSerializer(ArticleSerializer):
    """An article with its text for whoever may read it, else null there."""

    text = serializers.SerializerMethodField()

    def get_text(self, article: Article) -> str | None:
        """The whole text: other people's texts are not ours to give away, so it takes a setting or a right."""
        user = self.context["request"].user
        may_read = settings.FULL_TEXT_OPEN or user.has_perm("sources.view_articletext")
        return article.body.text if may_read and hasattr(article, "body") else None


class CueSerializer(serializers.Serializer[Attribution]):
    """The word that reports; null where nothing in particular does."""

    text = serializers.CharField(source="cue")
    span = SpanField("cue_start", "cue_end")

    def to_representation(self, instance: Attribution) -> Any:
        return super().to_representation(instance) if instance.cue else None


class HopSerializer(serializers.Serializer[Attribution]):
    """One source of a chain; `actor` null: it is not named."""

    actor = ActorBriefSerializer(allow_null=True)
    surface = GivenField()
    span = SpanField(allow_null=True)
    role = GivenField()
    affiliation = GivenField()
    speaks_for = ActorBriefSerializer(allow_null=True)
    anonymity = WordField("Anonymity", Anonymity.values)
    kind = WordField("HopKind", [*ACTOR_KINDS, "unknown"])
    cue = CueSerializer(source="*", allow_null=True)


class MentionActorSerializer(serializers.Serializer[Any]):
    """Whom a mention is about, and where it says so."""

    actor = ActorBriefSerializer()
    surface = serializers.CharField(source="text")
    span = SpanField()
    role = WordField("ActorRole", ActorRole.values)


class QuantitySerializer(serializers.Serializer[Any]):
    """A figure; a bound that is null is none, an open one is not reached itself."""

    value = NumberField()
    low = NumberField(allow_null=True)
    high = NumberField(allow_null=True)
    low_open = serializers.BooleanField()
    high_open = serializers.BooleanField()
    qualifier = WordField("Qualifier", Qualifier.values)
    unit = GivenField()
    concept = GivenField()
    text = serializers.CharField()
    span = SpanField()


class TimeSerializer(serializers.Serializer[Any]):
    """A time as first and last day; null where it could not be resolved."""

    text = serializers.CharField()
    span = SpanField()
    start = serializers.DateField(source="first_day", allow_null=True)
    end = serializers.DateField(source="last_day", allow_null=True)
    precision = WordField("Precision", Precision.values)


class ParentSerializer(serializers.Serializer[Mention]):
    """The mention that another one is nested in; `origin` is null where that source is not named."""

    mention = serializers.IntegerField(source="id")
    claim = serializers.IntegerField(source="claim_id")
    text = serializers.CharField()
    origin = serializers.SerializerMethodField()

    def get_origin(self, parent: Mention) -> str | None:
        """The name of the parent's origin."""
        hops: list[Attribution] = parent.origins  # type: ignore[attr-defined]  # set by attach_mentions
        return hops[0].actor.name if hops and hops[0].actor else None


class MentionSerializer(serializers.Serializer[Mention]):
    """One statement as one article makes it. `chain` has the origin first; it is empty in the article's own voice."""

    id = serializers.IntegerField()
    article = ArticleBriefSerializer(source="extraction.article")
    parent = ParentSerializer(allow_null=True)
    form = WordField("Form", Form.values)
    spans = SpansField()
    text = serializers.CharField()
    fragments = SpansField()
    chain = HopSerializer(many=True)
    stance = WordField("Stance", Stance.values)
    certainty = WordField("Certainty", Certainty.values)
    polarity = WordField("Polarity", Polarity.values)
    hearsay = serializers.BooleanField()
    tense = WordField("Tense", Tense.values)
    actors = MentionActorSerializer(many=True)
    quantities = QuantitySerializer(many=True)
    times = TimeSerializer(many=True)
    confidence = serializers.FloatField(min_value=0, max_value=1)
    why = serializers.ListField(child=serializers.CharField())


class ClaimSerializer(serializers.Serializer[Claim]):
    """What mentions that say the same have in common, with those of the current extractions, newest article first."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="claim-detail")
    statement = serializers.CharField()
    status = WordField("Status", Status.values)
    created_at = serializers.DateTimeField()
    mentions = MentionSerializer(many=True, source="current_mentions")


class FaultSerializer(serializers.Serializer[Any]):
    """What is wrong with one parameter, and what it takes."""

    parameter = serializers.CharField()
    detail = serializers.CharField()
    allowed = serializers.ListField(child=serializers.CharField(), allow_null=True)


class ProblemSerializer(serializers.Serializer[Any]):
    """An error (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FaultSerializer(many=True, required=False)  # type: ignore[assignment]  # a field, not the parent's list


class ProblemTypeSerializer(serializers.Serializer[Any]):
    """What an error means."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()


class IndexSerializer(serializers.Serializer[Any]):
    """Where everything is."""

    claims = serializers.URLField()
    articles = serializers.URLField()
    actors = serializers.URLField()
    experts = serializers.URLField()
    outlets = serializers.URLField()
    figures = serializers.URLField()
    resolve = serializers.URLField()
    schema = serializers.URLField()
    docs = serializers.URLField()
