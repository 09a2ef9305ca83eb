"""The subject of a clause, in words, where its place and form leave no doubt."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claims.extraction.components.cases import first_candidate, fronted_subject, is_plural_verb, is_several
from claims.extraction.components.clauses import clauses, finite_verb, main_words
from claims.extraction.components.entities import entities_between
from claims.extraction.components.personal import is_personal
from claims.extraction.components.phrases import TIME_NOUNS, core_end, is_nominal, may_be_subject, phrase_end
from claims.extraction.lexicon import lexicon

_NOMINATIVE = frozenset(lexicon("statements")["nominative"])
_EITHER = frozenset({"sie", "es", "dies", "das"})
_NAMED = (*lexicon("grammar")["place_nouns"], *lexicon("grammar")["acting_nouns"])
_EITHER_NUMBER = frozenset({"die", "diese", "seine", "ihre", "unsere", "meine", "keine", "alle", "beide"})
_LONGEST_NAME = 60  # characters
_ANYBODY = frozenset({"niemand", "jemand", "alles", "nichts", "jeder", "keiner", "viele", "alle", "beide"})
_SINGULAR = frozenset({"er", "es", "ich", "man", "dies", "das"})


def is_nominative(word: Token) -> bool:
    """Is it a pronoun that is, or may be, a subject?"""
    return word.lower_ in _NOMINATIVE or (word.lower_ in _EITHER and word.tag_ in {"PPER", "PDS", "PIS"})


def subject_of(words: Sequence[Token]) -> Sequence[Token]:
    """The subject of the main clause of `words`, or of the dass-clause that they are; empty where it is not sure."""
    main = main_words(words)
    finite = finite_verb(main)
    if finite is None or not main:
        return ()
    if main[0].lower_ in {"dass", "daß"}:
        return phrase_as_subject(finite.doc, main[1].i, finite.i, finite) if len(main) > 1 else ()
    before = [word for word in main if word.i < finite.i]
    if before and may_open_as_subject(before):
        return _fronted(before, main, finite)
    return _fronted(before, main, finite) or _behind(main, finite)


def may_open_as_subject(before: Sequence[Token]) -> bool:
    """Is what stands before the verb a phrase that is no time and may be a subject, so that none behind it is sure to be?"""
    first, doc = before[0], before[0].doc
    core = core_end(doc, first.i, before[-1].i + 1)
    return core > first.i and may_be_subject(doc, first.i, core) and not _is_time(doc[core - 1])


def _is_time(noun: Token) -> bool:
    return noun.text in TIME_NOUNS or noun.text in {"Mal", "Anfang", "Mitte", "Ende"} or noun.tag_ == "CARD"


def _fronted(before: Sequence[Token], main: Sequence[Token], finite: Token) -> Sequence[Token]:
    """The subject where it opens the clause: all that stands before the verb."""
    before = before[1:] if before and before[0].tag_ == "KON" else before
    if not before:
        return ()
    doc, first = finite.doc, before[0].i
    if len(before) == 1 and is_nominative(before[0]):
        return before
    end = phrase_end(doc, first, before[-1].i + 1, appositions=False)
    if end == first or not (end == before[-1].i + 1 or doc[end].text == ","):
        return ()
    contiguous = [word for word in main if word.i >= first]
    sure = fronted_subject(doc, contiguous, finite) or _nobody_behind(doc, first, end, finite)
    return list(doc[first:end]) if sure else ()


def _nobody_behind(doc: Doc, first: int, end: int, finite: Token) -> bool:
    """Does the phrase [first, end) agree with the verb, which no name, pronoun or noun for a person follows?"""
    after = [word for word in doc[finite.i + 1 : finite.i + 4] if word.tag_ not in {"ART", "ADJ(A)", "PRF"}]
    acts = bool(after) and (is_nominative(after[0]) or _is_name(doc, after[0]) or is_personal(after[0].text))
    return not acts and len(phrase_as_subject(doc, first, end, finite)) > 0


def _behind(main: Sequence[Token], finite: Token) -> Sequence[Token]:
    """The subject where something else opens the clause: the first phrase behind the verb."""
    doc = finite.doc
    clause = next((part.words for part in clauses(main) if finite in part.words), main)
    after = [word for word in clause if word.i > finite.i and word.lower_ != "sich"]
    if not after or clause[0] is finite:
        return ()
    if is_nominative(after[0]):
        return after[:1] if after[0].lower_ in _SINGULAR or is_plural_verb(finite) else ()
    at = first_candidate(doc, finite.i + 1, clause)
    return phrase_as_subject(doc, at, clause[-1].i + 1, finite) if at == after[0].i else ()


def phrase_as_subject(doc: Doc, start: int, stop: int, finite: Token) -> Sequence[Token]:
    """The phrase at token `start`, where it can be the subject of `finite` by its form and number, and is no time."""
    if start >= stop:
        return ()
    if is_nominative(doc[start]) or (doc[start].lower_ in _ANYBODY and core_end(doc, start, stop) == start):
        return [doc[start]]
    core = core_end(doc, start, stop)
    if core == start or doc[start - 1].tag_.startswith("APPR") or not may_be_subject(doc, start, core):
        return ()
    end = max(phrase_end(doc, start, stop, appositions=False), core)
    end = next((word.i for word in doc[core:end] if word.lower_ in {"für", "aus"}), end)  # may belong to the verb
    end = single(doc, start, end)
    if end == start:
        return ()
    known = is_nominal(doc[start]) or doc[start].tag_ in {"ART", "PPOSAT", "PDAT", "PIAT", "CARD", "ADJ(A)"}
    several = is_several(doc, start, core, core) or any(word.lower_ == "und" for word in doc[start:end])
    open_ = doc[core - 1].lemma_ == doc[core - 1].text and doc[start].lower_ in _EITHER_NUMBER | {doc[core - 1].lower_}
    fits = several == is_plural_verb(finite) or (open_ and is_plural_verb(finite))
    return list(doc[start:end]) if known and fits and not _is_time(doc[core - 1]) else ()


def single(doc: Doc, start: int, end: int) -> int:
    """`end` of the phrase at `start`, cut where another noun begins another phrase ("Kim | Granaten", "der Präsident |
    Waffen"); `start` where that is not sure ("die Armee Russland")."""
    for at in range(start, end - 1):
        first, second = doc[at], doc[at + 1]
        if not (is_nominal(first) and is_nominal(second)):
            continue
        named = _name_end(doc, first)
        if named > second.idx:
            continue
        if named and first.tag_ != "NN" and (second.tag_ == "NN" or _name_end(doc, second)):
            return at + 1
        if (not named or first.tag_ == "NN") and not _bears_name(doc, first, second):
            return at + 1 if is_personal(first.text) or _is_name(doc, first) else start
    return end


def _bears_name(doc: Doc, noun: Token, name: Token) -> bool:
    """ "Präsident Putin", "der Flughafen Tegel", "die Partei Aufbruch"; a state beside a noun may be another phrase."""
    if is_personal(noun.text) or _name_end(doc, noun):  # the latter: "der US-Amerikaner"
        return _is_name(doc, name) or is_personal(name.text)
    state = any(e.kind == "country" for e in entities_between(doc, name.idx, name.idx + 1))
    return name.tag_ in {"NE", "FM"} and not state and noun.lower_.endswith(_NAMED)


def _is_name(doc: Doc, word: Token) -> bool:
    return word.tag_ in {"NE", "FM"} or bool(_name_end(doc, word))


def _name_end(doc: Doc, word: Token) -> int:
    """The character where the name ends that holds this word; 0 where none does."""
    near = doc._.discourse.between(word.idx - _LONGEST_NAME, word.idx + 1) if doc._.discourse is not None else ()
    return max((r.end for r in near if r.how == "name" and r.end > word.idx), default=0)
