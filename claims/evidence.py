"""Reading what answers need in a fixed number of queries, however long the page is."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from claims.merges import MERGED_INTO, ROOTS_OF_ACTORS
from claims.models import Attribution, Claim, ClaimActor, ClaimTime, Mention, MentionActor, Quantity
from claims.vocabulary import Part, Status
from sources.models import Actor, Affiliation, Alias, Article, UsedSource

ON_CARD = 5  # mentions of a claim that its card looks at
NEWEST_FIRST = (
    F("extraction__article__published_on").desc(nulls_last=True),
    F("extraction__article").desc(),
    F("number").asc(),
    F("pk").asc(),
)


def attach_mentions(claims: Sequence[Claim], most: int | None = None) -> None:
    """Sets `current_mentions` of each claim: its own and those of claims merged into it, newest article first; of each root
    the newest `most`, where that is given."""
    mentions: dict[int, list[Mention]] = {claim.pk: [] for claim in claims}
    _attach_to_parts(mentions, [claim.pk for claim in claims if claim.merged_into_id])
    rows = _with_evidence(Mention.objects.filter(root__in=list(mentions)))
    if most is not None:
        place = Window(RowNumber(), partition_by="root", order_by=NEWEST_FIRST)
        rows = rows.filter(pk__in=rows.order_by().annotate(place=place).filter(place__lte=most).values("pk"))
    for mention in rows:
        mentions[mention.root_id or 0].append(mention)
    for claim in claims:
        claim.current_mentions = mentions[claim.pk]  # type: ignore[attr-defined]  # read by ClaimSerializer


def _attach_to_parts(mentions: dict[int, list[Mention]], merged: Sequence[int]) -> None:
    """The same for claims that were `merged` into others themselves: their mentions count for those."""
    if not merged:
        return
    parts = {pk: pk for pk in merged} | merged_into(merged)
    for mention in _with_evidence(Mention.objects.current().filter(claim__in=parts)):
        mentions[parts[mention.claim_id]].append(mention)


def merged_into(keys: Collection[int]) -> dict[int, int]:
    """The keys of all claims that were merged into one of `keys`, each with that one."""
    return _pairs(MERGED_INTO, keys)


def roots_of_actors(keys: Collection[int]) -> dict[int, int]:
    """Those of the actors with these `keys` that were merged into another, each with what it is now."""
    return _pairs(ROOTS_OF_ACTORS, keys)


def _pairs(query: str, keys: Collection[int]) -> dict[int, int]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(query.replace("ANY_KEYS", ", ".join(["%s"] * len(keys))), list(keys))
        return dict(cursor.fetchall())


def _with_evidence(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    origin = Attribution.objects.filter(position=0).select_related("actor")
    return (
        mentions.select_related("extraction__article__outlet", "parent", "gist")
        .defer("extraction__provenance", "extraction__article__error", "gist__terms")
        .prefetch_related(
            Prefetch("chain", Attribution.objects.select_related("actor", "speaks_for").order_by("position")),
            Prefetch("actors", MentionActor.objects.select_related("actor").order_by("position")),
            Prefetch("quantities", Quantity.objects.order_by("position")),
            Prefetch("times", ClaimTime.objects.order_by("position")),
            Prefetch("parent__chain", origin, to_attr="origins"),
        )
        .order_by(*NEWEST_FIRST)
    )


def with_names(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    """`actors` with aliases, what they are part of, and the counts `claims_about` and `claims_said`."""
    return (
        actors.select_related("part_of")
        .prefetch_related(Prefetch("aliases", Alias.objects.order_by("pk")))
        .annotate(claims_about=_claims_with(Part.ACTOR), claims_said=_claims_with(Part.SOURCE))
    )


def with_affiliations(persons: QuerySet[Actor]) -> QuerySet[Actor]:
    """`persons` with what they were quoted as."""
    quoted = Affiliation.objects.select_related("organisation").order_by("pk")
    return with_names(persons).prefetch_related(Prefetch("affiliations", quoted))


def with_articles(outlets: QuerySet[Actor]) -> QuerySet[Actor]:
    """`outlets` with the count `articles_count`."""
    articles = Article.objects.filter(outlet=OuterRef("pk"))
    return with_names(outlets).annotate(articles_count=count(articles))


def with_sources(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles` with outlet, used sources, length and the count `claims_count`."""
    used = UsedSource.objects.select_related("outlet").order_by("position")
    return (
        articles.select_related("outlet", "body")
        .prefetch_related(Prefetch("used_sources", used))
        .annotate(claims_count=_claims_of_article())
    )


def _claims_with(part: Part) -> Coalesce:
    """How many claims that readers see an actor (the outer row) belongs to as `part`."""
    rows = ClaimActor.objects.filter(actor=OuterRef("pk"), part=part, claim__merged_into=None, claim__within=False)
    return count(rows.exclude(claim__status=Status.REJECTED))


def _claims_of_article() -> Coalesce:
    """How many claims that readers see the current mentions of an article (the outer row) make, merged ones as one."""
    mentions = Mention.objects.filter(extraction__article=OuterRef(OuterRef("pk")))
    return count(Claim.objects.public().filter(pk__in=mentions.values("root")))


def count(rows: QuerySet[Any]) -> Coalesce:
    """How many `rows` there are for an outer row."""
    counts = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), Value(0), output_field=IntegerField())
