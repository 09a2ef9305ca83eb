"""Do two mentions say the same? Compared by who does what to whom, figures, times and wording; pure, no queries.

What is found becomes a handful of numbers (`features`), and these a score from 0 to 1 (`claims.weighing`). What is said to be so is compared without whether it is affirmed or denied: a
denial has the content of what it denies, and `negative` tells the two apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from math import log1p

from claims.alignment import MATCHED, SENSE, Aligned, Sort, Unit, Who, aligned, alike, contrary, sort_of, stems, weight
from claims.extraction.types import SOMEBODY, Certainty, Qualifier, Stance, Tense, Term
from claims.measures import base_of

Days = tuple[date, date]
FIRST_PERSON = re.compile(r"\b(?:ich|wir|uns|mir|mich|unser\w*|mein\w*)\b", re.IGNORECASE)
SPANS = frozenset({"year", "month", "week", "day", "hour", "minute"})
MARGIN = 14  # days that a period may be told longer than the same one told otherwise
_BOUNDS = frozenset({"more_than", "less_than", "at_least", "up_to"})
LONGER = 3  # how many times as long one period may be as the same one told otherwise
HEDGED = Decimal("0.1")  # by which part two figures may differ at most where one is hedged
SMALL = 12  # numbers up to here with nothing that they count tell nothing
NEWS = 4  # days before an article that it speaks of where it tells the past without a time
INTENDED = frozenset(
    {
        "request",
        "apply_for",
        "demand",
        "call_on",
        "propose",
        "offer",
        "recommend",
        "warn",
        "threaten",
        "promise",
        "expect",
        "hope",
        "consider",
        "plan",
        "strive",
        "prepare",
    }
)  # senses of what is not done yet
_WILLING = frozenset({"demands", "promises", "asks", "warns", "expects"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a mention, as `claims.extraction.types.Quantity` has it."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    concept: str
    unit: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All of a mention that is compared. `negative`: it denies what it says; `modes`: its modal verbs; `doers`: the keys of the
    terms that stand for who does it; `published`: the day of its article; `statement`: how it reads by
    itself; `negated`: these words deny it themselves."""

    terms: tuple[Term, ...]
    actors: tuple[Who, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Days, ...] = ()
    published: date | None = None
    negative: bool = False
    tense: Tense = "present"
    stance: Stance = "asserts"
    certainty: Certainty = "certain"
    modes: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    statement: str = ""
    negated: bool = False

    @property
    def units(self) -> tuple[Unit, ...]:
        """What it speaks of; a compound that has no sense of its own as its parts, but for those that name an actor."""
        named = {word for who in self.actors for word in (*who.name, *who.words)}
        parts = (part for term in self.terms for part in _taken_apart(term))
        return (*self.actors, *(part for part in parts if part.key not in named))


def _taken_apart(term: Term) -> tuple[Term, ...]:
    return term.parts if term.parts and not term.senses else (term,)


