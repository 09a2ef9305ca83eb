"""The front page at a glance: what is new, disputed, moved and due, who is busy, the numbers; and a base that is empty."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import glance
from claims.models import Claim
from claims.vocabulary import Part
from tests.claims.views.conftest import make_world, reader
from tests.claims.views.test_figures import add
from tests.claims.views.test_lists import BANNER, MENTIONS, tables
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimFactory,
    MentionFactory,
    PredictionFactory,
    RelationFactory,
    SeriesFactory,
)

pytestmark = pytest.mark.django_db
FUTURE = date(2999, 1, 1)


CLAIMS = [
    "claims_claim",  # the newest claims
    "claims_claim",  # these
    "claims_mention",  # claims that came by way of somebody else
    "claims_claim",  # the example among them
    "claims_relation",  # the contradictions found last
    "claims_claim",  # the families of their claims
    "claims_relation",  # those that stand
    "claims_claim",  # those that readers see
    "claims_mention",  # their days
    "claims_claim",  # both sides
    "claims_prediction",  # what is due
    "claims_prediction",  # these
    "claims_predictionsource",  # who foretold it
]
REASONS = "claims_relation"  # of the contradictions
KEPT = [
    "claims_claim",  # how many claims
    "sources_article",  # how many articles and outlets
    "claims_claimactor",  # how many sources
    "claims_series",  # series with the newest figures
    "claims_quantity",  # how they went
    "claims_quantity",  # those that moved, with a word of each
    "claims_quantity",  # their figures
    "sources_article",  # the newest day
    "claims_mention",  # claims of the last 30 days
    "claims_claim",  # what was merged
    "claims_claimactor",  # whose they are
    "sources_actor",  # their names
]


def fill():
    """A world with a contradiction, a figure that moved, a prediction, a claim that was merged."""
    world = make_world()
    RelationFactory(from_claim=world.outer.claim, to_claim=world.broken.claim, kind="contradicts")
    series = SeriesFactory(deed="transfer")
    for day, value in ((1, 300), (2, 900)):
        add(series, value, "exact", day=date(2026, 11, day), low=value, high=value)
    PredictionFactory(claim=MentionFactory(tense="future").claim, due_last=FUTURE)
    MentionFactory(claim=ClaimFactory(merged_into=world.inner.claim))
    return world


@pytest.mark.parametrize("worlds", [1, 3])
def test_it_takes_the_same_queries_however_much_there_is(client, worlds):
    for _number in range(worlds):
        fill()
    with CaptureQueriesContext(connection) as at_first:
        assert client.get("/").status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    assert tables(captured) == [*CLAIMS, *MENTIONS, REASONS, *BANNER]
    assert tables(at_first) == [*CLAIMS, *MENTIONS, REASONS, *KEPT, *BANNER]


def test_the_numbers_are_kept_for_some_minutes_once_there_are_claims(client):
    def numbers():
        return client.get("/").context["found"].numbers

    assert not numbers()
    make_world()
    before = numbers()
    assert (before.claims, before.articles, before.outlets, before.sources) == (3, 1, 1, 1)
    MentionFactory()
    assert numbers() == before
    cache.clear()
    assert numbers().claims == 4


def test_a_new_base_says_how_to_begin(page):
    html = page("/")
    assert "There is nothing here yet" in html
    assert "manage.py demo" in html
    assert 'href="/login/?next=/add/"' in html
    assert "Log in and add an article" not in reader("add_article").get("/").content.decode()


def test_of_new_claims_those_with_most_origins_come_first(client):
    made = [MentionFactory(claim__origins_count=number).claim_id for number in (1, 3, 2, 1, 5)]
    assert [card.claim.pk for card in client.get("/").context["cards"]] == [made[4], made[1], made[2], made[3]]


def test_the_newest_contradictions_stand_side_by_side(client, page):
    pairs = []
    for day in range(1, 6):
        pair = [MentionFactory(extraction__article__published_on=date(2026, 1, day)).claim for _side in range(2)]
        pairs.append([claim.pk for claim in pair])
        RelationFactory(from_claim=pair[0], to_claim=pair[1], kind="contradicts")
    RelationFactory(from_claim=pair[0], to_claim=MentionFactory().claim, kind="supports")
    rejected = MentionFactory(claim__status="rejected").claim
    RelationFactory(from_claim=pair[0], to_claim=rejected, kind="contradicts")
    refused = MentionFactory().claim
    RelationFactory(from_claim=pair[1], to_claim=refused, kind="contradicts", status="refused")
    rows = client.get("/").context["disputes"]
    assert [[side.claim.pk for side in row.sides] for row in rows] == pairs[:1:-1]
    assert 'id="disputes"' in page("/")


def test_a_series_that_moved_tells_from_which_figure_to_which(client, page):
    moving, still, denied = (SeriesFactory() for _ in range(3))
    for day, value in ((1, 200), (2, 300), (9, 900)):
        add(moving, value, "exact", day=date(2026, 5, day), low=value, high=value)
    for day in (1, 12):
        add(still, 40, "exact", day=date(2026, 5, day))
    add(denied, 40, "exact", day=date(2026, 5, 1))
    point = add(denied, 50, "exact", day=date(2026, 5, 13))
    type(point.mention).objects.filter(pk=point.mention_id).update(polarity="negative")
    (one,) = client.get("/").context["moved"]
    assert (one.card.series, one.before, one.after) == (moving, "300 Granaten", "900 Granaten")
    assert one.days == (date(2026, 5, 2), date(2026, 5, 9))
    assert 'aria-label="3 figures; the newest two: 300 Granaten, then 900 Granaten"' in page("/")


def test_a_figure_of_the_same_day_is_no_move():
    series = SeriesFactory()
    for value in (Decimal(1), Decimal(2)):
        add(series, value, "exact", day=date(2026, 5, 1))
    assert glance.moved() == []


def test_predictions_that_are_over_or_settled_are_not_due(client):
    soon = PredictionFactory(claim=MentionFactory(tense="future").claim, due_first=FUTURE)
    late = PredictionFactory(claim=MentionFactory(tense="future").claim, due_last=FUTURE + timedelta(days=1))
    for told in ({"due_last": date(2020, 1, 1)}, {}, {"due_last": FUTURE, "settled": True}):
        PredictionFactory(claim=MentionFactory(tense="future").claim, **told)
    assert [one.prediction for one in client.get("/").context["due"]] == [soon, late]


def test_busy_is_who_is_a_source_in_the_30_days_before_the_newest_article(client):
    loud, quiet, early = (ActorFactory(kind="person") for _ in range(3))
    last = date(2026, 3, 31)
    for source, day in ((loud, 31), (loud, 2), (quiet, 31), (early, 1)):
        mention = MentionFactory(extraction__article__published_on=last.replace(day=day))
        AttributionFactory(mention=mention, actor=source)
        ClaimActorFactory(claim=mention.claim, actor=source, part=Part.SOURCE)
    joined = MentionFactory(claim=ClaimFactory(merged_into=mention.claim), extraction__article__published_on=last)
    ArticleFactory(published_on=FUTURE)
    lines = client.get("/").context["sources"]
    assert [(line.actor, line.number) for line in lines] == [(loud, 2), (quiet, 1), (early, 1)]
    assert joined.claim.merged_into_id == mention.claim_id
    for line in lines:
        assert client.get(line.url).context["listing"].total == line.number


def test_a_tombstone_of_a_claim_does_not_break_it(page):
    Claim.objects.create(statement="Ohne Erwähnung", created_at="2026-01-01T00:00Z")
    assert "Ohne Erwähnung" not in page("/")
