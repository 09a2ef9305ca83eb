"""What pages and downloads say of series: names, ranges, rows of points, sides of a conflict, drawings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from claims.charts import HUES, Chart, Paper, Plotted, draw, shape
from claims.figures import History
from claims.measures import base_of, interval
from claims.models import Concept, Quantity, Series
from claims.presenters import called, figure, number, outlet_of, speaker
from claims.separators import Grouped
from claims.vocabulary import Polarity, Status, Tense

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SIGNS: Mapping[str, "StrOrPromise"] = {
    "kilogram": "kg",
    "metre": "m",
    "square metre": "m²",
    "cubic metre": "m³",
    "kilometres an hour": "km/h",
    "second": "s",
    "watt": "W",
    "kilowatt hour": "kWh",
    "hertz": "Hz",
    "byte": "B",
    "percent": "%",
    "degree": "°",
    "percentage points": gettext_lazy("percentage points"),
}
SIZES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """A series as lists show it."""

    series: Series
    name: str
    sides: str
    range: str
    points: str
    origins: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose figures have one colour and shape; `path` is the shape, around the middle of 16 by 16."""

    name: str
    page: str
    hue: int
    dash: int
    path: str
    points: int


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as the table and the downloads have it: words exactly as in the article."""

    point: Quantity
    origin: Origin
    figure: str
    signs: Sequence[str]
    outlet: str
    said: date | None
    meant: Sequence[str]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two figures that exclude each other; `later`: the second is a later figure."""

    one: PointRow
    other: PointRow
    later: bool


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """What the page of a series shows. `undated` figures are in the table only."""

    card: SeriesCard
    origins: Sequence[Origin]
    rows: Sequence[PointRow]
    conflicts: Sequence[Opposed]
    later: Sequence[Opposed]
    charts: Sequence[Chart]
    unit: str
    undated: int
    description: str


def concept_name(concept: Concept) -> str:
    """Its name in the reader's language."""
    german = (get_language() or "").startswith("de")
    name = (german and concept.name_de) or concept.name
    return name[:1].upper() + name[1:]


def unit_sign(measure: str) -> str:
    """How a base unit is written; empty for what is counted."""
    return str(SIGNS.get(measure, measure))


def series_cards(series: Iterable[Series]) -> list[SeriesCard]:
    """Series `with_names` for a list."""
    return [series_card(one) for one in series]


def series_card(series: Series) -> SeriesCard:
    """A series `with_names`."""
    word = getattr(series, "word", "") or series.noun
    name = concept_name(series.concept) if series.concept else word
    points = ngettext("%(n)s figure", "%(n)s figures", series.points_count) % {"n": Grouped(series.points_count)}
    origins = ngettext("%(n)s origin", "%(n)s origins", series.origins_count) % {"n": Grouped(series.origins_count)}
    return SeriesCard(series, name, sides(series), _range(series), points, origins)


def sides(series: Series) -> str:
    """Whom it is about: "North Korea → Russia", and what is done."""
    agent, recipient = (called(one) if one else "" for one in (series.agent, series.recipient))
    told = f"{agent} → {recipient}" if recipient else agent
    done = str(series.get_deed_display()) if series.deed else ""
    return f"{told}, {done}" if done else told


def _range(series: Series) -> str:
    ends = [end for end in (series.least, series.most) if end is not None]
    told = "–".join(dict.fromkeys(number(end) for end in ends))
    return f"{told} {unit_sign(series.measure)}".strip()


def series_page(found: History) -> SeriesPage:
    """What the page of a series shows."""
    origins = _origins(found.points)
    rows = [_row(point, origins[_origin_key(point)]) for point in found.points]
    by_key = {row.point.pk: row for row in rows}
    opposed = [Opposed(by_key[pair.one.key], by_key[pair.other.key], pair.later) for pair in found.against]
    card = series_card(found.series)
    numbers = {key: place for place, key in enumerate(origins)}
    plotted = [_plotted(row, numbers[_origin_key(row.point)]) for row in rows if row.said]
    return SeriesPage(
        card,
        list(origins.values()),
        list(reversed(rows)),
        [one for one in opposed if not one.later],
        [one for one in opposed if one.later],
        [chart for paper in _papers() if (chart := draw(plotted, paper))],
        unit_sign(found.series.measure),
        len(rows) - len(plotted),
        _description(card, rows),
    )


def _papers() -> tuple[Paper, Paper]:
    return Paper("wide", 760, 400, 86, axis_number, _axis_day), Paper(
        "narrow", 360, 360, 74, axis_number, _axis_day, most_days=3
    )


