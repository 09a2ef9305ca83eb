"""Times: every expression of time of an article, resolved to days against the day of publication.

"seit X" runs up to the day of publication, "ab X" has no end, "bis X" no beginning; a time of day gets the day that is
said in the same sentence. What needs the day of publication stays unresolved without it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

import claims.extraction.components.drafts  # noqa: F401  sets up doc._.published
from claims.extraction.components import dates
from claims.extraction.components.clauses import Clause, clauses
from claims.extraction.components.morphology import is_noun, is_verb
from claims.extraction.components.predicates import keys
from claims.extraction.components.tenses import tense_of
from claims.extraction.components.timepatterns import BARE_YEAR, PATTERNS
from claims.extraction.components.timewords import Base, Resolved, Resolver
from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Time

_WORDS = lexicon("times")
_FUTURE = frozenset(_WORDS["future"])
_AHEAD = frozenset(_WORDS["looking_ahead"])
_LASTING = frozenset(_WORDS["lasting"])
_ONCE = frozenset({"früher", "damals", "einst", "ehedem", "einstmals"})
_BEFORE_YEAR = frozenset(_WORDS["before_year"]) | {name for names in _WORDS["months"].values() for name in names}
_BEFORE_FIGURE = frozenset(_WORDS["before_figure"])
_PREFIX = re.compile(
    r"(?<!\w)(seit|ab|bis)(?:\s{1,3}(?:zum|zur|zu|dem|der|den|in|ins|auf|einschließlich))?\s{1,3}$", re.IGNORECASE
)
_FROM = re.compile(r"(?<!\w)(?:von|vom|zwischen)(?:\s{1,3}dem)?\s{1,3}$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s{0,3}(?P<word>bis|und|[–-])\s{0,3}(?:(?:zum|in den|in|dem|im)\s{1,3})?", re.IGNORECASE)
_AROUND = 20  # words to either side of "heute" that tell which it is
_PREFIX_REACH = 24  # characters before a time in which "seit dem" may stand
_NUMBER = re.compile(r"\d[\d.,]*")

Doc.set_extension("times", default=None, force=True)


@Language.component("factbase_times", assigns=["doc._.times"])
def times(doc: Doc) -> Doc:
    """Sets `doc._.times`: the list of every Time of the document, in order, none overlapping another."""
    doc._.times = find_times(doc)
    return doc


def times_of(doc: Doc) -> list[Time]:
    """The times of `doc`, found now where the component has not run."""
    if doc._.times is None:
        doc._.times = find_times(doc)
    found: list[Time] = doc._.times
    return found


def find_times(doc: Doc) -> list[Time]:
    """Every time of `doc`, in order."""
    text = given(doc)  # put together anew at each call
    directions, end = _Directions(doc), 0
    found: list[Time] = []
    for match, resolver in _matches(doc, text):
        if match.start() < end:
            continue
        said = directions.at(match.end() - 1)
        time = _time(match, resolver, Base(doc._.published, said or _ahead(text, match.start())))
        if time is not None and match[0].lower() == "heute" and said == 0 and directions.is_nowadays(match):
            time = replace(time, start=None, end=None)
        if time is not None:
            found.append(time)
            end = match.end()
    published: date | None = doc._.published
    return _with_days(text, [_prefixed(text, published, time) for time in _joined(text, found)])


def _time(match: re.Match[str], resolver: Resolver, base: Base) -> Time | None:
    resolved = resolver(match, base)
    if resolved is None:
        return None
    days, precision = resolved
    return Time(match[0], match.span(), days[0] if days else None, days[1] if days else None, precision)


def _ahead(text: str, start: int) -> int:
    """1 where "bis" or "ab" stands before `start`: without a tense that says otherwise they look ahead."""
    said = _PREFIX.search(text[max(0, start - _PREFIX_REACH) : start])
    return int(said is not None and said[1].lower() != "seit")


def _matches(doc: Doc, text: str) -> list[tuple[re.Match[str], Resolver]]:
    """What the patterns match, from left to right, the longest first where several start together."""
    found = [
        (match, resolver) for pattern, resolver in PATTERNS for match in pattern.finditer(text) if _is_time(text, match)
    ]
    found.extend((match, _bare_year) for match in _bare_years(doc, text))
    return sorted(found, key=lambda one: (one[0].start(), -one[0].end()))


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Not the inside of a word, not "der Morgen", not the weekly "der Freitag"."""
    start, end = match.span()
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    if match[0] == "Morgen" or match[0].startswith("Morgen "):
        return text[max(0, start - 9) : start].rstrip()[-1:] in {"", ".", "!", "?", "„", "“", '"', "»"}
    before = text[max(0, start - 4) : start].lower()
    return not (match.groupdict().get("weekday") and end - start < 12 and before.endswith("der "))


