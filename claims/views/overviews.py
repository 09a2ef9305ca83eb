"""Overview pages with pictures, and their data as files: claims over time, and who cites whom in them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims import network_pages, timeline_pages
from claims.asking import keys_of
from claims.citations import CitingFilter, cited_in
from claims.downloads import Sheet, as_file, refused
from claims.filters import ClaimFilter, StrictFilterSet
from claims.listing import Listing, asked, blanks, without_blanks
from claims.models import Claim
from claims.timelines import TimelineFilter, timeline
from claims.views.addresses import site_of
from claims.views.lists import CLAIM_FIELDS, CLAIMS, ListPage, show_list

CITING = ListPage("claims/citing.html", CitingFilter, CLAIM_FIELDS, CLAIMS.shown, CLAIMS.orders)


@require_safe
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Claims over time, of any query of the list of claims."""
    return _page(request, TimelineFilter, "claims/timeline.html", _timeline)


@require_safe
def timeline_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file: csv or json."""
    listing = asked(request.GET, TimelineFilter, Claim.objects.all(), paged=False)
    if listing.faults:
        return refused(listing.faults)
    found = timeline(listing.filterset)
    rows = timeline_pages.downloaded(found, request.GET, site_of(request))
    sheet = Sheet("timeline", timeline_pages.columns_of(found.split), "periods")
    return as_file(sheet, form, rows)


@require_safe
def network_page(request: HttpRequest) -> HttpResponse:
    """Who cites whom, in any query of the list of claims."""
    return _page(request, ClaimFilter, "claims/network.html", _network)


@require_safe
def network_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file: csv or json."""
    listing = asked(request.GET, ClaimFilter, Claim.objects.all(), paged=False)
    if listing.faults:
        return refused(listing.faults)
    found = cited_in(listing.filterset)
    rows = network_pages.downloaded(found, request.GET, site_of(request))
    return as_file(Sheet("network", network_pages.COLUMNS, "citations"), form, rows)


@require_safe
def citing(request: HttpRequest) -> HttpResponse:
    """The claims in which one cites another."""
    return show_list(request, CITING, Claim.objects.all())


def _timeline(listing: Listing) -> dict[str, Any]:
    found = timeline(listing.filterset)
    name = timeline_pages.names_in(listing)
    return {"page": timeline_pages.timeline_page(found, listing.query, name), "ways": timeline_pages.ways(listing)}


def _network(listing: Listing) -> dict[str, Any]:
    found = cited_in(listing.filterset)
    named = keys_of(one for resolved in listing.filterset.resolved.values() for one in resolved)
    return {"page": network_pages.network_page(found, listing.query, named)}


def _page(
    request: HttpRequest,
    filter_class: type[StrictFilterSet],
    template: str,
    shown: Callable[[Listing], dict[str, Any]],
) -> HttpResponse:
    """A picture of what the query asks for; an address with empty values leads to the same without them."""
    if blanks(request.GET):
        return redirect(f"{request.path}?{without_blanks(request.GET)}")
    listing = asked(request.GET, filter_class, Claim.objects.all(), paged=False)
    context = {
        **({} if listing.faults else shown(listing)),
        "listing": listing,
        "boxes": listing.boxes(CLAIM_FIELDS),
        "kept": list(listing.kept(CLAIM_FIELDS)),
        "query": request.GET.urlencode(),
        "claims_query": timeline_pages.without_split(request.GET).urlencode(),
    }
    return render(request, template, context, status=listing.status)
