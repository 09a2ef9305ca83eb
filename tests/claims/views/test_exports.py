"""The list of claims as files and as a feed, read by readers that know nothing of us."""

import csv
import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import atom, exporting
from claims.indexing import index_everything
from claims.models import Claim
from tests.claims.test_filter_twin import derive
from tests.claims.views.conftest import make_world
from tests.factories import ClaimFactory, MentionFactory

FILES = ("export.csv", "export.json", "export.jsonld")
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://testserver"


def text(answer):
    whole = answer.getvalue() if answer.streaming else answer.content
    return whole.decode()


def table(client, query=""):
    return list(csv.DictReader(StringIO(text(client.get(f"/claims/export.csv{query}")), newline="")))


def rows(client, query=""):
    return json.loads(text(client.get(f"/claims/export.json{query}")))["claims"]


def entries(answer):
    return ET.fromstring(text(answer)).findall(f"{ATOM}entry")  # noqa: S314 - our own


def listed(client, query):
    return [card.claim.pk for card in client.get(f"/claims/{query}").context["rows"]]


@pytest.mark.parametrize("query", ["", "?form=direct", "?sort=origins", "?sort=disputed&form=indirect", "?q=Granaten"])
def test_files_hold_exactly_the_list_in_its_order(client, world, query):  # noqa: ARG001 - there is one
    make_world()
    Claim.objects.filter(pk=Claim.objects.earliest("pk").pk).update(origins_count=3, disputed=True)
    index_everything()
    wanted = listed(client, query)
    assert wanted
    assert [int(row["id"]) for row in table(client, query)] == wanted
    assert [row["id"] for row in rows(client, query)] == wanted
    graph = json.loads(text(client.get(f"/claims/export.jsonld{query}")))
    assert [one["@id"] for one in graph["hasPart"]] == [f"{SITE}/claims/{pk}/" for pk in wanted]


def test_a_claim_in_a_file_tells_what_its_card_tells(client, world):
    [one] = rows(client, f"?actor={world.russia.slug}")
    outlet = world.article.outlet
    assert one == {
        "id": world.inner.claim_id,
        "url": f"{SITE}/claims/{world.inner.claim_id}/",
        "statement": world.inner.text,
        "status": "unreviewed",
        "mentions": 0,
        "origins": 0,
        "denied": False,
        "disputed": False,
        "words": world.inner.text,
        "form": "indirect",
        "stance": "asserts",
        "certainty": "certain",
        "polarity": "positive",
        "hearsay": False,
        "tense": "past",
        "sources": ["(not named)", world.expert.name],
        "actors": [world.russia.name],
        "figures": ["rund 300 Granaten"],
        "published_on": "2026-11-20",
        "outlet": outlet.name,
        "article": "Granaten für Moskau",
        "article_url": f"{SITE}/articles/{world.article.pk}/",
        "original_url": world.article.url,
    }
    [line] = table(client, f"?actor={world.russia.slug}")
    assert list(line) == list(one)
    assert (line["sources"], line["hearsay"]) == (f"(not named); {world.expert.name}", "false")
    told = json.loads(text(client.get("/claims/export.json?form=direct")))
    assert {name: told[name] for name in ("list", "total", "limit", "cut")} == {
        "list": f"{SITE}/claims/?form=direct",
        "total": 1,
        "limit": exporting.MOST,
        "cut": False,
    }


