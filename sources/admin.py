"""What the admin's pages share: guards against nonsense, read-only lists, and the form of an actor with its names."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.widgets import INPUT_CLASSES, UnfoldAdminTextInputWidget

from sources.models import Actor, Affiliation, AffiliationEvidence, Alias, root_of
from sources.names import name_key

LONGEST_SEARCH = 200  # characters; every word of a search is a condition of the query
MOST_WORDS = 20
Row = TypeVar("Row", bound=models.Model)


def link_to(row: models.Model | None, words: str | None = None) -> str:
    """A link to the admin's page of `row`, under `words` or its own; a dash for none."""
    if row is None:
        return "–"
    options = row._meta  # noqa: SLF001 - public by Django's documentation
    return format_html(
        '<a class="font-medium underline" href="{}">{}</a>',
        reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk]),
        words or str(row),
    )


def quoted(words: object) -> str:
    """German words in quotation marks, as they are said or written."""
    return format_html('<q lang="de">{}</q>', words)


class KnownChoice(AutocompleteSelect):
    """A field to look an actor up; nonsense that comes back in a form is left out of it, for it cannot be looked up."""

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        return super().optgroups(name, [key for key in value if is_key(str(key))], attrs)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Looking up needs scripts; where none run, a name can be written instead."""
        words = _("or another name")
        typed = '<noscript><input class="{}" name="{}-named" aria-label="{}" placeholder="{}"></noscript>'
        field = format_html(typed, " ".join(INPUT_CLASSES), name, words, words)
        return format_html("{}{}", super().render(name, value, attrs, renderer), field)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The id that was chosen, or that of the only actor of a name that was written."""
        typed = str(data.get(f"{name}-named", "")).replace("\0", "").strip()[:LONGEST_SEARCH]
        if not typed:
            return super().value_from_datadict(data, files, name)
        found = {root_of(actor).pk for actor in Actor.objects.named(typed)}
        return str(found.pop()) if len(found) == 1 else typed


class Choosing:
    """Pages whose foreign keys are looked up, not listed."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        page: Any = self
        if db_field.name in page.get_autocomplete_fields(request):
            kwargs["widget"] = KnownChoice(db_field, page.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # of the other base


class Guarded(Choosing, ModelAdmin, Generic[Row]):  # type: ignore[misc]  # unfold ships no types
    """A page of the admin that takes no nonsense: what cannot be looked up or done is a message, never an error 500."""

    list_per_page = 50
    show_full_result_count = False
    compressed_fields = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list offers as a filter; Django's own rule lets any column through, with any pattern."""
        offered = {_parameter(entry) for entry in self.get_list_filter(request)}
        field, _double, suffix = lookup.partition("__")
        return field in offered and suffix in {"", "exact", "id__exact", "isnull"}

    def get_search_results(
        self, request: HttpRequest, queryset: "models.QuerySet[Row]", search_term: str
    ) -> "tuple[models.QuerySet[Row], bool]":
        """Searches for the first words of what was typed, without what a database cannot hold."""
        words = search_term.replace("\0", " ")[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return self.search(request, queryset, " ".join(words))

    def search(
        self, request: HttpRequest, queryset: "models.QuerySet[Row]", term: str
    ) -> "tuple[models.QuerySet[Row], bool]":
        """The rows of `queryset` that `term` finds, and whether one may come twice."""
        found: tuple[models.QuerySet[Row], bool] = super().get_search_results(request, queryset, term)
        return found

    def response_action(self, request: HttpRequest, queryset: "models.QuerySet[Row]") -> HttpResponseBase | None:
        """Acts on ids only; what the database refuses is told."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, chosen)):
            messages.error(request, _("An id is a number."))
            return None
        try:
            with transaction.atomic():
                answer: HttpResponseBase | None = super().response_action(request, queryset)
                return answer
        except (IntegrityError, models.ProtectedError):
            return self._refused(request, reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Django names what is in the way before it deletes; a trigger may still know better."""
        try:
            with transaction.atomic():
                answer: HttpResponseBase = super().delete_view(request, object_id, extra_context)
                return answer
        except (IntegrityError, models.ProtectedError):
            return self._refused(request, request.get_full_path())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[Any], Any]:
        """What is in the way counts more than who might take it away."""
        deleted, counts, rights, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set() if protected else rights, protected

    def _refused(self, request: HttpRequest, address: str) -> HttpResponse:
        messages.error(request, _("It cannot be deleted: something in the database rests on it."))
        return HttpResponseRedirect(address)


