"""What German words of time mean in days: one function a pattern, each from a match to days and precision."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from claims.extraction.components import dates
from claims.extraction.components.dates import Days
from claims.extraction.components.numerals import word_value
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Precision

WORDS = lexicon("times")
MONTHS = {name: number for number, names in WORDS["months"].items() for name in names}


Resolved = tuple[Days | None, Precision]


@dataclass(frozen=True, slots=True)
class Base:
    """What a time is resolved against: the day of publication, and whether its clause speaks of the past (-1), of the
    future (1) or leaves it open (0)."""

    published: date | None
    direction: int


Resolver = Callable[[re.Match[str], Base], Resolved | None]


def _year_of(match: re.Match[str], base: Base) -> int | None:
    """The year said in figures or as "letzten Jahres"; None where neither."""
    said = match.groupdict()
    if said.get("year"):
        return int(said["year"])
    if said.get("which") and base.published:
        return base.published.year + int(WORDS["relative"][said["which"].lower()])
    return None


def full_date(match: re.Match[str], _base: Base) -> Resolved | None:
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 70 else 1900
    found = dates.day(year, int(match["month"]), int(match["day"]))
    return (found, "day") if found else None


def short_date(match: re.Match[str], base: Base) -> Resolved | None:
    if dates.day(2000, int(match["month"]), int(match["day"])) is None:
        return None
    if base.published is None:
        return None, "day"
    return dates.nearest_day(int(match["month"]), int(match["day"]), base.published, base.direction), "day"


def day_of_month(match: re.Match[str], base: Base) -> Resolved | None:
    month, number, year = MONTHS[match["month"].lower()], int(match["day"]), _year_of(match, base)
    if dates.day(2000, month, number) is None:
        return None
    if year is not None:
        return dates.day(year, month, number), "day"
    if base.published is None:
        return None, "day"
    name = match["weekday"]
    weekday = WORDS["weekdays"][name.lower()] if name else None
    return dates.nearest_day(month, number, base.published, base.direction, weekday), "day"


def days_of_month(match: re.Match[str], base: Base) -> Resolved | None:
    """ "vom 3. bis 5. Mai"."""
    last = day_of_month(match, base)
    if last is None or last[0] is None:
        return (None, "range") if last else None
    first = dates.day(last[0][0].year, last[0][0].month, int(match["first"]))
    return ((first[0], last[0][1]), "range") if first and first[0] <= last[0][1] else None


def month(match: re.Match[str], base: Base) -> Resolved | None:
    month, year = MONTHS[match["month"].lower()], _year_of(match, base)
    if year is None and base.published is not None:
        direction = WORDS["relative"][match["before"].lower()] if match["before"] else base.direction
        year = dates.nearest_month(month, base.published, direction)
    return dates.third(dates.months(year, month, 1), match["part"]) if year else None, "month"


def season(match: re.Match[str], base: Base) -> Resolved | None:
    first, year = int(WORDS["seasons"][match["season"].lower()]), _year_of(match, base)
    if year is None and base.published is not None:
        direction = WORDS["relative"][match["before"].lower()] if match["before"] else base.direction
        year = dates.nearest_month(first, base.published, direction)
    return dates.months(year, first, 3) if year else None, "season"


def quarter(match: re.Match[str], base: Base) -> Resolved | None:
    number, half = _ordinal(match["ordinal"]), match["kind"].lower().startswith("halbjahr")
    if number is None or not 1 <= number <= (2 if half else 4):
        return None
    year = _year_of(match, base) or (base.published.year if base.published else None)
    size = 6 if half else 3
    found = dates.months(year, (number - 1) * size + 1, size) if year else None
    if (
        found
        and base.published
        and not (match["year"] or match["which"])
        and found[0] > base.published
        and base.direction <= 0
    ):
        found = dates.months(found[0].year - 1, (number - 1) * size + 1, size)
    return found, "range" if half else "quarter"


def _ordinal(word: str) -> int | None:
    if word.rstrip(".").isdigit():
        return int(word.rstrip("."))
    found: int | None = WORDS["ordinals"].get(re.sub(r"e[mnrs]$", "e", word.lower()))
    return found


def year(match: re.Match[str], base: Base) -> Resolved | None:
    year = _year_of(match, base)
    return dates.third(dates.years(year), match.groupdict().get("part")) if year else None, "year"


def season_year(match: re.Match[str], _base: Base) -> Resolved | None:
    """ "2023/24"."""
    first, second = int(match["year"]), match["second"]
    last = int(match["year"][: 4 - len(second)] + second)
    return (dates.years(first, 2), "range") if last == first + 1 else None


def years(match: re.Match[str], _base: Base) -> Resolved | None:
    """ "2014–2022"."""
    first, last = int(match["year"]), int(match["last"])
    return (dates.years(first, last - first + 1), "range") if first < last else None


def edge(match: re.Match[str], base: Base) -> Resolved | None:
    """ "zum Jahresende", "Ende der Woche": a third of the year or month, the week itself."""
    precision: Precision = {"j": "year", "m": "month", "w": "week"}[match["where"][0].lower()]  # type: ignore[assignment]
    if base.published is None:
        return None, precision
    here = dates.around(base.published, precision)
    return here if precision == "week" else dates.third(here, match["part"]), precision


def edge_of_age(match: re.Match[str], base: Base) -> Resolved | None:
    """ "Ende des Jahrzehnts", "Mitte des Jahrhunderts": a third of the one that runs, its last one that ends with it."""
    precision: Precision = "decade" if match["age"].lower() == "jahrzehnt" else "century"
    if base.published is None:
        return None, precision
    size, year = (10, base.published.year) if precision == "decade" else (100, base.published.year - 1)
    return dates.third(dates.years(year - year % size + int(precision == "century"), size), match["part"]), precision


def decade(match: re.Match[str], _base: Base) -> Resolved | None:
    word = match["decade"].lower()
    number = int(word) if word.isdigit() else int(WORDS["decades"][word.removesuffix("n")])
    if number < 100:
        number += 2000 if number == 10 else 1900
    if number % 10:
        return None
    return dates.third(dates.years(number, 10), match["part"]), "decade"


def century(match: re.Match[str], _base: Base) -> Resolved | None:
    number = _ordinal(match["ordinal"])
    if number is None or not 1 <= number <= 30:
        return None
    found = dates.years((number - 1) * 100 + 1, 100)
    return dates.third(found, match["part"]), "century"


def named_day(match: re.Match[str], base: Base) -> Resolved | None:
    found = dates.relative_day(match["named"].lower(), base.published) if base.published else None
    if found is None and base.published:
        found = dates.shifted(base.published, int(WORDS["days"][match["named"].lower()]))
    return (found, found) if found else None, "day"


def weekday(match: re.Match[str], base: Base) -> Resolved | None:
    if base.published is None:
        return None, "day"
    number, stem = WORDS["weekdays"][match["weekday"].lower()], (match["before"] or "").lower()
    direction = int(WORDS["relative"][stem]) if stem else base.direction
    found = dates.weekday_near(number, base.published, direction)
    if found and stem and direction and found[0] == base.published:
        other = dates.shifted(found[0], 7 * direction)
        found = (other, other) if other else None
    return found, "day"


def which_unit(match: re.Match[str], base: Base) -> Resolved | None:
    """ "vergangene Woche", "kommenden Monat", "Ende letzten Jahres", "dieses Quartal"."""
    precision: Precision = WORDS["units"].get(match["unit"].lower(), "week")
    if precision in {"time", "day"}:
        return None, precision
    if base.published is None:
        return None, precision
    return dates.third(
        _away(base.published, precision, int(WORDS["relative"][match["which"].lower()])), match["part"]
    ), precision


def _away(published: date, precision: Precision, away: int) -> Days | None:
    if precision == "week":
        return dates.week(published, away)
    if precision == "month":
        return dates.months(published.year, published.month + away, 1)
    here = dates.around(published, precision)
    if here is None:
        return None
    size = (here[1].year - here[0].year) * 12 + here[1].month - here[0].month + 1
    return dates.months(here[0].year, here[0].month + away * size, size)


def weekend(match: re.Match[str], base: Base) -> Resolved | None:
    """Saturday and Sunday: of the last weekend that has begun, of the coming one after "kommendes"."""
    if base.published is None:
        return None, "range"
    direction = int(WORDS["relative"][match["which"].lower()]) if match["which"] else base.direction
    saturday = dates.weekday_near(5, base.published, direction)
    sunday = dates.shifted(saturday[0], 1) if saturday else None
    return (saturday[0], sunday) if saturday and sunday else None, "range"


def before(match: re.Match[str], base: Base) -> Resolved | None:
    """ "im Vorjahr", "in der Vorwoche", "im Vormonat"."""
    precision: Precision = WORDS["units"][match["unit"].lower()]
    return _away(base.published, precision, -1) if base.published else None, precision


def span_ago(match: re.Match[str], base: Base) -> Resolved | None:
    """ "vor 24 Jahren", "in drei Wochen": the week, month or year of that day."""
    precision: Precision = WORDS["units"][match["unit"].lower()]
    lasted = match["way"].lower() == "in" and base.direction < 0  # "lief in vier Tagen 80 Kilometer"
    days = None if lasted else _counted_away(match, base, match["way"].lower())
    if days is None or precision in {"time", "day"}:
        return (days, days) if days else None, precision
    return dates.around(days, "year" if precision in {"decade", "century"} else precision), precision


def span_until_now(match: re.Match[str], base: Base) -> Resolved | None:
    """ "in den letzten fünf Jahren", "seit drei Wochen": from that day up to the day of publication; ahead after
    "kommenden"."""
    said = match.groupdict()
    ahead = said.get("which") and int(WORDS["relative"][said["which"].lower()]) > 0
    there = _counted_away(match, base, "in" if ahead else "vor")
    if there is None or base.published is None:
        return None, "range"
    return ((base.published, there) if ahead else (there, base.published)), "range"


def span_ahead(match: re.Match[str], base: Base) -> Resolved | None:
    """ "binnen eines Jahres", "innerhalb von sechs Monaten": from the day of publication on, where the clause looks ahead."""
    there = _counted_away(match, base, "in") if base.direction > 0 else None
    return ((base.published, there) if there and base.published else None), "range"


_SIZES = {"jahrzehnt": (10, "jahr"), "jahrhundert": (100, "jahr"), "quartal": (3, "monat")}


def _counted_away(match: re.Match[str], base: Base, way: str) -> date | None:
    count, unit = _count(match["number"]), match["unit"].lower()
    if count is None or base.published is None:
        return None
    size, unit = _SIZES.get(unit, (1, unit))
    plural = {"jahr": "jahren", "monat": "monaten", "tag": "tagen"}.get(unit, unit + "n")
    return dates.relative_day(f"{way} {count * size} {plural}", base.published)


def _count(word: str | None) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    value = 1 if re.fullmatch(r"ein(?:e[mnrs]?)?", word.lower()) else word_value(word)
    return int(value) if value is not None and value == int(value) else None


_SOME = frozenset({"wenigen", "einigen", "mehreren", "vielen", "paar"})


def _is_count(match: re.Match[str]) -> bool:
    word = match["number"]
    return word is None or word.lower() in _SOME or _count(word) is not None


def counted(resolver: Resolver) -> Resolver:
    """`resolver`, where the word before the unit, if any, is a number or "wenigen"; else it is no time."""
    return lambda match, base: resolver(match, base) if _is_count(match) else None


def from_elsewhere(match: re.Match[str], _base: Base) -> Resolved | None:
    """ "zwei Tage zuvor": counted from what the text tells, not from the day of publication, so it stays open."""
    return None, WORDS["units"][match["unit"].lower()]


def clock(_match: re.Match[str], _base: Base) -> Resolved | None:
    return None, "time"
