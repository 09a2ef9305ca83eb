"""Where a quotation may begin and end: at its marks, at the ends of clauses, at the words of its frame."""

import numpy as np
from spacy.tokens import Doc, Span, Token

from claims.extraction.components.decoding import Found, Link, Words
from claims.extraction.components.labels import ROLES
from claims.extraction.components.marks import quotations_between
from claims.extraction.components.phrases import PRONOUNS
from claims.extraction.components.reading import Reading
from claims.extraction.components.tokens import given
from claims.extraction.types import Span as Offsets

MARKS = frozenset(',;:.!?…–—-()„“”"»«‚‘›‹')
EDGES = " ,;:–—-.\n"  # no part of a clause at its ends
REACH = 12  # words by which an end is moved at most
FRAMING = 0.5  # probability of a word being of the frame from which on it bounds a quotation

_RELATIVE = frozenset({"PRELS", "PRELAT"})
_TO = frozenset({"der", "dem", "den"})
_NAMED = frozenset({"NE", "FM", "PPER"})
_FRAME_ROLES = [ROLES.index(role) for role in ("speaker", "cue", "frame")]
_CHARACTERS = 4_000  # before a quotation, within which the mark that opens it is looked for
_ALIKE = 0.6  # share of common characters from which on direct speech is what stands between two marks


def at_clauses(doc: Doc, reading: Reading, found: Found, roles: list[Link]) -> list[Words]:
    """The parts of a quotation, each end moved outwards to the end of its clause or to the frame. An end that would have
    to move further than REACH words stays: there is no clause to see."""
    framing = 1 - reading.roles[:, _FRAME_ROLES, 0].min(axis=1) >= FRAMING
    for link in roles:
        if link.words:
            framing[slice(*link.words)] = True
    own = np.zeros(len(framing), np.bool_)
    for part in found.parts:
        own[slice(*part)] = True
    moved = [
        (_moved(doc, reading, framing, a, -1), _moved(doc, reading, framing, b - 1, 1) + 1) for a, b in found.parts
    ]
    return [part for n, part in enumerate(moved) if not n or part[0] >= moved[n - 1][1]] or found.parts


def _moved(doc: Doc, reading: Reading, framing: np.ndarray, at: int, step: int) -> int:
    """The last word before a boundary from word `at` on in the direction of `step`."""
    sentence = reading.sentences[at]
    here = at
    while True:
        following = here + step
        if not 0 <= following < len(framing) or reading.sentences[following] != sentence or framing[following]:
            return here
        if doc[int(reading.tokens[following])].text in MARKS:
            return here
        here = following
        if abs(here - at) > REACH:
            return at


def at_marks(doc: Doc, start: int, end: int) -> Offsets:
    """The characters of direct speech from mark to mark, where nearly the same words stand between a pair of them."""
    best, most = (start, end), _ALIKE
    for quotation in quotations_between(doc._.quotations, start - _CHARACTERS, end):
        common = min(end, quotation.end) - max(start, quotation.start)
        if not quotation.closed and abs(quotation.start - start) <= 1 and quotation.end < end:
            return quotation.start, quotation.end  # the mark is missing: up to the end of the paragraph's speech
        alike = common / (max(end, quotation.end) - min(start, quotation.start))
        if alike > most:
            best, most = (quotation.start, quotation.end), alike
    return best


def without_edges(doc: Doc, span: Offsets, marks: str) -> Offsets:
    """`span` without `marks` at its ends; the stop of an abbreviation stays."""
    start, end = span
    text = given(doc)
    while start < end and text[start] in marks:
        start += 1
    while start < end and text[end - 1] in marks and not _abbreviates(doc, end):
        end -= 1
    return start, end


def without_followers(doc: Doc, speaker: Offsets) -> Offsets:
    """The words of a speaker without a relative clause and without whom they spoke to: "Holm" of "sagte Holm der DW"."""
    span = doc.char_span(*speaker, alignment_mode="expand")
    if span is None:
        return speaker
    for token in span[1:]:
        before = token.nbor(-1)
        relative = before.text == "," and (token.tag_ in _RELATIVE or _opens_relative(span, token))
        spoken_to = token.lower_ in _TO and token.tag_ == "ART" and (before.tag_ in _NAMED or before.lower_ in PRONOUNS)
        if relative or spoken_to:
            cut = before if relative else token
            return speaker[0], max(cut.nbor(-1).idx + len(cut.nbor(-1)), span[0].idx + len(span[0]))
    return speaker


def _opens_relative(span: Span, token: Token) -> bool:
    """ "mit dem", "in der" before a clause."""
    return token.tag_.startswith("APPR") and token.i + 1 < span.end and token.nbor().tag_ in _RELATIVE


def _abbreviates(doc: Doc, end: int) -> bool:
    token = doc.char_span(end - 1, end, alignment_mode="expand")
    return token is not None and len(token.text) > 1
