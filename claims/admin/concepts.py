"""Concepts with their words in the admin: what curators add regroups the figures at once."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.concept_loading import regroup
from claims.concepts import word_key
from claims.models import Concept, ConceptWord
from sources.admin import Guarded, leads_to


class ConceptForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are not generic
    """A concept; no circle of concepts one within another."""

    class Meta:
        model = Concept
        fields = ("name", "name_de", "slug", "kind", "broader")

    def clean_broader(self) -> Concept | None:
        above: Concept | None = self.cleaned_data["broader"]
        if leads_to(self.instance.pk, above, "broader"):
            raise forms.ValidationError(_("A concept cannot be part of itself, nor of its own parts."))
        return above


class WordForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are not generic
    """One word; it stands for one concept only."""

    class Meta:
        model = ConceptWord
        fields = ("text",)
        widgets = {"text": UnfoldAdminTextInputWidget()}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\0", "").strip()
        key = word_key(text)
        if not any(letter.isalpha() for letter in key):
            raise forms.ValidationError(_("A word has letters."))
        other = ConceptWord.objects.filter(key=key).exclude(pk=self.instance.pk).select_related("concept").first()
        if other and other.concept_id != self.instance.concept_id:
            raise forms.ValidationError(_("It stands for %(concept)s already.") % {"concept": other.concept})
        if other:
            raise forms.ValidationError(_("It stands here already."))
        return text


class WordInline(TabularInline):  # type: ignore[misc]  # unfold ships no types
    model = ConceptWord
    form = WordForm
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConceptWord]:
        return ConceptWord.objects.order_by("key", "pk")


@admin.register(Concept)
class ConceptAdmin(Guarded[Concept]):
    form = ConceptForm
    list_display = ("name", "name_de", "kind", "broader", "curated")
    list_filter = ("kind", "curated")
    list_select_related = ("broader",)
    search_fields = ("name", "name_de")
    search_help_text = gettext_lazy("a name or a word")
    ordering = ("name", "pk")
    actions = ()
    autocomplete_fields = ("broader",)
    inlines = (WordInline,)
    readonly_fields = ("curated",)

    def get_readonly_fields(self, request: HttpRequest, obj: Concept | None = None) -> tuple[str, ...]:
        """The slug is a concept's identity."""
        return ("slug", "curated") if obj else ("curated",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Concept | None = None) -> dict[str, tuple[str]]:
        return {} if obj else {"slug": ("name",)}

    def search(self, request: HttpRequest, queryset: QuerySet[Concept], term: str) -> tuple[QuerySet[Concept], bool]:
        """By a part of a name or of a word."""
        if not term:
            return queryset, False
        words = ConceptWord.objects.filter(key__contains=word_key(term)).values("concept")
        found = Q(name__icontains=term) | Q(name_de__icontains=term) | Q(pk__in=words)
        return queryset.filter(found), False

    def has_delete_permission(self, request: HttpRequest, obj: Concept | None = None) -> bool:
        """Loading would bring it back; one that is too much loses its words."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A change is saved whole, figures regrouped and all, or not at all."""
        with transaction.atomic():
            answer: HttpResponseBase = super().changeform_view(request, *args, **kwargs)
            return answer

    def save_model(self, request: HttpRequest, obj: Concept, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's shape
        form.words_before = set(obj.words.values_list("text", flat=True)) if change else set()
        obj.curated = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        words = set(form.instance.words.values_list("text", flat=True))
        changed = words ^ form.words_before
        if changed or {"kind", "broader"} & set(form.changed_data):
            regroup(concept=form.instance, words=changed or words)
