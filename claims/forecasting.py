"""Which claims are predictions, when they are due, whose they are, and which later claims settle them. Nothing is read but
mentions that count now and what curators decided, so the rows can always be made anew.

A later claim settles a prediction by itself only where nothing is left to judge: a curator accepted it; it was published
after the prediction and tells what happened, in the past tense, for certain; and it was joined with the prediction, or a
confirmed relation links both and the time that the prediction names has come. That something did not come true shows no
sooner than when that time is over. What falls short of this, or where later claims disagree, is proposed to curators.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Right

from claims.evidence import roots_of_actors
from claims.merges import RootOf, families
from claims.models import Attribution, Claim, ClaimTime, Mention, Prediction, Relation
from claims.predictions import PredictionSource
from claims.vocabulary import Certainty, Outcome, Polarity, RelationKind, RelationStatus, Stance, Status, Tense

FORETELLING = frozenset(Stance.values) - {Stance.DEMANDS, Stance.ASKS, Stance.THANKS, Stance.DECLINES}
LINKS = (RelationKind.SUPPORTS, RelationKind.CONTRADICTS)
ROW = ("said_on", "due_first", "due_last", "outcome", "settled_by_id", "settled_at", "decided")

Days = tuple[date | None, date | None]  # the first and the last, either of them open


class Told(NamedTuple):
    """A current mention. `day` is that of its article, `known_by` the day on which the article was there at the latest."""

    pk: int
    claim: int
    tense: str
    stance: str
    certainty: str
    polarity: str
    denies: bool
    ending: str
    day: date | None
    outlet: int | None
    added_at: datetime

    @property
    def known_by(self) -> date:
        return self.day or self.added_at.date()

    @property
    def foretells(self) -> bool:
        """Is it about the future, and no demand, no question?"""
        return self.tense == Tense.FUTURE and self.stance in FORETELLING and "?" not in self.ending

    @property
    def happened(self) -> bool:
        """Does it tell for certain what has happened?"""
        firm = self.certainty == Certainty.CERTAIN and self.stance in (Stance.ASSERTS, Stance.CONFIRMS)
        return firm and self.tense == Tense.PAST


class Link(NamedTuple):
    """A relation that a curator confirmed, between two claims that stand for themselves."""

    one: int
    other: int
    kind: str


class Verdict(NamedTuple):
    """What the later claim `claim` says of a prediction, published on `day`. `sure`: it settles it by itself."""

    day: date
    claim: int
    outcome: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the row of a prediction holds; `sources` are actors, with True where they deny it. `kept`: no mention foretells
    it, but a curator gave the outcome."""

    said_on: date | None
    due_first: date | None
    due_last: date | None
    outcome: str = Outcome.OPEN
    settled_by_id: int | None = None
    settled_at: datetime | None = None
    decided: bool = False
    sources: Mapping[int, bool] = field(default_factory=dict)
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _World:
    """All that is read of some claims. `root_of`: every claim of their families, and of those linked to them. `accepted`:
    which of all claims read curators accepted, and when. `origins`: whose each mention is, None where it is not named."""

    root_of: Mapping[int, int]
    links: Collection[Link]
    told: Mapping[int, Sequence[Told]]
    accepted: Mapping[int, datetime]
    rows: Mapping[int, Prediction]
    times: Mapping[int, Sequence[Days]]
    origins: Mapping[int, int | None]


@transaction.atomic
def derive_predictions(claims: Collection[int]) -> None:
    """Brings the predictions among the claims with these ids, those that they were merged into and those that a confirmed
    relation links to any of them, in line with what is said and decided now. What a curator settled stays. Call it with
    every claim whose mentions, merging, status or confirmed relations changed."""
    world = _read(claims)
    wanted = _forecasts(world)
    Prediction.objects.filter(pk__in=world.rows.keys() - wanted.keys()).delete()
    new = [_row(pk, wanted[pk]) for pk in sorted(wanted.keys() - world.rows.keys())]
    Prediction.objects.bulk_create(new, ignore_conflicts=True)
    there = sorted(world.rows.keys() & wanted.keys())
    changed = [_row(pk, wanted[pk]) for pk in there if not _agrees(world.rows[pk], wanted[pk])]
    Prediction.objects.bulk_update(changed, [name.removesuffix("_id") for name in ROW])
    _store_sources({pk: row.sources for pk, row in wanted.items() if not row.kept})


def forecasts(claims: Collection[int]) -> dict[int, Forecast]:
    """What the rows of these claims and of those beside them should be, by claim."""
    return _forecasts(_read(claims))


def is_right(row: Prediction, wanted: Forecast) -> bool:
    """Is the row, with its sources, what it should be?"""
    sources = {source.actor_id: source.denies for source in row.sources.all()}
    return _agrees(row, wanted) and (wanted.kept or sources == wanted.sources)


def verdicts(claim: int) -> list[Verdict]:
    """What accepted later claims say of the prediction with this id, the earliest first."""
    world = _read([claim])
    row = world.rows.get(claim)
    return _verdicts(world, claim, Forecast(row.said_on, row.due_first, row.due_last)) if row else []


