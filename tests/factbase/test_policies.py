"""What a page may load and do, as its headers tell the browser."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse
from django.views.defaults import bad_request, server_error

from claims.views.framing import framed_anywhere
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@framed_anywhere
def card(_request):
    return HttpResponse("card")


urlpatterns = [path("card/", card)]


def policy(answer: HttpResponse) -> set[str]:
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize(
    "address", ["/", "/claims/", "/login/", "/styleguide/", "/nowhere/", "/api/", "/language/", "/add/"]
)
def test_every_page_is_under_the_strict_policy(client, address):
    assert policy(client.get(address)) == STRICT


def test_refusals_are_under_it_too(client):
    assert policy(client.get("/", headers={"host": "elsewhere.example"})) == STRICT
    assert policy(Client(enforce_csrf_checks=True).post("/look/")) == STRICT


def test_the_admin_may_do_what_its_theme_needs_and_no_more(client, admin_client):
    theme = STRICT - {"script-src 'self'"} | {"script-src 'self' 'unsafe-eval'", "style-src-attr 'unsafe-inline'"}
    assert policy(client.get("/admin/login/")) == theme
    assert policy(admin_client.get("/admin/")) == theme
    assert policy(admin_client.get("/admin/claims/claim/")) == theme


def test_the_colours_of_the_theme_are_a_file(client, admin_client):
    answer = client.get(reverse("admin:palette"))
    assert answer["Content-Type"] == "text/css"
    assert "--color-primary-600: " in answer.content.decode()
    html = admin_client.get("/admin/").content.decode()
    assert "<style" not in html
    assert reverse("admin:palette") in html


def test_the_description_of_the_api_may_draw_pictures_of_its_own(client):
    answer = client.get("/api/docs/")
    assert policy(answer) == STRICT - {"img-src 'self'"} | {"img-src 'self' data:"}
    assert "<style" not in answer.content.decode()
    script = client.get("/api/docs/?script=")
    assert script["Content-Type"] == "application/javascript"
    assert "SwaggerUIBundle(" in script.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_made_for_it_may_be_framed_by_anybody(client):
    answer = client.get("/card/")
    style = {"default-src 'none'", "base-uri 'none'", "style-src 'self'"}
    closed = {f"{name} 'none'" for name in ("script-src", "img-src", "font-src", "connect-src", "form-action")}
    assert policy(answer) == style | closed | {"frame-ancestors *"}
    assert "X-Frame-Options" not in answer


def test_the_other_headers(client):
    answer = client.get("/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]


def test_pages_are_compressed_and_no_two_are_equally_long(client):
    """Random bytes hide the length from whoever would guess a secret by it (BREACH)."""
    answers = [client.get("/login/", headers={"accept-encoding": "gzip"}) for _number in range(12)]
    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert b"<h1>" in gzip.decompress(answers[0].content)
    assert len({len(answer.content) for answer in answers}) > 1


def test_the_page_for_faults_brings_its_style_as_a_file():
    request = RequestFactory().get("/")
    for answer in (server_error(request), bad_request(request, ValueError())):
        html = answer.content.decode()
        assert "<style" not in html
        assert "factbase/error.css" in html


def test_an_account_changes_nothing_of_the_policy(client):
    client.force_login(UserFactory())
    assert policy(client.get("/")) == STRICT
