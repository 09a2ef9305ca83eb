"""Who cites whom as a drawing in columns: who said it first on the left, who passed it on in the middle, who published it on
the right. Pure, in whole units, the same for the same citations in any order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

MOST_BOXES, MOST_LINES = 40, 60
BOX_WIDTH, BOX_HEIGHT, ROW = 178, 28, 36
GAP, MARGIN, ABOVE, ARC = 112, 8, 40, 44
MOSTLY = 0.8  # of what an actor does in citations; then it counts as doing only that
SWEEPS = 6
THICKEST = 7


class Tie(NamedTuple):
    """`citing` cites `cited` in so many claims."""

    citing: int
    cited: int
    claims: int


@dataclass(frozen=True, slots=True)
class Box:
    """An actor in the drawing; `layer` 0 said it first, 1 passed it on, 2 published it."""

    key: int
    layer: int
    x: int
    y: int
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def middle(self) -> int:
        """Half way down."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Line:
    """A citation in the drawing, from whom is cited to who cites."""

    tie: Tie
    path: str
    thick: int


@dataclass(frozen=True, slots=True)
class Layered:
    """The whole drawing; `heads` are the columns that there are: layer, middle."""

    width: int
    height: int
    boxes: Sequence[Box]
    lines: Sequence[Line]
    heads: Sequence[tuple[int, int]]


def chosen(ties: Iterable[Tie], most_boxes: int = MOST_BOXES, most_lines: int = MOST_LINES) -> list[Tie]:
    """Those that are drawn: the ones in most claims, as long as not too many actors take part."""
    found: list[Tie] = []
    there: set[int] = set()
    for tie in by_weight(ties):
        ends = {tie.citing, tie.cited}
        if len(found) < most_lines and len(there | ends) <= most_boxes:
            found.append(tie)
            there |= ends
    return found


def by_weight(ties: Iterable[Tie]) -> list[Tie]:
    """The ones in most claims first."""
    return sorted(ties, key=lambda tie: (-tie.claims, tie.citing, tie.cited))


def layers_of(ties: Collection[Tie]) -> dict[int, int]:
    """The layer of each actor: 0 who is only or mostly cited, 2 who only or mostly cites, 1 who does both."""
    cited, citing = defaultdict[int, int](int), defaultdict[int, int](int)
    for tie in ties:
        cited[tie.cited] += tie.claims
        citing[tie.citing] += tie.claims
    return {key: _layer(cited[key], citing[key]) for key in sorted({*cited, *citing})}


def _layer(cited: int, citing: int) -> int:
    share = cited / (cited + citing)
    return 0 if share >= MOSTLY else 2 if share <= 1 - MOSTLY else 1


def layered(ties: Collection[Tie]) -> Layered | None:
    """The drawing of `ties`; None without any."""
    if not ties:
        return None
    ties = by_weight(ties)
    columns = _ordered(layers_of(ties), ties)
    rows = max(len(keys) for keys in columns.values())
    inside = max(rows * ROW, 3 * ROW)
    boxes = [
        box for place, layer in enumerate(sorted(columns)) for box in _column(columns[layer], layer, place, inside)
    ]
    by_key = {box.key: box for box in boxes}
    most = ties[0].claims
    width = len(columns) * BOX_WIDTH + (len(columns) - 1) * GAP + 2 * MARGIN + ARC
    heads = {box.layer: box.x + box.width // 2 for box in boxes}
    lines = [_line(tie, by_key, most) for tie in reversed(ties)]
    return Layered(width, ABOVE + inside + MARGIN, boxes, lines, sorted(heads.items()))


def _column(keys: Sequence[int], layer: int, place: int, inside: int) -> list[Box]:
    """The boxes of one column from top to bottom, evenly apart."""
    x = MARGIN + place * (BOX_WIDTH + GAP)
    tops = [ABOVE + (2 * row + 1) * inside // (2 * len(keys)) - BOX_HEIGHT // 2 for row in range(len(keys))]
    return [Box(key, layer, x, top) for key, top in zip(keys, tops, strict=True)]


def _ordered(layers: Mapping[int, int], ties: Sequence[Tie]) -> dict[int, list[int]]:
    """The actors of each layer in an order in which few lines cross: each near the middle of whom it is tied to."""
    weight, beside = defaultdict[int, int](int), defaultdict[int, list[tuple[int, int]]](list)
    for tie in ties:
        for one, other in ((tie.citing, tie.cited), (tie.cited, tie.citing)):
            weight[one] += tie.claims
            beside[one].append((other, tie.claims))
    columns: dict[int, list[int]] = defaultdict(list)
    for key in sorted(layers, key=lambda key: (-weight[key], key)):
        columns[layers[key]].append(key)
    for sweep in range(SWEEPS):
        for layer in sorted(columns, reverse=sweep % 2 == 1):
            places = _places(columns)
            columns[layer].sort(key=lambda key: (_pull(key, beside[key], layers, places), key))
    return dict(columns)


def _places(columns: Mapping[int, Sequence[int]]) -> dict[int, float]:
    """How far down each actor stands, from 0 to 1."""
    return {key: (row + 0.5) / len(keys) for keys in columns.values() for row, key in enumerate(keys)}


def _pull(key: int, beside: Iterable[tuple[int, int]], layers: Mapping[int, int], places: Mapping[int, float]) -> float:
    """Where the actors of other layers that `key` is tied to draw it; where it stands, without any."""
    others = [(places[other], claims) for other, claims in beside if layers[other] != layers[key]]
    whole = sum(claims for _place, claims in others)
    return sum(place * claims for place, claims in others) / whole if whole else places[key]


def _line(tie: Tie, boxes: Mapping[int, Box], most: int) -> Line:
    thick = 1 + round((THICKEST - 1) * sqrt(tie.claims / most))
    return Line(tie, _path(boxes[tie.cited], boxes[tie.citing]), thick)


def _path(start: Box, end: Box) -> str:
    """A bow from box to box: through the gap between columns, or out to the right and back within one."""
    if start.x == end.x:
        edge, out = start.x + start.width, start.x + start.width + ARC - 4
        return f"M{edge} {start.middle}C{out} {start.middle} {out} {end.middle} {edge} {end.middle}"
    forward = start.x < end.x
    left, right = (start.x + start.width, end.x) if forward else (start.x, end.x + end.width)
    middle = (left + right) // 2
    return f"M{left} {start.middle}C{middle} {start.middle} {middle} {end.middle} {right} {end.middle}"
