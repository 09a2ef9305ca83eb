"""The page of an actor: anybody's, an expert's, an outlet's. What it shows, and how many queries it takes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.vocabulary import Part
from sources.models import Actor
from tests.claims.views.conftest import make_world
from tests.claims.views.test_lists import BANNER, MENTIONS, tables
from tests.factories import (
    ActorFactory,
    AffiliationFactory,
    AliasFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
    UsedSourceFactory,
    quoted_as,
)

WHO = [
    "sources_actor",  # who it is, and its whole
    "sources_actor",  # who was merged into it
]
CLAIMS = [
    "claims_claimactor",  # the newest claims about it
    "claims_claimactor",  # the newest that it says
    "claims_claim",  # claims merged into these
]
NAMES = [
    "sources_alias",  # its names
    "sources_actor",  # its parts
]
FOLLOWED = ["sources_actor"]  # those of their actors that were merged into others
TOGETHER = ["claims_claimactor"]  # whom the same claims are about
SHOWN = [
    "claims_claim",  # the claims that are shown
    *MENTIONS,
]
OVER_TIME = [
    "claims_quantity",  # the series of figures about it, with a word of each
    "claims_mention",  # the days of all these claims
]
FIGURES = [
    "claims_quantity",  # figures told about it
    "claims_attribution",  # who tells them
]


def queries(client, address):
    client.get("/")  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return tables(captured)


def part(html, name):
    """The section of a page with this id."""
    return html.partition(f'<section aria-labelledby="{name}"')[2].partition("</section>")[0]


def words(html):
    """A page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def about(*actors, **told):
    """A mention of a claim about all of these."""
    mention = MentionFactory(**told)
    for actor in actors:
        ClaimActorFactory(claim=mention.claim, actor=actor)
    return mention


def says(source, outlet, *, via=None, **told):
    """A statement of `source` in a new article of `outlet`, by way of `via`."""
    mention = MentionFactory(extraction__article=ArticleFactory(outlet=outlet, **told))
    for position, actor in enumerate(filter(None, [source, via])):
        AttributionFactory(mention=mention, position=position, actor=actor)
        ClaimActorFactory(claim=mention.claim, actor=actor, part=Part.SOURCE)
    return mention


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_of_anybody_takes_the_same_queries_however_much_there_is(client, world, more):
    other = ActorFactory()
    for _number in range(more + 1):
        QuantityFactory(mention=about(world.russia, other))
        AffiliationFactory(organisation=world.russia)
        ActorFactory(merged_into=world.russia)
        ActorFactory(part_of=world.russia)
        AliasFactory(actor=world.russia)
    assert queries(client, f"/actors/{world.russia.slug}/") == [
        *(*WHO, *CLAIMS, *TOGETHER, *NAMES, *SHOWN, *FIGURES),
        "sources_affiliation",  # who was quoted for it
        "sources_affiliationevidence",  # the articles that say so
        "sources_actor",  # whoever is shown beside it
        "sources_actor",  # its record as a source of predictions
        *OVER_TIME,
        *BANNER,
    ]


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_of_an_expert_takes_the_same_queries_however_much_there_is(client, world, more):
    for _number in range(more + 1):
        QuantityFactory(mention=about(world.expert, world.russia))
        quoted_as(ArticleFactory(), person=world.expert)
        mention = says(world.expert, ActorFactory(kind="outlet"), via=ActorFactory(kind="outlet"))
        ClaimActorFactory(claim=mention.claim, actor=ActorFactory())
    assert (
        queries(client, f"/actors/{world.expert.slug}/")
        == [
            *(*WHO, *CLAIMS),
            "sources_actor",  # who belongs together by merging
            "sources_affiliation",  # what they were quoted as
            "sources_affiliationevidence",  # the articles that say so
            "claims_attribution",  # the chains of all their statements
            *FOLLOWED,
            "claims_claimactor",  # whom these are about
            "claims_quantity",  # what their figures count
            *(*TOGETHER, *NAMES, *SHOWN[:-1], *FIGURES),  # none of these claims is nested in another
            "sources_actor",  # whoever is shown beside them
            "sources_actor",  # its record as a source of predictions
            *OVER_TIME,
            *BANNER,
        ]
    )


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_of_an_outlet_takes_the_same_queries_however_much_there_is(client, world, more):
    outlet = world.article.outlet
    for _number in range(more + 1):
        QuantityFactory(mention=about(outlet, ActorFactory()))
        says(ActorFactory(kind="person"), outlet, via=ActorFactory(kind="outlet"))
        says(outlet, ActorFactory(kind="outlet"))
        UsedSourceFactory(article=world.article, outlet=ActorFactory(kind="outlet"))
        UsedSourceFactory(outlet=outlet)
        quoted_as(world.article, organisation=outlet)
    assert (
        queries(client, f"/actors/{outlet.slug}/")
        == [
            *(*WHO, *CLAIMS),
            "sources_article",  # its newest articles, in which is counted
            "claims_attribution",  # the chains in these
            *FOLLOWED,
            "sources_usedsource",  # the sources that they list
            *FOLLOWED,
            "claims_attribution",  # where others name it in a chain
            *FOLLOWED,
            "claims_claim",  # the articles that are shown, with their counts
            "sources_usedsource",  # what these name as their sources
            "sources_article",  # how many there are
            "claims_mention",  # how many statements those make in which is counted
            "sources_usedsource",  # where others list it
            *FOLLOWED,
            *(*TOGETHER, *NAMES, *SHOWN[:-1], *FIGURES),  # none of these claims is nested in another
            "sources_affiliation",  # who was quoted for it
            "sources_affiliationevidence",  # the articles that say so
            "sources_actor",  # whoever is shown beside it
            "sources_actor",  # its record as a source of predictions
            *OVER_TIME,
            *BANNER,
        ]
    )


