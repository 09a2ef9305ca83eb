"""Predictions in the admin: what is due, what later claims say of it, and what became of it; every act is a Decision."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.admin.records import act, change, undo_link
from claims.models import Claim, Decision, Prediction
from claims.outcomes import proposals, settle
from claims.outlook import due_words, shown
from claims.predictions import DUE
from claims.review import ReviewError
from claims.vocabulary import Outcome
from sources.admin import Guarded, is_key, link_to

OUTCOME_COLOURS = {
    Outcome.OPEN: "info",
    Outcome.COME_TRUE: "success",
    Outcome.NOT_COME_TRUE: "danger",
    Outcome.UNDECIDABLE: "warning",
}
PROPOSED = "_proposed"  # the button that takes a proposal: "come_true 12"
BUTTON = "bg-primary-600 text-white font-medium rounded-default px-3 py-1 cursor-pointer"


class OverdueFilter(admin.SimpleListFilter):
    """Open although the time is over."""

    title = gettext_lazy("overdue")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today, wanted = timezone.localdate(), self.value()
        narrowed = {"yes": queryset.overdue, "no": queryset.not_overdue}
        return narrowed[wanted](today) if wanted in narrowed else None


class PredictionForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are not generic
    """What became of it, and the number of the claim that shows it."""

    by_claim = forms.CharField(
        label=gettext_lazy("Settled by claim"),
        required=False,
        max_length=18,
        widget=UnfoldAdminTextInputWidget({"inputmode": "numeric"}),
        help_text=gettext_lazy("The number of a later claim that was accepted; may be left empty."),
    )

    class Meta:
        model = Prediction
        fields = ("outcome",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_claim"].initial = self.instance.settled_by_id

    def clean_by_claim(self) -> Claim | None:
        words: str = self.cleaned_data["by_claim"].strip()
        if not words:
            return None
        claim = Claim.objects.filter(pk=int(words)).first() if is_key(words) else None
        if claim is None:
            raise forms.ValidationError(_("There is no claim with this number."))
        return claim

    def _post_clean(self) -> None:
        """The row is not written by the form but by an act, which knows what may be."""


@admin.register(Prediction)
class PredictionAdmin(Guarded[Prediction]):
    form = PredictionForm
    list_display = ("statement_short", "said_by", "said_on", "due_shown", "outcome_shown", "decided")
    list_filter = ("outcome", OverdueFilter, "decided")
    search_fields = ("claim__statement",)
    search_help_text = gettext_lazy("words of the statement")
    ordering = (DUE.asc(nulls_last=True), "pk")
    actions = ("come_true", "not_come_true", "undecidable", "reopen")
    fields = ("claim_link", "said_by", "said_on", "due_shown", "proposed", "outcome", "by_claim", "settled", "history")
    readonly_fields = ("claim_link", "said_by", "said_on", "due_shown", "proposed", "settled", "history")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Prediction]:
        """Those of claims that were not merged into another; the due soonest first."""
        return shown(Prediction.objects.filter(claim__merged_into=None))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Prediction | None:
        """A number that no column holds is nobody's; Django knows that of numbers but not of keys to other rows."""
        if not is_key(object_id):
            return None
        found: Prediction | None = super().get_object(request, object_id, from_field)
        return found

    @display(description=gettext_lazy("statement"), ordering="claim__statement")  # type: ignore[untyped-decorator]
    def statement_short(self, row: Prediction) -> str:
        words = row.claim.statement
        return words if len(words) <= 160 else f"{words[:160]} …"

    @display(description=gettext_lazy("predicted by"))  # type: ignore[untyped-decorator]
    def said_by(self, row: Prediction) -> str:
        sources = [source.actor.name for source in row.sources.all()]
        told = "; ".join(sources)
        return (told if len(told) <= 80 else f"{told[:80]} …") or "–"

    @display(description=gettext_lazy("due"), ordering="due_by")  # type: ignore[untyped-decorator]
    def due_shown(self, row: Prediction) -> str:
        return due_words(row, timezone.localdate())

    @display(description=gettext_lazy("outcome"), ordering="outcome", label=OUTCOME_COLOURS)  # type: ignore[untyped-decorator]
    def outcome_shown(self, row: Prediction) -> tuple[str, str]:
        return row.outcome, row.get_outcome_display()

    @display(description=gettext_lazy("claim"))  # type: ignore[untyped-decorator]
    def claim_link(self, row: Prediction) -> str:
        return format_html('<span lang="de">{}</span>', link_to(row.claim, row.claim.statement))

    @display(description=gettext_lazy("settled"))  # type: ignore[untyped-decorator]
    def settled(self, row: Prediction) -> str:
        """When, by which claim, and whether a curator said so."""
        if row.settled_at is None:
            return "–"
        who = _("by a curator") if row.decided else _("by what curators decided of other claims")
        when = timezone.localtime(row.settled_at).strftime("%Y-%m-%d %H:%M")
        parts = [when, who, *([link_to(row.settled_by)] if row.settled_by else [])]
        return format_html_join(" · ", "{}", [(part,) for part in parts])

    @display(description=gettext_lazy("later claims say"))  # type: ignore[untyped-decorator]
    def proposed(self, row: Prediction) -> str:
        """A button for each accepted later claim that may settle it."""
        line = '{} <button type="submit" class="{}" name="{}" value="{} {}">{}</button>'
        rows = [
            (link_to(claim), BUTTON, PROPOSED, outcome, claim.pk, self._asked(claim, outcome))
            for claim, outcome in proposals(row)
        ]
        return format_html_join(mark_safe("<br>"), line, rows) or "–"

    def _asked(self, claim: Claim, outcome: str) -> str:
        return _("%(outcome)s: settled by claim %(id)d") % {"outcome": Outcome(outcome).label, "id": claim.pk}

    @display(description=gettext_lazy("history of decisions"))  # type: ignore[untyped-decorator]
    def history(self, row: Prediction) -> str:
        """The acts about the outcome, with a way to undo each."""
        acts = Decision.objects.filter(claim=row.pk, before__has_key="outcome").select_related("user", "undone_by")
        lines = [
            (f"{timezone.localtime(one.made_at):%Y-%m-%d %H:%M}", one.user, act(one), change(one), undo_link(one))
            for one in acts.order_by("-pk")
        ]
        return format_html_join(mark_safe("<br>"), "{} · {} · {} · {} {}", lines) or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Prediction | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Prediction | None = None) -> bool:
        """Who may decide about claims may settle predictions."""
        return request.user.has_perm("claims.change_claim")

    def has_view_permission(self, request: HttpRequest, obj: Prediction | None = None) -> bool:
        return request.user.has_perm("claims.view_prediction") or self.has_change_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @action(description=gettext_lazy("Has come true"), permissions=["change"])  # type: ignore[untyped-decorator]
    def come_true(self, request: HttpRequest, rows: QuerySet[Prediction]) -> None:
        self._settle(request, list(rows), Outcome.COME_TRUE)

    @action(description=gettext_lazy("Has not come true"), permissions=["change"])  # type: ignore[untyped-decorator]
    def not_come_true(self, request: HttpRequest, rows: QuerySet[Prediction]) -> None:
        self._settle(request, list(rows), Outcome.NOT_COME_TRUE)

    @action(description=gettext_lazy("Cannot be decided"), permissions=["change"])  # type: ignore[untyped-decorator]
    def undecidable(self, request: HttpRequest, rows: QuerySet[Prediction]) -> None:
        self._settle(request, list(rows), Outcome.UNDECIDABLE)

    @action(description=gettext_lazy("Open again"), permissions=["change"])  # type: ignore[untyped-decorator]
    def reopen(self, request: HttpRequest, rows: QuerySet[Prediction]) -> None:
        self._settle(request, list(rows), Outcome.OPEN)

    def save_model(self, request: HttpRequest, obj: Prediction, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's shape
        """A proposal that was taken, else what the form says; saving without a change does nothing."""
        outcome, _blank, key = request.POST.get(PROPOSED, "").partition(" ")
        if outcome in Outcome.values and is_key(key):
            self._settle(request, [obj], outcome, Claim.objects.filter(pk=int(key)).first())
        elif {"outcome", "by_claim"} & set(form.changed_data):
            self._settle(request, [obj], form.cleaned_data["outcome"], form.cleaned_data["by_claim"])

    def _settle(self, request: HttpRequest, rows: list[Prediction], outcome: str, by: Claim | None = None) -> None:
        done = 0
        for row in rows:
            try:
                settle(prediction=row, outcome=outcome, by_claim=by, user=request.user, now=timezone.now())  # type: ignore[arg-type]  # the admin lets nobody else in
                done += 1
            except ReviewError as error:
                self.message_user(request, f"{row}: {error}", messages.ERROR)
        if done:
            words = ngettext("%(count)d decision was recorded.", "%(count)d decisions were recorded.", done)
            self.message_user(request, words % {"count": done}, messages.SUCCESS)
