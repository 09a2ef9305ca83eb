"""What a figure is worth for comparison: units in their base unit, hedges as intervals. Pure.

Currencies stand by themselves: there are no exchange rates here. Per cent, per mille and shares are one scale.
An interval says what a figure allows; `margin` is how far it may miss, and only used to tell whether two figures
exclude each other:

- "rund 300" is 270 to 330 (`about`: ten per cent); "fast 300" is 270 to just below 300; "mehr als 300" has no upper end
- "5 Millionen" without a hedge may be rounded: half of its last digit that is no zero, five per cent at most; figures
  below 100 are taken at their word
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

ABOUT = Decimal("0.1")
ROUNDED = Decimal("0.05")
EXACT_BELOW = 100
PLACES = Decimal("0.000001")
LARGEST = Decimal(10) ** 24  # the columns hold 30 digits, six of them after the point
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "RUB", "UAH", "JPY", "CNY", "KRW", "TRY", "PLN", "DEM")
PERCENT = "percent"
SHARE = "share"
SECOND = "second"

# What each unit that the core knows is in its base unit. A base unit is its own; what is not here is counted, not measured.
_UNITS: Mapping[str, Mapping[str, str]] = {
    "kilogram": {"megatonne": "1e9", "kilotonne": "1e6", "tonne": "1000", "gram": "0.001", "milligram": "0.000001"},
    "metre": {"kilometre": "1000", "centimetre": "0.01", "millimetre": "0.001", "mile": "1609.344"},
    "square metre": {"square kilometre": "1e6", "hectare": "10000"},
    "cubic metre": {"litre": "0.001", "barrel": "0.158987"},
    "kilometres an hour": {},
    SECOND: {
        "minute": "60",
        "hour": "3600",
        "day": "86400",
        "week": "604800",
        "month": "2629800",
        "year": "31557600",  # of 365.25 days
    },
    "watt": {"kilowatt": "1e3", "megawatt": "1e6", "gigawatt": "1e9", "terawatt": "1e12"},
    "kilowatt hour": {"megawatt hour": "1e3", "gigawatt hour": "1e6", "terawatt hour": "1e9"},
    "hertz": {"kilohertz": "1e3", "megahertz": "1e6", "gigahertz": "1e9"},
    "byte": {"kilobyte": "1e3", "megabyte": "1e6", "gigabyte": "1e9", "terabyte": "1e12"},
    PERCENT: {"per mille": "0.1", SHARE: "100"},
    "percentage points": {},
    "degree": {},
    **{currency: {} for currency in CURRENCIES},
    "EUR": {"EUR cent": "0.01"},
}
FACTORS: Mapping[str, tuple[str, Decimal]] = {
    **{base: (base, Decimal(1)) for base in _UNITS},
    **{name: (base, Decimal(factor)) for base, others in _UNITS.items() for name, factor in others.items()},
}
BASE_UNITS = tuple(_UNITS)


class Figure(Protocol):
    """A figure as it was said."""

    @property
    def value(self) -> Decimal: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def low_open(self) -> bool: ...
    @property
    def high_open(self) -> bool: ...
    @property
    def qualifier(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; None: no end on that side. An open end is not reached itself."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def overlaps(self, other: "Interval") -> bool:
        """Is there a value that lies in both?"""
        return not (_ends_before(self, other) or _ends_before(other, self))

    def times(self, factor: Decimal) -> "Interval":
        """The same in a unit of which one is `factor` (positive) of this."""
        low, high = (None if end is None else short(end * factor) for end in (self.low, self.high))
        return replace(self, low=low, high=high)

    def widened(self, margin: Decimal) -> "Interval":
        """The same with both ends `margin` further out."""
        return replace(
            self,
            low=None if self.low is None else self.low - margin,
            high=None if self.high is None else self.high + margin,
        )


def interval(figure: Figure) -> Interval:
    """What `figure` allows, in the unit that it was said in."""
    value = figure.value
    if figure.qualifier == "about":
        return Interval(value, value).widened(abs(value) * ABOUT)
    low = value - abs(value) * ABOUT if figure.qualifier == "almost" else figure.low
    if figure.qualifier != "almost" and low is None and figure.high is None:
        low = value
        return Interval(low, value)
    return Interval(low, figure.high, figure.low_open, figure.high_open)


def margin(figure: Figure) -> Decimal:
    """How far `figure` may miss for being rounded: none unless it is exact by its words."""
    value = abs(figure.value)
    if figure.qualifier != "exact" or value < EXACT_BELOW or value != int(value):
        return Decimal(0)
    digits = str(int(value))
    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    return min(step / 2, value * ROUNDED) if step > 1 else Decimal(0)


def comparable(figure: Figure) -> Interval:
    """What `figure` allows where it is set against another one: rounding included."""
    return interval(figure).widened(margin(figure))


def base_of(unit: str) -> tuple[str, Decimal]:
    """The base unit of `unit` (the core's short normal form), and what one of it is there; no base unit and 1 for what is
    counted."""
    return FACTORS.get(unit, ("", Decimal(1)))


def measured(figure: Figure, unit: str) -> dict[str, Any]:
    """The columns of a figure that was said in `unit`: its base unit, and what it allows there. What the columns cannot
    hold has no base unit."""
    base, factor = base_of(unit)
    found = interval(figure).times(factor)
    fits = all(end is None or abs(end) < LARGEST for end in (found.low, found.high))
    return (
        {"measure": base, "least": found.low, "most": found.high}
        if fits
        else {"measure": "", "least": None, "most": None}
    )


def short(value: Decimal) -> Decimal:
    """`value` with six places at most, as the columns hold it."""
    return value.quantize(PLACES).normalize() if value.adjusted() < 22 else value


def _ends_before(one: Interval, other: Interval) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))