def test_company_leads_to_the_claims_about_both(page, world):
    other = ActorFactory(name="North Korea", kind="country")
    ministry = ActorFactory(part_of=world.russia)
    for _number in range(2):
        about(world.russia, other, ministry)
    html = part(page(f"/actors/{world.russia.slug}/"), "company")
    assert "North Korea 2 claims" in words(html)
    assert ministry.slug not in html
    shared = page(f"/actors/{world.russia.slug}/with/{other.slug}/")
    assert "2 claims, the newest first" in shared
    assert f'href="/claims/{world.inner.claim_id}/"' not in shared


def test_a_merged_one_of_two_leads_to_who_it_is_now(client, world):
    old = ActorFactory(merged_into=world.expert)
    answer = client.get(f"/actors/{world.russia.slug}/with/{old.slug}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/actors/{world.russia.slug}/with/{world.expert.slug}/")
    assert client.get(f"/actors/{world.russia.slug}/with/nobody/").status_code == 404


def test_figures_say_who_tells_them_and_when(page, world):
    html = part(page(f"/actors/{world.russia.slug}/"), "figures")
    assert f'href="/claims/{world.inner.claim_id}/">about 300 Granaten' in html
    assert "not named" in html
    assert "Nov. 20, 2026" in html


def test_names_are_grouped_by_kind_and_language_and_folded(page, world):
    for number in range(300):
        AliasFactory(actor=world.russia, text=f"Name {number:03}", language="de", kind="spelling")
    AliasFactory(actor=world.russia, text="روسيا", language="ar")
    AliasFactory(actor=world.russia, text="Kremlin", language="en", kind="metonym", ambiguous=True)
    html = part(page(f"/actors/{world.russia.slug}/"), "names")
    for told in ("Seats that stand for it English Kremlin others too", "Other spellings German Name 000", "288 more"):
        assert told in words(html)
    assert '<ul class="aliases" lang="ar"> <li><bdi>روسيا</bdi></li>' in html


