"""What the front page says of what it shows: figures that moved with a small line, sources with their claims' addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from claims.figure_pages import SeriesCard, series_card
from claims.glance import Busy, Moved
from claims.presenters import figure
from claims.sparklines import Spark, spark
from sources.models import Actor


@dataclass(frozen=True, slots=True)
class MovedCard:
    """A series that moved: from which figure to which, on which days."""

    card: SeriesCard
    before: str
    after: str
    days: tuple[date, date]
    spark: Spark | None
    words: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with the number of its claims and where they are."""

    actor: Actor
    number: int
    url: str


def moved_cards(found: Sequence[Moved]) -> list[MovedCard]:
    """Series for the front page."""
    return [_moved_card(one) for one in found]


def _moved_card(one: Moved) -> MovedCard:
    before, after = figure(one.before), figure(one.after)
    words = _("%(n)s figures; the newest two: %(before)s, then %(after)s")
    told = words % {"n": len(one.course), "before": before, "after": after}
    return MovedCard(series_card(one.series), before, after, one.days, spark(one.course), told)


def source_lines(busy: Busy | None) -> list[SourceLine]:
    """Sources for the front page, each with the list of just these claims."""
    if busy is None:
        return []
    days = {"published_after": busy.first.isoformat(), "published_before": busy.last.isoformat()}
    return [
        SourceLine(actor, number, f"{reverse('claims')}?{urlencode({'source': actor.slug, 'exact': 'true', **days})}")
        for actor, number in busy.sources
    ]
