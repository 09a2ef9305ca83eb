"""What is said: a draft for every quotation that the weights find, with the words of its speaker, cue and frame."""

import re
from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.acts import summed_up
from claims.extraction.components.announced import leave_out_announcement
from claims.extraction.components.attributed import attributed
from claims.extraction.components.bounds import EDGES, at_clauses, at_marks, without_edges, without_followers
from claims.extraction.components.decoding import Found, Link, links
from claims.extraction.components.decoding import quotations as decoded
from claims.extraction.components.drafts import Draft
from claims.extraction.components.frames import preposition_frames
from claims.extraction.components.labels import OUTSIDE
from claims.extraction.components.marks import quotations_between
from claims.extraction.components.nested import nested_drafts
from claims.extraction.components.reading import Reading, linked
from claims.extraction.components.relays import set_relay
from claims.extraction.components.stretches import overlap
from claims.extraction.components.tokens import characters, given
from claims.extraction.components.weights import Floats, weights
from claims.extraction.types import Cue, Form
from claims.extraction.types import Span as Offsets

_TRIMMED: dict[Form, str] = {"indirect": EDGES, "reported": EDGES.replace(".", "")}
_STOPS = frozenset(".!?…")
_FRAME_BETWEEN = re.compile(r",[^.!?:\n]{1,200},\s*")


@Language.component("factbase_quotations", assigns=["doc._.drafts"])
def quotations(doc: Doc) -> Doc:
    """Finds all drafts of the Doc, in the order of the text, outer before inner. Furniture gives none."""
    drafts: list[Draft] = []
    reading: Reading = doc._.reading
    for found in decoded(_prose(doc, reading), reading.sentences) if len(reading.tokens) else ():
        draft = _draft(doc, reading, found)
        if draft is not None:
            drafts.append(draft)
    drafts = [draft for draft in drafts if not doc._.furniture.covers(draft.start, draft.end)]
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    doc._.drafts = _nested(_with_phrases(doc, _rejoined(doc, drafts)))
    return doc


def _prose(doc: Doc, reading: Reading) -> Floats:
    """The tags of the words, where furniture has none."""
    tags = reading.tags.copy()
    starts = [doc[token].idx for token in reading.tokens.tolist()]
    for start, end in doc._.furniture.spans:
        inside = slice(bisect_left(starts, start), bisect_left(starts, end))
        tags[inside] = 0
        tags[inside, :, OUTSIDE] = 1
    return tags


