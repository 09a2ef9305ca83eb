"""Claims in the admin: found by how they are said, looked at in context, decided upon, their sources mended."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display

from claims.admin.joining import join_view, joined, split_view, stands
from claims.admin.narrowing import (
    ArticleFilter,
    CertaintyFilter,
    ConfidenceFilter,
    FigureFilter,
    FormFilter,
    StandingFilter,
)
from claims.admin.parts import ChainInline, MeantInline, MentionInline
from claims.admin.records import DecisionInline
from claims.models import Attribution, Claim, Mention
from claims.review import ReviewError, change_actor, change_source, decide
from claims.vocabulary import Form, Status
from sources.admin import Guarded, is_key

STATUS_COLOURS = {
    Status.UNREVIEWED: "info",
    Status.ACCEPTED: "success",
    Status.REJECTED: "danger",
    Status.RETRACTED: "warning",
}


@admin.register(Claim)
class ClaimAdmin(Guarded[Claim]):
    list_display = ("statement_short", "status_shown", "form_shown", "origin", "confidence", "outlet")
    list_filter = ("status", FormFilter, CertaintyFilter, ConfidenceFilter, FigureFilter, StandingFilter, ArticleFilter)
    search_fields = ("statement",)
    search_help_text = gettext_lazy("words of the statement, or the number of a claim")
    ordering = ("-created_at", "-pk")
    actions = ("accept", "reject", "retract", "reopen")
    actions_submit_line = ("accept_this", "reject_this", "retract_this", "reopen_this")
    fields = ("statement", "status", "joined", "stands", "created_at")
    readonly_fields = fields
    inlines = (MentionInline, ChainInline, MeantInline, DecisionInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        """With what the list tells of the first mention that counts, and of its origin."""
        first = Mention.objects.current().filter(claim=OuterRef("pk")).order_by("pk")
        origin = Attribution.objects.filter(
            position=0, mention__claim=OuterRef("pk"), mention__extraction__retired_at=None
        ).order_by("mention")
        return Claim.objects.annotate(
            first_form=Subquery(first.values("form")[:1]),
            first_confidence=Subquery(first.values("confidence")[:1]),
            first_outlet=Subquery(first.values("extraction__article__outlet__name")[:1]),
            origin_name=Subquery(origin.values("actor__name")[:1]),
            origin_words=Subquery(origin.values("surface")[:1]),
        )

    @display(description=gettext_lazy("statement"), ordering="statement")  # type: ignore[untyped-decorator]
    def statement_short(self, claim: Claim) -> str:
        return claim.statement if len(claim.statement) <= 160 else f"{claim.statement[:160]} …"

    @display(description=gettext_lazy("status"), ordering="status", label=STATUS_COLOURS)  # type: ignore[untyped-decorator]
    def status_shown(self, claim: Claim) -> tuple[str, str]:
        return claim.status, claim.get_status_display()

    @display(description=gettext_lazy("form"), ordering="first_form")  # type: ignore[untyped-decorator]
    def form_shown(self, claim: Any) -> str:
        return str(Form(claim.first_form).label) if claim.first_form else "–"

    @display(description=gettext_lazy("origin"), ordering="origin_name")  # type: ignore[untyped-decorator]
    def origin(self, claim: Any) -> str:
        """Who said it first; where nobody is named, the words that stand for the source."""
        if claim.origin_name:
            return str(claim.origin_name)
        return _("not named: %(words)s") % {"words": claim.origin_words[:80]} if claim.origin_words else "–"

    @display(description=gettext_lazy("confidence"), ordering="first_confidence")  # type: ignore[untyped-decorator]
    def confidence(self, claim: Any) -> str:
        return "–" if claim.first_confidence is None else number_format(claim.first_confidence, 2)

    @display(description=gettext_lazy("joined with"))  # type: ignore[untyped-decorator]
    def joined(self, claim: Claim) -> str:
        return joined(claim)

    @display(description=gettext_lazy("relations"))  # type: ignore[untyped-decorator]
    def stands(self, claim: Claim) -> str:
        return stands(claim)

    def get_urls(self) -> list[URLPattern]:
        views = {"join": join_view, "split": split_view}
        urls: list[URLPattern] = super().get_urls()
        own = [
            path(
                f"<path:object_id>/{what}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"claims_claim_{what}",
            )
            for what, view in views.items()
        ]
        return [*own, *urls]

    def search(self, request: HttpRequest, queryset: QuerySet[Claim], term: str) -> tuple[QuerySet[Claim], bool]:
        """By words of the statement, or the number of the claim."""
        found, doubled = super().search(request, queryset, term)
        return (found | queryset.filter(pk=int(term)) if is_key(term) else found), doubled

    @display(description=gettext_lazy("outlet"), ordering="first_outlet")  # type: ignore[untyped-decorator]
    def outlet(self, claim: Any) -> str:
        return claim.first_outlet or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Claim | None = None) -> bool:
        return False

    @action(description=gettext_lazy("Accept"), permissions=["change"])  # type: ignore[untyped-decorator]
    def accept(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._decide(request, claims, Status.ACCEPTED)

    @action(description=gettext_lazy("Reject"), permissions=["change"])  # type: ignore[untyped-decorator]
    def reject(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._decide(request, claims, Status.REJECTED)

    @action(description=gettext_lazy("Retract"), permissions=["change"])  # type: ignore[untyped-decorator]
    def retract(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._decide(request, claims, Status.RETRACTED)

    @action(description=gettext_lazy("Back to unreviewed"), permissions=["change"])  # type: ignore[untyped-decorator]
    def reopen(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._decide(request, claims, Status.UNREVIEWED)

    @action(description=gettext_lazy("Accept"), permissions=["change"])  # type: ignore[untyped-decorator]
    def accept_this(self, request: HttpRequest, claim: Claim) -> None:
        self._decide(request, Claim.objects.filter(pk=claim.pk), Status.ACCEPTED)

    @action(description=gettext_lazy("Reject"), permissions=["change"])  # type: ignore[untyped-decorator]
    def reject_this(self, request: HttpRequest, claim: Claim) -> None:
        self._decide(request, Claim.objects.filter(pk=claim.pk), Status.REJECTED)

    @action(description=gettext_lazy("Retract"), permissions=["change"])  # type: ignore[untyped-decorator]
    def retract_this(self, request: HttpRequest, claim: Claim) -> None:
        self._decide(request, Claim.objects.filter(pk=claim.pk), Status.RETRACTED)

    @action(description=gettext_lazy("Back to unreviewed"), permissions=["change"])  # type: ignore[untyped-decorator]
    def reopen_this(self, request: HttpRequest, claim: Claim) -> None:
        self._decide(request, Claim.objects.filter(pk=claim.pk), Status.UNREVIEWED)

    def _decide(self, request: HttpRequest, claims: QuerySet[Claim], status: Status) -> None:
        asked = claims.count()
        changed = decide(claims=claims, status=status, user=request.user, now=timezone.now())  # type: ignore[arg-type]  # the admin lets nobody else in
        words = ngettext("%(count)d claim is now %(status)s.", "%(count)d claims are now %(status)s.", changed)
        told = [words % {"count": changed, "status": status.label}] if changed else []
        if same := asked - changed:
            words = ngettext("%(count)d claim was so already.", "%(count)d claims were so already.", same)
            told.append(words % {"count": same})
        self.message_user(request, " ".join(told), messages.SUCCESS if changed else messages.INFO)

    def save_model(self, request: HttpRequest, obj: Claim, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's shape
        """Nothing of the claim itself is edited; a button beside "Save" may decide upon it."""
        for button in self.get_actions_submit_line(request, obj.pk):
            if button.action_name in request.POST:
                button.method(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Whom words mean is changed by a Decision; nothing else of a claim's parts can be."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for part in formset.initial_forms:
            if part.instance.pk and "actor" in part.changed_data:
                self._change(request, part.instance, part.cleaned_data["actor"])
                formset.changed_objects.append((part.instance, part.changed_data))

    def _change(self, request: HttpRequest, row: Any, actor: Any) -> None:
        by: Any = {"actor": actor, "user": request.user, "now": timezone.now()}
        try:
            done = (
                change_source(attribution=row, **by)
                if isinstance(row, Attribution)
                else change_actor(mentioned=row, **by)
            )
        except ReviewError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            if done:
                self.message_user(request, _("The change was recorded as a decision."), messages.SUCCESS)
