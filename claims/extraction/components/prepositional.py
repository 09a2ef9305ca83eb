"""Frames by preposition: "Laut X …", "… nach Angaben von X …", "X zufolge …"."""

from spacy.tokens import Doc

from claims.extraction.components.entities import is_role_noun
from claims.extraction.components.found import Sentence, add, offsets
from claims.extraction.components.frames import Frame, preposition_frames
from claims.extraction.components.phrases import core_end, office_end
from claims.extraction.components.segments import Segment
from claims.extraction.components.tokens import given


def by_preposition(sentence: Sentence) -> None:
    """ "Laut X …", "… nach Angaben von X …", "X zufolge …": the sentence without the frame."""
    doc, units = sentence.doc, sentence.segments
    for k, unit in enumerate(units):
        if k in sentence.used or unit.type == "speech":
            continue
        frames = [f for f in preposition_frames(doc, unit.start, unit.end) if not _inside_phrase(doc, f)]
        if not frames:
            continue
        frame = _with_apposition(doc, units, k, frames[0])
        content = _around(units, k, sentence.used)
        if any(units[i].verb >= 0 for i in content):
            spans = _without(doc, units, content, frame)
            if spans:
                add(sentence, spans, "indirect", frame)
                sentence.used.update(content)


def _with_apposition(doc: Doc, units: list[Segment], k: int, frame: Frame) -> Frame:
    """The frame with the apposition that the next unit is: "Laut X, Ökonom am Institut Y, …"."""
    if frame.end != units[k].end or k + 1 >= len(units) or units[k + 1].type not in {"fragment", "main"}:
        return frame
    after = units[k + 1]
    end = office_end(doc, after.start, after.end)
    closed = end == after.end or (end < after.end and doc[end].text == ",")
    named = frame.speaker and is_role_noun(doc[core_end(doc, after.start, after.end) - 1].text)
    if not (closed and end > after.start and named):
        return frame
    stop = end + 1 if end < after.end else end
    speaker = (frame.speaker[0], end) if frame.speaker else None
    return Frame(frame.start, stop, frame.cue, speaker, frame.rule)


def _inside_phrase(doc: Doc, frame: Frame) -> bool:
    """Does the frame stand inside a noun phrase: "den nach Schätzungen bereits gelieferten …"? Then it is nested."""
    return frame.start > 0 and doc[frame.start - 1].tag_ in {"ART", "PPOSAT", "PDAT"}


def _around(units: list[Segment], k: int, used: set[int]) -> list[int]:
    """The units that belong to the same main clause as unit `k`: all between two main clauses that start afresh."""
    low = k
    while low > 0 and low - 1 not in used and units[low - 1].type != "speech" and units[low].mark not in {";", ":"}:
        low -= 1
    high = k
    while (
        high + 1 < len(units)
        and high + 1 not in used
        and units[high + 1].type != "speech"
        and units[high + 1].mark not in {";"}
    ):
        high += 1
    return list(range(low, high + 1))


def _without(doc: Doc, units: list[Segment], content: list[int], frame: Frame) -> list[tuple[int, int]]:
    start, end = units[content[0]].start, units[content[-1]].end
    spans = [offsets(doc, a, b) for a, b in ((start, frame.start), (frame.end, end)) if b > a]
    return [span for span in spans if any(c.isalnum() for c in given(doc)[span[0] : span[1]])]
