"""Actors and experts in the admin, with their names; every change is a Decision, and keeps loading from undoing it."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from claims.actor_review import State, actor_state, record_actor
from claims.admin.identity import merge_view, merging
from claims.admin.records import DecisionInline
from sources.admin import ActorForm, AffiliationInline, AliasInline, Guarded
from sources.models import Actor, ActorKind, Affiliation, Alias, Expert
from sources.names import name_key


class ActorDecisionInline(DecisionInline):
    fk_name = "actor"


@admin.register(Actor)
class ActorAdmin(Guarded[Actor]):
    form = ActorForm
    list_display: tuple[str, ...] = ("name", "name_de", "kind", "qid", "part_of", "merged_into", "curated")
    list_filter: tuple[str, ...] = ("kind", "curated")
    list_select_related: tuple[str, ...] = ("part_of", "merged_into")
    search_fields = ("name", "name_de", "qid")
    search_help_text = gettext_lazy("a name in any spelling, a Wikidata id")
    ordering = ("name", "pk")
    actions = ()
    autocomplete_fields = ("part_of",)
    inlines = (AliasInline, AffiliationInline, ActorDecisionInline)

    def get_fields(self, request: HttpRequest, obj: Actor | None = None) -> tuple[str, ...]:
        given = ("name", "name_de", "kind", "slug", "qid", "code", "part_of")
        return (*given, "merging", "curated") if obj else given

    def get_readonly_fields(self, request: HttpRequest, obj: Actor | None = None) -> tuple[str, ...]:
        """The slug is an actor's identity; merging is an act of its own."""
        return ("slug", "merging", "curated") if obj else ()

    @display(description=gettext_lazy("merged into"))  # type: ignore[untyped-decorator]
    def merging(self, actor: Actor) -> str:
        return merging(actor)

    def get_urls(self) -> list[URLPattern]:
        address = "<path:object_id>/merge/"
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        urls: list[URLPattern] = super().get_urls()
        return [path(address, self.admin_site.admin_view(partial(merge_view, self)), name=name), *urls]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Actor | None = None) -> dict[str, tuple[str]]:
        return {} if obj else {"slug": ("name",)}

    def get_inlines(self, request: HttpRequest, obj: Actor | None) -> list[type[Any]]:
        """Only persons are quoted as something; what is new has no history."""
        if obj is None:
            return [AliasInline]
        quoted = obj.kind == ActorKind.PERSON or Affiliation.objects.filter(person=obj).exists()
        return [AliasInline, *([AffiliationInline] if quoted else []), ActorDecisionInline]

    def search(self, request: HttpRequest, queryset: QuerySet[Actor], term: str) -> tuple[QuerySet[Actor], bool]:
        """By a part of any name, spelt in any way."""
        if not term:
            return queryset, False
        found = Q(name__icontains=term) | Q(name_de__icontains=term) | Q(qid=term.upper()) | Q(slug=term.lower())
        if key := name_key(term):
            found |= Q(pk__in=Alias.objects.filter(key__contains=key).values("actor"))
        return queryset.filter(found), False

    def has_delete_permission(self, request: HttpRequest, obj: Actor | None = None) -> bool:
        """Decisions and claims rest on actors; one that is too much is merged."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A change is saved whole, names and all, or not at all."""
        with transaction.atomic():
            answer: HttpResponseBase = super().changeform_view(request, *args, **kwargs)
            return answer

    def save_model(self, request: HttpRequest, obj: Actor, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's shape
        form.state_before = actor_state(obj) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        before: State | None = form.state_before
        actor = Actor.objects.get(pk=form.instance.pk)
        if before is None:
            _name_as_alias(actor)
        record_actor(actor=actor, before=before, user=request.user, now=timezone.now())  # type: ignore[arg-type]  # the admin lets nobody else in


@admin.register(Expert)
class ExpertAdmin(ActorAdmin):
    """Persons who were quoted as something; they come from articles, or are an actor with an affiliation."""

    list_display = ("name", "quoted_as", "qid", "curated")
    list_filter = ("curated",)
    list_select_related = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Expert.experts.prefetch_related("affiliations")

    def quoted_as(self, expert: Expert) -> str:
        return "; ".join(sorted(str(row) for row in expert.affiliations.all()))

    quoted_as.short_description = gettext_lazy("quoted as")  # type: ignore[attr-defined]  # how the admin reads it

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


def _name_as_alias(actor: Actor) -> None:
    """Actors are found by their aliases; a name without a letter is none."""
    if 0 < len(name_key(actor.name)) <= 300:
        Alias.objects.get_or_create(actor=actor, text=actor.name)
