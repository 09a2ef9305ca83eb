"""What is only looked at: decisions (which can be undone), extractions."""

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import TabularInline
from unfold.decorators import action, display

from claims.history import ACTIONS
from claims.models import Decision, Extraction
from claims.review import ReviewError, undo
from sources.admin import FixedRows, LookedAt, link_to

# Ids, which say nothing beside a name, and what follows of the rest.
KEYS = {"attribution", "mention_actor", "actor", "claim", "merged_into", "suggestion", "refusal", "settled_at"}


@display(description=gettext_lazy("action"), ordering="action")  # type: ignore[untyped-decorator]
def act(decision: Decision) -> str:
    """What was done, in words."""
    return str(ACTIONS.get(decision.action, decision.action))


@display(description=gettext_lazy("before → after"))  # type: ignore[untyped-decorator]
def change(decision: Decision) -> str:
    """What was so before, and after."""
    keys = [key for key in decision.after if key not in KEYS and decision.before.get(key) != decision.after[key]]
    rows = [(_value(decision.before.get(key)), _value(decision.after[key])) for key in keys]
    return format_html_join("; ", "{} → {}", rows)


@display(description=gettext_lazy("undo"))  # type: ignore[untyped-decorator]
def undo_link(decision: Decision) -> str:
    """A way to the page that undoes it, or who did."""
    if hasattr(decision, "undone_by"):
        return link_to(decision.undone_by, _("undone"))
    if not decision.before:
        return "–"
    address = reverse("admin:claims_decision_undo", args=[decision.pk])
    classes = "border border-base-200 dark:border-base-700 rounded-default px-3 py-1 inline-block"
    return format_html('<a class="{}" href="{}">{}</a>', classes, address, _("Undo …"))


@display(description=gettext_lazy("subject"))  # type: ignore[untyped-decorator]
def subject(decision: Decision) -> str:
    """What was decided upon."""
    return link_to(decision.claim or decision.relation or decision.actor)


def _value(value: Any) -> str:
    words = str(value) if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)
    words = "–" if value in (None, "") else words
    return words if len(words) <= 120 else f"{words[:120]} …"


class DecisionInline(FixedRows, TabularInline):  # type: ignore[misc]  # unfold ships no types
    model = Decision
    verbose_name_plural = gettext_lazy("history of decisions")
    fields = ("made_at", "user", act, change, undo_link)
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return Decision.objects.select_related("user", "undone_by").order_by("-pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Decision)
class DecisionAdmin(LookedAt[Decision]):
    list_display = ("made_at", "user", act, subject, change, undo_link)
    list_filter = ("action",)
    list_select_related = ("user", "claim", "relation", "actor", "undone_by")
    search_fields = ("claim__statement", "actor__name", "user__username")
    ordering = ("-pk",)
    actions = ("undo_these",)
    fields = ("made_at", "user", act, subject, change, "before", "after", "batch", "undoes", undo_link)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("claims.change_claim")

    def get_urls(self) -> list[URLPattern]:
        own = path("<path:object_id>/undo/", self.admin_site.admin_view(self.undo_view), name="claims_decision_undo")
        urls: list[URLPattern] = super().get_urls()
        return [own, *urls]

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks, and undoes when the answer comes back."""
        decision = self.get_object(request, object_id)
        if decision is None:
            raise Http404
        if not self.may_undo(request, decision):
            raise PermissionDenied
        if request.method == "POST":
            self._undo(request, [decision])
            return HttpResponseRedirect(_page_of(decision))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Undo this decision?"),
            "opts": self.opts,
            "decision": decision,
            "act": act(decision),
            "change": change(decision),
            "subject": subject(decision),
            "back": _page_of(decision),
        }
        return TemplateResponse(request, "admin/claims/decision/undo.html", context)

    def may_undo(self, request: HttpRequest, decision: Decision) -> bool:
        """Who may change the subject may undo a decision about it."""
        right = "sources.change_actor" if decision.actor_id else "claims.change_claim"
        return request.user.has_perm(right)

    @action(description=gettext_lazy("Undo"), permissions=["undo"])  # type: ignore[untyped-decorator]
    def undo_these(self, request: HttpRequest, decisions: QuerySet[Decision]) -> None:
        """The latest first, for they may rest on each other."""
        allowed = [row for row in decisions.order_by("-pk") if self.may_undo(request, row)]
        self._undo(request, allowed)

    def _undo(self, request: HttpRequest, decisions: list[Decision]) -> None:
        done = 0
        for decision in decisions:
            try:
                undo(decision=decision, user=request.user, now=timezone.now())  # type: ignore[arg-type]  # the admin lets nobody else in
                done += 1
            except ReviewError as error:
                self.message_user(request, f"{decision}: {error}", messages.ERROR)
        if done:
            words = ngettext("%(count)d decision was undone.", "%(count)d decisions were undone.", done)
            self.message_user(request, words % {"count": done}, messages.SUCCESS)


@admin.register(Extraction)
class ExtractionAdmin(LookedAt[Extraction]):
    list_display = ("article", "extractor", "version", "model", "created_at", "retired_at")
    list_filter = ("extractor", "version")
    list_select_related = ("article",)
    search_fields = ("article__title", "extractor", "version")
    ordering = ("-pk",)


def _page_of(decision: Decision) -> str:
    """The page of what was decided upon, where the undoing shows."""
    row = decision.claim or decision.relation or decision.actor
    options = row._meta if row else decision._meta  # noqa: SLF001 - public by Django's documentation
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk if row else decision.pk])
