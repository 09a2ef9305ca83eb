"""The list of claims as a workbench in a real browser: facets, keyboard, density, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import serious
from tests.claims.test_filter_twin import derive
from tests.factories import ActorFactory, MentionActorFactory

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
PHONE = {"viewport": {"width": 390, "height": 800}}
LONG = "Landesverteidigungsministeriumssprecherin" * 6


def facet(page, name):
    return page.locator(f"#facet-{name}")


@scripts
def test_facets_add_up_and_are_taken_back(reader, world, scripts):  # noqa: ARG001 - there is something to list
    page = reader(java_script_enabled=scripts)
    page.goto("/claims/")
    facet(page, "form-direct").click()
    expect(page.locator(".card")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/claims/\?form=direct$"))
    expect(facet(page, "form-direct")).to_have_attribute("aria-current", "true")
    facet(page, "form-indirect").click()
    expect(page.locator(".card")).to_have_count(6)
    facet(page, "form-direct").click()
    expect(page.locator(".card")).to_have_count(4)
    expect(page.locator(".chip")).to_have_count(1)
    page.go_back()
    expect(page.locator(".card")).to_have_count(6)
    expect(page.locator(".chip")).to_have_count(2)
    page.locator(".chip").first.click()
    expect(page.locator(".chip")).to_have_count(1)


def test_a_facet_changes_the_list_in_place_and_keeps_the_focus(reader, world):  # noqa: ARG001 - there is something to list
    page = reader()
    page.goto("/claims/")
    page.evaluate("window.same = true")
    facet(page, "form-direct").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(2)
    expect(facet(page, "form-direct")).to_be_focused()
    assert page.evaluate("window.same")
    expect(page.locator("link[type='application/atom+xml']")).to_have_attribute("href", "/claims/feed.atom?form=direct")
    expect(page.locator(".masthead input[name=next]").first).to_have_value("/claims/?form=direct")
    page.locator(".chip").click()  # which is gone then
    expect(page.locator(".card")).to_have_count(6)
    expect(page.locator("#results")).to_be_focused()


def test_the_form_stays_open_and_where_it_was(reader, world):
    page = reader()
    page.goto("/claims/?form=indirect")
    page.get_by_text("Words, names, dates").click()
    page.get_by_label("About").fill(world.russia.name)
    page.keyboard.press("Tab")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.get_by_label("Said by")).to_be_focused()
    expect(page).to_have_url(re.compile("form=indirect"))


def test_claims_are_walked_by_keys(reader, world):  # noqa: ARG001 - there is something to list
    page = reader()
    page.goto("/claims/")
    links = page.locator("#results .card .statement a")
    page.keyboard.press("k")
    expect(links.last).to_be_focused()
    page.reload()
    for number in (0, 1):
        page.keyboard.press("j")
        expect(links.nth(number)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(links.first).to_be_focused()
    page.keyboard.press("Control+j")
    expect(links.first).to_be_focused()
    target = links.first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{target}$"))


def test_the_search_is_a_key_away_and_types_every_key(reader, world):  # noqa: ARG001 - there is something to list
    page = reader()
    page.goto("/claims/")
    search = page.locator("#search")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("jk/?")
    expect(search).to_have_value("jk/?")
    expect(page.locator("#keys")).to_be_hidden()


def test_help_is_a_dialog_that_closes_by_escape(reader, world):  # noqa: ARG001 - there is something to list
    page = reader()
    page.goto("/claims/")
    page.keyboard.press("j")
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keyboard")
    expect(help_).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("j")
    expect(help_).to_be_visible()
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    expect(page.locator("#results .card .statement a").first).to_be_focused()
    page.get_by_role("button", name="Keyboard").click()
    help_.get_by_role("button", name="Close").click()
    expect(help_).to_be_hidden()


def test_without_scripts_no_help_is_promised(reader, world):  # noqa: ARG001 - there is something to list
    page = reader(java_script_enabled=False)
    page.goto("/claims/")
    expect(page.get_by_role("button", name="Keyboard")).to_have_count(0)
    expect(page.locator("#keys")).to_be_hidden()


@scripts
def test_on_a_phone_facets_are_folded(reader, world, scripts):  # noqa: ARG001 - there is something to list
    page = reader(java_script_enabled=scripts, **PHONE)
    page.goto("/claims/")
    expect(facet(page, "form-direct")).to_be_hidden()
    page.locator("#fold summary").click()
    facet(page, "form-direct").click()
    expect(page.locator(".card")).to_have_count(2)
    if scripts:
        expect(facet(page, "form-direct")).to_be_visible()


@scripts
def test_a_dense_list_stays_dense(reader, world, scripts):  # noqa: ARG001 - there is something to list
    page = reader(java_script_enabled=scripts)
    page.goto("/claims/?form=direct")
    page.get_by_role("button", name="Compact").click()
    expect(page.locator(".card.compact")).to_have_count(2)
    expect(page).to_have_url(re.compile("form=direct"))
    page.goto("/claims/")
    expect(page.locator(".card.compact")).to_have_count(6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_long_names_fit_and_axe_finds_nothing_serious(reader, world, scheme):
    MentionActorFactory(mention=world.inner, actor=ActorFactory(name=LONG))
    derive()
    page = reader(color_scheme=scheme, **PHONE)
    for address in ("/claims/", "/claims/?form=direct&more=actor", "/claims/?form=narrative", "/claims/export.csv?x=1"):
        page.goto(address)
        page.locator("#fold summary").click()
        for saving in page.locator(".saving summary").all():
            saving.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert serious(page) == [], address
