"""The two pages that every site needs and nobody wants to see."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import server_error


@pytest.mark.parametrize(
    ("page", "language", "words"),
    [
        ("404.html", "en", "Page not found"),
        ("404.html", "de", "Seite nicht gefunden"),
        ("500.html", "en", "Something went wrong"),
        ("500.html", "de", "Etwas ist schiefgegangen"),
    ],
)
def test_speak_the_readers_language(page: str, language: str, words: str) -> None:
    with translation.override(language):
        html = render_to_string(page)
    assert f"<h1>{words}</h1>" in html
    assert f'<html lang="{language}">' in html
    assert "//" not in html.partition("<body>")[2], "nothing comes from another server"


@pytest.mark.django_db
def test_a_page_that_does_not_exist_is_ours(client: Client) -> None:
    response = client.get("/there/is/no/such/page", headers={"accept-language": "de"})
    assert response.status_code == 404
    assert "Seite nicht gefunden" in response.content.decode()


def test_the_page_for_faults_needs_no_request(rf: RequestFactory) -> None:
    assert server_error(rf.get("/")).status_code == 500
