"""Do two mentions say the same? Compared by who does what to whom, figures, times and wording; pure, no queries.

What is found becomes a handful of numbers (`features`), and these a score from 0 to 1 by weights that were fitted to labelled
pairs (`benchmarks/same_claims.py --tune`). What is said to be so is compared without whether it is affirmed or denied: a
denial has the content of what it denies, and `opposite` tells the two apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from math import exp, log1p

from claims.alignment import MATCHED, SENSE, Aligned, Sort, Unit, Who, aligned, alike, contrary
from claims.extraction.types import Certainty, Qualifier, Stance, Tense, Term

Days = tuple[date, date]
HEDGED = Decimal("0.1")  # by which part two figures may differ at most where one is hedged
SMALL = 12  # numbers up to here with nothing that they count tell nothing
NEWS = 4  # days before an article that it speaks of where it tells the past without a time
# Fitted to tests/gold/same_claims_tuning.yaml by `python -m benchmarks.same_claims --tune`.
BIAS = 0.0
WEIGHTS: dict[str, float] = {}
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
    """All of a mention that is compared. `negative`: it denies what it says; `passive`: its subject is whom it is done to; `modes`: its modal verbs; `subject`: the key of the
    term that stands as its subject; `published`: the day of its article."""

    terms: tuple[Term, ...]
    actors: tuple[Who, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Days, ...] = ()
    published: date | None = None
    negative: bool = False
    tense: Tense = "present"
    stance: Stance = "asserts"
    certainty: Certainty = "certain"
    passive: bool = False
    modes: frozenset[str] = frozenset()
    subject: str = ""

    @property
    def units(self) -> tuple[Unit, ...]:
        """What it speaks of."""
        return (*self.actors, *self.terms)


@dataclass(frozen=True, slots=True)
class Said:
    """A mention as the comparison needs it: its claim, article and day, its origin (key of a root, None: not named), the mentions
    that it is a part of or nested in, its words, and what it says. Keys are those of the database."""

    mention: int
    claim: int
    article: int
    published: date | None
    origin: int | None
    around: frozenset[int]
    words: str
    content: Content


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in comparing two contents, before it is weighed."""

    ours: Aligned
    theirs: Aligned
    swapped: bool
    figures: tuple[int, int, int]  # the same, apart, only on one side
    times: tuple[bool, bool]  # the same, apart
    days: int | None  # between the articles
    contrary: tuple[Term, Term] | None


def see(one: Content, other: Content) -> Seen:
    """Compares two contents."""
    return Seen(
        aligned(one.units, other.units),
        aligned(other.units, one.units),
        _swapped(one, other),
        _figures(one.figures, other.figures),
        _times(one, other),
        abs((one.published - other.published).days) if one.published and other.published else None,
        contrary(one.units, other.units),
    )


def _swapped(one: Content, other: Content) -> bool:
    """Does one do what is done to it on the other side, and the other way round? Only where both tell it in one voice and by
    the same word: who delivers and who receives may be the same ones."""
    if not _same_deed(one, other):
        return False
    pairs = [(a, b) for a, b in product(one.actors, other.actors) if a.key == b.key and a.role != b.role]
    turned = {a.role == "agent" for a, b in pairs if "agent" in (a.role, b.role)}
    if len(turned) > 1:
        return True
    if not one.subject or not other.subject or one.subject == other.subject:
        return False
    keys = [{term.key for term in side.terms} for side in (one, other)]
    return one.subject in keys[1] and other.subject in keys[0]


def _same_deed(one: Content, other: Content) -> bool:
    acts = [[term for term in side.terms if term.sort == "act"] for side in (one, other)]
    return one.passive == other.passive and any(alike(a, b) >= SENSE for a, b in product(*acts))


def _figures(some: Sequence[Figure], others: Sequence[Figure]) -> tuple[int, int, int]:
    """How many figures of the shorter side are the same, are apart, and how many stand on one side only."""
    ours, theirs = [one for one in some if _counts(one)], [other for other in others if _counts(other)]
    same = 0
    for one in list(ours):
        match = next((other for other in theirs if is_same_value(one, other)), None)
        if match is not None:
            same += 1
            ours.remove(one)
            theirs.remove(match)
    apart = min(len(ours), len(theirs))
    return same, apart, max(len(ours), len(theirs)) - apart


def _counts(figure: Figure) -> bool:
    """Is it a figure of something? A small number with nothing that it counts is part of a name ("Leopard 2")."""
    return bool(figure.unit) or figure.value > SMALL or figure.value != int(figure.value)


def counts_alike(one: Figure, other: Figure) -> bool:
    """May two figures count the same? By concept where both have one."""
    return one.concept == other.concept if one.concept and other.concept else True


