"""What stands behind the mentions of claims: their independent origins, circular reporting, lost hedges. Read for pages and
answers in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from claims.circles import Circle, circles
from claims.hedging import Figure, Loss, Saying, losses
from claims.models import Claim, Mention
from claims.origins import Origin, Reason, Telling, origins
from claims.tellings import tellings
from sources.models import Actor, Article

HEARSAY = "hearsay: "  # how `Mention.why` begins where it tells the word


@dataclass(frozen=True, slots=True)
class Ground:
    """Why these mentions (keys) count once; `code` as in `claims.origins.Code`."""

    code: str
    mentions: Sequence[int]
    actor: Actor | None
    article: Article | None


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions (keys) that count once: those of `actor`, or of `outlet` where nobody is named."""

    actor: Actor | None
    outlet: Actor | None
    mentions: Sequence[int]
    reasons: Sequence[Ground]


@dataclass(frozen=True, slots=True)
class Citation:
    """`outlet` has it from `cited`, as these mentions (keys) say."""

    outlet: Actor
    cited: Actor
    mentions: Sequence[int]


@dataclass(frozen=True, slots=True)
class Background:
    """Of one claim: the groups of its mentions, the circles among its outlets, what later mentions dropped."""

    origins: Sequence[Group] = ()
    circular: Sequence[Sequence[Citation]] = ()
    hedge_losses: Sequence[Loss] = ()


def attach_background(claims: Sequence[Claim]) -> None:
    """Sets `background` of each claim with `current_mentions`. Seven queries at most."""
    mentions = {claim.pk: _mentions(claim) for claim in claims}
    told = tellings({mention.claim_id: claim for claim, those in mentions.items() for mention in those})
    groups = {claim: origins(told.get(claim, ())) for claim in mentions}
    rounds = {claim: circles(told.get(claim, ())) for claim in mentions}
    named = _Named(chain(*groups.values()), chain(*rounds.values()))
    for claim in claims:
        lost = losses(_sayings(mentions[claim.pk], told.get(claim.pk, ())), groups[claim.pk])
        claim.background = Background(  # type: ignore[attr-defined]  # read by ClaimSerializer and pages
            [named.group(origin) for origin in groups[claim.pk]],
            [named.circle(one) for one in rounds[claim.pk]],
            lost,
        )


def _mentions(claim: Claim) -> Sequence[Mention]:
    found: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    return found


class _Named:
    """Actors and articles by their keys, for all that names any."""

    def __init__(self, groups: Iterable[Origin], rounds: Iterable[Circle]) -> None:
        found = list(groups)
        reasons = [reason for group in found for reason in group.reasons]
        keys = {key for group in found for key in (group.actor, group.outlet)} | {one.actor for one in reasons}
        keys |= {key for circle in rounds for step in circle.steps for key in (step.outlet, step.cited)}
        self.actors: Mapping[int, Actor] = Actor.objects.in_bulk([key for key in keys if key is not None])
        self.articles: Mapping[int, Article] = Article.objects.select_related("outlet").in_bulk(
            {reason.article for reason in reasons if reason.article is not None}
        )

    def group(self, origin: Origin) -> Group:
        reasons = [self._ground(reason) for reason in origin.reasons]
        return Group(self._actor(origin.actor), self._actor(origin.outlet), origin.mentions, reasons)

    def circle(self, circle: Circle) -> list[Citation]:
        return [Citation(self.actors[one.outlet], self.actors[one.cited], one.mentions) for one in circle.steps]

    def _ground(self, reason: Reason) -> Ground:
        article = self.articles.get(reason.article) if reason.article is not None else None
        return Ground(reason.code, reason.mentions, self._actor(reason.actor), article)

    def _actor(self, key: int | None) -> Actor | None:
        return None if key is None else self.actors[key]


def _sayings(mentions: Sequence[Mention], told: Sequence[Telling]) -> list[Saying]:
    telling_of = {telling.mention: telling for telling in told}
    return [_saying(mention, telling_of[mention.pk]) for mention in mentions if mention.pk in telling_of]


def _saying(mention: Mention, telling: Telling) -> Saying:
    figures = [Figure(one.value, one.qualifier, one.text, one.unit, one.concept) for one in mention.quantities.all()]
    return Saying(
        telling=telling,
        words=mention.text,
        hearsay=_distance(mention) if mention.hearsay else "",
        certainty=mention.certainty,
        denies=mention.denies,
        figures=tuple(figures),
        source=_source(mention),
    )


def _distance(mention: Mention) -> str:
    """The word that keeps the distance, as the extraction tells; its name where it does not."""
    return next((told.removeprefix(HEARSAY) for told in mention.why if told.startswith(HEARSAY)), HEARSAY.strip(": "))


def _source(mention: Mention) -> str:
    hops = mention.chain.all()
    return hops[0].surface or (hops[0].actor.name if hops[0].actor else "") if hops else ""
