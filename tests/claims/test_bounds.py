"""Filters of claims by how often and by how many they are told, and what is refused."""

import pytest
from django.http import QueryDict

from claims.filters import ClaimFilter
from claims.models import Claim
from tests.factories import ClaimFactory, MentionFactory

pytestmark = pytest.mark.django_db

STANDINGS = {
    "single": {"mentions_count": 1, "origins_count": 1},
    "repeated": {"mentions_count": 5, "origins_count": 1, "disputed": True},
    "told by many": {"mentions_count": 5, "origins_count": 3, "disputed": True, "denied": True},
    "a part": {"mentions_count": 1, "origins_count": 1, "within": True},
    "rejected": {"mentions_count": 5, "origins_count": 3, "status": "rejected"},
}


@pytest.fixture(autouse=True)
def claims():
    for name, standing in STANDINGS.items():
        MentionFactory(claim=ClaimFactory(statement=name, **standing))


def found(query):
    filterset = ClaimFilter(QueryDict(query), queryset=Claim.objects.all())
    assert filterset.faults() == []
    return set(filterset.qs.values_list("statement", flat=True))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"single", "repeated", "told by many"}),
        ("mentions_min=1", {"single", "repeated", "told by many"}),
        ("mentions_min=2", {"repeated", "told by many"}),
        ("mentions_min=6", set()),
        ("origins_min=2", {"told by many"}),
        ("origins_min=003", {"told by many"}),
        ("origins_min=2147483647", set()),
        ("denied=true", {"told by many"}),
        ("denied=false", {"single", "repeated"}),
        ("denied=true&denied=false", {"single", "repeated", "told by many"}),
        ("disputed=true", {"repeated", "told by many"}),
        ("disputed=true&origins_min=2", {"told by many"}),
        ("disputed=true&denied=false", {"repeated"}),
        ("within=true", {"a part"}),
        ("within=true&within=false", {"single", "repeated", "told by many", "a part"}),
        ("origins_min=2&status=rejected", {"rejected"}),
        ("status=unreviewed", {"single", "repeated", "told by many"}),
    ],
)
def test_claims_are_found_by_what_is_derived_of_them(query, names):
    assert found(query) == names


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "zwei", "2147483648", "9" * 400, "²", "1e3", "+1", "٣"])
@pytest.mark.parametrize("parameter", ["mentions_min", "origins_min"])
def test_what_is_no_whole_number_from_1_on_is_refused(client, parameter, value):
    answer = client.get("/api/claims/", {parameter: value})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    [fault] = answer.json()["errors"]
    assert fault == {
        "parameter": parameter,
        "detail": "It is a whole number from 1 on.",
        "allowed": ["1..2147483647"],
    }
    assert client.get("/claims/", {parameter: value}).status_code == 400


@pytest.mark.parametrize("query", ["origins_min=1&origins_min=2", "denied=maybe", "origins_min=", "within=1"])
def test_other_nonsense_is_refused_as_everywhere(client, query):
    assert client.get(f"/api/claims/?{query}").status_code == 400


def test_the_list_can_start_with_the_most_origins(client):
    rows = client.get("/claims/?sort=origins").context["rows"]
    assert [row.claim.statement for row in rows] == ["told by many", "repeated", "single"]
    assert client.get("/claims/?sort=mentions").status_code == 400


def test_the_form_has_fields_for_numbers_and_sides(client):
    html = " ".join(client.get("/claims/?origins_min=2&denied=true").content.decode().split())
    assert '<input id="filter-origins_min" type="number" name="origins_min" value="2" min="1">' in html
    assert "Origins at least" in html
    assert 'name="denied" value="true" checked' in html
