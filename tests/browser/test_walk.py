"""The walk that a reader takes, with JavaScript and without: search, filter, claim, article."""

import re

import pytest
from playwright.sync_api import expect

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


LOGGING_IN = {
    "en": ("Username", "Password", "Log in", "Log out"),
    "de": ("Benutzername", "Passwort", "Anmelden", "Abmelden"),
}


def log_in(page, language="en"):
    name, password, enter, leave = LOGGING_IN[language]
    page.goto("/login/")
    page.get_by_label(name).fill("editor")
    page.get_by_label(password).fill("Elbe-Ufer-7")
    page.get_by_role("main").get_by_role("button", name=enter).click()
    expect(page.get_by_role("button", name=leave)).to_be_visible()


@scripts
def test_from_a_search_to_the_marked_article(reader, editor, world, scripts):  # noqa: ARG001 - the editor may read it
    page = reader(java_script_enabled=scripts)
    log_in(page)
    page.goto("/")
    page.locator("#home-search").fill("Granaten")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="All claims found").click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("4 claims")
    page.get_by_label("About").fill(world.russia.name)
    if scripts:
        page.get_by_label("About").blur()
    else:
        page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("1 claim")
    expect(page).to_have_url(re.compile(r"/claims/\?.*actor=Russia"))
    page.locator(".card .statement a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(world.inner.text)
    page.get_by_role("link", name="Granaten für Moskau").click()
    mark = page.locator(f"#m{world.inner.pk}")
    expect(mark).to_be_visible()
    mark.click()
    page.locator(f"#n{world.inner.pk}").get_by_role("link", name="Claim").click()
    expect(page).to_have_url(re.compile(f"/claims/{world.inner.claim_id}/$"))


@scripts
def test_a_chip_takes_its_filter_away(reader, world, scripts):  # noqa: ARG001 - there is something to list
    page = reader(java_script_enabled=scripts)
    page.goto("/claims/?form=direct")
    expect(page.locator(".card")).to_have_count(2)
    page.locator(".chip").click()
    expect(page.locator(".card")).to_have_count(6)


@scripts
def test_look_and_language_are_switched(reader, world, scripts):  # noqa: ARG001 - there is something to look at
    page = reader(java_script_enabled=scripts, color_scheme="light")
    page.goto("/claims/")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aussagen")
