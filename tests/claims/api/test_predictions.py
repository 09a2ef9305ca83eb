"""Predictions in the API: their fields, filters, paging, and claims by whether they are settled predictions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.indexing import index_everything
from claims.models import Claim
from claims.outcomes import settle
from tests.claims.api.conftest import belongs
from tests.claims.test_forecasting import foretold, happened, join
from tests.claims.views.test_predictions import FAR_AHEAD, LONG_AGO, said
from tests.factories import NOON, ActorFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/api/predictions/"


def ids(api, query="", address=LIST):
    answer = api.get(f"{address}?{query}")
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.fixture
def four():
    """One that is overdue, one not due yet, one without a time, one that came true."""
    rows = [
        said("Der Hafen wird schließen", due=[LONG_AGO]),
        said("Die Stadt wird wachsen", by="Mira Dahl", due=[FAR_AHEAD]),
        foretold(),
        said("Der Rat wird zustimmen", due=[(None, LONG_AGO[1])]),
    ]
    later = happened(date(2020, 6, 1))
    settle(prediction=rows[3].claim.prediction, outcome="come_true", by_claim=later.claim, user=UserFactory(), now=NOON)
    return [row.claim_id for row in rows]


def test_one_has_exactly_the_promised_fields(api, four):
    row = api.get(f"{LIST}{four[3]}/").json()
    claim = Claim.objects.get(pk=four[3])
    settler = claim.prediction.settled_by
    assert {name: value for name, value in row.items() if name != "sources"} == {
        "id": claim.pk,
        "url": f"http://testserver{LIST}{claim.pk}/",
        "claim": {"id": claim.pk, "url": f"http://testserver/api/claims/{claim.pk}/", "statement": claim.statement},
        "said_on": "2019-05-01",
        "due_first": None,
        "due_last": "2020-12-31",
        "overdue": False,
        "outcome": "come_true",
        "decided": True,
        "settled_by": {
            "id": settler.pk,
            "url": f"http://testserver/api/claims/{settler.pk}/",
            "statement": settler.statement,
        },
        "settled_at": "2026-11-21T13:00:00+01:00",
    }
    assert [(source["actor"]["name"], source["denies"]) for source in row["sources"]] == [("Ida Vogel", False)]
    late = api.get(f"{LIST}{four[0]}/").json()
    assert (late["overdue"], late["outcome"], late["settled_by"], late["settled_at"]) == (True, "open", None, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1, 0]),
        ("outcome=come_true", [3]),
        ("outcome=come_true&outcome=open", [3, 2, 1, 0]),
        ("settled=true", [3]),
        ("settled=false", [2, 1, 0]),
        ("overdue=true", [0]),
        ("overdue=false", [3, 2, 1]),
        ("source=Ida+Vogel", [3, 0]),
        ("origin=Mira+Dahl", [1]),
        ("due_after=2020-12-31", [3, 1, 0]),
        ("due_before=2020-12-31", [3, 0]),
        ("due_year=2090", [1]),
        ("q=rat", [3]),
    ],
)
def test_the_list_is_narrowed(api, four, query, found):
    index_everything()
    assert ids(api, query) == [four[number] for number in found]


def test_by_actor_and_outlet(api, four):
    russia = ActorFactory(name="Russia", slug="russia")
    belongs(Claim.objects.get(pk=four[0]), russia)
    assert ids(api, "actor=russia") == four[:1]
    assert ids(api, "actor=!russia") == four[:0:-1]
    outlet = Claim.objects.get(pk=four[1]).mentions.get().extraction.article.outlet
    assert ids(api, f"outlet={outlet.slug}") == four[1:2]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("outcome=maybe", "outcome"),
        ("settled=perhaps", "settled"),
        ("overdue=1", "overdue"),
        ("due_after=soon", "due_after"),
        ("due_after=2030-01-01&due_before=2029-01-01", "due_after"),
        ("due_year=20x", "due_year"),
        ("due_year=-1", "due_year"),
        ("due_year=10000", "due_year"),
        ("sort=due", "sort"),
        ("cursor=x", "cursor"),
        ("page_size=0", "page_size"),
        ("source=", "source"),
    ],
)
def test_nonsense_is_a_problem(api, query, parameter):
    answer = api.get(f"{LIST}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [fault["parameter"] for fault in answer.json()["errors"]] == [parameter]


def test_pages_follow_each_other(api, four):
    first = api.get(f"{LIST}?page_size=3").json()
    assert [row["id"] for row in first["results"]] == four[:0:-1]
    assert [row["id"] for row in api.get(first["next"]).json()["results"]] == four[:1]


@pytest.mark.parametrize("more", [0, 5])
def test_the_list_takes_three_queries_however_long_it_is(api, four, more):  # noqa: ARG001 - there are some
    """The predictions with their claims, their sources."""
    for number in range(more):
        said(f"Es wird Tag {number}")
    with CaptureQueriesContext(connection) as captured:
        api.get(LIST)
    assert len(captured) == 2


def test_a_merged_claim_leads_to_the_prediction_of_its_root(api, four):
    join(Claim.objects.get(pk=four[0]), Claim.objects.get(pk=four[1]))
    answer = api.get(f"{LIST}{four[0]}/")
    assert (answer.status_code, answer["Location"]) == (308, f"http://testserver{LIST}{four[1]}/")


def test_what_is_no_prediction_is_not_found(api):
    for key in (happened().claim_id, 10**18, "9" * 40):
        assert api.get(f"{LIST}{key}/").status_code == 404


@pytest.mark.parametrize(("query", "found"), [("settled=true", [3]), ("settled=false", [2, 1, 0])])
def test_claims_are_narrowed_to_settled_or_open_predictions(api, four, query, found):
    assert ids(api, query, "/api/claims/") == [four[number] for number in found]
    assert ids(api, "settled=true&settled=false", "/api/claims/") == four[::-1]
    assert ids(api, f"{query}&tense=future", "/api/claims/") == [four[number] for number in found]
    assert api.get("/api/claims/?settled=x").status_code == 400
