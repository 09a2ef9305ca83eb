"""Clauses of a German sentence: which words carry the main statement, and which verb is its finite one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from claims.extraction.components.morphology import is_finite
from claims.extraction.lexicon import lexicon

ClauseKind = Literal["main", "dass", "ob", "embedded", "infinitive", "fragment"]

_SEPARATORS = frozenset({",", ";", ":", "–", "—", "(", ")", "[", "]", "..."})
_INTRODUCE = frozenset({"dass", "daß", "ob"})
_MARKS = frozenset("„“”\"»«›‹‚‘’'")
_WORDS = lexicon("clauses")
_OPENERS = frozenset(_WORDS["openers"])
_SUBORDINATORS = frozenset(_WORDS["subordinators"])
_INFINITE_MODALS = frozenset(_WORDS["infinite_modals"])
_RELATIVES = frozenset(_WORDS["relatives"])


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two separators. `finite` is their first finite verb."""

    words: tuple[Token, ...]
    kind: ClauseKind
    finite: Token | None


def clauses(words: Sequence[Token]) -> list[Clause]:
    """`words` cut at commas, colons, dashes and brackets, each part with its kind; marks and blanks left out. Where a frame
    was left out between them, a "dass" or "ob" begins a part too."""
    return [_clause(part, at) for at, part in enumerate(_parts(words))]


def _parts(words: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    part: list[Token] = []
    for word in words:
        cut = word.text in _SEPARATORS
        if part and (cut or (word.i > part[-1].i + 1 and word.lower_ in _INTRODUCE)):
            yield tuple(part)
            part = []
        if not cut and not word.is_space and word.text not in _MARKS:
            part.append(word)
    if part:
        yield tuple(part)


def _clause(words: tuple[Token, ...], at: int) -> Clause:
    finite = finite_verb(words)
    return Clause(words, _kind(words, finite, first=at == 0), finite)


def finite_verb(words: Sequence[Token]) -> Token | None:
    """The first finite verb. A modal that looks like an infinitive ("gebaut werden müssen wird") counts only where there
    is no other."""
    finite = [word for word in words if is_finite(word)]
    return next((word for word in finite if word.lower_ not in _INFINITE_MODALS), finite[0] if finite else None)


def _kind(words: tuple[Token, ...], finite: Token | None, *, first: bool) -> ClauseKind:
    opening = _opening(words)
    word = opening[0].lower_
    if word in {"dass", "daß"}:
        return "dass"
    if word == "ob" and opening[0].tag_ != "APPR":
        return "ob"
    if _embeds(opening, finite, first=first):
        return "embedded"
    if finite is not None:
        return "main"
    return "infinitive" if any(word.tag_ in {"PTKZU", "VV(IZU)"} for word in words) else "fragment"


def _opening(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """`words` without the conjunctions and particles before a subordinator."""
    at = 0
    while at < len(words) - 1 and at < 3 and words[at].lower_ in _OPENERS:
        at += 1
    return words[at:]


def _embeds(opening: tuple[Token, ...], finite: Token | None, *, first: bool) -> bool:
    """Is it a subordinate or relative clause? One without a verb yet may be, its verb comes after an insertion."""
    word = opening[0]
    late = finite is None or _is_late(opening, finite)
    if word.tag_ == "KOUS" or word.lower_ in _SUBORDINATORS:
        return late and not (finite is None and word.lower_ in {"wie", "da", "sowie", "während"})
    if word.lower_ in {"als", "je"} and finite is not None:
        return late
    if first:
        return False
    relative = opening[1] if word.tag_ in {"APPR", "APPRART"} and len(opening) > 1 else word
    return relative.lower_ in _RELATIVES and relative.tag_.startswith("PREL") and late


def _is_late(words: tuple[Token, ...], finite: Token) -> bool:
    """Does the verb close the clause, as it does in subordinate ones? What follows may be other verbs or "und …"."""
    after = [word for word in words if word.i > finite.i]
    return (
        not after or after[0].tag_ in {"KON", "$.", "APPR"} or after[0].tag_.startswith("V") or after[0].text in ".!?"
    )


def main_words(words: Sequence[Token]) -> list[Token]:
    """The words of the main statement of `words`, embedded clauses left out. A leading dass- or ob-clause or infinitive is
    the statement itself: its verb may stand after insertions."""
    found: list[Token] = []
    parts = clauses(words)
    finite = open_embedding = False
    for at, clause in enumerate(parts):
        own = at == 0 and clause.kind in {"dass", "ob", "infinitive"}
        if open_embedding or (not own and _is_inside(parts, at)):
            open_embedding = clause.finite is None and clause.kind != "infinitive"
            continue
        if finite and clause.finite is not None:
            break
        found.extend(clause.words)
        finite = finite or clause.finite is not None
    return found


def _is_inside(parts: Sequence[Clause], at: int) -> bool:
    """Is the clause no part of the main one? So is a condition without "wenn" ("Sollte es regnen, werde …") and a whole clause
    after a noun whose verb comes later: "Die Annahme, er könnte gehen, sei falsch"."""
    clause = parts[at]
    if clause.kind != "main":
        return clause.kind != "fragment"
    if at == 0:
        return _opens_with_verb(clause) and any(_opens_with_verb(part) for part in parts[1:2])
    return at == 1 and _is_of_noun(parts)


def _is_of_noun(parts: Sequence[Clause]) -> bool:
    """Is the second clause what the noun before it is about ("Die Annahme, er könnte gehen, sei falsch")?"""
    if len(parts) < 3 or parts[0].kind != "fragment" or parts[1].kind != "main":
        return False
    return _opens_with_verb(parts[2]) and not _opens_with_verb(parts[1])


def _opens_with_verb(clause: Clause) -> bool:
    return clause.finite is not None and clause.finite.i == clause.words[0].i


def complement(words: Sequence[Token]) -> list[Token]:
    """The words from the clause on that another says something of: the first dass-, ob- or als-ob-clause that is not the first
    clause, or the clause of a noun; empty where there is none."""
    parts = clauses(words)
    for at, clause in enumerate(parts[1:], 1):
        of_noun = at == 1 and _is_of_noun(parts) and not _looks_relative(clause)
        if clause.kind in {"dass", "ob"} or _seems(clause) or of_noun:
            start = clause.words[0].i
            return [word for word in words if word.i >= start]
    return []


def _looks_relative(clause: Clause) -> bool:
    """Has it the order of a relative clause, whatever the tagger makes of its first word?"""
    late = clause.finite is not None and _is_late(clause.words, clause.finite)
    return clause.words[0].lower_ in _RELATIVES and late


def _seems(clause: Clause) -> bool:
    """ "als habe er gelogen", "als ob er gelogen hätte"."""
    if len(clause.words) < 2 or clause.words[0].lower_ != "als":
        return False
    return clause.words[1] is clause.finite or clause.words[1].lower_ in {"ob", "wenn"}


def first_sentence(words: Sequence[Token]) -> list[Token]:
    """`words` up to the first full stop inside: in a long quotation the first sentence states, the rest explains."""
    if not words:
        return []
    breaks = words[0].doc._.breaks
    cut = next(
        (at for at, word in enumerate(words) if at and word.i in breaks and _says_something(words[:at])), len(words)
    )
    return list(words[:cut])


def _says_something(words: Sequence[Token]) -> bool:
    return any(is_finite(word) for word in words)
