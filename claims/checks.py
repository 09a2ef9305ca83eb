"""The rules that no constraint or trigger can hold, checked over all rows; each finding is a sentence with its ids."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from claims.concepts import word_key
from claims.derivation import derived
from claims.forecasting import forecasts, is_right
from claims.grouping import COLUMNS as PLACES
from claims.grouping import NO_POINTS, columns, counted_points, derived_figures
from claims.indexing import claim_tokens
from claims.merges import RootOf
from claims.models import (
    Attribution,
    Claim,
    ClaimActor,
    ClaimWords,
    Concept,
    ConceptWord,
    Extraction,
    Mention,
    Prediction,
    Quantity,
    Relation,
    Series,
)
from claims.standing import COLUMNS, chunks, standings
from claims.vocabulary import RelationKind, RelationStatus
from sources.indexing import actor_tokens, article_tokens, rows_of
from sources.merges import RootOf as RootOfActor
from sources.merges import families
from sources.models import (
    Actor,
    ActorWords,
    Affiliation,
    Alias,
    Article,
    ArticleState,
    ArticleText,
    ArticleWords,
    MergeSuggestion,
    SuggestionStatus,
)


def findings() -> Iterator[str]:
    """Everything that is wrong in the database."""
    for check in CHECKS:
        yield from check()


def claims_without_mention() -> Iterator[str]:
    """Every claim has a mention, of whatever extraction."""
    alone = Claim.objects.filter(~Exists(Mention.objects.filter(claim=OuterRef("pk"))))
    return _each(alone, _("claim %(id)d has no mention"))


def derived_rows() -> Iterator[str]:
    """The derived rows of every claim are those that its mentions give."""
    for chunk in chunks(list(Claim.objects.values_list("pk", flat=True))):
        rows = ClaimActor.objects.filter(claim__in=chunk)
        there = {(row.claim_id, row.part, row.actor_id, row.exact) for row in rows}
        for claim in sorted({row[0] for row in there ^ derived(chunk)}):
            yield _("claim %(id)d has wrong derived actors") % {"id": claim}


def standing() -> Iterator[str]:
    """The derived columns of every claim are those that its mentions and relations give."""
    for chunk in chunks(list(Claim.objects.values_list("pk", flat=True))):
        right = standings(chunk)
        for claim, *there in Claim.objects.filter(pk__in=chunk).order_by("pk").values_list("pk", *COLUMNS):
            if tuple(there) != right[claim]:
                yield _("claim %(id)d has wrong derived numbers") % {"id": claim}


def roots_of_mentions() -> Iterator[str]:
    """Every mention that was not retired knows what its claim was merged into in the end, all others know none."""
    current = Mention.objects.filter(extraction__retired_at=None).exclude(root=RootOf("claim"), root__isnull=False)
    retired = Mention.objects.exclude(extraction__retired_at=None).exclude(root=None)
    return _each(current | retired, _("mention %(id)d counts for another claim than it says"))


def predictions() -> Iterator[str]:
    """There is a prediction for every claim that is one, with what its mentions and decisions give."""
    for chunk in chunks(list(Claim.objects.values_list("pk", flat=True))):
        wanted = {pk: row for pk, row in forecasts(chunk).items() if pk in set(chunk)}
        rows = Prediction.objects.filter(pk__in=chunk).prefetch_related("sources")
        there = {row.pk: row for row in rows}
        right = {pk for pk in wanted.keys() & there.keys() if is_right(there[pk], wanted[pk])}
        for claim in sorted((wanted.keys() | there.keys()) - right):
            yield _("claim %(id)d has a wrong prediction") % {"id": claim}


def figures() -> Iterator[str]:
    """What is derived of figures is what their articles give: what they count, who says so first, their series."""
    with_figures = Quantity.objects.values("mention__extraction")
    ids = list(Extraction.objects.filter(pk__in=with_figures).values_list("pk", flat=True))
    for chunk in chunks(ids):
        placed = list(derived_figures(chunk))
        series = dict(Series.objects.filter(key__in={one.key for one in placed}).values_list("key", "pk"))
        rows = Quantity.objects.in_bulk([one.figure.key for one in placed])
        for one in placed:
            there = tuple(getattr(rows[one.figure.key], name) for name in PLACES)
            if there != columns(one, series) or (one.key and one.key not in series):
                yield _("figure %(id)d is not in the series that its words give") % {"id": one.figure.key}


def numbers_of_series() -> Iterator[str]:
    """The numbers of a series are those of its points."""
    for chunk in chunks(list(Series.objects.values_list("pk", flat=True))):
        wanted = counted_points(chunk)
        for row in Series.objects.filter(pk__in=chunk).order_by("pk"):
            numbers = wanted.get(row.pk, NO_POINTS)
            if any(getattr(row, name) != value for name, value in numbers.items()):
                yield _("series %(id)d has wrong numbers") % {"id": row.pk}


def concepts() -> Iterator[str]:
    """No concept is part of itself by way of others; the key of a word is what it gives today."""
    above = dict(Concept.objects.exclude(broader=None).values_list("pk", "broader"))
    yield from _circles(above, _("concept %(id)d is part of itself"))
    for word in ConceptWord.objects.order_by("pk"):
        if word.key != word_key(word.text):
            yield _("word %(id)d (%(text)s) has an old key") % {"id": word.pk, "text": word.text}


def texts() -> Iterator[str]:
    """The hash of an article is that of its text; only a withdrawn article has no text."""
    for body in ArticleText.objects.select_related("article").order_by("pk").iterator(chunk_size=50):
        if hashlib.sha256(body.text.encode()).hexdigest() != body.article.sha256:
            yield _("article %(id)d has a hash that is not that of its text") % {"id": body.pk}
    bare = Article.objects.filter(body=None, withdrawn_at=None)
    yield from _each(bare, _("article %(id)d has no text and is not withdrawn"))


def copies() -> Iterator[str]:
    """A copy has the text of the article it is a copy of, which is none itself; the same text twice is linked."""
    wrong = Article.objects.exclude(copy_of=None).exclude(sha256=F("copy_of__sha256"), copy_of__copy_of=None)
    yield from _each(wrong, _("article %(id)d is no copy of the one it points to"))
    earlier = Article.objects.filter(sha256=OuterRef("sha256"), pk__lt=OuterRef("pk"))
    yield from _each(
        Article.objects.filter(Exists(earlier), copy_of=None), _("article %(id)d is a copy that is not linked")
    )


def states() -> Iterator[str]:
    """An article that is done has an extraction that counts."""
    current = Extraction.objects.filter(article=OuterRef("pk"), retired_at=None)
    done = Article.objects.filter(~Exists(current), state=ArticleState.DONE)
    return _each(done, _("article %(id)d is done and has no extraction"))


def alias_keys() -> Iterator[str]:
    """The keys of an alias and of an affiliation are what their words give today."""
    for alias in Alias.objects.order_by("pk").iterator():
        there = alias.key, alias.stem, alias.spelling, alias.core
        alias.set_keys()
        if there != (alias.key, alias.stem, alias.spelling, alias.core):
            yield _("alias %(id)d (%(text)s) has an old key") % {"id": alias.pk, "text": alias.text}
    for affiliation in Affiliation.objects.order_by("pk").iterator():
        key = affiliation.key
        if key != affiliation.set_key().key:
            yield _("affiliation %(id)d (%(text)s) has an old key") % {"id": affiliation.pk, "text": affiliation}


def search_rows() -> Iterator[str]:
    """What claims, articles and actors are found by is what their words give today."""
    tables: Sequence[tuple[str, Any, Any, Callable[[list[int]], dict[int, dict[str, str]]]]] = (
        (_("claim %(id)d is found by wrong words"), Claim, ClaimWords, claim_tokens),
        (_("article %(id)d is found by wrong words"), Article, ArticleWords, article_tokens),
        (_("actor %(id)d is found by wrong words"), Actor, ActorWords, lambda keys: actor_tokens(families(keys))),
    )
    for words, model, table, wanted in tables:
        for chunk in chunks(list(model.objects.values_list("pk", flat=True))):
            there, right = rows_of(table.objects, chunk), wanted(chunk)
            yield from (words % {"id": pk} for pk in chunk if there.get(pk) != right.get(pk))


def merges() -> Iterator[str]:
    """Only actors of one kind are merged; suggestions are confirmed as long as their actors are merged, and only then."""
    strange = Actor.objects.exclude(merged_into=None).exclude(kind=F("merged_into__kind"))
    yield from _each(strange, _("actor %(id)d was merged into one of another kind"))
    confirmed = Q(status=SuggestionStatus.CONFIRMED)
    joined = MergeSuggestion.objects.annotate(one=RootOfActor("first"), other=RootOfActor("second"))
    stale = joined.filter(confirmed & ~Q(one=F("other"))) | joined.filter(~confirmed & Q(one=F("other")))
    yield from _each(stale, _("suggested merge %(id)d is not what became of its actors"))


def joins() -> Iterator[str]:
    """Suggestions that two claims are the same are confirmed as long as both are joined, and only then; no claim holds a
    quotation and a part of it."""
    confirmed = Q(status=RelationStatus.CONFIRMED)
    told = Relation.objects.filter(kind=RelationKind.SAME).annotate(one=RootOf("from_claim"), other=RootOf("to_claim"))
    stale = told.filter(confirmed & ~Q(one=F("other"))) | told.filter(~confirmed & Q(one=F("other")))
    yield from _each(stale, _("relation %(id)d is not what became of its claims"))
    parts = Mention.objects.current().exclude(whole=None).annotate(one=RootOf("claim"), other=RootOf("whole__claim"))
    yield from _each(parts.filter(one=F("other")), _("mention %(id)d belongs to the claim that it is a part of"))


def wholes() -> Iterator[str]:
    """No actor is part of itself by way of others."""
    above = dict(Actor.objects.exclude(part_of=None).values_list("pk", "part_of"))
    return _circles(above, _("actor %(id)d is part of itself"))


def nesting() -> Iterator[str]:
    """No mention is nested in itself by way of others."""
    above = dict(Mention.objects.exclude(parent=None).values_list("pk", "parent"))
    return _circles(above, _("mention %(id)d is nested in itself"))


def chains() -> Iterator[str]:
    """The hops of a chain are numbered without a gap, from 0."""
    chains = Attribution.objects.values("mention").annotate(last=Max("position"), hops=Count("pk"))
    for chain in chains.exclude(hops=F("last") + 1).order_by("mention"):
        yield _("mention %(id)d has a gap in its chain") % {"id": chain["mention"]}


CHECKS: Sequence[Callable[[], Iterator[str]]] = (
    claims_without_mention,
    derived_rows,
    standing,
    roots_of_mentions,
    predictions,
    figures,
    numbers_of_series,
    concepts,
    texts,
    copies,
    states,
    alias_keys,
    search_rows,
    merges,
    joins,
    wholes,
    nesting,
    chains,
)


def _each(rows: QuerySet[Any], words: str) -> Iterator[str]:
    return (words % {"id": pk} for pk in rows.order_by("pk").values_list("pk", flat=True))


def _circles(above: dict[int, int | None], words: str) -> Iterator[str]:
    """`words` for each row that comes back to itself; `above` leads from each row to the next."""
    for start in sorted(above):
        seen, here = set[int](), above[start]
        while here is not None and here != start and here not in seen:
            seen.add(here)
            here = above.get(here)
        if here == start:
            yield words % {"id": start}
