"""Who passes a statement on, where its sentence names two: "wie X berichtet", "X unter Berufung auf Y"."""

from spacy.tokens import Doc, Span

from claims.extraction.components.drafts import Draft
from claims.extraction.components.frames import Frame, preposition_frames, wie_frame
from claims.extraction.components.segments import segments
from claims.extraction.components.stretches import overlap
from claims.extraction.components.tokens import characters


def set_relay(doc: Doc, draft: Draft) -> None:
    """Sets the relay of `draft`, where the sentence of its speaker names somebody who passes it on."""
    if draft.speaker is None:
        return
    place = doc.char_span(*draft.speaker, alignment_mode="expand")
    if place is None:
        return
    sentence = place.sent
    reference = next((f for f in preposition_frames(doc, sentence.start, sentence.end) if f.rule == "reference"), None)
    if reference is not None and reference.speaker is not None:
        _refer(doc, draft, reference)
        return
    for frame in _frames(doc, sentence):
        words = characters(doc, *frame.speaker) if frame.speaker else None
        if words and not overlap(words, draft.speaker) and not any(overlap(words, span) for span in draft.spans):
            draft.relay = words
            draft.why.append("passed on")
            return


def _refer(doc: Doc, draft: Draft, reference: Frame) -> None:
    """ "wie X unter Berufung auf Y berichtet": Y says it, X passes it on."""
    speaker, named = draft.speaker, reference.speaker
    if speaker is None or named is None:
        return
    words = characters(doc, *named)
    if any(overlap(words, span) for span in draft.spans):
        return
    if not overlap(words, speaker):
        draft.relay, draft.speaker = speaker, words
        draft.why.append("names its own source")


def _frames(doc: Doc, sentence: Span) -> list[Frame]:
    """The frames of a sentence that may stand beside another: "wie X berichtet"."""
    return [frame for unit in segments(sentence) if (frame := wie_frame(doc, unit)) is not None]