def _row(pk: int, wanted: Forecast) -> Prediction:
    return Prediction(pk=pk, **{name: getattr(wanted, name) for name in ROW})


def _agrees(row: Prediction, wanted: Forecast) -> bool:
    return all(getattr(row, name) == getattr(wanted, name) for name in ROW)


def _store_sources(wanted: Mapping[int, Mapping[int, bool]]) -> None:
    if not wanted:
        return
    rows = PredictionSource.objects.filter(prediction__in=wanted.keys())
    there = {(row.prediction_id, row.actor_id, row.denies): row.pk for row in rows}
    given = {(pk, actor, denies) for pk, sources in wanted.items() for actor, denies in sources.items()}
    PredictionSource.objects.filter(pk__in=[key for row, key in there.items() if row not in given]).delete()
    new = sorted(given - there.keys())
    PredictionSource.objects.bulk_create(
        [PredictionSource(prediction_id=pk, actor_id=actor, denies=denies) for pk, actor, denies in new],
        ignore_conflicts=True,
    )


def _read(claims: Collection[int]) -> _World:
    near = families(claims)
    links = _links(near)
    reached = _with_linked(near, links)
    links = links if reached is near else _links(reached)
    root_of = _with_linked(reached, links)
    told = _told(root_of)
    rows = {row.pk: row for row in Prediction.objects.filter(pk__in=reached)}
    foretold = [one for found in told.values() for one in found if one.foretells]
    if not rows and not foretold:
        return _World({}, (), {}, {}, {}, {}, {})
    return _World(reached, links, told, _accepted(root_of), rows, _times(foretold), _origins(foretold))


def _with_linked(found: dict[int, int], links: Iterable[Link]) -> dict[int, int]:
    """`found`, families, and those at the other end of these links; itself where there are none."""
    new = {root for link in links for root in (link.one, link.other)} - found.keys()
    return found | families(new) if new else found


def _links(family: Mapping[int, int]) -> set[Link]:
    confirmed = Relation.objects.filter(status=RelationStatus.CONFIRMED, kind__in=LINKS)
    touching = confirmed.filter(Q(from_claim__in=family.keys()) | Q(to_claim__in=family.keys()))
    ends = touching.values_list(RootOf("from_claim"), RootOf("to_claim"), "kind")
    return {Link(*end) for end in ends if end[0] != end[1]}


def _told(root_of: Mapping[int, int]) -> dict[int, list[Told]]:
    """The current mentions of each claim that stands for itself, the earliest first."""
    article = "extraction__article"
    columns = ("pk", "claim", "tense", "stance", "certainty", "polarity", "denies", "ending")
    mentions = Mention.objects.current().filter(claim__in=root_of.keys()).annotate(ending=Right("text", 2))
    found: dict[int, list[Told]] = defaultdict(list)
    place = (f"{article}__published_on", f"{article}__outlet", f"{article}__created_at")
    for row in mentions.values_list(*columns, *place):
        one = Told(*row)
        found[root_of[one.claim]].append(one)
    for told in found.values():
        told.sort(key=lambda one: (one.known_by, one.pk))
    return dict(found)


def _accepted(claims: Mapping[int, int]) -> dict[int, datetime]:
    """When each of `claims` that is accepted became so; where no decision says, when it was made."""
    there = Claim.objects.filter(pk__in=claims.keys(), status=Status.ACCEPTED)
    acts = Max("decisions__made_at", filter=Q(decisions__after__status=Status.ACCEPTED))
    rows = there.annotate(accepted_at=acts).values_list("pk", "accepted_at", "created_at")
    return {pk: accepted_at or created_at for pk, accepted_at, created_at in rows}


def _times(mentions: Sequence[Told]) -> dict[int, list[Days]]:
    found: dict[int, list[Days]] = defaultdict(list)
    rows = ClaimTime.objects.filter(mention__in=[one.pk for one in mentions]).exclude(first_day=None, last_day=None)
    for mention, first, last in rows.values_list("mention", "first_day", "last_day"):
        found[mention].append((first, last))
    return found


def _origins(mentions: Sequence[Told]) -> dict[int, int | None]:
    """What has no chain is said by the article, that is by its outlet."""
    origins = {one.pk: one.outlet for one in mentions}
    hops = Attribution.objects.filter(mention__in=origins.keys(), position=0)
    origins |= dict(hops.values_list("mention", "actor"))
    now = roots_of_actors({actor for actor in origins.values() if actor is not None})
    return {mention: None if actor is None else now.get(actor, actor) for mention, actor in origins.items()}


def _forecasts(world: _World) -> dict[int, Forecast]:
    found: dict[int, Forecast] = {}
    for root in sorted(set(world.root_of.values())):
        if forecast := _forecast(world, root):
            found[root] = forecast
    kept = {pk: _kept(row) for pk, row in world.rows.items() if row.decided and pk not in found}
    return found | kept


def _kept(row: Prediction) -> Forecast:
    return Forecast(**{name: getattr(row, name) for name in ROW}, kept=True)