def test_linked_data_names_who_says_it_about_whom_and_where(client, world):
    type(world.russia).objects.filter(pk=world.russia.pk).update(qid="Q159")
    MentionFactory(claim=world.outer.claim, extraction=world.outer.extraction, text="Russland", denies=True)
    graph = json.loads(text(client.get("/claims/export.jsonld")))
    assert (graph["@context"], graph["@type"]) == ("https://schema.org", "Dataset")
    found = {one["@id"]: one for one in graph["hasPart"]}
    outer = found[f"{SITE}/claims/{world.outer.claim_id}/"]
    expert, outlet = world.expert, world.article.outlet
    assert outer["author"] == [{"@type": "Person", "@id": f"{SITE}/actors/{expert.slug}/", "name": expert.name}]
    [appearance] = outer["appearance"]
    assert {one["text"] for one in appearance.pop("hasPart")} == {world.outer.text, "Russland"}
    assert appearance == {
        "@type": "NewsArticle",
        "@id": f"{SITE}/articles/{world.article.pk}/",
        "url": world.article.url,
        "headline": "Granaten für Moskau",
        "datePublished": "2026-11-20",
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": f"{SITE}/actors/{outlet.slug}/",
            "name": outlet.name,
        },
    }
    inner = found[f"{SITE}/claims/{world.inner.claim_id}/"]
    assert (inner["@type"], inner["text"], inner["inLanguage"]) == ("Claim", world.inner.text, "de")
    assert inner["about"] == [
        {
            "@type": "Country",
            "@id": f"{SITE}/actors/{world.russia.slug}/",
            "name": world.russia.name,
            "sameAs": "https://www.wikidata.org/wiki/Q159",
        }
    ]
    assert "author" not in inner  # it is not named


def test_words_of_others_do_not_become_formulas(client, db):  # noqa: ARG001 - the fixture opens the database
    for start in "=+-@\t\r":
        ClaimFactory(statement=f'{start}HYPERLINK("http://evil.example")', status="accepted")
    assert {row["statement"][:2] for row in table(client)} == {f"'{start}" for start in "=+-@\t\r"}
    assert {row["statement"][0] for row in rows(client)} == set("=+-@\t\r")  # programs get the words as they are


def test_a_claim_that_no_article_makes_any_more_is_told_without_words(client, db):  # noqa: ARG001 - opens the database
    claim = ClaimFactory(status="accepted")
    [one] = rows(client)
    assert (one["id"], one["words"], one["sources"]) == (claim.pk, None, None)
    assert table(client)[0]["words"] == ""
    assert json.loads(text(client.get("/claims/export.jsonld")))["hasPart"][0]["text"] == claim.statement


@pytest.mark.parametrize("name", FILES)
def test_what_is_cut_is_said(client, world, name, monkeypatch):  # noqa: ARG001 - there is one
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    monkeypatch.setattr(exporting, "MOST", 2)
    monkeypatch.setattr("claims.views.exports.MOST", 2)
    answer = client.get(f"/claims/{name}")
    form = name.partition(".")[2]
    assert answer["Content-Disposition"] == f'attachment; filename="claims-2-of-3.{form}"'
    assert (answer["X-Total-Count"], answer["X-Limit"]) == ("3", "2")
    assert len(table(client)) == 2
    told = json.loads(text(client.get("/claims/export.json")))
    assert (told["total"], told["limit"], told["cut"], len(told["claims"])) == (3, 2, True, 2)
    assert "2 of 3 claims" in json.loads(text(client.get("/claims/export.jsonld")))["description"]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("export.csv", "text/csv; charset=utf-8"),
        ("export.json", "application/json"),
        ("export.jsonld", "application/ld+json"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
    ],
)
def test_a_head_tells_the_same_without_the_body(client, world, name, content_type):  # noqa: ARG001 - there is one
    whole, head = client.get(f"/claims/{name}"), client.head(f"/claims/{name}")
    assert (whole.status_code, head.status_code, text(head)) == (200, 200, "")
    assert whole["Content-Type"] == head["Content-Type"] == content_type
    told = {"Content-Disposition", "X-Total-Count", "X-Limit", "Cache-Control", "ETag", "Last-Modified"}
    assert {key: whole.get(key) for key in told} == {key: head.get(key) for key in told}
    assert client.post(f"/claims/{name}").status_code == 405


@pytest.mark.parametrize("name", [*FILES, "feed.atom"])
@pytest.mark.parametrize("query", ["form=loud", "nonsense=1", "sort=size", "more=nothing", "q=%00", "year=x"])
def test_nonsense_is_refused_as_the_page_refuses_it(client, world, name, query):  # noqa: ARG001 - there is one
    answer, page = client.get(f"/claims/{name}?{query}"), client.get(f"/claims/?{query}")
    assert (answer.status_code, page.status_code) == (400, 400)
    assert answer.context["listing"].faults == page.context["listing"].faults
    assert 'href="/claims/">Start again without filters' in answer.content.decode()


