"""Furniture: headlines, date lines, link lists, used sources, translator credits. Read for what they tell, never claims."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon
from claims.extraction.types import DateHeader, Provenance, UsedSource
from claims.extraction.types import Span as Offsets

_STOPS = (".", "!", "…", "’", "‘", "'", ")", ",", ";")
_OPENERS, _CLOSERS = ("„", '"', "»", "“", "«"), ("“", '"', "«", "”", "»")
_BREAK = re.compile(r"(?P<word>[^\W\d_]{2,30})(?P<stop>[.!?…])[“”\"»«]?\s+[A-ZÄÖÜ]")
_ABBREVIATIONS = frozenset(lexicon("abbreviations"))
_LINKS = re.compile(
    r"(?:auch|dazu|das könnte sie auch)\s+interessant|mehr\s+(?:zum thema|dazu|lesen)|lesen sie (?:auch|mehr|hier|dazu)|weitere (?:artikel|informationen|links|themen)"
    r"|(?:siehe|hierzu) auch|themenverwandte artikel|das könnte (?:sie|dich) (?:auch )?interessieren|passend dazu|verwandte themen|weiterlesen|empfohlener externer inhalt",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"(?:verwendete\s+)?quellen?(?:angaben?|nachweis|verzeichnis)?\s*:?", re.IGNORECASE)
_LANGUAGES = {
    "französisch": "fr", "englisch": "en", "amerikanisch": "en", "russisch": "ru", "spanisch": "es", "italienisch": "it",
    "polnisch": "pl", "ukrainisch": "uk", "türkisch": "tr", "arabisch": "ar", "chinesisch": "zh", "japanisch": "ja",
    "koreanisch": "ko", "portugiesisch": "pt", "niederländisch": "nl", "tschechisch": "cs", "ungarisch": "hu",
    "hebräisch": "he", "persisch": "fa", "griechisch": "el", "schwedisch": "sv", "dänisch": "da", "norwegisch": "no",
    "finnisch": "fi", "rumänisch": "ro", "bulgarisch": "bg", "serbisch": "sr", "kroatisch": "hr", "slowakisch": "sk",
}  # fmt: skip
_CREDIT = re.compile(
    rf"(?:(?:aus dem|vom)\s+(?P<language>{'|'.join(_LANGUAGES)})en\b.{{0,60}}?)?"
    r"\b(?:(?:übersetzt|adaptiert|übertragen|bearbeitet)(?:\s+und\s+\w+)?|(?:deutsche\s+)?(?:übersetzung|adaption|bearbeitung))"
    rf"(?:\s+aus dem\s+(?P<language2>{'|'.join(_LANGUAGES)})en)?\s*(?::|(?:\s(?:von|durch)))\s*(?P<who>[^\n.;|]{{1,120}})",
    re.IGNORECASE,
)
_ONLY_LANGUAGE = re.compile(
    rf"aus dem\s+(?P<language>{'|'.join(_LANGUAGES)})en\s+(?:übersetzt|übertragen|adaptiert)", re.IGNORECASE
)
_SHORT_CREDIT = re.compile(
    rf"[(–—-]?\s?aus dem\s+(?P<language>{'|'.join(_LANGUAGES)})en\s*(?::|\s(?:von|durch)\s)\s*(?P<who>(?-i:[A-ZÄÖÜ])[^\n.;|()]{{1,120}})[.)]{{0,2}}",
    re.IGNORECASE,
)
_WHEN, _OUT = r"(?:zuerst|ursprünglich|erstmals|im original)", r"(?:erschienen|veröffentlicht|publiziert)"
_PLACE = r"(?:in|im|auf|bei|beim|von)\s+(?:de[rmn]\s+)?[»„\"]?(?P<outlet>(?-i:[A-ZÄÖÜ])[^.;,»«“”\"()\n]{1,80}?)"
_FIRST = [
    re.compile(rf"(?:^|[.(]\s*){_WHEN}\s+{_OUT}\s+{_PLACE}(?=\W*$|[.;,»«“”\"()])", re.IGNORECASE),
    re.compile(
        rf"\b(?:text|artikel|beitrag|original)\s+erschien\s+{_WHEN}\s+{_PLACE}(?=\W*$|[.;,»«“”\"()])", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:text|artikel|beitrag|original)\s+(?:ist|wurde)\s+{_WHEN}\s+{_PLACE}[»«“”\"]?\s+{_OUT}", re.IGNORECASE
    ),
]
_SOURCE_LINE = re.compile(r"(?P<outlet>[^:„“\"»«]{1,80}?)(?:\s*:\s*(?P<title>.+))?$", re.DOTALL)
_MONTHS = {name: number for number, name in enumerate(lexicon("grammar")["months"], start=1)}
_DATE = r"(?P<date>(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.|(?P<name>[A-ZJFMASOND][a-zä]+)\.?)\s?(?P<year>(?:19|20)\d\d))"
_WHOLE_DATE = re.compile(_DATE)
_DATE_LINE = re.compile(
    rf"(?:[^\d\n]{{0,40}}?[\s,:(])?{_DATE}"
    r"(?:[\s,|–—-]+(?:um\s)?\d{1,2}[:.]\d{2}(?:\sUhr)?(?:\s[A-Z]{3,4})?)?\)?(?:\s[|–—-]\s.{0,30})?",
)
_LONGEST_DATE_LINE = 90
_LONGEST_HEADLINE = 140  # characters
_LONGEST_CREDIT = 300


@dataclass(slots=True)
class Furniture:
    """Character spans of a text that are no part of its prose, in order and apart."""

    spans: list[Offsets] = field(default_factory=list)

    def covers(self, start: int, end: int) -> bool:
        """Does [start, end) touch a span of furniture?"""
        before = bisect_left(self.spans, (end, end))
        return before > 0 and self.spans[before - 1][1] > start


Doc.set_extension("furniture", default=None, force=True)
Doc.set_extension("provenance", default=None, force=True)


@Language.component("factbase_provenance", assigns=["doc._.furniture", "doc._.provenance"])
def provenance(doc: Doc) -> Doc:
    """Tells furniture from prose, paragraph by paragraph, and keeps what it says about where the article comes from."""
    text, paragraphs = given(doc), list(doc._.paragraphs)
    doc._.furniture = Furniture()
    header = find_date_header(doc)
    found: dict[str, object] = {"date": header} if header else {}
    used: list[UsedSource] = []
    section = ""
    datelines = dict(doc._.datelines)
    for number, (start, end) in enumerate(paragraphs):
        line = text[start:end].strip()
        section = _section(line) or (section if _continues(section, line) else "")
        if section == "sources" and not _SOURCES.fullmatch(line):
            used.extend(_used_source(text, start, end))
        credit = _credit(line) if len(line) <= _LONGEST_CREDIT else None
        found.update(credit or {})
        first = list(_first_published(line, start, end)) if len(line) <= _LONGEST_CREDIT else []
        used.extend(first)
        told = bool(section or credit or first) or _is_date_line(header, start, end)
        if told or is_headline(line, first=number == 0, alone=len(paragraphs) == 1):
            doc._.furniture.spans.append((start, end))
            if number == 0 and not told:
                found["title"] = line
        elif start in datelines:
            doc._.furniture.spans.append((start, start + len(text[start : datelines[start]].rstrip())))
    doc._.provenance = Provenance(**{"used_sources": tuple(used), **found})  # type: ignore[arg-type]
    return doc


def _is_date_line(header: DateHeader | None, start: int, end: int) -> bool:
    return header is not None and start <= header.span[0] < end <= start + _LONGEST_DATE_LINE


def find_date_header(doc: Doc) -> DateHeader | None:
    """A short paragraph near the top or the end that is a date line ("Berlin, 16. Juni 2024", "Stand: 18.06.2024, 14:30
    Uhr"), or the whole date of a dateline ("Berlin, 16. Juni 2024. Der Rat …")."""
    paragraphs = list(doc._.paragraphs)
    lines = [(start, end) for start, end in [*paragraphs[:4], *paragraphs[-2:]] if end - start <= _LONGEST_DATE_LINE]
    matches = [(start, _DATE_LINE.fullmatch(given(doc)[start:end].strip())) for start, end in lines]
    matches += [(start, _WHOLE_DATE.search(given(doc)[start:end])) for start, end in doc._.datelines[:1]]
    for start, match in matches:
        day = _day(match) if match else None
        if match and day:
            at = start + match.start("date")
            return DateHeader(match["date"], (at, at + len(match["date"])), day, day)
    return None


def _day(match: re.Match[str]) -> date | None:
    month = _MONTHS.get((match["name"] or "").lower()[:3], 0) or int(match["month"] or 0)
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def is_headline(line: str, *, first: bool = False, alone: bool = False) -> bool:
    """Is a paragraph a headline, subhead or pull quote: short, without a full stop at its end? A text of one line is none."""
    if alone or not line or len(line) > _LONGEST_HEADLINE:
        return False
    if line.endswith(("?", ":")) and not first:
        return (len(line) <= 90 and line.count(" ") < 12 and not line.endswith(":")) or line.count(" ") < 3
    if line.endswith(_CLOSERS) and not _may_be_quoted(line, first=first):
        return False
    return not line.endswith(_STOPS) and not _runs_on(line, first=first)


def _may_be_quoted(line: str, *, first: bool) -> bool:
    """May a line with a closing mark at its end be a title ("Chefin nennt Bericht „Märchen“") or, further down, a pull
    quote: one quotation alone, without a full stop?"""
    if line[:-1].rstrip().endswith((".", "!", "?", "…", ",")):
        return False
    return first or (line.startswith(_OPENERS) and not any(mark in line[1:-1] for mark in '„“”"«»'))


def _runs_on(line: str, *, first: bool) -> bool:
    """Does a sentence end inside the line? Ordinals and abbreviations do not, and a title may ask and answer."""
    stops = "." if first else ".!?…"
    return any(match["stop"] in stops and match["word"] + "." not in _ABBREVIATIONS for match in _BREAK.finditer(line))


def opens_list(line: str) -> bool:
    """Is the line the heading of a list of sources or links, whose entries stand in the lines after it?"""
    return len(line) < 80 and _section(line.strip()) != ""


def _section(line: str) -> str:
    if len(line) < 80 and _SOURCES.fullmatch(line):
        return "sources"
    return "links" if len(line) < 80 and _LINKS.match(line) and line.count(" ") < 8 else ""


def _continues(section: str, line: str) -> bool:
    """Link and source lists go on until a line that is prose or a credit."""
    if section == "links":
        return is_headline(line)
    prose = len(line) > 250 or re.search(r"[a-zäöü]{2}\.\s+[A-ZÄÖÜ]\w+\s[a-zäöü]", line)
    return section == "sources" and not prose and _credit(line) is None


def _used_source(text: str, start: int, end: int) -> list[UsedSource]:
    match = _SOURCE_LINE.match(text[start:end].strip().lstrip("-–•* "))
    if not match:
        return []
    title = (match["title"] or "").strip().strip('„“”"»«') or None
    return [UsedSource(match["outlet"].strip(), title, (start, end))]


def _first_published(line: str, start: int, end: int) -> Iterator[UsedSource]:
    """ "Zuerst erschienen in …", "Der Text ist zuerst bei … erschienen": the outlet."""
    match = next((found for pattern in _FIRST if (found := pattern.search(line))), None)
    if match:
        yield UsedSource(match["outlet"].strip(), None, (start, end))


def _credit(line: str) -> dict[str, object] | None:
    match = _CREDIT.search(line)
    if match:
        language = (match["language"] or match["language2"] or "").lower()
        who = match["who"].strip(" :,").strip()
        return (
            {"adapted_by": who or None, "translated_from": _LANGUAGES.get(language)}
            if language or len(line) < 120
            else None
        )
    short = _SHORT_CREDIT.fullmatch(line)
    if short:
        return {"adapted_by": short["who"].strip(), "translated_from": _LANGUAGES[short["language"].lower()]}
    match = _ONLY_LANGUAGE.search(line)
    return {"translated_from": _LANGUAGES[match["language"].lower()]} if match and len(line) < 160 else None
