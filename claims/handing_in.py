"""Files that somebody uploads, as drafts or as reasons why not. What a page (HTML) says, the worker finds out."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from claims.drafting import Handed
from claims.drafts import Way
from sources.pages import read_markdown
from sources.reading import MAX_BYTES, Given, Refused, UnreadableText, check_text, decode, read_entries

PLAIN, PAGES, ENTRIES = (".txt", ".md"), (".html", ".htm"), (".json", ".jsonl")
ENDINGS = (*PLAIN, *PAGES, *ENTRIES)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read_upload(name: str, data: bytes) -> Iterator[Handed | Refused]:
    """The articles of one file, told apart by its ending: many where it is JSON, else one."""
    ending = PurePath(name).suffix.lower()
    if ending in ENTRIES:
        yield from (_entry(one) for one in read_entries(name, data))
        return
    try:
        if ending in PAGES:
            yield Handed(Way.FILE, page=_page(data), place=name)
        elif ending in PLAIN:
            text = read_markdown(data) if ending == ".md" else decode(data)
            check_text(text)
            yield Handed(Way.FILE, text=text, place=name)
        else:
            yield Refused(name, _("only %(endings)s are read") % {"endings": ", ".join(ENDINGS)})
    except UnreadableText as error:
        yield Refused(name, str(error))


def _entry(one: Given | Refused) -> Handed | Refused:
    if isinstance(one, Refused):
        return one
    if len(one.url) > 2000 or len(one.title) > 500 or len(one.outlet) > 300:
        return Refused(one.place, _("address, title or outlet is too long"))
    if _is_unstorable(one.url + one.title + one.outlet):
        return Refused(one.place, _("a character in address, title or outlet cannot be stored"))
    told = {"url": one.url, "outlet": one.outlet, "title": one.title, "published": one.published}
    return Handed(Way.FILE, text=one.text, place=one.place, **told)  # type: ignore[arg-type]  # each as its field


def _page(data: bytes) -> str:
    """HTML in the encoding that it names, else UTF-8. Raises UnreadableText."""
    if len(data) > MAX_BYTES or b"\0" in data:
        return decode(data)  # which says what is wrong
    named = _CHARSET.search(data[:2048])
    try:
        page = data.decode(named[1].decode("ascii") if named else "utf-8")
    except (LookupError, UnicodeDecodeError):
        page = data.decode("windows-1252", errors="replace")  # what old pages are in that do not say so
    if not page.strip():
        raise UnreadableText(_("empty"))
    if _is_unstorable(page):
        raise UnreadableText(_("binary data, not text"))
    return page


def _is_unstorable(words: str) -> bool:
    """Holds it a NUL or half a character, which no database takes?"""
    return "\0" in words or any("\ud800" <= character <= "\udfff" for character in words)
