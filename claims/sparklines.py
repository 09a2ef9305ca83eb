"""A few numbers over days as one small line without scales. Pure; whole units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 120, 32, 5


@dataclass(frozen=True, slots=True)
class Spark:
    """The line, and where it ends."""

    path: str
    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT


def spark(points: Sequence[tuple[date, Decimal]]) -> Spark | None:
    """The line through `points`, which are in order of their days; None for fewer than two."""
    if len(points) < 2:
        return None
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    values = [value for _day, value in points]
    least, most = min(values), max(values)
    places = [
        (
            _between(
                EDGE,
                WIDTH - EDGE,
                (day.toordinal() - first) / (last - first) if last > first else at / (len(points) - 1),
            ),
            _between(HEIGHT - EDGE, EDGE, float((value - least) / (most - least)) if most > least else 0.5),
        )
        for at, (day, value) in enumerate(points)
    ]
    x, y = places[-1]
    return Spark("M" + "L".join(f"{across} {down}" for across, down in places), x, y)


def _between(one: int, other: int, share: float) -> int:
    return round(one + (other - one) * share)
