"""Frames that may stand beside another one or inside a phrase: by preposition ("laut X", "nach Angaben von X", "X
zufolge", "unter Berufung auf X") and by "wie X mitteilte". All others the weights find."""

from dataclasses import dataclass

from spacy.tokens import Doc

from claims.extraction.components.cues import cue_noun, reports
from claims.extraction.components.phrases import PRONOUNS, TIME_NOUNS, core_end, is_nominal, may_be_subject, phrase_end
from claims.extraction.components.segments import Segment

_SKIPPED = frozenset({"ADV", "PRF", "ADJ(D)", "PTKA", "PAV", "PTKNEG"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Tokens [start, end) that report; `cue` a token of them; `speaker` tokens, None where nobody is named."""

    start: int
    end: int
    cue: int
    speaker: tuple[int, int] | None
    rule: str


def subject(doc: Doc, clause: Segment) -> tuple[int, int] | None:
    """Tokens of the clause's subject: what stands right before or right after its finite verb."""
    if clause.verb >= 0 and doc[clause.verb].lemma_.lower() in {"heißen", "verlauten"}:
        return _whence(doc, clause)
    before = _subject_before(doc, clause)
    if before:
        return before
    return subject_after(doc, clause) if clause.type != "sub" else _subject_from(doc, clause.start + 1, clause.end)


def subject_after(doc: Doc, clause: Segment) -> tuple[int, int] | None:
    """Tokens of the subject that follows the finite verb: "das teilte die Behörde mit"."""
    return _subject_from(doc, clause.verb + 1, clause.end)


def _subject_before(doc: Doc, clause: Segment) -> tuple[int, int] | None:
    if clause.type == "sub":
        return None
    start = clause.start
    while start < clause.verb and (doc[start].lower_ in {"und", "aber", "doch", "auch"} or doc[start].tag_ == "$("):
        start += 1
    if start >= clause.verb or doc[start].tag_.startswith("APPR") or not may_be_subject(doc, start, clause.verb):
        return None
    end = phrase_end(doc, start, clause.verb)
    if start < end < clause.verb and doc[end].tag_.startswith("APPR"):
        return start, _before_adverbs(doc, start, clause.verb)  # only one phrase stands before a German verb
    if end == start or (end < clause.verb and doc[end].text != "," and doc[end].tag_ not in _SKIPPED):
        return None
    return None if doc[start].lower_ == "es" else (start, end)


def _before_adverbs(doc: Doc, start: int, end: int) -> int:
    while end > start + 1 and doc[end - 1].tag_ in {"ADV", "PAV"}:
        end -= 1
    return end


def _whence(doc: Doc, clause: Segment) -> tuple[int, int] | None:
    """ "hieß es aus Regierungskreisen", "heißt es in dem Bericht": who stands behind an impersonal "es"."""
    for at in (*range(clause.verb + 1, clause.end - 1), *range(clause.start, clause.verb)):
        if doc[at].lower_ in {"aus", "von", "vom", "in", "im", "seitens", "bei", "beim"} and doc[at].tag_.startswith(
            "APPR"
        ):
            end = phrase_end(doc, at + 1, clause.end)
            return (at + 1, end) if end > at + 1 and doc[at + 1].text not in TIME_NOUNS else None
    return None


def _subject_from(doc: Doc, at: int, stop: int) -> tuple[int, int] | None:
    skipped = 0
    while at < stop and skipped < 8:
        token = doc[at]
        if token.lower_ in PRONOUNS and token.lower_ != "es" and token.tag_ != "ART":
            return at, at + 1
        if token.tag_.startswith("APPR"):
            inner = core_end(doc, at + 1, stop)
            at = max(inner, at + 1)
        elif token.tag_ in _SKIPPED or token.lower_ in {"es", "sich", "zuvor", "am"}:
            at += 1
        else:
            end = phrase_end(doc, at, stop)
            return (at, end) if end > at and may_be_subject(doc, at, end) else None
        skipped += 1
    return None


def wie_frame(doc: Doc, clause: Segment) -> Frame | None:
    """ ", wie X mitteilte", "wie es in dem Bericht heißt"."""
    if doc[clause.start].lower_ != "wie" or clause.type not in {"sub", "fragment"}:
        return None
    last = next((i for i in range(clause.end - 1, clause.start, -1) if doc[i].tag_.startswith("V")), -1)
    if last < 0 or not reports(doc, Segment(clause.start, clause.end, "sub", last)):
        return None
    whole = Segment(clause.start, clause.end, "sub", last)
    return Frame(clause.start, clause.end, last, subject(doc, whole), "wie")


def preposition_frames(doc: Doc, start: int, end: int) -> list[Frame]:
    """All frames by preposition between two tokens, in order."""
    found: list[Frame] = []
    at = start
    while at < end:
        frame = _preposition_frame(doc, at, start, end)
        if frame:
            found.append(frame)
            at = max(frame.end, at + 1)
        else:
            at += 1
    return found


def _preposition_frame(doc: Doc, at: int, start: int, end: int) -> Frame | None:
    word = doc[at].lower_
    if word in {"laut", "lt.", "gemäß"}:
        stop = phrase_end(doc, at + 1, end, appositions=False)
        right = stop > at + 1 and (word != "gemäß" or _has_cue_noun(doc, at + 1, stop))
        return Frame(at, stop, at, (at + 1, stop), word) if right else None
    if word in {"nach", "unter", "mit"}:
        return _noun_frame(doc, at, end)
    if word == "zufolge":
        first = _phrase_start(doc, at, start)
        return Frame(first, at + 1, at, (first, at), "zufolge") if first < at else None
    return None


def _noun_frame(doc: Doc, at: int, end: int) -> Frame | None:
    """ "nach Angaben von X", "nach Ansicht der Y", "unter Berufung auf Z"."""
    if doc[at].lower_ != "nach":
        return _reference(doc, at, end)
    core = core_end(doc, at + 1, end)
    if core == at + 1 or not _has_cue_noun(doc, at + 1, core):
        return None
    stop = phrase_end(doc, at + 1, end, appositions=False)
    return Frame(at, stop, at, (at + 1, stop), "nach")


def _reference(doc: Doc, at: int, end: int) -> Frame | None:
    """ "unter Berufung auf Z", "mit Verweis auf Z"."""
    if at + 3 >= end or doc[at + 1].lower_ not in {"berufung", "verweis", "bezug"} or doc[at + 2].lower_ != "auf":
        return None
    stop = phrase_end(doc, at + 3, end, appositions=False)
    return Frame(at, stop, at + 1, (at + 3, stop), "reference") if stop > at + 3 else None


def _has_cue_noun(doc: Doc, start: int, end: int) -> bool:
    return any(cue_noun(doc[i]) for i in range(start, end))


def _phrase_start(doc: Doc, at: int, start: int) -> int:
    """Where the phrase that ends before `at` begins: the first place in the clause from where one reaches `at`."""
    low = max(start, at - 12)
    for first in range(low, at):
        if phrase_end(doc, first, at, appositions=False) == at and not (first > low and _reaches_back(doc, first)):
            return first
    return at


def _reaches_back(doc: Doc, first: int) -> bool:
    return is_nominal(doc[first]) and is_nominal(doc[first - 1])
