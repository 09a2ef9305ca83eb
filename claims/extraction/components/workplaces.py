"""Bodies that somebody belongs to, as words beside a name or a clause tell them: "an der Universität X", "leitet das Y"."""

import re

from spacy.tokens import Doc, Token

from claims.extraction.components.entities import entities_between
from claims.extraction.components.names import names_between
from claims.extraction.components.personal import is_personal
from claims.extraction.components.phrases import TIME_NOUNS, core_end, is_nominal
from claims.extraction.components.tokens import characters
from claims.extraction.lexicon import lexicon

_WORKS = frozenset(lexicon("people")["work_verbs"])
_LEADS = frozenset(lexicon("people")["lead_verbs"])
_GENITIVES = ("ministeriums", "amts", "instituts", "verbands", "zentrums", "rats", "konzerns")
_CUTS = frozenset({",", ":", ";", ".", "–", "—", "(", ")"})
_FEMININE_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|ion|behörde|polizei|agentur|partei|armee|bank|stelle|seite|gruppe|presse|justiz|marine|zentrale)$",
    re.IGNORECASE,
)
_NEUTER_NOUN = re.compile(
    r"(?:ministerium|amt|institut|zentrum|gericht|werk|unternehmen|parlament|kabinett|militär|büro|haus|komitee|gremium|"
    r"kommando|präsidium|magazin|blatt|portal|labor|archiv|konsulat|bündnis|team|land)$",
    re.IGNORECASE,
)


def adjective_ending(noun: str) -> str:
    """The ending of an adjective before a body's noun in the nominative without an article: "e", "es" or "er"."""
    return "e" if _FEMININE_NOUN.search(noun) else "es" if _NEUTER_NOUN.search(noun) else "er"


def may_be_body(doc: Doc, start: int, end: int) -> bool:
    """Is what follows "an der", "im", "bei" a body, and no time ("am Abend"), thing or place?"""
    stop = core_end(doc, start, end)
    if stop == start or doc[start].tag_ == "PPOSAT" or any(t.text in TIME_NOUNS for t in doc[start:stop]):
        return False
    return is_body_there(doc, start, end)


def organisation_at(doc: Doc, start: int, end: int) -> str | None:
    """The organisation after "an der", "vom", "bei": without preposition, determiner, adjective of nation and place."""
    at = start
    while at < end and not is_nominal(doc[at]) and doc[at].text not in {'"', "„", "»", "“", "'"}:
        at += 1
    if at >= end:
        return None
    if at + 1 < end and doc[at].text.endswith("er") and doc[at + 1].tag_ == "NN" and core_end(doc, at, end) == at + 1:
        at += 1  # "des Kiewer Landwirtschaftsministeriums"
    while at > start and doc[at - 1].text[:1].isupper() and doc[at - 1].tag_.startswith("ADJ"):
        at -= 1
    stop = _body_end(doc, at, end)
    while (
        stop < end
        and doc[stop].lower_ in {"für", "of", "for", "des", "der"}
        and core_end(doc, stop + 1, end) > stop + 1
    ):
        stop = core_end(doc, stop + 1, end)
    words = doc[at:stop].text.strip(" \"„“”»«‚‘'")
    return _nominative(doc, start, at, words) or None


def _body_end(doc: Doc, at: int, end: int) -> int:
    """End of the core of a body's name: no noun behind its proper name ("Hochschule Brunshafen | Seerecht"), but capitalised
    adjectives ("Bürgerinitiative Sauberes Mühltal")."""
    person = next((n.start for n in names_between(doc, at + 1, end) if n.type == "PER" and not n.kind), end)
    stop = core_end(doc, at, person)
    named = next(
        (n.end for n in names_between(doc, at, stop) if n.type in {"ORG", "LOC"} and at + 1 < n.end < stop), None
    )
    if named is not None and doc[named].tag_ == "NN":
        return named
    named = next((i for i in range(at + 1, stop - 1) if doc[i].tag_ in {"NE", "FM"} and doc[i + 1].tag_ == "NN"), None)
    if named is not None:
        return named + 1
    while (
        stop + 1 < end
        and doc[stop].text[:1].isupper()
        and doc[stop].tag_.startswith("ADJ")
        and is_nominal(doc[stop + 1])
    ):
        stop = core_end(doc, stop + 1, end)
    return stop


