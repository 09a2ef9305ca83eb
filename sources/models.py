"""Who publishes and who speaks: articles with their immutable text, actors with their aliases and affiliations."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sources.lookups import LastWord
from sources.merges import RootOf, root_of
from sources.names import name_key, spelling_key, stem_key
from sources.organisations import organisation_key
from sources.searching import search_for
from sources.suggestions import MergeSuggestion, SuggestionStatus
from sources.wording import ActorWords, ArticleWords, Word

__all__ = [
    "Actor",
    "ActorKind",
    "ActorQuerySet",
    "ActorWords",
    "Affiliation",
    "AffiliationEvidence",
    "Alias",
    "AliasKind",
    "Article",
    "ArticleQuerySet",
    "ArticleState",
    "ArticleText",
    "ArticleWords",
    "Expert",
    "MergeSuggestion",
    "SuggestionStatus",
    "UsedSource",
    "Word",
    "root_of",
]


class ActorKind(models.TextChoices):
    """What an actor is. `unknown` is not here: a speaker who is not named has no actor at all."""

    COUNTRY = "country", _("country")
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    OUTLET = "outlet", _("outlet")
    GROUP = "group", _("group")
    DOCUMENT = "document", _("document")
    PLACE = "place", _("place")


class ActorQuerySet(models.QuerySet["Actor"]):
    def roots(self) -> Self:
        """Actors that were not merged into another."""
        return self.filter(merged_into=None)

    def outlets(self) -> Self:
        """Newspapers, agencies, broadcasters."""
        return self.filter(kind=ActorKind.OUTLET)

    def experts(self) -> Self:
        """Persons who were quoted with a role or affiliation, be it as somebody who was merged into them."""
        merged = Affiliation.objects.filter(person__merged_into__isnull=False).values_list(RootOf("person"))
        own = models.Exists(Affiliation.objects.filter(person=models.OuterRef("pk")))
        return self.filter(own | Q(pk__in=merged), kind=ActorKind.PERSON)

    def named(self, name: str) -> Self:
        """Whoever `name` may mean: an alias in any spelling, a canonical name, slug, Wikidata id or ISO code."""
        name = name.strip()
        by_id = Q(qid=name.upper()) | Q(code=name.upper()) | Q(slug=name.lower())
        key = name_key(name)
        by_alias = Q(pk__in=Alias.objects.filter(key=key).values("actor")) if key else Q(pk__in=[])
        return self.filter(by_id | by_alias)

    def matching(self, query: str) -> Self:
        """Actors whose names hold all words of `query` or begin words with them, "phrases" and -exclusions included."""
        return search_for(query, begun=True).matching(self)


class Actor(models.Model):
    """Whoever can act or speak. The slug is our identity; a Wikidata id comes from a trusted table only."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=300, help_text=_("canonical English name"))
    name_de = models.CharField(_("German name"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ActorKind.choices)
    qid = models.CharField(_("Wikidata id"), max_length=20, null=True, blank=True, unique=True)
    code = models.CharField(_("ISO code"), max_length=10, null=True, blank=True, unique=True)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    curated = models.BooleanField(
        _("curated"), default=False, help_text=_("changed by a curator; loading knowledge leaves it alone")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [
            models.CheckConstraint(name="sources_actor_kind_known", condition=Q(kind__in=ActorKind.values)),
            models.CheckConstraint(name="sources_actor_name_given", condition=~Q(name="")),
            models.CheckConstraint(
                name="sources_actor_qid_form", condition=Q(qid=None) | Q(qid__regex=r"^Q[1-9][0-9]*$")
            ),
            models.CheckConstraint(name="sources_actor_code_given", condition=Q(code=None) | ~Q(code="")),
            models.CheckConstraint(
                name="sources_actor_not_part_of_itself", condition=Q(part_of=None) | ~Q(part_of=F("id"))
            ),
            models.CheckConstraint(
                name="sources_actor_not_merged_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExpertManager(models.Manager["Expert"]):
    def get_queryset(self) -> models.QuerySet["Expert"]:
        return super().get_queryset().filter(pk__in=Actor.objects.experts().values("pk"))


class Expert(Actor):
    """A person who was quoted with a role or affiliation beyond office."""

    experts = ExpertManager()

    class Meta:
        proxy = True
        verbose_name = _("expert")
        verbose_name_plural = _("experts")


class AliasKind(models.TextChoices):
    """How an alias stands for its actor."""

    NAME = "name", pgettext_lazy("alias", "name")
    SHORT = "short", _("short form")
    ABBREVIATION = "abbreviation", _("abbreviation")
    ADJECTIVE = "adjective", _("adjective")
    DEMONYM = "demonym", _("demonym")
    METONYM = "metonym", _("metonym")
    TITLE = "title", pgettext_lazy("alias", "title")
    SPELLING = "spelling", _("spelling")


class Alias(models.Model):
    """Another way to write an actor, found by its normalised key."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases", verbose_name=_("actor"))
    text = models.CharField(_("text"), max_length=300)
    key = models.CharField(_("key"), max_length=300, db_index=True, editable=False)
    stem = models.CharField(_("key without endings"), max_length=300, db_index=True, editable=False)
    spelling = models.CharField(_("key of the letters"), max_length=300, db_index=True, editable=False)
    core = models.CharField(_("key without words of sort"), max_length=300, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=AliasKind.choices, default=AliasKind.NAME)
    language = models.CharField(_("language"), max_length=10, blank=True)
    ambiguous = models.BooleanField(_("ambiguous"), default=False)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        indexes = [models.Index(LastWord("key"), name="sources_alias_last_word")]
        constraints = [
            models.UniqueConstraint(name="sources_alias_once_an_actor", fields=["actor", "text"]),
            models.CheckConstraint(name="sources_alias_kind_known", condition=Q(kind__in=AliasKind.values)),
            models.CheckConstraint(name="sources_alias_key_given", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given

    def set_keys(self) -> Self:
        """Makes the keys that it is found by; for whoever writes rows without `save`."""
        makers = (name_key, stem_key, spelling_key, organisation_key)
        self.key, self.stem, self.spelling, self.core = (make(self.text)[:300] for make in makers)
        return self


class ArticleState(models.TextChoices):
    """Where an article stands on its way to claims; this column is the work queue."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class ArticleQuerySet(models.QuerySet["Article"]):
    def waiting(self, now: datetime) -> Self:
        """Articles that nobody works on: waiting, and not under a lease that still runs."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(free, state=ArticleState.WAITING).order_by("pk")

    def matching(self, query: str) -> Self:
        """Articles with all words of `query` in title or text, "phrases" and -exclusions included, in whatever inflection;
        by `standing` the best come first."""
        search = search_for(query)
        return search.best_first(search.matching(self))


class Article(models.Model):
    """A published text of an outlet. The words themselves are its ArticleText."""

    outlet = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("outlet")
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, db_index=True, editable=False)
    translated_from = models.CharField(_("translated from"), max_length=10, blank=True)
    adapted_by = models.CharField(_("adapted by"), max_length=300, blank=True)
    copy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("copy of")
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes")
    )
    state = models.CharField(_("state"), max_length=20, choices=ArticleState.choices, default=ArticleState.WAITING)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True, editable=False)
    leased_by = models.CharField(_("leased by"), max_length=100, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    error = models.TextField(_("error"), blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("reason of withdrawal"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="articles_added",
        verbose_name=_("added by"),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(name="sources_article_queue", fields=["id"], condition=Q(state=ArticleState.WAITING)),
            models.Index(name="sources_article_published", fields=["published_on", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(name="sources_article_once_an_outlet", fields=["outlet", "sha256"]),
            models.UniqueConstraint(
                name="sources_article_once_without_outlet", fields=["sha256"], condition=Q(outlet=None)
            ),
            models.CheckConstraint(name="sources_article_sha256_form", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="sources_article_state_known", condition=Q(state__in=ArticleState.values)),
            models.CheckConstraint(
                name="sources_article_lease_has_holder", condition=Q(leased_until=None) | ~Q(leased_by="")
            ),
            models.CheckConstraint(
                name="sources_article_lease_only_waiting",
                condition=Q(leased_until=None) | Q(state=ArticleState.WAITING),
            ),
            models.CheckConstraint(
                name="sources_article_failed_says_why", condition=~Q(state=ArticleState.FAILED) | ~Q(error="")
            ),
            models.CheckConstraint(
                name="sources_article_withdrawn_says_why",
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
            models.CheckConstraint(
                name="sources_article_not_copy_of_itself", condition=Q(copy_of=None) | ~Q(copy_of=F("id"))
            ),
            models.CheckConstraint(
                name="sources_article_not_superseding_itself", condition=Q(supersedes=None) | ~Q(supersedes=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self._meta.verbose_name} {self.pk}"


class ArticleText(models.Model):
    """The words of an article as they were given. Never changed: a trigger refuses it. No later migration may alter
    this table, for SQLite rebuilds an altered table and drops its triggers."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="body", verbose_name=_("article")
    )
    text = models.TextField(_("text"))
    length = models.PositiveIntegerField(_("length in characters"))

    class Meta:
        verbose_name = _("article text")
        verbose_name_plural = _("article texts")
        constraints = [
            models.CheckConstraint(name="sources_articletext_not_empty", condition=~Q(text="")),
            models.CheckConstraint(name="sources_articletext_length_right", condition=Q(length=Length("text"))),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class UsedSource(models.Model):
    """A source that an article lists at its end ("Verwendete Quellen:")."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="used_sources", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("position"))
    outlet_name = models.CharField(_("outlet as written"), max_length=300)
    outlet = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="used_by", verbose_name=_("outlet")
    )
    title = models.CharField(_("title"), max_length=1000, blank=True)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))

    class Meta:
        verbose_name = _("used source")
        verbose_name_plural = _("used sources")
        constraints = [
            models.UniqueConstraint(name="sources_usedsource_position_once", fields=["article", "position"]),
            models.CheckConstraint(name="sources_usedsource_span_forward", condition=Q(start__lt=F("end"))),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_name}: {self.title}" if self.title else self.outlet_name


class Affiliation(models.Model):
    """What a person was quoted as; its evidence are the articles that say so. One that a curator added has none."""

    person = models.ForeignKey(Actor, models.PROTECT, related_name="affiliations", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=300, blank=True)
    organisation_name = models.CharField(_("organisation as written"), max_length=300, blank=True)
    key = models.CharField(_("key of the organisation"), max_length=300, blank=True, db_index=True, editable=False)
    organisation = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("organisation")
    )

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.UniqueConstraint(name="sources_affiliation_once", fields=["person", "role", "organisation_name"]),
            models.CheckConstraint(
                name="sources_affiliation_says_something", condition=~Q(role="") | ~Q(organisation_name="")
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.role, self.organisation_name) if part)

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_key()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given

    def set_key(self) -> Self:
        """Makes the key that it is found by; for whoever writes rows without `save`."""
        self.key = organisation_key(self.organisation_name)[:300]
        return self


class AffiliationEvidence(models.Model):
    """An article that quotes a person as something; its date tells when."""

    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="evidence", verbose_name=_("affiliation"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="affiliation_evidence", verbose_name=_("article"))

    class Meta:
        verbose_name = _("evidence of an affiliation")
        verbose_name_plural = _("evidence of affiliations")
        constraints = [
            models.UniqueConstraint(name="sources_affiliationevidence_once", fields=["affiliation", "article"]),
        ]

    def __str__(self) -> str:
        return f"{self.affiliation_id} {self.article_id}"