def _bare_year(match: re.Match[str], _base: Base) -> Resolved:
    return dates.years(int(match["year"])), "year"


def _bare_years(doc: Doc, text: str) -> Iterator[re.Match[str]]:
    words = [token for token in doc if not token.is_space]
    at = {word.idx: number for number, word in enumerate(words)}
    for match in BARE_YEAR.finditer(text):
        number = at.get(match.start())
        if number is not None and len(words[number]) == 4 and _is_year(words, number):
            yield match


def _is_year(words: Sequence[Token], at: int, *, alone: bool = False) -> bool:
    """Are the four digits at words[at] a year, by the words around them? "2022 überfiel", but "2000 Soldaten".
    `alone`: a number that follows decides nothing."""
    before = words[at - 1].lower_ if at else ""
    if before in _BEFORE_YEAR:
        return True
    if before in _BEFORE_FIGURE or int(words[at].text) < 1500:
        return False
    following = words[at + 1 : at + 3]
    if not following:
        return True
    if (
        len(following) == 2
        and following[0].lower_ in {"bis", "und", "oder", "auf", "–", "-", "zu"}
        and following[1].text[0].isdigit()
    ):
        return alone or (len(following[1]) == 4 and following[1].text.isdigit() and _is_year(words, at + 2, alone=True))
    return not _is_counted(*following)


def _is_counted(word: Token, after: Token | None = None) -> bool:
    """May `word` follow a number that counts it: a plural noun, an adjective before one, a multiplier?"""
    if word.tag_.startswith("ADJ(A)"):
        return after is not None and (is_noun(after) or after.tag_.startswith("ADJ(A)"))
    if word.tag_.startswith("CARD") or word.text in {"%", "€", "$"}:
        return True
    if not is_noun(word) or word.tag_ == "NE":
        return False
    return word.lemma_ != word.text or word.text.endswith(
        ("er", "en", "el", "chen", "Euro", "Dollar", "Prozent", "Mann")
    )


def _joined(text: str, found: list[Time]) -> list[Time]:
    """Two times with "bis" between them, or with "und" after "zwischen", made one."""
    joined: list[Time] = []
    for time in found:
        range_ = _range(text, joined[-1], time) if joined else None
        if range_ is not None:
            joined[-1] = range_
        else:
            joined.append(time)
    return joined


def _range(text: str, first: Time, last: Time) -> Time | None:
    gap = _BETWEEN.fullmatch(text[first.span[1] : last.span[0]]) if last.span[0] - first.span[1] < 16 else None
    if gap is None or "time" in {first.precision, last.precision} or "range" in {first.precision, last.precision}:
        return None
    opened = _FROM.search(text[max(0, first.span[0] - _PREFIX_REACH) : first.span[0]])
    if (
        gap["word"].lower() == "und"
        and not (opened and "zwischen" in opened[0].lower())
        and "zwischen" not in first.text
    ):
        return None
    start = first.span[0] - len(opened[0]) if opened else first.span[0]
    begin = _same_year(first, last)
    if begin and last.end and begin > last.end:
        return None
    whole = begin is not None and last.end is not None
    span = (start, last.span[1])
    return Time(text[slice(*span)], span, begin if whole else None, last.end if whole else None, "range")


def _same_year(first: Time, last: Time) -> date | None:
    """The first day of `first`; in the year of `last` where only that one names it ("von Mai bis Juli 2023")."""
    if last.start is None or re.search(r"\d{4}", first.text) or not re.search(r"\d{4}", last.text):
        return first.start
    month = first.start.month if first.start else None
    if month is None or first.start is None:
        return None
    found = dates.day(last.start.year - (month > last.start.month), month, first.start.day)
    return found[0] if found else None


