"""The front page, the pages of one claim and of one actor, the form for an article."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims import opposing, presenters
from claims.claim_pages import claim_page
from claims.dossiers import claim_dossier
from claims.figure_pages import series_cards
from claims.figures import series_of_actor
from claims.glance import glance
from claims.glance_pages import moved_cards, source_lines
from claims.history import history
from claims.models import Claim
from claims.outlook import foretold, prospect
from claims.portraits import portrait
from claims.profiles import profile
from claims.sharing import sharing
from claims.timeline_pages import actor_timeline
from claims.views.addresses import site_of
from claims.views.citing import language_of_card, moved
from sources.models import Actor, root_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is disputed, new, moved and due, and ways in."""
    found = glance(timezone.localdate())
    context = {
        "found": found,
        "example": presenters.card(found.example) if found.example else None,
        "cards": presenters.cards(found.newest),
        "disputes": opposing.facing(found.disputes),
        "moved": moved_cards(found.moved),
        "due": foretold(found.due),
        "sources": source_lines(found.busy),
    }
    return render(request, "claims/home.html", context)


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim with all its evidence; one that was merged leads to what it was merged into."""
    row = get_object_or_404(Claim, pk=pk)
    if row.merged_into_id:
        return moved("claim", row)
    try:
        dossier = claim_dossier(row, request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    context = {
        **claim_page(dossier),
        "prospect": prospect(row, request.user),
        "history": history(row, dossier.family, request.user),
        "share": sharing(row, site_of(request), timezone.localdate(), language_of_card()),
    }
    return render(request, "claims/claim.html", context)


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
        "timeline": actor_timeline(found),
    }
    return render(request, "claims/actor.html", context)
