"""A series drawn: figures over the days on which they were said, as shapes and lines of an SVG. Pure; a template writes
the elements, in whole units, so that no language puts a comma into a coordinate."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

SHAPES = ("circle", "square", "triangle", "diamond", "cross", "star", "wedge", "hexagon")
HUES = 8
WIDE_RANGE = 100  # between the smallest and the largest value; from here on the scale is logarithmic
STEPS = (1, 2, 5, 10)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
DAYS = (1, 2, 5, 10)
FEW_DAYS = 70
ARROW = 26  # length of an open end
APART = 11  # between figures at one place


@dataclass(frozen=True, slots=True)
class Plotted:
    """One figure to draw: `low`/`high` None is an open end; `group` numbers its origin."""

    day: date
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    group: int
    words: str
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of a scale with its label."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure in the drawing. `top` and `bottom` are the ends of its line; `up`, `down`: that end goes on; `open_top`,
    `open_bottom`: that end is not reached. `path` is its shape."""

    x: int
    y: int
    top: int
    bottom: int
    up: bool
    down: bool
    open_top: bool
    open_bottom: bool
    path: str
    hue: int
    dash: int
    words: str

    @property
    def line(self) -> bool:
        """Is there more than its shape?"""
        return self.bottom - self.top > 4

    @property
    def arrow_up(self) -> str:
        """The tip of an end that goes on upwards."""
        return f"M{self.x - 5} {self.top + 7}L{self.x} {self.top}L{self.x + 5} {self.top + 7}"

    @property
    def arrow_down(self) -> str:
        """The tip of an end that goes on downwards."""
        return f"M{self.x - 5} {self.bottom - 7}L{self.x} {self.bottom}L{self.x + 5} {self.bottom - 7}"


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing, `width` by `height`; the plot lies between `left`, `right`, `above` and `below`."""

    name: str
    width: int
    height: int
    left: int
    right: int
    above: int
    below: int
    days: Sequence[Tick]
    values: Sequence[Tick]
    marks: Sequence[Mark]
    logarithmic: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """How large to draw, and how labels are written: numbers and days in the reader's language."""

    name: str
    width: int
    height: int
    left: int
    number: Callable[[Decimal], str]
    day: Callable[[date, bool], str]
    room: tuple[int, int, int] = field(default=(18, 30, 34))  # right, above, below
    most_days: int = 6


def draw(figures: Sequence[Plotted], paper: Paper) -> Chart | None:
    """The drawing of `figures`; None without any."""
    if not figures:
        return None
    right, above, below = paper.width - paper.room[0], paper.room[1], paper.height - paper.room[2]
    days = _DayScale([one.day for one in figures], paper.left + 22, right - 14)
    values = _value_scale(figures, below - 6, above + 14)
    return Chart(
        paper.name,
        paper.width,
        paper.height,
        paper.left,
        right,
        above,
        below,
        days.ticks(paper),
        [Tick(values.at(value), paper.number(value)) for value in values.ticks],
        _marks(figures, days, values, (above, below)),
        values.logarithmic,
    )


