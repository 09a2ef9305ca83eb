"""`/healthz`, for whoever watches the server: does it answer, and does its database?"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def health(get_response: Answer) -> Answer:
    """Middleware that answers `/healthz` before hosts are checked and plain HTTP is redirected: a container asks
    itself under an address that nobody else uses."""

    def answer(request: HttpRequest) -> HttpResponse:
        return _report() if request.path == "/healthz" else get_response(request)

    return answer


def _report() -> HttpResponse:
    """200 "ok", or 503 where the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
