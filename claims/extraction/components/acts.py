"""Speech acts summed up, "X wies die Vorwürfe zurück", "X forderte einen Waffenstillstand": the weights have seen few of
them. Where they find nothing in a sentence whose verb is such an act, a rule does."""

from spacy.tokens import Doc, Span, Token

from claims.extraction.components.cues import act_verbs, verb_lemma
from claims.extraction.components.drafts import Draft, cue_at
from claims.extraction.components.frames import subject
from claims.extraction.components.morphology import is_first_subjunctive
from claims.extraction.components.segments import Segment, segments
from claims.extraction.components.tokens import characters

_GO_ON = frozenset({"relative", "infinitive", "fragment"})
_MOST_SEGMENTS = 40  # a sentence of more is a list


def summed_up(doc: Doc, sentence: Span) -> Draft | None:
    """A draft of the speech act that the sentence's main clause tells, with its speaker; None where it tells none."""
    units = segments(sentence)
    if len(units) > _MOST_SEGMENTS:
        return None
    at = next((n for n, unit in enumerate(units) if _is_act(doc, unit)), None)
    if at is None:
        return None
    named = subject(doc, units[at])
    if named is None:
        return None
    last = at
    while last + 1 < len(units) and units[last + 1].type in _GO_ON:
        last += 1
    whole = at == 0 and last == len(units) - 1
    end = _end(doc, sentence) if whole else units[last].end
    draft = Draft(spans=[characters(doc, units[at].start, end)], form="reported")
    draft.cue, draft.speaker = cue_at(_cue(doc, units[at])), characters(doc, *named)
    draft.why.append(f"act: {verb_lemma(doc, units[at])}")
    return draft


def _cue(doc: Doc, unit: Segment) -> Token:
    """The verb that says what is done: "zurückgewiesen" of "hat zurückgewiesen"."""
    finite = doc[unit.verb]
    done = [token for token in doc[unit.start : unit.end] if token.tag_ == "VV(PP)"]
    return done[-1] if done and finite.tag_ == "VA(FIN)" else finite


def _is_act(doc: Doc, unit: Segment) -> bool:
    """Is this a main clause whose verb is an act that somebody does: no passive, no intention, no report of a report?"""
    if unit.type != "main" or unit.verb < 0 or verb_lemma(doc, unit) not in act_verbs():
        return False
    finite = doc[unit.verb]
    lexical = [token.tag_ for token in doc[unit.start : unit.end] if token.tag_.startswith("VV")]
    auxiliary = finite.tag_ in {"VA(FIN)", "VM(FIN)"}
    done = not auxiliary or (finite.lemma_.lower() == "haben" and "VV(PP)" in lexical)
    return done and not is_first_subjunctive(finite)


def _end(doc: Doc, sentence: Span) -> int:
    end = sentence.end
    while end > sentence.start + 1 and doc[end - 1].is_space:
        end -= 1
    return end
