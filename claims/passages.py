"""The text of an article as readers get it: passages of words, each run of words with the claims that it stands in. Pure.

A passage is a paragraph, or an excerpt where the whole may not be read. Claims may nest, cross and repeat. What a page can
light up together has a slot: a short name that no other claim of the same passage has ("3"), or, where a claim goes on over
several passages, none of the article ("x1"). So a style sheet that knows no article can show which words belong together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.marking import Excerpt, Mark, Piece, pieces

SLOTS, WIDE_SLOTS = 32, 8  # as many as the style sheet has; a claim beyond them is lit up by its own link alone
LANES = 4  # lines below the words that can be told apart; deeper claims share the last

_BREAK = re.compile(r"(?:\r\n?|\n)(?:[^\S\r\n]*(?:\r\n?|\n))*")


@dataclass(frozen=True, slots=True)
class Layer:
    """One claim over some words. `opens`: these are its first words, which carry its anchor."""

    mention: int
    form: str
    slot: str
    lane: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same claims, the widest first. `stop`: the innermost claim can first be followed from here; `ends`
    are the numbers of the claims whose last words these are."""

    text: str
    layers: tuple[Layer, ...] = ()
    ends: tuple[int, ...] = ()
    stop: bool = False

    @property
    def innermost(self) -> Layer | None:
        """The claim that the words lead to."""
        return self.layers[-1] if self.layers else None

    @property
    def numbers(self) -> str:
        """The numbers of the claims that end here, as a footnote has them."""
        return ",".join(map(str, self.ends))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand at `start` of the article. `mentions` begin in it, in order; `more` says whether the text goes on
    before and behind."""

    number: int
    start: int
    end: int
    runs: tuple[Run, ...]
    mentions: tuple[int, ...]
    more: tuple[bool, bool] = (False, False)


def paragraphs_of(text: str) -> list[Excerpt]:
    """The paragraphs of a text: line ends part them and are dropped, and so is what holds nothing but blanks."""
    edges = [0, *(edge for found in _BREAK.finditer(text) for edge in found.span()), len(text)]
    cut = zip(edges[::2], edges[1::2], strict=True)
    return [Excerpt(text[start:end], start) for start, end in cut if text[start:end].strip()]


def passages(excerpts: Iterable[Excerpt], marks: Sequence[Mark]) -> list[Passage]:
    """`excerpts` with the claims that `marks` tell; claims are numbered from 1 in the order of their marks."""
    cut = [(one, pieces(one.text, marks, one.start)) for one in excerpts]
    places = _places([row for _one, row in cut])
    stops = _stops([row for _one, row in cut])
    drawing = _Drawing(places, stops, slots(places), lanes(marks), numbers(marks))
    return [_passage(drawing, place, one, row) for place, (one, row) in enumerate(cut)]


def numbers(marks: Iterable[Mark]) -> dict[int, int]:
    """The number of each mention."""
    return {key: number for number, key in enumerate(dict.fromkeys(mention_of(mark) for mark in marks), 1)}


def mention_of(mark: Mark) -> int:
    """The mention that a mark belongs to; of a mark without one there are no passages."""
    if mark.mention is None:
        raise ValueError("only marks of mentions have a place in passages")
    return mark.mention


Place = tuple[int, int]  # passage and run


def _places(rows: Sequence[Sequence[Piece]]) -> dict[int, list[Place]]:
    """By mention, the runs under it, in order."""
    found: dict[int, list[Place]] = defaultdict(list)
    for passage, row in enumerate(rows):
        for run, piece in enumerate(row):
            for key in dict.fromkeys(map(mention_of, piece.marks)):
                found[key].append((passage, run))
    return found


def _stops(rows: Sequence[Sequence[Piece]]) -> dict[int, Place]:
    """By mention, the first run in which no other claim lies within it."""
    found: dict[int, Place] = {}
    for passage, row in enumerate(rows):
        for run, piece in enumerate(row):
            if piece.marks:
                found.setdefault(_innermost(piece), (passage, run))
    return found


def _innermost(piece: Piece) -> int:
    """The mention that comes last, each counted where it first does: one may stand over the same words twice."""
    return list(dict.fromkeys(map(mention_of, piece.marks)))[-1]


def slots(places: Mapping[int, Sequence[Place]]) -> dict[int, str]:
    """The slot of each mention; empty where there is none left."""
    found: dict[int, str] = {}
    taken: dict[int | None, int] = defaultdict(int)
    for mention, runs in places.items():
        where = {passage for passage, _run in runs}
        scope = where.pop() if len(where) == 1 else None
        taken[scope] += 1
        free = taken[scope] <= (WIDE_SLOTS if scope is None else SLOTS)
        found[mention] = f"{'x' if scope is None else ''}{taken[scope]}" if free else ""
    return found


def lanes(marks: Iterable[Mark]) -> dict[int, int]:
    """The line below the words that each mention has all along: claims over the same words have different ones."""
    ends: list[int] = []  # by lane, where the last claim on it ends
    found: dict[int, int] = {}
    reach: dict[int, tuple[int, int]] = {}
    for mark in marks:
        start, end = reach.get(mention_of(mark), (mark.start, mark.end))
        reach[mention_of(mark)] = (min(start, mark.start), max(end, mark.end))
    for mention, (start, end) in sorted(reach.items(), key=lambda row: (row[1][0], -row[1][1], row[0])):
        lane = next((lane for lane, last in enumerate(ends) if last <= start), len(ends))
        ends[lane : lane + 1] = [end]
        found[mention] = min(lane, LANES - 1)
    return found


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What is known of each mention of an article before its passages are made."""

    places: Mapping[int, Sequence[Place]]
    stops: Mapping[int, Place]
    slots: Mapping[int, str]
    lanes: Mapping[int, int]
    numbers: Mapping[int, int]

    def layer(self, mark: Mark, place: Place) -> Layer:
        key = mention_of(mark)
        return Layer(key, mark.kind, self.slots[key], self.lanes[key], opens=self.places[key][0] == place)

    def ends(self, layers: Iterable[Layer], place: Place) -> Iterator[int]:
        return (self.numbers[one.mention] for one in layers if self.places[one.mention][-1] == place)


def _passage(drawing: _Drawing, number: int, excerpt: Excerpt, row: Sequence[Piece]) -> Passage:
    runs = tuple(_run(drawing, piece, (number, place)) for place, piece in enumerate(row))
    begun = [one.mention for run in runs for one in run.layers if one.opens]
    begun.sort(key=lambda mention: drawing.numbers[mention])
    return Passage(number + 1, excerpt.start, excerpt.start + len(excerpt.text), runs, tuple(begun), excerpt.more)


def _run(drawing: _Drawing, piece: Piece, place: Place) -> Run:
    once = {mention_of(mark): mark for mark in piece.marks}
    layers = tuple(drawing.layer(mark, place) for mark in once.values())
    stop = bool(layers) and drawing.stops[layers[-1].mention] == place
    return Run(piece.text, layers, tuple(sorted(drawing.ends(layers, place))), stop=stop)
