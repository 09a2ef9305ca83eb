"""Where sides stand against each other: claims that contradict each other, and claims that some affirm and others deny. The
number of queries does not grow with them; dates and sides are read for all of them at once, for they give the order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Case, Max, Min, Value, When
from django.utils.translation import gettext_lazy as _

from claims.evidence import attach_mentions
from claims.merges import families
from claims.models import Claim, Mention, Relation
from claims.vocabulary import RelationKind, RelationStatus
from sources.lookups import Among

LATEST = 40  # contradictions of which the newest pairs are taken
COLUMNS = ("pk", "status", "from_claim", "to_claim")


class Ground(models.TextChoices):
    """Why two sides are listed as standing against each other."""

    SUGGESTED = "suggested", _("suggested, not checked")
    CONFIRMED = "confirmed", _("confirmed by a curator")
    DENIED = "denied", _("denied in articles")


class Key(NamedTuple):
    """One dispute, as much of it as its place in the list takes: the claims of both sides (of a denial twice the same), the
    relation between them (None in a denial), the day of the newest article of either side."""

    claims: tuple[int, int]
    relation: int | None
    ground: Ground
    newest: date | None


class Told(NamedTuple):
    """What the mentions of a claim tell: the day of the newest article, and whether some affirm and some deny."""

    newest: date | None
    both: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """One dispute with its claims, which have `current_mentions`. `relation` is None in a denial."""

    key: Key
    claims: tuple[Claim, Claim]
    mentions: tuple[Sequence[Mention], Sequence[Mention]]
    relation: Relation | None


def disputes(*, grounds: Collection[str], fits: Sequence[tuple[models.QuerySet[Claim], bool]] = ()) -> list[Key]:
    """All disputes on these `grounds` (any where there are none), the newest first. `fits`: claims of which one side has to
    be one (True) or none may be (False)."""
    wanted = set(grounds) or set(Ground.values)
    pairs = Relation.objects.standing(kinds=[RelationKind.CONTRADICTS]).filter(status__in=wanted)
    related = list(pairs.values_list(*COLUMNS))
    denied = Claim.objects.public().filter(denied=True).values_list("pk", flat=True)
    denials = list(denied) if Ground.DENIED in wanted else []
    family = families({*denials, *(pk for _key, _status, *both in related for pk in both)})
    seen = Claim.objects.public().filter(Among("id", set(family.values())))
    public = set(seen.values_list("pk", flat=True))
    told = _told(family)
    found = [
        *(_key(pk, status, (family[one], family[other]), told) for pk, status, one, other in related),
        *(_key(None, Ground.DENIED, (pk, pk), told) for pk in denials if pk in told and told[pk].both),
    ]
    kept = [key for key in found if public.issuperset(key.claims) and told.keys() >= set(key.claims)]
    for claims, should in fits:
        fitting = set(claims.filter(Among("id", public)).values_list("pk", flat=True))
        kept = [key for key in kept if fitting.isdisjoint(key.claims) != should]
    return sorted(kept, key=_place)


def newest_pairs(most: int) -> list[Key]:
    """Of the contradictions found last, those in the newest articles; no others are looked at."""
    rows = Relation.objects.filter(kind=RelationKind.CONTRADICTS).exclude(status=RelationStatus.REFUSED)
    family = families(
        {pk for pair in rows.order_by("-pk").values_list("from_claim", "to_claim")[:LATEST] for pk in pair}
    )
    pairs = Relation.objects.standing(list(family), [RelationKind.CONTRADICTS])
    related = list(pairs.filter(Among("from_claim", family), Among("to_claim", family)).values_list(*COLUMNS))
    seen = Claim.objects.public().filter(Among("id", set(family.values())))
    public = set(seen.values_list("pk", flat=True))
    told = _told(family)
    found = [_key(pk, status, (family[one], family[other]), told) for pk, status, one, other in related]
    kept = [key for key in found if public.issuperset(key.claims) and told.keys() >= set(key.claims)]
    return sorted(kept, key=_place)[:most]


def load(keys: Sequence[Key]) -> list[Dispute]:
    """The disputes with these keys, with all evidence."""
    claims = Claim.objects.in_bulk({pk for key in keys for pk in key.claims})
    attach_mentions(list(claims.values()))
    return assembled(keys, claims)


def assembled(keys: Sequence[Key], claims: Mapping[int, Claim]) -> list[Dispute]:
    """The same of `claims` by key, which have `current_mentions`."""
    relations = Relation.objects.in_bulk([key.relation for key in keys if key.relation])
    found = []
    for key in keys:
        one, other = (claims[pk] for pk in key.claims)
        mentions = (_current(one), _current(other)) if key.relation else _sides(one)
        found.append(Dispute(key, (one, other), mentions, relations[key.relation] if key.relation else None))
    return found


def _key(relation: int | None, ground: str, claims: tuple[int, int], told: Mapping[int, Told]) -> Key:
    days = [told[claim].newest for claim in claims if claim in told]
    return Key(claims, relation, Ground(ground), max((day for day in days if day), default=None))


def _place(key: Key) -> tuple[int, int]:
    """The newest first, without a day last; of one day the relation that was made last."""
    return -(key.newest.toordinal() if key.newest else 0), -(key.relation or 0)


def _told(family: Mapping[int, int]) -> dict[int, Told]:
    """What the current mentions of all claims of a family tell, by its root."""
    denies = Case(When(denies=True, then=1), default=Value(0))
    rows = Mention.objects.current().filter(Among("claim", family)).order_by().values("claim")
    rows = rows.annotate(side=denies).values("claim")
    found: dict[int, list[tuple[date | None, int, int]]] = {}
    told = rows.annotate(newest=Max("extraction__article__published_on"), least=Min("side"), most=Max("side"))
    for claim, *one in told.values_list("claim", "newest", "least", "most"):
        found.setdefault(family[claim], []).append(tuple(one))
    return {root: _summed(rows) for root, rows in found.items()}


def _summed(rows: Iterable[tuple[date | None, int, int]]) -> Told:
    days, least, most = zip(*rows, strict=True)
    return Told(max((day for day in days if day), default=None), min(least) < max(most))


def _current(claim: Claim) -> Sequence[Mention]:
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    return mentions


def _sides(claim: Claim) -> tuple[Sequence[Mention], Sequence[Mention]]:
    """Those of its mentions that affirm it, and those that deny it."""
    mentions = _current(claim)
    return [one for one in mentions if not one.denies], [one for one in mentions if one.denies]
