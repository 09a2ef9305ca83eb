"""The page of a claim with many mentions, with decisions, with claims that stand against it; what can be copied from it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions import derive
from claims.models import Claim
from claims.review import decide
from claims.vocabulary import Status
from tests.factories import (
    NOON,
    AttributionFactory,
    ClaimFactory,
    ClaimTimeFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
    RelationFactory,
    SeriesFactory,
    UserFactory,
)


@pytest.fixture
def many(db):  # noqa: ARG001 - the fixture opens the database
    """A claim with 45 mentions of as many origins, every third of which denies it."""
    claim = ClaimFactory()
    for number in range(45):
        mention = MentionFactory(claim=claim, denies=number % 3 == 0)
        AttributionFactory(mention=mention, surface="Russland", cue="erhalten")
        QuantityFactory(mention=mention, position=0)
        ClaimTimeFactory(mention=mention, position=0)
        MentionActorFactory(mention=mention, position=0)
    derive([claim.pk])
    return claim


def shown(html):
    return [int(pk) for pk in re.findall(r'<article class="mention" id="m(\d+)">', html)]


def test_many_mentions_are_on_pages_of_twenty_the_newest_first(page, many):
    keys = [mention.pk for mention in reversed(many.mentions.order_by("pk"))]
    pages = [shown(page(f"/claims/{many.pk}/?page={number}")) for number in (1, 2, 3)]
    assert [len(one) for one in pages] == [20, 20, 5]
    assert [*pages[0], *pages[1], *pages[2]] == keys
    html = page(f"/claims/{many.pk}/?page=2")
    assert "Page 2 of 3" in html
    assert 'href="?page=1#mentions"' in html
    assert 'href="?page=3#mentions"' in html


def test_a_claim_with_few_mentions_has_no_pages(page, world):
    assert "?page=" not in page(f"/claims/{world.outer.claim_id}/")


@pytest.mark.parametrize("number", ["0", "4", "x", "-1", "9" * 40, "2.5", "%00"])
def test_a_page_that_is_not_there_is_404(page, many, number):
    page(f"/claims/{many.pk}/?page={number}", 404)


def test_sides_and_origins_name_some_and_count_the_rest(page, many):
    html = page(f"/claims/{many.pk}/")
    assert html.count("and 24 more") == 1, "of 30 that affirm, six are named"
    assert html.count("and 9 more") == 1, "of 15 that deny"
    assert "35 more origins" in html


def test_what_a_side_names_is_found_on_its_page(page, many):
    html = page(f"/claims/{many.pk}/?page=3")
    here = set(shown(html))
    for number, key in re.findall(r'href="(?:\?page=(\d+))?#m(\d+)"', html):
        assert (int(key) in here) is (number == "")
        assert not number or int(key) in shown(page(f"/claims/{many.pk}/?page={number}"))


def test_the_queries_do_not_grow_with_mentions_decisions_and_relations(client, many):
    client.get("/")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/claims/{many.pk}/").status_code == 200
        return len(captured.captured_queries)

    def more():
        for status in (Status.ACCEPTED, Status.REJECTED):
            decide(claims=Claim.objects.filter(pk=many.pk), status=status, user=UserFactory(), now=NOON)
        RelationFactory(from_claim=many, kind="contradicts")
        AttributionFactory(mention=MentionFactory(claim=many))

    more()
    before = queries()
    for _number in range(4):
        more()
    assert queries() == before


def test_decisions_are_told_to_all_and_names_to_staff_alone(page, world):
    curator = UserFactory(username="Frau Kuratorin", is_staff=True)
    decide(claims=Claim.objects.filter(pk=world.outer.claim_id), status=Status.REJECTED, user=curator, now=NOON)
    address = f"/claims/{world.outer.claim_id}/"
    html = page(address)
    told = html.partition('id="history"')[2].partition("</section>")[0]
    assert "Rejected" in told
    assert '<time datetime="2026-11-21T13:00:00+01:00">' in told
    assert "unreviewed" in told
    assert "Kuratorin" not in html
    assert "Curators rejected this claim." in html
    staff = Client()
    staff.force_login(curator)
    assert "by Frau Kuratorin" in staff.get(address).content.decode()
    assert "Was Kuratoren entschieden haben" in page(address, **{"accept-language": "de"})


def test_a_claim_that_nobody_decided_upon_has_no_history(page, world):
    assert 'id="history"' not in page(f"/claims/{world.outer.claim_id}/")


def test_claims_that_contradict_it_stand_on_the_other_side(page, world):
    RelationFactory(from_claim=world.outer.claim, to_claim=world.broken.claim, kind="contradicts")
    html = page(f"/claims/{world.outer.claim_id}/")
    sides = html.partition('id="sides"')[2].partition("</section>")[0]
    assert sides.index("It is so") < sides.index("Other claims stand against it") < sides.index(world.broken.text[:9])
    assert 'id="relations"' not in html


def test_a_hop_tells_words_cue_role_and_who_it_is(page, world):
    html = page(f"/claims/{world.outer.claim_id}/")
    hop = html.partition('<li class="hop">')[2].partition("</li>")[0]
    for told in (
        "<details> <summary>",
        "origin",
        '<q lang="de">Anna Alt</q>',
        '<q lang="de">sagte</q>',
        '<dd lang="de">Historikerin</dd>',
        "<dd>named</dd>",
        f'href="/actors/{world.expert.slug}/"',
    ):
        assert told in hop


def test_an_unnamed_hop_is_shown_as_such_and_leads_nowhere(page, world):
    html = page(f"/claims/{world.inner.claim_id}/")
    hop = html.partition('<li class="hop unnamed">')[2].partition("</li>")[0]
    assert "not named" in hop
    assert "collective" in hop
    assert 'href="/' not in hop


def test_a_figure_leads_to_its_series_where_there_is_one(page, world):
    series = SeriesFactory(points_count=2)
    quantity = world.inner.quantities.get()
    html = page(f"/claims/{world.inner.claim_id}/")
    assert "counts as 270 to 330" in html
    assert "this figure over time" not in html
    type(quantity).objects.filter(pk=quantity.pk).update(series=series)
    assert f'href="/figures/{series.pk}/">this figure over time' in page(f"/claims/{world.inner.claim_id}/")


def test_the_page_offers_what_can_be_copied(page, world):
    claim = world.outer.claim
    html = page(f"/claims/{claim.pk}/")
    site = f"http://testserver/claims/{claim.pk}/"
    for told in (
        f'<link rel="canonical" href="{site}">',
        f'<link rel="alternate" type="application/ld+json" href="/claims/{claim.pk}/claim.jsonld" title="JSON-LD">',
        f"In: factbase, claim no. {claim.pk}, {site} (accessed",
        f"In: factbase, Aussage Nr. {claim.pk}, {site} (abgerufen am",
        f"@misc{{factbase-{claim.pk},",
        f"&lt;iframe src=&quot;{site}embed/?lang=en&quot;",
    ):
        assert told in html
    assert html.count('data-copies="') == 6
    assert "<iframe" not in html
    assert "?lang=de&quot;" in page(f"/claims/{claim.pk}/", **{"accept-language": "de"})


def test_a_rejected_claim_offers_no_card(page, world):
    Claim.objects.filter(pk=world.outer.claim_id).update(status="rejected")
    html = page(f"/claims/{world.outer.claim_id}/")
    assert 'id="embed"' not in html
    assert "[rejected by curators]" in html
