"""Pages with pictures and their files: claims over time, who cites whom."""

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.claims.views.conftest import make_world
from tests.claims.views.test_lists import BANNER, tables
from tests.factories import ActorFactory, AttributionFactory, ClaimActorFactory, ClaimFactory, MentionFactory

pytestmark = pytest.mark.django_db
PICTURES = ("timeline", "network")
FILES = ("timeline.csv", "timeline.json", "network.csv", "network.json")
NAMES = [
    "sources_alias",  # whom a name means
    "sources_actor",  # whom a slug means, and their families
]
MADE = [
    "claims_mention",  # the days of the claims that are asked for, and of what was merged into them
]


@pytest.fixture
def chain():
    """Ada says it, the agency passes it on, two papers print it; one of them prints another claim of hers too."""
    ada, agency = ActorFactory(name="Ada", kind="person"), ActorFactory(name="Agentur", kind="outlet")
    papers = [ActorFactory(name=f"Blatt {number}", kind="outlet") for number in range(2)]
    for paper, day in zip(papers, (1, 20), strict=True):
        mention = MentionFactory(
            extraction__article__outlet=paper, extraction__article__published_on=date(2026, 1, day)
        )
        AttributionFactory(mention=mention, actor=ada)
        AttributionFactory(mention=mention, actor=agency, position=1)
        ClaimActorFactory(claim=mention.claim, actor=ada, part="source")
        ClaimActorFactory(claim=mention.claim, actor=papers[0])
    return ada, agency, papers


