"""Is the name of a capital or palace meant as the place that it is, or as the state whose seat it is?"""

import re

from spacy.tokens import Doc, Span

from claims.extraction.components.morphology import word_class
from claims.extraction.gazetteer import Match
from claims.extraction.lexicon import lexicon

_WORDS = lexicon("people")
_MOTION = re.compile(
    r"\b(?:reist\w*|gereist|flog\w*|flieg\w*|geflogen|fuhr\w*|fahr\w*|fähr\w*|gefahren|kam\w*|gekommen|traf\w*|getroffen|trafen|ging|gingen|geht|gehen|gegangen|zieh\w*|zog\w*|"
    r"umgezogen|gezogen|verleg\w*|kehrt\w*|pendel\w*|Reise\w*|Besuch\w*|besuch\w*|Gipfel\w*|Treffen|eingetroffen|ankam\w*|angekommen|Flughafen|"
    r"Stadt|Innenstadt|Zug\w*|\w+zug|Flug|Fähre|Strecke|Autobahn|unterwegs|entfernt|Kilometer\w*|Minuten|geboren|aufgewachsen)\b"
)
_ROUTE = re.compile(
    r"\b(?:\w*(?:zug|zügen?|fähren?|flüge?|strecke|linie|autobahn|bahn|kilometer\w*)|pendel\w*|fahr\w*|gefahren|\w*schiffe?n?|eurocity|intercity|unterwegs)\b",
    re.IGNORECASE,
)
_FROM_STATES = frozenset(
    {
        "vorwürfe",
        "vorwürfen",
        "kritik",
        "druck",
        "signale",
        "forderungen",
        "drohungen",
        "warnungen",
        "lob",
        "zustimmung",
        "widerstand",
        "reaktionen",
        "reaktion",
        "unterstützung",
        "hilfe",
        "waffen",
        "geld",
        "zusage",
        "zusagen",
        "absage",
        "antwort",
        "nein",
        "ja",
        "angaben",
        "meldungen",
        "berichte",
        "erklärung",
        "mitteilung",
        "sicht",
    }
)
_STAY = frozenset({"in", "aus", "bei", "um", "über", "durch", "nahe", "im", "unweit"})
_OF_TOWNS = frozenset(_WORDS["of_towns"])
_EVENTS = tuple(_WORDS["town_events"])
_VERBS = frozenset(_WORDS["town_verbs"])
_ENTER = frozenset({"betreten", "besichtigen", "umbauen", "fotografieren", "renovieren", "verlassen", "umstellen"})
_STREET = ("street", "straße", "platz", "allee", "palast", "palace")
_PARTICLES = frozenset({"den", "la", "el", "new", "neu", "st.", "saint", "san"})
_NEAR = 4


def is_town(doc: Doc, match: Match) -> bool:
    """Is the seat of a state meant as a town: after "in", with a verb of travel, "Tokios Straßenbahn", "drei Tage Rom"?"""
    span = doc.char_span(match.start, match.end, alignment_mode="expand")
    if any(start <= match.start < end for start, end in doc._.datelines):
        return True
    if span is None or match.compound:
        return False
    return _in_place(doc, span) or _has_town_things(doc, span) or _is_lived_through(doc, span)


def is_building(doc: Doc, match: Match) -> bool:
    """Is the seat of power meant as a building or street: "in der Downing Street", "betreten den Kreml"?"""
    span = doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None or span.start == 0:
        return False
    article = span.start - 1 if doc[span.start - 1].tag_ == "ART" else span.start
    before = doc[article - 1] if article else None
    if (
        before is not None
        and before.lower_ in {"in", "durch", "an", "vor", "neben"}
        and span.text.lower().endswith(_STREET)
    ):
        return True
    clause = doc[max(span.start - _NEAR, 0) : min(span.end + 2 * _NEAR, len(doc))]
    return any(t.lemma_.lower() in _ENTER for t in clause if t.tag_.startswith("VV")) and article != span.start


def _in_place(doc: Doc, span: Span) -> bool:
    at = span.start - 1
    while at >= 0 and doc[at].lower_ in _PARTICLES and doc[at].text[:1].isupper():
        at -= 1
    if at < 0:
        return False
    word = doc[at].lower_
    before = doc[at - 1].lower_ if at else ""
    if word == "aus":
        return before not in _FROM_STATES
    if word == "zwischen" or (word == "und" and at > 1 and doc[at - 2].lower_ == "zwischen"):
        return _ROUTE.search(span.sent.text) is not None
    if word in {"nach", "von", "vor", "bis"}:
        return (word == "nach" and before == "bis") or _travels(doc, span, word)
    return word in _STAY or word in _EVENTS or _measures(doc, at)


def _travels(doc: Doc, span: Span, preposition: str) -> bool:
    """ "von Warschau nach Kiew", "zog nach Amsterdam um", "Bürgermeister von Kiew"."""
    if (
        preposition == "von"
        and span.start > 1
        and doc[span.start - 2].lower_.endswith(tuple(_OF_TOWNS & {"bürgermeister", "bürgermeisterin"}))
    ):
        return True
    return _MOTION.search(span.sent.text) is not None


def _measures(doc: Doc, at: int) -> bool:
    """ "Drei Tage Rom": a counted time right before."""
    return (
        at > 0
        and doc[at - 1].tag_ == "CARD"
        and doc[at].lower_ in {"tage", "wochen", "nächte", "stunden", "jahre", "tag", "monate"}
    )


def _has_town_things(doc: Doc, span: Span) -> bool:
    """ "Tokios Straßenbahn", "Londons Bürgermeister": a genitive with what only a town has."""
    if not span.text.endswith("s") or span.end >= len(doc):
        return False
    at = span.end + (doc[span.end].tag_.startswith("ADJ") and span.end + 1 < len(doc))
    return doc[at].lower_ in _OF_TOWNS and word_class(doc[at].text) == "NN"


def _is_lived_through(doc: Doc, span: Span) -> bool:
    """ "Washington erlebte den wärmsten Märztag"."""
    return span.end < len(doc) and doc[span.end].tag_.startswith("VV") and doc[span.end].lemma_.lower() in _VERBS
