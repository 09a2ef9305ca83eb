"""A sentence in the works, and how what is found in it becomes a draft with offsets."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from claims.extraction.components.drafts import Draft
from claims.extraction.components.frames import Frame, preposition_frames, said
from claims.extraction.components.segments import Segment
from claims.extraction.types import Cue, Form

_TRIM_END = frozenset({",", ";", ":", "–", "—", "-", "."})


@dataclass(slots=True)
class Sentence:
    """A sentence in the works: its segments, what is quoted in it, and the drafts found so far."""

    doc: Doc
    span: Span
    segments: list[Segment]
    fragments: list[tuple[int, int]]
    drafts: list[Draft] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def add(sentence: Sentence, spans: list[tuple[int, int]], form: Form, frame: Frame | None) -> None:
    doc = sentence.doc
    spans = [span for span in spans if span[0] < span[1]]
    if not spans:
        return
    draft = Draft(spans=spans, form=form)
    if frame:
        draft.frame = offsets(doc, frame.start, frame.end, trim=False)
        cue = said(doc, frame)
        draft.cue = Cue(doc[cue].text, offsets(doc, cue, cue + 1, trim=False))
        draft.speaker = offsets(doc, *frame.speaker, trim=False) if frame.speaker else None
        draft.why.append(f"{frame.rule}: {draft.cue.text}")
        _refer(doc, draft, frame)
    else:
        draft.why.append({"direct": "quotation marks", "free_indirect": "soll"}.get(form, "subjunctive"))
    if form != "direct":
        inside = [offsets(doc, a, b, trim=False) for a, b in sentence.fragments]
        draft.fragments = [span for span in inside if draft.covers(*span)]
    sentence.drafts.append(draft)


def _refer(doc: Doc, draft: Draft, frame: Frame) -> None:
    """A frame that names its own source, "wie X unter Berufung auf Y berichtet": Y says it, X passes it on."""
    inner = [f for f in preposition_frames(doc, frame.start, frame.end) if f.rule == "reference"]
    if inner and frame.rule != "reference" and inner[0].speaker and draft.speaker:
        first = doc.char_span(*draft.speaker, alignment_mode="expand")
        low = first.start if first is not None else frame.start
        draft.relay = (
            offsets(doc, low, min(max(inner[0].start, low + 1), frame.end)) if low < inner[0].start else draft.speaker
        )
        draft.speaker = offsets(doc, *inner[0].speaker, trim=False)
        draft.why.append("names its own source")


def offsets(doc: Doc, start: int, end: int, *, trim: bool = True) -> tuple[int, int]:
    """Characters of tokens [start, end), without white space around them and (`trim`) punctuation."""
    while end > start and (doc[end - 1].is_space or (trim and doc[end - 1].text in _TRIM_END)):
        end -= 1
    while start < end and (doc[start].is_space or (trim and doc[start].text in _TRIM_END)):
        start += 1
    return (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if end > start else (0, 0)


def sentence_offsets(sentence: Sentence) -> tuple[int, int]:
    return offsets(sentence.doc, sentence.span.start, sentence.span.end, trim=False)


def runs(doc: Doc, units: list[Segment], content: list[int]) -> list[tuple[int, int]]:
    """One span for every run of neighbouring units."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(content):
        last = at
        while last + 1 < len(content) and content[last + 1] == content[last] + 1:
            last += 1
        spans.append(offsets(doc, units[content[at]].start, units[content[last]].end))
        at = last + 1
    return [span for span in spans if span[0] < span[1]]
