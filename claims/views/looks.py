"""How pages look to a reader: light, dark, or as the system has it; lists comfortable or compact."""

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.templatetags.display import COMPACT, DENSITY_COOKIE, LOOKS, THEME_COOKIE

A_YEAR = 365 * 24 * 60 * 60


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keeps whether the reader wants it light or dark."""
    return _kept(request, THEME_COOKIE, request.POST.get("look", ""), LOOKS)


@require_POST
def density(request: HttpRequest) -> HttpResponse:
    """Keeps whether the reader wants lists compact."""
    return _kept(request, DENSITY_COOKIE, request.POST.get("density", ""), {COMPACT})


def _kept(request: HttpRequest, cookie: str, chosen: str, allowed: Collection[str]) -> HttpResponse:
    """Keeps what the reader chose in a cookie (nothing, where it is the usual), and goes back to where they were."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = redirect(back)
    if chosen in allowed:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(cookie, chosen, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(cookie, samesite="Lax")
    return answer
