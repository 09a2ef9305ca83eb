"""Lets whoever watches the server ask for its health under any name."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from factbase.views import healthz

Answer = Callable[[HttpRequest], HttpResponse]


def health(get_response: Answer) -> Answer:
    """Middleware that answers `/healthz/` before hosts are checked and plain HTTP is redirected: a container asks
    itself under an address that nobody else uses."""

    def answer(request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path == "/healthz/" else get_response(request)

    return answer
