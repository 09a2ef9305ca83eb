"""Pages with pictures in a real browser: readable by everybody, on a phone, by keyboard, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import serious
from tests.claims.views.test_home import fill
from tests.factories import ActorFactory, AttributionFactory, ClaimActorFactory, MentionFactory

LONG = "Landesverteidigungsministeriumssprecherin" * 5


@pytest.fixture
def pictures(world):
    """The addresses of pages with pictures, with long names, chains and peaks."""
    fill()
    agency = ActorFactory(kind="outlet", name=LONG)
    for number in range(30):
        mention = MentionFactory(polarity="negative" if number % 3 else "positive")
        AttributionFactory(mention=mention, actor=ActorFactory(kind="person", name=f"{LONG} {number}"))
        AttributionFactory(mention=mention, actor=agency, position=1)
        ClaimActorFactory(claim=mention.claim, actor=world.russia)
    slug = world.russia.slug
    return ["/", "/timeline/", f"/timeline/?actor={slug}", "/network/", f"/network/?actor={slug}", f"/actors/{slug}/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(reader, pictures, scheme):
    page = reader(color_scheme=scheme)
    faults = {}
    for address in [*pictures, "/timeline/?x=1", "/network/?actor=Niemand"]:
        page.goto(address)
        faults[address] = serious(page)
    assert {address: found for address, found in faults.items() if found} == {}


def test_axe_finds_nothing_serious_on_a_new_front_page(reader, transactional_db):  # noqa: ARG001 - it is empty
    page = reader()
    page.goto("/")
    expect(page.get_by_role("heading", name="There is nothing here yet")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("language", ["en-GB", "de-DE"])
def test_nothing_is_wider_than_a_phone(reader, pictures, language):
    page = reader(viewport={"width": 390, "height": 800}, extra_http_headers={"Accept-Language": language})
    wide = {}
    for address in pictures:
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 390} == {}


def test_a_column_leads_to_its_claims_and_a_line_to_those_of_a_citation(reader, pictures):
    page = reader(java_script_enabled=False)
    page.goto(pictures[2])
    page.locator(".chart-wide a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("published_after="))
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("claim")
    page.goto("/network/")
    page.locator(".network .edge").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Claims in which one cites another")
    expect(page.locator(".card").first).to_be_visible()


def test_a_wide_picture_scrolls_by_key_in_a_region_of_its_own(reader, pictures):
    page = reader(viewport={"width": 390, "height": 800})
    page.goto(pictures[3])
    region = page.get_by_role("region", name="Picture of who cites whom")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.network-box').scrollLeft > 0")


def test_the_picture_can_be_skipped(reader, pictures):
    page = reader()
    page.goto(pictures[3])
    link = page.get_by_role("link", name="Skip the picture")
    link.focus()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Every citation")).to_be_focused()


def test_paper_gets_the_picture_without_buttons(reader, pictures):
    page = reader()
    page.emulate_media(media="print")
    page.goto(pictures[2])
    expect(page.locator(".chart-wide")).to_be_visible()
    expect(page.get_by_role("link", name="CSV")).to_be_hidden()