def test_parts_whole_people_merged_and_wikidata(page, world):
    whole = ActorFactory(name="Whole")
    Actor.objects.filter(pk=world.russia.pk).update(part_of=whole, qid="Q159")
    ActorFactory(name="Ministry", part_of=world.russia)
    middle = ActorFactory(name="Soviet Russia", merged_into=world.russia)
    oldest = ActorFactory(name="Old Russia", merged_into=middle)
    spokesman = ActorFactory(name="Dmitri P.", kind="person")
    quoted_as(world.article, person=spokesman, role="Sprecher", organisation=oldest)
    html = page(f"/actors/{world.russia.slug}/")
    assert "part of Whole Parts Ministry" in words(part(html, "parts"))
    assert "Old Russia Soviet Russia" in words(part(html, "merged"))
    assert "Dmitri P. Sprecher Nov. 20, 2026" in words(part(html, "people"))
    assert 'href="https://www.wikidata.org/wiki/Q159"' in html


def test_an_actor_of_whom_nothing_is_known_is_a_page(page, db):  # noqa: ARG001 - the fixture opens the database
    for kind in ("person", "outlet", "place"):
        actor = ActorFactory(kind=kind, name="W" * 300)
        Actor.objects.get(pk=actor.pk).aliases.all().delete()
        html = page(f"/actors/{actor.slug}/")
        assert "Nothing so far." in html
        assert "No other names are known." in html


def test_an_expert_has_roles_statements_and_who_quotes_them(page, world):
    daily, agency = ActorFactory(name="Daily", kind="outlet"), ActorFactory(name="Agency", kind="outlet")
    late = says(world.expert, daily, via=agency, published_on="2026-12-24")
    early = says(world.expert, daily, published_on="2020-01-02")
    undated = says(world.expert, None, published_on=None)
    ClaimActorFactory(claim=late.claim, actor=world.russia)
    QuantityFactory.create_batch(2, mention=early, unit="Granaten", concept="shells")
    QuantityFactory(mention=early, unit="Prozent", concept="percent")
    quoted_as(early.extraction.article, person=world.expert, role="Leiterin", organisation_name="Institut")
    html = page(f"/actors/{world.expert.slug}/")
    said = part(html, "said")
    places = [said.index(f'href="/claims/{one.claim_id}/"') for one in (late, world.outer, early, undated)]
    assert places == sorted(places)
    assert "Daily by way of Agency" in words(said)
    assert "day unknown" in said
    assert "Leiterin, Institut Jan. 2, 2020 Daily" in words(part(html, "roles"))
    assert "Daily 2 statements in 2 articles" in words(part(html, "outlets"))
    assert "unknown outlet 1 statement in 1 article" in words(part(html, "outlets"))
    assert "By way of Agency 1 statement" in words(part(html, "outlets"))
    assert f"{world.russia.name} 1 claim" in words(part(html, "topics"))
    assert "Granaten 2" in words(part(html, "topics"))
    assert "Prozent" not in part(html, "topics")


def test_what_was_merged_counts_with_what_it_was_merged_into(page, world):
    daily = ActorFactory(name="Daily", kind="outlet")
    double = ActorFactory(kind="person", merged_into=world.expert)
    mention = says(double, daily)
    ClaimActorFactory(claim=mention.claim, actor=world.expert, part=Part.SOURCE)
    again = says(world.expert, ActorFactory(name="Daily again", kind="outlet", merged_into=daily))
    again.claim.merged_into = mention.claim
    again.claim.save()
    again.claim.derived_actors.all().delete()
    html = page(f"/actors/{world.expert.slug}/")
    assert "Daily 2 statements in 2 articles" in words(part(html, "outlets"))
    assert part(html, "said").count(f'href="/claims/{mention.claim_id}/"') == 1
    assert f'href="/claims/{again.claim_id}/"' not in html


