"""The text of an article out of a page (HTML) or a file in Markdown, and what the page says of itself."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.reading import UnreadableText, decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\r?\n---[ \t]*\r?\n", re.DOTALL)
_MARKDOWN = (
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),  # pictures
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),  # links: their words
    (re.compile(r"^(?:#{1,6}|>)[ \t]+", re.MULTILINE), ""),  # headings and quotations
    (re.compile(r"(?<!\w)(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1(?!\w)"), r"\2"),  # strong
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),  # stressed
)


@dataclass(frozen=True, slots=True)
class Told:
    """An article as its page gives it; what the page does not say is "" or None."""

    text: str
    title: str = ""
    published: date | None = None
    outlet: str = ""


def read_html(data: bytes | str, url: str = "") -> Told:
    """The article in a page, with its headline as first line; `text` is empty where no article is found."""
    from trafilatura import bare_extraction  # noqa: PLC0415  heavy, and the worker alone needs it

    found: Any = bare_extraction(
        data, url=url or None, include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None or not (found.text or "").strip():
        return Told("")
    title = _line(found.title)
    text = str(found.text).strip()
    headed = text if not title or text.startswith(title) else f"{title}\n\n{text}"
    return Told(headed, title[:500], _day(found.date), _line(found.sitename)[:300])


def read_markdown(data: bytes) -> str:
    """The text of a Markdown file without the signs that set it. Raises UnreadableText."""
    text = _FRONT_MATTER.sub("", decode(data))
    for pattern, plain in _MARKDOWN:
        text = pattern.sub(plain, text)
    return text


def read_plain(data: bytes, charset: str) -> str:
    """Plain text in the encoding that came with it, else UTF-8. Raises UnreadableText."""
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError) as error:
        raise UnreadableText(str(error)) from error


def _line(words: str | None) -> str:
    return " ".join((words or "").split())


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None
