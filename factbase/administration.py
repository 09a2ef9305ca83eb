"""The admin site: where its menu leads, and whom it lets work."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from unfold.sites import UnfoldAdminSite

from claims.account_forms import AdminSignInForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

View = Callable[..., HttpResponse]
# unfold's scripts and styles are files. But Alpine, on which it rests, makes functions of the attributes in its templates
# and sets style attributes, which a few of the templates have as well.
POLICY = cast(
    "Callable[[View], View]", csp_update({"script-src": [UNSAFE_EVAL], "style-src-attr": [UNSAFE_INLINE]})
)  # the library types views that take nothing but the request
OUTLETS = "?kind__exact=outlet"
# Title of the group; then title, symbol, model and what the list is narrowed to.
MENU: tuple[tuple["StrOrPromise", tuple[tuple["StrOrPromise", str, str, str], ...]], ...] = (
    (
        _("Review"),
        (
            (_("Claims"), "format_quote", "claims.claim", ""),
            (_("Predictions"), "event_upcoming", "claims.prediction", ""),
            (_("Suggested merges"), "merge", "sources.mergesuggestion", ""),
            (_("Relations"), "compare_arrows", "claims.relation", ""),
            (_("Decisions"), "gavel", "claims.decision", ""),
        ),
    ),
    (
        _("Sources"),
        (
            (_("Articles"), "article", "sources.article", ""),
            (_("Extractions"), "manufacturing", "claims.extraction", ""),
        ),
    ),
    (
        _("Who speaks"),
        (
            (_("Actors"), "groups", "sources.actor", ""),
            (_("Experts"), "school", "sources.expert", ""),
            (_("Outlets"), "newspaper", "sources.actor", OUTLETS),
        ),
    ),
    (
        _("Access"),
        (
            (_("Users"), "person", "auth.user", ""),
            (_("Groups"), "group", "auth.group", ""),
        ),
    ),
)


class Site(UnfoldAdminSite):  # type: ignore[misc]  # unfold ships no types
    """The admin site; its search takes no nonsense for a page number, its pages are under a policy of their own, and signing
    in there is as on the pages."""

    login_form = AdminSignInForm

    def get_urls(self) -> list[URLPattern]:
        return [path("palette.css", self.palette, name="palette"), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "colors": {}}  # else unfold writes them into the page as a style

    @method_decorator(cache_control(public=True, max_age=60 * 60))
    def palette(self, request: HttpRequest) -> HttpResponse:
        """The colours of the theme as a file of their own."""
        known = super().each_context(request)
        lines = [
            f"--color-{name}-{weight}: {value};"
            for name, weights in known["colors"].items()
            for weight, value in weights.items()
        ]
        words = " ".join([f"--border-radius: {known['border_radius']};", *lines])
        return HttpResponse(f":root {{ {words} }}", content_type="text/css")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return POLICY(super().login)(request, extra_context)

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002  as Django has it
        """The view behind the login; a query with a NUL, which PostgreSQL cannot read, is a bad request."""
        inner: View = super().admin_view(view, cacheable)

        @wraps(inner)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            filters = [(key, *values) for key, values in request.GET.lists() if key != "q"]  # Django looks at q itself
            if any("\0" in value for words in filters for value in words):
                return HttpResponse(_("A value may not hold a NUL character."), status=400)
            return inner(request, *args, **kwargs)

        return POLICY(answer)

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        page = request.GET.get("page", "1")
        if "extended" in request.GET or page != "1":
            return HttpResponse(status=400)
        answer: HttpResponse = super().search(request, extra_context)
        return answer


def style(_request: HttpRequest) -> str:
    """Where our few rules of style for the admin lie."""
    return static("factbase/admin.css")


def mark(_request: HttpRequest) -> str:
    """Where our mark lies, for the browser's tab."""
    return static("claims/mark.svg")


def palette(_request: HttpRequest) -> str:
    """Where the colours of the theme lie."""
    return reverse("admin:palette")


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu of the admin, in the form that unfold reads, with what this user may see."""
    groups = [(title, [_item(request, *entry) for entry in entries]) for title, entries in MENU]
    return [{"title": title, "separator": True, "items": [item for item in items if item]} for title, items in groups]


def _item(request: HttpRequest, title: "StrOrPromise", icon: str, model: str, query: str) -> dict[str, Any] | None:
    app, name = model.split(".")
    if not any(request.user.has_perm(f"{app}.{verb}_{name}") for verb in ("view", "change")):
        return None
    address = reverse(f"admin:{app}_{name}_changelist")
    narrowed = OUTLETS if f"?{request.GET.urlencode()}" == OUTLETS else ""
    active = request.path.startswith(address) and (name != "actor" or query == narrowed)
    return {"title": title, "icon": icon, "link": address + query, "active": active}
