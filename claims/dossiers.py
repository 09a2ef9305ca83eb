"""What one page shows of a claim or an article, and the front page: read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, TextField
from django.db.models.functions import Greatest, Substr

from claims.background import attach_background
from claims.demo import demo_articles
from claims.evidence import attach_mentions, with_affiliations, with_sources
from claims.marking import Excerpt, within_paragraph
from claims.models import Attribution, Claim, ClaimQuerySet, Mention, Quantity
from claims.related import Stand, attach_relations
from claims.vocabulary import Status
from sources.models import Actor, Affiliation, Article, ArticleState, root_of

REACH = 300  # characters of the article before and behind a mention's words
REACH_OF_QUOTATIONS = 60  # the same for whoever may not read the article as a whole
LATEST = 6  # claims of a sort that a page lists before it leads to the rest
RECENT = 2_000  # figures that the front page looks at
# Units that measure anything at all; only figures of things that are counted can be told to be about the same.
MEASURES = frozenset(
    {"percent", "percentage points", "per mille", "share", "people", "person", "tonne", "kilometre", "metre", "degree"}
    | {"year", "month", "week", "day", "hour", "minute", "second"}
)

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class ClaimDossier:
    """A claim with `current_mentions` and `background`, their surroundings by key, what is nested in them, the single
    statements that they were cut into, by key the quotations that they are parts of, how others stand to it, and how the
    claims that were joined into it say the same."""

    claim: Claim
    mentions: Sequence[Mention]
    excerpts: dict[int, Excerpt]
    nested: Sequence[Mention]
    parts: Sequence[Mention]
    wholes: dict[int, Mention]
    stands: Sequence[Stand]
    wordings: Sequence[str]


@dataclass(frozen=True, slots=True)
class ArticleDossier:
    """An article with its current mentions in order. `text` is None where the reader may not see it (or nobody may:
    it was withdrawn); `excerpts` stand in for it then."""

    article: Article
    mentions: Sequence[Mention]
    text: str | None
    excerpts: dict[int, Excerpt]


@dataclass(frozen=True, slots=True)
class DisputedFigure:
    """What several articles count differently: `unit` as one of them writes it, and the figures with their claims.
    `others` are units of which the same can be said."""

    unit: str
    figures: Sequence[Quantity]
    others: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the front page shows; whatever the database has nothing for is None or empty."""

    example: Claim | None
    newest: Sequence[Claim]
    disputed: DisputedFigure | None
    experts: Sequence[Actor]
    articles: Sequence[Article]


