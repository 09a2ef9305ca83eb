"""Hedge loss: what a later article drops of the caution with which an earlier one gave the same claim. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from claims.origins import Origin, Telling, counted
from claims.vocabulary import Certainty, Qualifier

WEAK = frozenset({Certainty.POSSIBLE, Certainty.PROBABLE})
# A range is no hedge of one value: "200 bis 300" is not "300" said with care.
CAREFUL = frozenset(
    {Qualifier.ABOUT, Qualifier.ALMOST, Qualifier.UP_TO, Qualifier.MORE_THAN, Qualifier.LESS_THAN, Qualifier.AT_LEAST}
)
# Words that name the source rather than doubt it: whoever names it in another way loses nothing.
FRAMES = frozenset({"laut", "lt.", "zufolge", "angaben", "angabe"})


class Kind(StrEnum):
    """What was dropped."""

    HEARSAY = "hearsay"
    CERTAINTY = "certainty"
    FIGURE = "figure"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the words that give it; a unit or concept that is empty is not known."""

    value: Decimal
    qualifier: str
    text: str
    unit: str = ""
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """How one mention gives the claim. `hearsay` is the word by which the article keeps its distance, empty where it does
    not; `source` are the words for the origin, `words` those of the mention."""

    telling: Telling
    words: str
    hearsay: str = ""
    certainty: str = Certainty.CERTAIN
    denies: bool = False
    figures: tuple[Figure, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """A later mention dropped what an earlier one had, with the words of both (empty: it says nothing there)."""

    kind: Kind
    earlier: int
    later: int
    before: str
    after: str


Pair = tuple[Saying, Saying]


def losses(sayings: Iterable[Saying], groups: Sequence[Origin]) -> list[Loss]:
    """What later mentions of one claim dropped, in the order of their publication; each kind once a mention. `groups` are
    the origins of the claim: what has another origin was not repeated."""
    by_mention = {saying.telling.mention: saying for saying in sayings}
    told = [by_mention[one.mention] for one in counted(saying.telling for saying in by_mention.values())]
    group_of = {mention: number for number, group in enumerate(groups) for mention in group.mentions}
    pairs = ((later, [one for one in told if _is_repeated(one, later, group_of)]) for later in told)
    return [loss for later, earlier in pairs for kind in Kind if (loss := _loss(kind, later, earlier))]


def _loss(kind: Kind, later: Saying, earlier: Sequence[Saying]) -> Loss | None:
    """Against the one that the later mention cites, else the latest before it, of those that had more."""
    found = [(one, words) for one in earlier if (words := next(DROPPED[kind](one, later), None))]
    if not found:
        return None
    one, (before, after) = max(found, key=lambda pair: _nearness(pair[0], later))
    return Loss(kind, one.telling.mention, later.telling.mention, before, after)


def _nearness(earlier: Saying, later: Saying) -> tuple[bool, tuple[object, ...]]:
    return _cites(later.telling, earlier.telling), earlier.telling.order


def _is_repeated(earlier: Saying, later: Saying, group_of: dict[int, int]) -> bool:
    """May `later` be a repetition of `earlier`: after it, of the same origin or of none, not the same text again?"""
    one, other = earlier.telling, later.telling
    if one.original == other.original or earlier.denies != later.denies or not _is_before(one, other):
        return False
    return group_of[one.mention] == group_of[other.mention] or not _has_source(other)


def _is_before(one: Telling, other: Telling) -> bool:
    """By the day; on the same day, or where one is not known, whoever is cited was first."""
    if one.published and other.published and one.published != other.published:
        return one.published < other.published
    return _cites(other, one) and not _cites(one, other)


def _cites(telling: Telling, cited: Telling) -> bool:
    return cited.house is not None and cited.house in {*telling.via, *telling.used}


def _dropped_hearsay(earlier: Saying, later: Saying) -> Iterator[tuple[str, str]]:
    names_source = earlier.hearsay.lower() in FRAMES and (earlier.telling.first or _has_source(later.telling))
    if earlier.hearsay and not later.hearsay and not names_source:
        yield earlier.words, later.words


def _raised_certainty(earlier: Saying, later: Saying) -> Iterator[tuple[str, str]]:
    if earlier.certainty in WEAK and later.certainty == Certainty.CERTAIN:
        yield earlier.words, later.words


def _bare_figures(earlier: Saying, later: Saying) -> Iterator[tuple[str, str]]:
    """Not where the later mention gives the same value with care as well."""
    for one in earlier.figures:
        same = [other for other in later.figures if _is_same(one, other)]
        if one.qualifier in CAREFUL and same and all(other.qualifier == Qualifier.EXACT for other in same):
            yield one.text, same[0].text


def _is_same(one: Figure, other: Figure) -> bool:
    if one.value != other.value:
        return False
    if one.concept and other.concept:
        return one.concept == other.concept
    return not one.unit or not other.unit or one.unit.casefold() == other.unit.casefold()


def _dropped_source(earlier: Saying, later: Saying) -> Iterator[tuple[str, str]]:
    if earlier.telling.is_named and not _has_source(later.telling):
        yield earlier.source or earlier.words, later.source


def _has_source(telling: Telling) -> bool:
    """Does the chain name anybody, be it another outlet?"""
    return any(voice.who not in {None, telling.house} for voice in telling.chain)


DROPPED = {
    Kind.HEARSAY: _dropped_hearsay,
    Kind.CERTAINTY: _raised_certainty,
    Kind.FIGURE: _bare_figures,
    Kind.SOURCE: _dropped_source,
}
