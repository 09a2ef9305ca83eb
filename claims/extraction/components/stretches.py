"""Stretches of a text, and whether another touches one of them."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from claims.extraction.types import Span


def overlap(one: Span, other: Span) -> bool:
    """Do the two share a character?"""
    return one[0] < other[1] and other[0] < one[1]


class Stretches:
    """Any number of [start, end), which may overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # the furthest end of all up to each start

    def touch(self, start: int, end: int) -> bool:
        """Does one of them share a character with [start, end)?"""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start
