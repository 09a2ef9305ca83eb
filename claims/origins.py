"""Who is behind the mentions of one claim, and which of them are the same voice again. Pure: tellings in, groups out.

An origin is whoever the chain names first; an outlet only where it names nobody else. Mentions count once where they name
the same origin (a speaker and the body they speak for are one), and where one that names none goes back to another: by way
of its outlet, as its copy, translation or listed source. A mention that names an origin of its own stays apart, whoever
passes it on; only a translation counts with what it translates whatever it names.

However many repetitions come in, they never join two origins that were apart: each goes back to one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from claims.vocabulary import Anonymity
from sources.models import ActorKind

Order = tuple[date, str, int, int]
# How good a way back is: to the original of a copy, to an outlet that the mention names, to one that its article lists; and
# from an outlet that names nobody to those who took it from there and do.
COPIED, STATED, LISTED, BACKWARDS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Voice:
    """One hop of a chain; actors are keys of roots. It is known where it is told who it is, or for whom it speaks; a
    collective ("Experten") is not."""

    actor: int | None = None
    kind: str = "unknown"
    anonymity: str = Anonymity.NAMED
    speaks_for: int | None = None

    @property
    def who(self) -> int | None:
        """Whom it is put down to, None where that is unknown."""
        nobody = self.kind == ActorKind.GROUP and self.anonymity != Anonymity.NAMED
        return self.speaks_for if nobody or self.actor is None else self.actor

    @property
    def is_outlet(self) -> bool:
        return self.kind == ActorKind.OUTLET


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of the claim: where, when and by way of whom (`chain`, origin first). Outlets are keys of roots.
    `text` (its hash) and `start` are its place, whichever came in first. A copy has the `house` of the article that it
    is `copy_of`. `used` are outlets that the article lists or names as what it was made from."""

    mention: int
    article: int
    house: int | None = None
    published: date | None = None
    chain: tuple[Voice, ...] = ()
    copy_of: int | None = None
    translated: bool = False
    used: frozenset[int] = frozenset()
    whole: int | None = None
    text: str = ""
    start: int = 0

    @property
    def order(self) -> Order:
        """By day of publication, the undated last, and then by what does not depend on the order of coming in."""
        return (self.published or date.max, self.text, self.start, self.mention)

    @property
    def original(self) -> int:
        """The article that it is a copy of, or its own."""
        return self.copy_of or self.article

    @property
    def first(self) -> Voice | None:
        """The first voice that is known; None: the article says it itself, or nobody is told."""
        return next((voice for voice in self.chain if voice.who is not None), None)

    @property
    def is_named(self) -> bool:
        """Does it name somebody who is no outlet?"""
        return self.first is not None and not self.first.is_outlet

    @property
    def outlet(self) -> int | None:
        """The outlet nearest to an origin that it does not name: the first of the chain, else its own."""
        return next(iter(self.outlets), self.house)

    @property
    def outlets(self) -> list[int]:
        """The outlets of the chain, the origin's side first."""
        return [voice.actor for voice in self.chain if voice.is_outlet and voice.actor is not None]

    @property
    def via(self) -> list[int]:
        """The outlets that it has it from, the nearest to the origin first; not its own."""
        return [outlet for outlet in self.outlets if outlet != self.house]


class Code(StrEnum):
    """Why mentions count once."""

    SAME_ACTOR = "same_actor"
    SPEAKS_FOR = "speaks_for"
    SAME_OUTLET = "same_outlet"
    COPY = "copy"
    VIA = "via"
    TRANSLATION = "translation"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why these `mentions` count once: the `actor` (an outlet, a person …) that they have in common, or the `article`
    that they are copies of."""

    code: Code
    mentions: tuple[int, ...]
    actor: int | None = None
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Mentions that count once, the first published first: those of `actor`, or, where none is named, of `outlet`
    (both None: of an article whose outlet nobody knows)."""

    actor: int | None
    outlet: int | None
    mentions: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """What a telling that stands alone goes back to; links are compared, and the least is taken."""

    code: Code
    rank: int
    fits: bool
    other: int
    own: int
    outlet: int | None

    @property
    def preference(self) -> tuple[int, bool, int, int]:
        return (self.rank, not self.fits, self.other, self.own)


Node = tuple[str, int]
_Index = dict[int, dict[int, list[int]]]  # by outlet or article, by set: tellings


