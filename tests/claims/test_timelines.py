"""Claims over time: every number is that of the list of claims of the same period, which is slow and obvious."""

import random
from datetime import date, timedelta

import pytest
from django.http import QueryDict

from claims.columns import Grain
from claims.evidence import merged_into
from claims.filters import ClaimFilter
from claims.models import Claim, Extraction
from claims.timeline_pages import downloaded
from claims.timelines import TimelineFilter, timeline, timeline_of
from sources.models import Article
from tests.claims.test_filter_twin import build
from tests.factories import ArticleFactory, MentionFactory

pytestmark = pytest.mark.django_db


def listed(query):
    """The claims that the list shows for an address."""
    filterset = ClaimFilter(QueryDict(query), queryset=Claim.objects.all())
    assert filterset.faults() == []
    return filterset.qs.count()


def drawn(query):
    filterset = TimelineFilter(QueryDict(query), Claim.objects.all())
    assert filterset.faults() == []
    return timeline(filterset)


def published(chance, span):
    """Gives the articles of a world random days, some of them none."""
    for article in Article.objects.order_by("pk"):
        day = chance.choice([None, *[date(2024, 1, 1) + timedelta(days=chance.randrange(span)) for _ in range(5)]])
        Article.objects.filter(pk=article.pk).update(published_on=day)


@pytest.mark.parametrize("span", [20, 200, 1500, 9000])
def test_every_number_is_that_of_the_list_of_its_address(span):
    chance = random.Random(span)  # noqa: S311 - no secret
    build(chance)
    for _ in range(20):
        MentionFactory(claim=chance.choice(Claim.objects.all()), polarity=chance.choice(["positive", "negative"]))
    published(chance, span)
    for query in (
        "",
        "actor=Name 1",
        "source=Name 2&exact=true",
        "actor=Name 1&split=polarity&form=direct",
        "published_after=2024-1-5&published_before=2024-02-20",
        "polarity=negative&actor=!Name 3",
        "form=direct&tense=future&status=accepted&status=rejected",
    ):
        found = drawn(query)
        rows = list(downloaded(found, QueryDict(query), ""))
        names = ("about", "said") if found.split == "part" else ("affirmed", "denied")
        counted = [row for row in rows if row[names[0]] or row[names[1]]]
        for row in [*rows[:2], *chance.sample(counted, min(4, len(counted)))]:
            for name in names:
                assert row[name] == listed(row[f"{name}_url"].partition("?")[2])
        assert sum(sum(numbers) for _period, numbers in found.rows) >= bool(rows)


@pytest.mark.parametrize("seed", range(2))
def test_the_small_one_of_an_actor_counts_as_the_large_one(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    build(chance)
    published(chance, 300)
    for number in range(6):
        large = drawn(f"actor=Name {number}")
        about, said = (
            set(ClaimFilter(QueryDict(f"{name}=Name {number}"), Claim.objects.all()).qs.values_list("pk", flat=True))
            for name in ("actor", "source")
        )
        roots = {key: key for key in about | said}
        small = timeline_of(roots | merged_into(list(roots)), about, said)
        assert (small.grain, small.rows) == (large.grain, large.rows)


def test_claims_of_articles_without_a_day_are_told_apart():
    MentionFactory(extraction__article__published_on=None)
    found = drawn("")
    assert (found.rows, found.undated) == ([], 1)
    MentionFactory(extraction__article__published_on=date(2024, 1, 1))
    assert [numbers for _period, numbers in drawn("").rows] == [(1, 0)]


def test_years_too_many_to_draw_are_left_out_and_said():
    for year in (1900, 1990, 2026):
        MentionFactory(extraction__article__published_on=date(year, 5, 1))
    found = drawn("")
    assert (found.grain, len(found.rows), found.earlier) == (Grain.YEAR, 60, date(1967, 1, 1))
    assert sum(up for _period, (up, _down) in found.rows) == 2


def test_a_peak_is_told_by_the_claim_with_most_origins():
    day = date(2024, 1, 1)
    quiet = MentionFactory(extraction__article__published_on=day)
    article = ArticleFactory(published_on=day + timedelta(days=9))
    extraction = Extraction.objects.create(article=article, extractor="x", version="1", created_at="2024-01-01T00:00Z")
    loud = [MentionFactory(extraction=extraction) for _ in range(3)]
    Claim.objects.filter(pk=loud[1].claim_id).update(origins_count=5)
    Claim.objects.filter(pk=quiet.claim_id).update(origins_count=9)
    assert [(place, claim.pk) for place, claim in drawn("").summits] == [(9, loud[1].claim_id)]
