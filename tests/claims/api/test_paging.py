"""Pages: whole, in order, both ways, stable while rows come in, and no cursor but ours."""

from base64 import b64encode

import pytest

from claims.models import Claim
from tests.factories import MentionFactory


def ids(answer):
    return [claim["id"] for claim in answer.json()["results"]]


def walk(api, address, link="next"):
    """The ids of all pages from `address` on."""
    pages = []
    while address:
        answer = api.get(address)
        pages.append(ids(answer))
        address = answer.json()[link]
    return pages


def test_pages_hold_every_claim_once_newest_first(api):
    keys = sorted((MentionFactory().claim_id for _ in range(7)), reverse=True)
    assert walk(api, "/api/claims/?page_size=3") == [keys[:3], keys[3:6], keys[6:]]


def test_pages_go_back_the_way_they_came(api):
    keys = sorted((MentionFactory().claim_id for _ in range(6)), reverse=True)
    last = api.get(api.get("/api/claims/?page_size=3").json()["next"]).json()
    assert walk(api, last["previous"], "previous") == [keys[:3]]


def test_rows_that_come_in_between_two_pages_neither_repeat_nor_hide_any(api):
    keys = sorted((MentionFactory().claim_id for _ in range(4)), reverse=True)
    first = api.get("/api/claims/?page_size=2").json()
    MentionFactory()
    Claim.objects.filter(pk=keys[0]).update(status="rejected")
    assert walk(api, first["next"]) == [keys[2:]]


def test_links_keep_the_query(api):
    for _number in range(3):
        MentionFactory(claim__status="accepted")
    MentionFactory(claim__status="retracted")
    MentionFactory()
    pages = walk(api, "/api/claims/?status=accepted&status=retracted&page_size=2")
    assert [len(page) for page in pages] == [2, 2]


def test_fifty_a_page_unless_told(api):
    MentionFactory.create_batch(51)
    assert len(ids(api.get("/api/claims/"))) == 50
    assert len(ids(api.get("/api/claims/?page_size=500"))) == 51


@pytest.mark.parametrize("size", ["0", "-1", "501", "9" * 30, "ten", "1.5", "²", "", " "])
def test_a_size_out_of_bounds_is_refused(api, size):
    answer = api.get("/api/claims/", {"page_size": size})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["page_size"]


def packed(query):
    return b64encode(query.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "ä", "%%%", "", "====", "\0", "9" * 9999),
        *(packed("p=abc"), packed("p=-1"), packed("p="), packed("p=\0"), packed("p=" + "1" * 5000)),
        *(packed("p=9223372036854775808"), packed("p=1&o=5"), packed("p=1&o=x"), packed("r=1")),
    ],
)
def test_a_damaged_cursor_is_refused(api, cursor):
    MentionFactory()
    answer = api.get("/api/claims/", {"cursor": cursor})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["cursor"]
