"""The page of a search over all that there is, and suggestions for its box."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from claims.searching import SearchPageFilter, find, suggestions

FRESH = 60  # seconds for which suggestions may be kept


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The best claims, articles and actors for `q`; without it a box to ask in."""
    query = request.GET.get("q", "").strip()
    faults = SearchPageFilter(request.GET).faults() if query else []
    found = find(query, request.user) if query and not faults else None
    context = {"query": query, "faults": faults, "found": found, "marker": found.marker if found else None}
    return render(request, "claims/search.html", context, status=400 if faults else 200)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What may be meant by the beginning `q` of a search, as JSON."""
    found = suggestions(request.GET.get("q", ""))
    answer = JsonResponse({"suggestions": [asdict(one) for one in found]})
    patch_cache_control(answer, public=True, max_age=FRESH)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer
