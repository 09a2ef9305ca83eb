"""Numbers over time as columns, one sort of them upwards and another downwards. Pure; a template writes the elements, in
whole units, so that no language puts a comma into a coordinate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from claims.charts import Tick

MOST_DAYS, MOST_WEEKS, MOST_MONTHS, MOST_YEARS = 31, 53, 60, 60
PEAKS = 3
STEPS = (1, 2, 5)
LINES = 5  # of the scale, about
LOWEST = 2  # units; less could not be seen
WIDEST = 48  # of few columns, which would be walls


class Grain(StrEnum):
    """How long one column is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days of one column, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Is `day` one of them?"""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Bar:
    """What one column counts of one sort: 0 goes up, 1 goes down. `column` is its place among the periods."""

    column: int
    sort: int
    number: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Badge:
    """The number of a peak, above its column."""

    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The whole drawing, `width` by `height`; the plot lies between `left`, `right`, `above` and `below`, its columns start
    at `zero`."""

    name: str
    width: int
    height: int
    left: int
    right: int
    above: int
    below: int
    zero: int
    values: Sequence[Tick]
    days: Sequence[Tick]
    bars: Sequence[Bar]
    badges: Sequence[Badge]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How large to draw, and how a period is written below its column."""

    name: str
    width: int
    height: int
    label: Callable[[Period], str]
    most_labels: int
    edges: tuple[int, int, int, int] = (44, 32, 26, 30)  # left, right, above, below


def grain_of(first: date, last: date) -> Grain:
    """The finest grain of which not too many columns make up these days."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return Grain.DAY
    if days <= MOST_WEEKS * 7 - 6:
        return Grain.WEEK
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Grain.MONTH if months <= MOST_MONTHS else Grain.YEAR


def start_of(day: date, grain: Grain) -> date:
    """The first day of the period in which `day` lies; a week begins on Monday."""
    if grain == Grain.DAY:
        return day
    if grain == Grain.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == Grain.MONTH else day.replace(month=1, day=1)


def periods(first: date, last: date, grain: Grain) -> list[Period]:
    """The periods from `first` to `last` without a gap; of more years than can be drawn the last ones."""
    if grain == Grain.YEAR:
        first = max(first, date(max(1, last.year - MOST_YEARS + 1), 1, 1))
    found, start = [], start_of(first, grain)
    while True:
        end = _end_of(start, grain)
        found.append(Period(start, end))
        if end >= last:
            return found
        start = end + timedelta(days=1)


def _end_of(start: date, grain: Grain) -> date:
    if grain == Grain.DAY:
        return start
    if grain == Grain.WEEK:
        return date.fromordinal(min(start.toordinal() + 6, date.max.toordinal()))
    if grain == Grain.YEAR:
        return start.replace(month=12, day=31)
    if start.month == 12:
        return start.replace(day=31)
    return start.replace(month=start.month + 1) - timedelta(days=1)


def peaks(totals: Sequence[int]) -> list[int]:
    """The columns that stand out, by place: up to three, higher than the middle of those that are not empty, and not side
    by side. A single column stands out too."""
    told = [number for number in totals if number]
    if len(told) < 2:
        return [place for place, number in enumerate(totals) if number]
    mean = sum(told) / len(told)
    found: list[int] = []
    for place in sorted(range(len(totals)), key=lambda place: (-totals[place], place)):
        if len(found) == PEAKS or totals[place] <= mean:
            break
        if all(abs(place - other) > 1 for other in found):
            found.append(place)
    return sorted(found)


def draw(rows: Sequence[tuple[Period, tuple[int, int]]], sheet: Sheet, marked: Sequence[int] = ()) -> Columns | None:
    """The drawing of what each period counts, upwards and downwards, the columns `marked` with the numbers of peaks; None
    where nothing is counted."""
    most = [max((numbers[sort] for _period, numbers in rows), default=0) for sort in (0, 1)]
    if not any(most):
        return None
    left, right, above, below = sheet.edges
    right, below = sheet.width - right, sheet.height - below
    zero = above + round((below - above) * most[0] / sum(most))
    scale = _Scale(zero, (below - above) / sum(most))
    edges = [left + (right - left) * place // len(rows) for place in range(len(rows) + 1)]
    bars = [
        _bar(place, sort, number, edges, scale)
        for place, (_period, numbers) in enumerate(rows)
        for sort, number in enumerate(numbers)
        if number
    ]
    return Columns(
        sheet.name,
        sheet.width,
        sheet.height,
        left,
        right,
        above,
        below,
        zero,
        [Tick(scale.at(number), str(abs(number))) for number in _lines(-most[1], most[0])],
        _labels([period for period, _numbers in rows], edges, sheet),
        bars,
        _badges(marked, edges, [scale.at(numbers[0]) for _period, numbers in rows]),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    zero: int
    unit: float

    def at(self, number: int) -> int:
        """Where `number` ends; what goes down is below nought."""
        return round(self.zero - number * self.unit)


def _bar(place: int, sort: int, number: int, edges: Sequence[int], scale: _Scale) -> Bar:
    gap = 1 if edges[1] - edges[0] > 3 else 0
    slot = max(1, edges[place + 1] - edges[place] - gap)
    width = min(slot, WIDEST)
    height = max(LOWEST, abs(scale.at(number) - scale.zero))
    return Bar(
        place,
        sort,
        number,
        edges[place] + (slot - width) // 2,
        scale.zero if sort else scale.zero - height,
        width,
        height,
    )


def _lines(least: int, most: int) -> list[int]:
    """Round numbers from `least` (nought or below) to `most`; nought is one of them."""
    span, step, power = most - least, 1, 1
    while span / step > LINES:
        power, step = next((p, s * p) for p in (power, power * 10) for s in STEPS if s * p > step)
    return list(range(-(-least // step) * step, most + 1, step))


def _labels(told: Sequence[Period], edges: Sequence[int], sheet: Sheet) -> list[Tick]:
    """Every so manieth period by name, so that names have room."""
    step = -(-len(told) // sheet.most_labels)
    return [
        Tick((edges[place] + edges[place + 1]) // 2, sheet.label(told[place])) for place in range(0, len(told), step)
    ]


def _badges(marked: Sequence[int], edges: Sequence[int], tops: Sequence[int]) -> list[Badge]:
    middles = [(one + other) // 2 for one, other in pairwise(edges)]
    return [Badge(number, middles[place], tops[place] - 11) for number, place in enumerate(marked, 1)]
