"""Language and look: switched by a form, kept in a cookie."""

import pytest
from django.test import Client


@pytest.mark.parametrize(("look", "shown"), [("dark", ' data-look="dark"'), ("light", ' data-look="light"')])
def test_a_look_is_kept(client, db, look, shown):  # noqa: ARG001 - the fixture opens the database
    answer = client.post("/look/", {"look": look, "next": "/articles/?q=a"})
    assert (answer.status_code, answer["Location"]) == (302, "/articles/?q=a")
    assert shown in client.get("/").content.decode()
    client.post("/look/", {"look": ""})
    assert "data-look" not in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client, db, back):  # noqa: ARG001 - the fixture opens the database
    assert client.post("/look/", {"look": "dark", "next": back})["Location"] == "/"


def test_a_cookie_that_is_none_of_ours_is_ignored(client, db):  # noqa: ARG001 - the fixture opens the database
    client.cookies["theme"] = '"><script>'
    assert "data-look" not in client.get("/").content.decode()


def test_the_language_is_switched_without_a_script(client, db):  # noqa: ARG001 - the fixture opens the database
    client.post("/language/", {"language": "de", "next": "/claims/"})
    html = client.get("/claims/").content.decode()
    assert '<html lang="de"' in html
    assert "Aussagen" in html


def test_the_language_asked_for_by_the_browser_counts(client, db):  # noqa: ARG001 - the fixture opens the database
    assert '<html lang="de"' in client.get("/", headers={"accept-language": "de-AT,de;q=0.9"}).content.decode()
    assert '<html lang="en"' in client.get("/", headers={"accept-language": "fr"}).content.decode()


def test_pages_name_no_other_host_for_what_they_load(client, db):  # noqa: ARG001 - the fixture opens the database
    html = client.get("/").content.decode()
    assert "<style" not in html
    assert " style=" not in html
    assert 'src="http' not in html
    assert 'href="//' not in html


def test_a_form_without_its_token_is_refused_on_a_page(db):  # noqa: ARG001 - the fixture opens the database
    answer = Client(enforce_csrf_checks=True).post("/look/", {"look": "dark"})
    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()
