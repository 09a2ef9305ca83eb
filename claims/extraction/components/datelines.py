"""Datelines: the place, date and agency that open a paragraph, "Kiel (dpa) – Der Hafen …", and are no part of its prose."""

import re

from claims.extraction.lexicon import lexicon
from claims.extraction.types import Span as Offsets

_MONTH = "(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_PLACE = r"[A-ZÄÖÜ][\w.’'-]{1,30}(?:[ /](?:am |an der )?[A-ZÄÖÜ][\w.’'-]{1,30}){0,3}"
_DATE = rf"(?:den )?\d{{1,2}}\. ?(?:{_MONTH}|\d{{1,2}}\.)(?: ?\d{{4}})?"
_AGENCY = r"\((?P<agency>[^\W\d][^()\n]{1,30})\)"
_DASH = r"\s?[-–—:]{1,2}\s"
_KINDS = (
    rf"{_PLACE}(?:,? {_DATE})?[ ,]{{1,2}}{_AGENCY}{_DASH}",  # Kiel, 3. Mai (dpa) –
    rf"{_AGENCY.replace('agency', 'alone')}{_DASH}",  # (dpa) –
    rf"{_PLACE},? {_DATE}(?:{_DASH}|\. )",  # Kiel, 3. Mai 2024. and Kiel, 3. Mai –
    r"[A-ZÄÖÜ]{4,30}(?:[ /-][A-ZÄÖÜ]{4,30}){0,3} [-–—] ",  # KIEL –
)
_DATELINE = re.compile(rf"(?:{'|'.join(_KINDS)})\s?(?=[A-ZÄÖÜ0-9„“\"»‚'])")
_PARTIES = frozenset(lexicon("grammar")["parties"])


def find_datelines(text: str, paragraphs: list[Offsets]) -> list[Offsets]:
    """Spans of the datelines that open `paragraphs`, with the blanks before the prose that follows each."""
    found = (_DATELINE.match(text, start, end) for start, end in paragraphs)
    return [match.span() for match in found if match and (match["agency"] or "").lower() not in _PARTIES]
