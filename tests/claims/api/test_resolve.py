"""`/api/resolve/`: whom names may mean, ranked, with reasons that programs can read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.actions import load_knowledge
from sources.knowledge import load
from tests.claims.api.test_problems import problem_of
from tests.factories import ActorFactory

WORLD = {"russia", "kremlin", "united-states", "donald-trump", "joe-biden", "sergey-lavrov", "vladimir-putin"}


@pytest.fixture
def known(db):  # noqa: ARG001 - the fixture opens the database
    load_knowledge(known=[actor for actor in load() if actor.slug in WORLD])


def resolved(api, *names):
    answer = api.get("/api/resolve/", {"name": list(names)})
    assert answer.status_code == 200
    return answer.json()["results"]


@pytest.mark.usefixtures("known")
def test_a_capital_is_its_state_and_may_be_the_city(api):
    [moscow] = resolved(api, "Moskau")
    assert (moscow["asked"], moscow["also_place"]) == ("Moskau", "Moscow")
    assert moscow["notes"] == ['"Moskau" is also the name of a place: Moscow.']
    [russia] = moscow["candidates"]
    assert (russia["slug"], russia["qid"], russia["code"], russia["taken"]) == ("russia", "Q159", "RU", True)
    assert russia["url"] == "http://testserver/api/actors/russia/"
    assert russia["reasons"] == [
        {
            "by": "alias",
            "score": 0.88,
            "alias": {"text": "Moskau", "kind": "metonym", "language": "de", "ambiguous": False},
            "words": None,
            "office": None,
            "merged_from": None,
        }
    ]


@pytest.mark.usefixtures("known")
def test_an_office_says_since_when_and_who_held_it_before(api):
    [office] = resolved(api, "US-Präsident")
    trump, biden, state = office["candidates"]
    assert [one["slug"] for one in (trump, biden, state)] == ["donald-trump", "joe-biden", "united-states"]
    assert [one["taken"] for one in (trump, biden, state)] == [True, False, False]
    assert trump["reasons"][0]["office"] == {"title": "Präsident", "of": "united-states", "since": 2025, "until": None}
    assert biden["reasons"][0]["office"]["until"] == 2025
    assert (state["reasons"][0]["by"], state["reasons"][0]["words"]) == ("word", "US")


@pytest.mark.usefixtures("known")
def test_a_palace_is_an_organisation_and_a_state(api):
    [kremlin] = resolved(api, "Kreml")
    assert [(one["slug"], one["taken"], one["ambiguous"]) for one in kremlin["candidates"]] == [
        ("kremlin", True, True),
        ("russia", True, True),
    ]
    assert kremlin["notes"][0] == '"Kreml" may mean Kremlin, Russia; all of them count.'


@pytest.mark.usefixtures("known")
def test_the_notes_are_in_the_readers_language(api):
    answer = api.get("/api/resolve/", {"name": "Niemand"}, HTTP_ACCEPT_LANGUAGE="de")
    assert answer.json()["results"][0]["notes"] == ["Unter dem Namen „Niemand“ ist kein Akteur bekannt."]


@pytest.mark.usefixtures("known")
def test_a_merged_name_says_whose_it_is(api):
    root = ActorFactory(slug="root", name="Neu")
    ActorFactory(slug="leaf", name="Alt", merged_into=root)
    [candidate] = resolved(api, "Alt")[0]["candidates"]
    assert (candidate["slug"], candidate["reasons"][0]["merged_from"]["slug"]) == ("root", "leaf")


@pytest.mark.usefixtures("known")
def test_names_are_answered_in_their_order_whole(api):
    names = ["Putin", "Niemand", "Russland, Putin", "!Putin", "Putin"]
    assert [one["asked"] for one in resolved(api, *names)] == names


@pytest.mark.usefixtures("known")
def test_fifty_names_take_two_queries(api):
    with CaptureQueriesContext(connection) as captured:
        resolved(api, *(["Putin", "Moskau", "US-Präsident", "Niemand", "Q159"] * 10))
    assert len(captured) == 2  # aliases, actors


@pytest.mark.parametrize("number", range(12))
def test_no_more_than_ten_candidates(api, number):
    for _ in range(number):
        ActorFactory(name="Anna Alt")
    assert len(resolved(api, "Anna Alt")[0]["candidates"]) == min(number, 10)


@pytest.mark.parametrize(
    ("query", "blamed", "told"),
    [
        ("", "name", "The parameter is missing: there is no answer without it."),
        ("name=", "name", "The value is empty; leave the parameter out instead."),
        ("name=%20", "name", "The value is empty; leave the parameter out instead."),
        ("name=a%00b", "name", "A value may not hold a NUL character."),
        ("name=" + "x" * 10_001, "name", "A value may have up to 10000 characters."),
        ("&".join(["name=x"] * 51), "name", "A parameter may be repeated up to 50 times."),
        ("q=Moskau", "q", "There is no parameter of this name."),
    ],
)
def test_nonsense_is_refused(api, query, blamed, told):
    [error] = problem_of(api.get(f"/api/resolve/?{query}"), 400)["errors"]
    assert (error["parameter"], error["detail"]) == (blamed, told)
