"""Adding an article: who may, what is taken, what becomes of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.models import Actor, Article
from tests.claims.views.conftest import reader

TEXT = "Die Ministerin sagte, das Abkommen gelte seit Mai und werde nicht verlängert."


@pytest.fixture
def editor(db):  # noqa: ARG001 - the fixture opens the database
    return reader("add_article")


def post(client, **given):
    return client.post("/add/", given)


def errors(answer):
    assert answer.status_code == 422
    assert not Article.objects.exists()
    return answer.context["form"].errors


def test_it_asks_who_one_is(client, db):  # noqa: ARG001 - the fixture opens the database
    answer = client.get("/add/")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/add/")


def test_it_takes_the_right(db):  # noqa: ARG001 - the fixture opens the database
    answer = reader().get("/add/")
    assert answer.status_code == 403
    assert "Not allowed" in answer.content.decode()


def test_a_pasted_text_waits_with_all_that_is_known_of_it(editor):
    answer = post(
        editor,
        text=f"  {TEXT}\r\n\r\nEnde ",
        outlet="Elbblatt",
        title="Abkommen",
        url="https://elbblatt.example/1",
        published="2026-11-20",
    )
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/articles/{article.pk}/")
    assert article.body.text == f"  {TEXT}\n\nEnde "
    assert (article.state, article.title, article.outlet.name) == ("waiting", "Abkommen", "Elbblatt")
    assert str(article.published_on) == "2026-11-20"


def test_a_file_is_kept_as_it_is(editor):
    post(editor, file=SimpleUploadedFile("a.txt", f"{TEXT}\r\n".encode()))
    assert Article.objects.get().body.text == f"{TEXT}\r\n"


def test_the_same_again_leads_to_the_same_article(editor):
    first, second = post(editor, text=TEXT), post(editor, text=TEXT)
    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "__all__"),
        ({"text": " \n "}, "__all__"),
        ({"text": "a\0b"}, "text"),
        ({"text": "The minister said that the treaty had been in force since May and would " * 3}, "text"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "url"),
        ({"text": TEXT, "url": "https://a.example/" + "a" * 2000}, "url"),
        ({"text": TEXT, "title": "a" * 501}, "title"),
        ({"text": TEXT, "outlet": "a" * 301}, "outlet"),
        ({"text": TEXT, "published": "gestern"}, "published"),
        ({"text": TEXT, "published": "9999999-01-01"}, "published"),
    ],
)
def test_what_cannot_be_taken_is_named(editor, given, field):
    assert list(errors(post(editor, **given))) == [field]


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("a.txt", b"\xff\xfe", "file"),
        ("a.txt", b"a\0b", "file"),
        ("a.txt", b"", "file"),
        ("a.pdf", b"%PDF", "file"),
        ("a.txt", b" ", "file"),
    ],
)
def test_a_file_that_is_no_text_is_named(editor, name, data, field):
    assert list(errors(post(editor, file=SimpleUploadedFile(name, data)))) == [field]


def test_text_and_file_together_are_too_much(editor):
    assert list(errors(post(editor, text=TEXT, file=SimpleUploadedFile("a.txt", b"b")))) == ["__all__"]


def test_an_error_leaves_no_outlet_behind(editor):
    errors(post(editor, outlet="Elbblatt"))
    assert not Actor.objects.exists()


def test_100_000_characters_are_taken(editor):
    text = (TEXT + "\n") * (100_000 // len(TEXT))
    assert post(editor, text=text).status_code == 302
    assert Article.objects.get().body.text == text


def test_more_than_is_taken_is_refused_on_a_page(editor):
    answer = post(editor, text=TEXT * 50_000)
    assert answer.status_code == 400
    assert "This cannot be answered" in answer.content.decode()
