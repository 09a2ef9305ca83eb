"""Titles that stand for a person ("Kremlsprecher"): when they do, and when they are somebody else's office."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction.components.tokens import given
from claims.extraction.gazetteer import Candidate, Gazetteer, Match, words_of
from claims.extraction.lexicon import lexicon

_OTHER = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(lexicon('grammar')['not_in_office'])})(?:e[nmrs]?)?\s|(?:Ex|Vize|Alt|Interims)[-‐‑\s])\s?(?:[a-zäöüß]+e[nmrs]?\s)?$",
    re.IGNORECASE,
)
_REACH = 40  # characters before a title in which "der frühere russische" may stand
_NAME_TAGS = frozenset({"NE", "FM", "XY"})


def without_foreign_titles(doc: Doc, gazetteer: Gazetteer, matches: list[Match]) -> list[Match]:
    """`matches` without the titles that are another person's office here: "Kremlsprecher Jan Beer", "der frühere
    Kremlsprecher". The words of a longer title are read one by one instead ("russische Präsident" is Russia's)."""
    names = {match.start: match for match in matches}
    ends = {match.end: match for match in matches}
    found: list[Match] = []
    for match in matches:
        foreign = {
            c for c in match.candidates if _is_title(c) and _is_of_another(doc, match, c.actor.slug, names, ends)
        }
        if not foreign:
            found.append(match)
        elif kept := tuple(c for c in match.candidates if c not in foreign):
            found.append(replace(match, candidates=kept))
        else:
            found.extend(_single_words(doc, gazetteer, match))
    return found


def _is_title(candidate: Candidate) -> bool:
    return candidate.alias.kind == "title"


def _single_words(doc: Doc, gazetteer: Gazetteer, match: Match) -> Iterator[Match]:
    for word in words_of(given(doc), match.start, match.end):
        for single in gazetteer.matches([word]):
            if kept := tuple(c for c in single.candidates if not _is_title(c)):
                yield replace(single, candidates=kept)


def _is_of_another(doc: Doc, match: Match, slug: str, names: dict[int, Match], ends: dict[int, Match]) -> bool:
    """Is the title that of a former or deputy holder, or does another's name stand next to it?"""
    if _OTHER.search(given(doc)[max(0, match.start - _REACH) : match.start]):
        return True
    span = doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return False
    following = doc[span.end] if span.end < len(doc) else None
    comma = following is not None and following.text == ","
    after = doc[span.end + 1] if comma and span.end + 1 < len(doc) else following
    if after is not None and _is_other_name(after, slug, names, {}, full=comma):
        return True
    before = _name_before(doc, span.start)
    return before is not None and _is_other_name(before, slug, {}, ends, full=False)


def _name_before(doc: Doc, at: int) -> Token | None:
    """The last word of "Jan Beer, (der) Kremlsprecher"."""
    at -= 1 if at and doc[at - 1].tag_ == "ART" else 0
    return doc[at - 2] if at > 1 and doc[at - 1].text == "," and doc[at - 2].tag_ in _NAME_TAGS else None


def _is_other_name(word: Token, slug: str, names: dict[int, Match], ends: dict[int, Match], *, full: bool) -> bool:
    """Is the word part of a person's name, and not of the one with `slug`? `full`: a second name must follow."""
    known = names.get(word.idx) or ends.get(word.idx + len(word))
    if known is not None:
        people = {c.actor.slug for c in known.candidates if c.actor.kind == "person"}
        return bool(people) and slug not in people
    if not word.text[:1].isupper() or not word.text[-1:].isalpha() or word.is_sent_start:
        return False
    second = word.nbor() if word.i + 1 < len(word.doc) else None
    named = second is not None and second.text[:1].isupper() and second.tag_ in _NAME_TAGS | {"NN"}
    return (word.tag_ in _NAME_TAGS and (named or not full)) or (word.tag_ == "NN" and named and _both_new(word, names))


def _both_new(word: Token, names: dict[int, Match]) -> bool:
    """Two capitalised words in a row of which the second is a name and not a known actor: "Gregor Alsleben"."""
    second = word.nbor()
    return second.tag_ in _NAME_TAGS and second.idx not in names
