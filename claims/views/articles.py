"""The page of one article, and the map of its voices as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claims.article_pages import COLUMNS, article_page, downloaded, is_pending, mapped, state_of
from claims.dossiers import article_dossier, kin
from claims.downloads import Sheet, as_file
from claims.evidence import with_sources
from claims.views.addresses import site_of
from claims.voices import shares
from sources.models import Article


@require_safe
@vary_on_headers("HX-Target")
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article with its claims, or its state while they are not there yet."""
    row = get_object_or_404(with_sources(Article.objects.select_related("copy_of__outlet", "supersedes")), pk=pk)
    state = state_of(row, timezone.now())
    if request.headers.get("HX-Target") == "state":
        return _state(request, row, state)
    dossier = article_dossier(row, request.user)
    context = {
        "article": row,
        "dossier": dossier,
        "page": article_page(dossier),
        "kin": kin(row),
        "state": state,
        "pending": is_pending(state),
    }
    return render(request, "claims/article.html", context)


def _state(request: HttpRequest, row: Article, state: str) -> HttpResponse:
    """What the page asks for while it waits: the notice alone, and to be loaded anew once there is more to see."""
    if is_pending(state):
        return render(request, "claims/article/state.html", {"article": row, "state": state, "pending": True})
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_safe
def voices(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Whose words an article is made of, as a file: csv or json. 404 where its words are not known any more."""
    row = get_object_or_404(with_sources(Article.objects.all()), pk=pk)
    dossier = article_dossier(row, request.user)
    if row.withdrawn_at or not dossier.known_text:
        raise Http404
    rows = downloaded(dossier, site_of(request))
    told = [{"hand": str(one.hand), "characters": one.characters} for one in shares(mapped(dossier))]
    return as_file(Sheet(f"article-{pk}-map", COLUMNS, "stretches"), form, rows, article=row.pk, shares=told)
