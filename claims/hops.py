"""The hops of chains as plain rows, and what can be counted in them: who is quoted, by whom, by way of whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from claims.evidence import roots_of_actors
from claims.models import Attribution
from claims.vocabulary import Anonymity, Status
from sources.models import ActorKind

MOST = 20_000  # hops that one page reads

Chain = Sequence["Hop"]


class Hop(NamedTuple):
    """One hop of a current mention, with who published it when. Actors and outlets are keys of roots."""

    mention: int
    claim: int
    article: int
    outlet: int | None
    published: date | None
    position: int
    actor: int | None
    kind: str
    anonymity: str


def read_hops(attributions: QuerySet[Attribution], most: int = MOST) -> list[Hop]:
    """Those of `attributions` that count now, the newest first; not those of rejected claims, nor of parts of a quotation,
    which has them itself. Two queries."""
    article = "mention__extraction__article"
    rejected = Q(mention__claim__status=Status.REJECTED) | Q(mention__claim__merged_into__status=Status.REJECTED)
    rows = (
        attributions.filter(mention__extraction__retired_at=None, mention__whole=None).exclude(rejected).order_by("-pk")
    )
    place = ("mention", "mention__claim", article, f"{article}__outlet", f"{article}__published_on")
    hops = [Hop(*row) for row in rows.values_list(*place, "position", "actor", "kind", "anonymity")[:most]]
    now = roots_of_actors({key for hop in hops for key in (hop.actor, hop.outlet) if key is not None})
    return [hop._replace(actor=_now(hop.actor, now), outlet=_now(hop.outlet, now)) for hop in hops] if now else hops


def _now(key: int | None, now: Mapping[int, int]) -> int | None:
    return None if key is None else now.get(key, key)


def chains(hops: Iterable[Hop]) -> dict[int, Chain]:
    """The chain of each mention, origin first."""
    found: dict[int, list[Hop]] = defaultdict(list)
    for hop in sorted(hops, key=lambda hop: (hop.mention, hop.position)):
        found[hop.mention].append(hop)
    return dict(found)


def anonymity(statements: Mapping[int, Chain]) -> Counter[str]:
    """How many statements have an origin that is named, collective, anonymous."""
    told = Counter({str(kind): 0 for kind in Anonymity})
    told.update(chain[0].anonymity for chain in statements.values())
    return told


def is_second_hand(chain: Chain) -> bool:
    """Does a statement come by way of somebody else, or from another outlet? The outlet that publishes it does not
    count: what somebody said to itself is first hand."""
    others = [hop for hop in chain if hop.actor is None or hop.actor != hop.outlet]
    return len(others) > 1 or (len(others) == 1 and others[0].kind == ActorKind.OUTLET)


def quoted(statements: Mapping[int, Chain]) -> Counter[int]:
    """Who is a source of how many statements; outlets are not counted here but in `drawn_on`."""
    return _counted(statements, lambda hop: hop.kind != ActorKind.OUTLET)


def drawn_on(statements: Mapping[int, Chain]) -> Counter[int]:
    """From which other outlets how many statements were taken."""
    return _counted(statements, lambda hop: hop.kind == ActorKind.OUTLET and hop.actor != hop.outlet)


def _counted(statements: Mapping[int, Chain], counts: Callable[[Hop], bool]) -> Counter[int]:
    found: Counter[int] = Counter()
    for chain in statements.values():
        found.update({hop.actor for hop in chain if hop.actor is not None and counts(hop)})
    return found


@dataclass(frozen=True, slots=True)
class Quoting:
    """Who quotes one source: `outlets` with their numbers of statements and of articles, `via` whom, and the day on
    which each claim was first published (None: unknown)."""

    outlets: Sequence[tuple[int | None, int, int]]
    via: Counter[int]
    first: Mapping[int, date | None]


def quoting(statements: Mapping[int, Chain], source: int) -> Quoting:
    """Who quotes `source` (the key of a root), in these statements."""
    own = [hop for chain in statements.values() for hop in chain if hop.actor == source]
    via: Counter[int] = Counter()
    for hop in own:
        later = (one for one in statements[hop.mention] if one.position > hop.position)
        via.update({one.actor for one in later if one.actor is not None and one.actor != one.outlet})
    return Quoting(_outlets(own), via, _first_days(own))


def _outlets(hops: Iterable[Hop]) -> list[tuple[int | None, int, int]]:
    mentions: dict[int | None, set[int]] = defaultdict(set)
    articles: dict[int | None, set[int]] = defaultdict(set)
    for hop in hops:
        mentions[hop.outlet].add(hop.mention)
        articles[hop.outlet].add(hop.article)
    rows = [(outlet, len(found), len(articles[outlet])) for outlet, found in mentions.items()]
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0] or 0))


def _first_days(hops: Iterable[Hop]) -> dict[int, date | None]:
    days: dict[int, date | None] = {}
    for hop in hops:
        known = days.get(hop.claim)
        days[hop.claim] = min(known, hop.published) if known and hop.published else known or hop.published
    return days


def others(hops: Iterable[Hop], outlets: Collection[int]) -> dict[int, set[int]]:
    """The articles of each outlet that is none of `outlets`."""
    found: dict[int, set[int]] = defaultdict(set)
    for hop in hops:
        if hop.outlet is not None and hop.outlet not in outlets:
            found[hop.outlet].add(hop.article)
    return dict(found)