@pytest.mark.parametrize("name", [*FILES, "feed.atom"])
def test_empty_values_lead_to_the_address_without_them(client, db, name):  # noqa: ARG001 - opens the database
    answer = client.get(f"/claims/{name}?q=&form=direct")
    assert (answer.status_code, answer["Location"]) == (302, f"/claims/{name}?form=direct")


@pytest.mark.parametrize("name", [*FILES, "feed.atom"])
def test_a_page_of_the_list_gives_the_whole_list(client, world, name):  # noqa: ARG001 - there is one
    assert text(client.get(f"/claims/{name}?page=7&more=form")) == text(client.get(f"/claims/{name}"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_reads_many_claims_with_few_queries(client, world, name):  # noqa: ARG001 - there is one
    numbers = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            text(client.get(f"/claims/{name}"))
        numbers.append(len(captured))
        make_world()
    assert numbers == [9, 9]  # how many, which, their rows, six for their mentions


def test_the_feed_is_atom(client, world):
    newest = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    Claim.objects.filter(pk=world.broken.claim_id).update(created_at=newest)
    answer = client.get("/claims/feed.atom?form=direct&form=indirect")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    here = f"{SITE}/claims/feed.atom?form=direct&form=indirect"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert feed.tag == f"{ATOM}feed"
    assert links == {"self": here, "alternate": f"{SITE}/claims/?form=direct&form=indirect"}
    assert feed.findtext(f"{ATOM}id") == here
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "factbase"
    assert feed.findtext(f"{ATOM}title") == "factbase: claims (Form: direct speech, Form: indirect speech)"
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == newest
    found = entries(answer)
    assert [one.findtext(f"{ATOM}id") for one in found] == [
        f"{SITE}/claims/{pk}/" for pk in listed(client, "?form=direct&form=indirect")
    ]
    for one in found:
        assert one.find(f"{ATOM}link").get("href") == one.findtext(f"{ATOM}id")
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo
        assert one.findtext(f"{ATOM}title")
        assert world.article.outlet.name in one.findtext(f"{ATOM}summary")
    assert client.get(urlsplit(links["alternate"]).path).status_code == 200


def test_the_feed_holds_the_newest_whatever_the_order(client, world, monkeypatch):  # noqa: ARG001 - there is one
    monkeypatch.setattr(atom, "MOST", 2)
    make_world()
    newest = listed(client, "")[:2]
    for query in ("", "?sort=origins"):
        assert [one.findtext(f"{ATOM}id") for one in entries(client.get(f"/claims/feed.atom{query}"))] == [
            f"{SITE}/claims/{pk}/" for pk in newest
        ]


def test_a_feed_without_entries_stays_the_same(client, db):  # noqa: ARG001 - the fixture opens the database
    answer = client.get("/claims/feed.atom")
    assert entries(answer) == []
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in text(answer)
    assert "Last-Modified" not in answer
    assert client.get("/claims/feed.atom")["ETag"] == answer["ETag"]


def test_characters_that_xml_cannot_hold_are_left_out(client, db):  # noqa: ARG001 - the fixture opens the database
    ClaimFactory(statement="<b>Granaten\x0b &\ufffe", status="accepted")
    [one] = entries(client.get("/claims/feed.atom"))
    assert one.findtext(f"{ATOM}title") == "<b>Granaten &"
    assert entries(client.get("/claims/feed.atom?q=Hafen%01")) == []


def test_whoever_has_the_feed_does_not_get_it_again(client, world):
    first = client.get("/claims/feed.atom")
    assert first["Cache-Control"] == "max-age=300"
    for known in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get("/claims/feed.atom", headers=known)
        assert (again.status_code, again.content) == (304, b"")
    Claim.objects.filter(pk=world.inner.claim_id).update(status="rejected")
    again = client.get("/claims/feed.atom", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, len(entries(again))) == (200, 2)


def test_merged_claims_stand_once_with_all_their_mentions(client, world):
    Claim.objects.filter(pk=world.broken.claim_id).update(merged_into=world.outer.claim_id)
    derive()
    assert [row["id"] for row in rows(client)] == [world.inner.claim_id, world.outer.claim_id]
