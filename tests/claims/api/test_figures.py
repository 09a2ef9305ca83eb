"""Figures one by one, their filters, and claims by their figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.measures import measured
from tests.claims.api.conftest import belongs
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    ConceptFactory,
    MentionFactory,
    QuantityFactory,
    SeriesFactory,
)

pytestmark = pytest.mark.django_db


def add(value, qualifier="exact", *, unit="", **told):
    """A figure with what is derived of it."""
    bounds = {
        "low": Decimal(value) if qualifier in {"exact", "more_than"} else None,
        "high": Decimal(value) if qualifier in {"exact", "up_to"} else None,
    }
    bounds["low_open"] = qualifier == "more_than"
    point = QuantityFactory(value=Decimal(value), qualifier=qualifier, concept=unit, **bounds, **told)
    for name, end in measured(point, unit).items():
        setattr(point, name, end)
    point.save()
    return point


@pytest.fixture
def weapons():
    return ConceptFactory(slug="weapons", name="weapons", name_de="Waffen")


@pytest.fixture
def shells(weapons):
    return ConceptFactory(slug="shells", name="shells", broader=weapons, words=["granate"])


def values(api, query):
    answer = api.get(f"/api/figures/?{query}")
    assert answer.status_code == 200, answer.content
    return sorted(row["value"] for row in answer.json()["results"])


def claims(api, query):
    answer = api.get(f"/api/claims/?{query}")
    assert answer.status_code == 200, answer.content
    return {row["id"] for row in answer.json()["results"]}


def test_a_figure_has_exactly_the_promised_fields(api, shells):
    series = SeriesFactory(concept=shells, deed="transfer", points_count=1)
    point = add(3, "more_than", unit="tonne", series=series, thing=shells, origin=ActorFactory(name="Anna"))
    told = api.get(f"/api/figures/{point.pk}/").json()
    assert set(told) == {
        *("id", "url", "claim", "mention", "article", "text", "span", "value", "low", "high", "low_open", "high_open"),
        *("qualifier", "unit", "concept", "base", "origin", "said", "times", "series"),
    }
    assert told["base"] == {
        "unit": "kilogram",
        "value": 3000,
        "low": 3000,
        "high": None,
        "low_open": True,
        "high_open": False,
    }
    assert told["concept"] == {"id": shells.pk, "slug": "shells", "name": "shells", "name_de": None}
    assert told["origin"]["name"] == "Anna"
    assert told["said"] == "2026-11-20"
    assert told["claim"] == f"http://testserver/api/claims/{point.mention.claim_id}/"
    assert told["series"]["page"] == f"http://testserver/figures/{series.pk}/"
    assert (told["series"]["deed"], told["series"]["points"], told["series"]["recipient"]) == ("transfer", 1, None)


def test_a_figure_of_a_merged_claim_leads_to_the_other(api):
    root = ClaimFactory()
    point = add(3, mention__claim__merged_into=root)
    assert api.get(f"/api/figures/{point.pk}/").json()["claim"] == f"http://testserver/api/claims/{root.pk}/"


def test_what_was_retired_or_rejected_is_not_listed(api):
    add(1)
    add(2, mention__claim__status="rejected")
    add(3, mention__extraction__retired_at="2026-11-22T00:00:00Z")
    assert values(api, "") == [1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("concept=shells", [5, 10]),
        ("concept=Granaten", [5, 10]),
        ("concept=weapons", [5, 7, 10]),
        ("concept=Waffen,nothing", [5, 7, 10]),
        ("value_min=8", [5, 10]),
        ("value_max=6", [5]),
        ("value_min=6&value_max=8", [5, 7]),
        ("value_min=10&value_max=10", [5, 10]),
        ("value_max=5", []),
    ],
)
def test_figures_by_concept_and_interval(api, weapons, shells, query, expected):
    add(10, thing=shells)
    add(5, "more_than", thing=shells)
    add(7, thing=weapons)
    assert values(api, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("unit=kilogram", [2, 5000]),
        ("unit=Tonnen&value_min=3", [5000]),
        ("unit=t&value_max=3", [2]),
        ("unit=EUR", [7]),
        ("unit=%E2%82%AC", [7]),
        ("unit=USD", []),
        ("unit=kg&value_min=999999999999999999999999", []),
        ("unit=Megatonne&value_min=999999999999999999999999", []),
        ("value_min=0", [2, 7, 5000]),
    ],
)
def test_units_are_converted(api, query, expected):
    add(2, unit="tonne")
    add(5000, unit="kilotonne")
    add(7, unit="EUR")
    assert values(api, query) == expected


def test_figures_by_actor_source_outlet_series_and_day(api):
    russia, anna = ActorFactory(name="Russia"), ActorFactory(name="Anna")
    outlet = ActorFactory(name="Tagespost", kind="outlet")
    article = ArticleFactory(outlet=outlet, published_on=date(2024, 1, 5))
    series = SeriesFactory()
    point = add(1, mention=MentionFactory(extraction__article=article), series=series)
    belongs(point.mention.claim, russia)
    belongs(point.mention.claim, anna, "source")
    merged = add(2, mention__claim__merged_into=point.mention.claim)
    add(3)
    assert merged.pk
    assert values(api, "actor=Russia") == values(api, "source=Anna") == [1, 2]
    assert values(api, "actor=!Russia") == [3]
    assert values(api, f"series={series.pk}") == values(api, "outlet=Tagespost") == [1]
    assert values(api, "published_before=2024-01-05") == [1]
    assert values(api, "published_after=2024-01-06") == [2, 3]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("unit=furlong", "unit"),
        ("value_min=many", "value_min"),
        ("value_min=NaN", "value_min"),
        ("value_max=1e400", "value_max"),
        ("value_min=2&value_max=1", "value_min"),
        ("value_min=1&value_min=2", "value_min"),
        ("concept=" + ",".join(["a"] * 51), "concept"),
        ("colour=red", "colour"),
    ],
)
@pytest.mark.parametrize("address", ["/api/figures/", "/api/claims/"])
def test_nonsense_is_refused_with_its_name(api, address, query, parameter):
    answer = api.get(f"{address}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert parameter in {fault["parameter"] for fault in answer.json()["errors"]}


def test_a_concept_that_nobody_knows_is_noted(api, shells):
    add(1, thing=shells)
    answer = api.get("/api/figures/?concept=nothing").json()
    assert (answer["results"], answer["notes"]) == ([], ["There is no concept “nothing”."])


def test_claims_by_one_and_the_same_figure(api, shells):
    mention = add(10, thing=shells, position=0).mention
    add(99, unit="EUR", mention=mention, position=1)
    add(5, thing=shells)
    assert claims(api, "concept=shells&value_min=9") == {mention.claim_id}
    assert claims(api, "concept=shells&value_min=50") == set()
    assert claims(api, "unit=EUR&value_max=100") == {mention.claim_id}
    assert claims(api, "value_min=0&value_max=0") == set()
    assert claims(api, "concept=shells&tense=future") == set()


def test_claims_by_figures_of_what_was_merged_into_them_but_not_of_retired_ones(api, shells):
    root = ClaimFactory()
    add(10, thing=shells, mention__claim__merged_into=root)
    add(10, thing=shells, mention__extraction__retired_at="2026-11-22T00:00:00Z")
    assert claims(api, "concept=shells") == {root.pk}


@pytest.mark.parametrize("more", [0, 4])
def test_the_list_takes_the_same_queries_however_long_it_is(api, shells, more):
    for _number in range(more + 1):
        add(3, thing=shells, series=SeriesFactory(recipient=ActorFactory()), origin=ActorFactory())
    with CaptureQueriesContext(connection) as captured:
        assert len(api.get("/api/figures/?concept=shells").json()["results"]) == more + 1
    assert len(captured) == 6  # concepts of the name, what they hold, the page, its rows, chains, times


def test_pages_follow_each_other(api):
    for number in range(5):
        add(number + 1)
    first = api.get("/api/figures/?page_size=3").json()
    second = api.get(first["next"]).json()
    assert [row["value"] for row in first["results"] + second["results"]] == [5, 4, 3, 2, 1]
    assert second["next"] is None
