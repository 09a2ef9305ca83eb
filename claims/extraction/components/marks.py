"""Quotation marks: which open, which close, which belong together; nested, unclosed and crossed ones too."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile("[„“”\"»«›‹‚‘’'‟]")
_DOUBLE_OPENERS = {"„": '“”"‟', "‟": '”"', "“": '”"', "”": '”"', '"': '"“”', "»": "«", "«": "»"}
_SINGLE_OPENERS = {"‚": "‘’'", "‘": "’'", "›": "‹", "‹": "›", "'": "'’", "’": "’"}
_PARAGRAPH_END = re.compile(r"[^\S\r\n]*(?:\r\n|\r|\n|\u2028|\u2029)\s*")
LONGEST_SINGLE = 400  # characters; a single mark further away is an apostrophe


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, marks included. `level` 0 is outermost; not `closed`: the mark is missing."""

    start: int
    end: int
    level: int
    closed: bool


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """All quotations of `text` in order of their start. One that is not closed runs to the end of its paragraph, and
    on through following paragraphs that open with a mark of the same kind (the convention for long speeches)."""
    found: list[Quotation] = []
    for start, end in paragraphs:
        _in_paragraph(text, start, end, found)
    return _joined(text, sorted(found, key=lambda q: (q.start, -q.end)))


def quotations_between(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of `quotations` (in order) that begin in [start, end)."""
    low = bisect_left(quotations, start, key=lambda quotation: quotation.start)
    return quotations[low : bisect_left(quotations, end, lo=low, key=lambda quotation: quotation.start)]


def _in_paragraph(text: str, start: int, end: int, found: list[Quotation]) -> None:
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        opens = _may_open(text, at, start, end)
        depth = _closes(stack, mark) if _may_close(text, at, start, end) or not opens else None
        if depth is not None:
            found.append(Quotation(stack[depth][1], at + 1, depth, closed=True))
            del stack[depth:]
        elif opens and _opens(stack, mark, text, at, end):
            stack.append((mark, at))
    if stack and stack[0][0] in _DOUBLE_OPENERS:
        found.append(Quotation(stack[0][1], _trimmed(text, stack[0][1], end), 0, closed=False))


def _closes(stack: list[tuple[str, int]], mark: str) -> int | None:
    """How deep in the stack `mark` finds what it closes; an outer quotation closes what is open inside it."""
    for depth in range(len(stack) - 1, max(len(stack) - 4, -1), -1):
        opener = stack[depth][0]
        if mark in (_DOUBLE_OPENERS.get(opener) or _SINGLE_OPENERS.get(opener, "")):
            return depth
    return None


def _opens(stack: list[tuple[str, int]], mark: str, text: str, at: int, end: int) -> bool:
    if mark in _DOUBLE_OPENERS:
        return len(stack) < 4
    closers = _SINGLE_OPENERS.get(mark, "")
    ahead = text[at + 1 : min(end, at + LONGEST_SINGLE)]
    return any(re.search(rf"\S{re.escape(c)}(?!\w)", ahead) for c in closers)


def _may_open(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not after.isspace() and (not before.isalnum() and before not in ".,!?;")


def _may_close(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and not after.isalnum()


def _trimmed(text: str, start: int, end: int) -> int:
    return start + max(len(text[start:end].rstrip()), 1)


def _joined(text: str, quotations: list[Quotation]) -> list[Quotation]:
    """Unclosed quotations run together with the next paragraph's where that opens with a mark again."""
    out: list[Quotation] = []
    for quotation in quotations:
        last = out[-1] if out else None
        gap = text[last.end : quotation.start] if last else ""
        if last and quotation.level == 0 and not last.closed and _PARAGRAPH_END.fullmatch(gap):
            out[-1] = Quotation(last.start, quotation.end, 0, quotation.closed)
        else:
            out.append(quotation)
    return out
