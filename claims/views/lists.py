"""Pages that list rows: filters in the address, one page at a time."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import NullIf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from claims.dossiers import talked_about
from claims.evidence import attach_mentions, with_affiliations, with_articles, with_sources
from claims.filters import ActorFilter, ArticleFilter, ClaimFilter, ExpertFilter, NamedFilter, StrictFilterSet
from claims.listing import blanks, listing, without_blanks
from claims.models import Claim
from claims.presenters import cards
from sources.models import Actor, Article

CLAIM_FIELDS = (
    *("q", "actor", "source", "outlet", "has_figure", "form", "certainty", "polarity"),
    *("published_after", "published_before"),
)


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Claims, the newest first."""
    return _list(request, "claims/claims.html", ClaimFilter, Claim.objects.order_by("-pk"), CLAIM_FIELDS, _as_cards)


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Articles, the newest first."""
    rows = with_sources(Article.objects.all()).defer("body__text")
    rows = rows.order_by(F("published_on").desc(nulls_last=True), "-pk")
    fields = ("q", "outlet", "published_after", "published_before", "state")
    return _list(request, "claims/articles.html", ArticleFilter, rows, fields)


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Whoever a claim is about or said by, by name."""
    rows = _by_name(talked_about(Actor.objects.roots()))
    return _list(request, "claims/actors.html", ActorFilter, rows, ("name", "kind"))


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Persons who were quoted with a role or affiliation, by name."""
    quoted = Actor.objects.roots().filter(pk__in=Actor.objects.experts().values("pk"))
    rows = _by_name(with_affiliations(quoted))
    return _list(request, "claims/experts.html", ExpertFilter, rows, ("name",))


@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """Outlets of which there are articles, by name."""
    published = Actor.objects.roots().outlets().filter(Exists(Article.objects.filter(outlet=OuterRef("pk"))))
    return _list(request, "claims/outlets.html", NamedFilter, _by_name(with_articles(published)), ("name",))


def _list(
    request: HttpRequest,
    template: str,
    filter_class: Callable[..., StrictFilterSet],
    rows: QuerySet[Any],
    fields: Sequence[str],
    shown: Callable[[list[Any]], list[Any]] = list,
) -> HttpResponse:
    """One page of `rows`; an address with empty values leads to the same without them."""
    if blanks(request.GET):
        return redirect(f"{request.path}?{without_blanks(request.GET)}")
    found = listing(request.GET, filter_class, rows)
    context = {
        "listing": found,
        "rows": shown(found.rows),
        "boxes": found.boxes(fields),
        "kept": list(found.kept(fields)),
    }
    return render(request, template, context, status=found.status)


def _as_cards(found: list[Claim]) -> list[Any]:
    attach_mentions(found)
    return cards(found)


def _by_name(rows: QuerySet[Actor]) -> QuerySet[Actor]:
    """In the order of the names that the reader sees."""
    if (get_language() or "").startswith("de"):
        return rows.order_by(NullIf("name_de", Value("")).asc(nulls_last=True), "name", "pk")
    return rows.order_by("name", "pk")
