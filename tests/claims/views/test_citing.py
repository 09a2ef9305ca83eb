"""What other sites are given of a claim: linked data, an entry for BibTeX, a card that alone may stand in their frames."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from claims.models import Claim
from tests.claims.views.test_lists import BANNER, MENTIONS, tables
from tests.factories import MentionFactory

HUGE = 2**70


def directives(answer):
    """The Content-Security-Policy of an answer by name."""
    rows = (row.split() for row in answer.get("Content-Security-Policy", "").split(";") if row.strip())
    return {name: values for name, *values in rows}


def may_be_framed(answer):
    """Whether any page may show it in a frame."""
    return "X-Frame-Options" not in answer and directives(answer).get("frame-ancestors") == ["*"]


@pytest.fixture
def merged(world):
    Claim.objects.filter(pk=world.inner.claim_id).update(merged_into=world.outer.claim_id)
    return world.inner.claim


def test_linked_data_is_a_file_of_its_own(client, world):
    answer = client.get(f"/claims/{world.inner.claim_id}/claim.jsonld")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    node = json.loads(answer.content)
    assert (node["@context"], node["@type"]) == ("https://schema.org", "Claim")
    assert node["@id"] == f"http://testserver/claims/{world.inner.claim_id}/"
    assert node["text"] == world.inner.claim.statement
    assert world.article.title in answer.content.decode(), "letters as they are"


def test_the_entry_for_bibtex_is_a_file_of_its_own(client, world):
    answer = client.get(f"/claims/{world.inner.claim_id}/cite.bib")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/x-bibtex; charset=utf-8")
    assert answer["Content-Disposition"] == f'attachment; filename="factbase-{world.inner.claim_id}.bib"'
    assert answer.content.decode().startswith(f"@misc{{factbase-{world.inner.claim_id},\n")


@pytest.mark.parametrize("part", ["claim.jsonld", "cite.bib", "embed/"])
def test_a_merged_claim_leads_for_good_to_where_it_is_now(client, merged, world, part):
    answer = client.get(f"/claims/{merged.pk}/{part}")
    assert (answer.status_code, answer["Location"]) == (301, f"/claims/{world.outer.claim_id}/{part}")
    assert answer["Cache-Control"] == "no-cache", "a merge can be undone"


def test_a_merged_card_keeps_its_language(client, merged, world):
    answer = client.get(f"/claims/{merged.pk}/embed/?lang=de")
    assert answer["Location"] == f"/claims/{world.outer.claim_id}/embed/?lang=de"
    assert may_be_framed(answer)


@pytest.mark.parametrize("part", ["claim.jsonld", "cite.bib", "embed/"])
@pytest.mark.parametrize("key", ["0", str(HUGE)])
def test_what_is_not_there_is_404(client, db, part, key):  # noqa: ARG001 - the fixture opens the database
    assert client.get(f"/claims/{key}/{part}").status_code == 404


@pytest.mark.parametrize("part", ["claim.jsonld", "cite.bib", "embed/"])
def test_it_can_only_be_read(client, world, part):
    assert client.post(f"/claims/{world.inner.claim_id}/{part}").status_code == 405


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("claim.jsonld", ["claims_claim", *MENTIONS]),
        ("cite.bib", ["claims_claim", *MENTIONS]),
        ("embed/", ["claims_claim", *MENTIONS, *BANNER]),
    ],
)
def test_the_queries_do_not_grow(client, world, part, expected):
    for _number in range(3):
        MentionFactory(claim=world.inner.claim)
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/claims/{world.inner.claim_id}/{part}")
    assert tables(captured) == expected


def test_a_card_shows_statement_chain_signs_and_a_way_back(page, world):
    Claim.objects.filter(pk=world.inner.claim_id).update(status="accepted")
    html = page(f"/claims/{world.inner.claim_id}/embed/?lang=en")
    assert world.inner.claim.statement in html
    assert html.index("not named") < html.index(world.expert.name) < html.index(world.article.outlet.name)
    assert "accepted" in html
    back = rf'<a href="http://testserver/claims/{world.inner.claim_id}/" target="_blank" rel="noopener">'
    assert re.search(back, html)


@pytest.mark.parametrize(
    ("query", "asked", "language"),
    [
        ("?lang=de", "en", "de"),
        ("?lang=en", "de", "en"),
        ("", "de", "de"),
        ("", "", "en"),
        ("?lang=fr", "de", "de"),
        ("?lang=../x", "", "en"),
    ],
)
def test_a_card_is_in_german_or_english(client, world, query, asked, language):
    client.cookies["django_language"] = "de" if language == "en" else "en"
    answer = client.get(f"/claims/{world.inner.claim_id}/embed/{query}", headers={"accept-language": asked})
    words = {"de": "Aussage Nr.", "en": "claim no."}
    assert f'<html lang="{language}">' in answer.content.decode()
    assert words[language] in answer.content.decode()
    assert answer["Content-Language"] == language


def test_a_card_is_small_and_holds_neither_script_nor_form(client, world):
    answer = client.get(f"/claims/{world.inner.claim_id}/embed/")
    html = answer.content.decode()
    assert not re.search(r"<script|<form|<iframe|<img|style=|javascript:|\son\w+=", html)
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == [
        f"/static/claims/{name}.css" for name in ("tokens", "embed")
    ]
    assert len(answer.content) < 4_000


def test_a_card_neither_sets_nor_reads_cookies(client, world):
    address = f"/claims/{world.inner.claim_id}/embed/"
    plain = client.get(address)
    client.cookies.load({"sessionid": "x" * 32, "theme": "dark", "django_language": "de", "csrftoken": "y" * 32})
    again = client.get(address)
    for answer in (plain, again):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
    assert again.content == plain.content


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        ("unreviewed", 200, ""),
        ("accepted", 200, ""),
        ("rejected", 410, "Curators rejected this claim."),
        ("retracted", 410, "This claim was retracted."),
    ],
)
def test_only_a_card_may_be_framed_whatever_it_says(client, world, status, code, words):
    Claim.objects.filter(pk=world.inner.claim_id).update(status=status)
    answer = client.get(f"/claims/{world.inner.claim_id}/embed/")
    assert answer.status_code == code
    assert may_be_framed(answer)
    assert words in answer.content.decode()
    assert (world.inner.claim.statement in answer.content.decode()) is (code == 200)


def test_a_notice_for_a_claim_that_nobody_knows_may_be_framed(client, db):  # noqa: ARG001 - opens the database
    answer = client.get("/claims/404/embed/?lang=de")
    assert (answer.status_code, may_be_framed(answer)) == (404, True)
    assert "Diese Aussage gibt es nicht." in answer.content.decode()


def test_the_policy_of_a_card_allows_its_style_sheet_alone(client, world):
    policy = directives(client.get(f"/claims/{world.inner.claim_id}/embed/"))
    assert policy == {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        **{
            name: ["'none'"] for name in ("base-uri", "form-action", "script-src", "img-src", "font-src", "connect-src")
        },
        "frame-ancestors": ["*"],
    }


def test_no_other_page_may_be_framed(client, world):
    """Every address of the pages that takes no name but that of a claim, an article, an actor; and what is not there."""
    keys = {"pk": world.inner.claim_id, "slug": world.russia.slug, "other": world.expert.slug}
    addresses = ["/nowhere/", f"/claims/{HUGE}/", f"/articles/{world.article.pk}/", "/api/", "/admin/login/"]
    for pattern in get_resolver().url_patterns[-1].url_patterns:
        route = str(pattern.pattern)
        if "embed" not in route and not route.startswith("api/"):
            addresses.append("/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(keys.get(found[1], "x")), route))
    assert f"/claims/{world.inner.claim_id}/claim.jsonld" in addresses
    framed = {}
    for address in addresses:
        answer = client.get(address)
        ancestors = directives(answer).get("frame-ancestors", ["'none'"])
        framed[address] = (answer.get("X-Frame-Options"), ancestors)
    assert {address: found for address, found in framed.items() if found != ("DENY", ["'none'"])} == {}
