"""The pages of an actor, an expert and an outlet in a real browser: readable by everybody, with any names, on a phone."""

import pytest
from playwright.sync_api import expect

from claims.vocabulary import Part
from tests.browser.test_access import serious
from tests.factories import (
    ActorFactory,
    AffiliationFactory,
    AliasFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    MentionFactory,
    QuantityFactory,
    UsedSourceFactory,
)

LONG = "Landesverteidigungsministeriumssprecherin" * 7
ARABIC = "وزارة الدفاع"


@pytest.fixture
def profiles(world):
    """The addresses of pages with long, Arabic and many names, with shares and several pages of statements."""
    person, outlet = world.expert, world.article.outlet
    company = ActorFactory(name=LONG, kind="organisation", part_of=ActorFactory(name=LONG))
    for name in (LONG, ARABIC, *(f"Name {number}" for number in range(40))):
        AliasFactory(actor=world.russia, text=name, language="ar" if name == ARABIC else "de")
    AffiliationFactory(person=person, role=LONG, organisation_name=ARABIC, organisation=world.russia)
    for number in range(25):
        mention = MentionFactory(extraction__article=ArticleFactory(outlet=outlet, published_on=None))
        AttributionFactory(mention=mention, actor=person)
        AttributionFactory(mention=mention, position=1, actor=ActorFactory(kind="outlet", name=f"{ARABIC} {number}"))
        ClaimActorFactory(claim=mention.claim, actor=person, part=Part.SOURCE)
        for actor in (world.russia, ActorFactory(name=f"{LONG} {number}"), company):
            ClaimActorFactory(claim=mention.claim, actor=actor)
    QuantityFactory(mention=mention, unit=LONG[:200])
    UsedSourceFactory(article=world.article, outlet_name=LONG)
    UsedSourceFactory(outlet=outlet)
    slugs = [actor.slug for actor in (world.russia, person, outlet, company)]
    return [*(f"/actors/{slug}/" for slug in slugs), f"/actors/{slugs[0]}/with/{slugs[3]}/", "/actors/?sort=claims"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(reader, profiles, scheme):
    page = reader(color_scheme=scheme)
    faults = {}
    for address in profiles:
        page.goto(address)
        faults[address] = serious(page)
    assert {address: found for address, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", ["en-GB", "de-DE"])
def test_nothing_is_wider_than_a_phone(reader, profiles, language):
    page = reader(viewport={"width": 390, "height": 800}, extra_http_headers={"Accept-Language": language})
    wide = {}
    for address in profiles:
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 390} == {}


def test_from_an_actor_to_an_expert_to_an_outlet_and_on(reader, profiles, world):
    page = reader(java_script_enabled=False)
    page.goto(profiles[0])
    page.get_by_role("region", name="Appears with").get_by_role("link", name="25 claims").first.click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("25 claims, the newest first")
    page.goto(profiles[1])
    statements = page.get_by_role("region", name="What Anna Alt")
    statements.get_by_role("link", name="Next").click()
    expect(statements.get_by_text("Page 2 of 2")).to_be_visible()
    page.get_by_role("region", name="Who quotes them").get_by_role("link", name=world.article.outlet.name).first.click()
    shares = page.get_by_role("table", name="First and second hand")
    expect(shares.get_by_role("row", name="second hand")).to_contain_text("%")


def test_folded_names_open_by_key(reader, profiles):
    page = reader()
    page.goto(profiles[0])
    name = page.get_by_text("Name 9", exact=True)
    expect(name).to_be_hidden()
    page.get_by_role("region", name="Names").locator("summary").focus()
    page.keyboard.press("Enter")
    expect(name).to_be_visible()


def test_paper_gets_the_claims_without_the_buttons(reader, profiles):
    page = reader()
    page.emulate_media(media="print")
    page.goto(profiles[1])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("nav.paging")).to_be_hidden()
