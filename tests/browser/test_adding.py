"""From signing in to a stored article, in a real browser with a worker beside it: with JavaScript and without."""

import threading

import pytest
from django.core import mail
from django.db import connection
from playwright.sync_api import expect

from claims import draft_work, work
from claims.extraction.types import Extraction
from claims.extraction.version import EXTRACTOR
from claims.work import Worker
from sources.models import Article
from tests.browser.test_access import serious
from tests.browser.test_walk import log_in
from tests.claims.building import claim, extraction, figure, hop
from tests.draft_factories import DraftFactory

TEXT = "Hafen öffnet\n\nDer Hafen habe 300 Kräne, sagte Ida Vogel der Tagespost am Freitag."

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
pytestmark = pytest.mark.django_db(transaction=True)


def read(text, _published=None, _gazetteer=None):
    """One claim, by hand: what the pages do is the matter here, not what is found."""
    chain = (hop(text, "Ida Vogel", "Ida Vogel", "person", cue="sagte"), hop(text, "Tagespost", "Tagespost", "outlet"))
    figures = (figure(text, "300 Kräne", 300, 300, unit="Kräne"),)
    one = claim(text, "Der Hafen habe 300 Kräne", form="indirect", chain=chain, quantities=figures)
    made = extraction(text, one)
    return Extraction(made.text, made.sha256, EXTRACTOR, made.provenance, made.claims)


@pytest.fixture
def worker(monkeypatch, world):  # noqa: ARG001 - the database is there before it
    """Starts a worker that runs beside the server until the test ends; it reads by hand."""
    monkeypatch.setattr(draft_work, "extract", read)
    monkeypatch.setattr(work, "Gazetteer", lambda known: known)
    end = threading.Event()

    def run():
        try:
            Worker(stopped=end.is_set).run(end.wait)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    yield thread.start
    end.set()
    if thread.ident:
        thread.join()


def ask_again(page, link, there):
    """What somebody without scripts does until it is there. The tests ask the page, not the database: one in memory is locked
    to readers while the worker writes."""
    for _attempt in range(100):
        page.wait_for_timeout(200)
        if there.is_visible():
            return
        again = page.get_by_role("link", name=link)
        again.click() if again.count() else page.reload()
    expect(there).to_be_visible()


@scripts
def test_an_article_is_read_looked_at_and_stored(reader, editor, worker, scripts):
    page = reader(java_script_enabled=scripts)
    log_in(page)
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Text").fill(TEXT)
    page.get_by_label("Outlet", exact=True).fill("Elbblatt")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#progress")).to_contain_text("next one to be read")
    worker()
    if not scripts:
        ask_again(page, "Reload", page.get_by_role("heading", name="1 claim found"))
    expect(page.get_by_role("heading", name="1 claim found")).to_be_visible()
    expect(page.locator(".found")).to_contain_text("300 Kräne")
    expect(page.locator(".found .path")).to_contain_text("Ida Vogel")
    expect(page.locator(".article-text a.said")).to_have_text("Der Hafen habe 300 Kräne")
    assert not Article.objects.filter(title="Kräne in Kiel").exists()
    page.get_by_label("Title").fill("Kräne in Kiel")
    page.get_by_role("button", name="Store", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kräne in Kiel")
    expect(page.get_by_text("The article was stored.")).to_be_visible()
    if not scripts:
        ask_again(page, "Look again", page.locator(".article-text a.said").first)
    expect(page.locator(".article-text a.said").first).to_be_visible()
    article = Article.objects.get(title="Kräne in Kiel")
    assert (article.state, article.added_by, article.outlet.name) == ("done", editor, "Elbblatt")
    page.get_by_role("link", name="My account").click()
    expect(page.get_by_role("link", name="Kräne in Kiel")).to_be_visible()


@scripts
def test_several_files_are_looked_at_in_a_list(reader, editor, worker, scripts):  # noqa: ARG001 - the editor logs in
    page = reader(java_script_enabled=scripts)
    log_in(page)
    page.goto("/add/")
    files = [
        {"name": f"{number}.txt", "mimeType": "text/plain", "buffer": f"{TEXT} ({number})".encode()}
        for number in range(2)
    ]
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".drafts .state")).to_have_text(["waiting", "waiting"])
    worker()
    if not scripts:
        ask_again(page, "Reload", page.locator(".drafts .state").get_by_text("1 claim found").nth(1))
    expect(page.locator(".drafts .state")).to_have_text(["1 claim found", "1 claim found"])
    page.get_by_role("button", name="Store all 2 that are ready").click()
    expect(page.get_by_text("2 articles were stored.")).to_be_visible()
    assert Article.objects.filter(body__text__startswith="Hafen öffnet").count() == 2


def test_outlets_that_are_there_are_suggested(reader, editor, world):  # noqa: ARG001 - the editor logs in
    page = reader()
    log_in(page)
    page.goto("/add/")
    name = world.article.outlet.name
    page.get_by_label("Outlet", exact=True).press_sequentially(name[:5])
    expect(page.locator(f'#outlet-names option[value="{name}"]')).to_have_count(1)


def test_a_password_can_be_looked_at(reader, world):  # noqa: ARG001 - there is a page
    page = reader()
    page.goto("/login/")
    field = page.get_by_label("Password", exact=True)
    field.fill("Elbe-Ufer-7")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("Elbe-Ufer-7")
    page.get_by_role("button", name="Hide", exact=True).click()
    expect(field).to_have_attribute("type", "password")


@scripts
def test_a_forgotten_password_is_set_anew(reader, editor, live_server, scripts):
    editor.email = "editor@example.org"
    editor.save()
    page = reader(java_script_enabled=scripts)
    page.goto("/login/")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("Email").fill("editor@example.org")
    page.get_by_role("button", name="Send the mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    while not mail.outbox:
        page.wait_for_timeout(100)
    page.goto(next(word for word in mail.outbox[0].body.split() if word.startswith(live_server.url)))
    page.get_by_label("New password", exact=True).fill("Deich-und-Watt-9")
    page.get_by_label("New password confirmation", exact=True).fill("Deich-und-Watt-9")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("Sign in with the new one.")).to_be_visible()
    editor.refresh_from_db()
    assert editor.check_password("Deich-und-Watt-9")


@pytest.fixture
def addresses(editor, worker):
    """The pages of drafts in every state, and those of accounts."""
    from claims.extraction.packing import packed  # noqa: PLC0415  beside what uses it

    waiting = DraftFactory(owner=editor)
    failed = DraftFactory(owner=editor, state="failed", fault="slow", title="Ein sehr langer Titel " * 20)
    told = {"state": "ready", "found": packed(read(TEXT)), "claims_count": 1, "outlet_name": "Elbblatt" * 20}
    rows = (waiting, failed, DraftFactory(owner=editor, text=TEXT, **told))
    assert worker
    return [*(f"/add/drafts/{row.pk}/" for row in rows), "/add/drafts/", "/add/", "/account/", "/account/password/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(reader, addresses, scheme, width):
    page = reader(color_scheme=scheme, viewport={"width": width, "height": 800})
    log_in(page)
    faults = {}
    for address in addresses:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults[address] = [*serious(page), *([f"{wide} wide"] if wide > width else [])]
    assert {address: found for address, found in faults.items() if found} == {}
