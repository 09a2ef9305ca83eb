"""Words that mean somebody named elsewhere, or a day counted from another, and what stands for them in a statement that is
read by itself. A doubtful one stays."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from spacy.tokens import Doc, Token

from claims.extraction.components.actors import outermost
from claims.extraction.components.called import Case, called, genitive, in_case, place_of, short_name
from claims.extraction.components.drafts import Draft
from claims.extraction.components.morphology import is_finite
from claims.extraction.components.referents import Reference, Referent
from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Span, Time

_WORDS = lexicon("statements")
_STATES = frozenset(_WORDS["state_nouns"])
_PAIRS = frozenset(_WORDS["pair_nouns"])
_CASES: dict[str, Case] = _WORDS["determiner_cases"]
_PAIR_CASES: dict[str, Case] = _WORDS["pair_cases"]
_PRONOUNS: dict[str, Case] = {
    "er": "nominative",
    "sie": "nominative",
    "ihn": "accusative",
    "ihm": "dative",
    "ihr": "dative",
}
_DAYS, _YEARS, _MONTHS = (frozenset(_WORDS[name]) for name in ("days", "years", "months"))
_MONTH_NAMES: list[str] = _WORDS["month_names"]
_MONTH = "|".join(_MONTH_NAMES)
_WEEKDAY = re.compile(rf"am (?:{'|'.join(_WORDS['weekdays'])})", re.IGNORECASE)
_OF_A_YEAR = re.compile(
    rf"(?:(?:im|anfang|mitte|ende|seit|am \d{{1,2}}\.|seit dem \d{{1,2}}\.) )+(?:{_MONTH})", re.IGNORECASE
)
_AGO = re.compile(r"vor \w+ (?:jahren|jahr)", re.IGNORECASE)
_PARTS_OF_DAYS = frozenset({"morgen", "früh", "vormittag", "mittag", "nachmittag", "abend", "nacht"})
_WHICH = ("vergangen", "letzt", "kommend", "nächst", "vorig", "dies")
_SENTENCE_END = re.compile(r"[.!?„“\"\n]")
_SURE = 0.9
_NEAR = 150  # characters to either side of a word
_FAR = 60  # tokens before a statement among which whose it is, is looked for
_SENTENCES = 2
_OWNED = ("sein", "ihr")

Stand = tuple[Span, str]  # characters, and what to put in their place


def stands_for(doc: Doc, draft: Draft, spans: Sequence[Span], body: Sequence[Token]) -> Iterator[Stand]:
    """What to put in place of which characters of a statement that has the words at `spans`; `body` are its tokens."""
    yield from _references(doc, spans)
    yield from _owner(doc, draft, body)
    for time in draft.times:
        if (dated := _dated(doc, time)) is not None:
            yield time.span, dated


def _references(doc: Doc, spans: Sequence[Span]) -> Iterator[Stand]:
    """Pronouns and descriptions of somebody who is named neither before nor in the same sentence of the statement."""
    here = [r for low, high in spans for r in outermost(doc._.discourse.between(low, high)) if r.end <= high]
    breaks = _breaks(doc, spans)
    named = {(id(r.referent.itself), bisect_right(breaks, r.start)) for r in here if r.how == "name"}
    told: set[int] = set()
    for words, group in groupby(here, key=lambda r: (r.start, r.end)):
        meant = list(group)
        sentence = bisect_right(breaks, words[0])
        ids = {id(r.referent.itself) for r in meant}
        if not any(one in told or (one, sentence) in named for one in ids):
            stand = _stand(doc, meant)
            if stand is not None and not _is_said_near(doc, words, stand):
                yield words, stand
        told |= {id(r.referent.itself) for r in meant if r.how == "name"} | ids


def _is_said_near(doc: Doc, words: Span, name: str) -> bool:
    """Do the words around hold the last word of the name already, as somebody else's or unread?"""
    last = name.rsplit(maxsplit=1)[-1].removesuffix("s").removesuffix("'")
    before = _SENTENCE_END.split(given(doc)[max(0, words[0] - _NEAR) : words[0]])[-1]
    behind = _SENTENCE_END.split(given(doc)[words[1] : words[1] + _NEAR], maxsplit=1)[0]
    return last in before or last in behind


