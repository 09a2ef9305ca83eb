"""Whose words an article is made of: its own, those of whom it heard itself, those that came by way of others, those of
whom it does not name. Pure: a text and its attributed places in, stretches and shares out.

Counted are characters that are no blanks; where claims nest, the innermost tells.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from claims.hops import Chain, Hop, is_second_hand
from claims.marking import Mark, pieces
from claims.vocabulary import Anonymity
from sources.models import ActorKind


class Hand(StrEnum):
    """At whose hand a reader gets words."""

    OWN = "own"
    FIRST = "first"
    SECOND = "second"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words at one hand that follow each other, from `start` to `end` of the text; `mention` is the first claim of them,
    `before` how many characters stand before it."""

    start: int
    end: int
    characters: int
    before: int
    hand: Hand
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many characters of a text are at one hand; the hundredths of all shares make 100."""

    hand: Hand
    characters: int
    percent: int


def hand_of(chain: Chain) -> Hand:
    """At whose hand a statement with this chain is (origin first). The outlet that publishes it is its own voice."""
    others = [hop for hop in chain if hop.actor is None or hop.actor != hop.outlet]
    if not others:
        return Hand.OWN
    if _is_unnamed(others[0]):
        return Hand.UNNAMED
    return Hand.SECOND if is_second_hand(chain) else Hand.FIRST


def _is_unnamed(hop: Hop) -> bool:
    collective = hop.kind == ActorKind.GROUP and hop.anonymity != Anonymity.NAMED
    return hop.actor is None or collective or hop.anonymity == Anonymity.ANONYMOUS


def stretches(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    """The whole text in order; a mark's kind is its hand."""
    found: list[Stretch] = []
    told, at = 0, 0
    for piece in pieces(text, marks):
        start, at = at, at + len(piece.text)
        count = sum(map(len, piece.text.split()))
        mark = piece.marks[-1] if piece.marks else None
        if count:
            hand = Hand(mark.kind) if mark else Hand.OWN
            found.append(Stretch(start, at, count, told, hand, mark.mention if mark else None))
        told += count
    return [_joined(list(row)) for _hand, row in groupby(found, key=lambda one: one.hand)]


def _joined(row: Sequence[Stretch]) -> Stretch:
    first = row[0]
    characters = sum(one.characters for one in row)
    mention = next((one.mention for one in row if one.mention is not None), None)
    return Stretch(first.start, row[-1].end, characters, first.before, first.hand, mention)


def shares(found: Iterable[Stretch]) -> list[Share]:
    """The share of each hand, in the order of `Hand`; all nothing where there are no words."""
    counts = dict.fromkeys(Hand, 0)
    for one in found:
        counts[one.hand] += one.characters
    percents = _percents(list(counts.values()))
    return [Share(hand, count, percent) for (hand, count), percent in zip(counts.items(), percents, strict=True)]


def _percents(counts: Sequence[int]) -> list[int]:
    """Whole hundredths that make 100: what rounding down leaves over goes to those that lost most by it."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    whole = [count * 100 // total for count in counts]
    by_loss = sorted(range(len(counts)), key=lambda place: (-(counts[place] * 100 % total), place))
    for place in by_loss[: 100 - sum(whole)]:
        whole[place] += 1
    return whole
