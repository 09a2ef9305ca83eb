"""Nobody is shut out: what axe finds, and how one gets about by key alone. Every page is walked in test_every_page.py."""

from axe_playwright_python.sync_playwright import Axe


def serious(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


def test_the_first_key_leads_to_the_content(reader, world):  # noqa: ARG001 - there is something to look at
    page = reader()
    page.goto("/claims/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
