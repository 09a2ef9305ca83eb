"""Every error under /api/ is a problem detail that says what is wrong and what is allowed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.api.problems import PROBLEMS
from claims.filters import ClaimFilter
from claims.vocabulary import Form
from tests.factories import UserFactory


def problem_of(answer, status):
    """The body of `answer`, which has to be a problem with `status`."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert body["status"] == status
    assert body["type"].startswith("/api/problems/")
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    ("query", "blamed"),
    [
        ("nonsense=1", "nonsense"),
        ("format=xml", "format"),
        ("form=loud", "form"),
        ("form=direct&form=loud", "form"),
        ("stance=", "stance"),
        ("certainty=CERTAIN", "certainty"),
        ("polarity=0", "polarity"),
        ("hearsay=maybe", "hearsay"),
        ("hearsay=True", "hearsay"),
        ("tense=future,past", "tense"),
        ("status=merged", "status"),
        ("article=x", "article"),
        ("article=-1", "article"),
        ("article=²", "article"),
        ("has_figure=2", "has_figure"),
        ("published_after=yesterday", "published_after"),
        ("published_before=2026-02-30", "published_before"),
        ("published_before=21.11.2026", "published_before"),
        ("published_after=2026-11-21&published_before=2026-11-20", "published_after"),
        ("published_after=2026-11-21&published_after=2026-11-20", "published_after"),
        ("actor=", "actor"),
        ("actor=%20%09", "actor"),
        ("actor=a%00b", "actor"),
        ("source=%00", "source"),
        ("outlet=%00", "outlet"),
        ("q=%00", "q"),
        ("q=", "q"),
        ("q=a&q=b", "q"),
        ("actor=" + "x" * 10_001, "actor"),
        ("&".join("actor=x" for _ in range(51)), "actor"),
        ("ACTOR=Russia", "ACTOR"),
        ("%00=1", "\0"),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_parameter(api, query, blamed):
    errors = problem_of(api.get(f"/api/claims/?{query}"), 400)["errors"]
    assert [error["parameter"] for error in errors] == [blamed]


def test_an_error_says_what_is_allowed(api):
    [unknown, form] = problem_of(api.get("/api/claims/?sayer=x&form=loud"), 400)["errors"]
    assert {"actor", "source", "cursor", "page_size"} <= set(unknown["allowed"])
    assert form["allowed"] == Form.values


@pytest.mark.parametrize("resource", ["articles", "actors", "experts", "outlets"])
def test_every_list_refuses_what_it_does_not_know(api, resource):
    problem_of(api.get(f"/api/{resource}/?stance=warns"), 400)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("address", ["", "claims/1/", "actors/russia/", "articles/1/", "problems/not-found/"])
def test_addresses_without_parameters_refuse_them_all(api, address):
    [error] = problem_of(api.get(f"/api/{address}?actor=Russia"), 400)["errors"]
    assert error == {"parameter": "actor", "detail": "There is no parameter of this name.", "allowed": []}


def test_more_parameters_than_django_reads_is_a_problem_too(api):
    problem_of(api.get("/api/claims/?" + "&".join(f"p{number}=1" for number in range(1001))), 400)


@pytest.mark.parametrize(
    "address",
    [
        "nothing/",
        "claims/abc/",
        "claims/-1/",
        "actors/nobody/",
        "actors/a b/",
        "articles/7/",
        "experts/x/",
        "problems/x/",
    ],
)
def test_what_is_not_there_is_a_problem(api, address):
    problem_of(api.get(f"/api/{address}"), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["", "claims/", "claims/1/", "outlets/"])
def test_nothing_can_be_written(api, method, address):
    answer = getattr(api, method)(f"/api/{address}")
    problem_of(answer, 405)
    assert "GET" in answer["Allow"]


def test_a_format_that_is_not_offered_is_a_problem(api):
    problem_of(api.get("/api/claims/", HTTP_ACCEPT="application/xml"), 406)


def test_a_failure_of_ours_is_a_problem(api, monkeypatch):
    monkeypatch.setattr("claims.evidence.attach_mentions", lambda _claims: 1 / 0)
    problem_of(api.get("/api/claims/"), 500)


def test_a_foreign_host_is_a_problem(api):
    problem_of(api.get("/api/claims/", HTTP_HOST="elsewhere.example"), 400)


def test_outside_the_api_errors_are_pages(api):
    answer = api.get("/nothing/")
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (404, "text/html")


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_type_of_error_can_be_looked_up(api, name):
    answer = api.get(f"/api/problems/{name}/").json()
    assert answer == {"type": f"/api/problems/{name}/", "title": str(PROBLEMS[name][1]), "status": PROBLEMS[name][0]}


@pytest.mark.usefixtures("world")
def test_who_is_logged_in_reads_the_same(api):
    anonymous = api.get("/api/claims/").json()
    api.force_login(UserFactory())
    assert api.get("/api/claims/").json() == anonymous


NAMES = st.sampled_from([*ClaimFilter.base_filters, "cursor", "page_size"]) | st.text(max_size=5)
VALUES = (
    st.text(max_size=30) | st.integers().map(str) | st.dates().map(str) | st.sampled_from(["true", "direct", "Russia"])
)


@pytest.mark.usefixtures("world")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(NAMES, st.lists(VALUES, min_size=1, max_size=3), max_size=3))
def test_no_query_makes_it_fail(api, query):
    answer = api.get("/api/claims/", query)
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert {error["parameter"] for error in problem_of(answer, 400)["errors"]} <= {name[:100] for name in query}


@pytest.mark.parametrize("letter", ["%", "_", "\\", "😀", "\x7f", "ß", "'"])
@pytest.mark.parametrize("parameter", ["q", "actor", "outlet"])
def test_the_longest_values_get_an_answer(api, letter, parameter):
    answer = api.get("/api/claims/", {parameter: letter * 10_000})
    if parameter == "q" and not letter.isalpha():
        assert problem_of(answer, 400)["errors"][0]["detail"].startswith("There is no word in it")
    else:
        assert answer.json()["results"] == []


@pytest.mark.parametrize("query", ["actor=%FF%FE", "actor=%ED%A0%80", "actor=%E2%80%AE", "%FF=1", "&&=&", "actor"])
def test_broken_encodings_get_an_answer(api, query):
    assert api.get(f"/api/claims/?{query}").status_code in (200, 400)