def _nominative(doc: Doc, start: int, at: int, words: str) -> str:
    """The words of a genitive ("des Ministeriums") without its ending, where the lemma of the noun shows it; of a known
    body its name ("Weißes Haus")."""
    low = at - 1 if at > start and doc[at - 1].tag_.startswith("ADJ") else at
    words = _strong(doc, start, at, words)
    if doc[low].tag_.startswith("ADJ"):
        near = entities_between(doc, doc[low].idx, doc[low].idx + 1)
        known = next(
            (
                e.source
                for e in near
                if e.source is not None and e.kind != "person" and e.end - e.start >= len(words) - 1
            ),
            None,
        )
        if known is not None:
            return known.name_de or known.name
    noun = next((token for token in doc[at : at + 4] if token.tag_ == "NN"), None)
    genitive = any(doc[i].lower_ in {"des", "eines"} for i in range(start, at))
    if noun is None or not genitive or not noun.text.endswith("s"):
        return words
    lemma = noun.lemma_[:1].upper() + noun.lemma_[1:]
    if lemma == noun.text and noun.text.lower().endswith(_GENITIVES):
        lemma = noun.text[:-1]
    shorter = noun.text.startswith(lemma) and lemma != noun.text
    return words.replace(noun.text, lemma, 1) if shorter else words


def is_body_there(doc: Doc, start: int, stop: int) -> bool:
    """Is it no place that somebody comes from or distance from something: "von Kiel aus", "von Minsk nach Kiew"?"""
    end = core_end(doc, start, stop)
    low, high = characters(doc, start, end)
    near = (e for e in entities_between(doc, low, high) if e.end >= high and not e.compound)
    return not any(e.kind in {"place", "country", "person"} for e in near)


def _strong(doc: Doc, start: int, at: int, words: str) -> str:
    """ "Geophysikalisches Institut" of "vom Geophysikalischen Institut"."""
    if not doc[at].tag_.startswith("ADJ") or not doc[at].text.endswith("en"):
        return words
    noun = next((t for t in doc[at : at + 4] if t.tag_ == "NN"), None)
    opens = doc[start].lower_ if start < at else ""
    if noun is None or opens == "den":
        return words
    first = doc[start + 1].lower_ if start + 1 < at else opens
    ending = "e" if first in {"der", "zur", "einer"} else adjective_ending(noun.text)
    return words.replace(doc[at].text, doc[at].text[:-2] + ending, 1)


def workplace(doc: Doc, start: int, end: int) -> str | None:
    """Where somebody works, as a clause in the tokens [start, end) says: "lehrt an der Akademie X", "leitet das Y"."""
    verbs = [t for t in doc[start:end] if t.tag_.startswith("VV") and _base(t) in _WORKS]
    verb = next((t for t in verbs if not t.lower_.endswith(("te", "ten"))), verbs[0] if verbs else None)
    if verb is not None:
        start, end = _clause(doc, verb, start, end)
    if verb is None or (verb.tag_ == "VV(PP)" and doc[end - 1].i != verb.i):
        return None
    places = {"an", "am", "bei", "beim", "im"} | ({"für"} if _base(verb) == "arbeiten" else set())
    at = next((i for i in range(start, end) if doc[i].lower_ in places), None)
    if at is not None and core_end(doc, at + 1, end) > at + 1 and is_body_there(doc, at + 1, end):
        return organisation_at(doc, at, end) if _names_body(doc, at + 1, end) else None
    return _led(doc, verb, start, end) if _base(verb) in _LEADS else None


def _clause(doc: Doc, verb: Token, start: int, end: int) -> tuple[int, int]:
    """The tokens between the commas around `verb`."""
    low = next((i + 1 for i in range(verb.i - 1, start - 1, -1) if doc[i].text in _CUTS), start)
    return low, next((i for i in range(verb.i + 1, end) if doc[i].text in _CUTS), end)


def _names_body(doc: Doc, start: int, end: int) -> bool:
    """A body has a name of its own or is an institute: no "am Nachmittag", "an einem Roman"."""
    stop = core_end(doc, start, end)
    words = doc[start:stop]
    if any(t.lower_ in {"einem", "einer", "diesem", "dieser", "seinem", "ihrem"} for t in words):
        return False
    return any(t.tag_ in {"NE", "FM"} for t in words) or stop - start > 1 or doc[min(stop, end - 1)].lower_ == "für"


def _led(doc: Doc, verb: Token, start: int, end: int) -> str | None:
    """What "leitet seit 2011 … die Schlosskonzerte X" leads: the last phrase behind the verb that has a name."""
    at, found = verb.i + 1 if verb.i + 1 < end else start, None
    while at < end:
        stop = core_end(doc, at, end) if doc[at].tag_ == "ART" else at
        if stop > at:
            genitive = stop < end and doc[stop].lower_ in {"der", "des", "für"}
            named = genitive or any(t.tag_ in {"NE", "FM"} for t in doc[at:stop]) or stop - at > 2
            if named and not is_personal(doc[stop - 1].text) and doc[at].lower_ in {"die", "das", "den"}:
                found = organisation_at(doc, at, end if genitive else stop)
            at = stop
        else:
            at += 1
    return found


def _base(verb: Token) -> str:
    return verb.lemma_.lower()