def rows_of(client, address):
    """The rows of a file."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    if ".csv" in address:
        return list(csv.DictReader(StringIO(answer.content.decode())))
    ((_key, rows),) = json.loads(answer.content).items()
    return rows


@pytest.mark.parametrize("name", PICTURES)
def test_an_empty_base_is_no_error(page, name):
    assert "There is nothing here yet" in page(f"/{name}/")
    assert "Nothing to draw" in page(f"/{name}/?form=direct")


@pytest.mark.parametrize("name", FILES)
def test_an_empty_base_gives_an_empty_file(client, name):
    assert rows_of(client, f"/{name}") == []


@pytest.mark.parametrize("name", [*(f"{name}/" for name in PICTURES), *FILES])
@pytest.mark.parametrize(
    "query", ["x=1", "form=loud", "actor=", "published_after=nonsense", "page=2", "sort=newest", "q=%00", "split=odd"]
)
def test_nonsense_is_refused(client, name, query):
    answer = client.get(f"/{name}?{query}")
    if query == "actor=" and name.endswith("/"):
        assert (answer.status_code, answer["Location"]) == (302, f"/{name}?")
        return
    assert answer.status_code == 400
    if not name.endswith("/"):
        told = json.loads(answer.content)
        assert answer["Content-Type"] == "application/problem+json"
        assert [error["parameter"] for error in told["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize(
    "query", ["split=part", "split=part&actor=Ada&source=Ada", "split=part&split=polarity&actor=Ada"]
)
def test_about_and_said_by_need_one_of_both(page, query):
    assert "This cannot be answered" in page(f"/timeline/?{query}", 400)


def test_what_names_were_taken_for_is_told(page, chain):  # noqa: ARG001 - somebody is known
    html = page("/timeline/?source=Ada&form=indirect")
    assert "Said by" in html
    assert 'href="/timeline/?form=indirect"' in html
    assert "No actor is known by the name" in page("/network/?actor=Niemand")


def test_a_timeline_draws_tells_and_links_every_number(client, page, chain):
    ada = chain[0]
    html = page(f"/timeline/?source={ada.slug}")
    assert html.count('columns-chart"') == 2  # a wide and a narrow one
    assert re.search(
        r'<svg class="chart chart-wide columns-chart"[^>]*aria-labelledby="columns-title-wide columns-words-wide"', html
    )
    assert '<title id="columns-title-wide">Claims in the articles of each day</title>' in html
    assert "From Jan. 1, 2026 to Jan. 20, 2026." in html
    for day in ("2026-01-01", "2026-01-20"):
        address = f"/claims/?source={ada.slug}&amp;published_after={day}&amp;published_before={day}"
        assert html.count(f'href="{address}"') == 3  # twice drawn, once in the table
        assert client.get(address.replace("&amp;", "&")).context["listing"].total == 1
    assert "style=" not in html
    assert "upwards: <bdi>about Ada</bdi>" in html
    assert f'href="/timeline.csv?source={ada.slug}"' in html
    assert f'href="/claims/?source={ada.slug}"' in html


def test_the_split_can_be_chosen_and_stays_out_of_the_lists(page, chain):
    html = page(f"/timeline/?actor={chain[2][0].slug}&split=polarity")
    assert '<a href="/timeline/?actor=' in html
    assert re.search(r'split=polarity" aria-current="true"> ?affirmed / denied', html)
    assert "downwards: <bdi>denied</bdi>" in html
    assert not re.search(r'href="/claims/\?[^"]*split', html)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_timeline_as_a_file_has_a_row_for_every_period(client, chain, form):
    rows = rows_of(client, f"/timeline.{form}?source={chain[0].slug}")
    assert len(rows) == 20
    assert [int(row["said"]) for row in rows] == [1, *[0] * 18, 1]
    assert {int(row["about"]) for row in rows} == {0}
    assert rows[0]["first_day"] == rows[0]["last_day"] == "2026-01-01"
    assert rows[0]["said_url"].startswith("http://testserver/claims/?source=")


def test_a_network_draws_tells_and_links_every_citation(client, page, chain):
    ada, agency, papers = chain
    html = page("/network/")
    assert "4 names, 3 citations" in html
    assert '<svg class="network"' in html
    assert "Said first" in html
    assert "Passed on" in html
    assert "Published" in html
    assert f"<title>{agency.name} cites Ada: 2 claims</title>" in html
    assert "<title>Ada (person): 2 claims</title>" in html
    address = f"/network/claims/?citing={agency.slug}&cited={ada.slug}"
    assert html.count(f'href="{address.replace("&", "&amp;")}"') == 2
    assert client.get(address).context["listing"].total == 2
    assert client.get(f"/network/claims/?citing={papers[0].slug}&cited={agency.slug}").context["listing"].total == 1
    assert client.get(f"/network/claims/?citing={papers[0].slug}&cited={ada.slug}").context["listing"].total == 0
    assert client.get(f"/network/claims/?party={ada.slug}").context["listing"].total == 2
    assert "style=" not in html


def test_a_network_keeps_the_query_and_marks_whom_it_names(page, chain):
    ada = chain[0]
    html = page(f"/network/?source={ada.slug}")
    assert 'class="node asked"' in html
    assert f"/network/claims/?source={ada.slug}&amp;citing=" in html
    assert 'class="node asked"' not in page("/network/")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_network_as_a_file_has_a_row_for_every_citation(client, chain, form):
    ada, agency, papers = chain
    ActorFactory._meta.model.objects.filter(pk=ada.pk).update(name="=Ada")
    rows = rows_of(client, f"/network.{form}")
    told = [(row["citing"], row["cited"], int(row["claims"])) for row in rows]
    name = "'=Ada" if form == "csv" else "=Ada"  # no formula in a spreadsheet
    assert told == [(agency.name, name, 2), *((paper.name, agency.name, 1) for paper in papers)]
    assert rows[0]["url"] == f"http://testserver/network/claims/?citing={agency.slug}&cited={ada.slug}"


def test_what_is_not_drawn_is_said(page):
    for _number in range(50):
        AttributionFactory()
    html = page("/network/")
    assert "Drawn are 40 of 100 names and 20 of 50 citations, those in most claims." in html
    assert html.count('class="box ') == 40


@pytest.mark.parametrize("more", [0, 3])
def test_a_timeline_takes_the_same_queries_however_much_there_is(client, chain, more):
    for _number in range(more + 1):
        make_world()
        MentionFactory(claim=ClaimFactory(merged_into=MentionFactory().claim))
    client.get("/timeline/")  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/timeline/?source={chain[0].slug}").status_code == 200
    assert tables(captured) == [*NAMES, *NAMES, *MADE, *MADE, *BANNER]  # who is named, and whom claims are about


@pytest.mark.parametrize("more", [0, 3])
def test_a_network_takes_the_same_queries_however_much_there_is(client, chain, more):  # noqa: ARG001 - there is one
    for _number in range(more + 1):
        make_world()
        AttributionFactory(mention__claim=ClaimFactory(merged_into=MentionFactory().claim))
    client.get("/network/")  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/network/").status_code == 200
    assert tables(captured) == [
        "claims_attribution",  # chains
        "sources_actor",  # actors that were merged
        "sources_actor",  # names
        *BANNER,
    ]


def test_lists_and_actors_lead_to_their_pictures(page, chain):
    paper = chain[2][0]
    html = page(f"/claims/?actor={paper.slug}&sort=origins")
    for name in PICTURES:
        assert f'href="/{name}/?actor={paper.slug}"' in html
    html = page(f"/actors/{paper.slug}/")
    assert 'class="chart chart-small columns-chart"' in html
    assert f'href="/timeline/?actor={paper.slug}"' in html
    assert f'href="/claims/?actor={paper.slug}&amp;published_after=2026-01-01&amp;published_before=2026-01-01"' in html
