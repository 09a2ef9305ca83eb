"""Words as they stand in their article, as HTML for the admin: what surrounds them, with their places marked."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

AROUND = 160  # characters shown on either side

Span = tuple[int, int]


def in_context(text: str, spans: Iterable[Sequence[int]], around: int = AROUND) -> SafeString:
    """The slices of `text` at `spans` (code points, half-open) marked, with up to `around` characters before and after;
    what lies further away is left out."""
    marked = _joined(sorted((max(0, start), min(end, len(text))) for start, end in spans))
    windows = _joined([_surrounded(text, span, around) for span in marked])
    parts = []
    for first, last in windows:
        inside = [span for span in marked if first <= span[0] < last]
        parts.append(("… " if first else "", _window(text, first, last, inside), " …" if last < len(text) else ""))
    return format_html_join(mark_safe("<br>"), "{}{}{}", parts)


def whole(text: str) -> SafeString:
    """A whole text with its line ends; the admin's style sheet holds no class for that."""
    return format_html('<div style="white-space: pre-wrap; overflow-wrap: anywhere" lang="de">{}</div>', text)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """`spans`, in order, with those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found


def _surrounded(text: str, span: Span, around: int) -> Span:
    """`span` with what stands before and after it, from the start of a word to the end of one."""
    first, last = max(0, span[0] - around), min(len(text), span[1] + around)
    if first:
        first += max(0, text[first - 1 : span[0]].find(" "))
    if last < len(text):
        last = max(span[1], text.rfind(" ", span[1], last + 1))
    return first, last


def _window(text: str, first: int, last: int, spans: Iterable[Span]) -> SafeString:
    pieces: list[tuple[str, SafeString]] = []
    at = first
    for start, end in spans:
        pieces.append((text[at:start], format_html("<mark>{}</mark>", text[start:end])))
        at = end
    return format_html("{}{}", format_html_join("", "{}{}", pieces), text[at:last])
