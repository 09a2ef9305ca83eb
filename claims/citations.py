"""Who cites whom: the hops of chains, each by the one behind it, the outermost by the outlet of the article."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.asking import keys_of
from claims.evidence import roots_of_actors
from claims.filters import ClaimFilter, Fault
from claims.layers import Tie
from claims.models import Attribution, MentionQuerySet
from claims.parameters import names
from claims.remembering import remembered

MOST = 20_000  # hops that one page reads, the newest
OUTLET = "mention__extraction__article__outlet"
ENDS = ("citing", "cited", "party")


class Hop(NamedTuple):
    """One hop of a chain with the outlet of its article; `claim`: what the mention counts for."""

    mention: int
    claim: int
    position: int
    actor: int | None
    outlet: int | None


@dataclass(frozen=True, slots=True)
class Citations:
    """The claims (keys of roots) in which one actor cites another: by both keys (of roots), who cites first. `whole`: all
    were read, not only the newest."""

    claims: Mapping[tuple[int, int], Collection[int]]
    whole: bool

    @property
    def ties(self) -> list[Tie]:
        """The same as numbers."""
        return [Tie(citing, cited, len(claims)) for (citing, cited), claims in self.claims.items()]

    @property
    def by_actor(self) -> Mapping[int, Collection[int]]:
        """The claims in which each actor cites or is cited."""
        found: dict[int, set[int]] = defaultdict(set)
        for pair, claims in self.claims.items():
            for key in pair:
                found[key].update(claims)
        return found


def cited_in(filterset: ClaimFilter) -> Citations:
    """Who cites whom in all that a faultless `filterset` asks for."""
    return remembered(
        "citations",
        filterset.qs,
        lambda: citations(filterset.made()),
        lambda one: sum(map(len, one.claims.values())),
    )


def citations(mentions: MentionQuerySet) -> Citations:
    """Who cites whom in mentions that count. Two queries."""
    hops = _newest(mentions)
    whole = len(hops) <= MOST
    if not whole:
        hops = [hop for hop in hops if hop.mention != hops[-1].mention]  # whose chain may be torn
    now = roots_of_actors({key for hop in hops for key in (hop.actor, hop.outlet) if key is not None})
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for hop, (citing, cited) in _all_pairs(hops):
        ends = now.get(citing, citing), now.get(cited, cited)
        if ends[0] != ends[1]:
            found[ends].add(hop.claim)
    return Citations(dict(found), whole)


def _newest(mentions: MentionQuerySet) -> list[Hop]:
    """The hops of `mentions`, the newest first, no more than are read."""
    columns = ("mention", "mention__root", "position", "actor", OUTLET)
    rows = Attribution.objects.filter(mention__in=mentions.values("pk")).order_by("-mention", "position")
    return [Hop(*row) for row in rows.values_list(*columns)[: MOST + 1]]


def _all_pairs(hops: Iterable[Hop]) -> Iterator[tuple[Hop, tuple[int, int]]]:
    for _mention, group in groupby(hops, key=lambda hop: hop.mention):
        chain = list(group)
        for pair in pairs(chain):
            yield chain[0], pair


def pairs(chain: Sequence[Hop]) -> Iterator[tuple[int, int]]:
    """Who cites whom in one chain, origin first; who is not named neither cites nor is cited."""
    for cited, citing in pairwise(chain):
        if cited.actor is not None and citing.actor is not None and citing.position == cited.position + 1:
            yield citing.actor, cited.actor
    last = chain[-1]
    if last.actor is not None and last.outlet is not None:
        yield last.outlet, last.actor


class CitingFilter(ClaimFilter):
    """Claims by all that the list of claims is asked for, and by who cites whom in them: these alone, not their parts."""

    citing = names(gettext_lazy("Who cites: the next hop of the chain, or the outlet of the article."))
    cited = names(gettext_lazy("Who is cited, by the next hop of the chain or by the outlet of the article."))
    party = names(gettext_lazy("Who cites or is cited."))

    def in_mention(self) -> dict[str, Any]:
        """And that in its chain they cite each other so."""
        asked = {name: keys_of(self.resolved[name]) for name in ENDS if name in self.resolved}
        found = super().in_mention()
        if "citing" in asked or "cited" in asked:
            rows = cites(asked.get("citing"), asked.get("cited"))
            found["pk__in"] = rows.values("mention")
        if "party" in asked:
            rows = cites(asked["party"], None) | cites(None, asked["party"])
            found["chain__in"] = rows
        return found

    def _period_faults(self) -> Iterator[Fault]:
        yield from super()._period_faults()
        for name in ENDS:
            if any(one.negated for value in self.given().get(name, ()) for one in value.names):
                yield Fault(name, _("This parameter knows no “!”."))


def cites(citing: Collection[int] | None, cited: Collection[int] | None) -> QuerySet[Attribution]:
    """The hops of `cited` that are cited by any of `citing` (keys of whole families; None: of anybody else)."""
    later = Attribution.objects.filter(mention=OuterRef("mention"), position__gt=OuterRef("position"))
    next_one = later.filter(position=OuterRef("position") + 1).exclude(actor=OuterRef("actor"))
    own = Q(actor__in=cited) if cited is not None else Q(actor__isnull=False) & ~Q(actor__in=citing or ())
    by_hop = Q(actor__in=citing) if citing is not None else Q(actor__isnull=False) & ~Q(actor__in=cited or ())
    by_outlet = Q(**{f"{OUTLET}__in": citing}) if citing is not None else _other_outlet(cited or ())
    hops = Attribution.objects.filter(own)
    outermost = ~Exists(later) & by_outlet & ~Q(**{OUTLET: F("actor")})
    return hops.filter(Exists(next_one.filter(by_hop)) | outermost)


def _other_outlet(cited: Collection[int]) -> Q:
    return Q(**{f"{OUTLET}__isnull": False}) & ~Q(**{f"{OUTLET}__in": cited})
