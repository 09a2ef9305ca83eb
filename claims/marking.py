"""Marked words: places in a text that may nest, cross or repeat, as pieces that follow each other. Pure.

Offsets are code points into the article's text, half-open, as everywhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A place and what it is; `claim` is the key of the claim that it leads to, `mention` of the one that makes it."""

    start: int
    end: int
    kind: str
    claim: int | None = None
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks, the widest first."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds of all marks, for a class attribute."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of an article's text; `start` is its place there, `more` whether the text goes on before and behind."""

    text: str
    start: int
    more: tuple[bool, bool] = (False, False)


def pieces(text: str, marks: Iterable[Mark], start: int = 0) -> list[Piece]:
    """`text`, which stands at `start` of its article, cut where a mark begins or ends; marks outside are left out."""
    end = start + len(text)
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    opening: dict[int, list[Mark]] = defaultdict(list)
    for mark in inside:
        opening[max(mark.start, start)].append(mark)
    edges = sorted({start, end, *opening, *(min(mark.end, end) for mark in inside)})
    return _between(text, start, edges, opening)


def _between(text: str, start: int, edges: Sequence[int], opening: dict[int, list[Mark]]) -> list[Piece]:
    found: list[Piece] = []
    open_marks: list[Mark] = []
    for left, right in pairwise(edges):
        open_marks = [mark for mark in open_marks if mark.end > left] + opening.get(left, [])
        open_marks.sort(key=lambda mark: mark.start - mark.end)
        found.append(Piece(text[left - start : right - start], tuple(open_marks)))
    return found


def joined(excerpts: Iterable[Excerpt]) -> list[Excerpt]:
    """Excerpts of one article in order, those that overlap as one."""
    found: list[Excerpt] = []
    for one in sorted(excerpts, key=lambda excerpt: (excerpt.start, -len(excerpt.text))):
        last = found[-1] if found else None
        if last is None or one.start >= last.start + len(last.text):
            found.append(one)
        elif (beyond := one.start + len(one.text) - last.start - len(last.text)) > 0:
            found[-1] = Excerpt(last.text + one.text[-beyond:], last.start, (last.more[0], one.more[1]))
    return found


def within_paragraph(excerpt: Excerpt, start: int, end: int) -> Excerpt:
    """`excerpt` without what belongs to other paragraphs than the words at `start` to `end`, cut between words."""
    before, words, after = (
        excerpt.text[: start - excerpt.start],
        excerpt.text[start - excerpt.start : end - excerpt.start],
        excerpt.text[end - excerpt.start :],
    )
    own_before, own_after = re.split(r"[\r\n]", before)[-1], re.split(r"[\r\n]", after)[0]
    cut_before = excerpt.start > 0 and own_before == before
    cut_after = excerpt.more[1] and own_after == after
    if cut_before:
        own_before = own_before.partition(" ")[2] or own_before
    if cut_after:
        own_after = own_after.rpartition(" ")[0] or own_after
    return Excerpt(own_before + words + own_after, start - len(own_before), (cut_before, cut_after))
