"""What pages and downloads say of timelines: sorts and periods in words, their claims' addresses, drawings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claims.asking import shown, told
from claims.columns import Badge, Bar, Columns, Grain, Period, Sheet, draw
from claims.listing import Listing
from claims.models import Claim
from claims.presenters import called
from claims.profiles import Profile
from claims.timelines import BY_PART, BY_POLARITY, SORTS, Numbers, Timeline, TimelineFilter, timeline_of, turned, whom

COLUMNS = ("first_day", "last_day")
FROM, UNTIL = "published_after", "published_before"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many claims of one sort a period has, in words, and where they are listed; `url` is empty where there are none."""

    number: int
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One period in words with its two numbers."""

    period: Period
    label: str
    cells: tuple[Cell, Cell]


@dataclass(frozen=True, slots=True)
class Summit:
    """A peak: its number in the drawing, when, how many, and the claim told most there."""

    number: int
    label: str
    words: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, each bar with its cell."""

    columns: Columns
    bars: Sequence[tuple[Bar, Cell]]
    badges: Sequence[Badge]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to split a timeline."""

    label: str
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What is shown of a timeline; without `lines` nothing is counted."""

    timeline: Timeline
    sorts: tuple[str, str]
    lines: Sequence[Line]
    drawings: Sequence[Drawn]
    summits: Sequence[Summit]
    title: str
    description: str


def timeline_page(found: Timeline, query: QueryDict, name: str = "", *, small: bool = False) -> TimelinePage:
    """A timeline of what `query` asks for; `name`: of whom it is, `small`: beside other things."""
    sorts = _sorts(found.split, name)
    queries = _queries(query, found.split)
    lines = [_line(found.grain, row, queries, sorts) for row in found.rows]
    places = [place for place, _claim in found.summits]
    drawings = [
        _drawn(columns, lines)
        for sheet in _sheets(found.grain, small=small)
        if (columns := draw(found.rows, sheet, places))
    ]
    return TimelinePage(
        found,
        sorts,
        [line for line in lines if any(cell.number for cell in line.cells)],
        drawings,
        [_summit(number, lines[place], claim) for number, (place, claim) in enumerate(found.summits, 1)],
        _title(found),
        _description(sorts, lines),
    )


def actor_timeline(found: Profile) -> TimelinePage:
    """The small one on the page of an actor."""
    counted = timeline_of(found.roots, found.about.keys, found.said.keys)
    query = QueryDict(urlencode({"actor": found.actor.slug}))
    return timeline_page(counted, query, called(found.actor), small=True)


def ways(listing: Listing) -> list[Way]:
    """How the timeline can be split."""
    if whom(listing.query) is None:
        return []
    chosen = listing.query.get("split", BY_PART)
    found = []
    for name, label in TimelineFilter.base_filters["split"].extra["choices"]:
        query = listing.query.copy()
        query["split"] = name
        found.append(Way(str(label), name == chosen, query.urlencode()))
    return found


def without_split(query: QueryDict) -> QueryDict:
    """What the list of claims understands of `query`."""
    found = query.copy()
    found.pop("split", None)
    return found


def downloaded(found: Timeline, query: QueryDict, site: str) -> Iterator[dict[str, Any]]:
    """A row for each period, addresses beginning with `site`; empty periods too."""
    queries = _queries(query, found.split)
    for period, numbers in found.rows:
        row: dict[str, Any] = {"first_day": period.first.isoformat(), "last_day": period.last.isoformat()}
        for sort, number, asked in zip(file_sorts(found.split), numbers, queries, strict=True):
            row |= {sort: number, f"{sort}_url": site + _claims(asked, period)}
        yield row


def columns_of(split: str) -> tuple[str, ...]:
    """The columns of a file."""
    return (*COLUMNS, *(name for sort in file_sorts(split) for name in (sort, f"{sort}_url")))


def file_sorts(split: str) -> tuple[str, str]:
    """What files call the two sorts."""
    return ("about", "said") if split == BY_PART else ("affirmed", "denied")


def names_in(listing: Listing) -> str:
    """Whom the query of a timeline names, as the reader calls them; as they were asked for where nobody is known so."""
    name = whom(listing.query)
    asked = [one for one in listing.filterset.resolved.get(name or "", ()) if not one.asked.negated]
    actors = [actor for one in asked for actor in one.actors]
    return told(actors) or ", ".join(shown(one.asked.name) for one in asked)


