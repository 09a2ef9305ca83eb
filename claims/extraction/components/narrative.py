"""Facts in the article's own voice: sentences that name an actor and state an event, a figure or a state of affairs."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from claims.extraction.components.drafts import Draft
from claims.extraction.components.entities import Entity, entities_between
from claims.extraction.components.segments import segments
from claims.extraction.components.stretches import Stretches

_NOT_CHECKABLE = re.compile(
    r"\b(?:vielleicht|hoffentlich|leider|offenbar|womöglich|möge|möchte|möchten|sollte|sollten|müsste|müssten|könnte|könnten|würde|würden|"
    r"wäre|wären|hätte|hätten|wirklich|wahrlich|natürlich|zweifellos)\b",
    re.IGNORECASE,
)
_STATES = frozenset({"scheinen", "wirken", "gelten", "wollen", "mögen"})
_NAMED = frozenset({"country", "organisation", "person", "outlet"})


@Language.component("factbase_narrative")
def narrative(doc: Doc) -> Doc:
    """Adds a draft for every checkable sentence that no other claim holds and that names an actor."""
    own = [(draft.start, draft.end) for draft in doc._.drafts]
    claimed = Stretches(own + [draft.frame for draft in doc._.drafts if draft.frame])
    for sentence in doc.sents:
        low, high = sentence.start_char, sentence.end_char
        if doc._.furniture.covers(low, high) or claimed.touch(low, high):
            continue
        if _states_fact(doc, sentence):
            start, end = _trimmed(sentence)
            draft = Draft(spans=[(start, end)], form="narrative", why=["own voice, names an actor"], confidence=0.4)
            doc._.drafts.append(draft)
    doc._.drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return doc


def _states_fact(doc: Doc, sentence: Span) -> bool:
    text = sentence.text.strip()
    if len(sentence) < 5 or text.endswith(("?", "!", ":")) or (not text[:1].isalnum() and text[:1] not in '„"»“'):
        return False
    named = any(_is_actor(e) for e in entities_between(doc, sentence.start_char, sentence.end_char))
    people = any(
        r.how == "name" and r.referent.kind == "person"
        for r in doc._.discourse.between(sentence.start_char, sentence.end_char)
    )
    if not (named or people) or _NOT_CHECKABLE.search(text):
        return False
    main = [unit for unit in segments(sentence) if unit.type == "main"]
    return bool(main) and doc[main[0].verb].lemma_.lower() not in _STATES


def _is_actor(entity: Entity) -> bool:
    return entity.kind in _NAMED


def _trimmed(sentence: Span) -> tuple[int, int]:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return start, sentence.start_char + len(text.rstrip())
