"""What one page shows of a claim or an article: read in a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.db.models import F, Prefetch, QuerySet, TextField
from django.db.models.functions import Greatest, Substr

from claims.background import attach_background
from claims.demo import demo_articles
from claims.evidence import attach_mentions
from claims.marking import Excerpt, within_paragraph
from claims.models import Attribution, Claim, Mention
from claims.related import Stand, attach_relations
from claims.vocabulary import Status
from sources.models import Article, root_of

REACH = 300  # characters of the article before and behind a mention's words
REACH_OF_QUOTATIONS = 60  # the same for whoever may not read the article as a whole
LATEST = 6  # claims of a sort that a page lists before it leads to the rest
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