def _sorts(split: str, name: str) -> tuple[str, str]:
    if split == BY_POLARITY:
        return pgettext("claims", "affirmed"), pgettext("claims", "denied")
    if not name:
        return pgettext("claims", "about them"), pgettext("claims", "said by them")
    return pgettext("claims", "about %(name)s") % {"name": name}, pgettext("claims", "said by %(name)s") % {
        "name": name
    }


def _queries(query: QueryDict, split: str) -> list[QueryDict]:
    """What the list of claims is to be asked for, for either sort."""
    plain = without_split(query)
    if split == BY_PART:
        return [turned(plain, str(part)) for part in SORTS[split]]
    found = []
    for polarity in SORTS[BY_POLARITY]:
        asked = plain.copy()
        asked.setlist("polarity", [str(polarity)])
        found.append(asked)
    return found


def _claims(query: QueryDict, period: Period) -> str:
    """The list of the claims of `query` in the articles of `period`."""
    asked = query.copy()
    asked[FROM] = max(period.first, _day(query.get(FROM), date.min)).isoformat()
    asked[UNTIL] = min(period.last, _day(query.get(UNTIL), date.max)).isoformat()
    return f"{reverse('claims')}?{asked.urlencode()}"


def _day(told: str | None, other: date) -> date:
    """A day as a faultless query writes it, `other` where it names none."""
    return date(*map(int, told.split("-"))) if told else other


def _line(grain: Grain, row: tuple[Period, Numbers], queries: Sequence[QueryDict], sorts: Sequence[str]) -> Line:
    period, numbers = row
    label = period_words(period, grain)
    one, other = (
        Cell(number, f"{label}: {_counted(number)}, {sort}", _claims(query, period) if number else "")
        for number, query, sort in zip(numbers, queries, sorts, strict=True)
    )
    return Line(period, label, (one, other))


def _counted(number: int) -> str:
    return ngettext("%(n)s claim", "%(n)s claims", number) % {"n": number}


def period_words(period: Period, grain: Grain) -> str:
    """A period in words: "March 2025", "week of 3 March 2025"."""
    if grain == Grain.DAY:
        return date_format(period.first)
    if grain == Grain.WEEK:
        return _("week of %(day)s") % {"day": date_format(period.first)}
    return date_format(period.first, "F Y") if grain == Grain.MONTH else str(period.first.year)


def _sheets(grain: Grain, *, small: bool) -> list[Sheet]:
    formats = {Grain.DAY: "j. M", Grain.WEEK: "j. M", Grain.MONTH: "M Y", Grain.YEAR: "Y"}

    def label(period: Period) -> str:
        return date_format(period.first, formats[grain])

    if small:
        return [Sheet("small", 360, 170, label, 4)]
    return [Sheet("wide", 760, 320, label, 8), Sheet("narrow", 360, 300, label, 4)]


def _drawn(columns: Columns, lines: Sequence[Line]) -> Drawn:
    bars = [(bar, lines[bar.column].cells[bar.sort]) for bar in columns.bars]
    return Drawn(columns, bars, columns.badges)


def _summit(number: int, line: Line, claim: Claim) -> Summit:
    return Summit(number, line.label, _counted(sum(cell.number for cell in line.cells)), claim)


def _title(found: Timeline) -> str:
    words = {
        Grain.DAY: _("Claims in the articles of each day"),
        Grain.WEEK: _("Claims in the articles of each week"),
        Grain.MONTH: _("Claims in the articles of each month"),
        Grain.YEAR: _("Claims in the articles of each year"),
    }
    return words[found.grain]


def _description(sorts: tuple[str, str], lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    most = max(lines, key=lambda line: sum(cell.number for cell in line.cells))
    told = _(
        "From %(first)s to %(last)s. Most: %(words)s. Upwards: %(up)s; downwards: %(down)s. The table has every number."
    )
    up, down = sorts
    words = "; ".join(cell.words for cell in most.cells if cell.number)
    days = {"first": date_format(lines[0].period.first), "last": date_format(lines[-1].period.last)}
    return told % {**days, "words": words, "up": up, "down": down}