def _breaks(doc: Doc, spans: Sequence[Span]) -> list[int]:
    found: list[int] = []
    for low, high in spans:
        place = doc.char_span(low, high, alignment_mode="expand")
        found += [token.idx for token in place if token.i in doc._.breaks] if place is not None else []
    return found


def _stand(doc: Doc, meant: Sequence[Reference]) -> str | None:
    first = meant[0]
    if any(r.sure < _SURE or not r.referent.itself.name or r.referent.itself.kind == "group" for r in meant):
        return None
    place = doc.char_span(first.start, first.end)
    if place is None or first.how not in {"pronoun", "noun", "role"}:
        return None
    words = [token.lower_ for token in place]
    if len(meant) > 1:
        return _several(doc, meant, words) if len(meant) == 2 else None
    if first.how == "pronoun":
        one = first.referent.itself
        sure = words[0] in _PRONOUNS and (one.kind == "person" or _is_subject(place[0]))
        return in_case(doc, one, _PRONOUNS[words[0]]) if sure else None
    return _described(doc, first.referent.itself, words, place[-1])


def _is_subject(word: Token) -> bool:
    """Does the pronoun stand right before its verb or behind "dass", where it is a subject?"""
    verb = word.i + 1 < len(word.doc) and is_finite(word.nbor())
    return word.lower_ in {"er", "sie"} and (verb or (word.i > 0 and word.nbor(-1).lower_ == "dass"))


def _several(doc: Doc, meant: Sequence[Reference], words: Sequence[str]) -> str | None:
    """ "Russland und China" for "die beiden Länder" and "sie"."""
    if words[-1] in _PAIRS and len(words) > 1:
        case = _PAIR_CASES.get(words[0])
    else:
        case = "nominative" if words == ["sie"] else None
    ones = sorted((r.referent.itself for r in meant), key=lambda one: place_of(doc, one))
    names = [in_case(doc, one, case) for one in ones] if case is not None else [None]
    return " und ".join(name for name in names if name) if all(names) else None


def _described(doc: Doc, one: Referent, words: Sequence[str], last: Token) -> str | None:
    """The name for "das Land" and for "die Ministerin", unless more words behind tell which."""
    following = last.nbor() if last.i + 1 < len(doc) else None
    relative = following is not None and following.text == "," and last.i + 2 < len(doc) and _relates(last.nbor(2))
    tied = following is not None and (
        following.lower_ in {"des", "der", "von", "eines", "einer"} or following.tag_ == "NE"
    )
    if relative or tied or len(words) < 2:
        return None
    case = _CASES.get(words[0])
    if case is None or (one.kind == "country") != (words[-1] in _STATES) or one.kind not in {"country", "person"}:
        return None
    masculine = words[0] == "der" and (words[-1] in {"norden", "süden", "staat"} or one.feminine is False)
    return None if words[0] == "der" and not masculine else in_case(doc, one, case)


def _relates(word: Token) -> bool:
    return word.tag_.startswith("PREL") or word.lower_ in {"der", "die", "das", "dem", "den", "dessen", "deren"}


def _owner(doc: Doc, draft: Draft, body: Sequence[Token]) -> Iterator[Stand]:
    """ "Putins Regierung" for "seine Regierung", where that opens the statement and one alone can be meant."""
    at = next((n for n, word in enumerate(body[:2]) if word.lower_ not in {"dass", "daß"}), len(body))
    if at + 1 >= len(body):
        return
    word = body[at]
    if word.tag_ != "PPOSAT" or not word.lower_.startswith(_OWNED) or body[at + 1].tag_ != "NN" or _is_noted(doc, word):
        return
    one = _sole(doc, draft, word)
    name = short_name(doc, one) if one is not None else None
    feminine_state = one is not None and one.kind != "person" and (in_case(doc, one, "genitive") or " ").find(" ") >= 0
    if name and not feminine_state:
        yield (word.idx, word.idx + len(word)), genitive(name)


def _is_noted(doc: Doc, word: Token) -> bool:
    """Does the phrase mean somebody by itself ("seine Frau")?"""
    return any(r.referent.itself.name for r in doc._.discourse.between(word.idx, word.idx + 1))


