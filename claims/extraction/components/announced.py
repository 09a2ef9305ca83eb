"""A statement whose frame is a sentence of its own: "Die Schleuse bleibt zu. Das teilte die Behörde mit."."""

from spacy.tokens import Doc, Token

from claims.extraction.components.bounds import EDGES, MARKS, without_edges, without_followers
from claims.extraction.components.cues import act_verbs, cue_verbs, verb_lemma
from claims.extraction.components.drafts import Draft, cue_at
from claims.extraction.components.frames import subject_after
from claims.extraction.components.morphology import is_finite
from claims.extraction.components.segments import Segment, segments
from claims.extraction.components.tokens import characters

_STAND_INS = frozenset({"das", "dies"})


def leave_out_announcement(doc: Doc, draft: Draft) -> None:
    """Cuts the word that stands for the statement off its end, makes the sentence that it opens the frame, and takes from
    there who says it, where the weights saw nobody."""
    stand_in = _stand_in(doc, draft)
    if stand_in is None:
        return
    start, end = draft.spans[-1]
    if stand_in.idx < end:
        draft.spans[-1] = without_edges(doc, (start, stand_in.idx), EDGES)
    clause = next(iter(segments(stand_in.sent)))
    if draft.form == "indirect" and verb_lemma(doc, clause) in act_verbs() | cue_verbs():
        _set_frame(doc, draft, clause)


def _stand_in(doc: Doc, draft: Draft) -> Token | None:
    """The word at the end of `draft` or right behind it that stands for what is before it and opens a sentence."""
    span = doc.char_span(*draft.spans[-1], alignment_mode="expand")
    if span is None:
        return None
    at = span.end - 1 if _opens(span[-1]) and len(span) > 1 else span.end
    while at < len(doc) and (doc[at].is_space or doc[at].text in MARKS):
        at += 1
    return doc[at] if at < len(doc) and _opens(doc[at]) else None


def _opens(token: Token) -> bool:
    """ "Das" or "Dies" right before the verb of its sentence."""
    following = token.i + 1
    return (
        token.lower_ in _STAND_INS
        and bool(token.is_sent_start)
        and following < token.sent.end
        and is_finite(token.doc[following])
    )


def _set_frame(doc: Doc, draft: Draft, clause: Segment) -> None:
    draft.frame = without_edges(doc, characters(doc, clause.start, clause.end), EDGES)
    named = None if draft.speaker else subject_after(doc, clause)
    if named:
        draft.speaker = without_followers(doc, characters(doc, *named))
        draft.cue = draft.cue or cue_at(doc[clause.verb])
        draft.why.append("speaker of the next sentence")