def axis_number(value: Decimal) -> str:
    """A number short enough for a scale: "1.5 m", in German "1,5 Mio."."""
    words = {"tn": pgettext("axis", "%(n)s tn"), "bn": pgettext("axis", "%(n)s bn"), "m": pgettext("axis", "%(n)s m")}
    for size, word in SIZES:
        if abs(value) >= size:
            return words[word] % {"n": _plain(value / size)}
    return _plain(value)


def _plain(value: Decimal) -> str:
    digits = len(f"{value:f}".partition(".")[2].rstrip("0"))
    return number_format(value, decimal_pos=min(digits, 6), use_l10n=True, force_grouping=True)


def _axis_day(day: date, exact: bool) -> str:  # noqa: FBT001 - a callable of charts
    return date_format(day, "j. M" if exact else "M Y")


def _origin_key(point: Quantity) -> tuple[str, int]:
    if point.origin_id:
        return "actor", point.origin_id
    return "article", point.mention.extraction.article_id


def _origins(points: Iterable[Quantity]) -> dict[tuple[str, int], Origin]:
    """The origins in the order in which they first spoke."""
    first: dict[tuple[str, int], list[Quantity]] = {}
    for point in points:
        first.setdefault(_origin_key(point), []).append(point)
    return {key: _origin(place, rows) for place, (key, rows) in enumerate(first.items())}


def _origin(place: int, points: Sequence[Quantity]) -> Origin:
    actor = points[0].origin
    page = reverse("actor", args=[actor.slug]) if actor else ""
    name = called(actor) if actor else speaker(points[0].mention)
    return Origin(name, page, place % HUES + 1, place % 4, shape(place, 8, 8), len(points))


def _row(point: Quantity, origin: Origin) -> PointRow:
    article = point.mention.extraction.article
    times = [time.text for time in point.mention.times.all()]
    return PointRow(point, origin, figure(point), list(_signs(point)), outlet_of(article), article.published_on, times)


def _signs(point: Quantity) -> Iterator[str]:
    mention = point.mention
    if mention.polarity == Polarity.NEGATIVE:
        yield str(Polarity.NEGATIVE.label)
    if mention.tense == Tense.FUTURE:
        yield _("prediction")
    if mention.claim.status in {Status.REJECTED, Status.RETRACTED}:
        yield str(Status(mention.claim.status).label)


def _plotted(row: PointRow, group: int) -> Plotted:
    factor = base_of(row.point.concept)[1]
    ends = interval(row.point).times(factor)
    assert row.said is not None  # noqa: S101 - undated ones are left out
    words = f"{row.figure}, {row.origin.name}, {date_format(row.said)}"
    low, high = ends.low, ends.high
    return Plotted(row.said, row.point.value * factor, low, high, group, words, ends.low_open, ends.high_open)


def _description(card: SeriesCard, rows: Sequence[PointRow]) -> str:
    days = [row.said for row in rows if row.said]
    if not days:
        return ""
    told = _("%(points)s of %(origins)s from %(first)s to %(last)s, range %(range)s. The table below has every one.")
    names = {"points": card.points, "origins": card.origins, "range": card.range}
    return told % {**names, "first": date_format(min(days)), "last": date_format(max(days))}


COLUMNS = ("words", "value", "low", "high", "qualifier", "unit", "base_unit", "base_low", "base_high")
DOWNLOADED = (*COLUMNS, "origin", "outlet", "said", "meant", "claim", "article", "statement")


def downloaded(found: History, site: str) -> Iterator[dict[str, Any]]:
    """The points as plain values for a file, addresses beginning with `site`; numbers as text without idle zeros."""
    for row in series_page(found).rows:
        point, mention = row.point, row.point.mention
        ends = asdict(interval(point).times(base_of(point.concept)[1]))
        yield {
            "words": point.text,
            **{name: _text(getattr(point, name)) for name in ("value", "low", "high")},
            "qualifier": point.qualifier,
            "unit": point.unit,
            "base_unit": point.measure,
            "base_low": _text(ends["low"]),
            "base_high": _text(ends["high"]),
            "origin": row.origin.name,
            "outlet": row.outlet,
            "said": row.said.isoformat() if row.said else "",
            "meant": "; ".join(row.meant),
            "claim": site + reverse("claim", args=[getattr(point, "root", mention.claim_id)]),
            "article": site + reverse("article", args=[mention.extraction.article_id]),
            "statement": mention.claim.statement,
        }


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
