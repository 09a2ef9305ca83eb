"""The search box: suggestions by keyboard and mouse, and the same search without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

BOX = "Search claims, articles, people"
scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@scripts
def test_the_box_searches_with_and_without_scripts(reader, world, scripts):  # noqa: ARG001 - there is something to find
    page = reader(java_script_enabled=scripts)
    page.goto("/claims/")
    box = page.locator("#search")
    box.fill("Granate")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=Granate$"))
    expect(page.locator("mark").first).to_have_text("Granaten")
    page.get_by_role("link", name="All claims found").click()
    expect(page).to_have_url(re.compile(r"/claims/\?q=Granate$"))
    expect(page.locator(".card mark").first).to_be_visible()


def test_a_suggestion_is_chosen_by_keyboard(reader, world):
    page = reader()
    page.goto("/claims/")
    box = page.get_by_role("combobox", name=BOX)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("Russ")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("Russ")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(f"/actors/{world.russia.slug[:6]}"))


def test_a_suggestion_is_chosen_with_the_mouse_and_leaving_the_box_closes_the_list(reader, world):  # noqa: ARG001
    page = reader()
    page.goto("/search/")
    box = page.get_by_role("main").get_by_role("combobox")
    box.press_sequentially("Granate")
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(option).to_be_hidden()
    box.press("ArrowDown")
    option.click()
    expect(page).to_have_url(re.compile(r"/claims/\d+/$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_and_the_page_are_accessible(reader, world, scheme):  # noqa: ARG001
    page = reader(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.goto("/search/?q=Granate")
    page.get_by_role("main").get_by_role("combobox").fill("Granaten")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    found = [one for one in Axe().run(page).response["violations"] if one["impact"] in {"serious", "critical"}]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
