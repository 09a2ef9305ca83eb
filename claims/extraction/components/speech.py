"""Which quotations are direct speech, and which only quoted words inside somebody's sentence."""

from bisect import bisect_left
from itertools import islice

from spacy.tokens import Doc, Span

from claims.extraction.components.marks import Quotation
from claims.extraction.components.morphology import is_finite
from claims.extraction.components.tokens import given

_ENDS = (".", "!", "?", "…")


def speech_and_fragments(doc: Doc, sentence: Span) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Token ranges of the outermost quotations in `sentence`, marks included: direct speech, and the rest."""
    speech: list[tuple[int, int]] = []
    fragments: list[tuple[int, int]] = []
    low, high = sentence.start_char, sentence.end_char
    first = bisect_left(doc._.quotations, low, key=lambda quotation: quotation.start)
    for quotation in islice(doc._.quotations, first, None):
        if quotation.start >= high:
            break
        if quotation.level:
            continue
        inside = doc.char_span(quotation.start, min(quotation.end, high), alignment_mode="expand")
        if inside is not None and len(inside) > 1:
            target = speech if _is_speech(doc, sentence, inside, quotation) else fragments
            target.append((inside.start, inside.end))
    return speech, fragments


def _is_speech(doc: Doc, sentence: Span, inside: Span, quotation: Quotation) -> bool:
    words = [token for token in inside if token.text[:1].isalnum()]
    if not words:
        return False
    whole = given(doc)[quotation.start : quotation.end].rstrip("“”\"»«‘’'").rstrip().endswith(_ENDS)
    before = _word_before(doc, sentence, inside.start)
    if before == ":":
        return len(words) > 1 or whole
    starts = before in {"", ",", "–", "-", "—", ";"} or whole
    clause = any(is_finite(token) for token in inside) and len(words) >= 3
    return (starts and (clause or (whole and len(words) > 1))) or (before == "" and _framed(doc, sentence, inside))


def _word_before(doc: Doc, sentence: Span, start: int) -> str:
    at = start - 1
    while at >= sentence.start and doc[at].is_space:
        at -= 1
    return doc[at].text if at >= sentence.start else ""


def _framed(doc: Doc, sentence: Span, inside: Span) -> bool:
    """A quotation without a verb at the start of a sentence, followed by a comma and its frame."""
    after = inside.end
    if after + 1 >= sentence.end or doc[after].text != ",":
        return False
    return is_finite(doc[after + 1]) or doc[after + 1].lower_ in {"so", "wie"}