def _rejoined(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Speech that its frame breaks is one claim: „A“, sagte X, „B“."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if before and before.form == draft.form == "direct" and before.speaker == draft.speaker:
            between = given(doc)[before.end : draft.start]
            outside = draft.speaker and before.end <= draft.speaker[0] and draft.speaker[1] <= draft.start
            if outside and _FRAME_BETWEEN.fullmatch(between):
                before.spans = [*before.spans, *draft.spans]
                continue
        kept.append(draft)
    return kept


def _with_phrases(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """`drafts` with what two rules find: attributed phrases ("den nach Schätzungen gelieferten fünf Millionen"), which take
    the place of what the weights see there; statements beside "laut X" and the like, whole where the weights see a part of
    them, or nothing; and, where they see nothing, speech acts summed up."""
    inside: list[Draft] = []
    at = 0
    for sentence in doc.sents:
        low, high = sentence.start_char, sentence.end_char
        if doc._.furniture.covers(low, high):
            continue
        frames = preposition_frames(doc, sentence.start, sentence.end)
        inside += nested_drafts(doc, sentence, frames)
        while at < len(drafts) and drafts[at].end <= low:
            at += 1
        if at and _frames(drafts[at - 1], low, high):
            continue
        here = [draft for draft in drafts[at : at + 2] if draft.start < high and draft.end > low]
        plain = attributed(doc, sentence, frames) if len(here) < 2 else None
        alone = None if here else plain or summed_up(doc, sentence)
        if alone:
            drafts.insert(at, alone)
        elif plain and here[0].form == "indirect" and _same_speaker(here[0], plain) and low <= here[0].start:
            here[0].spans = plain.spans
    starts = [phrase.start for phrase in inside]
    return [draft for draft in drafts if not _held(draft, inside, starts)] + inside


def _frames(draft: Draft, low: int, high: int) -> bool:
    """Is all between `low` and `high` the frame of a draft that stands before it?"""
    return draft.frame is not None and draft.end <= low <= draft.frame[0] and draft.frame[1] <= high


def _held(draft: Draft, phrases: list[Draft], starts: list[int]) -> bool:
    """Does one of `phrases`, which lie apart and begin at `starts`, hold the draft?"""
    before = bisect_right(starts, draft.start)
    return before > 0 and phrases[before - 1].covers(draft.start, draft.end)


def _draft(doc: Doc, reading: Reading, found: Found) -> Draft | None:
    roles = links(*linked(reading, found.parts, weights()))
    parts = found.parts if found.form == "direct" else at_clauses(doc, reading, found, roles)
    spans = _without_overlap([_offsets(doc, _characters(doc, reading, part), found.form) for part in parts])
    if not spans:
        return None
    draft = Draft(spans=spans, form=found.form, sure=found.sure)
    draft.why.append(f"words {found.sure:.2f}")
    _set_roles(doc, reading, draft, roles)
    _leave_out_frame(doc, draft)
    leave_out_announcement(doc, draft)
    if found.form != "direct":
        draft.fragments = _fragments(doc, draft)
    set_relay(doc, draft)
    return draft


def _leave_out_frame(doc: Doc, draft: Draft) -> None:
    """A sentence that ends in its own frame, "…, sagte X.", is what stands before it."""
    if draft.form not in {"indirect", "indirect_free_indirect"} or not draft.cue or not draft.speaker:
        return
    start, end = draft.spans[-1]
    first, last = min(draft.cue.span[0], draft.speaker[0]), max(draft.cue.span[1], draft.speaker[1])
    text = given(doc)
    comma = text.rfind(",", start, first)
    if start < comma and last <= end and not text[comma + 1 : first].strip() and not text[last:end].strip(" .!?…"):
        draft.spans[-1] = without_edges(doc, (start, comma), EDGES)
        draft.form = "indirect"


def _set_roles(doc: Doc, reading: Reading, draft: Draft, roles: list[Link]) -> None:
    speaker, cue, frame = (_characters(doc, reading, link.words) if link.words else None for link in roles)
    speaker = without_followers(doc, speaker) if speaker else None
    draft.speaker, draft.frame, draft.linked = speaker, frame, roles[0].sure
    draft.why.append(f"{'speaker' if speaker else 'no speaker'} {draft.linked:.2f}")
    if cue:
        draft.cue = Cue(given(doc)[slice(*cue)], cue)
        draft.why.append(f"cue: {draft.cue.text}")


def _characters(doc: Doc, reading: Reading, words: tuple[int, int]) -> Offsets:
    return characters(doc, int(reading.tokens[words[0]]), int(reading.tokens[words[1] - 1]) + 1)


def _offsets(doc: Doc, span: Offsets, form: Form) -> Offsets:
    """The characters of a part as its form wants them: with quotation marks, with or without the full stop."""
    if form == "direct":
        return at_marks(doc, *span)
    if form in _TRIMMED:
        return without_edges(doc, span, _TRIMMED[form])
    start, end = span
    stops = given(doc)[end : end + 1] in _STOPS and given(doc)[end - 1] not in _STOPS
    return start, end + int(stops)


def _without_overlap(spans: list[Offsets]) -> list[Offsets]:
    kept: list[Offsets] = []
    for start, end in spans:
        if start == end:
            continue
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def _fragments(doc: Doc, draft: Draft) -> list[Offsets]:
    """Words in quotation marks inside a draft that is no direct speech itself."""
    inside = quotations_between(doc._.quotations, draft.start, draft.end)
    return [(q.start, q.end) for q in inside if not q.level and draft.covers(q.start, q.end)]


def _nested(drafts: list[Draft]) -> list[Draft]:
    """`drafts` in order with their parents: the smallest other one that holds the whole of it. Words that a speaker's
    claim only quotes from the same speaker are no second claim; they are among its fragments."""
    kept: list[Draft] = []
    open_: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        while open_ and open_[-1].end <= draft.start:
            open_.pop()
        around = [other for other in open_ if all(other.covers(*span) for span in draft.spans)]
        draft.parent = around[-1] if around else None
        if draft.parent is None or draft.form != "direct" or not _same_speaker(draft, draft.parent):
            kept.append(draft)
            open_.append(draft)
    return kept


def _same_speaker(draft: Draft, parent: Draft) -> bool:
    if draft.speaker is None or parent.speaker is None:
        return draft.speaker is None
    return overlap(draft.speaker, parent.speaker)
