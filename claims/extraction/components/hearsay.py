""" "soll" that reports what others say, against "soll" that obliges or plans."""

from spacy.tokens import Doc

from claims.extraction.components.segments import Segment

_SOLL = frozenset({"soll", "sollen", "solle"})
_STATES = frozenset(
    "sein haben geben handeln befinden liegen stehen leben gehören betragen umfassen kosten wissen".split()
)


def hearsay_modal(doc: Doc, clause: Segment) -> bool:
    """Does the clause's "soll" mean that others say so: with a perfect infinitive ("soll eingesetzt haben", "sollen
    getötet worden sein") or a state ("soll sich dort befinden")?"""
    if clause.verb < 0 or doc[clause.verb].lower_ not in _SOLL:
        return False
    tail = [t for t in doc[clause.verb + 1 : clause.end] if t.tag_.startswith("V")]
    if not tail:
        return False
    last = tail[-1]
    perfect = last.lower_ in {"haben", "sein"} and len(tail) > 1 and tail[-2].tag_.endswith("(PP)")
    state = last.lemma_.lower() in _STATES and len(tail) == 1 and not _purpose(doc, clause)
    return perfect or state


def _purpose(doc: Doc, clause: Segment) -> bool:
    words = {t.lower_ for t in doc[clause.start : clause.end]}
    return bool(words & {"damit", "künftig", "dadurch", "bis", "ab", "ziel"})
