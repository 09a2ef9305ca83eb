"""What is said: extractions, claims, their mentions with all evidence, relations, and curators' decisions."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.concepts import Concept, ConceptWord
from claims.drafts import Draft
from claims.gists import Gist, GistKey
from claims.predictions import Prediction
from claims.quantities import Evidence, Quantity
from claims.relations import Relation
from claims.series import Series
from claims.signing_in import FailedSignIn
from claims.vocabulary import (
    ActorRole,
    Anonymity,
    Certainty,
    Form,
    Part,
    Polarity,
    Precision,
    Stance,
    Status,
    Tense,
)
from claims.wording import ClaimWords
from sources.models import Actor, ActorKind, Article
from sources.searching import search_for

__all__ = [
    "Attribution",
    "Claim",
    "ClaimActor",
    "ClaimQuerySet",
    "ClaimTime",
    "ClaimWords",
    "Concept",
    "ConceptWord",
    "Decision",
    "Draft",
    "Extraction",
    "FailedSignIn",
    "Gist",
    "GistKey",
    "Mention",
    "MentionActor",
    "MentionQuerySet",
    "Prediction",
    "Quantity",
    "Relation",
    "Series",
    "belonging",
    "belonging_figures",
]
AN_ORIGIN, MOST_ORIGINS = 10, 20  # what an origin counts in a search beside what the words do, and how many count


class Extraction(models.Model):
    """One run of one extractor version over one article. A newer one retires it; nothing is deleted."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="extractions", verbose_name=_("article"))
    extractor = models.CharField(_("extractor"), max_length=100)
    version = models.CharField(_("version"), max_length=50)
    model = models.CharField(_("trained model"), max_length=100, blank=True)
    provenance = models.JSONField(_("provenance"), default=dict)
    created_at = models.DateTimeField(_("created at"))
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    class Meta:
        verbose_name = _("extraction")
        verbose_name_plural = _("extractions")
        constraints = [
            models.UniqueConstraint(name="claims_extraction_once", fields=["article", "extractor", "version", "model"]),
            models.UniqueConstraint(
                name="claims_extraction_one_current", fields=["article"], condition=Q(retired_at=None)
            ),
            models.CheckConstraint(
                name="claims_extraction_retired_later",
                condition=Q(retired_at=None) | Q(retired_at__gte=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.extractor} {self.version}"


def belonging(actors: Any, part: str, *, exact: bool = False) -> Q:
    """Claims (the outer rows) about or said by any of `actors` (keys) or, unless `exact`, a part of one."""
    rows = ClaimActor.objects.filter(claim=models.OuterRef("pk"), part=part, actor__in=actors)
    return Q(models.Exists(rows.filter(exact=True) if exact else rows))


def belonging_figures(actors: Any, part: str) -> Q:
    """Figures (the outer rows) that count now of claims about or said by any of `actors` (keys) or a part of one."""
    rows = ClaimActor.objects.filter(part=part, actor__in=actors)
    return Q(mention__root__in=rows.values("claim"))


class ClaimQuerySet(models.QuerySet["Claim"]):
    def roots(self) -> Self:
        """Claims that were not merged into another; what lists show."""
        return self.filter(merged_into=None)

    def public(self) -> Self:
        """What readers see unless they ask for more: roots that no curator rejected, and no mere parts of a quotation."""
        return self.roots().filter(within=False).exclude(status=Status.REJECTED)

    def about(self, actors: models.QuerySet[Actor]) -> Self:
        """Claims about any of `actors` or a part of one; one look-up in the derived rows."""
        return self.filter(belonging(actors.values("pk"), Part.ACTOR))

    def said_by(self, actors: models.QuerySet[Actor]) -> Self:
        """Claims with any of `actors`, or a part of one, in any hop of a chain."""
        return self.filter(belonging(actors.values("pk"), Part.SOURCE))

    def mentioned(self, mentions: models.QuerySet["Mention"]) -> Self:
        """Root claims that any of `mentions` makes (those that count now), be it by way of a claim that was merged into them."""
        return self.filter(models.Exists(mentions.filter(root=models.OuterRef("pk"))))

    def matching(self, query: str, *, begun: bool = False) -> Self:
        """Root claims with all words of `query` (`begun`: or beginnings) in their statement, mentions and names of sources,
        "phrases" and -exclusions included, in whatever inflection; by `standing` the best come first, of as good ones those
        with more origins."""
        bonus = Least(F("origins_count"), Value(MOST_ORIGINS)) * Value(AN_ORIGIN)
        search = search_for(query, begun=begun)
        return search.best_first(search.matching(self), bonus)


class Claim(models.Model):
    """What mentions that say the same have in common. Joined claims point to the one they were merged into."""

    statement = models.TextField(_("statement"))
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.UNREVIEWED)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    created_at = models.DateTimeField(_("created at"))
    # Derived from the current mentions, so that lists can ask for them; `claims.actions.derive` writes them.
    mentions_count = models.PositiveIntegerField(_("mentions"), default=0, editable=False)
    origins_count = models.PositiveIntegerField(_("independent origins"), default=0, editable=False)
    denied = models.BooleanField(_("denied"), default=False, editable=False)
    disputed = models.BooleanField(_("disputed"), default=False, editable=False)
    within = models.BooleanField(_("said inside one longer quotation only"), default=False, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index(name="claims_claim_origins", fields=["-origins_count", "-mentions_count", "-id"]),
            models.Index(
                name="claims_claim_disputed",
                fields=["-disputed", "-denied", "-origins_count", "-mentions_count", "-id"],
            ),
        ]
        constraints = [
            models.CheckConstraint(name="claims_claim_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="claims_claim_statement_given", condition=~Q(statement="")),
            models.CheckConstraint(
                name="claims_claim_not_merged_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.statement[:120]


class MentionQuerySet(models.QuerySet["Mention"]):
    def current(self) -> Self:
        """Mentions of the newest extraction of their article: those that count for a claim."""
        return self.filter(root__isnull=False)


class Mention(models.Model):
    """One statement as one article makes it, with its exact words. All evidence hangs here."""

    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="mentions", verbose_name=_("extraction"))
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="mentions", verbose_name=_("claim"))
    # What the claim was merged into in the end; none where the extraction was retired. Triggers write it, nobody else.
    root = models.ForeignKey(
        Claim, models.PROTECT, null=True, editable=False, related_name="counted", verbose_name=_("counts for")
    )
    number = models.PositiveIntegerField(_("number in the article"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="nested", verbose_name=_("nested in")
    )
    whole = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of the quotation")
    )
    form = models.CharField(_("form"), max_length=30, choices=Form.choices)
    spans = models.JSONField(_("spans"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    text = models.TextField(_("words"))
    fragments = models.JSONField(_("quoted fragments"), default=list)
    stance = models.CharField(_("stance"), max_length=20, choices=Stance.choices)
    certainty = models.CharField(_("certainty"), max_length=20, choices=Certainty.choices)
    polarity = models.CharField(_("polarity"), max_length=20, choices=Polarity.choices)
    # Set as `polarity` and the statement's own "nicht" make it together: what one claim's mentions agree on or not.
    denies = models.BooleanField(_("denies"), default=False)
    hearsay = models.BooleanField(_("hearsay"))
    tense = models.CharField(_("tense"), max_length=20, choices=Tense.choices)
    confidence = models.FloatField(_("confidence"))
    why = models.JSONField(_("why"), default=list)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(name="claims_mention_number_once", fields=["extraction", "number"]),
            models.CheckConstraint(name="claims_mention_form_known", condition=Q(form__in=Form.values)),
            models.CheckConstraint(name="claims_mention_stance_known", condition=Q(stance__in=Stance.values)),
            models.CheckConstraint(name="claims_mention_certainty_known", condition=Q(certainty__in=Certainty.values)),
            models.CheckConstraint(name="claims_mention_polarity_known", condition=Q(polarity__in=Polarity.values)),
            models.CheckConstraint(name="claims_mention_tense_known", condition=Q(tense__in=Tense.values)),
            models.CheckConstraint(name="claims_mention_span_forward", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(
                name="claims_mention_confidence_0_to_1", condition=Q(confidence__gte=0) & Q(confidence__lte=1)
            ),
            models.CheckConstraint(
                name="claims_mention_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="claims_mention_not_its_own_whole", condition=Q(whole=None) | ~Q(whole=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]


class Attribution(models.Model):
    """One hop of a mention's chain; position 0 is the origin. No actor: not named. It may speak for a body."""

    mention = models.ForeignKey(Mention, models.CASCADE, related_name="chain", verbose_name=_("mention"))
    position = models.PositiveSmallIntegerField(_("position"))
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="attributions", verbose_name=_("actor")
    )
    speaks_for = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="spoken_for", verbose_name=_("speaks for")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=[*ActorKind.choices, ("unknown", pgettext_lazy("source", "unknown"))]
    )
    surface = models.TextField(_("words"), blank=True)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=300, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    anonymity = models.CharField(_("anonymity"), max_length=20, choices=Anonymity.choices)
    cue = models.TextField(_("cue"), blank=True)
    cue_start = models.PositiveIntegerField(_("start of the cue"), null=True, blank=True)
    cue_end = models.PositiveIntegerField(_("end of the cue"), null=True, blank=True)

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        constraints = [
            models.UniqueConstraint(name="claims_attribution_position_once", fields=["mention", "position"]),
            models.CheckConstraint(
                name="claims_attribution_kind_known", condition=Q(kind__in=[*ActorKind.values, "unknown"])
            ),
            models.CheckConstraint(
                name="claims_attribution_anonymity_known", condition=Q(anonymity__in=Anonymity.values)
            ),
            models.CheckConstraint(
                name="claims_attribution_unknown_has_no_actor",
                condition=Q(actor=None, kind="unknown") | (Q(actor__isnull=False) & ~Q(kind="unknown")),
            ),
            models.CheckConstraint(
                name="claims_attribution_span_whole",
                condition=Q(start=None, end=None, surface="")
                | (Q(start__isnull=False, end__isnull=False, start__lt=F("end")) & ~Q(surface="")),
            ),
            models.CheckConstraint(
                name="claims_attribution_cue_whole",
                condition=Q(cue_start=None, cue_end=None, cue="")
                | (Q(cue_start__isnull=False, cue_end__isnull=False, cue_start__lt=F("cue_end")) & ~Q(cue="")),
            ),
        ]

    def __str__(self) -> str:
        return self.surface


class ClaimTime(Evidence):
    """A time of a mention, as first and last day; both missing where it could not be resolved."""

    mention = models.ForeignKey(Mention, models.CASCADE, related_name="times", verbose_name=_("mention"))
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=20, choices=Precision.choices)

    class Meta(Evidence.Meta):
        verbose_name = _("time")
        verbose_name_plural = _("times")
        constraints = [
            *Evidence.Meta.constraints,
            models.CheckConstraint(
                name="claims_claimtime_precision_known", condition=Q(precision__in=Precision.values)
            ),
            models.CheckConstraint(
                name="claims_claimtime_days_ordered",
                condition=Q(first_day=None) | Q(last_day=None) | Q(first_day__lte=F("last_day")),
            ),
        ]


class MentionActor(Evidence):
    """Whom a mention is about. Its place may lie outside the mention's own spans."""

    mention = models.ForeignKey(Mention, models.CASCADE, related_name="actors", verbose_name=_("mention"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="mentions", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=20, choices=ActorRole.choices)

    class Meta(Evidence.Meta):
        verbose_name = _("actor of a mention")
        verbose_name_plural = _("actors of mentions")
        constraints = [
            *Evidence.Meta.constraints,
            models.UniqueConstraint(name="claims_mentionactor_once", fields=["mention", "actor", "start"]),
            models.CheckConstraint(name="claims_mentionactor_role_known", condition=Q(role__in=ActorRole.values)),
        ]


class ClaimActor(models.Model):
    """Derived by `claims.actions`, for one indexed look-up: the actors of a root claim, and (not `exact`) their wholes."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="derived_actors", verbose_name=_("claim"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="derived_claims", verbose_name=_("actor"))
    part = models.CharField(_("part"), max_length=10, choices=Part.choices)
    exact = models.BooleanField(_("exact"))

    class Meta:
        verbose_name = _("actor of a claim")
        verbose_name_plural = _("actors of claims")
        indexes = [models.Index(name="claims_claimactor_lookup", fields=["actor", "part", "claim"])]
        constraints = [
            models.UniqueConstraint(name="claims_claimactor_once", fields=["claim", "part", "actor"]),
            models.CheckConstraint(name="claims_claimactor_part_known", condition=Q(part__in=Part.values)),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.actor_id}"


class Decision(models.Model):
    """One act of a curator. Never changed nor deleted (triggers refuse it); undone by another decision."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions", verbose_name=_("curator")
    )
    made_at = models.DateTimeField(_("made at"))
    action = models.CharField(_("action"), max_length=50)
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("claim")
    )
    relation = models.ForeignKey(
        Relation, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("relation")
    )
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("actor")
    )
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    batch = models.UUIDField(_("batch"), null=True, blank=True, db_index=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(name="claims_decision_action_given", condition=~Q(action="")),
            models.CheckConstraint(
                name="claims_decision_one_subject",
                condition=Q(claim__isnull=False, relation=None, actor=None)
                | Q(claim=None, relation__isnull=False, actor=None)
                | Q(claim=None, relation=None, actor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.action}"
