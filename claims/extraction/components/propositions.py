"""Propositions: a claim of several statements gets each of them as a part, with what its own words hold and say."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.components.actors import actors_of
from claims.extraction.components.bounds import without_edges
from claims.extraction.components.clauses import finite_verb
from claims.extraction.components.coordination import Unit, plural_verb, units
from claims.extraction.components.drafts import Draft
from claims.extraction.components.marks import Quotation, quotations_between
from claims.extraction.components.modality import judge, outer_words
from claims.extraction.components.morphology import is_finite
from claims.extraction.components.phrases import is_nominal
from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Form
from claims.extraction.types import Span as Offsets

_WORDS = lexicon("statements")
_TIES = frozenset(_WORDS["ties"])
_EMPTY_VERBS = frozenset(_WORDS["empty_verbs"])
_EMPTY_SUBJECTS = frozenset(_WORDS["empty_subjects"])
_MARKS = "„“”\"»«›‹‚‘’'"
_EDGES = " \t\n\r,;:.…–—-"
_SHORTEST = 5  # words of a claim that may hold two statements
_FEWEST = 3  # words of a statement, its full stop too
_OWN_VOICE = frozenset({"direct", "narrative", "reported"})


@Language.component("factbase_propositions", assigns=["doc._.drafts"])
def propositions(doc: Doc) -> Doc:
    """Sets the parts of every draft of several statements."""
    for draft in doc._.drafts:
        draft.parts = _parts(doc, draft)
    return doc


def _parts(doc: Doc, draft: Draft) -> list[Draft]:
    words = [token for span in draft.tokens(doc) for token in span if not token.is_space]
    if len(words) < _SHORTEST:
        return []
    held = _held(doc, draft)
    found = [unit for sentence in _sentences(words, held) for unit in _stating(draft, sentence, held)]
    parts = [part for unit in found if (part := _part(doc, draft, unit)) is not None] if len(found) > 1 else []
    if len(parts) < 2:
        return []
    _share_out(draft, parts)
    outer = outer_words(doc, draft)
    for part in parts:
        part.actors = actors_of(doc, part)
        judge(doc, part, outer)
    return parts


def _held(doc: Doc, draft: Draft) -> set[int]:
    """The tokens at which nothing is cut: those inside brackets and inside quotation marks within the words."""
    found: set[int] = set()
    for span in draft.tokens(doc):
        depth = 0
        for token in span:
            depth += (token.text == "(") - (token.text == ")")
            if depth > 0:
                found.add(token.i)
    for quotation in _inner_quotations(doc, draft):
        place = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        found.update(range(place.start + 1, place.end) if place is not None else ())
    return found


def _inner_quotations(doc: Doc, draft: Draft) -> Iterator[Quotation]:
    for low, high in draft.spans:
        for quotation in quotations_between(doc._.quotations, low, high):
            own = quotation.level == 0 and draft.form == "direct"
            if quotation.closed and not own and (quotation.start, quotation.end) != (low, high):
                yield quotation


def _sentences(words: Sequence[Token], held: Collection[int]) -> Iterator[Sequence[Token]]:
    breaks = words[0].doc._.breaks
    start = 0
    for at in range(1, len(words)):
        if words[at].i in breaks and words[at].i not in held:
            yield words[start:at]
            start = at
    yield words[start:]


def _stating(draft: Draft, sentence: Sequence[Token], held: Collection[int]) -> list[Unit]:
    """The units of a sentence that state something; none of a question or a demand."""
    said = [word for word in sentence if word.text not in _MARKS]
    if not said or said[-1].text == "?" or _is_demand(said):
        return []
    found = units(sentence, held, quoting=draft.form in _OWN_VOICE)
    return [unit for unit in found if states(unit.words)]


def _is_demand(said: Sequence[Token]) -> bool:
    """ "Kommen Sie nach Hause!" """
    first = said[0]
    formal = len(said) > 1 and said[1].text == "Sie"
    return is_finite(first) and (formal or said[-1].text == "!")


def states(words: Sequence[Token]) -> bool:
    """Do the words state something: a verb, and something that it is said of? "Das ist gut so" and "Ich weiß es nicht" do not."""
    clause = words[1:] if words[0].lower_ in _TIES else words
    if len(words) < _FEWEST or (finite_verb(words) is None and plural_verb(clause) is None):
        return False
    if any(is_nominal(word) or word.tag_ == "CARD" for word in words):
        return True
    verbs = [word for word in words if word.tag_.startswith("V")]
    empty = all(word.lemma_.lower() in _EMPTY_VERBS for word in verbs)
    return not (empty and any(word.lower_ in _EMPTY_SUBJECTS for word in words))


def _part(doc: Doc, whole: Draft, unit: Unit) -> Draft | None:
    """The part of `whole` that consists of the words of `unit`, with what it has of the whole."""
    words = unit.words
    while len(words) > 1 and (at := int(words[0].text in _MARKS)) + 1 < len(words) and words[at].lower_ in _TIES:
        words = words[at + 1 :]
    spans = [span for low, high in whole.spans if (span := _within(doc, whole.form, words, (low, high))) is not None]
    if not spans:
        return None
    cue = whole.cue if whole.cue is not None and (whole.form != "reported" or _inside(whole.cue.span, spans)) else None
    return Draft(
        spans=spans,
        form=whole.form,
        frame=whole.frame,
        cue=cue,
        speaker=whole.speaker,
        relay=whole.relay,
        parent=whole.parent,
        sure=whole.sure,
        linked=whole.linked,
        meant=whole.meant,
        chain=list(whole.chain),
        confidence=whole.confidence,
        why=["one statement of several"],
        subject=(unit.subject[0].idx, unit.subject[-1].idx + len(unit.subject[-1])) if unit.subject else None,
        hangs=unit.hangs,
    )


def _within(doc: Doc, form: Form, words: Sequence[Token], place: Offsets) -> Offsets | None:
    """The characters of those `words` that lie in `place`, without marks at the ends."""
    low, high = place
    first = bisect_left(words, low, key=lambda word: word.idx)
    last = bisect_left(words, high, key=lambda word: word.idx)
    if first == last:
        return None
    span = max(words[first].idx, low), min(words[last - 1].idx + len(words[last - 1]), high)
    while (inner := _without_marks(doc, form, without_edges(doc, span, _EDGES))) != span:
        span = inner
    return span if span[0] < span[1] else None


def _without_marks(doc: Doc, form: Form, span: Offsets) -> Offsets:
    """`span` without a quotation mark at an end whose partner is not in it too, or that is the speech's own."""
    start, end = span
    text = given(doc)
    inner = [q for q in quotations_between(doc._.quotations, start, end) if q.level > 0 or form != "direct"]
    if start < end and text[start] in _MARKS:
        start += not any(q.start == start and q.end <= end for q in inner)
    if start < end and text[end - 1] in _MARKS:
        end -= not any(q.end == end for q in inner)
    return start, end


def _inside(span: Offsets, spans: Sequence[Offsets]) -> bool:
    return any(low <= span[0] and span[1] <= high for low, high in spans)


def _share_out(whole: Draft, parts: Sequence[Draft]) -> None:
    """Gives each of `parts` what of the whole lies in its words."""
    starts = [part.start for part in parts]

    def holder(span: Offsets) -> Draft | None:
        at = bisect_left(starts, span[0] + 1) - 1
        return parts[at] if at >= 0 and parts[at].covers(*span) else None

    for quantity in whole.quantities:
        if (part := holder(quantity.span)) is not None:
            part.quantities.append(quantity)
    for time in whole.times:
        if (part := holder(time.span)) is not None:
            part.times.append(time)
    for fragment in whole.fragments:
        if (part := holder(fragment)) is not None:
            part.fragments.append(fragment)
