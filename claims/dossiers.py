"""What one page shows of a claim or an article, and the front page: read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Greatest, Substr

from claims.background import attach_background
from claims.demo import demo_articles
from claims.evidence import attach_mentions, roots_of_actors, with_affiliations, with_sources
from claims.marking import Excerpt, within_paragraph
from claims.merges import RootOf, families
from claims.models import Attribution, Claim, ClaimQuerySet, Extraction, Mention, Quantity
from claims.related import Stand, attach_relations
from claims.vocabulary import Status
from sources.models import Actor, Affiliation, Article, ArticleState

REACH = 300  # characters of the article before and behind a mention's words
REACH_OF_QUOTATIONS = 60  # the same for whoever may not read the article as a whole
COPIES = 20  # articles with the same text that a page names
MENTIONS = 20  # of a claim on one page
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
    """A claim with `current_mentions` and `background`; those mentions that one page shows, their surroundings by key, what
    is nested in them, the single statements that they were cut into, by key the quotations that they are parts of; how others
    stand to it, how the claims that were joined into it say the same, and the `family` of these (keys, its own included)."""

    claim: Claim
    mentions: Sequence[Mention]
    page: Page[Mention]
    excerpts: dict[int, Excerpt]
    nested: Sequence[Mention]
    parts: Sequence[Mention]
    wholes: dict[int, Mention]
    stands: Sequence[Stand]
    wordings: Sequence[str]
    family: Collection[int]


@dataclass(frozen=True, slots=True)
class ArticleDossier:
    """An article with its current mentions in order, each with the claim that it was joined into. `text` is None where the
    reader may not see it (or nobody may: it was withdrawn); `excerpts` stand in for it then. `roots` are actors in the
    chains and outlets that were merged into others, each with what it is now."""

    article: Article
    mentions: Sequence[Mention]
    text: str | None
    excerpts: dict[int, Excerpt]
    roots: dict[int, int]

    @property
    def known_text(self) -> str:
        """All words, for counting them; never to be shown where `text` is None."""
        return self.article.body.text if hasattr(self.article, "body") else ""


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


def claim_dossier(claim: Claim, page: str = "1") -> ClaimDossier:
    """All about one claim, with this page of its mentions. A fixed number of queries, and one for each kind of evidence.
    Raises InvalidPage."""
    family = families([claim.pk])
    attach_mentions([claim])
    mentions: list[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    on_page = Paginator(mentions, MENTIONS).page(page)
    attach_background([claim])
    keys = [mention.pk for mention in on_page]
    shown = Mention.objects.current().exclude(claim__status=Status.REJECTED)
    nested = shown.filter(parent__in=keys, whole=None)
    parts = shown.filter(whole__in=keys).exclude(claim=claim).select_related("claim").order_by("whole", "start", "pk")
    wholes = Mention.objects.in_bulk([mention.whole_id for mention in on_page if mention.whole_id])
    attach_relations([claim])
    return ClaimDossier(
        claim,
        mentions,
        on_page,
        excerpts(list(on_page), REACH),
        _each_claim_once(with_chains(nested).order_by("start", "pk")),
        _each_claim_once(parts),
        wholes,
        claim.stands,  # type: ignore[attr-defined]  # set by attach_relations
        _wordings(claim, {mention.claim_id for mention in mentions}),
        family,
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
    if article.withdrawn_at or not hasattr(article, "body"):
        return ArticleDossier(article, [], None, {}, {})
    found = _public_mentions(article)
    actors = {hop.actor_id for mention in found for hop in mention.chain.all()} | {article.outlet_id}
    roots = roots_of_actors({key for key in actors if key is not None})
    if may_read(article, user):
        return ArticleDossier(article, found, article.body.text, {}, roots)
    return ArticleDossier(article, found, None, excerpts(found, REACH_OF_QUOTATIONS), roots)


def _public_mentions(article: Article) -> list[Mention]:
    """What it says that readers see, in order: of no claim that was rejected, of no mere part of a quotation."""
    mentions = Mention.objects.current().filter(extraction__article=article).annotate(root=RootOf("claim"))
    found = list(with_chains(mentions).order_by("start", "-end", "number", "pk"))
    keys: dict[int, int] = {mention.pk: mention.root for mention in found}  # type: ignore[attr-defined]  # annotated
    roots = Claim.objects.public().in_bulk(set(keys.values()))
    shown = [mention for mention in found if keys[mention.pk] in roots]
    for mention in shown:
        mention.claim = roots[keys[mention.pk]]
    return shown


@dataclass(frozen=True, slots=True)
class Kin:
    """What an article has to do with others: how its claims were found, the same text elsewhere, what corrects it."""

    extraction: Extraction | None
    copies: Sequence[Article]
    newer: Article | None


def kin(article: Article) -> Kin:
    """Three queries."""
    runs = Extraction.objects.filter(article=article, retired_at=None).defer("provenance")
    alike = Article.objects.filter(Q(sha256=article.sha256) | Q(copy_of=article.copy_of_id or article.pk))
    copies = alike.exclude(pk__in=[article.pk, article.copy_of_id or article.pk]).select_related("outlet")
    newer = article.superseded_by.select_related("outlet").order_by("pk").last()
    return Kin(runs.first(), list(copies.order_by("pk")[:COPIES]), newer)


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
    if settings.FULL_TEXT_OPEN or (isinstance(user, PermissionsMixin) and user.has_perm("sources.view_articletext")):
        return True
    return demo_articles().filter(pk=article.pk).exists()


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