@dataclass(frozen=True, slots=True)
class Said:
    """A mention as the comparison needs it: its claim, article and day, its origin (key of a root, None: not named), the mentions
    that it is a part of or nested in, whether it has parts itself, its words, and what it says. Keys are those of the
    database."""

    mention: int
    claim: int
    article: int
    published: date | None
    origin: int | None
    around: frozenset[int]
    whole: bool
    words: str
    content: Content


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in comparing two contents, before it is weighed."""

    ours: Aligned
    theirs: Aligned
    agents: bool  # both say who does it, and not the same
    swapped: bool  # each does what is done to it on the other side
    figures: tuple[int, int, int]  # the same, apart, only on one side
    times: tuple[bool, bool]  # the same, apart
    days: int | None  # between the articles
    contrary: tuple[Term, Term] | None


def see(one: Content, other: Content) -> Seen:
    """Compares two contents."""
    ours, theirs = one.units, other.units
    doers = _doers(one), _doers(other)
    agents = _agents_apart(*doers) and _same_deed(one, other)
    return Seen(
        aligned(ours, theirs),
        aligned(theirs, ours),
        agents,
        agents and _held(doers[0], theirs) and _held(doers[1], ours),
        _figures(one.figures, other.figures),
        _times(one, other),
        abs((one.published - other.published).days) if one.published and other.published else None,
        contrary(ours, theirs),
    )


def _agents_apart(ours: Sequence[Unit], theirs: Sequence[Unit]) -> bool:
    """Do both say who does it, and not the same?"""
    return bool(ours and theirs) and not any(alike(a, b) >= MATCHED for a, b in product(ours, theirs))


def _held(units: Sequence[Unit], others: Sequence[Unit]) -> bool:
    return all(any(alike(unit, other) >= MATCHED for other in others) for unit in units)


def _doers(content: Content) -> list[Unit]:
    """Whoever does it: actors, and terms that stand so."""
    return [
        *(who for who in content.actors if who.role == "agent"),
        *(t for t in content.terms if t.key in content.doers),
    ]


def _same_deed(one: Content, other: Content) -> bool:
    """Do both tell it by one word, be it a noun on one side? Who delivers and who receives may be the same ones."""
    acts, theirs = _told_as(one, "act"), _told_as(other, "act")
    pairs = [*product(acts, [*theirs, *_told_as(other, "thing")]), *product(theirs, _told_as(one, "thing"))]
    return any(alike(a, b) >= SENSE for a, b in pairs)


def _told_as(content: Content, sort: Sort) -> list[Term]:
    return [term for term in content.terms if term.sort == sort]


def _figures(some: Sequence[Figure], others: Sequence[Figure]) -> tuple[int, int, int]:
    """How many figures of the shorter side are the same, are apart, and how many stand on one side only."""
    ours, theirs = [one for one in some if _counts(one)], [other for other in others if _counts(other)]
    same = 0
    for one in list(ours):
        match = next((other for other in theirs if counts_alike(one, other) and is_same_value(one, other)), None)
        if match is not None:
            same += 1
            ours.remove(one)
            theirs.remove(match)
    apart = min(len(ours), len(theirs))
    alone = [figure for figure in max(ours, theirs, key=len) if figure.concept not in SPANS]
    return same, apart, max(len(alone) - apart, 0)


def _counts(figure: Figure) -> bool:
    """Is it a figure of something? A small number with nothing that it counts is part of a name ("Leopard 2")."""
    return bool(figure.unit) or figure.value > SMALL or figure.value != int(figure.value)


def counts_alike(one: Figure, other: Figure) -> bool:
    """May two figures measure the same? What they count is told by the words around them."""
    kinds = {_measured(one), _measured(other)}
    return len(kinds) == 1 or not (one.concept and other.concept)


def counts_the_same(one: Figure, other: Figure) -> bool:
    """Do two figures count the same thing, as far as both tell it: shells and shells, not shells and containers?"""
    if one.concept and other.concept:
        return one.concept == other.concept
    ours, theirs = stems(one.unit), stems(other.unit)
    return bool(ours and theirs) and ours[-1] == theirs[-1]


def _measured(figure: Figure) -> str:
    """What is measured ("EUR", "second"), "" where things are counted."""
    return base_of(figure.concept)[0]


def _in_base(figure: Figure, number: Decimal | None) -> Decimal:
    """`number` of `figure` (None: its value) in the base unit: 1.3 tonnes are 1,300 kilograms."""
    return (figure.value if number is None else number) * base_of(figure.concept)[1]


def is_same_value(one: Figure, other: Figure) -> bool:
    """The same number, nearly the same where one is hedged (as near as it is rounded), ranges that overlap."""
    if "between" in (one.qualifier, other.qualifier):
        return max(_low(one), _low(other)) <= min(_high(one), _high(other))
    ours, theirs = _in_base(one, None), _in_base(other, None)
    if ours == theirs:
        return True
    hedged = [_rounding(figure) for figure in (one, other) if figure.qualifier != "exact"]
    finest = {one.qualifier, other.qualifier} <= _BOUNDS  # "bis zu 70" is not "bis zu 75"
    near = min((min if finest else max)(hedged, default=Decimal(0)), HEDGED * max(abs(ours), abs(theirs)))
    return abs(ours - theirs) < near


def lies_within(one: Figure, other: Figure) -> bool:
    """Does the value of `one` lie between the bounds of `other`: five million in "more than a million"?"""
    if other.qualifier == "exact" or (other.low is None and other.high is None):
        return False
    value = _in_base(one, None)
    return (other.low is None or _low(other) <= value) and (other.high is None or value <= _high(other))


def _rounding(figure: Figure) -> Decimal:
    """To what it is rounded, in the base unit: 11,000 to thousands, 1.5 to tenths."""
    exponent = figure.value.normalize().as_tuple().exponent
    return _in_base(figure, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))


def _low(figure: Figure) -> Decimal:
    return _in_base(figure, figure.low)


def _high(figure: Figure) -> Decimal:
    return _in_base(figure, figure.high)


def _times(one: Content, other: Content) -> tuple[bool, bool]:
    """Is there a time of one that overlaps one of the other; are there times on both sides, and none overlap? A side
    without times that tells the past speaks of the days before its article."""
    if not one.times and not other.times:
        return False, False
    ours, theirs = one.times or _news(one), other.times or _news(other)
    if not ours or not theirs:
        return False, False
    meeting = [(a, b) for a, b in product(ours, theirs) if _overlap(a, b)]
    same = bool(one.times and other.times) and any(_as_long(a, b) for a, b in meeting)
    return same, not meeting


def _overlap(one: Days, other: Days) -> bool:
    """Do two periods share at least half of the shorter one? Twelve months and the twelve before them share a day."""
    shared = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    return 2 * shared >= min((days[1] - days[0]).days + 1 for days in (one, other))


def _as_long(one: Days, other: Days) -> bool:
    """Are two periods about as long? The five years that hold a month are not that month."""
    short, long = sorted((days[1] - days[0]).days + 1 for days in (one, other))
    return long <= max(LONGER * short, MARGIN)


def _news(content: Content) -> tuple[Days, ...]:
    if content.published is None or content.tense != "past":
        return ()
    return ((content.published - timedelta(days=NEWS), content.published),)


def features(one: Content, other: Content, seen: Seen) -> dict[str, float]:
    """What `seen` tells, as numbers from 0 to about 4. The order of the two does not matter."""
    less, more = sorted((seen.ours.share() or 0.0, seen.theirs.share() or 0.0))
    same, apart, alone = seen.figures
    left = min(_unmatched(seen.ours), _unmatched(seen.theirs))
    done = "past" in (one.tense, other.tense)
    return {
        "less": less if not left else 0.0,
        "more": more if not left else 0.0,
        "replaced": less * more if left else 0.0,
        "replaced_less": less if left else 0.0,
        "named": _lesser(seen, "actor", "name"),
        "named_left": float(min(_left(seen, "actor", "name"), 2)),
        "things_left": log1p(_left(seen, "thing")),
        "all_left": log1p(left),
        "agents": float(seen.agents),
        "swapped": float(seen.swapped),
        "open": float(SOMEBODY in one.doers | other.doers),
        "anchored": float(same > 0 or any(map(_is_anchored, (seen.ours, seen.theirs)))),
        "much": min(_much(seen.ours, one), _much(seen.theirs, other)),
        "figures": float(min(same, 2)),
        "figures_apart": float(min(apart, 2)),
        "figures_alone": float(min(alone, 2)),
        "times": float(seen.times[0]),
        "times_apart": float(seen.times[1]),
        "contrary": float(seen.contrary is not None),
        "stance": float((one.stance in _WILLING) != (other.stance in _WILLING)),
        "intended": float(done and _intends(one) != _intends(other)),
        "certainty": float(one.certainty != other.certainty),
    }


def _is_anchored(side: Aligned) -> bool:
    """Is anything found again that has a name?"""
    pairs = zip(side.units, side.found, strict=True)
    return any(found >= MATCHED and sort_of(unit) in {"actor", "name"} for unit, found in pairs)


def _much(side: Aligned, content: Content) -> float:
    """How much a side says, by weight; a figure as much as a thing."""
    return sum(map(weight, side.units)) + sum(map(_counts, content.figures))


def _lesser(seen: Seen, *sorts: Sort) -> float:
    """The lesser share of what is of these sorts; a half where a side has none."""
    shares = [side.share(*sorts) for side in (seen.ours, seen.theirs)]
    return min(0.5 if share is None else share for share in shares)


def _left(seen: Seen, *sorts: Sort) -> int:
    """How many on the side that has fewer are not found again."""
    return min(len(seen.ours.left(*sorts)), len(seen.theirs.left(*sorts)))


def _unmatched(side: Aligned) -> int:
    """How much of a side the other does not tell: what is left, and what compounds say beyond the word found again."""
    return len(side.left("actor", "name", "thing", "act")) + side.partial


def _intends(content: Content) -> bool:
    """Is it told as planned, demanded or possible, not as done?"""
    senses = {sense for term in content.terms if term.sort == "act" for sense in term.senses}
    wanted = content.tense != "past" and (bool(content.modes) or content.tense == "future")
    return wanted or not senses.isdisjoint(INTENDED)
