"""What is said: a draft for every quotation, reported clause and report in the subjunctive, with its frame.

Rules for the time being: trained weights will take over finding quotations and speakers.
"""

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from claims.extraction.components.cues import cue_group, cue_noun, verb_lemma
from claims.extraction.components.drafts import Draft
from claims.extraction.components.found import Sentence, add, offsets, runs, sentence_offsets
from claims.extraction.components.frames import (
    Frame,
    so_frame,
    subject,
    verb_frame,
    wie_frame,
)
from claims.extraction.components.hearsay import reported_soll
from claims.extraction.components.nested import nested_drafts
from claims.extraction.components.phrases import phrase_end
from claims.extraction.components.prepositional import by_preposition
from claims.extraction.components.segments import Segment, is_loosely_reported_mood, is_reported_mood, segments
from claims.extraction.components.speech import speech_and_fragments
from claims.extraction.lexicon import lexicon

if TYPE_CHECKING:
    from claims.extraction.types import Form

_CONTENT_OPENERS = frozenset(lexicon("grammar")["content_openers"])
MOST_SEGMENTS = 200  # a sentence of more is no sentence, and pairing its parts costs their square


@Language.component("factbase_quotations", assigns=["doc._.drafts"])
def quotations(doc: Doc) -> Doc:
    """Finds all drafts of the Doc, in the order of the text. Sentences that are furniture give none."""
    doc._.drafts = []
    for span in doc.sents:
        if not doc._.furniture.covers(span.start_char, span.end_char):
            doc._.drafts.extend(_about_the_sentence_before(doc, span) or _in_sentence(doc, span))
    return doc


def _about_the_sentence_before(doc: Doc, span: Span) -> list[Draft]:
    """ "Das berichtet X": what X reports is the sentence before, where that is the article's own so far."""
    units = segments(span, [])
    frame = verb_frame(doc, units[0]) if len(units) == 1 and units[0].start + 1 == units[0].verb else None
    if frame is None or frame.speaker is None or doc[units[0].start].lower_ not in {"das", "dies"} or span.start == 0:
        return []
    before = doc[span.start - 1].sent
    spoken = any(draft.start < before.end_char and before.start_char < draft.end for draft in doc._.drafts[-3:])
    if spoken or doc._.furniture.covers(before.start_char, before.end_char) or len(before) < 4:
        return []
    sentence = Sentence(doc, before, segments(before, []), [])
    add(sentence, [offsets(doc, before.start, before.end)], "indirect", frame)
    return sentence.drafts


def _in_sentence(doc: Doc, span: Span) -> list[Draft]:
    speech, fragments = speech_and_fragments(doc, span)
    sentence = Sentence(doc, span, segments(span, speech), fragments)
    if len(sentence.segments) > MOST_SEGMENTS:
        return []
    for step in (_direct, _after_frames, by_preposition, _clause_frames, _bare_moods, _relays):
        step(sentence)
    sentence.drafts.extend(nested_drafts(doc, span, sentence.drafts))
    return sorted(sentence.drafts, key=lambda draft: (draft.start, -draft.end))


# Direct speech


def _direct(sentence: Sentence) -> None:
    """Every stretch of direct speech, with the frame before or after it; stretches that share one are one claim."""
    units = sentence.segments
    at = 0
    while at < len(units):
        if units[at].type != "speech":
            at += 1
            continue
        frame, used = _speech_frame(sentence, at)
        parts = [at]
        if used == at + 1 and at + 2 < len(units) and units[at + 2].type == "speech":
            parts.append(at + 2)
        spans = [offsets(sentence.doc, units[i].start, units[i].end, trim=False) for i in parts]
        add(sentence, spans, "direct", frame)
        sentence.used.update(parts, () if used is None else (used,))
        at = parts[-1] + 1


def _speech_frame(sentence: Sentence, at: int) -> tuple[Frame | None, int | None]:
    """The frame of the speech at unit `at`, and the unit it stands in."""
    doc, units = sentence.doc, sentence.segments
    if at + 1 < len(units):
        after = units[at + 1]
        frame = so_frame(doc, after) or wie_frame(doc, after)
        if not frame and after.verb == after.start:
            frame = verb_frame(doc, after) or Frame(
                after.start, after.end, after.verb, subject(doc, after), "verb after"
            )
        if frame:
            return frame, at + 1
    if at and units[at - 1].type != "speech":
        before = units[at - 1]
        frame = verb_frame(doc, before) or _colon_frame(doc, units, at)
        if frame:
            return frame, at - 1
    return None, None


def _colon_frame(doc: Doc, units: list[Segment], at: int) -> Frame | None:
    """Whoever stands before a colon: "X: „…“", "X wird deutlich: „…“"."""
    if units[at].mark != ":" and doc[units[at].start - 1].text != ":":
        return None
    first = units[at - 1]
    named = subject(doc, first) if first.verb >= 0 else _whole_phrase(doc, first)
    return Frame(first.start, first.end, max(first.verb, first.start), named, "colon")


