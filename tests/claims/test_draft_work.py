"""The worker reads drafts before articles: texts, pages, addresses; and says why where it cannot."""

import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import OperationalError
from django.utils import timezone

from claims import draft_work, work
from claims.drafting import store_draft
from claims.extraction.types import Extraction
from claims.extraction.version import EXTRACTOR
from claims.models import Draft, Mention
from claims.work import Worker
from sources.fetching import Page, Unfetchable
from sources.models import Article
from tests.claims.building import claim, extraction
from tests.draft_factories import DraftFactory
from tests.factories import ArticleFactory, MentionFactory
from tests.sources.test_pages import HTML

LONG = "Der Hafen von Kiel öffne im Mai wieder für alle Schiffe"
LONGER = "Die Kräne dafür seien schon bestellt und lägen in Rostock bereit"


def read(text, _published=None, _gazetteer=None):
    """An extraction by hand: each sentence is a claim; "schlecht" breaks it."""
    if "schlecht" in text:
        raise RuntimeError("this text is bad")
    words = [one.strip() for one in text.split(".") if one.strip()]
    made = extraction(text, *(claim(text, one, number=str(n)) for n, one in enumerate(words)))
    return Extraction(made.text, made.sha256, EXTRACTOR, made.provenance, made.claims)


@pytest.fixture(autouse=True)
def reads(monkeypatch):
    """The texts that were read, in order; by hand."""
    done = []

    def one(text, published=None, gazetteer=None):
        done.append(text)
        return read(text, published, gazetteer)

    monkeypatch.setattr(draft_work, "extract", one)
    monkeypatch.setattr(work, "extract", one)
    monkeypatch.setattr(
        work, "extract_many", lambda articles, gazetteer=None: (one(*each, gazetteer) for each in articles)
    )
    monkeypatch.setattr(work, "Gazetteer", lambda known: known)
    monkeypatch.setattr("sources.actions.by_slug", dict)
    return done


pytestmark = pytest.mark.django_db


def worked(row):
    Worker().drain()
    row.refresh_from_db()
    return row


def test_drafts_are_read_before_articles(reads):
    ArticleFactory(text="Ein Artikel.", state="waiting")
    row = worked(DraftFactory(text="Ein Entwurf. Zwei Sätze."))
    assert reads == ["Ein Entwurf. Zwei Sätze.", "Ein Artikel."]
    assert (row.state, row.claims_count, row.leased_by) == ("ready", 2, "")
    assert row.holds_for(None)
    assert not row.holds_for(date(2026, 11, 20))


def test_what_is_asked_for_by_name_reads_no_drafts(reads):
    DraftFactory()
    Worker().drain(among=[ArticleFactory(text="Nur der.", state="waiting").pk])
    assert reads == ["Nur der."]


def test_a_worker_that_looks_sees_drafts():
    assert not Worker().something_waits()
    DraftFactory()
    assert Worker().something_waits()


def test_a_bad_text_says_so_and_costs_no_other():
    bad, good = DraftFactory(text="schlecht"), DraftFactory(text="Gut.")
    worked(good)
    bad.refresh_from_db()
    assert (bad.state, bad.fault, good.state) == ("failed", "unreadable", "ready")


def test_a_database_that_is_away_is_no_fault_of_the_draft(monkeypatch):
    def away(**_told):
        raise OperationalError("gone")

    monkeypatch.setattr(draft_work, "keep_found", away)
    row = DraftFactory()
    with pytest.raises(OperationalError):
        Worker().drain()
    row.refresh_from_db()
    assert (row.state, row.fault) == ("waiting", "")


def test_what_was_found_in_a_draft_is_not_looked_for_again(reads):
    row = worked(DraftFactory(text="Ein Entwurf."))
    article, _created = store_draft(draft=row, now=timezone.now())
    ArticleFactory(text="Ein Artikel.", state="waiting")
    Worker().drain()
    assert reads == ["Ein Entwurf.", "Ein Artikel."]
    assert set(Article.objects.values_list("state", flat=True)) == {"done"}
    assert Mention.objects.get(extraction__article=article).text == "Ein Entwurf"


def test_a_page_gives_its_text_and_what_it_says_of_itself():
    row = worked(DraftFactory(text="", page=HTML, way="file", title="Eigener Titel"))
    assert (row.state, row.page, row.title) == ("ready", "", "Eigener Titel")
    assert (row.outlet_name, row.published_on, row.read_for) == ("Elbblatt", date(2026, 11, 20), date(2026, 11, 20))
    assert row.text.startswith("Hafen öffnet")


def test_a_page_without_an_article_says_so():
    assert worked(DraftFactory(text="", page="<html><body></body></html>")).fault == "no_text"


def test_a_page_in_another_language_says_so():
    words = "The minister said on Friday that the treaty had been in force since May and would not be extended. " * 5
    page = f"<html><body><article><h1>Treaty</h1><p>{words}</p></article></body></html>"
    row = worked(DraftFactory(text="", page=page))
    assert (row.fault, row.detail) == ("not_german", "en")


def test_an_address_that_is_private_is_not_fetched():
    row = worked(DraftFactory(text="", url="http://127.0.0.1/", way="address"))
    assert (row.state, row.fault) == ("failed", "private")


def test_why_a_page_could_not_be_had_is_kept(monkeypatch):
    def refuse(_url, *, loopback):
        assert not loopback
        raise Unfetchable("status", "404")

    monkeypatch.setattr(draft_work, "fetch", refuse)
    row = worked(DraftFactory(text="", url="https://a.example/", way="address"))
    assert (row.fault, row.detail) == ("status", "404")


@pytest.mark.parametrize(("charset", "state"), [("iso-8859-1", "ready"), ("", "failed")])
def test_plain_text_at_an_address_is_read_as_it_is(monkeypatch, charset, state):
    page = Page("https://a.example/", "Der Hafen öffnet.".encode("latin-1"), charset, plain=True)
    monkeypatch.setattr(draft_work, "fetch", lambda _url, *, loopback: page)  # noqa: ARG005 - as it is called
    assert worked(DraftFactory(text="", url="https://a.example/", way="address")).state == state


class Paper(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(HTML.encode())

    def log_message(self, *_words):
        """Nothing is written."""


def test_this_machine_is_fetched_from_where_a_test_says_so(settings):
    settings.FETCHES_LOOPBACK = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    row = worked(DraftFactory(text="", url=f"http://127.0.0.1:{server.server_port}/1", way="address"))
    server.shutdown()
    server.server_close()
    thread.join()
    assert (row.state, row.title) == ("ready", "Hafen öffnet")


@pytest.mark.parametrize(
    ("shared", "alike"), [((LONG, LONGER), True), ((LONG,), False), (("Kurz gesagt", "Auch kurz"), False)]
)
def test_articles_that_share_half_of_its_long_statements_are_named(shared, alike):
    other = ArticleFactory(text=". ".join(shared))
    first, *rest = shared
    mention = MentionFactory(extraction__article=other, text=first)
    for words in rest:
        MentionFactory(extraction=mention.extraction, text=words)
    row = worked(
        DraftFactory(
            text=f"{LONG}. {LONGER}. Kurz gesagt. Auch kurz. Das hier steht nur in diesem einen Artikel allein."
        )
    )
    assert row.alike == ([other.pk] if alike else [])


def test_a_running_worker_removes_what_is_over():
    DraftFactory(created_at=timezone.now() - timedelta(days=2))
    waits = []
    Worker(stopped=lambda: bool(waits)).run(waits.append)
    assert not Draft.objects.exists()
