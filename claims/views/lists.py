"""Pages that list rows: filters in the address, one page at a time."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import NullIf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from claims.article_filters import ArticleFilter
from claims.directory import AnyActorFilter, AnyNameFilter, filled, talked_about, with_weight
from claims.evidence import ON_CARD, attach_mentions, with_affiliations, with_articles, with_names, with_sources
from claims.exporting import MOST
from claims.facets import facets
from claims.filters import ClaimFilter, StrictFilterSet
from claims.foretold import PredictionFilter
from claims.listing import Box, Listing, Order, blanks, listing, without_blanks
from claims.models import Claim, ClaimActor, Prediction, Relation
from claims.opposing import opposed
from claims.outlook import by_day, by_due, foretellers_shown, foretellings, tabs
from claims.outlook import shown as predictions_shown
from claims.presenters import cards
from claims.relation_filters import DisputeFilter
from claims.searching import marker_of
from claims.separators import Grouped
from claims.tallying import FACETS
from claims.track_records import by_number, foretellers
from sources.models import Actor, Article, root_of


def _as_cards(found: list[Claim]) -> list[Any]:
    attach_mentions(found, ON_CARD)
    return cards(found)


def _by_name(rows: QuerySet[Actor]) -> QuerySet[Actor]:
    """In the order of the names that the reader sees."""
    if (get_language() or "").startswith("de"):
        return rows.order_by(NullIf("name_de", Value("")).asc(nulls_last=True), "name", "pk")
    return rows.order_by("name", "pk")


def _by_claims(rows: QuerySet[Actor]) -> QuerySet[Actor]:
    return with_weight(rows, ClaimActor.objects.filter(actor=OuterRef("pk"))).order_by(F("weight").desc(), "name", "pk")


def _by_articles(rows: QuerySet[Actor]) -> QuerySet[Actor]:
    return with_weight(rows, Article.objects.filter(outlet=OuterRef("pk"))).order_by(F("weight").desc(), "name", "pk")


def _newest(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.order_by("-pk")


def _by_origins(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.order_by("-origins_count", "-mentions_count", "-pk")


def _by_dispute(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """What some deny before what another claim may contradict; of these what most tell independently."""
    return rows.order_by("-disputed", "-denied", "-origins_count", "-mentions_count", "-pk")


def _by_day(rows: QuerySet[Article]) -> QuerySet[Article]:
    return rows.order_by(F("published_on").desc(nulls_last=True), "-pk")


def _as_actors(page: list[Actor]) -> list[Actor]:
    return filled(page, with_names(Actor.objects.all()))


def _as_experts(page: list[Actor]) -> list[Actor]:
    return filled(page, with_affiliations(Actor.objects.all()))


def _as_outlets(page: list[Actor]) -> list[Actor]:
    return filled(page, with_articles(Actor.objects.all()))


@dataclass(frozen=True, slots=True)
class ListPage:
    """What one list is made of: its filters, the fields of its form, what rows become, the orders to choose from, the facets
    that count its values."""

    template: str
    filter_class: Callable[..., StrictFilterSet]
    fields: Sequence[str]
    shown: Callable[[list[Any]], list[Any]] = list
    orders: Mapping[str, Order] = field(default_factory=dict)
    facets: Collection[str] = ()


CLAIM_FIELDS = (
    *("q", "actor", "source", "outlet", "published_after", "published_before", "origins_min", "mentions_min"),
    *("denied", "disputed", "has_figure", "form", "certainty", "polarity"),
)
ARTICLE_FIELDS = ("q", "outlet", "published_after", "published_before", "state")
ORDERS: dict[str, Order] = {"name": _by_name, "claims": _by_claims}
CLAIM_ORDERS: dict[str, Order] = {"newest": _newest, "origins": _by_origins, "disputed": _by_dispute}
# What is no facet; facets stand beside the form.
ASKED_FIELDS = (
    *("q", "actor", "source", "outlet", "published_after", "published_before", "origins_min", "mentions_min"),
    *("denied", "disputed"),
)
CLAIMS = ListPage("claims/claims.html", ClaimFilter, ASKED_FIELDS, _as_cards, CLAIM_ORDERS, FACETS)
SHARED = ListPage("claims/shared.html", ClaimFilter, CLAIM_FIELDS, _as_cards, CLAIM_ORDERS)
ARTICLES = ListPage("claims/articles.html", ArticleFilter, ARTICLE_FIELDS, orders={"newest": _by_day})
ACTORS = ListPage("claims/actors.html", AnyActorFilter, ("name", "kind"), _as_actors, ORDERS)
EXPERTS = ListPage("claims/experts.html", AnyNameFilter, ("name",), _as_experts, ORDERS)
OUTLETS = ListPage(
    "claims/outlets.html", AnyNameFilter, ("name",), _as_outlets, {"name": _by_name, "articles": _by_articles}
)
DISPUTED = ListPage("claims/disputed.html", DisputeFilter, ("actor", "source", "status"), opposed)
PREDICTIONS = ListPage(
    "claims/predictions.html",
    PredictionFilter,
    ("q", "source", "actor", "outlet", "due_year", "due_after", "due_before"),
    foretellings,
    {"due": by_due, "said": by_day},
)
FORETELLERS = ListPage(
    "claims/foretellers.html", AnyNameFilter, ("name",), foretellers_shown, {"predictions": by_number, "name": _by_name}
)


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Claims, the newest first unless asked otherwise."""
    return show_list(request, CLAIMS, Claim.objects.all())


