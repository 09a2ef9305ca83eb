"""The list of claims as a file and as a feed: the same filters and the same order as the page."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from claims.atom import claims_feed
from claims.exporting import MOST, Export, as_csv, as_json, as_jsonld
from claims.listing import Listing, asked, blanks, in_order, without_blanks
from claims.models import Claim
from claims.views.addresses import site_of
from claims.views.lists import CLAIMS, show_refusal

FORMS: dict[str, tuple[Callable[[Export], Iterator[str]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
    "jsonld": (as_jsonld, "application/ld+json"),
}
FEED_KEPT = 300  # seconds for which a reader of feeds need not ask again


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The claims of a list, streamed; up to MOST of them, and headers say of how many."""
    if refused := _refused(request, found := _asked(request)):
        return refused
    rows = in_order(found.filterset, request.GET, CLAIMS.orders)
    told = Export(rows, rows.count(), site_of(request), _at(request, "claims", found.question))
    write, content_type = FORMS[form]
    streamed = iter(()) if request.method == "HEAD" else write(told)
    name = f"claims-{MOST}-of-{told.total}" if told.cut else "claims"
    return StreamingHttpResponse(
        streamed,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{form}"',
            "X-Total-Count": str(told.total),
            "X-Limit": str(MOST),
            "Cache-Control": "no-cache",
        },
    )


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest claims of a list as Atom; not sent again to whoever has them."""
    if refused := _refused(request, found := _asked(request)):
        return refused
    addresses = {name: _at(request, name, found.question) for name in ("claims", "claims-feed")}
    made = claims_feed(found, site=site_of(request), page=addresses["claims"], here=addresses["claims-feed"])
    answer = HttpResponse(made.xml, content_type="application/atom+xml; charset=utf-8")
    answer["Cache-Control"] = f"max-age={FEED_KEPT}"
    set_response_etag(answer)
    changed = int(made.updated.timestamp()) if made.updated else None
    if changed is not None:
        answer["Last-Modified"] = http_date(changed)
    kept = get_conditional_response(request, etag=answer["ETag"], last_modified=changed, response=answer)
    return kept if isinstance(kept, HttpResponse) else answer


def _asked(request: HttpRequest) -> Listing:
    return asked(request.GET, CLAIMS.filter_class, Claim.objects.all(), CLAIMS.orders, CLAIMS.facets)


def _refused(request: HttpRequest, found: Listing) -> HttpResponse | None:
    """The page that says what is wrong with the query, or the address without empty values."""
    if blanks(request.GET):
        return redirect(f"{request.path}?{without_blanks(request.GET)}")
    return show_refusal(request, CLAIMS, found) if found.faults else None


def _at(request: HttpRequest, name: str, question: str) -> str:
    """The address of a page with this query."""
    page = site_of(request) + reverse(name)
    return f"{page}?{question}" if question else page
