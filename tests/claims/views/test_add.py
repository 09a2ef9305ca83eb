"""Handing in an article: who may, what is taken, what is refused and why."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.drafting import MOST_DRAFTS
from claims.indexing import index_everything
from claims.models import Draft
from sources.models import Actor, Article
from tests.claims.views.conftest import reader
from tests.factories import ActorFactory

TEXT = "Die Ministerin sagte, das Abkommen gelte seit Mai und werde nicht verlängert."
ENGLISH = "The minister said that the treaty had been in force since May and would " * 3


@pytest.fixture
def editor(db):  # noqa: ARG001 - the fixture opens the database
    return reader("add_article")


def post(client, **given):
    return client.post("/add/", given)


def upload(client, *files, **given):
    return post(client, uploads=[SimpleUploadedFile(name, data) for name, data in files], **given)


def errors(answer):
    assert answer.status_code == 422
    assert not Draft.objects.exists()
    return answer.context["form"].errors


def test_a_pasted_text_waits_with_all_that_is_known_of_it(editor):
    answer = post(editor, text=f"  {TEXT}\r\n\r\nEnde ", outlet="Elbblatt", published="2026-11-20")
    row = Draft.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/add/drafts/{row.pk}/")
    assert row.text == f"  {TEXT}\n\nEnde "
    assert (row.state, row.way, row.outlet_name, str(row.published_on)) == (
        "waiting",
        "pasted",
        "Elbblatt",
        "2026-11-20",
    )


def test_nothing_is_stored_before_somebody_says_so(editor):
    post(editor, text=TEXT, outlet="Elbblatt")
    assert not Article.objects.exists()
    assert not Actor.objects.exists()


def test_an_address_waits_for_the_worker_to_fetch_it(editor):
    post(editor, address="https://elbblatt.example/1")
    row = Draft.objects.get()
    assert (row.way, row.url, row.text) == ("address", "https://elbblatt.example/1", "")


def test_where_nothing_is_fetched_there_is_no_field_for_an_address(editor, settings):
    settings.FETCHES = False
    assert 'name="address"' not in editor.get("/add/").content.decode()
    assert list(errors(post(editor, address="https://elbblatt.example/1"))) == ["__all__"]


def test_a_file_is_kept_as_it_is(editor):
    upload(editor, ("a.txt", f"{TEXT}\r\n".encode()))
    row = Draft.objects.get()
    assert (row.text, row.place) == (f"{TEXT}\r\n", "a.txt")


def test_several_files_of_all_kinds_are_a_draft_each(editor):
    lines = [
        {"text": TEXT, "title": "Eins", "outlet": "Tagespost", "published": "2026-11-19"},
        {"text": f"{TEXT} Zwei."},
    ]
    answer = upload(
        editor,
        ("a.txt", TEXT.encode()),
        ("b.MD", f"# Titel\n\n{TEXT}".encode()),
        ("c.html", f"<p>{TEXT}</p>".encode("latin-1")),
        ("d.jsonl", "\n".join(map(json.dumps, lines)).encode()),
        ("e.json", json.dumps({"text": TEXT, "url": "https://a.example/"}).encode()),
        ("f.json", json.dumps(lines).encode()),
        outlet="Elbblatt",
        published="2026-11-20",
    )
    assert answer["Location"] == "/add/drafts/"
    rows = list(Draft.objects.order_by("pk"))
    assert [row.place for row in rows] == [
        "a.txt",
        "b.MD",
        "c.html",
        "d.jsonl:1",
        "d.jsonl:2",
        "e.json",
        "f.json:1",
        "f.json:2",
    ]
    assert rows[1].text == f"Titel\n\n{TEXT}"
    assert (rows[2].text, rows[2].page) == ("", f"<p>{TEXT}</p>")
    assert (rows[3].title, rows[3].outlet_name, str(rows[3].published_on)) == ("Eins", "Tagespost", "2026-11-19")
    assert (rows[4].outlet_name, str(rows[4].published_on)) == ("Elbblatt", "2026-11-20")


def test_a_bad_file_costs_no_other_and_is_named(editor):
    upload(editor, ("a.txt", TEXT.encode()), ("b.pdf", b"%PDF"), ("c.txt", b"\xff"))
    assert Draft.objects.count() == 1
    page = editor.get("/add/drafts/").content.decode()
    assert "b.pdf was not taken: only .txt, .md" in page
    assert "c.txt was not taken: not UTF-8" in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "__all__"),
        ({"text": " \n "}, "__all__"),
        ({"text": TEXT, "address": "https://a.example/"}, "__all__"),
        ({"text": "a\0b"}, "text"),
        ({"text": ENGLISH}, "text"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"address": "https://a.example/" + "a" * 2000}, "address"),
        ({"text": TEXT, "outlet": "a" * 301}, "outlet"),
        ({"text": TEXT, "published": "gestern"}, "published"),
        ({"text": TEXT, "published": "9999999-01-01"}, "published"),
    ],
)
def test_what_cannot_be_taken_is_named(editor, given, field):
    assert list(errors(post(editor, **given))) == [field]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"\xff\xfe", "not UTF-8"),
        ("a.txt", b"a\0b", "binary data"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" ", "empty"),
        ("a.txt", ENGLISH.encode(), "not German"),
        ("a.pdf", b"%PDF", "only .txt"),
        ("a", b"Text", "only .txt"),
        ("a.html", b"", "empty"),
        ("a.html", b"<p>\0", "binary data"),
        ("a.html", b"<meta charset=unicode_escape>\\ud800", "binary data"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"3", "no JSON object"),
        ("a.json", b"[]", "no article in it"),
        ("a.json", b'{"title": "x"}', "text"),
        ("a.json", json.dumps({"text": TEXT, "title": "x" * 501}).encode(), "too long"),
        ("a.json", json.dumps({"text": TEXT, "outlet": "\ud800"}).encode(), "cannot be stored"),
        ("a.jsonl", b"\n\n", "no article in it"),
        ("a.jsonl", b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(editor, name, data, reason):
    found = errors(upload(editor, (name, data)))
    assert list(found) == ["uploads"]
    assert reason in str(found["uploads"])


def test_too_many_files_are_refused(editor):
    files = [(f"{number}.txt", TEXT.encode()) for number in range(21)]
    assert "at most 20" in str(errors(upload(editor, *files))["uploads"])


def test_too_many_articles_in_a_file_are_refused(editor):
    lines = json.dumps({"text": TEXT}) + "\n"
    found = errors(upload(editor, ("a.jsonl", (lines * (MOST_DRAFTS + 1)).encode())))
    assert "These are 51 articles. At most 50" in str(found["uploads"])


def test_too_many_drafts_are_refused(editor):
    lines = (json.dumps({"text": TEXT}) + "\n").encode()
    upload(editor, ("a.jsonl", lines * MOST_DRAFTS))
    answer = post(editor, text=TEXT)
    assert answer.status_code == 422
    assert "too many drafts" in answer.content.decode()
    assert f"{MOST_DRAFTS} drafts of yours wait" in editor.get("/add/").content.decode()


def test_100_000_characters_are_taken(editor):
    text = (TEXT + "\n") * (100_000 // len(TEXT))
    assert post(editor, text=text).status_code == 302
    assert Draft.objects.get().text == text


def test_more_than_is_taken_is_refused_on_a_page(editor):
    answer = post(editor, text=TEXT * 50_000)
    assert answer.status_code == 400
    assert "This cannot be answered" in answer.content.decode()


def test_outlets_are_suggested_while_one_types(editor, django_assert_num_queries):
    ActorFactory(name="Elbblatt", kind="outlet")
    ActorFactory(name="Elbe-Kurier", kind="outlet")
    ActorFactory(name="Elbe", kind="place")
    ActorFactory(name="Altes Elbblatt", kind="outlet", merged_into=ActorFactory(name="Havelpost", kind="outlet"))
    index_everything()
    with django_assert_num_queries(6):  # session, user, rights of oneself and of groups, forms of words, outlets
        page = editor.get("/add/outlets/?outlet=elb").content.decode()
    assert page.count("<option") == 3
    assert '"Elbblatt"' in page
    assert '"Havelpost"' in page
    for words in ("", "%00", "x" * 3000, "'%22<"):
        assert "<option" not in editor.get(f"/add/outlets/?outlet={words}").content.decode()
