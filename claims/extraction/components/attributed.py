"""Statements that a phrase gives to somebody, "laut X", "nach Angaben von X", "X zufolge": the plainest frames of all. Where
the weights find nothing in such a sentence, a rule does."""

from spacy.tokens import Doc, Span

from claims.extraction.components.bounds import EDGES, without_edges
from claims.extraction.components.drafts import Draft, cue_at
from claims.extraction.components.frames import Frame
from claims.extraction.components.morphology import is_finite
from claims.extraction.components.personal import is_role_noun
from claims.extraction.components.phrases import core_end, office_end
from claims.extraction.components.tokens import characters, given

_DETERMINERS = frozenset({"ART", "PPOSAT", "PDAT"})


def attributed(doc: Doc, sentence: Span, frames: list[Frame]) -> Draft | None:
    """A draft of what the sentence gives to somebody by one of its `frames` by preposition: all but the frame. None where
    there is no such frame, or where it stands inside a phrase ("die nach Schätzungen gelieferten …")."""
    plain = [f for f in frames if f.rule != "reference" and not (f.start and doc[f.start - 1].tag_ in _DETERMINERS)]
    if len(plain) != 1 or plain[0].speaker is None or not any(is_finite(token) for token in sentence):
        return None
    frame = _with_apposition(doc, plain[0], sentence.end)
    around = ((sentence.start, frame.start), (frame.end, sentence.end))
    spans = [without_edges(doc, characters(doc, a, b), EDGES) for a, b in around if a < b]
    spans = [span for span in spans if any(letter.isalnum() for letter in given(doc)[slice(*span)])]
    if not spans or frame.speaker is None:
        return None
    cue = cue_at(doc[frame.cue])
    draft = Draft(spans=spans, form="indirect", cue=cue)
    draft.frame, draft.speaker = characters(doc, frame.start, frame.end), characters(doc, *frame.speaker)
    draft.why.append(f"phrase: {cue.text}")
    return draft


def _with_apposition(doc: Doc, frame: Frame, stop: int) -> Frame:
    """The frame with the apposition behind it: "laut X, Ökonom am Institut Y, …"."""
    if frame.speaker is None or frame.end + 1 >= stop or doc[frame.end].text != ",":
        return frame
    end = office_end(doc, frame.end + 1, stop)
    office = core_end(doc, frame.end + 1, stop) > frame.end + 1
    named = office and is_role_noun(doc[core_end(doc, frame.end + 1, stop) - 1].text)
    if not named or end >= stop or doc[end].text != ",":
        return frame
    return Frame(frame.start, end + 1, frame.cue, (frame.speaker[0], end), frame.rule)
