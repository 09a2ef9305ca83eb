"""Drafts: texts that somebody handed in to look at, before anything is stored as an article. A part of `claims.models`.

A draft waits for a worker as an article does, under a lease, and is read before any article: somebody looks at the page.
`claims.drafting` writes these rows. After a day they are gone.
"""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.extraction.version import EXTRACTOR
from sources.models import Article

LIFETIME = timedelta(days=1)
WORDS = 90  # characters of a text that a list shows


class DraftState(models.TextChoices):
    """Where a draft stands on its way to an article; this column is a work queue too."""

    WAITING = "waiting", _("waiting")
    READY = "ready", _("ready to look at")
    FAILED = "failed", _("failed")
    STORED = "stored", _("stored")


class Fault(models.TextChoices):
    """Why a draft could not be read. The worker does not know in which language its owner reads."""

    NO_ADDRESS = "no_address", _("This is no address of a page.")
    PRIVATE = "private", _("This address is not public; only pages that everybody can reach are fetched.")
    UNREACHABLE = "unreachable", _("The page could not be reached.")
    CERTIFICATE = "certificate", _("The page could not be reached safely: its certificate is not valid.")
    STATUS = "status", _("The server of the page answered with an error.")
    SLOW = "slow", _("The page took too long.")
    LARGE = "large", _("The page is too large.")
    KIND = "kind", _("What lies there is no page with text.")
    REDIRECTS = "redirects", _("The address leads on too often.")
    NO_TEXT = "no_text", _("No article was found in the page.")
    NOT_GERMAN = "not_german", _("The text is not German.")
    UNREADABLE = "unreadable", _("The text could not be read.")
    GIVEN_UP = "given_up", _("Reading it was given up after several attempts.")


class Way(models.TextChoices):
    """How a draft was handed in."""

    PASTED = "pasted", pgettext_lazy("draft", "pasted")
    FILE = "file", pgettext_lazy("draft", "file")
    ADDRESS = "address", pgettext_lazy("draft", "from an address")


class DraftQuerySet(models.QuerySet["Draft"]):
    def alive(self, now: datetime) -> Self:
        """Drafts that are not over a day old."""
        return self.filter(created_at__gt=now - LIFETIME)

    def over(self, now: datetime) -> Self:
        """Drafts whose day has passed."""
        return self.filter(created_at__lte=now - LIFETIME)

    def of(self, user: Any) -> Self:
        """Drafts that `user` may see: their own, staff everybody's."""
        return self if user.is_staff else self.filter(owner=user)

    def waiting(self, now: datetime) -> Self:
        """Drafts that nobody works on: waiting, not under a lease that still runs, and not over."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.alive(now).filter(free, state=DraftState.WAITING).order_by("pk")

    def listed(self) -> Self:
        """With owners and the first `words` of the texts, without the texts and what was found in them."""
        rows = self.select_related("owner").annotate(words=Left("text", WORDS))
        return rows.defer("text", "page", "found").order_by("-pk")

    def ahead_of(self, draft: "Draft", now: datetime) -> Self:
        """Drafts that are read before `draft`."""
        return self.alive(now).filter(state=DraftState.WAITING, pk__lt=draft.pk)


class Draft(models.Model):
    """A text with what its owner says of it, and what a worker found in it. `page` is HTML whose text is not taken out
    yet, `url` with neither text nor page an address to fetch. `found` is the extraction (`claims.extraction.packing`) as
    read for `read_for`, the day then given; `alike` are keys of articles that share its sentences."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", verbose_name=_("owner"))
    way = models.CharField(_("way"), max_length=20, choices=Way.choices)
    place = models.CharField(_("file"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    page = models.TextField(_("page"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    outlet_name = models.CharField(_("outlet"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=DraftState.choices, default=DraftState.WAITING)
    found = models.JSONField(_("found"), null=True, blank=True)
    claims_count = models.PositiveIntegerField(_("claims found"), default=0)
    read_for = models.DateField(_("read for the day"), null=True, blank=True)
    alike = models.JSONField(_("articles like it"), default=list, blank=True)
    fault = models.CharField(_("fault"), max_length=20, choices=Fault.choices, blank=True)
    detail = models.CharField(_("detail"), max_length=100, blank=True)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="drafts", verbose_name=_("article")
    )
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    leased_by = models.CharField(_("leased by"), max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"), db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [models.Index(name="claims_draft_queue", fields=["id"], condition=Q(state="waiting"))]
        constraints = [
            models.CheckConstraint(name="claims_draft_state_known", condition=Q(state__in=DraftState.values)),
            models.CheckConstraint(name="claims_draft_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(name="claims_draft_fault_known", condition=Q(fault__in=["", *Fault.values])),
            models.CheckConstraint(name="claims_draft_something_given", condition=~Q(text="", page="", url="")),
            models.CheckConstraint(
                name="claims_draft_hash_of_text",
                condition=Q(text="", sha256="") | (~Q(text="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
            ),
            models.CheckConstraint(
                name="claims_draft_ready_was_read",
                condition=~Q(state__in=["ready", "stored"]) | (Q(found__isnull=False) & ~Q(text="")),
            ),
            models.CheckConstraint(
                name="claims_draft_failed_says_why",
                condition=(Q(state="failed") & ~Q(fault="")) | (~Q(state="failed") & Q(fault="")),
            ),
            models.CheckConstraint(
                name="claims_draft_stored_has_article",
                condition=Q(state="stored", article__isnull=False) | (~Q(state="stored") & Q(article=None)),
            ),
            models.CheckConstraint(
                name="claims_draft_lease_has_holder", condition=Q(leased_until=None) | ~Q(leased_by="")
            ),
            models.CheckConstraint(
                name="claims_draft_lease_only_waiting", condition=Q(leased_until=None) | Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.place or self.url or f"{self._meta.verbose_name} {self.pk}"

    def is_being_read(self, now: datetime) -> bool:
        """Does a worker hold it?"""
        return self.state == DraftState.WAITING and self.leased_until is not None and self.leased_until > now

    def holds_for(self, published: date | None) -> bool:
        """Would reading it anew find the same: did this extractor read it, for this day?"""
        if self.found is None or self.read_for != published:
            return False
        who = self.found["extractor"]
        return (who["name"], who["version"], who.get("model")) == (EXTRACTOR.name, EXTRACTOR.version, EXTRACTOR.model)