def _whole_phrase(doc: Doc, clause: Segment) -> tuple[int, int] | None:
    end = phrase_end(doc, clause.start, clause.end)
    return (clause.start, end) if end == clause.end else None


# Frames behind or inside their content


def _after_frames(sentence: Sentence) -> None:
    """ "…, sagt X", "…, so X", "…, wie X mitteilte": the content is the rest of the sentence."""
    doc, units = sentence.doc, sentence.segments
    for k, unit in enumerate(units):
        if k in sentence.used or unit.type == "speech":
            continue
        frame = so_frame(doc, unit) or wie_frame(doc, unit) or _trailing_verb_frame(doc, units, k)
        if not frame or (k == 0 and frame.rule != "wie"):
            continue
        content = [i for i in range(len(units)) if i != k and i not in sentence.used and units[i].type != "speech"]
        content = _same_sentence_part(units, content, k)
        if content:
            form: Form = "indirect"
            fragment = _only_fragment(sentence, units, content)
            spans = [fragment] if fragment and frame.rule == "wie" else runs(doc, units, content)
            add(sentence, spans, "direct" if fragment and frame.rule == "wie" else form, frame)
            sentence.used.update(content, {k})


def _trailing_verb_frame(doc: Doc, units: list[Segment], k: int) -> Frame | None:
    unit = units[k]
    if k == 0 or unit.verb != unit.start or unit.mark not in {",", "–", "-", "—"}:
        return None
    if all(u.type in {"sub", "fragment", "infinitive", "relative"} for u in units[:k]) and units[0].opener(doc) not in {
        "dass",
        "daß",
        "ob",
    }:
        return None
    return verb_frame(doc, unit)


def _same_sentence_part(units: list[Segment], content: list[int], k: int) -> list[int]:
    """Without the units beyond a semicolon or, after the frame, those that start afresh."""
    return [i for i in content if i < k or not (units[i].type == "main" and units[i].mark in {"-", "–", "—", ";", ":"})]


def _only_fragment(sentence: Sentence, units: list[Segment], content: list[int]) -> tuple[int, int] | None:
    """The only quoted fragment of the content, where the article's own voice leads up to it."""
    inside = [f for f in sentence.fragments if any(units[i].start <= f[0] < units[i].end for i in content)]
    if len(inside) != 1 or any(is_loosely_reported_mood(sentence.doc, units[i]) for i in content):
        return None
    return offsets(sentence.doc, *inside[0])


# Frames before their content, and speech acts summed up


def _clause_frames(sentence: Sentence) -> None:
    doc, units = sentence.doc, sentence.segments
    for k, unit in enumerate(units):
        if k in sentence.used or unit.type in {"speech", "relative"}:
            continue
        frame = verb_frame(doc, unit) or _noun_clause_frame(doc, units, k) or _own_verb_frame(doc, units, k)
        if not frame:
            continue
        content = _content_after(sentence, k)
        if content:
            add(sentence, runs(doc, units, content), "indirect", frame)
            sentence.used.update(content, {k})
        elif _sums_up(doc, unit, frame):
            _reported(sentence, k, frame)


def _noun_clause_frame(doc: Doc, units: list[Segment], k: int) -> Frame | None:
    """ "… die Befürchtung, dass …": a noun that brings a dass-clause."""
    if k + 1 >= len(units) or units[k + 1].opener(doc) not in {"dass", "daß", "wonach"} or units[k].verb < 0:
        return None
    nouns = [i for i in range(units[k].start, units[k].end) if cue_noun(doc[i], "clause_nouns")]
    return Frame(units[k].start, units[k].end, nouns[-1], subject(doc, units[k]), "noun") if nouns else None


_BELIEF_WORDS = frozenset(
    {"einig", "sicher", "überzeugt", "zuversichtlich", "klar", "enttäuscht", "besorgt", "optimistisch"}
)


def _own_verb_frame(doc: Doc, units: list[Segment], k: int) -> Frame | None:
    """ "X ist überzeugt, dass …", "X sind sich einig, dass …"."""
    if k + 1 >= len(units) or units[k + 1].opener(doc) not in {"dass", "daß"} or units[k].verb < 0:
        return None
    words = [i for i in range(units[k].start, units[k].end) if doc[i].lower_ in _BELIEF_WORDS]
    named = subject(doc, units[k])
    return Frame(units[k].start, units[k].end, words[-1], named, "belief") if words and named else None


