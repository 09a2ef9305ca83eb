"""The words of a statement in the order of a main clause: the verb of a dass-clause behind its subject, the subject before
a time that stood in front. Where the parts of a clause are not sure, its order stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from claims.extraction.components.clauses import clauses, finite_verb, main_words
from claims.extraction.components.drafts import Draft
from claims.extraction.components.morphology import is_finite, is_verb
from claims.extraction.components.phrases import core_end, is_nominal, phrase_end
from claims.extraction.components.subjects import phrase_as_subject, single
from claims.extraction.lexicon import lexicon

_WORDS = lexicon("statements")
_PREFIXES = tuple(_WORDS["prefixes"])
_DASS = frozenset({"dass", "daß"})
_TIMES = frozenset(_WORDS["fronted_times"])
_CLOSING = frozenset("“”\"«‹’'»")
_DEFINITE = frozenset({"das", "die", "den", "dem"})
_OF_NOUNS = frozenset(
    {"zwischen", "über", "gegen", "für", "mit", "zu", "zum", "zur", "an"}
)  # may belong to the noun before
_GENITIVES = frozenset(lexicon("statements")["genitives"])
_OWN_PRONOUNS = frozenset({"sich", "ihn", "ihm", "ihnen", "mich", "uns", "mir", "euch"})


@dataclass(frozen=True, slots=True)
class Word:
    """A token in a statement, with other words in its place where `text` is given ("" leaves it out)."""

    token: Token
    text: str | None = None


def as_main_clause(doc: Doc, words: Sequence[Token], subject: Sequence[Token]) -> list[Word] | None:
    """A clause with its verb last, with or without its "dass", as a main clause; None where its parts are not sure."""
    body = list(words[1:] if words[0].lower_ in _DASS else words)
    first = clauses(body)[:1]
    finite = _last_verb(first[0].words) if first else None
    if finite is None or first[0].words[0] is not body[0] or _ends_quotation(doc, finite):
        return None
    last = first[0].words[-1].i
    inner = [word for word in body if word.i <= last and word is not finite]
    reflexive = [word for word in inner[:1] if word.lower_ == "sich"]
    inner = inner[len(reflexive) :]
    front = list(subject) or _front(doc, inner, finite)
    stem, prefix = _parted(finite)
    if not front or stem is None:
        return None
    middle = inner if subject else inner[len(front) :]
    ordered = [*_plain(front), Word(finite, stem), *_plain([*reflexive, *middle])]
    if prefix:
        last_word = ordered[-1]
        ordered[-1] = Word(last_word.token, f"{last_word.text or last_word.token.text} {prefix}")
    return [*ordered, *_plain([word for word in body if word.i > last])]


def _ends_quotation(doc: Doc, verb: Token) -> bool:
    """Is the verb among words in quotation marks, which stay as they are?"""
    return verb.i + 1 < len(doc) and doc[verb.i + 1].text in _CLOSING


def _plain(words: Sequence[Token]) -> list[Word]:
    return [Word(word) for word in words]


def _last_verb(clause: Sequence[Token]) -> Token | None:
    """The finite verb of a clause that ends with it, or with it and other verbs; the tagger may take it for an infinitive."""
    finite = clause[-1] if is_finite(clause[-1]) else finite_verb(clause)
    if finite is None and len(clause) > 1 and clause[-2].tag_ != "PTKZU" and _looks_finite(clause[-1]):
        finite = clause[-1]
    closes = finite is not None and all(is_verb(word) for word in clause if word.i > finite.i)
    return finite if closes and finite is not clause[0] else None


def _looks_finite(last: Token) -> bool:
    """ "dass sie liefern", "dass er sich beteiligt"."""
    return last.tag_.endswith("(INF)") or (
        last.tag_ == "VV(PP)" and last.lower_.endswith("t") and last.lower_[:2] != "ge"
    )


def _front(doc: Doc, words: Sequence[Token], finite: Token) -> list[Token]:
    """The words that may stand before the verb: the subject, or a phrase with a preposition that stands first."""
    if not words:
        return []
    first = words[0]
    if first.lower_ == "weder":
        return _neither(doc, words, finite)
    if first.tag_ in {"APPR", "APPRART"}:
        end = phrase_end(doc, first.i + 1, finite.i, appositions=False)
        whole = end > first.i + 1 and single(doc, first.i + 1, end) == end
        return list(doc[first.i : end]) if whole and phrase_as_subject(doc, end, finite.i, finite) else []
    found = list(phrase_as_subject(doc, first.i, finite.i, finite))
    beyond = doc[found[-1].i + 1] if found else first
    if found and beyond.lower_ == "zwischen":
        return _with_two(doc, found, finite)
    return [] if found and _is_tied(found[-1], beyond) else found


def _with_two(doc: Doc, noun: list[Token], finite: Token) -> list[Token]:
    """ "der Streit" with "zwischen Kiel und Bonn" behind it."""
    start = noun[-1].i + 2
    middle = core_end(doc, start, finite.i)
    if middle == start or middle >= finite.i or doc[middle].lower_ != "und":
        return []
    end = single(doc, middle + 1, core_end(doc, middle + 1, finite.i))
    return list(doc[noun[0].i : end]) if end > middle + 1 else []


def _is_tied(last: Token, beyond: Token) -> bool:
    """May the phrase go on with `beyond`: a genitive, "zwischen …", "als …"?"""
    return last.tag_ == "NN" and (beyond.lower_ in _OF_NOUNS or beyond.lower_ in _GENITIVES)


def _neither(doc: Doc, words: Sequence[Token], finite: Token) -> list[Token]:
    """ "weder Russland noch China"."""
    first = words[0].i
    middle = core_end(doc, first + 1, finite.i)
    if middle >= finite.i or doc[middle].lower_ != "noch":
        return []
    end = single(doc, middle + 1, core_end(doc, middle + 1, finite.i))
    return list(doc[first:end]) if end > middle + 1 else []


@cache
def _separable() -> dict[str, str]:
    """Verbs whose prefix stands apart in a main clause, with it."""
    cues = (verb for group in ("clause", "act", "think") for verb in lexicon("cues")[group])
    parts = [verb.split("|") for verb in (*cues, *_WORDS["separable"]) if "|" in verb]
    return {"".join(verb): verb[0] for verb in parts}


def _parted(finite: Token) -> tuple[str | None, str]:
    """The verb as it stands in a main clause, and its prefix; None where it may have one that is not known."""
    if not finite.tag_.startswith("VV"):
        return finite.text, ""
    prefix = _separable().get(finite.lemma_.lower())
    if prefix is not None and finite.lower_.startswith(prefix):
        return finite.text[len(prefix) :], prefix
    return (None if finite.lower_.startswith(_PREFIXES) else finite.text), ""


def subject_first(doc: Doc, draft: Draft, words: Sequence[Token]) -> list[Word] | None:
    """ "Im Mai besuchte Putin das Land" as "Putin besuchte das Land im Mai"."""
    main = main_words(words)
    finite = finite_verb(main)
    clause = next((part.words for part in clauses(words)[:1] if finite in part.words), ())
    if finite is None or not clause or clause[0] is not words[0]:
        return None
    before = doc[words[0].i : finite.i]
    if not len(before):
        return _verb_second(doc, draft, words, finite, clause)
    if not _is_time(draft, before.start_char, before.end_char, before.text):
        return None
    after = finite.i + 1
    reflexive = [word for word in doc[after : after + 1] if word.lower_ == "sich"]
    subject = list(phrase_as_subject(doc, after + len(reflexive), clause[-1].i + 1, finite))
    if not subject:
        return None
    rest = [word for word in words if word.i > subject[-1].i]
    tied = bool(rest) and rest[0].tag_.startswith("APPR") and subject[-1].tag_ == "NN"  # it may belong to the noun
    if tied or _goes_on(subject, rest):
        return None
    ahead = _ahead_of_time(doc, rest, clause[-1].i + 1)
    moved = [Word(words[0], _small(words[0])), *_plain(words[1 : finite.i - words[0].i])]
    return [*_plain([*subject, finite, *reflexive, *rest[:ahead]]), *moved, *_plain(rest[ahead:])]


def _verb_second(
    doc: Doc, draft: Draft, words: Sequence[Token], finite: Token, clause: Sequence[Token]
) -> list[Word] | None:
    """ "habe er gesehen", whose "laut X" stands outside: with the subject before its verb."""
    asked = any(word.text in {"?", "!"} for word in words[-2:])
    reflexive = [word for word in words[1:2] if word.lower_ == "sich"]
    subject = list(phrase_as_subject(doc, finite.i + 1 + len(reflexive), clause[-1].i + 1, finite))
    if draft.form != "indirect" or asked or not subject or words[0] is not finite:
        return None
    rest = words[1 + len(reflexive) + len(subject) :]
    tied = bool(rest) and _is_tied(subject[-1], rest[0])
    return (
        None
        if tied or _goes_on(subject, rest) or _follows_condition(rest)
        else _plain([*subject, finite, *reflexive, *rest])
    )


def _goes_on(subject: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Is there more to the subject, or is it nobody ("keine Kündigungen")?"""
    return subject[0].lower_.startswith("kein") or (bool(rest) and rest[0].text in {",", "(", "–"})


def _follows_condition(rest: Sequence[Token]) -> bool:
    """Does a clause with its verb first follow: "Sollte es regnen, werde …"?"""
    return any(part.kind == "main" and part.finite is part.words[0] for part in clauses(rest)[1:2])


def _is_time(draft: Draft, start: int, end: int, text: str) -> bool:
    return text.lower() in _TIMES or any(time.span == (start, end) for time in draft.times)


def _small(word: Token) -> str:
    """The word inside a sentence: with a small letter unless it is a noun."""
    return word.text if is_nominal(word) else word.text[:1].lower() + word.text[1:]


def _ahead_of_time(doc: Doc, rest: Sequence[Token], stop: int) -> int:
    """How many words stand before a time: a pronoun, or an object with "das" or the like or by name, where more follows."""
    if not rest or rest[0].i >= stop:
        return 0
    first = rest[0]
    if first.lower_ in _OWN_PRONOUNS or first.tag_ == "PDS":
        return 1
    if first.lower_ not in _DEFINITE and first.tag_ != "NE":
        return 0
    end = core_end(doc, first.i, stop)
    end = single(doc, first.i, end) if end > first.i else first.i
    return end - first.i