def _prefixed(text: str, published: date | None, time: Time) -> Time:
    """`time` with "seit", "ab" or "bis" before it taken in."""
    near = text[max(0, time.span[0] - _PREFIX_REACH) : time.span[0]]
    said, word = _PREFIX.search(near), time.text.split(None, 1)[0].lower()
    if time.precision == "range":
        return time
    if said is None and word not in {"ab", "bis"}:
        return time
    word = said[1].lower() if said else word
    span = (time.span[0] - (len(said[0]) if said else 0), time.span[1])
    said_all = text[slice(*span)]
    if time.precision == "time":
        return replace(time, text=said_all, span=span)
    if word == "seit":
        until = published if published and time.start and published >= time.start else None
        return Time(said_all, span, time.start, until, "range")
    return Time(said_all, span, time.start if word == "ab" else None, time.end if word == "bis" else None, "range")


def _with_days(text: str, found: list[Time]) -> list[Time]:
    """`found`, where a time of day has the day that stands last before it in the same paragraph's sentence."""
    out: list[Time] = []
    for time in found:
        near = out[-1] if out else None
        if (
            time.precision == "time"
            and near is not None
            and near.start == near.end
            and near.precision in {"day", "time"}
        ):
            gap = text[near.span[1] : time.span[0]]
            if len(gap) < 80 and not re.search(r"[.!?\n]", gap):
                out.append(replace(time, start=near.start, end=near.end))
                continue
        out.append(time)
    return out


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause of a sentence: where it starts, and whether it speaks of the past (-1), the future (1) or neither (0)."""

    start: int
    direction: int
    words: tuple[Token, ...]


class _Directions:
    """Of each clause of a document, whether it speaks of the past (-1), of the future (1) or leaves it open (0)."""

    def __init__(self, doc: Doc) -> None:
        self._spans = list(doc.sents)
        self._sentences = [sentence.start_char for sentence in self._spans]
        self._known: dict[int, list[_Part]] = {}

    def at(self, offset: int) -> int:
        part = self._part(offset)
        return part.direction if part else 0

    def is_nowadays(self, match: re.Match[str]) -> bool:
        """Is "heute" the present in general: "bis heute", "heute noch", "heute mehr als früher", "lebt heute in"?"""
        part = self._part(match.end() - 1)
        if part is None:
            return False
        at = bisect_left(part.words, match.start(), key=lambda word: word.idx)
        around = part.words[max(0, at - _AROUND) : at + _AROUND]
        near = {word.lower_ for word in part.words[max(0, at - 1) : at + 2]}
        lasting = any(word.lemma_.lower() in _LASTING or word.lower_ in _ONCE for word in around)
        return lasting or bool(near & {"bis", "noch", "wieder"})

    def _part(self, offset: int) -> _Part | None:
        number = bisect_right(self._sentences, offset) - 1
        if number < 0:
            return None
        if number not in self._known:
            self._known[number] = _parts(self._spans[number])
        parts = self._known[number]
        where = bisect_right(parts, offset, key=lambda part: part.start) - 1
        return parts[where] if where >= 0 else None


def _parts(sentence: Span) -> list[_Part]:
    """The clauses of a sentence. What hangs on an expectation or a plan is to come, unless its own tense says otherwise;
    a part without a verb goes with the one before."""
    found: list[_Part] = []
    ahead = False
    for clause in clauses(list(sentence)):
        direction = _direction(clause)
        if found and clause.finite is None and not _FUTURE & {word.lower_ for word in clause.words}:
            direction = 1 if ahead and clause.kind == "infinitive" else found[-1].direction
        elif ahead and clause.kind in {"dass", "main"}:
            direction = direction or 1
        found.append(_Part(clause.words[0].idx, direction, clause.words))
        if clause.kind != "fragment":
            ahead = _looks_ahead(clause)
    return found


def _looks_ahead(clause: Clause) -> bool:
    return any(key in _AHEAD for word in clause.words if is_verb(word) for key in keys(word, clause.words))


def _direction(clause: Clause) -> int:
    tense = tense_of(clause.words)
    if tense == "past":
        return -1
    if tense == "future" or _FUTURE & {word.lower_ for word in clause.words}:
        return 1
    plans = clause.finite is not None and clause.finite.lemma_ in {"sollen", "wollen"}
    return 1 if plans or (clause.finite is not None and _looks_ahead(clause)) else 0
