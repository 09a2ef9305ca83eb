"""Relations between claims in the admin: the queue of what waits for a curator, both sides in their words, and the acts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display

from claims.admin.narrowing import ChosenFilter
from claims.admin.records import DecisionInline
from claims.admin.sides import side
from claims.evidence import attach_mentions
from claims.joining import confirm_relation, refuse_relation
from claims.models import Relation
from claims.related import attach_roots
from claims.relations import RelationQuerySet
from claims.review import ReviewError
from claims.vocabulary import RelationKind, RelationStatus
from sources.admin import Guarded

STATUS_COLOURS = {
    RelationStatus.SUGGESTED: "info",
    RelationStatus.CONFIRMED: "success",
    RelationStatus.REFUSED: "danger",
}


class WaitingFilter(ChosenFilter):
    """Without a choice: what waits for a curator."""

    title = gettext_lazy("status")
    parameter_name = "status"
    choices_offered = (
        *(choice for choice in RelationStatus.choices if choice[0] != RelationStatus.SUGGESTED),
        ("suggested", gettext_lazy("suggested, answered ones too")),
        ("all", gettext_lazy("every relation")),
    )

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Django calls no choice "All"."""
        first, *others = super().choices(changelist)
        yield {**first, "display": _("waiting for a curator")}
        yield from others

    def narrowed(self, rows: Any, value: str | None) -> QuerySet[Any]:
        assert isinstance(rows, RelationQuerySet)  # noqa: S101 - for the type checker
        if value is None:
            return rows.open()
        return rows if value == "all" else rows.filter(status=value)


class RelationDecisionInline(DecisionInline):
    fk_name = "relation"


@admin.register(Relation)
class RelationAdmin(Guarded[Relation]):
    list_display = ("score_shown", "kind_shown", "from_side", "to_side", "why", "status_shown")
    list_display_links = ("score_shown", "kind_shown")
    list_filter = ("kind", WaitingFilter)
    search_fields = ("from_claim__statement", "to_claim__statement")
    search_help_text = gettext_lazy("words of either claim")
    ordering = (F("score").desc(nulls_last=True), "pk")
    list_per_page = 20
    actions = ("confirm", "refuse")
    actions_submit_line = ("confirm_this", "refuse_this")
    fields = ("kind", "status", "score_shown", "why", "from_side", "to_side", "created_at")
    readonly_fields = fields
    inlines = (RelationDecisionInline,)

    def get_queryset(self, request: HttpRequest) -> RelationQuerySet:
        return Relation.objects.all()

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """With both sides of all rows of the page, in few queries."""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        _attach(rows, 1)
        changelist.result_list = rows
        return changelist

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Relation | None:
        row: Relation | None = super().get_object(request, object_id, from_field)
        if row:
            _attach([row])
        return row

    @display(description=gettext_lazy("score"), ordering="score")  # type: ignore[untyped-decorator]
    def score_shown(self, row: Relation) -> str:
        return "–" if row.score is None else number_format(row.score, 2)

    @display(description=gettext_lazy("kind"), ordering="kind")  # type: ignore[untyped-decorator]
    def kind_shown(self, row: Relation) -> str:
        return str(RelationKind(row.kind).label)

    @display(description=gettext_lazy("status"), ordering="status", label=STATUS_COLOURS)  # type: ignore[untyped-decorator]
    def status_shown(self, row: Relation) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=gettext_lazy("why"))  # type: ignore[untyped-decorator]
    def why(self, row: Relation) -> str:
        told = [*row.reasons_in_words(), *([row.reason] if row.reason else [])]
        return format_html_join(mark_safe("<br>"), "{}", [(words,) for words in told]) or "–"

    @display(description=gettext_lazy("claim"))  # type: ignore[untyped-decorator]
    def from_side(self, row: Any) -> str:
        return side(row.one, row.shown)

    @display(description=gettext_lazy("other claim"))  # type: ignore[untyped-decorator]
    def to_side(self, row: Any) -> str:
        return side(row.other, row.shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Relation | None = None) -> bool:
        """What was refused is remembered."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Relation | None = None) -> bool:
        """Who decides changes claims."""
        return request.user.has_perms(["claims.change_relation", "claims.change_claim"])

    @action(description=gettext_lazy("Confirm (the same: join both)"), permissions=["change"])  # type: ignore[untyped-decorator]
    def confirm(self, request: HttpRequest, rows: QuerySet[Relation]) -> None:
        self._decide(request, list(rows), confirm_relation)

    @action(description=gettext_lazy("Refuse for good"), permissions=["change"])  # type: ignore[untyped-decorator]
    def refuse(self, request: HttpRequest, rows: QuerySet[Relation]) -> None:
        self._decide(request, list(rows), refuse_relation)

    @action(description=gettext_lazy("Confirm (the same: join both)"), permissions=["change"])  # type: ignore[untyped-decorator]
    def confirm_this(self, request: HttpRequest, row: Relation) -> None:
        self._decide(request, [row], confirm_relation)

    @action(description=gettext_lazy("Refuse for good"), permissions=["change"])  # type: ignore[untyped-decorator]
    def refuse_this(self, request: HttpRequest, row: Relation) -> None:
        self._decide(request, [row], refuse_relation)

    def _decide(self, request: HttpRequest, rows: Sequence[Relation], act: Any) -> None:
        done = failed = 0
        for row in rows:
            try:
                done += act(relation=row, user=request.user, now=timezone.now()) is not None
            except ReviewError as error:
                failed += 1
                self.message_user(request, str(error), messages.ERROR)
        if done:
            words = ngettext("%(count)d decision was recorded.", "%(count)d decisions were recorded.", done)
            self.message_user(request, words % {"count": done}, messages.SUCCESS)
        elif not failed:
            self.message_user(request, _("Nothing was left to decide."), messages.INFO)

    def save_model(self, request: HttpRequest, obj: Relation, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's shape
        """Nothing of a relation is edited; a button beside "Save" may decide upon it."""
        for button in self.get_actions_submit_line(request, obj.pk):
            if button.action_name in request.POST:
                button.method(request, obj)


def _attach(rows: Sequence[Any], shown: int = 5) -> None:
    """Both sides of `rows`, with `shown` mentions each."""
    attach_roots(rows)
    attach_mentions(list({one.pk: one for row in rows for one in (row.one, row.other)}.values()))
    for row in rows:
        row.shown = shown
