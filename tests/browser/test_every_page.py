"""Every page, walked once in each look and language: nobody is shut out, nothing is asked of others, no policy is broken.

What `reader` watches (requests to other hosts, failing scripts, refusals by the policy) is held at its end."""

import pytest
from django.urls import reverse

from tests.browser.conftest import refusals
from tests.browser.every_page import DOCS, EDITORS_PAGES, admin_pages, every_page
from tests.browser.test_access import serious
from tests.browser.test_admin import log_in as log_in_as_curator
from tests.browser.test_walk import log_in
from tests.factories import UserFactory

# Four readers, so that each width, look and language meets each of the others once.
READERS = pytest.mark.parametrize(
    ("width", "look", "language"),
    [(1440, "light", "en"), (1440, "dark", "de"), (390, "light", "de"), (390, "dark", "en")],
)


@pytest.fixture
def addresses(world):
    return every_page(world)


@READERS
def test_axe_finds_nothing_serious_and_no_page_is_too_wide(reader, addresses, editor, width, look, language):  # noqa: ARG001 - somebody logs in
    page = reader(
        viewport={"width": width, "height": 900},
        color_scheme=look,
        locale={"en": "en-GB", "de": "de-DE"}[language],
    )
    faults = {address: looked_at(page, address, language, width) for address in addresses}
    log_in(page, language)
    faults |= {f"{address} (logged in)": looked_at(page, address, language, width) for address in EDITORS_PAGES}
    assert {address: found for address, found in faults.items() if found} == {}


def looked_at(page, address, language, width):
    """What is wrong with a page."""
    page.goto(address)
    found = serious(page)
    if page.evaluate("document.documentElement.lang") != language:
        found.append("in the wrong language")
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("too wide")
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_switch_beats_the_system(reader, addresses, look):
    """The other look than the system's, chosen by the switch, is as easy to read."""
    page = reader(color_scheme="dark" if look == "light" else "light")
    page.goto("/")
    page.get_by_role("button", name=look.capitalize()).click()
    ground = {}
    for address in ("/", addresses[4], "/styleguide/"):
        page.goto(address)
        ground[address] = (serious(page), page.evaluate("getComputedStyle(document.body).backgroundColor"))
    paper = "rgb(251, 249, 244)" if look == "light" else "rgb(22, 21, 19)"
    assert ground == dict.fromkeys(ground, ([], paper))


def test_the_administration_keeps_to_its_policy(reader, world):
    curator = UserFactory(username="curator", is_staff=True, is_superuser=True)
    curator.set_password("Elbe-Ufer-7")
    curator.save()
    page = reader()
    log_in_as_curator(page)
    for address in admin_pages(world):
        page.goto(address)
        page.wait_for_function("document.readyState === 'complete'")
    page.goto(reverse("admin:claims_claim_changelist"))
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--color-primary-600')")


def test_the_description_of_the_api_keeps_to_its_policy(reader, world):  # noqa: ARG001 - the server answers from it
    page = reader()
    page.goto(DOCS)
    page.locator(".opblock-summary-control").first.click()
    page.locator(".opblock.is-open").first.wait_for()
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_a_refusal_of_the_policy_would_be_seen(browser, live_server, world):  # noqa: ARG001 - the server answers from it
    context = browser.new_context(base_url=live_server.url)
    seen = refusals(context)
    page = context.new_page()
    page.goto("/login/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.x = 1'}))"
    )
    assert page.evaluate("window.x") is None
    page.wait_for_timeout(100)
    context.close()
    assert len(seen) == 2
