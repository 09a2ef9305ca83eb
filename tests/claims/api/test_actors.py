"""Actors, experts and outlets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.vocabulary import Part
from tests.claims.api.conftest import belongs
from tests.factories import (
    ActorFactory,
    AffiliationEvidenceFactory,
    AffiliationFactory,
    AliasFactory,
    ArticleFactory,
    ClaimFactory,
    MentionFactory,
)


def names(api, address):
    return {actor["name"] for actor in api.get(address).json()["results"]}


def test_an_actor_has_its_names_its_whole_and_counts(api, world):
    answer = api.get("/api/actors/russia/").json()
    assert (answer["qid"], answer["code"], answer["part_of"]) == ("Q159", "RU", None)
    assert [alias["text"] for alias in answer["aliases"]] == ["Russia", "Russland", "Moskau", "russisch", "Kreml"]
    assert (answer["claims_about"], answer["claims_said"]) == (1, 0)
    ministry = api.get(f"/api/actors/{world.ministry.slug}/").json()
    assert ministry["part_of"]["slug"] == "russia"
    assert api.get(ministry["part_of"]["url"]).json() == answer


def test_counts_are_of_claims_that_readers_see(api, world):
    belongs(ClaimFactory(status="rejected"), world.russia)
    belongs(ClaimFactory(merged_into=world.inner.claim), world.russia)
    belongs(MentionFactory().claim, world.ministry)
    belongs(MentionFactory().claim, world.russia, Part.SOURCE)
    answer = api.get("/api/actors/russia/").json()
    assert (answer["claims_about"], answer["claims_said"]) == (2, 1)
    assert len(api.get("/api/claims/?actor=russia").json()["results"]) == 2


def test_a_claim_counts_once_however_it_belongs(api, world):
    both = ClaimFactory()
    belongs(both, world.ministry)
    Claim.objects.filter(pk=both.pk).update(status="accepted")
    assert api.get("/api/actors/russia/").json()["claims_about"] == 2


def test_a_merged_actor_and_an_id_lead_to_the_slug(api, world):
    old = ActorFactory(slug="sowjetunion", merged_into=world.russia)
    for key in (old.slug, old.pk, world.russia.pk):
        moved = api.get(f"/api/actors/{key}/")
        assert (moved.status_code, moved["Location"]) == (308, "http://testserver/api/actors/russia/")
    assert old.name not in names(api, "/api/actors/")


@pytest.mark.parametrize("key", ["9" * 19, "9" * 40, "9" * 5000, "Q159", "RUSSIA", "-"])
def test_an_actor_that_is_not_there_is_404(api, world, key):  # noqa: ARG001 - there is somebody
    assert api.get(f"/api/actors/{key}/").status_code == 404


def test_actors_are_found_by_name_and_kind(api, world):  # noqa: ARG001 - there is somebody
    assert names(api, "/api/actors/?name=Moskau") == {"Russia"}
    assert names(api, "/api/actors/?kind=outlet&kind=person") == {"Tagespost", "Anna Alt"}
    nobody = api.get("/api/actors/?name=Niemand").json()
    assert (nobody["results"], nobody["notes"]) == ([], ['No actor is known by the name "Niemand".'])


def test_experts_are_persons_with_what_they_were_quoted_as(api, world):
    university = ActorFactory(name="Universität Irgendwo")
    article = world.outer.extraction.article
    for role in ("Professorin", "Beraterin"):
        row = AffiliationFactory(person=world.expert, role=role, organisation=university)
        AffiliationEvidenceFactory(affiliation=row, article=article)
    [expert] = api.get("/api/experts/").json()["results"]
    assert (expert["name"], expert["claims_said"]) == ("Anna Alt", 2)
    assert [affiliation["role"] for affiliation in expert["affiliations"]] == ["Professorin", "Beraterin"]
    assert expert["affiliations"][0]["organisation"]["name"] == "Universität Irgendwo"
    assert expert["affiliations"][0]["article"] == f"http://testserver/api/articles/{article.pk}/"
    assert api.get(f"/api/experts/{world.expert.slug}/").json() == expert
    assert api.get("/api/experts/russia/").status_code == 404


def test_outlets_count_their_articles(api, world):
    outlet = world.outer.extraction.article.outlet
    ArticleFactory(outlet=outlet)
    answer = api.get("/api/outlets/?name=tagespost").json()
    [found] = answer["results"]
    assert (found["slug"], found["articles_count"]) == ("tagespost", 2)
    assert answer["resolved"]["name"][0]["found"][0]["url"] == "http://testserver/api/actors/tagespost/"
    assert api.get("/api/outlets/tagespost/").json() == found


@pytest.mark.parametrize(("resource", "most"), [("actors", 2), ("experts", 5), ("outlets", 2)])
@pytest.mark.parametrize("more", [1, 8])
def test_the_lists_take_the_same_queries_however_long_they_are(api, resource, most, more):
    for _number in range(more):
        person = AffiliationFactory(organisation=ActorFactory()).person
        AliasFactory(actor=person)
        ArticleFactory(outlet=ActorFactory(kind="outlet", part_of=person))
    with CaptureQueriesContext(connection) as captured:
        assert len(api.get(f"/api/{resource}/").json()["results"]) >= more
    assert (
        len(captured) == most
    )  # the page with its counts, the aliases; of experts their families, affiliations, and who tells these
