"""Words as they stand in their article, as HTML for the admin: what surrounds them, with their places marked."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

AROUND = 160  # characters shown on either side
MARK = "bg-yellow-200 text-black dark:bg-yellow-300 rounded-xs px-0.5"

Span = tuple[int, int]


def in_context(text: str, spans: Iterable[Sequence[int]], around: int = AROUND) -> SafeString:
    """The slices of `text` at `spans` (code points, half-open) marked, with up to `around` characters before and after;
    what lies further away is left out."""
    marked = _joined(sorted((max(0, start), min(end, len(text))) for start, end in spans))
    windows = _joined([(max(0, start - around), min(len(text), end + around)) for start, end in marked])
    parts = []
    for first, last in windows:
        inside = [span for span in marked if first <= span[0] < last]
        parts.append(("… " if first else "", _window(text, first, last, inside), " …" if last < len(text) else ""))
    return format_html_join(mark_safe("<br>"), "{}{}{}", parts)


def whole(text: str) -> SafeString:
    """A whole text with its line ends."""
    return format_html(
        '<div class="whitespace-pre-wrap max-w-3xl max-h-[32rem] overflow-auto" lang="de">{}</div>', text
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """`spans`, in order, with those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found


def _window(text: str, first: int, last: int, spans: Iterable[Span]) -> SafeString:
    pieces: list[tuple[str, SafeString]] = []
    at = first
    for start, end in spans:
        pieces.append((text[at:start], format_html('<mark class="{}">{}</mark>', MARK, text[start:end])))
        at = end
    return format_html("{}{}", format_html_join("", "{}{}", pieces), text[at:last])