def is_key(words: str) -> bool:
    """Could it be the id of a row?"""
    return words.isascii() and words.isdigit() and len(words) < 19


def _parameter(entry: Any) -> str:
    """The name that a filter of a list goes by in the address."""
    if isinstance(entry, str | tuple):
        return entry if isinstance(entry, str) else str(entry[0])
    return str(entry.parameter_name)


class LookedAt(Guarded[Row]):
    """Rows that the admin shows and never changes."""

    actions: Sequence[Any] = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class FixedRows(InlineModelAdmin):  # type: ignore[type-arg]  # Django's own are not generic
    """An inline whose rows are neither added nor deleted here."""

    extra = 0
    max_num = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def leads_to(key: int | None, row: models.Model | None, pointer: str) -> bool:
    """Is `row`, or a row above it by way of `pointer`, the one with this key?"""
    seen = set[int]()
    while row is not None and row.pk not in seen:
        if row.pk == key:
            return True
        seen.add(row.pk)
        row = getattr(row, pointer)
    return False


class ActorForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are not generic
    """An actor; what the database would refuse is said at its field."""

    class Meta:
        model = Actor
        fields = ("name", "name_de", "kind", "slug", "qid", "code", "part_of")

    def clean_qid(self) -> str | None:
        qid: str | None = self.cleaned_data["qid"]
        if qid and not (qid[0] == "Q" and qid[1:].isascii() and qid[1:].isdigit() and qid[1] != "0"):
            raise forms.ValidationError(_("A Wikidata id is a Q and a number, such as Q159."))
        return qid

    def clean_part_of(self) -> Actor | None:
        """No actor is part of itself, by way of others neither; the database holds only the first."""
        whole: Actor | None = self.cleaned_data["part_of"]
        if leads_to(self.instance.pk, whole, "part_of"):
            raise forms.ValidationError(_("An actor cannot be part of itself, nor of its own parts."))
        return whole


class AliasForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are not generic
    """Another name; one without a letter or digit could never be found."""

    class Meta:
        model = Alias
        fields = ("text", "kind", "language", "ambiguous")
        # The column holds more than a screen does.
        widgets = {"text": UnfoldAdminTextInputWidget(), "language": UnfoldAdminTextInputWidget({"size": 4})}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        key = name_key(text)
        if not key:
            raise forms.ValidationError(_("A name needs a letter or a digit."))
        if len(key) > 300:
            raise forms.ValidationError(_("This name is too long."))
        return text


class AliasInline(TabularInline):  # type: ignore[misc]  # unfold ships no types
    model = Alias
    form = AliasForm
    extra = 0
    fields = ("text", "kind", "language", "ambiguous")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Alias]:
        return Alias.objects.order_by("pk")


class AffiliationForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are not generic
    """What a person was quoted as."""

    class Meta:
        model = Affiliation
        fields = ("role", "organisation_name", "organisation")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("role") and not given.get("organisation_name"):
            raise forms.ValidationError(_("Give a role or an organisation."))
        return given


class AffiliationInline(Choosing, StackedInline):  # type: ignore[misc]  # unfold ships no types
    model = Affiliation
    form = AffiliationForm
    fk_name = "person"
    extra = 0
    fields = ("role", "organisation_name", "organisation", "told_by")
    readonly_fields = ("told_by",)
    autocomplete_fields = ("organisation",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Affiliation]:
        evidence = models.Prefetch(
            "evidence", AffiliationEvidence.objects.select_related("article").order_by("article")
        )
        return Affiliation.objects.select_related("organisation").prefetch_related(evidence).order_by("pk")

    def told_by(self, affiliation: Affiliation) -> str:
        """The articles that say so."""
        links = [(link_to(told.article),) for told in affiliation.evidence.all()] if affiliation.pk else []
        return format_html_join("; ", "{}", links) or "–"

    told_by.short_description = gettext_lazy("told by")  # type: ignore[attr-defined]  # how the admin reads it
