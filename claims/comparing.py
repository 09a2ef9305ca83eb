"""What follows from comparing two mentions: that they say the same, that they may, or that one stands against the other. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Literal

from claims.alignment import MATCHED, Unit, Who, alike, is_light, sort_of
from claims.extraction.components.senses import above
from claims.extraction.types import Term
from claims.sameness import (
    Content,
    Said,
    Seen,
    counts_the_same,
    features,
    is_same_value,
    lies_within,
    score,
    see,
)

Kind = Literal["same", "supports", "contradicts", "updates"]
Reason = Mapping[str, str]

DOUBTFUL = 0.5  # the score from which on two are suggested
OPPOSITE = 0.7  # the score from which on a denial is taken to be one of the same
# What two need to be joined: so much of the one in the other, so much said at all, and that so many days apart at most where
# no time that both tell ties them together.
SHARED, SAID, DAYS = 0.6, 2.4, 14
DENIED = 0.7  # what a denial of more than the other says scores: it is seldom wrong, but looks at little
ABOUT = 0.6  # the score, what excludes the other left aside, from which on two are about the same thing
SAME_TIMES = timedelta(days=400)  # between articles whose figures may contradict each other
SAME_EVENT = timedelta(days=45)  # between days that may be two accounts of one event
SHOWN = 6  # words that a reason names
# What two mentions of one claim cannot have between them, however alike they are.
EXCLUDING = ("figures_apart", "figures_alone", "times_apart", "contrary", "swapped", "intended", "stance", "certainty")
# Of these, what may stand between a claim and another that is about the same thing.
OPPOSING = ("figures_apart", "figures_alone", "times_apart", "contrary")


@dataclass(frozen=True, slots=True)
class Finding:
    """What comes of comparing two mentions. `same`: they are joined, on one side or, where one denies, on opposite ones; `kind`:
    how the one stands to the other, which a curator should look at; `turned`: the other to the one."""

    score: float
    same: bool = False
    kind: Kind | None = None
    turned: bool = False
    reasons: tuple[Reason, ...] = ()


def compare(one: Said, other: Said) -> Finding:
    """Compares two mentions; but for `turned` and what the reasons name first, the order of the two does not matter."""
    a, b = one.content, other.content
    seen = see(a, b)
    told = features(a, b, seen)
    likeness = score(told)
    if _is_sure(told, seen, tells_times=bool(a.times and b.times)):
        return Finding(likeness, same=True)
    if denied := _denial(one, other):
        return denied
    against = a.negative != b.negative
    if likeness >= (OPPOSITE if against else DOUBTFUL):
        reasons = (*([reason("one_denies")] if against else []), *_agreeing(a, b, seen))
        return Finding(likeness, kind="contradicts" if against else "same", reasons=reasons)
    about = score({**told, **dict.fromkeys(OPPOSING, 0.0)})
    return (_opposed(one, other, seen, about) if about >= ABOUT else None) or Finding(likeness)


def _is_sure(told: Mapping[str, float], seen: Seen, *, tells_times: bool) -> bool:
    """Does the one say what the other says, but for details that one of them leaves out?"""
    if (
        told["open"]
        or not told["anchored"]
        or any(told[name] for name in EXCLUDING)
        or told["all_left"]
        or told["less"] < SHARED
        or told["much"] < SAID
    ):
        return False
    return bool(told["times"]) or seen.days is None or (seen.days <= DAYS and not tells_times)


def reason(code: str, one: str = "", other: str = "", words: str = "") -> Reason:
    """A reason as it is stored, with the words that it names."""
    return {name: text for name, text in {"code": code, "one": one, "other": other, "words": words}.items() if text}


def _agreeing(one: Content, other: Content, seen: Seen) -> Iterator[Reason]:
    """What two that may be one have in common, in words."""
    found = [unit for unit, match in zip(seen.ours.units, seen.ours.found, strict=True) if match >= MATCHED]
    if words := [unit.key for unit in found if isinstance(unit, Term) and not is_light(unit)]:
        yield reason("same_words", words=", ".join(words[:SHOWN]))
    if names := [unit.label for unit in found if isinstance(unit, Who) and unit.label]:
        yield reason("same_actors", words=", ".join(dict.fromkeys(names)))
    for a, b in product(one.figures, other.figures):
        if is_same_value(a, b):
            yield reason("same_figure", a.text, b.text)


def _opposed(one: Said, other: Said, seen: Seen, about: float) -> Finding | None:
    """How two that are about the same thing exclude each other."""
    if seen.figures[1]:
        return _by_figures(one, other, about)
    if seen.times[1]:
        return _by_times(one, other, about)
    if seen.contrary:
        first, second = seen.contrary
        return Finding(about, kind="contradicts", reasons=(reason("contrary", first.key, second.key),))
    if one.content.negative != other.content.negative:
        return Finding(about, kind="contradicts", reasons=(reason("one_denies"),))
    return None


def _by_figures(one: Said, other: Said, about: float) -> Finding | None:
    """Figures of the same thing that are apart: a later one of the same origin updates, one within the other supports, others
    contradict where both speak of one time."""
    pairs = [(a, b) for a, b in product(one.content.figures, other.content.figures) if counts_the_same(a, b)]
    pair = next(((a, b) for a, b in pairs if not is_same_value(a, b)), None)
    if pair is None or one.content.negative or other.content.negative:
        return None
    a, b = pair
    dated = one.published is not None and other.published is not None and one.published != other.published
    if one.origin is not None and one.origin == other.origin and dated:
        later = (one.published or date.min) > (other.published or date.min)
        told = reason("same_origin_later", a.text, b.text) if later else reason("same_origin_later", b.text, a.text)
        return Finding(about, kind="updates", turned=not later, reasons=(told,))
    if lies_within(a, b) or lies_within(b, a):
        turned = not lies_within(a, b)
        told = reason("figure_within", b.text, a.text) if turned else reason("figure_within", a.text, b.text)
        return Finding(about, kind="supports", turned=turned, reasons=(told,))
    near = one.published is None or other.published is None or abs(one.published - other.published) <= SAME_TIMES
    return Finding(about, kind="contradicts", reasons=(reason("figures_apart", a.text, b.text),)) if near else None


def _by_times(one: Said, other: Said, about: float) -> Finding | None:
    """Two accounts of one event that give it different days."""
    for a, b in product(one.content.times, other.content.times):
        days = max(a[0], b[0]) - min(a[1], b[1])
        short = a[1] - a[0] <= SAME_EVENT and b[1] - b[0] <= SAME_EVENT
        if short and timedelta(0) < days <= SAME_EVENT:
            told = reason("times_apart", _day(a), _day(b))
            return Finding(about, kind="contradicts", reasons=(told,))
    return None


def _day(days: tuple[object, object]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]} – {days[1]}"


def _denial(one: Said, other: Said) -> Finding | None:
    """Does one of the two deny altogether what the other says in particular: no weapons against five million shells?"""
    if one.content.negative == other.content.negative:
        return None
    turned = other.content.negative
    denial, claim = (other, one) if turned else (one, other)
    units = [unit for unit in denial.content.units if not is_light(unit) and sort_of(unit) != "quality"]
    acts = [unit for unit in units if sort_of(unit) == "act" or _has_act(unit, claim.content.units)]
    held = [unit for unit in units if any(_holds(unit, part) for part in claim.content.units)]
    who = [unit for unit in held if isinstance(unit, Who)]
    if not acts or not who or len(held) < len(units) or _agent(denial.content) != _agent(claim.content):
        return None
    told = reason("denies_more", _words(denial.words), _words(claim.words))
    return Finding(DENIED, kind="contradicts", reasons=(told,)) if len(held) > len(who) else None


def _has_act(unit: Unit, others: Sequence[Unit]) -> bool:
    """Is it a noun for a deed that the other side tells by a verb ("Lieferung")?"""
    return any(sort_of(other) == "act" and alike(unit, other) >= MATCHED for other in others)


def _holds(unit: Unit, part: Unit) -> bool:
    """Is `part` the same as `unit`, or one sort of it: shells of weapons?"""
    if alike(unit, part) >= MATCHED:
        return True
    if not isinstance(unit, Term) or not isinstance(part, Term):
        return False
    wide = {sense for one in (unit, *unit.parts) for sense in one.senses}
    return any(wider in wide for one in (part, *part.parts) for sense in one.senses for wider in above(sense))


def _agent(content: Content) -> set[object]:
    return {key for who in content.actors if who.role == "agent" for key in (who.key, *who.wholes)}


def _words(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