def _content_after(sentence: Sentence, k: int) -> list[int]:
    """The units after frame `k` that are what it reports."""
    doc, units = sentence.doc, sentence.segments
    at = k + 1
    while at < len(units) and units[at].type == "relative" and at + 1 < len(units):
        at += 1
    if at >= len(units) or at in sentence.used or units[at].type == "speech":
        return []
    first = units[at]
    group = cue_group(doc, units[k])
    opens = first.type == "sub" and first.opener(doc) in _CONTENT_OPENERS
    mood = first.type == "main" and is_loosely_reported_mood(doc, first)
    infinitive = (
        first.type == "infinitive" and group is not None and doc[first.start].lower_ not in {"um", "ohne", "statt"}
    )
    colon = first.mark == ":" and first.type in {"main", "fragment"} and group in {"clause", "act"}
    if not (opens or mood or infinitive or colon):
        return []
    return list(range(at, _extent(sentence, at) + 1))


def _extent(sentence: Sentence, at: int) -> int:
    """The last unit that belongs to the content which starts at unit `at`."""
    doc, units = sentence.doc, sentence.segments
    verb_open = units[at].type == "sub" and units[at].verb < 0
    last = at
    for i in range(at + 1, len(units)):
        unit = units[i]
        if i in sentence.used or unit.type == "speech":
            break
        if not verb_open and units[at].mark != ":" and _resumes(doc, unit):
            break
        verb_open = verb_open and unit.verb < 0
        last = i
    return last


def _resumes(doc: Doc, unit: Segment) -> bool:
    """Does the frame's own clause go on here: ", und erinnerte an …"?"""
    own_voice = unit.type == "main" and not is_loosely_reported_mood(doc, unit)
    return own_voice and (unit.verb <= unit.start + 1 or doc[unit.start].lower_ in {"und", "doch", "aber"})


def _sums_up(doc: Doc, unit: Segment, frame: Frame) -> bool:
    """Is the clause itself a speech act in short: an `act` verb with somebody who does it?"""
    if frame.speaker is None or unit.type != "main" or is_reported_mood(doc, unit):
        return False
    tied = lexicon("cues")["tied"].get(verb_lemma(doc, unit), ())
    return cue_group(doc, unit) == "act" or any(doc[i].lower_ in tied for i in range(unit.start, unit.end))


def _reported(sentence: Sentence, k: int, frame: Frame) -> None:
    doc, units = sentence.doc, sentence.segments
    last = k
    while (
        last + 1 < len(units)
        and units[last + 1].type in {"relative", "infinitive", "fragment"}
        and last + 1 not in sentence.used
    ):
        last += 1
    fragments = [f for f in sentence.fragments if units[k].start <= f[0] < units[last].end]
    whole = k == 0 and last == len(units) - 1
    if fragments and verb_lemma(doc, units[k]) in {"bezeichnen", "nennen", "sprechen", "kritisieren"}:
        spans = [offsets(doc, *f) for f in fragments]
        add(sentence, spans, "direct", frame)
    else:
        add(
            sentence,
            [sentence_offsets(sentence) if whole else offsets(doc, units[k].start, units[last].end)],
            "reported",
            frame,
        )
    sentence.used.update(range(k, last + 1))


# Reports without a frame


def _bare_moods(sentence: Sentence) -> None:
    """The subjunctive of reported speech, and "soll" of hearsay, in sentences without a frame."""
    doc, units = sentence.doc, sentence.segments
    for k, unit in enumerate(units):
        if k in sentence.used or unit.type != "main":
            continue
        mood = is_reported_mood(doc, unit) or (_plural_mood(doc, unit) and _after_report(doc))
        form: Form | None = (
            "indirect_free_indirect"
            if mood
            else "free_indirect"
            if reported_soll(list(doc[unit.start : unit.end]))
            else None
        )
        if form:
            rest = [i for i in range(k, len(units)) if i not in sentence.used]
            rest = [i for i in rest if all(j not in sentence.used for j in range(k, i))]
            whole = k == 0 and len(rest) == len(units)
            spans = [sentence_offsets(sentence)] if whole else runs(doc, units, rest)
            add(sentence, spans, form, None)
            sentence.used.update(rest)


def _plural_mood(doc: Doc, unit: Segment) -> bool:
    return is_loosely_reported_mood(doc, unit) and doc[unit.verb].lower_ in {
        "hätten",
        "wären",
        "würden",
        "hätte",
        "wäre",
    }


def _after_report(doc: Doc) -> bool:
    """Was the draft before this one a report too? Only then does the second subjunctive report."""
    return bool(doc._.drafts) and doc._.drafts[-1].form in {"indirect", "indirect_free_indirect", "direct"}


def _relays(sentence: Sentence) -> None:
    """A claim with a source of its own in a sentence that says "wie X berichtet": X passes it on."""
    doc = sentence.doc
    for unit in sentence.segments:
        frame = wie_frame(doc, unit)
        if frame and frame.speaker:
            words = offsets(doc, *frame.speaker, trim=False)
            for draft in sentence.drafts:
                if (
                    draft.speaker
                    and draft.relay is None
                    and draft.speaker != words
                    and not draft.covers(*words)
                    and draft.frame != offsets(doc, frame.start, frame.end, trim=False)
                ):
                    draft.relay = words