class _Sets:
    """Disjoint sets of the numbers below `size`; a set is called by its least number."""

    def __init__(self, size: int) -> None:
        self.above = list(range(size))

    def name(self, one: int) -> int:
        while self.above[one] != one:
            self.above[one] = one = self.above[self.above[one]]
        return one

    def unite(self, one: int, other: int) -> None:
        first, second = sorted((self.name(one), self.name(other)))
        self.above[second] = first

    def sets(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for one in range(len(self.above)):
            found[self.name(one)].append(one)
        return list(found.values())


def counted(tellings: Iterable[Telling]) -> list[Telling]:
    """Those that count as mentions, in order: a part of a quotation does not count beside the whole of it."""
    given = sorted(tellings, key=lambda telling: telling.order)
    there = {telling.mention for telling in given}
    return [telling for telling in given if telling.whole not in there]


def origins(tellings: Iterable[Telling]) -> list[Origin]:
    """The independent origins of the mentions of one claim, those of most mentions first."""
    told = counted(tellings)
    sets = _Sets(len(told))
    by_node = _by_node(told)
    for alike in by_node.values():
        for one in alike[1:]:
            sets.unite(alike[0], one)
    links = list(_followed(told, sets, _Links(told, sets).found()))
    groups = sorted(sets.sets(), key=lambda group: (-len(group), group[0]))
    return [_origin(told, group, by_node, links) for group in groups]


def _followed(told: Sequence[Telling], sets: _Sets, links: Sequence[_Link]) -> Iterator[_Link]:
    """Unites what `links` lead from and to, and gives those. A translation that names somebody goes back to a report that names
    nobody only where that report does not go back to somebody named itself: two who are named are never one by way of it."""
    last = {link.own: link for link in links if told[link.own].is_named and not told[link.other].is_named}
    for link in links:
        if last.get(link.own) is not link:
            sets.unite(link.own, link.other)
            yield link
    named = {sets.name(number) for number, telling in enumerate(told) if telling.is_named}
    for link in sorted(last.values(), key=lambda one: one.preference):
        own, other = sets.name(link.own), sets.name(link.other)
        if own == other or other not in named:
            sets.unite(own, other)
            named.add(sets.name(own))
            yield link


def _nodes(telling: Telling) -> list[Node]:
    """What a telling is known by: its origin and for whom that speaks; else the outlet, else the article."""
    first = telling.first
    if first and telling.is_named:
        return [("named", key) for key in dict.fromkeys((first.who, first.speaks_for)) if key is not None]
    return [("outlet", telling.outlet) if telling.outlet is not None else ("article", telling.original)]


def _by_node(told: Sequence[Telling]) -> dict[Node, list[int]]:
    found: dict[Node, list[int]] = defaultdict(list)
    for number, telling in enumerate(told):
        for node in _nodes(telling):
            found[node].append(number)
    return dict(sorted(found.items()))


class _Links:
    """Finds what tellings go back to, among sets that are not changed meanwhile, so that no order matters."""

    def __init__(self, told: Sequence[Telling], sets: _Sets) -> None:
        self.told, self.set_of = told, [sets.name(number) for number in range(len(told))]
        self.published: _Index = defaultdict(lambda: defaultdict(list))
        self.taking: _Index = defaultdict(lambda: defaultdict(list))
        self.copies: _Index = defaultdict(lambda: defaultdict(list))
        for number, telling in enumerate(told):
            self.copies[telling.original][self.set_of[number]].append(number)
            if telling.house is not None:
                self.published[telling.house][self.set_of[number]].append(number)
            for outlet in {*telling.via, *telling.used}:
                self.taking[outlet][self.set_of[number]].append(number)

    def found(self) -> list[_Link]:
        """One link for each set of tellings that name nobody and go back to others; one for each translation."""
        best: dict[int, _Link] = {}
        for number, telling in enumerate(self.told):
            if self._is_settled(number):
                continue
            for link in self._ways(number):
                if not telling.is_named or link.code == Code.TRANSLATION:
                    key = number if telling.is_named else -1 - self.set_of[number]
                    best[key] = min(best.get(key, link), link, key=lambda one: one.preference)
        return sorted(best.values(), key=lambda link: (link.own, link.other))

    def _is_settled(self, number: int) -> bool:
        """Is what it says it goes back to in its set already?"""
        own = self.told[number]
        stated = {*own.via, *(own.used - {own.house} if own.translated else ())}
        inside = (self.published[outlet][self.set_of[number]] for outlet in stated)
        return any(self.told[other].article != own.article for others in inside for other in others)

    def _ways(self, number: int) -> Iterator[_Link]:
        """All that one telling may go back to, in other articles and other sets."""
        own = self.told[number]
        for other in self._others(number, self.copies[own.original]):
            if self.told[other].start == own.start:  # the same words, of which more was understood there
                yield self._link((Code.COPY, COPIED), number, other)
        for outlet in dict.fromkeys((*own.via, *sorted(own.used - {own.house}))):
            for other in self._others(number, self.published[outlet]):
                yield self._link(_way(own, outlet), number, other, outlet)
        if own.is_named:
            return
        for outlet in dict.fromkeys(key for key in (own.house, own.outlet) if key is not None):
            for other in self._others(number, self.taking[outlet]):
                code, rank = _way(self.told[other], outlet)
                yield self._link((code, rank + BACKWARDS), number, other, outlet)

    def _link(self, way: tuple[Code, int], own: int, other: int, outlet: int | None = None) -> _Link:
        """Whoever is named is the better one to go back to; a translation goes back to its like."""
        is_named = self.told[other].is_named
        fits = is_named == self.told[own].is_named if way[0] == Code.TRANSLATION else is_named
        return _Link(*way, fits, other, own, outlet)

    def _others(self, number: int, index: dict[int, list[int]]) -> Iterator[int]:
        for which, others in index.items():
            if which != self.set_of[number]:
                yield from (other for other in others if self.told[other].article != self.told[number].article)


def _way(taker: Telling, outlet: int) -> tuple[Code, int]:
    """How `taker` has it from `outlet`."""
    if taker.translated:
        return Code.TRANSLATION, STATED
    return (Code.VIA, STATED) if outlet in taker.via else (Code.LISTED, LISTED)


def _origin(told: Sequence[Telling], group: list[int], by_node: dict[Node, list[int]], links: list[_Link]) -> Origin:
    tellings = [told[number] for number in group]
    named = [telling for telling in tellings if telling.is_named]
    whose = [telling.first.who for telling in named if telling.first]
    actor = max(whose, key=whose.count, default=None)  # the first of several that are named as often
    outlet = None if named else _outlet(told, group, links)
    reasons = tuple(_reasons(told, group, by_node, links)) if len(group) > 1 else ()
    return Origin(actor, outlet, tuple(telling.mention for telling in tellings), reasons)


def _outlet(told: Sequence[Telling], group: list[int], links: list[_Link]) -> int | None:
    """The outlet of a group that names nobody: that of the telling which goes back to no other, else of the first."""
    back = {link.own for link in links if link.rank < BACKWARDS}
    free = [number for number in group if number not in back]
    return told[min(free, default=group[0])].outlet


def _reasons(
    told: Sequence[Telling], group: list[int], by_node: dict[Node, list[int]], links: list[_Link]
) -> Iterator[Reason]:
    """Everything that mentions of the group have in common, each once with all of them."""
    inside = set(group)
    found: dict[tuple[Code, int | None, int | None], set[int]] = defaultdict(set)
    for node, alike in _shared(told, inside, by_node):
        for code, article in _common(told, node, alike):
            found[code, None if article else node[1], article] |= set(alike)
    for original, copies in _copies(told, group).items():
        found[Code.COPY, None, original] |= set(copies)
    for link in links:
        if link.own in inside and link.code != Code.COPY:
            found[link.code, link.outlet, None] |= {link.own, link.other}
    for (code, actor, article), numbers in found.items():
        yield Reason(code, tuple(told[number].mention for number in sorted(numbers)), actor, article)


def _shared(
    told: Sequence[Telling], inside: set[int], by_node: dict[Node, list[int]]
) -> Iterator[tuple[Node, list[int]]]:
    """What several have in common; a body only where it joins more than its speakers' names do."""
    shared = [(node, alike) for node, alike in by_node.items() if len(alike) > 1 and alike[0] in inside]
    seen: list[set[int]] = []
    for node, alike in sorted(shared, key=lambda pair: (_is_body(told, *pair), pair[1], pair[0])):
        if not any(set(alike) <= other for other in seen):
            seen.append(set(alike))
            yield node, alike


def _is_body(told: Sequence[Telling], node: Node, alike: list[int]) -> bool:
    """Does somebody of them only speak for it?"""
    return node[0] == "named" and any(first.who != node[1] for number in alike if (first := told[number].first))


def _common(told: Sequence[Telling], node: Node, alike: list[int]) -> Iterator[tuple[Code, int | None]]:
    """Why those that share `node` count once, with the article where it is that."""
    kind, key = node
    articles, originals = ({getattr(told[number], name) for number in alike} for name in ("article", "original"))
    if kind == "named":
        yield (Code.SPEAKS_FOR if _is_body(told, node, alike) else Code.SAME_ACTOR), None
    elif kind == "outlet" and any(key in told[number].via for number in alike):
        yield Code.VIA, None
    elif len(articles) == 1 or len(originals) > 1:
        yield Code.SAME_OUTLET, key if kind == "article" else None


def _copies(told: Sequence[Telling], group: list[int]) -> dict[int, list[int]]:
    """By their original, the mentions in articles of which there are several copies."""
    found: dict[int, list[int]] = defaultdict(list)
    for number in group:
        found[told[number].original].append(number)
    return {key: copies for key, copies in found.items() if len({told[one].article for one in copies}) > 1}
