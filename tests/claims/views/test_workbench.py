"""The list of claims as a workbench: facets, orders, density, links to the very list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from tests.claims.views.conftest import make_world


def test_a_facet_leads_to_the_list_that_it_counts(client, world):  # noqa: ARG001 - there is one
    make_world()
    for facet in client.get("/claims/").context["facets"].shown:
        for option in facet.options:
            assert client.get(f"/claims/?{option.query}").context["listing"].total == option.count, option


def test_the_page_says_its_numbers_and_marks_what_is_chosen(page, world):  # noqa: ARG001 - there is one
    html = page("/claims/?form=direct")
    assert '<span class="option-count">1</span>' in html
    assert 'href="/claims/" aria-current="true"><bdi class="option-label">direct speech</bdi>' in html
    assert "(chosen; remove)" in html


def test_numbers_that_were_cut_are_called_so(page, world, monkeypatch):  # noqa: ARG001 - there is one
    monkeypatch.setattr("claims.tallying.MOST", 2)
    monkeypatch.setattr("claims.facets.MOST", 2)
    html = page("/claims/")
    assert "Counted among the newest 2 claims" in html
    assert '<span class="hidden">at least</span> 2<span aria-hidden="true">+</span>' in html
    assert "Counted among" not in page("/claims/?form=direct&actor=Niemand&status=accepted&has_figure=true")


def test_what_most_dispute_stands_first(client, world):
    rows = Claim.objects.filter
    rows(pk=world.outer.claim_id).update(disputed=True, denied=True)
    rows(pk=world.inner.claim_id).update(disputed=True, origins_count=5)
    rows(pk=world.broken.claim_id).update(origins_count=9)
    answer = client.get("/claims/?sort=disputed")
    assert [card.claim.pk for card in answer.context["rows"]] == [
        world.outer.claim_id,
        world.inner.claim_id,
        world.broken.claim_id,
    ]


def test_the_link_to_the_list_is_the_same_by_every_way(page, world):  # noqa: ARG001 - there is one
    for query in ("page=1&form=direct&form=direct&sort=newest", "form=direct"):
        assert 'id="permalink" rel="bookmark" href="/claims/?form=direct"' in page(f"/claims/?{query}")
    assert 'id="permalink" rel="bookmark" href="/claims/"' in page("/claims/")


def test_files_and_feed_are_those_of_the_list(page, world):  # noqa: ARG001 - there is one
    html = page("/claims/?form=direct&sort=origins&page=1")
    for name in ("export.csv", "export.json", "export.jsonld", "feed.atom"):
        assert f'href="/claims/{name}?form=direct&amp;sort=origins"' in html
    head = html.partition("</head>")[0]
    assert 'type="application/atom+xml" title="The newest claims of this list" href="/claims/feed.atom?' in head


def test_a_density_is_kept(client, world):  # noqa: ARG001 - there is one
    answer = client.post("/density/", {"density": "compact", "next": "/claims/?form=direct"})
    assert (answer.status_code, answer["Location"]) == (302, "/claims/?form=direct")
    html = client.get("/claims/").content.decode()
    assert html.count('class="card compact"') == 3
    assert 'class="path"' not in html
    assert 'class="card compact"' not in client.get("/").content.decode()
    client.post("/density/", {"density": "comfortable"})
    assert 'class="card compact"' not in client.get("/claims/").content.decode()


def test_a_density_that_is_none_of_ours_is_ignored(client, world):  # noqa: ARG001 - there is one
    client.cookies["density"] = "tiny"
    assert 'class="card compact"' not in client.get("/claims/").content.decode()
    assert client.post("/density/", {"density": "compact", "next": "//elsewhere.example"})["Location"] == "/"


def test_nothing_found_says_what_to_do_and_keeps_the_facets(page, world):  # noqa: ARG001 - there is one
    html = page("/claims/?form=narrative")
    assert "Nothing found" in html
    assert "Remove a filter" in html
    assert 'id="facet-form-direct"' in html


def test_two_actors_at_once_have_no_facets(page, world):
    html = page(f"/actors/{world.russia.slug}/with/{world.expert.slug}/")
    assert 'class="facets"' not in html
    assert "workbench.js" not in html


@pytest.mark.parametrize("more", [0, 4])
@pytest.mark.parametrize(
    ("query", "number"),
    [("", 16), ("form=direct", 17), ("form=direct&year=2026&has_figure=false&status=unreviewed", 21)],
)
def test_the_page_takes_the_same_queries_however_many_claims(client, world, query, number, more):  # noqa: ARG001
    for _number in range(more):
        make_world()
    client.get("/")  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/claims/?{query}").status_code == 200
    assert len(captured) == number
