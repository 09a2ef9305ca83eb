"""Paragraphs and sentences. A quotation stays whole: no sentence ends inside one, and its frame belongs to it."""

import re

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.components.datelines import find_datelines
from claims.extraction.components.marks import find_quotations
from claims.extraction.components.morphology import word_class
from claims.extraction.components.provenance import opens_list
from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon

_BREAK = re.compile(r"(?:\r\n|\r|\n|\u2028|\u2029)\s*")
_NEWLINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_STOPS = frozenset({".", "!", "?", "…", "..", "...", "...."})
_CLOSERS = frozenset("“”\"»«›‹‘’')]}")
_AFTER_ORDINALS = frozenset(lexicon("grammar")["after_ordinals"])
_BEFORE_ORDINALS = frozenset(lexicon("grammar")["before_ordinals"])
_ENDING_ABBREVIATIONS = frozenset(lexicon("grammar")["ending_abbreviations"])
_ADJECTIVE = re.compile(r"[a-zäöüß-]+e[nmrs]?")

_LONGEST_HEADING = 80  # characters of a line that opens a list
_LONGEST_ENTRY = 250  # characters of a line in a list; a longer one is prose again

Doc.set_extension("paragraphs", default=(), force=True)
Doc.set_extension("datelines", default=(), force=True)
Doc.set_extension("quotations", default=(), force=True)
Doc.set_extension("quotation_at", default=None, force=True)
Doc.set_extension("breaks", default=frozenset(), force=True)


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Character spans of the paragraphs of `text`. A single line break before a small letter is only a wrapped line,
    but not in the lists of sources and links, which have an entry a line."""
    spans: list[tuple[int, int]] = []
    start, listed = 0, False
    for match in _BREAK.finditer(text):
        short = match.start() - start < _LONGEST_HEADING
        listed = listed or (short and opens_list(text[start : match.start()]))
        if not listed and _wrapped(text, match):
            continue
        spans.append((start, match.start()))
        listed = listed and match.start() - start < _LONGEST_ENTRY
        start = match.end()
    spans.append((start, len(text)))
    return [(a, a + len(words)) for a, b in spans if (words := text[a:b].rstrip())]


def _wrapped(text: str, match: re.Match[str]) -> bool:
    lines = len(_NEWLINE.findall(match[0]))
    before, after = text[max(match.start() - 2, 0) : match.start()].rstrip()[-1:], text[match.end() : match.end() + 1]
    return lines == 1 and after.islower() and (before.isalnum() or (before != "" and before in ",;-–—"))


@Language.component("factbase_sentences", assigns=["token.is_sent_start", "doc._.paragraphs", "doc._.quotations"])
def sentences(doc: Doc) -> Doc:
    """Sets sentence starts, and on the Doc its paragraphs, its quotations, and as `breaks` the index of every token
    that starts a sentence of its own, inside quotations too."""
    doc._.paragraphs = find_paragraphs(given(doc))
    doc._.quotations = find_quotations(given(doc), doc._.paragraphs)
    doc._.quotation_at = {quotation.start: quotation for quotation in doc._.quotations}
    doc._.datelines = find_datelines(given(doc), doc._.paragraphs)
    starts_of_prose = {start for start, _ in doc._.paragraphs} | {end for _, end in doc._.datelines}
    breaks = _token_starts(doc, starts_of_prose) | _sentence_starts(doc)
    held = _held_together(doc)
    starts = (breaks - held) | {0}
    marks = np.array([1 if i in starts else -1 for i in range(len(doc))], dtype="int64").astype("uint64")
    doc.from_array("SENT_START", marks)  # type: ignore[arg-type]  # an array of numpy is one of thinc
    doc._.breaks = frozenset(breaks | {0})
    return doc


def _token_starts(doc: Doc, offsets: set[int]) -> set[int]:
    return {token.i for token in doc if token.idx in offsets}


def _sentence_starts(doc: Doc) -> set[int]:
    starts: set[int] = set()
    for token in doc:
        if (token.text in _STOPS and _ends_sentence(doc, token)) or _is_ending_abbreviation(doc, token):
            after = token.i + 1
            while after < len(doc) and doc[after].text in _CLOSERS and not doc[after - 1].whitespace_:
                after += 1
            while after < len(doc) and doc[after].is_space:
                after += 1
            if after < len(doc):
                starts.add(after)
    return starts


def _ends_sentence(doc: Doc, stop: Token) -> bool:
    """Is this stop the end of a sentence, and not part of an ordinal, an ellipsis or an abbreviation?"""
    after = stop.i + 1
    while after < len(doc) and (doc[after].text in _CLOSERS or doc[after].is_space) and after < stop.i + 6:
        after += 1
    if after >= len(doc):
        return True
    following = doc[after]
    if following.text[0].islower() or following.text in {",", ";", ":", "–", "—", "-"}:
        return False
    return not (stop.text == "." and stop.i > 0 and _is_ordinal(doc[stop.i - 1], following))


def _is_ordinal(number: Token, following: Token) -> bool:
    """ "14." before "Juni" or a roman "II."; before another common noun where an article or the like leads up to it
    ("ihr 14. Paket"): a sentence that ends there in a number is rarer."""
    if re.fullmatch(r"[IVX]{1,5}", number.text):
        return True
    if not number.text.isdigit() or len(number.text) > 3 or number.whitespace_:
        return False
    return following.lower_ in _AFTER_ORDINALS or (_is_led_up_to(number) and word_class(following.text) == "NN")


def _is_led_up_to(number: Token) -> bool:
    """Does an article, with adjectives or another ordinal between ("das neue 13. und 14."), stand before the number?"""
    for at in range(number.i - 1, max(-1, number.i - 8), -1):
        word = number.doc[at]
        if word.lower_ in _BEFORE_ORDINALS:
            return True
        joins = word.lower_ in {"und", "oder", "bis", ".", "sowie"} or (word.text.isdigit() and len(word) <= 3)
        if not joins and not _ADJECTIVE.fullmatch(word.text):
            return False
    return False


def _is_ending_abbreviation(doc: Doc, token: Token) -> bool:
    """ "Oberst a. D. Er …": an abbreviation at the end of a sentence, by the word after it."""
    if token.text[-1:] != "." or len(token) < 3 or re.sub(r"\s", "", token.lower_) not in _ENDING_ABBREVIATIONS:
        return False
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is None or not following.text[:1].isupper():
        return False
    return (
        not word_class(following.text).startswith(("NN", "NE", "FM", "ADJ", "XY", "TRUNC")) and following.text.isalpha()
    )


def _held_together(doc: Doc) -> set[int]:
    """Tokens that cannot start a sentence: those inside a quotation of speech, and a frame that goes on after one."""
    held: set[int] = set()
    for quotation in doc._.quotations:
        if quotation.level == 0 and quotation.closed:
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is not None:
                held.update(range(span.start + 1, span.end))
    return held
