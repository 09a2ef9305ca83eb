"""The front page, and the pages of one claim, one article, one actor."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from sources.models import Actor
from tests.factories import (
    MentionFactory,
    RelationFactory,
)

HUGE = 2**70


def test_a_claim_shows_words_surroundings_chain_figures_times_and_parent(page, world):
    html = page(f"/claims/{world.inner.claim_id}/")
    assert '<span class="mark by indirect">erhielt Russland </span>' in html
    assert '<span class="mark by indirect figure">rund 300 Granaten</span>' in html
    assert '<span class="mark speaker">Anna Alt</span>' in html
    assert "Granaten für Moskau" not in re.search(r"<blockquote.*?</blockquote>", html, re.DOTALL)[0]
    assert f'href="/claims/{world.outer.claim_id}/">{world.outer.text}' in html
    assert "about 300 Granaten" in html
    assert "May 31, 2026" in html
    assert html.index("not named") < html.index(f">{world.expert.name}<") < html.rindex(world.article.outlet.name)


def test_a_claim_shows_what_is_nested_in_it_and_how_others_stand_to_it(page, world):
    RelationFactory(from_claim=world.outer.claim, to_claim=world.broken.claim, kind="supports")
    RelationFactory(from_claim=world.outer.claim, to_claim=world.inner.claim, kind="updates", status="refused")
    html = page(f"/claims/{world.outer.claim_id}/")
    assert world.inner.text in html.partition('id="nested"')[2]
    relations = html.partition('id="relations"')[2]
    assert "supports" in relations
    assert "updates" not in relations


def test_a_claim_tells_how_it_stands_to_others_by_what_these_were_joined_into(page, world):
    root, leaf = world.broken.claim, MentionFactory().claim
    Claim.objects.filter(pk=leaf.pk).update(merged_into=root)
    reasons = [{"code": "same_time", "one": "im Mai", "other": "Anfang Mai"}]
    RelationFactory(from_claim=leaf, to_claim=world.outer.claim, kind="updates", status="confirmed", reasons=reasons)
    html = page(f"/claims/{world.outer.claim_id}/").partition('id="relations"')[2]
    for told in ("is updated by", "confirmed by a curator", "the same time: im Mai, Anfang Mai", f"/claims/{root.pk}/"):
        assert told in html
    assert f"/claims/{leaf.pk}/" not in html
    html = page(f"/claims/{root.pk}/", **{"accept-language": "de"}).partition('id="relations"')[2]
    for told in ("aktualisiert", "geprüft und bestätigt", "dieselbe Zeit: im Mai, Anfang Mai"):
        assert told in html
    Claim.objects.filter(pk=root.pk).update(status="rejected")
    assert 'id="relations"' not in page(f"/claims/{world.outer.claim_id}/")


def test_a_claim_tells_how_what_was_joined_into_it_says_the_same(page, world):
    assert "Also said" not in page(f"/claims/{world.outer.claim_id}/")
    for words in ("Anders gesagt.", world.outer.claim.statement):
        mention = MentionFactory()
        Claim.objects.filter(pk=mention.claim_id).update(merged_into=world.outer.claim, statement=words)
    html = page(f"/claims/{world.outer.claim_id}/")
    assert "Also said as" in html
    assert '<li lang="de">Anders gesagt.</li>' in html
    assert html.count(f'<li lang="de">{world.outer.claim.statement}') == 0


def test_a_claim_takes_the_same_queries_however_often_it_is_made(client, world):
    client.get("/")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/claims/{world.outer.claim_id}/").status_code == 200
        return len(captured.captured_queries)

    before = queries()
    for _number in range(3):
        MentionFactory(claim=world.outer.claim)
    # The claim and its family; 5 for mentions and evidence; 5 for its origins (mentions, chains, listed sources, merged
    # actors, actors); what was joined and relations; their surroundings; nested ones with chains (2); parts; what it is as
    # a prediction; decisions about it and about its relations (2); the demo. With relations and joined claims: what the claims of relations were joined into (2), how joined ones say
    # it. Of a single mention nothing is cut off.
    RelationFactory(from_claim=world.outer.claim, to_claim=world.broken.claim)
    joined = [MentionFactory(claim__merged_into=world.outer.claim, claim__statement=f"So {n}.") for n in range(2)]
    RelationFactory(from_claim=joined[0].claim, to_claim=world.inner.claim)
    assert (before, queries()) == (22, 25)


def test_a_merged_claim_leads_to_where_it_is_now(client, world):
    Claim.objects.filter(pk=world.inner.claim_id).update(merged_into=world.outer.claim_id)
    answer = client.get(f"/claims/{world.inner.claim_id}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/claims/{world.outer.claim_id}/")
    assert answer["Cache-Control"] == "no-cache", "a merge can be undone"


def test_a_claim_that_no_current_extraction_makes_says_so(page, world):
    world.outer.extraction.retired_at = world.outer.extraction.created_at
    world.outer.extraction.save()
    assert "No article makes this claim any more." in page(f"/claims/{world.outer.claim_id}/")


def test_an_actor_shows_names_affiliations_and_both_sides(page, world):
    html = page(f"/actors/{world.expert.slug}/")
    assert "Historikerin, Universität Kiel" in html
    assert world.outer.text in html.partition('id="said"')[2]
    html = page(f"/actors/{world.russia.slug}/")
    assert world.inner.text in html.partition('id="about"')[2].partition('id="said"')[0]
    assert "Moskau" in html


def test_an_outlet_shows_its_articles(page, world):
    assert f"/articles/{world.article.pk}/" in page(f"/actors/{world.article.outlet.slug}/")


def test_a_merged_actor_leads_to_who_it_is_now(client, world):
    Actor.objects.filter(pk=world.russia.pk).update(merged_into=world.expert)
    answer = client.get(f"/actors/{world.russia.slug}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/actors/{world.expert.slug}/")


@pytest.mark.parametrize(
    "address",
    [
        "/claims/0/",
        f"/claims/{HUGE}/",
        f"/articles/{HUGE}/",
        "/articles/" + "9" * 5000 + "/",
        "/claims/-1/",
        "/claims/x/",
        "/actors/nobody/",
        "/actors/" + "a" * 500 + "/",
        "/actors/%00/",
    ],
)
def test_what_is_not_there_is_404(page, world, address):  # noqa: ARG001 - there is something else
    assert "Page not found" in page(address, 404)


@pytest.mark.parametrize("address", ["/", "/claims/", "/articles/1/", "/actors/x/"])
def test_pages_can_only_be_read(client, db, address):  # noqa: ARG001 - the fixture opens the database
    assert client.post(address).status_code == 405
