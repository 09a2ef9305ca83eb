"""How pages look to a reader: light, dark, or as the system has it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.templatetags.display import LOOKS, THEME_COOKIE

A_YEAR = 365 * 24 * 60 * 60


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keeps what the reader chose in a cookie, and goes back to where they were."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = redirect(back)
    chosen = request.POST.get("look", "")
    if chosen in LOOKS:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(THEME_COOKIE, chosen, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(THEME_COOKIE, samesite="Lax")
    return answer
