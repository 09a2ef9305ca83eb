"""What a curator does in the admin: logs in, accepts a claim, changes a source, takes a decision back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from claims.actions import derive
from claims.models import Decision
from sources.models import Article
from tests.factories import ActorFactory, AttributionFactory, UserFactory

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def claim(transactional_db):  # noqa: ARG001 - the server reads what is written here
    """A claim that Jonas Wrede is said to have made; Mira Dahl is known as well."""
    ActorFactory(name="Mira Dahl", kind="person")
    hop = AttributionFactory(actor__name="Jonas Wrede", actor__kind="person", surface="Nordkorea")
    derive([hop.mention.claim_id])
    return hop.mention.claim


@pytest.fixture
def curator(claim):  # noqa: ARG001 - there is something to review
    """An administrator; the password is "Elbe-Ufer-7"."""
    user = UserFactory(username="curator", is_staff=True, is_superuser=True)
    user.set_password("Elbe-Ufer-7")
    user.save()
    return user


def log_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("curator")
    page.get_by_label("Password").fill("Elbe-Ufer-7")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


@scripts
def test_a_claim_is_accepted_and_taken_back(reader, claim, curator, scripts):
    page = reader(java_script_enabled=scripts)
    log_in(page)
    page.goto(reverse("admin:claims_claim_change", args=[claim.pk]))
    expect(page.locator("mark").first).to_have_text(claim.statement)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("1 claim is now accepted")).to_be_visible()
    claim.refresh_from_db()
    assert (claim.status, Decision.objects.get().user) == ("accepted", curator)
    page.goto(reverse("admin:claims_claim_change", args=[claim.pk]))
    page.get_by_role("link", name="Undo …").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 decision was undone")).to_be_visible()
    claim.refresh_from_db()
    assert claim.status == "unreviewed"


def test_chosen_claims_are_rejected(reader, claim, curator):  # noqa: ARG001 - the curator logs in
    page = reader()
    log_in(page)
    page.goto(reverse("admin:claims_claim_changelist"))
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("reject")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("1 claim is now rejected")).to_be_visible()
    claim.refresh_from_db()
    assert claim.status == "rejected"


@scripts
def test_a_source_is_changed(reader, claim, curator, scripts):  # noqa: ARG001 - the curator logs in
    page = reader(java_script_enabled=scripts)
    log_in(page)
    page.goto(reverse("admin:claims_claim_change", args=[claim.pk]))
    if scripts:
        page.locator("#attribution-group .select2-selection").click()
        page.locator(".select2-search__field").fill("mira dahl")
        page.locator(".select2-results__option", has_text="Mira Dahl").click()
    else:
        page.locator("#attribution-group").get_by_label("or another name").fill("mira DAHL")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("recorded as a decision")).to_be_visible()
    assert {row.actor.name for row in claim.derived_actors.filter(part="source")} == {"Mira Dahl"}
    assert Decision.objects.get().before["name"] == "Jonas Wrede"


@scripts
def test_an_article_is_added(reader, curator, scripts):  # noqa: ARG001 - the curator logs in
    page = reader(java_script_enabled=scripts)
    log_in(page)
    page.goto(reverse("admin:sources_article_add"))
    page.get_by_label("Text").fill("Die Lieferung sei im Mai angekommen,\nsagte der Sprecher am Montag in Kiel.")
    page.get_by_label("Outlet").fill("Havelpost")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("waits for a worker")).to_be_visible()
    expect(page.get_by_text("Die Lieferung sei im Mai angekommen")).to_be_visible()
    assert Article.objects.latest("pk").state == "waiting"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_our_parts(reader, claim, curator, scheme):  # noqa: ARG001 - the curator logs in
    """The frame around them is unfold's."""
    page = reader(color_scheme=scheme)
    log_in(page)
    found = {}
    for address in (
        reverse("admin:claims_claim_change", args=[claim.pk]),
        reverse("admin:sources_article_add"),
    ):
        page.goto(address)
        told = Axe().run(page, context="#content-main, main form, #main").response["violations"]
        found[address] = [
            (one["id"], one["nodes"][0]["html"][:160]) for one in told if one["impact"] in ("serious", "critical")
        ]
    assert {address: faults for address, faults in found.items() if faults} == {}
