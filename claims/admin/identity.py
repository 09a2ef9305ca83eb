"""Who is who in the admin: suggested merges with what is known of both actors, and the page that merges one by hand."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display

from claims.identity import confirm_suggestion, merge_actors, refuse_suggestion
from claims.models import Decision, Mention
from claims.review import ReviewError
from sources.admin import Guarded, KnownChoice, link_to, quoted
from sources.affiliations import affiliation_lines
from sources.merges import families
from sources.models import Actor, MergeSuggestion, SuggestionStatus, root_of

STATUS_COLOURS = {
    SuggestionStatus.SUGGESTED: "info",
    SuggestionStatus.CONFIRMED: "success",
    SuggestionStatus.REFUSED: "danger",
}
LATEST = 3  # quotations of each actor


@admin.register(MergeSuggestion)
class MergeSuggestionAdmin(Guarded[MergeSuggestion]):
    list_display = ("score_shown", "first", "first_known", "second", "second_known", "why", "status_shown")
    list_display_links = ("score_shown",)
    list_filter = ("status",)
    list_select_related = ("first", "second")
    search_fields = ("first__name", "second__name")
    search_help_text = gettext_lazy("a name of either actor")
    ordering = ("-score", "pk")
    actions = ("confirm", "refuse")
    actions_submit_line = ("confirm_this", "refuse_this")
    fields = ("status", "score_shown", "why", "first_side", "second_side", "created_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[MergeSuggestion]:
        """Without those that an earlier refusal answers."""
        return MergeSuggestion.objects.unanswered().select_related("first", "second")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """With what all actors of the page were quoted as, in few queries."""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        lines = affiliation_lines({pk for row in rows for pk in (row.first_id, row.second_id)})
        for row in rows:
            row.known = lines
        changelist.result_list = rows
        return changelist

    @display(description=gettext_lazy("score"), ordering="score")  # type: ignore[untyped-decorator]
    def score_shown(self, row: MergeSuggestion) -> str:
        return number_format(row.score, 2)

    @display(description=gettext_lazy("status"), ordering="status", label=STATUS_COLOURS)  # type: ignore[untyped-decorator]
    def status_shown(self, row: MergeSuggestion) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=gettext_lazy("why"))  # type: ignore[untyped-decorator]
    def why(self, row: MergeSuggestion) -> str:
        return format_html_join(mark_safe("<br>"), "{}", [(words,) for words in row.reasons_in_words()])

    @display(description=gettext_lazy("quoted as"))  # type: ignore[untyped-decorator]
    def first_known(self, row: Any) -> str:
        return "; ".join(map(str, row.known[row.first_id][:2])) or "–"

    @display(description=gettext_lazy("quoted as"))  # type: ignore[untyped-decorator]
    def second_known(self, row: Any) -> str:
        return "; ".join(map(str, row.known[row.second_id][:2])) or "–"

    @display(description=gettext_lazy("actor"))  # type: ignore[untyped-decorator]
    def first_side(self, row: MergeSuggestion) -> str:
        return side(row.first)

    @display(description=gettext_lazy("other actor"))  # type: ignore[untyped-decorator]
    def second_side(self, row: MergeSuggestion) -> str:
        return side(row.second)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: MergeSuggestion | None = None) -> bool:
        """What was refused is remembered."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: MergeSuggestion | None = None) -> bool:
        """Who decides changes actors."""
        return request.user.has_perms(["sources.change_mergesuggestion", "sources.change_actor"])

    @action(description=gettext_lazy("Merge"), permissions=["change"])  # type: ignore[untyped-decorator]
    def confirm(self, request: HttpRequest, rows: QuerySet[MergeSuggestion]) -> None:
        self._decide(request, list(rows), confirm_suggestion)

    @action(description=gettext_lazy("Refuse for good"), permissions=["change"])  # type: ignore[untyped-decorator]
    def refuse(self, request: HttpRequest, rows: QuerySet[MergeSuggestion]) -> None:
        self._decide(request, list(rows), refuse_suggestion)

    @action(description=gettext_lazy("Merge"), permissions=["change"])  # type: ignore[untyped-decorator]
    def confirm_this(self, request: HttpRequest, row: MergeSuggestion) -> None:
        self._decide(request, [row], confirm_suggestion)

    @action(description=gettext_lazy("Refuse for good"), permissions=["change"])  # type: ignore[untyped-decorator]
    def refuse_this(self, request: HttpRequest, row: MergeSuggestion) -> None:
        self._decide(request, [row], refuse_suggestion)

    def _decide(self, request: HttpRequest, rows: list[MergeSuggestion], act: Any) -> None:
        done = 0
        for row in rows:
            try:
                done += act(suggestion=row, user=request.user, now=timezone.now()) is not None
            except ReviewError as error:
                self.message_user(request, str(error), messages.ERROR)
        if done:
            words = ngettext("%(count)d decision was recorded.", "%(count)d decisions were recorded.", done)
            self.message_user(request, words % {"count": done}, messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: MergeSuggestion, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's shape
        """Nothing is edited; a button beside "Save" may decide."""
        for button in self.get_actions_submit_line(request, obj.pk):
            if button.action_name in request.POST:
                button.method(request, obj)


class MergeForm(forms.Form):
    """Whom an actor is merged into, looked up as on other pages."""

    def __init__(self, *args: Any, site: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column: Any = Actor._meta.get_field("merged_into")  # noqa: SLF001 - public by Django's documentation
        field = column.formfield(required=True, widget=KnownChoice(column, site), label=_("the same as"))
        self.fields["into"] = field


def merge_view(page: Guarded[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """Asks whom the actor is the same as, and merges it when the answer comes back."""
    actor = page.get_object(request, object_id)
    if actor is None:
        raise Http404
    if not page.has_change_permission(request, actor):
        raise PermissionDenied
    form = MergeForm(request.POST or None, site=page.admin_site)
    if form.is_valid() and _merged(page, request, actor, form.cleaned_data["into"]):
        return HttpResponseRedirect(reverse("admin:sources_actor_change", args=[actor.pk]))
    context = {
        **page.admin_site.each_context(request),
        "title": _("Merge %(actor)s into another actor") % {"actor": actor},
        "opts": page.opts,
        "form": form,
        "side": side(actor),
        "back": reverse("admin:sources_actor_change", args=[actor.pk]),
        "media": page.media + form.media,
    }
    return TemplateResponse(request, "admin/sources/actor/merge.html", context)


def merging(actor: Actor) -> str:
    """On the page of an actor: a way to merge it, or to undo that it was."""
    classes = "border border-base-200 dark:border-base-700 rounded-default px-3 py-1 inline-block"
    if not actor.merged_into:
        address = reverse("admin:sources_actor_merge", args=[actor.pk])
        return format_html('<a class="{}" href="{}">{}</a>', classes, address, _("Merge into another actor …"))
    decision = Decision.objects.filter(actor=actor, after__merged_into=actor.merged_into_id, undone_by=None)
    link = link_to(actor.merged_into)
    latest = decision.order_by("-pk").first()
    if latest is None:
        return link
    undo = reverse("admin:claims_decision_undo", args=[latest.pk])
    return format_html('{} <a class="{}" href="{}">{}</a>', link, classes, undo, _("Undo the merge …"))


def side(actor: Actor) -> SafeString:
    """What is known of an actor and all that it was merged with: names, what it was quoted as, its latest words."""
    root = root_of(actor)
    family = families({root.pk})
    names = ", ".join(dict.fromkeys(Actor.objects.filter(pk__in=family).order_by("pk").values_list("name", flat=True)))
    told = [(_known(line),) for line in affiliation_lines({root.pk})[root.pk][:5]]
    said = Mention.objects.current().filter(chain__actor__in=family).select_related("extraction__article").distinct()
    words = [
        (quoted(Truncator(row.text).chars(200)), link_to(row.extraction.article))
        for row in said.order_by("-pk")[:LATEST]
    ]
    qid = f" · {root.qid}" if root.qid else ""
    return format_html(
        "{}{} · {}<ul>{}</ul><ul>{}</ul>",
        link_to(root, names),
        qid,
        root.get_kind_display(),
        format_html_join("", "<li>{}</li>", told),
        format_html_join("", "<li>{} {}</li>", words),
    )


def _known(line: Any) -> str:
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in dict.fromkeys((line.first, line.last)) if day]
    return f"{line} ({' – '.join(days)})" if days else str(line)


def _merged(page: Guarded[Any], request: HttpRequest, actor: Actor, into: Actor) -> bool:
    try:
        merge_actors(actor=actor, into=into, user=request.user, now=timezone.now())  # type: ignore[arg-type]  # the admin lets nobody else in
    except ReviewError as error:
        page.message_user(request, str(error), messages.ERROR)
        return False
    page.message_user(request, _("The change was recorded as a decision."), messages.SUCCESS)
    return True
