"""Nobody is shut out: axe finds nothing serious on any page, and no page is wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_walk import log_in
from tests.factories import ArticleFactory, MentionFactory, QuantityFactory, RelationFactory

LISTS = ("/claims/", "/disputed/", "/articles/", "/actors/", "/experts/", "/outlets/")


@pytest.fixture
def addresses(world):
    """Every page that there is, errors and states included; with a disputed figure on the front page."""
    for value in (300, 900):
        QuantityFactory(mention=world.inner, value=value, concept="shells", unit="Granaten")
    pair = {"from_claim": world.outer.claim, "to_claim": world.broken.claim}
    reasons = [{"code": "figures_apart", "one": "rund 300 Granaten", "other": "sehr viel"}]
    RelationFactory(**pair, kind="contradicts", reasons=reasons)
    RelationFactory(**pair, kind="supports", status="confirmed")
    MentionFactory(claim=world.inner.claim, polarity="negative")
    type(world.inner.claim).objects.filter(pk=world.inner.claim_id).update(denied=True)
    waiting, failed = ArticleFactory(state="waiting"), ArticleFactory(state="failed", error="x")
    return [
        "/",
        *LISTS,
        "/claims/?actor=Niemand&form=direct",
        "/claims/?nonsense=1",
        f"/claims/{world.inner.claim_id}/",
        f"/claims/{world.outer.claim_id}/",
        *(f"/articles/{article.pk}/" for article in (world.article, waiting, failed)),
        f"/actors/{world.expert.slug}/",
        f"/actors/{world.article.outlet.slug}/",
        "/nowhere/",
    ]


def serious(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(reader, addresses, editor, scheme):  # noqa: ARG001 - somebody logs in
    page = reader(color_scheme=scheme)
    faults = {}
    for address in [*addresses, "/login/", "/reset/", "/reset/sent/"]:
        page.goto(address)
        faults[address] = serious(page)
    log_in(page)
    for address in (
        "/add/",
        next(
            address
            for address in addresses
            if address.startswith("/articles/") and "?" not in address and address != "/articles/"
        ),
    ):
        page.goto(address)
        faults[f"{address} (logged in)"] = serious(page)
    assert {address: found for address, found in faults.items() if found} == {}


def test_no_page_is_wider_than_a_phone(reader, addresses):
    page = reader(viewport={"width": 360, "height": 700}, has_touch=True)
    wide = {}
    for address in [*addresses, "/login/", "/reset/", "/reset/sent/"]:
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 360} == {}


def test_the_first_key_leads_to_the_content(reader, world):  # noqa: ARG001 - there is something to look at
    page = reader()
    page.goto("/claims/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
