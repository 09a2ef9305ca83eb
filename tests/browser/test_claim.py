"""The page of a claim and its card in a real browser: hops opened by key, the way into the article, copying, paper, frames."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from claims.review import decide
from claims.vocabulary import Status
from tests.browser.conftest import PATIENCE
from tests.browser.test_access import serious
from tests.browser.test_walk import log_in
from tests.factories import NOON, AttributionFactory, MentionFactory, RelationFactory, UserFactory

LONG = "Landesverteidigungsministeriumssprecherinnenkonferenz" * 4


@pytest.fixture
def claim(world):
    """A claim with 25 mentions, a decision, and another that stands against it, all with long words."""
    claim = world.inner.claim
    for _number in range(24):
        mention = MentionFactory(claim=claim, extraction__article__title=LONG)
        AttributionFactory(mention=mention, actor__name=LONG, actor__kind="person", role=LONG, affiliation=LONG)
    Claim.objects.filter(pk=claim.pk).update(statement=f"{claim.statement} {LONG}" * 3)
    other = MentionFactory(claim__statement=LONG).claim
    RelationFactory(from_claim=claim, to_claim=other, kind="contradicts")
    decide(claims=Claim.objects.filter(pk=claim.pk), status=Status.ACCEPTED, user=UserFactory(), now=NOON)
    claim.refresh_from_db()
    return claim


def test_a_hop_is_opened_by_key_without_scripts(reader, world):
    page = reader(java_script_enabled=False)
    page.goto(f"/claims/{world.outer.claim_id}/")
    words = page.locator(".hop-facts q").first
    expect(words).to_be_hidden()
    page.locator(".hop summary").first.focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    expect(words).to_have_text("Anna Alt")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_the_way_leads_into_the_place_in_the_article(reader, editor, world):  # noqa: ARG001 - the editor may read it
    page = reader()
    log_in(page)
    page.goto(f"/claims/{world.inner.claim_id}/")
    page.get_by_role("link", name="This place in the article").click()
    page.wait_for_url(f"**/articles/{world.article.pk}/#m{world.inner.pk}")
    expect(page.locator(":target").first).to_be_in_viewport()
    expect(page.locator(":target").first).to_contain_text("erhielt Russland")


def test_a_citation_is_copied(reader, world):
    page = reader()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/claims/{world.inner.claim_id}/")
    for name, start in (
        ("Text, German", "„erhielt Russland"),
        ("BibTeX", "@misc{"),
        ("Code of the card", "<iframe src="),
    ):
        page.get_by_role("button", name=f"Copy: {name}").click()
        expect(page.get_by_role("status").filter(has_text=f"{name}: Copied")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()").startswith(start)


def test_more_mentions_are_reached_without_scripts(reader, claim):
    page = reader(java_script_enabled=False)
    page.goto(f"/claims/{claim.pk}/")
    expect(page.locator("article.mention")).to_have_count(20)
    page.get_by_role("navigation", name="Pages of mentions", exact=True).get_by_role("link", name="Next").click()
    expect(page.locator("article.mention")).to_have_count(5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(reader, claim, scheme):
    page = reader(color_scheme=scheme)
    faults = {}
    for address in (f"/claims/{claim.pk}/", f"/claims/{claim.pk}/embed/", "/claims/999999/embed/?lang=de"):
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        faults[address] = serious(page)
    assert {address: found for address, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", ["en-GB", "de-DE"])
def test_nothing_is_wider_than_a_phone(reader, claim, language):
    page = reader(viewport={"width": 390, "height": 800}, extra_http_headers={"Accept-Language": language})
    for address in (f"/claims/{claim.pk}/", f"/claims/{claim.pk}/embed/"):
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_paper_gets_chain_context_and_citation_without_navigation(reader, world):
    page = reader(java_script_enabled=False)
    page.goto(f"/claims/{world.inner.claim_id}/")
    page.emulate_media(media="print")
    for shown in ("h1", "blockquote.context", ".hop-facts q", "#cite-de"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".masthead nav", ".search", ".jumps", "#embed-code", "#cite-bib", ".colophon"):
        expect(page.locator(hidden)).to_be_hidden()


def test_a_foreign_page_shows_the_card_and_nothing_else(browser, world, live_server):
    """A page of another origin (the same machine by its number) frames the card by the code that the page of the claim
    offers, and that page itself."""
    context = browser.new_context()
    page = context.new_page()
    address = f"{live_server.url}/claims/{world.inner.claim_id}/"
    page.goto(address)
    code = page.locator("#embed-code").inner_text()
    context.clear_cookies()
    page.goto(live_server.url.replace("localhost", "127.0.0.1") + "/healthz/")
    page.set_content(f'<!DOCTYPE html><title>Foreign</title>{code}<iframe src="{address}" title="whole"></iframe>')
    card = page.frame_locator("iframe[title^=factbase]")
    expect(card.get_by_role("heading")).to_have_text(world.inner.claim.statement, timeout=PATIENCE)
    expect(card.get_by_role("link")).to_have_attribute("target", "_blank")
    assert card.locator("body").evaluate("body => getComputedStyle(body).display") == "flex", "its style is allowed"
    whole = page.frames[-1]
    whole.wait_for_load_state()
    assert whole.url.startswith("chrome-error:"), "refused"
    context.close()


def test_a_card_leaves_no_cookie(reader, world):
    page = reader()
    page.goto(f"/claims/{world.inner.claim_id}/embed/")
    assert page.context.cookies() == []
