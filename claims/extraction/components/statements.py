"""A claim as a statement that can be read by itself: names for the pronouns and descriptions, dates for "gestern", the order
of a main clause, no quotation marks. What is not sure stays as the article has it."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from claims.extraction.components.called import genitive
from claims.extraction.components.clauses import finite_verb, main_words
from claims.extraction.components.coordination import is_one_constituent
from claims.extraction.components.drafts import Draft
from claims.extraction.components.marks import LONGEST_SINGLE, quotations_between
from claims.extraction.components.morphology import is_finite
from claims.extraction.components.standins import Stand, speaker_of, stands_for
from claims.extraction.components.tokens import given
from claims.extraction.components.wordorder import Word, as_main_clause, subject_first
from claims.extraction.lexicon import lexicon
from claims.extraction.types import JOINT, Span

_AHEAD = 40  # words of a span in which its verb is looked for
_STOPS = frozenset({".", "!", "?", "…", "..."})
_LEFT_OUT = frozenset({"bis", "und", "oder", "sowie"})  # that is no frame
_AFTER_COMMA = frozenset({*lexicon("clauses")["subordinators"], "dass", "daß", "ob"}) - {
    "während",
    "sowie",
    "da",
    "wo",
    "wie",
}
_TIES = frozenset(lexicon("statements")["ties"])
_MARKS = "„“”\"»«›‹‚‘’'"
_EDGES = " \t\n\r,;:…–—-"
_DASS = frozenset({"dass", "daß"})
_FIRST = frozenset({"ich", "wir"})
_FIRST_OWNED = ("unser", "mein")
_BLANKS = re.compile(r"\s+")


def statement_of(doc: Doc, draft: Draft) -> str:
    """What `draft`, a claim or a part of one, states."""
    spans = [span for span in (_without_marks(doc, span) for span in draft.spans) if span[0] < span[1]]
    tokens = _tokens(doc, spans)
    made = _made(doc, draft, spans, tokens) if tokens else ""
    return made or _BLANKS.sub(" ", JOINT.join(given(doc)[a:b] for a, b in draft.spans)).strip()


def _made(doc: Doc, draft: Draft, spans: Sequence[Span], tokens: list[Token]) -> str:
    body = _without_ties(tokens)
    subject = _span_tokens(doc, draft.subject) if draft.subject is not None else []
    words = _ordered(doc, draft, body, subject)
    shown = [*([draft.subject] if draft.subject is not None else []), *spans]
    stands = list(stands_for(doc, draft, shown, subject or body))
    if draft.form == "direct":
        words = _with_speaker(doc, draft, words)
    text = _text(_replaced(words, stands), _joints(doc, spans))
    return _capital(text.strip(_EDGES).removesuffix(".").strip())


def _tokens(doc: Doc, spans: Sequence[Span]) -> list[Token]:
    return [token for span in spans for token in _span_tokens(doc, span) if not token.is_space]


def _span_tokens(doc: Doc, span: Span) -> list[Token]:
    return list(doc.char_span(*span, alignment_mode="expand") or ())


def _without_marks(doc: Doc, span: Span) -> Span:
    """`span` without the quotation marks around all of it, and without marks of the sentence at its ends."""
    text, (start, end) = given(doc), span
    quotation = doc._.quotation_at.get(start)
    whole = quotation is None or quotation.end >= end or not quotation.closed
    if start < end and text[start] in _MARKS and whole:
        start += 1
        end -= end > start and text[end - 1] in _MARKS
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _joints(doc: Doc, spans: Sequence[Span]) -> dict[int, str]:
    """What stands before a span that goes on with another, by its first token, where a blank would not do."""
    found: dict[int, str] = {}
    for low, high in pairwise(spans):
        before, after = (_span_tokens(doc, span) for span in (low, high))
        if not before or not after or before[-1].text in _STOPS:
            continue
        between = given(doc)[low[1] : high[0]].strip()
        if between.lower() in _LEFT_OUT:
            found[after[0].i] = f" {between} "
        elif after[0].lower_ in _AFTER_COMMA:
            found[after[0].i] = ", "
        elif is_finite(after[0]) and any(word.tag_ == "PTKZU" for word in before[-2:]):
            found[after[0].i] = JOINT
        elif _is_whole(after[:_AHEAD]):
            found[after[0].i] = ", " if finite_verb(before) is not None else JOINT
    return found


def _is_whole(words: Sequence[Token]) -> bool:
    """Do the words begin with a main clause of their own?"""
    main = main_words(words)
    finite = finite_verb(main)
    before = [word for word in main if finite is not None and word.i < finite.i]
    opens = bool(before) and words[0] is before[0] and not before[0].tag_.startswith(("V", "ADJ(D"))
    together = opens and finite is not None and finite.i - before[0].i == len(before)
    return together and finite is not main[-1] and is_one_constituent(before)


def _without_ties(tokens: list[Token]) -> list[Token]:
    at = 0
    while at < len(tokens) - 1 and tokens[at].lower_ in _TIES:
        at += 1
    return tokens[at:]


def _ordered(doc: Doc, draft: Draft, body: Sequence[Token], subject: Sequence[Token]) -> list[Word]:
    """The words in the order of a main clause, where that is sure; a clause without its "dass" gets it back else."""
    alone = not draft.parts and not any(token.i in doc._.breaks for token in body[1:])
    hanging = draft.hangs or body[0].lower_ in _DASS
    if hanging and alone:
        found = as_main_clause(doc, body, subject)
        lead = [Word(body[0], f"Dass {body[0].text}"), *map(Word, body[1:])]
        return found or ([*map(Word, body)] if not draft.hangs else _hung(lead, subject))
    if subject:
        return [*map(Word, subject), *map(Word, body)]
    found = subject_first(doc, draft, body) if alone else None
    return found or [Word(token) for token in body]


def _hung(lead: list[Word], subject: Sequence[Token]) -> list[Word]:
    """ "Dass Kim …" for the words of a clause whose "dass" stands before another part."""
    if not subject:
        return lead
    first = Word(subject[0], f"Dass {subject[0].text}")
    return [first, *map(Word, subject[1:]), Word(lead[0].token), *lead[1:]]


def _with_speaker(doc: Doc, draft: Draft, words: list[Word]) -> list[Word]:
    """ "Wir [die Bundesregierung] werden liefern", "Towns Regierung" for "meine Regierung"."""
    at = next((n for n, word in enumerate(words) if _is_first(word.token)), None)
    owned = next((n for n, word in enumerate(words[:2]) if _is_own(word.token)), None) if at is None else None
    if (place := at if at is not None else owned) is None or _in_inner_quotation(doc, words[place].token):
        return words
    name = speaker_of(doc, draft)
    if name is None:
        return words
    word = words[place].token
    mine = (
        at is None and word.lower_.startswith("mein") and place + 1 < len(words) and words[place + 1].token.tag_ == "NN"
    )
    shown = genitive(name) if mine and name[:1].isupper() else f"{word.text} [{name}]"
    return [*words[:place], Word(word, shown), *words[place + 1 :]]


def _is_first(word: Token) -> bool:
    return word.lower_ in _FIRST and word.tag_ not in {"NN", "NE"}


def _is_own(word: Token) -> bool:
    return word.tag_ == "PPOSAT" and word.lower_.startswith(_FIRST_OWNED)


def _in_inner_quotation(doc: Doc, word: Token) -> bool:
    """Does the word stand in somebody else's words inside the speech?"""
    near = quotations_between(doc._.quotations, word.idx - LONGEST_SINGLE, word.idx)
    return any(q.level > 0 and word.idx < q.end for q in near)


