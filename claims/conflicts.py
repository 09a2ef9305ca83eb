"""Which figures of one series exclude each other. Pure.

Two figures of different sides whose intervals have no value in common (rounding included, see `claims.measures`) are

- a conflict where they are about the same time: by the times that they are told for (for one without, the month around
  the day on which it was said); where neither has a time, said within a month of each other, or within a year where the
  later one is smaller
- else the later one is a later figure: what is handed over or lost adds up, and other times have other figures

Of one side a new figure is no conflict: it corrected itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from claims.measures import Interval

MONTH, YEAR = timedelta(days=31), timedelta(days=366)
MOST = 150  # different figures that are compared with each other, the newest


@dataclass(frozen=True, slots=True)
class Said:
    """One figure: `side` is who says so (anything that can be compared), `said` when, `about` for which days where that is
    told."""

    key: int
    side: object
    interval: Interval
    value: Decimal
    said: date | None = None
    about: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """Two figures, the earlier one first, that exclude each other; `later`: the second is a later figure, no conflict."""

    one: Said
    other: Said
    later: bool


def set_against(figures: Iterable[Said]) -> list[Against]:
    """The pairs that exclude each other, each pair of sides with the same intervals once: all conflicts, and of later
    figures the next one of another side only."""
    once = _once(figures)
    pairs = [_ordered(one, other) for one, other in combinations(once, 2) if _exclude(one, other)]
    found = [Against(one, other, not _at_one_time(one, other)) for one, other in pairs]
    conflicts = [pair for pair in found if not pair.later]
    return [*conflicts, *_next([pair for pair in found if pair.later])]


def _once(figures: Iterable[Said]) -> Sequence[Said]:
    """Every interval of a side where it was said first."""
    first: dict[tuple[object, Interval, object], Said] = {}
    for one in sorted(figures, key=lambda figure: (figure.said or date.max, figure.key)):
        first.setdefault((one.side, one.interval, one.about), one)
    return list(first.values())[-MOST:]


def _exclude(one: Said, other: Said) -> bool:
    return one.side != other.side and not one.interval.overlaps(other.interval)


def _ordered(one: Said, other: Said) -> tuple[Said, Said]:
    pair = sorted((one, other), key=lambda figure: (figure.about or _said(figure), figure.said or date.max, figure.key))
    return pair[0], pair[1]


def _said(figure: Said) -> tuple[date, date]:
    return figure.said or date.max, figure.said or date.max


def _at_one_time(one: Said, other: Said) -> bool:
    if one.about or other.about:
        periods = _period(one), _period(other)
        return periods[0] is None or periods[1] is None or _touch(periods[0], periods[1])
    if one.said is None or other.said is None:
        return True
    apart = other.said - one.said
    return apart <= MONTH or (apart <= YEAR and other.value < one.value)


def _period(figure: Said) -> tuple[date, date] | None:
    """The days that it is about, else a month around the day on which it was said."""
    if figure.about or figure.said is None:
        return figure.about
    return figure.said - MONTH, figure.said + MONTH


def _touch(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _next(pairs: Sequence[Against]) -> Iterator[Against]:
    """Of each figure the first later one."""
    seen = set()
    for pair in sorted(pairs, key=lambda against: (against.other.said or date.max, against.other.key)):
        if pair.one.key not in seen:
            seen.add(pair.one.key)
            yield pair
