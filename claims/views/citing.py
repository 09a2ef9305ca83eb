"""A claim for others to cite and to show: linked data, an entry for BibTeX, a card for foreign pages."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from claims.citing import bibtex, cited
from claims.demo import is_demo
from claims.evidence import attach_mentions
from claims.linked_data import document
from claims.models import Claim
from claims.presenters import card
from claims.sharing import embedded, why_gone
from claims.views.addresses import site_of
from claims.views.framing import View, framed_anywhere
from sources.models import root_of

LANGUAGES = ("de", "en")
A_WHILE = 5 * 60  # seconds for which a card may be kept


@require_safe
def linked_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The claim as JSON-LD."""
    row = get_object_or_404(Claim, pk=pk)
    if row.merged_into_id:
        return moved("claim-jsonld", row)
    attach_mentions([row])
    node = document(row, site_of(request))
    return JsonResponse(
        node, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


@require_safe
def bibliography(request: HttpRequest, pk: int) -> HttpResponse:
    """The claim as an entry for BibTeX."""
    row = get_object_or_404(Claim, pk=pk)
    if row.merged_into_id:
        return moved("claim-bib", row)
    attach_mentions([row])
    mentions = row.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    entry = bibtex(cited(row, mentions, site_of(request) + reverse("claim", args=[row.pk]), timezone.localdate()))
    answer = HttpResponse(entry, content_type="application/x-bibtex; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="factbase-{row.pk}.bib"'
    return answer


def language_of_card() -> str:
    """The language that a card offered on this page is in."""
    language = (translation.get_language() or "").partition("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def moved(name: str, row: Claim, query: str = "") -> HttpResponsePermanentRedirect:
    """To what a claim was merged into. Asked for anew each time, for a merge can be undone."""
    answer = HttpResponsePermanentRedirect(reverse(name, args=[root_of(row).pk]) + query)
    answer["Cache-Control"] = "no-cache"
    return answer


def framed(view: View) -> View:
    """The answer of `view`, whatever its status, may stand in a frame of any page. In German or English, as `lang` or the
    browser asks; no cookie is looked at."""

    @wraps(view)
    def inside(request: HttpRequest, pk: int) -> HttpResponseBase:
        request.COOKIES = {}
        asked = request.GET.get("lang", "")
        language = asked if asked in LANGUAGES else translation.get_language_from_request(request)
        with translation.override(language):
            answer = view(request, pk)
        answer["Content-Language"] = language
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    return framed_anywhere(inside)


@require_safe
@framed
def embed(request: HttpRequest, pk: int) -> HttpResponse:
    """A card of the claim for a foreign page, or a notice why there is none."""
    row = Claim.objects.select_related("merged_into").filter(pk=pk).first()
    if row is None:
        return _card({"home": request.build_absolute_uri("/")}, 404)
    if row.merged_into_id:
        return moved("claim-embed", row, f"?{request.GET.urlencode()}" if request.GET else "")
    attach_mentions([row])
    shown = card(row)
    gone = why_gone(shown)
    one = embedded(shown, site_of(request) + reverse("claim", args=[row.pk]))
    answer = _card({"one": one, "gone": gone, "demo": is_demo()}, 410 if gone else 200)
    answer["Cache-Control"] = f"public, max-age={A_WHILE}"
    return answer


def _card(context: dict[str, Any], status: int) -> HttpResponse:
    """Rendered without the request: nothing of the reader is to be in it."""
    language = {"language": translation.get_language()}
    return HttpResponse(render_to_string("claims/embed.html", context | language), status=status)
