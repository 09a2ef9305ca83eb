"""What a page costs: bytes over the line with all its files, and queries."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from tests.browser.every_page import every_page
from tests.claims.views.conftest import make_world, reader

BUDGET = 150_000  # bytes


class Files(HTMLParser):
    """The files that a page asks for."""

    def __init__(self, html):
        super().__init__()
        self.found = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "link" and set(told.get("rel", "").split()) & {"stylesheet", "icon"}:
            self.found.add(told["href"])
        elif tag in {"script", "img", "source", "iframe"} and told.get("src"):
            self.found.add(told["src"])


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Static files as production has them: under hashed names, compressed, for WhiteNoise to serve."""
    folder = tmp_path_factory.mktemp("collected")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "factbase.staticfiles.Storage"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder, WHITENOISE_USE_FINDERS=False):
        left_out = ["admin", "unfold*", "drf_spectacular_sidecar", "rest_framework", "django_extensions"]
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=left_out)
        yield


def size(client, address):
    """Bytes of one answer's body as they go over the line."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in {200, 400, 404}, address
    return len(body), answer


def weight(client, address):
    """Bytes of a page with all its files, and the files."""
    total, _answer = size(client, address)
    files = Files(client.get(address).content.decode()).found
    for file in files:
        bytes_, answer = size(client, urljoin(address, file))
        assert answer["Content-Encoding"] == "gzip" or bytes_ < 1000, file
        total += bytes_
    return total, files


@pytest.mark.django_db
def test_every_page_stays_in_its_budget(collected):  # noqa: ARG001 - files are served from there
    world = make_world()
    for _number in range(20):
        make_world()
    client = Client()
    weights = {address: weight(client, address) for address in every_page(world)}
    assert all(files for _total, files in weights.values())
    assert {address: total for address, (total, _files) in weights.items() if total >= BUDGET} == {}


@pytest.mark.django_db
def test_the_budget_counts_what_a_page_asks_for(collected):  # noqa: ARG001 - files are served from there
    total, files = weight(Client(), "/styleguide/")
    assert {re.sub(r"\.[0-9a-f]{12}(?=\.)", "", file).rpartition("/")[2] for file in files} >= {
        *("tokens.css", "base.css", "pages.css", "styleguide.css", "pages.js", "htmx-2.min.js", "mark.svg")
    }
    assert total > 10_000


def queries(client, address):
    client.get("/")  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in {200, 404}
    return len(captured)


@pytest.mark.django_db
@pytest.mark.parametrize("more", [0, 3])
def test_pages_without_a_list_take_the_same_queries_however_much_there_is(more):
    world = make_world()
    for _number in range(more):
        make_world()
    told = {
        "/login/": 1,  # whose demo it is, as on every page
        "/styleguide/": 1,
        "/nowhere/": 1,
        "/api/docs/": 0,
    }
    assert {address: queries(Client(), address) for address in told} == told
    assert queries(reader("add_article"), "/add/") == 6  # session, user, rights of theirs and of groups, drafts, demo
    shared = f"/actors/{world.russia.slug}/with/{world.expert.slug}/"
    assert queries(Client(), shared) == 4  # both actors, how many, demo
    article = f"/articles/{world.article.pk}/"
    assert queries(Client(), article) == 12  # article, sources, mentions with all that hangs on them, kin, merges, demo