def test_statements_come_in_pages(page, world):
    for day in range(1, 26):
        says(world.expert, world.article.outlet, published_on=f"2025-01-{day:02}")
    address = f"/actors/{world.expert.slug}/"
    first, second = (part(page(address + query), "said") for query in ("", "?page=2"))
    assert "Page 1 of 2" in first
    assert "Jan. 1, 2025" not in first
    assert "Jan. 1, 2025" in second
    assert 'start="21"' in second
    for number in ("0", "3", "x", "9" * 5000):
        assert "Page not found" in page(f"/actors/{world.expert.slug}/?page={number}", 404)


def test_an_outlet_shows_articles_sources_and_who_draws_on_it(page, db):  # noqa: ARG001 - the fixture opens the database
    daily, agency = ActorFactory(name="Daily", kind="outlet"), ActorFactory(name="Agency", kind="outlet")
    person, observers = ActorFactory(name="Anna Alt", kind="person"), ActorFactory(name="observers", kind="group")
    for _number in range(14):
        says(person, daily)
    for _number in range(3):
        says(person, daily, via=agency)
    AttributionFactory(
        mention=MentionFactory(extraction__article__outlet=daily), actor=observers, anonymity="collective"
    )
    AttributionFactory(mention=MentionFactory(extraction__article__outlet=daily), actor=None, anonymity="anonymous")
    own = says(person, daily, via=daily)
    MentionFactory(extraction=own.extraction, form="narrative")
    UsedSourceFactory(article=own.extraction.article, outlet=agency)
    UsedSourceFactory(article=own.extraction.article, outlet_name="eigene Recherchen")
    html = page(f"/actors/{daily.slug}/")
    told = words(part(html, "sources"))
    assert "Counted in its newest 20 articles. They make 21 statements; with a source: 20." in told
    assert "named 18 90 % collective 1 5 % anonymous 1 5 %" in told
    assert "first hand 17 85 % second hand 3 15 %" in told
    assert "Anna Alt 18 statements" in words(part(html, "quoted"))
    assert "Agency 3 statements, listed in 1 article" in words(part(html, "draws"))
    assert "„eigene Recherchen“ listed in 1 article" in words(part(html, "draws"))
    html = page(f"/actors/{agency.slug}/")
    assert "Daily in 3 articles, listed in 1 article" in words(part(html, "cited"))


def test_few_statements_have_no_shares(page, world):
    told = words(part(page(f"/actors/{world.article.outlet.slug}/"), "sources"))
    assert "That is too few for shares." in told
    assert "%" not in told
    assert "named 2" in told


def test_what_curators_rejected_and_newer_extractions_retired_does_not_count(page, world):
    daily = ActorFactory(name="Daily", kind="outlet")
    rejected, retired = says(world.expert, daily), says(world.expert, daily)
    rejected.claim.status = "rejected"
    rejected.claim.save()
    retired.extraction.retired_at = retired.extraction.created_at
    retired.extraction.save()
    retired.claim.derived_actors.all().delete()
    html = page(f"/actors/{world.expert.slug}/")
    assert "Daily" not in words(html)
    assert 'id="said"' in html
    assert 'id="sources"' not in page(f"/actors/{daily.slug}/")


@pytest.mark.parametrize("kind", ["experts", "outlets"])
def test_there_is_one_address(client, world, kind):
    answer = client.get(f"/{kind}/{world.expert.slug}/?page=1")
    assert (answer.status_code, answer["Location"]) == (301, f"/actors/{world.expert.slug}/?page=1")
    assert client.post(f"/{kind}/{world.expert.slug}/").status_code == 405


def test_a_page_speaks_german(page, db):  # noqa: ARG001 - the fixture opens the database
    world = make_world()
    MentionActorFactory(mention=world.outer, actor=world.russia)
    html = page(f"/actors/{world.expert.slug}/", **{"accept-language": "de"})
    assert "Jede Äußerung nach dem Tag" in html
    assert "2 Äußerungen in 1 Artikel" in words(part(html, "outlets"))
