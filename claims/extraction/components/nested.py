"""Claims inside a noun phrase of another: "den nach Schätzungen bereits gelieferten fünf Millionen"."""

from spacy.tokens import Doc, Span

from claims.extraction.components.drafts import Draft
from claims.extraction.components.frames import Frame, preposition_frames
from claims.extraction.components.phrases import is_nominal
from claims.extraction.types import Cue

_DETERMINERS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT"})
_INSIDE = ("ADJ", "ADV", "CARD", "PTKNEG", "APPR", "NN", "NE", "TRUNC", "FM")


def nested_drafts(doc: Doc, sentence: Span) -> list[Draft]:
    """A draft for every attributed participle phrase of the sentence."""
    found: list[Draft] = []
    for frame in preposition_frames(doc, sentence.start, sentence.end):
        if frame.start > sentence.start and doc[frame.start - 1].tag_ in _DETERMINERS:
            draft = _attributed_phrase(doc, sentence, frame)
            if draft:
                found.append(draft)
    return found


def _attributed_phrase(doc: Doc, sentence: Span, frame: Frame) -> Draft | None:
    at, participle, head = _core_of_speaker(doc, frame), False, -1
    start = at
    while at < sentence.end and doc[at].tag_.startswith(_INSIDE):
        participle = participle or doc[at].tag_.startswith("ADJ(A")
        if participle and (is_nominal(doc[at]) or doc[at].tag_ == "CARD"):
            head = at
        elif head >= 0:
            break
        at += 1
    if head < 0 or not participle:
        return None
    end = head + 1
    spans = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))]
    cue = doc[frame.cue]
    draft = Draft(spans=spans, form="indirect", cue=Cue(cue.text, (cue.idx, cue.idx + len(cue))))
    stop = doc[start - 1]
    draft.frame = (doc[frame.start].idx, stop.idx + len(stop))
    first = doc[frame.speaker[0]] if frame.speaker else cue
    draft.speaker = (first.idx, stop.idx + len(stop)) if frame.speaker else None
    draft.why.append(f"attributed phrase: {cue.text}")
    return draft


def _core_of_speaker(doc: Doc, frame: Frame) -> int:
    """Where the speaker's words end: at the first adjective or adverb after their noun."""
    first = frame.speaker[0] if frame.speaker else frame.cue + 1
    at = first
    while at < frame.end and not is_nominal(doc[at]):
        at += 1
    while at < frame.end and (
        is_nominal(doc[at]) or doc[at].tag_.startswith("APPR") or (doc[at].tag_ == "ART" and at > first)
    ):
        at += 1
    return at
