"""What follows from comparing two mentions: that they say the same, that they may, or that one stands against the other. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Literal

from claims.alignment import MATCHED, Unit, Who, alike, is_light, sort_of
from claims.crossing import are_crossed
from claims.extraction.components.senses import above
from claims.extraction.types import Term, Verdict
from claims.sameness import (
    Content,
    Figure,
    Said,
    Seen,
    counts_alike,
    counts_the_same,
    features,
    is_same_value,
    lies_within,
    see,
)
from claims.weighing import by_both, by_rules

Kind = Literal["same", "supports", "contradicts", "updates"]
Reason = Mapping[str, str]

ASKED = 0.1  # the score by rules from which on the weights are asked
SURE = 0.78  # the score from which on two are joined
DOUBTFUL = 0.22  # the score from which on they are suggested
DENIED = 0.7  # what a denial of more than the other says scores: it is seldom wrong, but looks at little
LEAST = 0.3  # that the weights see of the same in two that are joined, whatever the rules say
CLEARLY = 2  # how many times as likely one side has to be as the other
DAYS = 14  # between articles that speak of the same news without a time that both tell
ABOUT = 0.6  # the score, what excludes the other left aside, from which on two are about the same thing
SAME_TIMES = timedelta(days=400)  # between articles whose figures may contradict each other
SAME_EVENT = timedelta(days=45)  # between days that may be two accounts of one event
SHOWN = 6  # words that a reason names
# What two mentions of one claim cannot have between them, however alike they are.
EXCLUDING = (
    *(
        "open",
        "named_left",
        "figures_apart",
        "figures_alone",
        "times_apart",
        "contrary",
        "swapped",
        "intended",
        "stance",
        "certainty",
    ),
)
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


@dataclass(frozen=True, slots=True)
class Look:
    """Two mentions with what their words tell by rules, before the weights are asked for their verdict on the statements."""

    one: Said
    other: Said
    seen: Seen
    told: Mapping[str, float]

    @property
    def by_rules(self) -> float:
        """The score before the weights are asked; where figures are apart, what it would be but for them."""
        return by_rules(self._but_for_opposing if self.seen.figures[1] else self.told)

    @property
    def is_worth_asking(self) -> bool:
        """Is there any chance that the two say the same, or would but for a figure?"""
        return self.by_rules >= ASKED

    @property
    def is_word_for_word(self) -> bool:
        """Do the two read the same?"""
        return self.one.content.statement == self.other.content.statement

    @property
    def statements(self) -> tuple[str, str]:
        """What the weights are asked about: how the two read by themselves, in order. The second has the figures of the first
        where they are the same ("1,9 Mrd.", "1,9 Milliarden"), and where all are apart too, so that the answer says whether the
        rest is the same."""
        first, second = sorted((self.one.content, self.other.content), key=lambda content: content.statement)
        told = second.statement
        for one, other in product(first.figures, second.figures):
            if (
                one.text
                and other.text
                and counts_alike(one, other)
                and (self.seen.figures[1] or _is_told_alike(one, other))
            ):
                told = told.replace(other.text, one.text)
        return first.statement, told

    @property
    def against(self) -> bool:
        """Does one deny and the other affirm?"""
        return self.one.content.negative != self.other.content.negative

    @property
    def may_be_one(self) -> bool:
        """Are the two of one matter and time, with nothing between them that one claim cannot have?"""
        return self.is_timely and self.is_of_one_matter and not any(self.told[name] for name in EXCLUDING)

    @property
    def is_of_one_matter(self) -> bool:
        """Is a word or a figure found again, and not only who is spoken of?"""
        words = zip(self.seen.ours.units, self.seen.ours.found, strict=True)
        told = any(found >= MATCHED and isinstance(unit, Term) and not is_light(unit) for unit, found in words)
        return told or self.seen.figures[0] > 0

    @property
    def is_timely(self) -> bool:
        """Does a time that both tell tie them together, or were they said within days of each other?"""
        tells = bool(self.one.content.times and self.other.content.times)
        return bool(self.told["times"]) or self.seen.days is None or (self.seen.days <= DAYS and not tells)

    def likeness(self, verdict: Verdict | None) -> float:
        """The score of the two. Where their figures are apart the verdict is none on them as they are."""
        return by_both(self.told, verdict) if verdict and not self.seen.figures[1] else by_rules(self.told)

    def about(self, verdict: Verdict | None) -> float:
        """The score, what excludes the other left aside."""
        if verdict and self.seen.figures[1]:
            return by_both(self._but_for_opposing, verdict)
        return by_rules(self._but_for_opposing)

    def is_agreed(self, verdict: Verdict) -> bool:
        """Do the weights clearly see the sides that the rules see: one statement the opposite of the other just where one of them
        denies itself?"""
        apart = self.one.content.negated != self.other.content.negated
        seen, unseen = (verdict.opposite, verdict.same) if apart else (verdict.same, verdict.opposite)
        return seen >= CLEARLY * unseen and seen + unseen >= LEAST

    @property
    def _but_for_opposing(self) -> Mapping[str, float]:
        return {**self.told, **dict.fromkeys(OPPOSING, 0.0)}


def _is_told_alike(one: Figure, other: Figure) -> bool:
    """Is it the same figure, of what one word calls, written otherwise?"""
    return is_same_value(one, other) and one.text.split()[-1:] == other.text.split()[-1:]


def look(one: Said, other: Said) -> Look:
    """Compares the words of two mentions."""
    seen = see(one.content, other.content)
    return Look(one, other, seen, features(one.content, other.content, seen))


def conclude(found: Look, verdict: Verdict | None) -> Finding:
    """What follows; `verdict` is what the weights say of `found.statements`, None where they were not asked. But for `turned`
    and what the reasons name first, the order of the two mentions does not matter."""
    likeness = found.likeness(verdict)
    sure = verdict is not None and likeness >= SURE and found.may_be_one and found.is_agreed(verdict)
    if sure and not are_crossed(found.one.content, found.other.content):
        return Finding(likeness, same=True)
    if denied := _denial(found.one, found.other):
        return denied
    if likeness >= DOUBTFUL:
        reasons = tuple(_agreeing(found.one.content, found.other.content, found.seen))
        if found.against:
            return Finding(likeness, kind="contradicts", reasons=(reason("one_denies"), *reasons))
        return Finding(likeness, kind="same", reasons=reasons)
    about = found.about(verdict)
    return (_opposed(found.one, found.other, found.seen, about) if about >= ABOUT else None) or Finding(likeness)


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
