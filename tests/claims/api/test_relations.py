"""Relations between claims: what stands, told of what the claims were joined into, narrowed by kind, status, claim, actor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim
from claims.vocabulary import Part
from tests.claims.api.conftest import belongs
from tests.claims.api.test_claims import tables
from tests.claims.api.test_paging import ids, walk
from tests.factories import NOON, ActorFactory, ClaimFactory, RelationFactory

REASONS = [{"code": "same_time", "one": "im Mai", "other": "Anfang Mai"}, {"code": "forgotten"}]


@pytest.fixture
def claims(db):  # noqa: ARG001 - the fixture opens the database
    return [ClaimFactory(statement=name) for name in ("Eins", "Zwei", "Drei", "Vier")]


def relate(one, other, kind="contradicts", **told):
    return RelationFactory(from_claim=one, to_claim=other, kind=kind, **told)


def found(api, query=""):
    return ids(api.get(f"/api/relations/{query}"))


def test_a_relation_has_exactly_the_promised_fields(api, claims):
    one, two, *_ = claims
    relation = relate(one, two, score=0.75, reasons=REASONS)
    [told] = api.get("/api/relations/").json()["results"]
    assert told == {
        "id": relation.pk,
        "url": f"http://testserver/api/relations/{relation.pk}/",
        "kind": "contradicts",
        "status": "suggested",
        "score": 0.75,
        "reasons": [
            {"code": "same_time", "words": "the same time: im Mai, Anfang Mai"},
            {"code": "forgotten", "words": "forgotten"},
        ],
        "from_claim": {"id": one.pk, "url": f"http://testserver/api/claims/{one.pk}/", "statement": "Eins"},
        "to_claim": {"id": two.pk, "url": f"http://testserver/api/claims/{two.pk}/", "statement": "Zwei"},
        "created_at": timezone.localtime(NOON).isoformat(),
    }
    assert api.get(told["url"]).json() == told


def test_reasons_follow_the_language(api, claims):
    relate(*claims[:2], reasons=REASONS)
    [told] = api.get("/api/relations/", HTTP_ACCEPT_LANGUAGE="de").json()["results"]
    assert told["reasons"][0]["words"] == "dieselbe Zeit: im Mai, Anfang Mai"


def test_claims_are_what_they_were_joined_into(api, claims):
    one, two, three, four = claims
    relation = relate(one, two, "updates")
    Claim.objects.filter(pk=one.pk).update(merged_into=three)
    Claim.objects.filter(pk=three.pk).update(merged_into=four)
    told = api.get(f"/api/relations/{relation.pk}/").json()
    assert (told["from_claim"]["id"], told["to_claim"]["id"]) == (four.pk, two.pk)


def test_without_a_status_only_what_stands_is_told_and_that_once(api, claims):
    one, two, three, four = claims
    stands = relate(one, two)
    refused = relate(one, three, status="refused")
    joined = relate(one, four, "supports")
    again = relate(two, four)
    Claim.objects.filter(pk=four.pk).update(merged_into=one)
    assert found(api) == [stands.pk]
    assert found(api, "?status=refused") == [refused.pk]
    assert found(api, "?status=suggested&status=confirmed") == [again.pk, joined.pk, stands.pk]
    assert api.get(f"/api/relations/{refused.pk}/").json()["status"] == "refused"


def test_kind_claim_actor_and_source_narrow(api, claims, world):
    one, two, three, four = claims
    update, other = relate(one, two, "updates"), relate(two, three)
    belongs(one, world.ministry)
    belongs(three, world.expert, Part.SOURCE)
    Claim.objects.filter(pk=four.pk).update(merged_into=one)
    assert found(api, "?kind=updates") == [update.pk]
    assert found(api, "?kind=updates&kind=contradicts") == [other.pk, update.pk]
    assert found(api, f"?claim={one.pk}") == found(api, f"?claim={four.pk}") == [update.pk]
    assert found(api, f"?claim={two.pk}") == [other.pk, update.pk]
    assert found(api, f"?claim={2**63}") == []
    assert found(api, "?actor=Moskau") == [update.pk]
    assert found(api, "?actor=!Moskau") == [other.pk]
    assert found(api, "?source=Anna Alt") == [other.pk]
    assert found(api, "?actor=Niemand") == []


def test_an_actor_is_found_by_what_a_claim_was_joined_into(api, claims, world):
    one, two, three, _four = claims
    relation = relate(one, two)
    belongs(three, world.russia)
    Claim.objects.filter(pk=one.pk).update(merged_into=three)
    assert found(api, "?actor=Russland") == [relation.pk]


@pytest.mark.parametrize(
    ("query", "blamed"),
    [
        ("kind=likes", "kind"),
        ("status=open", "status"),
        ("claim=x", "claim"),
        ("claim=", "claim"),
        ("actor=,", "actor"),
        ("page_size=0", "page_size"),
        ("cursor=x", "cursor"),
        ("form=direct", "form"),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_parameter(api, claims, query, blamed):  # noqa: ARG001 - there is something
    answer = api.get(f"/api/relations/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [fault["parameter"] for fault in answer.json()["errors"]] == [blamed]


@pytest.mark.parametrize("key", ["0", "999999", "9" * 40])
def test_what_is_not_there_is_404(api, db, key):  # noqa: ARG001 - the fixture opens the database
    assert api.get(f"/api/relations/{key}/").status_code == 404


def test_pages_hold_every_relation_once_newest_first(api, claims):
    keys = [relate(one, other).pk for one in claims for other in claims if one.pk < other.pk]
    assert walk(api, "/api/relations/?page_size=4") == [keys[:1:-1], keys[1::-1]]


@pytest.mark.parametrize("more", [0, 20])
def test_a_list_takes_the_same_queries_however_long_it_is(api, world, claims, more):
    belongs(claims[0], world.russia)
    for _number in range(1 + more):
        relate(claims[0], ClaimFactory(merged_into=ClaimFactory()))
    with CaptureQueriesContext(connection) as captured:
        assert len(found(api, "?actor=Moskau&page_size=500")) == 1 + more
    assert tables(captured.captured_queries) == [
        "sources_alias",  # whose name "Moskau" may be
        "sources_actor",  # these, and all that was merged together with them
        "claims_relation",  # the page
        "claims_claim",  # what their claims were joined into
        "claims_claim",  # and that
    ]


def test_a_claim_tells_how_others_stand_to_it(api, claims):
    one, two, three, four = claims
    Claim.objects.filter(pk=four.pk).update(merged_into=two)
    update = relate(four, one, "updates", status="confirmed")
    relate(one, three, "supports", status="refused")
    same = relate(one, three, "same")
    told = api.get(f"/api/claims/{one.pk}/").json()["relations"]
    brief = {"id": two.pk, "url": f"http://testserver/api/claims/{two.pk}/", "statement": "Zwei"}
    assert told[0] == {"id": update.pk, "kind": "updates", "status": "confirmed", "inverse": True, "claim": brief}
    assert [one["id"] for one in told] == [update.pk, same.pk]
    [told] = api.get(f"/api/claims/{two.pk}/").json()["relations"]
    assert (told["inverse"], told["claim"]["id"]) == (False, one.pk)


def test_relations_of_actors_with_the_same_name_of_none_are_none(api, claims):
    ActorFactory(name="Leer")
    relate(*claims[:2])
    assert found(api, "?actor=Leer") == []
