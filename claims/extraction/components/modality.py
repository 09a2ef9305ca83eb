"""Modality: for every draft its stance, certainty, polarity, hearsay and tense, with the words that decided.

A denial summed up ("wies die Vorwürfe zurück") denies what its noun stands for: it is certain and negative, and "bestritt
die Vorwürfe nicht" positive. A refusal ("wies die Forderung zurück") denies no fact: the act itself is what is stated.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache, partial

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.components.clauses import clauses, finite_verb, first_sentence, main_words
from claims.extraction.components.commitment import commitment, proposition
from claims.extraction.components.drafts import Draft
from claims.extraction.components.hearsay import hearsay
from claims.extraction.components.predicates import keys, negations
from claims.extraction.components.tenses import tense_of
from claims.extraction.components.times import times_of
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Span as Offsets
from claims.extraction.types import Stance, Tense

_WORDS = lexicon("modality")
_FUTURE = frozenset(lexicon("times")["future"]) - {"voraussichtlich"}
_REFUSED = frozenset(_WORDS["refused"])
_INDIRECT = frozenset({"indirect", "indirect_free_indirect", "free_indirect"})
_BEFORE = 40  # words before a claim that may belong to the clause over it


@Language.component("factbase_modality", assigns=["doc._.drafts"])
def modality(doc: Doc) -> Doc:
    """Sets stance, certainty, polarity, hearsay and tense of every draft of `doc._.drafts`, and says why in `why`."""
    for draft in doc._.drafts or ():
        judge(doc, draft)
    return doc


def judge(doc: Doc, draft: Draft, outer: Sequence[Token] | None = None) -> None:
    """Sets what `draft` says of itself. A draft without words keeps what it has. `outer` are the clauses over it, where they
    are known: a part of a claim stands under those of the whole."""
    words = _said(doc, draft)
    inner = first_sentence(words)
    if not inner:
        return
    frame = _words(doc, draft.frame) if draft.frame else []
    outer = _outer(doc, draft, words, frame) if outer is None else outer
    _set_stance(doc, draft, inner, outer)
    _set_commitment(draft, inner, outer, whole=words)
    distance = hearsay(main_words(inner), frame) if draft.form != "direct" else hearsay([], frame)
    draft.hearsay = distance is not None
    draft.tense = _tense(doc, draft, inner, outer)
    if distance:
        draft.why.append(f"hearsay: {distance}")


def outer_words(doc: Doc, draft: Draft) -> list[Token]:
    """The words of the clauses over a draft."""
    words = _said(doc, draft)
    return _outer(doc, draft, words, _words(doc, draft.frame) if draft.frame else []) if words else []


def _said(doc: Doc, draft: Draft) -> list[Token]:
    return [token for span in draft.tokens(doc) for token in span if not token.is_space]


def _words(doc: Doc, span: Offsets) -> list[Token]:
    found = doc.char_span(*span, alignment_mode="expand")
    return [token for token in found if not token.is_space] if found is not None else []


def _outer(doc: Doc, draft: Draft, words: Sequence[Token], frame: list[Token]) -> list[Token]:
    """The clauses over a statement: its frame, and the clause that a dass- or ob-clause hangs on."""
    outer = frame or _cue_clause(doc, draft)
    first = words[0].lower_
    if first not in {"dass", "daß", "ob", "wonach"}:
        return outer
    near = _clause_before(words[0])
    if finite_verb(near) is None:
        near = near + _clause_after(words[-1])
    return sorted({*outer, *near}, key=lambda token: token.i)


def _is_alone(draft: Draft, inner: Sequence[Token], outer: Sequence[Token]) -> bool:
    """Is the statement speech of its own, in quotation marks, after a colon or before its frame, and no clause that hangs on
    a verb or noun there ("widersprach: Das stimme", not "widersprach, dass")?"""
    if any(clause.kind in {"dass", "ob", "infinitive", "embedded"} for clause in clauses(inner)[:1]):
        return False
    colon = inner[0].i > 0 and inner[0].nbor(-1).text == ":"
    return draft.form == "direct" or colon or (bool(outer) and outer[0].i > inner[-1].i)


def _cue_clause(doc: Doc, draft: Draft) -> list[Token]:
    """The clause of the cue, where it stands outside the statement."""
    if draft.cue is None or draft.covers(*draft.cue.span):
        return []
    cue = _words(doc, draft.cue.span)
    if not cue:
        return []
    return [*_before(cue[0]), *cue, *_after(cue[-1])]


_ENDS = frozenset({",", ";", ":", "–", "—", "„", "“", '"', "»", "«", ".", "!", "?"})


def _before(token: Token) -> list[Token]:
    found: list[Token] = []
    for here in range(token.i - 1, max(-1, token.i - _BEFORE), -1):
        other = token.doc[here]
        if other.text in _ENDS or (other.i + 1 < len(token.doc) and token.doc[here + 1].is_sent_start):
            break
        found.append(other)
    return [other for other in reversed(found) if not other.is_space]


def _after(token: Token) -> list[Token]:
    found: list[Token] = []
    for here in range(token.i + 1, min(len(token.doc), token.i + _BEFORE)):
        other = token.doc[here]
        if other.text in _ENDS or other.is_sent_start:
            break
        found.append(other)
    return [other for other in found if not other.is_space]


def _clause_before(first: Token) -> list[Token]:
    """The clause that ends with the comma before `first`."""
    if first.is_sent_start or first.i == 0:
        return []
    comma = first.nbor(-1)
    return _before(comma) if comma.text == "," else _before(first)


def _clause_after(last: Token) -> list[Token]:
    """The clause after a statement that opens its sentence: ", ist unklar"."""
    if last.i + 1 >= len(last.doc) or last.nbor().text != ",":
        return []
    return _after(last.nbor())


@cache
def _stances() -> dict[str, Stance]:
    return {word: stance for stance, words in _WORDS["stances"].items() for word in words}


def _set_stance(doc: Doc, draft: Draft, inner: Sequence[Token], outer: Sequence[Token]) -> None:
    cue = _words(doc, draft.cue.span) if draft.cue else []
    if not cue and draft.form == "reported":
        finite = finite_verb(main_words(inner))
        cue = [finite] if finite is not None else []
        cue += [word for word in main_words(inner) if word.tag_ in {"VV(PP)", "VV(INF)"}]
    around = list(outer) if outer and not (draft.cue and draft.covers(*draft.cue.span)) else main_words(inner)
    found = _stance(cue, around)
    if found is not None:
        draft.stance = found[0]
        draft.why.append(f"stance: {found[1]}")


def _stance(cue: Sequence[Token], around: Sequence[Token]) -> tuple[Stance, str] | None:
    for word in cue:
        clause = [word, *around]
        for key in keys(word, clause):
            stance = _phrase(key, around) or _stances().get(key)
            if key == "zurückweisen" and _REFUSED & {other.lemma_.lower() for other in around}:
                stance = "declines"
            if stance is not None:
                return stance, key
    return None


def _phrase(verb: str, around: Sequence[Token]) -> Stance | None:
    words = {word.lower_ for word in around}
    found = (
        entry["stance"] for entry in _WORDS["stance_phrases"] if entry["verb"] == verb and words & set(entry["with"])
    )
    return next(found, None)


def _set_commitment(draft: Draft, inner: Sequence[Token], outer: Sequence[Token], *, whole: Sequence[Token]) -> None:
    judged = partial(commitment, alone=_is_alone(draft, inner, outer), narrated=draft.form == "narrative")
    found = judged(inner, outer)
    if found.why == "?" and not _ends_asking(whole):
        found = judged([word for word in inner if word.text != "?"], outer)
    if draft.form == "reported" and draft.stance == "denies" and found.polarity == "positive":
        draft.certainty, draft.polarity = "certain", "positive" if negations(main_words(inner)) else "negative"
    elif draft.form == "reported" and draft.stance == "declines":
        draft.certainty, draft.polarity = "certain", "positive"
    else:
        draft.certainty, draft.polarity = found.certainty, found.polarity
    if found.why == "?" and draft.stance == "asserts":
        draft.stance = "asks"
    if found.why:
        draft.why.append(f"certainty: {found.why}")


def _ends_asking(words: Sequence[Token]) -> bool:
    """Is the last sentence of a quotation a question too? One that answers itself states."""
    last = next((word.text for word in reversed(words) if word.text in {".", "!", "?", "…"}), "")
    return last == "?"


def _tense(doc: Doc, draft: Draft, inner: Sequence[Token], outer: Sequence[Token]) -> Tense:
    stated = main_words(inner) if draft.form == "reported" else proposition(inner)
    found = tense_of(stated, indirect=draft.form in _INDIRECT)
    if found != "present":
        return found
    if draft.form in _INDIRECT and finite_verb(stated) is not None and _has_past_time(doc, draft):
        return tense_of(stated)
    return "future" if _looks_ahead(doc, draft, stated, outer) else "present"


def _times(doc: Doc, draft: Draft) -> list[tuple[date | None, date | None]]:
    found, at = times_of(doc), bisect_left
    near = (
        found[at(found, low, key=lambda time: time.span[0]) : at(found, high, key=lambda time: time.span[0])]
        for low, high in draft.spans
    )
    return [(time.start, time.end) for times in near for time in times if draft.covers(*time.span)]


def _has_past_time(doc: Doc, draft: Draft) -> bool:
    published: date | None = doc._.published
    return published is not None and any(start and end and end < published for start, end in _times(doc, draft))


def _looks_ahead(doc: Doc, draft: Draft, stated: Sequence[Token], outer: Sequence[Token]) -> bool:
    """Does a present tense speak of what is to come: by a word, a date, or the expectation over it?"""
    if _FUTURE & {word.lower_ for word in stated if word.text != "Morgen"}:
        return True
    published: date | None = doc._.published
    if published is not None and any(start and start > published for start, _ in _times(doc, draft)):
        return True
    subordinate = bool(outer) and any(clause.kind in {"dass", "infinitive"} for clause in clauses(stated)[:1])
    return subordinate and draft.stance in {"expects", "promises"}
