"""What templates need to show rows: names in the reader's language, figures, icons, the look that a reader chose."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from claims import presenters
from claims.demo import is_demo
from claims.hits import Marker
from claims.models import Mention, Quantity
from claims.searching import in_mentions
from claims.separators import Grouped
from sources.models import Actor, Article

register = template.Library()

LOOKS = ("light", "dark")
THEME_COOKIE = "theme"
COMPACT = "compact"
DENSITY_COOKIE = "density"


@register.filter
def called(actor: Actor | None) -> str:
    """The name of an actor in the reader's language."""
    return presenters.called(actor)


@register.filter
def outlet(article: Article) -> str:
    """The name of the outlet of an article."""
    return presenters.outlet_of(article)


@register.filter
def figure(quantity: Quantity) -> str:
    """A figure in the reader's notation."""
    return presenters.figure(quantity)


@register.filter
def speaker(mention: Mention) -> str:
    """Who says it."""
    return presenters.speaker(mention)


@register.filter
def at(found: Mapping[int, Any], key: int | None) -> Any:
    """What `found` has for a key of rows, None without it."""
    return None if key is None else found.get(key)


@register.filter
def grouped(number: int | None) -> Grouped:
    """A number of things with the separators of the reader's language, still a number for plurals."""
    return Grouped(number or 0)


@register.filter
def earlier(page: Page[Any]) -> str:
    """The query for the page before this one; empty on the first."""
    return f"page={page.previous_page_number()}" if page.has_previous() else ""


@register.filter
def later(page: Page[Any]) -> str:
    """The query for the page after this one; empty on the last."""
    return f"page={page.next_page_number()}" if page.has_next() else ""


@register.filter
def percent(share: float) -> int:
    """A share of 1 in hundredths."""
    return round(share * 100)


@register.simple_tag(takes_context=True)
def look(context: dict[str, Any]) -> str:
    """The look that the reader chose, "light" or "dark"; empty: as the system has it."""
    request = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in LOOKS else ""


@register.simple_tag(takes_context=True)
def compact(context: dict[str, Any]) -> bool:
    """Did the reader choose compact lists?"""
    request = context.get("request")
    return request is not None and request.COOKIES.get(DENSITY_COOKIE) == COMPACT


@register.simple_tag(takes_context=True)
def shows_demo(context: dict[str, Any]) -> bool:
    """Does this database show the demo? An error page that answers no request does not ask."""
    return "request" in context and is_demo()


@register.simple_tag(takes_context=True)
def marked(context: dict[str, Any], text: str, most: int) -> str:
    """`text`, cut to `most` characters, with what was searched for marked."""
    shown, marker = Truncator(text).chars(most), _marker(context)
    return marker.marked(shown) if marker else shown


@register.simple_tag(takes_context=True)
def other_words(context: dict[str, Any], card: presenters.Card) -> SafeString | None:
    """Where an article's words hold what was searched for and the statement of the claim does not."""
    marker = _marker(context)
    return in_mentions(card, marker) if marker else None


def _marker(context: dict[str, Any]) -> Marker | None:
    found: Marker | None = context.get("marker")
    return found


@register.inclusion_tag("components/icon.html")
def icon(name: str) -> dict[str, str]:
    """An icon of the sheet in base.html; decoration only, hidden from screen readers."""
    return {"name": SafeString(name) if name.isidentifier() else "unknown"}
