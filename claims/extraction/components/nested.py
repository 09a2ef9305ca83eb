"""Claims inside a noun phrase of another: "den nach Schätzungen bereits gelieferten fünf Millionen"."""

from spacy.tokens import Doc, Span

from claims.extraction.components.drafts import Draft, cue_at
from claims.extraction.components.frames import Frame
from claims.extraction.components.phrases import is_nominal
from claims.extraction.components.tokens import characters

_DETERMINERS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT"})
_INSIDE = ("ADJ", "ADV", "CARD", "PTKNEG", "APPR", "NN", "NE", "TRUNC", "FM")


def nested_drafts(doc: Doc, sentence: Span, frames: list[Frame]) -> list[Draft]:
    """A draft for every participle phrase of the sentence that one of its `frames` by preposition gives to somebody."""
    found: list[Draft] = []
    for frame in frames:
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
    spans = [characters(doc, start, end)]
    cue = cue_at(doc[frame.cue])
    draft = Draft(spans=spans, form="indirect", cue=cue)
    draft.frame = characters(doc, frame.start, start)
    draft.speaker = characters(doc, frame.speaker[0], start) if frame.speaker else None
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