def _sole(doc: Doc, draft: Draft, word: Token) -> Referent | None:
    """The only one of the sentences before whom a possessive can mean."""
    low, breaks = word.i, 0
    while low > max(0, word.i - _FAR) and breaks < _SENTENCES:
        low -= 1
        breaks += low in doc._.breaks
    near = [r for r in doc._.discourse.between(doc[low].idx, word.idx) if r.how != "phrase"]
    if draft.form != "direct" and draft.speaker is not None:
        near += [r for r in doc._.discourse.between(*draft.speaker) if r.how != "phrase"]
    masculine = word.lower_.startswith("sein")
    fitting = [r for r in near if _may_own(r.referent.itself, masculine=masculine)]
    ones = {id(r.referent.itself): r.referent.itself for r in fitting}
    sure = any(r.subject and r.sure >= _SURE for r in fitting)
    return next(iter(ones.values())) if len(ones) == 1 and sure and fitting[0].referent.itself.name else None


def _may_own(one: Referent, *, masculine: bool) -> bool:
    """May "sein" (else "ihr", also of several) mean it?"""
    if one.kind == "place":
        return False
    if not masculine:
        return one.kind != "person" or one.feminine is not False or one.plural
    return one.feminine is not True and one.gender != "f" and not one.plural and one.kind != "group"


def speaker_of(doc: Doc, draft: Draft) -> str | None:
    """Who speaks, in the nominative; None where that is not sure."""
    if draft.speaker is None or draft.meant < _SURE:
        return None
    found = [r for r in doc._.discourse.covering(*draft.speaker) if r.sure >= _SURE]
    ones = {id(r.referent.itself): r.referent.itself for r in found}
    one = next(iter(ones.values())) if len(ones) == 1 else None
    if one is not None and one.kind == "person" and one.name:
        return called(doc, one)
    return _as_subject(given(doc)[slice(*draft.speaker)].split(",")[0])


def _as_subject(words: str) -> str | None:
    """The words for a speaker, where they are a nominative: "die Bundesregierung", "ein Anwohner"."""
    first, _, rest = words.partition(" ")
    if not rest or first.lower() not in {"die", "der", "das", "ein", "eine"} or len(words) > 80 or "\n" in words:
        return words if words[:1].isupper() and not rest and words.lower() not in _PRONOUNS else None
    return f"{first.lower()} {rest}"


def _dated(doc: Doc, time: Time) -> str | None:
    """The date for "gestern", "am Montag", "im vergangenen Jahr", "im März", where nothing else is said with it."""
    if time.start is None or time.end is None or not _stands_alone(doc, time):
        return None
    words, same = time.text.lower(), time.start == time.end
    if same and (words in _DAYS or _WEEKDAY.fullmatch(words)):
        return f"am {time.start.day}. {_MONTH_NAMES[time.start.month - 1]} {time.start.year}"
    if time.precision == "year" and time.start.year == time.end.year and (words in _YEARS or _AGO.fullmatch(words)):
        return f"im Jahr {time.start.year}"
    if words in _MONTHS:
        return f"im {_MONTH_NAMES[time.start.month - 1]} {time.start.year}"
    return f"{time.text} {time.start.year}" if _OF_A_YEAR.fullmatch(words) else None


def _stands_alone(doc: Doc, time: Time) -> bool:
    text = given(doc)
    before = text[max(0, time.span[0] - 12) : time.span[0]].split(" ")[-2:-1]
    after = text[time.span[1] : time.span[1] + 14].split()[:1]
    follows = after[0].strip(".,;:!?").lower() if after else ""
    tied = bool(before) and before[0].lower() in {
        "bis",
        "von",
        "vom",
        "ab",
        "seit",
        "für",
        "auf",
        "zu",
        "zum",
        "der",
        "dem",
        "des",
        "den",
    }
    apposition = text[time.span[1] : time.span[1] + 5].startswith((", dem", ", den", ", am "))
    further = follows in _PARTS_OF_DAYS or follows.startswith(_WHICH)
    return not tied and not apposition and not further and not follows[:4].isdigit()
