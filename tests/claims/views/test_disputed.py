"""The page of disputes: both sides in their words, the newest first, narrowed by actor and ground, in fixed queries."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.disputes import Ground, disputes
from claims.models import Claim, Relation
from sources.merges import root_of
from tests.claims.views.test_lists import BANNER, MENTIONS, tables
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimFactory,
    ClaimTimeFactory,
    MentionFactory,
    QuantityFactory,
    RelationFactory,
)

pytestmark = pytest.mark.django_db


def say(words, day=20, claim=None, **told):
    """A mention with these words in an article of this day."""
    article = ArticleFactory(text=f"{words}, hieß es ({MentionFactory._meta.model.objects.count()}).")
    type(article).objects.filter(pk=article.pk).update(published_on=day and date(2026, 11, day))
    about = {"claim": claim} if claim else {}
    return MentionFactory(extraction__article=article, text=words, **about, **told)


def oppose(one, other, **told):
    first, second = sorted((one.claim, other.claim), key=lambda claim: claim.pk)
    return RelationFactory(from_claim=first, to_claim=second, kind="contradicts", **told)


def deny(words="Es regnet", day=20, **told):
    """A claim that one article makes and another denies."""
    mention = say(words, day)
    say(words, day - 1, mention.claim, polarity="negative", **told)
    Claim.objects.filter(pk=mention.claim_id).update(denied=True)
    return mention.claim


def rows(client, query=""):
    return client.get(f"/disputed/{query}").context["rows"]


def shown(client, query=""):
    """The claims of all disputes on the page."""
    return [tuple(side.claim.pk for side in row.sides) for row in rows(client, query)]


def test_both_sides_are_shown_verbatim_with_sources_figures_times_dates_and_reasons(page):
    one, other = say("Im Mai kamen rund 300 Granaten", 3), say("Im Mai kamen 900 Granaten", 9)
    expert = ActorFactory(name="Anna Alt", kind="person")
    AttributionFactory(mention=one, actor=expert)
    QuantityFactory(mention=one, text="rund 300 Granaten", value=300)
    ClaimTimeFactory(mention=other, text="Im Mai")
    oppose(one, other, reasons=[{"code": "figures_apart", "one": "rund 300", "other": "900"}])
    html = page("/disputed/")
    for told in (
        "Im Mai kamen rund 300 Granaten",
        "Im Mai kamen 900 Granaten",
        f'href="/actors/{expert.slug}/"',
        one.extraction.article.outlet.name,
        "about 300 Granaten",
        "May 31, 2026",
        "Nov. 3, 2026",
        "Nov. 9, 2026",
        "figures that exclude each other: rund 300, 900",
        "suggested, not checked",
        f"/claims/{one.claim_id}/",
        f"/articles/{other.extraction.article_id}/#m{other.pk}",
    ):
        assert told in html
    german = page("/disputed/", **{"accept-language": "de"})
    for told in ("Zahlen, die einander ausschließen: rund 300, 900", "vorgeschlagen, nicht geprüft", "Umstritten"):
        assert told in german


def test_a_claim_that_is_denied_shows_who_says_so_and_who_denies_it(client):
    claim = deny("Es regnet")
    [row] = rows(client)
    says, denies = row.sides
    assert (row.statement, says.claim, denies.claim) == ("Es regnet", claim, claim)
    assert [voice.mention.polarity for voice in says.voices] == ["positive"]
    assert [voice.mention.polarity for voice in denies.voices] == ["negative"]


def test_words_that_deny_by_themselves_stand_on_the_other_side(client):
    mention = say("Es regnet")
    other = say("Es regnet nicht", claim=mention.claim, denies=True)
    Claim.objects.filter(pk=mention.claim_id).update(denied=True)
    [row] = rows(client)
    assert [[voice.mention for voice in side.voices] for side in row.sides] == [[mention], [other]]


def test_a_denial_that_nobody_contradicts_is_no_dispute(client):
    mention = say("Es regnet", polarity="negative")
    Claim.objects.filter(pk=mention.claim_id).update(denied=True)
    assert shown(client) == []


def test_the_newest_article_of_either_side_comes_first_joined_claims_included(client):
    old, middle, new = (say(f"{n} Boote", day) for n, day in ((1, 3), (2, 4), (3, 5)))
    against = [say(f"{n} Schiffe", 2) for n in range(3)]
    pairs = [(one.claim_id, other.claim_id) for one, other in zip((old, middle, new), against, strict=True)]
    for one, other in zip((old, middle, new), against, strict=True):
        oppose(one, other)
    assert shown(client) == pairs[::-1]
    late = say("Ein Boot", 28)
    Claim.objects.filter(pk=late.claim_id).update(merged_into=old.claim)
    assert shown(client) == [pairs[0], pairs[2], pairs[1]]
    deny("Es stimmt", 27)
    assert [row.statement for row in rows(client)] == ["", "Es stimmt", "", ""]


def test_pairs_of_the_same_families_are_listed_once(client):
    one, two, three = (say(f"{n} Boote") for n in range(3))
    oppose(one, two)
    oppose(two, three)
    Claim.objects.filter(pk=three.claim_id).update(merged_into=one.claim)
    assert shown(client) == [(one.claim_id, two.claim_id)]


def test_what_is_refused_rejected_joined_or_not_said_any_more_is_no_dispute(client):
    one, two, three, four, five = (say(f"{n} Boote") for n in range(5))
    oppose(one, two, status="refused")
    oppose(one, three)
    oppose(one, four)
    oppose(one, five)
    RelationFactory(from_claim=two.claim, to_claim=three.claim, kind="supports")
    Claim.objects.filter(pk=three.claim_id).update(status="rejected")
    Claim.objects.filter(pk=four.claim_id).update(merged_into=one.claim)
    type(five.extraction).objects.filter(pk=five.extraction_id).update(retired_at="2026-12-01T00:00Z")
    rejected = deny()
    Claim.objects.filter(pk=rejected.pk).update(status="rejected")
    assert shown(client) == []


def test_it_is_narrowed_by_ground(client):
    one, two, three = (say(f"{n} Boote") for n in range(3))
    oppose(one, two)
    oppose(two, three, status="confirmed")
    claim = deny()
    grounds = {
        "suggested": [(one.claim_id, two.claim_id)],
        "confirmed": [(two.claim_id, three.claim_id)],
        "denied": [(claim.pk, claim.pk)],
    }
    for ground, pairs in grounds.items():
        assert shown(client, f"?status={ground}") == pairs
    assert len(shown(client, "?status=denied&status=suggested")) == 2
    assert len(shown(client)) == 3


def test_it_is_narrowed_by_whom_one_side_is_about_or_who_says_it(client):
    one, two, three = (say(f"{n} Boote") for n in range(3))
    oppose(one, two)
    oppose(two, three)
    anna, berta = ActorFactory(name="Anna Alt"), ActorFactory(name="Berta Bach")
    ClaimActorFactory(claim=one.claim, actor=anna)
    ClaimActorFactory(claim=three.claim, actor=berta, part="source")
    pair, other = (one.claim_id, two.claim_id), (two.claim_id, three.claim_id)
    assert shown(client, "?actor=Anna+Alt") == [pair]
    assert shown(client, "?actor=!Anna+Alt") == [other]
    assert shown(client, "?source=Berta+Bach") == [other]
    assert shown(client, "?actor=Berta+Bach") == shown(client, "?actor=Niemand") == []
    assert shown(client, "?actor=Anna+Alt&source=Berta+Bach") == []


def test_a_side_shows_three_articles_and_leads_to_the_rest(page):
    one, other = say("Ein Boot"), say("Kein Boot")
    for _ in range(4):
        say("Ein Boot", claim=one.claim)
    oppose(one, other)
    html = page("/disputed/")
    assert html.count("<blockquote") == 4
    assert "2 more mentions" in html


def test_several_mentions_of_one_article_are_one_voice(client):
    one, other = say("Ein Boot"), say("Kein Boot")
    MentionFactory(extraction=one.extraction, claim=one.claim, text="Ein Boot")
    oppose(one, other)
    [row] = rows(client)
    assert [(len(side.voices), side.more) for side in row.sides] == [(1, 1), (1, 0)]


def test_there_are_pages(client):
    for n in range(23):
        oppose(say(f"{n} Boote"), say(f"{n} Schiffe"))
    assert (len(shown(client)), len(shown(client, "?page=2"))) == (20, 3)
    assert client.get("/disputed/?page=3").status_code == 404


def test_an_empty_list_says_so(page):
    assert "No sides stand against each other yet." in page("/disputed/")
    assert "Nothing found" in page("/disputed/?status=confirmed")


@pytest.mark.parametrize("query", ["status=open", "x=1", "actor=,", "status=refused"])
def test_nonsense_is_told(page, query):
    assert "This cannot be answered" in page(f"/disputed/?{query}", 400)


def test_it_is_in_the_main_navigation(page):
    assert 'href="/disputed/" aria-current="page"' in page("/disputed/")
    assert 'href="/disputed/"' in page("/claims/")


@pytest.mark.parametrize("more", [0, 5])
def test_it_takes_the_same_queries_however_long_it_is(client, more):
    client.get("/")
    for n in range(1 + more):
        one, other = say(f"{n} Boote"), say(f"{n} Schiffe")
        oppose(one, other)
        deny(f"{n} Kanus")
        ClaimFactory(merged_into=one.claim)
    with CaptureQueriesContext(connection) as captured:
        assert len(rows(client)) == 2 + 2 * more
    assert (
        tables(captured)
        == [
            "claims_relation",  # contradictions
            "claims_claim",  # what is denied
            "claims_claim",  # what belongs together with their claims by joining
            "claims_claim",  # which of these readers see
            "claims_mention",  # days and sides
            "claims_claim",  # the claims of the page
            *MENTIONS[:-1],  # no mention is nested here
            "claims_relation",  # its relations
            *BANNER,
        ]
    )


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 3),
            st.sampled_from(["suggested", "confirmed", "refused", "join", "deny", "reject"]),
            st.integers(1, 28),
        ),
        max_size=8,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_world_is_listed_as_the_slow_way_lists_it(steps):
    with transaction.atomic():
        mentions = [say(f"{n} Boote", n + 1) for n in range(4)]
        for step in steps:
            with suppress(IntegrityError), transaction.atomic():
                _do(*step, mentions)
        found = disputes(grounds=())
        assert {(frozenset(key.claims), key.ground, key.newest) for key in found} == set(_slowly())
        days = [key.newest for key in found]
        assert days == sorted(days, reverse=True)
        assert len({key.relation for key in found if key.relation}) == len([key for key in found if key.relation])
        transaction.set_rollback(True)


def _do(one, other, what, day, mentions):
    one, other = mentions[one], mentions[other]
    if what == "join":
        Claim.objects.filter(pk=other.claim_id).update(merged_into=one.claim)
    elif what == "deny":
        say("Nein", day, one.claim, polarity="negative")
        Claim.objects.update(denied=False)
        for claim in Claim.objects.roots():
            there = {mention.polarity for mention in _mentions(claim)}
            Claim.objects.filter(pk=claim.pk).update(denied="negative" in there)
    elif what == "reject":
        Claim.objects.filter(pk=one.claim_id).update(status="rejected")
    else:
        oppose(one, other, status=what)


def _mentions(claim):
    found = list(claim.mentions.all())
    for merged in claim.merged.all():
        found += _mentions(merged)
    return found


def _slowly():
    """All disputes with their grounds and days, claim by claim."""
    standing = [row for row in Claim.objects.filter(merged_into=None) if row.status != "rejected"]
    for claim in standing:
        if claim.denied and len({mention.polarity for mention in _mentions(claim)}) == 2:
            yield frozenset([claim.pk]), Ground.DENIED, _newest(claim)
        for other in standing:
            between = [
                row.status
                for row in Relation.objects.filter(kind="contradicts")
                if {root_of(row.from_claim), root_of(row.to_claim)} == {claim, other}
            ]
            if claim.pk < other.pk and (stands := _ground(between)):
                yield frozenset([claim.pk, other.pk]), stands, _newest(claim, other)


def _ground(statuses):
    if "confirmed" in statuses:
        return Ground.CONFIRMED
    return Ground.SUGGESTED if "suggested" in statuses and "refused" not in statuses else None


def _newest(*claims):
    return max(mention.extraction.article.published_on for claim in claims for mention in _mentions(claim))