def _replaced(words: Sequence[Word], stands: Sequence[Stand]) -> list[Word]:
    """`words` with what stands for some of them in their place."""
    ordered = sorted(stands, key=lambda stand: stand[0])
    starts = [span[0] for span, _ in ordered]
    found: list[Word] = []
    for word in words:
        here = word.token.idx
        at = bisect_right(starts, here) - 1
        (low, high), text = ordered[at] if at >= 0 else ((-1, -1), "")
        if here == low:
            small = word.text is not None and word.text[:1].islower()
            found.append(Word(word.token, text[:1].lower() + text[1:] if small and text[:1] in "AI" else text))
        elif here >= high:
            found.append(word)
    return found


def _text(words: Sequence[Word], joints: Mapping[int, str]) -> str:
    """The words in a row, with the blanks of the article where they stand side by side there."""
    pieces: list[str] = []
    for at, word in enumerate(words):
        pieces.append(word.token.text if word.text is None else word.text)
        if at + 1 < len(words):
            following = words[at + 1].token
            pieces.append(joints.get(following.i) or _between(word.token, following))
    return _BLANKS.sub(" ", "".join(pieces))


def _between(token: Token, following: Token) -> str:
    if following.i == token.i + 1:
        return token.whitespace_
    glued = following.i > 0 and not following.nbor(-1).whitespace_ and not following.text[:1].isalnum()
    return "" if glued and not following.nbor(-1).is_space else " "


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
