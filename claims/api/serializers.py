"""The shapes of the answers. Every field is always there; unknown is null."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.briefs import ACTOR_KINDS, ActorBriefSerializer, ArticleBriefSerializer
from claims.api.fields import GivenField, NumberField, SpanField, SpansField, WordField
from claims.api.origins import CitationSerializer, GroupSerializer, LossSerializer
from claims.models import Attribution, Claim, Mention, Prediction, Relation
from claims.related import Stand
from claims.vocabulary import (
    ActorRole,
    Anonymity,
    Certainty,
    Form,
    Outcome,
    Polarity,
    Precision,
    Qualifier,
    RelationKind,
    RelationStatus,
    Stance,
    Status,
    Tense,
)
from sources.models import AliasKind, Article, ArticleState


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
    whole = serializers.IntegerField(source="whole_id", allow_null=True)
    statement = serializers.SerializerMethodField()
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

    def get_statement(self, mention: Mention) -> str | None:
        """What it says in words that read by themselves; null where the extraction tells none."""
        return mention.gist.statement if hasattr(mention, "gist") else None


class ClaimBriefSerializer(serializers.Serializer[Claim]):
    """A claim as other answers name it."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="claim-detail")
    statement = serializers.CharField()


class ReasonInWordsSerializer(serializers.Serializer[Any]):
    """Why two claims may stand so to each other: a code, and what it says in words."""

    code = serializers.CharField()
    words = serializers.CharField()


class RelationSerializer(serializers.Serializer[Relation]):
    """How one claim stands to another, told of what the two were joined into; `score` is null where nothing was measured. A
    relation is as good as it is checked: see `status`."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="relation-detail")
    kind = WordField("RelationKind", RelationKind.values)
    status = WordField("RelationStatus", RelationStatus.values)
    score = serializers.FloatField(min_value=0, max_value=1, allow_null=True)
    reasons = serializers.SerializerMethodField()
    from_claim = ClaimBriefSerializer(source="one")
    to_claim = ClaimBriefSerializer(source="other")
    created_at = serializers.DateTimeField()

    @extend_schema_field(ReasonInWordsSerializer(many=True))
    def get_reasons(self, relation: Relation) -> list[dict[str, str]]:
        """In the reader's language."""
        pairs = zip(relation.reasons, relation.reasons_in_words(), strict=True)
        return [{"code": told["code"], "words": words} for told, words in pairs]


class StandSerializer(serializers.Serializer[Stand]):
    """How another claim stands to this one; `inverse`: it is the other that supports or updates this one."""

    id = serializers.IntegerField(source="relation.pk")
    kind = WordField("RelationKind", RelationKind.values, source="relation.kind")
    status = WordField("RelationStatus", RelationStatus.values, source="relation.status")
    inverse = serializers.BooleanField()
    claim = ClaimBriefSerializer(source="other")


class ClaimSerializer(serializers.Serializer[Claim]):
    """What mentions that say the same have in common, with those of the current extractions, newest article first. Of
    mentions in one of the groups `origins`, all but one are repetitions. `relations` is what stands between it and others."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="claim-detail")
    statement = serializers.CharField()
    status = WordField("Status", Status.values)
    created_at = serializers.DateTimeField()
    mentions_count = serializers.IntegerField()
    origins_count = serializers.IntegerField()
    denied = serializers.BooleanField()
    disputed = serializers.BooleanField()
    within = serializers.BooleanField()
    origins = GroupSerializer(many=True, source="background.origins")
    circular = serializers.ListField(child=CitationSerializer(many=True), source="background.circular")
    hedge_losses = LossSerializer(many=True, source="background.hedge_losses")
    mentions = MentionSerializer(many=True, source="current_mentions")
    relations = StandSerializer(many=True, source="stands")


class PredictionSourceSerializer(serializers.Serializer[Any]):
    """Who made a prediction; `denies`: it says that it will not be so."""

    actor = ActorBriefSerializer()
    denies = serializers.BooleanField()


class PredictionSerializer(serializers.Serializer[Prediction]):
    """A claim about what is to come; its id is that of the claim. `due_first` alone is "ab 2027", `due_last` alone
    "bis 2027". `sources` are the origins that are named. `decided`: a curator gave the outcome; otherwise it follows from
    what curators decided of other claims."""

    id = serializers.IntegerField(source="pk")
    url = serializers.HyperlinkedIdentityField(view_name="prediction-detail")
    claim = ClaimBriefSerializer()
    sources = PredictionSourceSerializer(many=True)
    said_on = serializers.DateField(allow_null=True)
    due_first = serializers.DateField(allow_null=True)
    due_last = serializers.DateField(allow_null=True)
    overdue = serializers.SerializerMethodField()
    outcome = WordField("Outcome", Outcome.values)
    decided = serializers.BooleanField()
    settled_by = ClaimBriefSerializer(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)

    def get_overdue(self, prediction: Prediction) -> bool:
        """Whether it is open although the time that it names is over."""
        return prediction.is_overdue(timezone.localdate())


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
    relations = serializers.URLField()
    predictions = serializers.URLField()
    figures = serializers.URLField()
    resolve = serializers.URLField()
    schema = serializers.URLField()
    docs = serializers.URLField()
