"""The demo: articles that we wrote ourselves, of invented outlets, on real events; who speaks in them is invented. What
pages need to say that they show it stands here, what loads it in `corpus`."""

from functools import cache
from pathlib import Path

from django.db.models import Exists, OuterRef, QuerySet

from sources.knowledge import KnownActor
from sources.knowledge.loading import read_file
from sources.models import Actor, Article

FOLDER = Path(__file__).parent
# No real outlet can have such an address: RFC 2606 keeps the ending for examples.
_EXAMPLE = r"^https?://[^/]+\.example(/|$)"


@cache
def outlets() -> tuple[KnownActor, ...]:
    """The invented outlets with their aliases, in the form of the knowledge base."""
    return tuple(read_file(FOLDER / "outlets.yaml"))


def demo_articles() -> QuerySet[Article]:
    """The articles in the database that belong to the demo: of an invented outlet, at an address that ends in .example."""
    slugs = [outlet.slug for outlet in outlets()]
    return Article.objects.filter(outlet__slug__in=slugs, url__regex=_EXAMPLE)


def is_demo() -> bool:
    """Does this database show the demo? One query, fast where it does not: it begins with the few outlets, or a database would
    compare all addresses."""
    theirs = Article.objects.filter(outlet=OuterRef("pk"), url__regex=_EXAMPLE)
    return Actor.objects.filter(Exists(theirs), slug__in=[outlet.slug for outlet in outlets()]).exists()
