"""A real browser, and a watch on where its requests go. Needs chromium: skipped where it is missing, except in CI."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import sync_playwright

from claims.indexing import index_everything
from tests.claims.views.conftest import make_world
from tests.conftest import missing
from tests.factories import UserFactory

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds, for a loaded machine


@pytest.fixture(scope="package")
def browser():
    """Chromium without a window."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        missing("chromium")
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop in this thread; no query runs in it
        chromium = playwright.chromium.launch(executable_path=program, args=[*QUIET, *as_root])
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser, live_server):
    """Opens a page for a reader with these properties (java_script_enabled=False, color_scheme="dark"…). In the end no
    request may have left for another host, no script may have failed, and no policy may have refused anything."""
    contexts, asked, failed, refused = [], [], [], []

    def open_page(**properties):
        context = browser.new_context(**{"base_url": live_server.url, "locale": "en-GB", **properties})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: failed.append(str(error.error)))
        refused.append(refusals(context))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    ours = urlsplit(live_server.url).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} <= {ours}
    assert failed == []
    assert [one for seen in refused for one in seen] == []


def refusals(context):
    """A list that fills with what the Content-Security-Policy of a page refuses."""
    seen = []

    def note(message):
        if "Content Security Policy" in message.text:
            seen.append(f"{message.page.url}: {message.text}")

    context.on("console", note)
    return seen


@pytest.fixture
def world(transactional_db):  # noqa: ARG001 - the server reads what is written here
    """Articles with nested and broken claims."""
    make_world()
    found = make_world()
    index_everything()
    return found


@pytest.fixture
def editor(world):  # noqa: ARG001 - there is something to look at
    """Somebody who may add articles and read them; the password is "Elbe-Ufer-7"."""
    user = UserFactory(username="editor")
    user.set_password("Elbe-Ufer-7")
    user.save()
    rights = Permission.objects.filter(codename__in=["add_article", "view_articletext"])
    user.user_permissions.set(rights)
    return user