def _forecast(world: _World, root: int) -> Forecast | None:
    """What the mentions of the claim foretell; None where they do not."""
    foretold = [one for one in world.told.get(root, ()) if one.foretells and not _was_over(world, one)]
    if not foretold:
        return None
    sources = _sources(world, root, foretold)
    row = world.rows.get(root)
    if row and row.decided:
        return replace(_kept(row), sources=sources, kept=False)
    said_on = min((one.day for one in foretold if one.day), default=None)
    dues = (_due(one.known_by, world.times.get(one.pk, ())) for one in foretold)
    first, last = next((due for due in dues if due != (None, None)), (None, None))
    return _settled(world, root, Forecast(said_on, first, last, sources=sources))


def _was_over(world: _World, one: Told) -> bool:
    """Were all the times that it names over when it was published?"""
    ends = [last or first for first, last in world.times.get(one.pk, ())]
    return bool(ends) and all(end and end < one.known_by for end in ends)


def _due(day: date, times: Iterable[Days]) -> Days:
    """From when to when it is due, said on `day`: all that its times name of what is to come."""
    ahead = [(first, last) for first, last in times if (last and last > day) or (first and first >= day)]
    starts = [max(first, day) for first, _last in ahead if first]
    ends = [last for _first, last in ahead if last]
    first, last = min(starts, default=None), max(ends, default=None)
    return (None if first and last and first > last else first, last)


def _side(root: int, told: Sequence[Told]) -> bool:
    """Whether the words of the claim hold a "nicht", so that who says them is on the side that denies: those are the words
    of the mention that `claims.stating` takes."""
    lead = min(told, key=lambda one: (one.denies, one.claim != root, one.pk))
    return lead.denies != (lead.polarity == Polarity.NEGATIVE)


def _sources(world: _World, root: int, foretold: Sequence[Told]) -> dict[int, bool]:
    """The origins, and whether each says the opposite of what the claim says; what it said first counts."""
    side = _side(root, world.told[root])
    found: dict[int, bool] = {}
    for one in foretold:
        if (actor := world.origins[one.pk]) is not None:
            found.setdefault(actor, one.denies != side)
    return found


def _settled(world: _World, root: int, open_: Forecast) -> Forecast:
    """With the outcome that follows from what curators decided elsewhere: of a claim merged into this one (the latest
    counts), else of later claims, where they agree."""
    given = [row for pk, row in world.rows.items() if row.decided and world.root_of[pk] == root]
    if given:
        row = max(given, key=lambda row: (row.settled_at, row.pk))
        return _with_outcome(open_, root, row.outcome, row.settled_by_id, row.settled_at)
    sure = [verdict for verdict in _verdicts(world, root, open_) if verdict.sure]
    if len({verdict.outcome for verdict in sure}) != 1:
        return open_
    return _with_outcome(open_, root, sure[0].outcome, sure[0].claim, world.accepted[sure[0].claim])


def _with_outcome(open_: Forecast, root: int, outcome: str, by: int | None, at: datetime | None) -> Forecast:
    """A claim that was joined to become the prediction's own is not told as what settled it."""
    return replace(open_, outcome=outcome, settled_by_id=by if by != root else None, settled_at=at)


def _verdicts(world: _World, root: int, row: Forecast) -> list[Verdict]:
    """What accepted claims that were published later say of it, the earliest first."""
    found = list(_within(world, root, row))
    for link in world.links:
        if root in (link.one, link.other):
            found += _beside(world, link.other if link.one == root else link.one, link.kind, row)
    return sorted(found, key=lambda verdict: (verdict.day, verdict.claim))


def _within(world: _World, root: int, row: Forecast) -> Iterator[Verdict]:
    """By claims that were joined with it: the same, told as what has happened."""
    told = world.told.get(root, ())
    side = bool(told) and _side(root, told)
    for one in told:
        if one.claim in world.accepted and one.happened and (day := _later(one, row)):
            outcome = Outcome.COME_TRUE if one.denies == side else Outcome.NOT_COME_TRUE
            yield Verdict(day, one.claim, outcome, outcome == Outcome.COME_TRUE or _is_time(outcome, row, day))


def _beside(world: _World, other: int, kind: str, row: Forecast) -> list[Verdict]:
    """By the claim `other` that a relation of this kind links to it; one verdict, a sure one where there is any."""
    outcome = Outcome.COME_TRUE if kind == RelationKind.SUPPORTS else Outcome.NOT_COME_TRUE
    found = [
        Verdict(day, other, outcome, one.happened and _is_time(outcome, row, day))
        for one in (world.told.get(other, ()) if other in world.accepted else ())
        if one.tense != Tense.FUTURE and (day := _later(one, row))
    ]
    return sorted(found, key=lambda verdict: (not verdict.sure, verdict.day))[:1]


def _later(one: Told, row: Forecast) -> date | None:
    """The day on which it was published, where that is after the prediction was."""
    return one.day if one.day and row.said_on and one.day > row.said_on else None


def _is_time(outcome: str, row: Forecast, day: date) -> bool:
    """Can this show on `day`? It may come true as soon as its time has begun, and not any more when that is over."""
    due = row.due_last or row.due_first
    if due is None:
        return False
    return day > due if outcome == Outcome.NOT_COME_TRUE else day >= (row.due_first or day)
