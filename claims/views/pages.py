"""The front page, and the pages of one claim, one article, one actor."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims import explaining, opposing, presenters
from claims.dossiers import article_dossier, claim_dossier, front_page
from claims.evidence import with_sources
from claims.figure_pages import series_cards
from claims.figures import series_of, series_of_actor
from claims.models import Claim
from claims.outlook import prospect
from claims.portraits import portrait
from claims.profiles import profile
from sources.models import Actor, Article, ArticleState, root_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, with an example, and ways in."""
    found = front_page()
    context = {
        "front": found,
        "example": presenters.card(found.example) if found.example else None,
        "cards": presenters.cards(found.newest),
        "bars": presenters.bars(found.disputed.figures) if found.disputed else [],
    }
    return render(request, "claims/home.html", context)


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim with all its evidence; one that was merged leads to what it was merged into."""
    row = get_object_or_404(Claim, pk=pk)
    if row.merged_into_id:
        return redirect("claim", root_of(row).pk)
    dossier = claim_dossier(row)
    background = row.background  # type: ignore[attr-defined]  # set by claim_dossier
    context = {
        "dossier": dossier,
        "evidence": presenters.evidence(dossier),
        "numbers": explaining.numbers(row),
        "origins": explaining.origin_lines(background, dossier.mentions),
        "sides": explaining.sides(dossier.mentions),
        "rounds": explaining.rounds(background, dossier.mentions),
        "notes": explaining.notes(background, dossier.mentions),
        "card": presenters.card(row),
        "signs": presenters.standing_signs(row),
        "related": opposing.related(dossier.stands),
        "status": presenters.status_sign(row),
        "prospect": prospect(row, request.user),
        "listed_series": series_of([one for mention in dossier.mentions for one in mention.quantities.all()]),
    }
    return render(request, "claims/claim.html", context)


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article with its claims, or its state while they are not there yet."""
    row = get_object_or_404(with_sources(Article.objects.select_related("copy_of", "supersedes")), pk=pk)
    dossier = article_dossier(row, request.user)
    context = {
        "article": row,
        "dossier": dossier,
        "paragraphs": presenters.marked_text(dossier),
        "excerpts": presenters.marked_excerpts(dossier),
        "quotations": presenters.quotations(dossier),
        "waits": row.state == ArticleState.WAITING and not row.withdrawn_at,
        "newer": row.superseded_by.order_by("pk").last(),
    }
    return render(request, "claims/article.html", context)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """One actor: anybody, an expert, an outlet; one that was merged leads to what it was merged into."""
    row = get_object_or_404(Actor.objects.select_related("part_of"), slug=slug)
    if row.merged_into_id:
        return redirect("actor", root_of(row).slug)
    try:
        found = profile(row, request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    context = {
        "actor": row,
        "profile": found,
        "portrait": portrait(found),
        "series": series_cards(series_of_actor(row)),
    }
    return render(request, "claims/actor.html", context)