def is_same_value(one: Figure, other: Figure) -> bool:
    """The same number, nearly the same where one is hedged (as near as it is rounded), ranges that overlap."""
    if "between" in (one.qualifier, other.qualifier):
        return max(_low(one), _low(other)) <= min(_high(one), _high(other))
    if one.value == other.value:
        return True
    hedged = [figure for figure in (one, other) if figure.qualifier != "exact"]
    near = min(max(map(_rounding, hedged), default=Decimal(0)), HEDGED * max(abs(one.value), abs(other.value)))
    return abs(one.value - other.value) < near


def lies_within(one: Figure, other: Figure) -> bool:
    """Does the value of `one` lie between the bounds of `other`: five million in "more than a million"?"""
    if other.qualifier == "exact" or (other.low is None and other.high is None):
        return False
    return (other.low is None or other.low <= one.value) and (other.high is None or one.value <= other.high)


def _rounding(figure: Figure) -> Decimal:
    """To what it is rounded: 11,000 to thousands, 1.5 to tenths."""
    exponent = figure.value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _low(figure: Figure) -> Decimal:
    return figure.low if figure.low is not None else figure.value


def _high(figure: Figure) -> Decimal:
    return figure.high if figure.high is not None else figure.value


def _times(one: Content, other: Content) -> tuple[bool, bool]:
    """Is there a time of one that overlaps one of the other; are there times on both sides, and none overlap? A side
    without times that tells the past speaks of the days before its article."""
    if not one.times and not other.times:
        return False, False
    ours, theirs = one.times or _news(one), other.times or _news(other)
    if not ours or not theirs:
        return False, False
    same = any(a[0] <= b[1] and b[0] <= a[1] for a, b in product(ours, theirs))
    return same and bool(one.times and other.times), not same


def _news(content: Content) -> tuple[Days, ...]:
    if content.published is None or content.tense != "past":
        return ()
    return ((content.published - timedelta(days=NEWS), content.published),)


def score(told: Mapping[str, float]) -> float:
    """How likely it is that two say the same, from 0 to 1."""
    total = BIAS + sum(WEIGHTS[name] * number for name, number in told.items())
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def features(one: Content, other: Content, seen: Seen) -> dict[str, float]:
    """What `seen` tells, as numbers from 0 to about 4. The order of the two does not matter."""
    less, more = sorted((seen.ours.share() or 0.0, seen.theirs.share() or 0.0))
    same, apart, alone = seen.figures
    left = _left(seen, "actor", "name", "thing", "act")
    done = "past" in (one.tense, other.tense)
    return {
        "less": less if not left else 0.0,
        "more": more if not left else 0.0,
        "replaced": less * more if left else 0.0,
        "replaced_less": less if left else 0.0,
        "acts": _lesser(seen, "act"),
        "things": _lesser(seen, "thing"),
        "named": _lesser(seen, "actor", "name"),
        "named_left": float(min(_left(seen, "actor", "name"), 2)),
        "things_left": log1p(_left(seen, "thing")),
        "acts_left": float(min(_left(seen, "act"), 1)),
        "all_left": log1p(left),
        "agents": float(_agents_apart(one, other)),
        "swapped": float(seen.swapped),
        "figures": float(min(same, 2)),
        "figures_apart": float(min(apart, 2)),
        "figures_alone": float(min(alone, 2)),
        "times": float(seen.times[0]),
        "times_apart": float(seen.times[1]),
        "days": log1p(seen.days or 0),
        "contrary": float(seen.contrary is not None),
        "stance": float((one.stance in _WILLING) != (other.stance in _WILLING)),
        "intended": float(done and _intends(one) != _intends(other)),
        "certainty": float(one.certainty != other.certainty),
    }


def _lesser(seen: Seen, *sorts: Sort) -> float:
    """The lesser share of what is of these sorts; a half where a side has none."""
    shares = [side.share(*sorts) for side in (seen.ours, seen.theirs)]
    return min(0.5 if share is None else share for share in shares)


def _left(seen: Seen, *sorts: Sort) -> int:
    """How many on the side that has fewer are not found again."""
    return min(len(seen.ours.left(*sorts)), len(seen.theirs.left(*sorts)))


def _agents_apart(one: Content, other: Content) -> bool:
    """Do both say who does it, and not the same?"""
    if not _same_deed(one, other):
        return False
    ours, theirs = _agents(one), _agents(other)
    return bool(ours and theirs) and not any(alike(a, b) >= MATCHED for a, b in product(ours, theirs))


def _agents(content: Content) -> list[Unit]:
    """Whoever does it: actors, else the subject."""
    actors = [who for who in content.actors if who.role == "agent"]
    return [*actors] or [term for term in content.terms if term.key == content.subject]


def _intends(content: Content) -> bool:
    """Is it told as planned, demanded or possible, not as done?"""
    senses = {sense for term in content.terms if term.sort == "act" for sense in term.senses}
    wanted = content.tense != "past" and (bool(content.modes) or content.tense == "future")
    return wanted or not senses.isdisjoint(INTENDED)
