"""What one page shows of a claim or an article: read in a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Greatest, Substr

from claims.background import attach_background
from claims.demo import demo_articles
from claims.evidence import attach_mentions, roots_of_actors
from claims.marking import Excerpt, within_paragraph
from claims.merges import families
from claims.models import Attribution, Claim, Extraction, Mention
from claims.related import Stand, attach_relations
from claims.vocabulary import Status
from sources.models import Article

REACH = 300  # characters of the article before and behind a mention's words
REACH_OF_QUOTATIONS = 60  # the same for whoever may not read the article as a whole
COPIES = 20  # articles with the same text that a page names
MENTIONS = 20  # of a claim on one page
LATEST = 6  # claims of a sort that a page lists before it leads to the rest

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
    mentions = Mention.objects.current().filter(extraction__article=article)
    found = list(with_chains(mentions).order_by("start", "-end", "number", "pk"))
    roots = Claim.objects.public().in_bulk({mention.root_id for mention in found if mention.root_id})
    shown = [mention for mention in found if mention.root_id in roots]
    for mention in shown:
        mention.claim = roots[mention.root_id or 0]
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