def claim_dossier(claim: Claim) -> ClaimDossier:
    """All about one claim. A fixed number of queries, and one for each kind of evidence."""
    attach_mentions([claim])
    attach_background([claim])
    mentions: list[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    keys = [mention.pk for mention in mentions]
    shown = Mention.objects.current().exclude(claim__status=Status.REJECTED)
    nested = shown.filter(parent__in=keys, whole=None)
    parts = shown.filter(whole__in=keys).exclude(claim=claim).select_related("claim").order_by("whole", "start", "pk")
    wholes = Mention.objects.in_bulk([mention.whole_id for mention in mentions if mention.whole_id])
    attach_relations([claim])
    return ClaimDossier(
        claim,
        mentions,
        excerpts(mentions, REACH),
        list(with_chains(nested).order_by("start", "pk")),
        _each_claim_once(parts),
        wholes,
        claim.stands,  # type: ignore[attr-defined]  # set by attach_relations
        _wordings(claim, {mention.claim_id for mention in mentions}),
    )


def _each_claim_once(mentions: Iterable[Mention]) -> list[Mention]:
    """Two articles with one quotation make the same single statements."""
    once: dict[int, Mention] = {}
    for mention in mentions:
        once.setdefault(mention.claim_id, mention)
    return list(once.values())


def _wordings(claim: Claim, keys: Collection[int]) -> list[str]:
    """How claims that were joined into `claim` state it, each way once."""
    merged = Claim.objects.filter(pk__in=set(keys) - {claim.pk}).order_by("pk")
    return [words for words in dict.fromkeys(merged.values_list("statement", flat=True)) if words != claim.statement]


def article_dossier(article: Article, user: User) -> ArticleDossier:
    """All about one article for `user`: with its text, or with the surroundings of its claims."""
    mentions = Mention.objects.current().filter(extraction__article=article)
    public = mentions.exclude(claim__status=Status.REJECTED)
    found = list(with_chains(public).order_by("start", "-end", "number", "pk"))
    for mention in found:
        mention.claim = root_of(mention.claim)
    found = [mention for mention in found if not mention.claim.within]
    if not hasattr(article, "body"):
        return ArticleDossier(article, [], None, {})
    if may_read(article, user):
        return ArticleDossier(article, found, article.body.text, {})
    return ArticleDossier(article, found, None, excerpts(found, REACH_OF_QUOTATIONS))


def front_page() -> FrontPage:
    """An example, the newest claims, and a way to a disputed figure, to experts and to articles."""
    public = Claim.objects.public().filter(Exists(Mention.objects.current().filter(claim=OuterRef("pk"))))
    newest = list(public.order_by("-pk")[:LATEST])
    example = _example(public)
    claims = [*newest, *([example] if example else [])]
    attach_mentions(claims)
    done = Article.objects.filter(state=ArticleState.DONE, withdrawn_at=None)
    articles = done.order_by(F("published_on").desc(nulls_last=True), "-pk")[:4]
    return FrontPage(
        example,
        newest,
        disputed_figure(),
        recent_experts(5),
        list(with_sources(articles).defer("body__text")),
    )


def recent_experts(most: int) -> list[Actor]:
    """Who was quoted as an expert last, each once."""
    affiliations = Affiliation.objects.filter(person__merged_into=None).exclude(role="", organisation_name="")
    latest = affiliations.exclude(organisation_name="").order_by("-pk").values_list("person", flat=True)[: most * 4]
    keys = list(dict.fromkeys(latest))[:most]
    return sorted(with_affiliations(Actor.objects.filter(pk__in=keys)), key=lambda actor: keys.index(actor.pk))


def disputed_figure() -> DisputedFigure | None:
    """Of the newest figures, those of the same things where most different values are told; None without any two."""
    groups: dict[str, list[_Told]] = defaultdict(list)
    for told in _recent_figures():
        if told.concept not in MEASURES and not told.concept.isupper():
            groups[told.concept].append(told)
    disputed = [group for group in groups.values() if _answers(group) > 1]
    if not disputed:
        return None
    first, *rest = sorted(disputed, key=_answers, reverse=True)
    others = [_unit(group) for group in rest if _answers(group) > 2]
    return DisputedFigure(_unit(first), _figures(first), others[:6])


class _Told(NamedTuple):
    """One figure, as much of it as telling disputes takes."""

    key: int
    concept: str
    unit: str
    value: Decimal
    qualifier: str
    outlet: int | None


def _recent_figures() -> list[_Told]:
    recent = Quantity.objects.filter(mention__extraction__retired_at=None, mention__claim__merged_into=None)
    recent = recent.exclude(concept="").exclude(unit="").exclude(mention__claim__status=Status.REJECTED)
    columns = ("pk", "concept", "unit", "value", "qualifier", "mention__extraction__article__outlet")
    return [_Told(*row) for row in recent.order_by("-pk").values_list(*columns)[:RECENT]]


def _answers(group: Sequence[_Told]) -> int:
    return len({told.value for told in group})


def _unit(group: Sequence[_Told]) -> str:
    """The shortest way to write it: what most of the others hold."""
    return min((told.unit for told in group), key=lambda unit: (len(unit), unit))


def _figures(group: Sequence[_Told]) -> list[Quantity]:
    """The largest first; the same value of the same outlet once."""
    once = {(told.value, told.qualifier, told.outlet): told.key for told in group}
    figures = Quantity.objects.filter(pk__in=once.values()).select_related(
        "mention__claim", "mention__extraction__article__outlet"
    )
    hops = Prefetch("mention__chain", Attribution.objects.select_related("actor").order_by("position"))
    return list(figures.prefetch_related(hops).order_by("-value", "pk")[:8])


def excerpts(mentions: Sequence[Mention], reach: int) -> dict[int, Excerpt]:
    """The words of each mention with up to `reach` characters around, by its key; one query, cut in the database."""
    first = Greatest(F("start") - reach, 0)
    words = Substr(
        "extraction__article__body__text",
        first + 1,
        F("end") + reach - first,
        output_field=TextField(),
    )
    there = Mention.objects.filter(pk__in=[mention.pk for mention in mentions], extraction__article__body__isnull=False)
    rows = there.annotate(around=words)
    found = rows.values_list("pk", "start", "end", "around", "extraction__article__body__length")
    return {
        pk: within_paragraph(_excerpt(around, max(start - reach, 0), length), start, end)
        for pk, start, end, around, length in found
    }


def _excerpt(words: str, start: int, length: int) -> Excerpt:
    return Excerpt(words, start, (start > 0, start + len(words) < length))


def may_read(article: Article, user: User) -> bool:
    """May `user` see the whole text? Where a setting opens all texts, where it is the demo's, or by a right."""
    return article.pk in readable([article.pk], user)


def readable(articles: Collection[int], user: User) -> set[int]:
    """Those of the articles with these ids whose whole text `user` may see. One query at most."""
    if settings.FULL_TEXT_OPEN or (isinstance(user, PermissionsMixin) and user.has_perm("sources.view_articletext")):
        return set(articles)
    return set(demo_articles().filter(pk__in=articles).values_list("pk", flat=True))


def with_chains(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """`mentions` with their claims and chains of sources."""
    hops = Attribution.objects.select_related("actor").order_by("position")
    return mentions.select_related("claim__merged_into", "extraction__article__outlet").prefetch_related(
        Prefetch("chain", hops)
    )


def _example(claims: ClaimQuerySet) -> Claim | None:
    """A recent claim that came by way of somebody else, with a figure where there is one."""
    second = Attribution.objects.filter(mention=OuterRef("pk"), position=1, actor__isnull=False)
    relayed = Mention.objects.current().filter(Exists(second))
    keys: Iterable[int] = relayed.order_by("-pk").values_list("claim", flat=True)[:20]
    relaying = claims.filter(pk__in=list(keys)).order_by("-pk")
    with_figure = Quantity.objects.filter(mention__claim=OuterRef("pk"))
    return relaying.filter(Exists(with_figure)).first() or relaying.first()
