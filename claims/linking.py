"""Joins mentions that say the same, and suggests what may be so: a curator decides on that, and on what stands against what.

Whether two mentions are joined depends on these two alone, and claims are joined wherever mentions of theirs are: so the
claims are the same in whatever order articles come, one at a time or side by side. What a curator refused stays apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from claims.blocking import keys
from claims.comparing import Finding, Look, Reason, conclude, look
from claims.contents import said
from claims.extraction.types import Verdict
from claims.merges import families
from claims.models import Claim, Relation
from claims.neighbours import neighbours, store_keys
from claims.relations import SYMMETRIC
from claims.sameness import Said
from claims.settling import settle_relations
from claims.turns import one_at_a_time
from claims.vocabulary import RelationKind, RelationStatus, Status

MOST_SUGGESTED = 1  # of each kind, for a mention
MOST_ASKED = 3  # neighbours of a mention that the weights are asked about
Item = TypeVar("Item")
Judge = Callable[[Sequence[tuple[str, str]]], Sequence[Verdict]]  # what weights say of pairs of statements


@dataclass(frozen=True, slots=True)
class Link:
    """Two mentions and what comes of comparing them."""

    one: Said
    other: Said
    finding: Finding


def link(*, mentions: Collection[int], judge: Judge, now: datetime) -> set[int]:
    """Finds what says the same as these new `mentions` (keys), joins what is sure and suggests what is not; `judge` is asked
    about pairs of statements that may be one. Gives the keys of the claims that changed. Call it in the transaction that stores
    the mentions, after everything else is written."""
    one_at_a_time()
    new = said(mentions)
    held = {key: keys(one.content) for key, one in new.items()}
    store_keys(held)
    near = neighbours(held)
    known = new | said({key for found in near.values() for key in found} - new.keys())
    links = list(_compared(new, near, known, judge))
    if not links:
        return set()
    groups = _Families({side.claim for one in links for side in (one.one, one.other)})
    sure = [link for link in links if link.finding.same]
    doubtful = _best([link for link in links if link.finding.kind])
    joined = {root for link in sure for root in groups.join(link.one.claim, link.other.claim)}
    groups.save()
    settle_relations(claims=joined)
    return joined | _suggest(doubtful, groups, now)


def _compared(
    new: Mapping[int, Said], near: Mapping[int, list[int]], known: Mapping[int, Said], judge: Judge
) -> Iterator[Link]:
    """Every pair of neighbours once, with what is to be said of it."""
    looks = list(_looks(new, near, known))
    asked = _worth_asking(looks, new)
    told = dict(zip(map(id, asked), judge([one.statements for one in asked]), strict=True))
    for one in looks:
        finding = conclude(one, told.get(id(one)))
        if finding.same or finding.kind:
            yield Link(one.one, one.other, finding)


def _looks(new: Mapping[int, Said], near: Mapping[int, list[int]], known: Mapping[int, Said]) -> Iterator[Look]:
    """Every pair of neighbours that may be one claim, once."""
    pairs = {(min(a, b), max(a, b)) for a in new for b in near[a] if b in known}
    for a, b in sorted(pairs):
        one, other = known[a], known[b]
        apart = one.claim == other.claim or a in other.around or b in one.around or one.whole != other.whole
        if not apart:
            yield look(one, other)


def _worth_asking(looks: Iterable[Look], new: Collection[int]) -> list[Look]:
    """Of the neighbours of the new mentions all that read the same, for these cost nothing, and of others those nearest by the
    rules, on average one for each: the weights take their time, and a claim that is one with more is joined by way of the first."""
    ranked = sorted(looks, key=lambda one: (-one.by_rules, one.one.mention, one.other.mention))
    asked = [one for one in ranked if one.is_worth_asking]
    others = [one for one in asked if not one.is_word_for_word]
    sides = ((one, [side.mention for side in (one.one, one.other) if side.mention in new]) for one in others)
    nearest = islice(_at_most(MOST_ASKED, sides), max(len(new), MOST_ASKED))
    return [*(one for one in asked if one.is_word_for_word), *nearest]


def _best(links: Iterable[Link]) -> list[Link]:
    """Of the suggestions of each mention and kind the surest: a curator has no time for the twentieth."""
    ranked = sorted(links, key=lambda one: (-one.finding.score, one.one.mention, one.other.mention))
    kinds = ((one, [(side.mention, one.finding.kind) for side in (one.one, one.other)]) for one in ranked)
    return list(_at_most(MOST_SUGGESTED, kinds))


def _at_most(most: int, items: Iterable[tuple[Item, Sequence[Hashable]]]) -> Iterator[Item]:
    """The first of `items`, so that no key of theirs comes more than `most` times."""
    taken: Counter[Hashable] = Counter()
    for item, its in items:
        if all(taken[key] < most for key in its):
            taken.update(its)
            yield item


class _Families:
    """Claims by what they are merged into, with those that a curator refused to join."""

    def __init__(self, claims: Collection[int]) -> None:
        self._root = families(claims)
        rows = Claim.objects.in_bulk(set(self._root.values()))
        self._rank = {pk: _rank(claim) for pk, claim in rows.items()}
        self._closed = {pk for pk, claim in rows.items() if claim.status in {Status.REJECTED, Status.RETRACTED}}
        refused = Relation.objects.of(self._root).filter(kind=RelationKind.SAME, status=RelationStatus.REFUSED)
        self._apart: dict[int, set[int]] = defaultdict(set)
        for ends in refused.values_list("from_claim", "to_claim"):
            if self._root.keys() >= set(ends):
                one, other = (self._root[end] for end in ends)
                self._apart[one].add(other)
                self._apart[other].add(one)
        self._moved: dict[int, int] = {}

    def root(self, claim: int) -> int:
        """What `claim` is merged into by now."""
        found = self._root[claim]
        while found in self._moved:
            found = self._moved[found]
        return found

    def may_join(self, one: int, other: int) -> bool:
        """May these two roots become one? Not where a curator said no to one of them or to both together."""
        return not {one, other} & self._closed and other not in self._apart[one]

    def join(self, *claims: int) -> list[int]:
        """Merges the family of the one claim into that of the other: into the one a curator accepted, else the older one.
        Gives both roots of before, nothing where they are one already or must not be."""
        ranked = sorted({self.root(claim) for claim in claims}, key=lambda root: self._rank[root])
        if len(ranked) < 2 or not self.may_join(*ranked):
            return []
        into, root = ranked
        self._moved[root] = into
        self._apart[into] |= self._apart[root]
        for other in self._apart[root]:
            self._apart[other].add(into)
        return ranked

    def save(self) -> None:
        """Writes the pointers, one query for each claim that others were merged into."""
        targets: dict[int, list[int]] = defaultdict(list)
        for root, into in self._moved.items():
            targets[into].append(root)
        for into, merged in sorted(targets.items()):
            Claim.objects.filter(pk__in=merged).update(merged_into=into)


def _rank(claim: Claim) -> tuple[bool, int]:
    return claim.status != Status.ACCEPTED, claim.pk


def _suggest(links: Iterable[Link], groups: _Families, now: datetime) -> set[int]:
    """Stores what a curator should look at, each pair of families and kind once, the surest. Gives the claims of pairs that
    stand against each other."""
    wanted: dict[tuple[int, int, str], Relation] = {}
    for link in sorted(links, key=lambda one: -one.finding.score):
        if (row := _relation(link, groups, now)) is not None:
            wanted.setdefault((row.from_claim_id, row.to_claim_id, row.kind), row)
    Relation.objects.bulk_create([wanted[key] for key in sorted(wanted)], ignore_conflicts=True)
    against = (row for row in wanted.values() if row.kind == RelationKind.CONTRADICTS)
    return {claim for row in against for claim in (row.from_claim_id, row.to_claim_id)}


def _relation(link: Link, groups: _Families, now: datetime) -> Relation | None:
    """A suggested relation between the roots of both sides; None between claims that are one or stay apart."""
    found = link.finding
    ends = groups.root(link.one.claim), groups.root(link.other.claim)
    if found.kind is None or ends[0] == ends[1] or not groups.may_join(*ends):
        return None
    symmetric = found.kind in SYMMETRIC
    turn = ends[0] > ends[1] if symmetric else found.turned
    reasons = [_turned(told) for told in found.reasons] if turn and symmetric else list(found.reasons)
    first, second = reversed(ends) if turn else ends
    return Relation(
        from_claim_id=first, to_claim_id=second, kind=found.kind, score=found.score, reasons=reasons, created_at=now
    )


def _turned(told: Reason) -> Reason:
    """A reason with its two sides exchanged."""
    names = {"one": "other", "other": "one"}
    return {names.get(name, name): text for name, text in told.items()}
