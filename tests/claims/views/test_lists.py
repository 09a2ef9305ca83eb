"""Lists: what they show, how many queries they take, and that nothing makes them answer 500."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from sources.models import Actor, Article
from tests.claims.views.conftest import make_world
from tests.factories import ArticleFactory, ClaimActorFactory

LISTS = ("claims", "articles", "actors", "experts", "outlets")


def tables(captured):
    """The first table of each query (not the column that a year is taken FROM)."""
    return [re.search(r'FROM "?(\w+)"?(?![\w."])', query["sql"])[1] for query in captured.captured_queries]


MENTIONS = [
    "claims_mention",  # current mentions of the claims of the page and of what was merged into them, with article, outlet and parent
    "claims_attribution",  # chains
    "claims_mentionactor",  # whom they are about
    "claims_quantity",  # figures
    "claims_claimtime",  # times
    "claims_attribution",  # origins of the parents
]
BANNER = ["sources_actor"]  # does the database show the demo?
QUERIES = {
    "claims": [
        "claims_claim",  # how many
        "claims_claim",  # the page
        *MENTIONS,
        "claims_claim",  # those that the facets count
        "claims_mention",  # form, certainty, polarity, outlet, year
        "sources_actor",  # what outlets were merged into (read recursively)
        "claims_attribution",  # how their sources are told
        "claims_quantity",  # which have figures
        "claims_claimactor",  # whom they are about, who says them
        "sources_actor",  # their names
        *BANNER,
    ],
    "articles": [
        "sources_article",  # how many
        "claims_claim",  # the page; its first FROM is the count of claims
        "sources_usedsource",  # what they name as their sources
        *BANNER,
    ],
    "actors": [
        "sources_actor",  # how many
        "sources_actor",  # the page
        "claims_claimactor",  # its rows; the first FROM is the count of claims
        "sources_alias",  # their names
        *BANNER,
    ],
    "experts": [
        "sources_actor",  # how many
        "sources_actor",  # the page
        "claims_claimactor",  # its rows; the first FROM is the count of claims
        "sources_alias",  # their names
        "sources_affiliation",  # what they were quoted as
        *BANNER,
    ],
    "outlets": [
        "sources_actor",  # how many
        "sources_actor",  # the page
        "claims_claimactor",  # its rows; the first FROM is the count of claims
        "sources_alias",  # their names
        *BANNER,
    ],
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("more", [0, 4])
def test_a_list_takes_the_same_queries_however_long_it_is(client, world, name, more):  # noqa: ARG001 - there is one
    for _number in range(more):
        make_world()
    client.get("/")  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"/{name}/")
    assert len(answer.context["rows"]) > more
    assert tables(captured) == QUERIES[name]


def test_claims_show_their_words_their_way_and_their_figures(page, world):
    html = page(f"/claims/?actor={world.russia.slug}")
    assert f'href="/claims/{world.inner.claim_id}/"' in html
    assert f'href="/claims/{world.outer.claim_id}/"' not in html
    assert "not named" in html
    assert f'href="/actors/{world.expert.slug}/"' in html
    assert "about 300 Granaten" in html


def test_numbers_and_names_follow_the_language(page, world):
    html = page(f"/claims/?actor={world.russia.slug}", **{"accept-language": "de"})
    assert '<html lang="de"' in html
    assert "ungefähr 300 Granaten" in html
    assert world.russia.name_de in html


def test_a_form_with_empty_fields_leads_to_an_address_without_them(client, world):  # noqa: ARG001 - there is one
    answer = client.get("/claims/?q=&actor=Moskau&published_after=")
    assert (answer.status_code, answer["Location"]) == (302, "/claims/?actor=Moskau")


def test_a_name_that_nobody_has_gives_nothing_and_says_so(page, world):  # noqa: ARG001 - there is one
    html = page("/claims/?actor=Niemand")
    assert "No actor is known by the name &quot;Niemand&quot;." in html
    assert "Nothing found" in html


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_database_is_no_error(page, db, name):  # noqa: ARG001 - the fixture opens the database
    assert "There is nothing here yet" in page(f"/{name}/")


NONSENSE = [
    ("page=0", 404),
    ("page=99999999999999999999999", 404),
    ("page=x", 404),
    ("page=%00", 400),
    ("nonsense=1", 400),
    ("=1", 400),
    ("%00=1", 400),
    ("page=%F0%9F%98%80", 404),
    ("x" * 3000 + "=1", 400),
]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("query", "status"), NONSENSE)
def test_nonsense_is_refused_on_a_page(page, world, name, query, status):  # noqa: ARG001 - there is one
    html = page(f"/{name}/?{query}", status)
    assert 'role="alert"' in html


@pytest.mark.parametrize(
    "query", ["form=loud", "article=x", "article=" + "9" * 99, "has_figure=maybe", "outlet=" + "a" * 9999]
)
def test_strange_values_are_refused_or_find_nothing(client, world, query):  # noqa: ARG001 - there is one
    answer = client.get(f"/claims/?{query}")
    assert answer.status_code in (200, 400)
    assert not answer.context["rows"]


def test_rejected_and_merged_claims_are_not_listed(page, world):
    Claim.objects.filter(pk=world.inner.claim_id).update(status="rejected")
    Claim.objects.filter(pk=world.broken.claim_id).update(merged_into=world.outer.claim_id)
    html = page("/claims/")
    assert "1 claim, the newest first" in html
    assert f'href="/claims/{world.outer.claim_id}/"' in html


def test_articles_say_how_far_they_are(page, world):  # noqa: ARG001 - there is one that is done
    ArticleFactory(title="Neu", state="waiting")
    Article.objects.filter(pk=ArticleFactory(title="Fort").pk).update(
        withdrawn_at="2026-11-21T12:00Z", withdrawn_reason="x"
    )
    html = page("/articles/")
    assert "3 claims" in html
    assert "<strong>waiting</strong>" in html
    assert "<strong>withdrawn</strong>" in html


@pytest.mark.parametrize(("name", "order"), [("actors", "claims"), ("experts", "claims"), ("outlets", "articles")])
def test_names_are_sorted_by_name_or_by_number(page, world, name, order):
    for _number in range(2):
        make_world()
    first = {"actors": world.russia, "experts": world.expert, "outlets": world.article.outlet}[name]
    last = Actor.objects.filter(kind=first.kind).order_by("pk").last()
    for _number in range(3):
        ClaimActorFactory(actor=last)
        ArticleFactory(outlet=last)
    by_name, by_number = (
        [html.index(f'href="/actors/{actor.slug}/"') for actor in (first, last)]
        for html in (page(f"/{name}/"), page(f"/{name}/?sort={order}"))
    )
    assert by_name == sorted(by_name)
    assert by_number == sorted(by_number, reverse=True)


@pytest.mark.parametrize("name", ["actors", "experts"])
def test_names_are_found_by_a_part_in_any_spelling(page, world, name):
    assert f'href="/actors/{world.expert.slug}/"' in page(f"/{name}/?name=anna")
    assert "Nothing found" in page(f"/{name}/?name=Berta")


def test_sorting_takes_no_more_queries(client, world):  # noqa: ARG001 - there is one
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/actors/?sort=claims")
    assert len(captured.captured_queries) == len(QUERIES["actors"])
