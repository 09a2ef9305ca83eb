"""Arithmetic of the calendar: first and last day of months, seasons, decades, and the year that is left unsaid."""

import calendar
from datetime import date, datetime, timedelta

import dateparser

from claims.extraction.types import Precision

Days = tuple[date, date]
Parts = dict[str, int]

PARTS: Parts = {"anfang": 0, "beginn": 0, "mitte": 1, "ende": 2}
_AWAY = 45  # days; a day without a year that lies this close ahead is taken to be the coming one


def day(year: int, month: int, number: int) -> Days | None:
    """That day; None where the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return found, found


def months(year: int, first: int, count: int) -> Days | None:
    """`count` months from month `first` of `year` on; `first` may lie outside 1 to 12."""
    start, last = year * 12 + first - 1, year * 12 + first + count - 2
    if start < 12 or last >= 12 * 9999:
        return None
    end_year, end_month = divmod(last, 12)
    return (
        date(start // 12, start % 12 + 1, 1),
        date(end_year, end_month + 1, calendar.monthrange(end_year, end_month + 1)[1]),
    )


def years(first: int, count: int = 1) -> Days | None:
    """`count` whole years from `first` on."""
    return months(first, 1, 12 * count)


def week(of: date, away: int) -> Days | None:
    """Monday to Sunday of the week that lies `away` weeks from that of `of`."""
    monday = shifted(of, 7 * away - of.weekday())
    sunday = monday and shifted(monday, 6)
    return (monday, sunday) if monday and sunday else None


def shifted(of: date, days: int) -> date | None:
    """`of` moved by `days`; None outside the calendar."""
    try:
        return of + timedelta(days=days)
    except OverflowError:
        return None


def third(days: Days | None, part: str | None) -> Days | None:
    """The first, middle or last third of `days` ("Anfang", "Mitte", "Ende"); all of them where `part` is None.

    Months are cut after the 10th and 20th, years after April and August, longer spans into thirds of their years.
    """
    if days is None or not part:
        return days
    at, (start, end) = PARTS[part.lower()], days
    count = (end.year - start.year) + 1
    if count > 1:
        cut = [0, round(count / 3), round(count * 2 / 3), count]
        return years(start.year + cut[at], cut[at + 1] - cut[at])
    if end.month - start.month >= 2:
        size = (end.month - start.month + 1) // 3
        return months(start.year, start.month + at * size, size)
    first = start.replace(day=1 + 10 * at)
    return first, end if at == 2 else first.replace(day=10 + 10 * at)


def nearest_day(month: int, number: int, published: date, direction: int, weekday: int | None = None) -> Days | None:
    """The year that "16. Juni" leaves unsaid: the one whose day bears the weekday, if one is said; in a clause about the
    past (-1) the last such day, about the future (1) the next, else the nearest to the day of publication."""
    near = (day(published.year + away, month, number) for away in (-4, -3, -2, -1, 0, 1, 2, 3, 4))
    days = [found[0] for found in near if found]
    named = [found for found in days if found.weekday() == weekday] or days
    if direction < 0:
        named = [found for found in named if found <= published] or named
    elif direction > 0:
        named = [found for found in named if found >= published] or named
    found = min(named, key=lambda one: abs((one - published).days), default=None)
    return (found, found) if found else None


def nearest_month(month: int, published: date, direction: int) -> int:
    """The year that "im Mai" leaves unsaid: the last such month up to the day of publication, the next in a clause about
    the future, and in one about the present also the next where it begins within 45 days."""
    if direction > 0:
        return published.year + (month < published.month)
    soon = published + timedelta(days=_AWAY) if direction == 0 and published.year < 9999 else published
    return soon.year - (month > soon.month)


def weekday_near(number: int, published: date, direction: int) -> Days | None:
    """ "am Dienstag": the last one up to the day of publication, or the next from it on (1); that day itself counts."""
    away = (number - published.weekday()) % 7
    found = shifted(published, away if direction > 0 or away == 0 else away - 7)
    return (found, found) if found else None


def relative_day(words: str, published: date) -> date | None:
    """The day that "gestern", "vor 3 Wochen" or "in 2 Jahren" names, by dateparser; numbers in digits. None: no such."""
    base = datetime(published.year, published.month, published.day)  # noqa: DTZ001  a day of the calendar has no zone
    settings = {"RELATIVE_BASE": base, "PARSERS": ["relative-time"], "RETURN_AS_TIMEZONE_AWARE": False}
    try:
        found = dateparser.parse(words, languages=["de"], settings=settings)
    except (OverflowError, ValueError):
        return None
    return found.date() if found else None


def around(of: date, precision: Precision) -> Days | None:
    """The week, month, year … that `of` lies in."""
    if precision == "week":
        return week(of, 0)
    if precision == "month":
        return months(of.year, of.month, 1)
    if precision == "quarter":
        return months(of.year, (of.month - 1) // 3 * 3 + 1, 3)
    if precision == "year":
        return years(of.year)
    if precision in {"decade", "century"}:
        size = 10 if precision == "decade" else 100
        return years(of.year // size * size + (size == 100), size)
    return of, of