def shape(group: int, x: int, y: int) -> str:
    """The path of the shape of an origin around a place; after eight origins shapes meet other colours."""
    name = SHAPES[(group + group // HUES) % len(SHAPES)]
    outlines = {
        "square": "M-5 -5H5V5H-5Z",
        "triangle": "M0 -7L6 5H-6Z",
        "diamond": "M0 -7L7 0L0 7L-7 0Z",
        "cross": "M-6 -3L-3 -6L0 -3L3 -6L6 -3L3 0L6 3L3 6L0 3L-3 6L-6 3L-3 0Z",
        "star": "M0 -7L2 -2H7L3 2L5 7L0 4L-5 7L-3 2L-7 -2H-2Z",
        "wedge": "M0 7L6 -5H-6Z",
        "hexagon": "M-7 0L-4 -6H4L7 0L4 6H-4Z",
        "circle": "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z",
    }
    return _moved(outlines[name], x, y)


def _moved(path: str, x: int, y: int) -> str:
    """`path` with its absolute coordinates moved by (x, y)."""
    found, numbers, command = [], 0, ""
    for token in _tokens(path):
        if token.isalpha():
            command, numbers = token, 0
            found.append(token)
            continue
        moves = _axis(command, numbers)
        numbers += 1
        found.append(str(int(token) + (x if moves == "x" else y if moves == "y" else 0)))
    return " ".join(found)


def _axis(command: str, number: int) -> str:
    if command == "H":
        return "x"
    if command == "V":
        return "y"
    if command == "A":
        return {5: "x", 6: "y"}.get(number % 7, "")
    return "x" if number % 2 == 0 else "y"


def _tokens(path: str) -> list[str]:
    spaced = "".join(f" {letter} " if letter.isalpha() else letter for letter in path)
    return spaced.split()


class _DayScale:
    """Days to places from `left` to `right`."""

    def __init__(self, days: Sequence[date], left: int, right: int) -> None:
        self.days, self.left, self.right = (min(days), max(days)), left, right
        self.first = self.days[0].toordinal()
        self.span = self.days[1].toordinal() - self.first

    def at(self, day: date) -> int:
        """Where `day` is; a single day stands in the middle."""
        share = (day.toordinal() - self.first) / self.span if self.span else 0.5
        return round(self.left + (self.right - self.left) * share)

    def ticks(self, paper: Paper) -> list[Tick]:
        """Firsts of months, or days where they are few; not many more than the paper has room for."""
        if self.span < FEW_DAYS:
            step = next((step for step in DAYS if self.span / step <= paper.most_days), 14)
            days = [date.fromordinal(self.first + number) for number in range(0, self.span + 1, step)]
            return [Tick(self.at(day), paper.day(day, True)) for day in days]  # noqa: FBT003 - a callable has no names
        months = self.span / 30.4
        longest = 12 * ceil(months / 12 / paper.most_days)
        step = next((step for step in MONTHS if months / step <= paper.most_days), longest)
        return [Tick(self.at(day), paper.day(day, False)) for day in _months(*self.days, step)]  # noqa: FBT003


def _months(first: date, last: date, step: int) -> list[date]:
    """The firsts of every `step`th month between two days."""
    number = first.year * 12 + first.month - 1
    number += -number % step
    found = []
    while number < 10_000 * 12 and (day := date(max(1, number // 12), number % 12 + 1, 1)) <= last:
        if day >= first:
            found.append(day)
        number += step
    return found


@dataclass(frozen=True, slots=True)
class _ValueScale:
    low: float
    high: float
    bottom: int
    top: int
    ticks: Sequence[Decimal]
    logarithmic: bool

    def at(self, value: Decimal) -> int:
        """Where `value` is, on the paper at least."""
        number = log10(max(float(value), 1e-9)) if self.logarithmic else float(value)
        share = (number - self.low) / (self.high - self.low or 1)
        return round(self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, share)))


def _value_scale(figures: Sequence[Plotted], bottom: int, top: int) -> _ValueScale:
    ends = [end for one in figures for end in (one.value, one.low, one.high) if end is not None]
    least, most = min(ends), max(ends)
    if least > 0 and most / least > WIDE_RANGE:
        first, last = floor(log10(least)), ceil(log10(most))
        ticks = [Decimal(10) ** power for power in range(first, last + 1, max(1, (last - first) // 6))]
        return _ValueScale(first, last, bottom, top, ticks, logarithmic=True)
    least, most = min(least, Decimal(0)), max(most, Decimal(0))
    step = _step(float(most - least) or 1.0)
    first, last = floor(least / step), ceil(most / step)
    ticks = [step * number for number in range(first, last + 1)]
    return _ValueScale(float(step * first), float(step * last), bottom, top, ticks, logarithmic=False)


def _step(span: float) -> Decimal:
    """A round step of which four to eight make up `span`."""
    power = floor(log10(span / 5))
    size = next(step for step in STEPS if span / (step * 10.0**power) <= 6)
    return Decimal(size) * Decimal(10) ** power


def _marks(figures: Sequence[Plotted], days: _DayScale, values: _ValueScale, edges: tuple[int, int]) -> list[Mark]:
    there: Counter[tuple[int, int]] = Counter()
    return [_mark(one, _free(days.at(one.day), values.at(one.value), there), values, edges) for one in figures]


def _free(x: int, y: int, there: "Counter[tuple[int, int]]") -> int:
    """A place beside the figures that stand there already: right, left, further right …"""
    cell = x // APART, y // APART
    number = there[cell]
    there[cell] += 1
    return x + APART * ((number + 1) // 2) * (1 if number % 2 else -1)


def _mark(one: Plotted, x: int, values: _ValueScale, edges: tuple[int, int]) -> Mark:
    y = values.at(one.value)
    top = values.at(one.high) if one.high is not None else max(edges[0], y - ARROW)
    bottom = values.at(one.low) if one.low is not None else min(edges[1], y + ARROW)
    return Mark(
        x,
        y,
        top,
        bottom,
        one.high is None,
        one.low is None,
        one.high_open,
        one.low_open,
        shape(one.group, x, y),
        one.group % HUES + 1,
        one.group % 4,
        one.words,
    )