@require_safe
def shared(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """Claims about two actors at once; one that was merged leads to what it was merged into."""
    pair = [get_object_or_404(Actor, slug=name) for name in (slug, other)]
    if any(one.merged_into_id for one in pair):
        return redirect("shared", *(root_of(one).slug for one in pair))
    rows = Claim.objects.all()
    for one in pair:
        rows = rows.about(Actor.objects.filter(pk=one.pk))
    return show_list(request, SHARED, rows, pair=pair)


@require_safe
def disputed(request: HttpRequest) -> HttpResponse:
    """Where sides stand against each other, the newest first."""
    return show_list(request, DISPUTED, Relation.objects.all())


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Articles, the newest first unless asked otherwise."""
    rows = with_sources(Article.objects.all()).defer("body__text")
    return show_list(request, ARTICLES, rows)


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Whoever a claim is about or said by."""
    return show_list(request, ACTORS, talked_about(Actor.objects.roots()))


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Persons who were quoted with a role or affiliation."""
    quoted = Actor.objects.roots().filter(pk__in=Actor.objects.experts().values("pk"))
    return show_list(request, EXPERTS, quoted)


@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """Outlets of which there are articles."""
    published = Actor.objects.roots().outlets().filter(Exists(Article.objects.filter(outlet=OuterRef("pk"))))
    return show_list(request, OUTLETS, published)


@require_safe
def predictions(request: HttpRequest) -> HttpResponse:
    """Claims about what is to come, those that are due soonest first."""
    return show_list(request, PREDICTIONS, predictions_shown(Prediction.objects.public()), tabs=tabs(request.GET))


@require_safe
def sources_of_predictions(request: HttpRequest) -> HttpResponse:
    """Who made predictions and what became of them, those with most predictions first."""
    return show_list(request, FORETELLERS, foretellers())


def show_list(request: HttpRequest, page: ListPage, rows: QuerySet[Any], **more: Any) -> HttpResponse:
    """One page of `rows`; an address with empty values leads to the same without them."""
    if blanks(request.GET):
        return redirect(f"{request.path}?{without_blanks(request.GET)}")
    found = listing(request.GET, page.filter_class, rows, page.orders, page.facets)
    return render(request, page.template, _context(page, found, **more), status=found.status)


def show_refusal(request: HttpRequest, page: ListPage, found: Listing) -> HttpResponse:
    """What is wrong with a query for the rows of `page`, as that says it."""
    return render(request, page.template, _context(page, found), status=found.status)


def _context(page: ListPage, found: Listing, **more: Any) -> dict[str, Any]:
    boxes = found.boxes(page.fields)
    rows = page.shown(found.rows)
    context = {
        "listing": found,
        "rows": rows,
        "marker": marker_of(found.query.get("q", ""), rows),
        "boxes": boxes,
        "kept": list(found.kept(page.fields)),
    }
    return context | (_bench(found, boxes) if page.facets else {}) | more


def _bench(found: Listing, boxes: Sequence[Box]) -> dict[str, Any]:
    """What the list of claims has beside its rows: facets, files, a form that is open where it asks for something."""
    own = [box for box in boxes if box.name not in FACETS]
    asked_more = any(box.value or any(choice.chosen for choice in box.choices) for box in own)
    return {
        "facets": facets(found),
        "asked_more": asked_more,
        "files": f"?{found.question}" if found.question else "",
        "most": str(Grouped(MOST)),
        "here": reverse("claims"),
    }
