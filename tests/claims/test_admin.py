"""The admin of articles, claims and what is decided: who may, what it shows, what it changes, and that it never breaks."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.actions import derive
from claims.admin.context import in_context
from claims.models import Claim, ClaimActor, Decision
from claims.review import decide
from claims.vocabulary import Status
from sources.models import Article
from tests.factories import (
    NOON,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ClaimTimeFactory,
    DecisionFactory,
    ExtractionFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
)

pytestmark = pytest.mark.django_db
LONG = "x" * 100_000


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def reviewed_claim():
    """A claim with everything that a claim may have."""
    hop = AttributionFactory(actor__name="Jonas Wrede", actor__kind="person", surface="Russland", cue="hat")
    claim = hop.mention.claim
    MentionActorFactory(mention=hop.mention)
    QuantityFactory(mention=hop.mention)
    ClaimTimeFactory(mention=hop.mention)
    DecisionFactory(claim=claim)
    derive([claim.pk])
    return claim


def post_of(response):
    """What a browser would send for the form of a page."""
    data = {}
    form = response.context["adminform"].form
    forms = [form, *(part for inline in response.context["inline_admin_formsets"] for part in inline.formset.forms)]
    forms += [inline.formset.management_form for inline in response.context["inline_admin_formsets"]]
    for part in forms:
        for field in part:
            value = field.value()
            data[field.html_name] = "" if value is None or value is False else value
    return data


class TestClaims:
    def test_list_tells_how_and_by_whom(self, admin_client):
        claim = reviewed_claim()
        AttributionFactory(actor=None, surface="Nordkorea", mention__form="direct")
        content = admin_client.get(address(Claim, "changelist")).content.decode()
        for told in ("Jonas Wrede", "0.90", "indirect speech", claim.mentions.get().extraction.article.outlet.name):
            assert told in content
        assert "not named: Nordkorea" in content

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"figure", "direct", "decided"}),
            ("form=direct", {"direct"}),
            ("certainty=possible", {"direct"}),
            ("confidence=high", {"figure"}),
            ("confidence=middle", set()),
            ("confidence=low", {"direct"}),
            ("has_figure=yes", {"figure"}),
            ("has_figure=no", {"direct", "decided"}),
            ("status__exact=accepted", {"decided"}),
            ("standing=merged", {"merged"}),
            ("standing=all", {"figure", "direct", "decided", "merged", "retired"}),
            ("q=rect", {"direct"}),
        ],
    )
    def test_filters(self, query, found, admin_client):
        def claim(statement, **told):
            mention = MentionFactory(**told)
            Claim.objects.filter(pk=mention.claim_id).update(statement=statement)
            return mention

        figure = claim("figure", confidence=0.95)
        QuantityFactory(mention=figure)
        claim("direct", form="direct", certainty="possible", confidence=0.2)
        ClaimFactory(statement="decided", status="accepted")
        ClaimFactory(statement="merged", merged_into=figure.claim)
        claim("retired", extraction=ExtractionFactory(retired_at=NOON))
        response = admin_client.get(f"{address(Claim, 'changelist')}?{query}")
        assert {claim.statement for claim in response.context["cl"].result_list} == found

    def test_claims_of_one_article(self, admin_client):
        mention, _other = MentionFactory(), MentionFactory()
        response = admin_client.get(address(Claim, "changelist"), {"article": mention.extraction.article_id})
        assert list(response.context["cl"].result_list) == [mention.claim]

    def test_list_queries(self, admin_client, django_assert_num_queries):
        """Session, user, count, page of claims: the same for any number of rows."""
        for _ in range(12):
            reviewed_claim()
        with django_assert_num_queries(4):
            admin_client.get(address(Claim, "changelist"))

    def test_page_shows_words_in_context_escaped(self, admin_client):
        text = "<b>Vorspann</b> Der Minister sagte, <i>es sei</i> genug & gut."
        article = ArticleFactory(text=text)
        mention = MentionFactory(extraction__article=article, text="<i>es sei</i> genug")
        content = admin_client.get(address(Claim, "change", mention.claim.pk)).content.decode()
        assert "&lt;i&gt;es sei&lt;/i&gt; genug</mark>" in content
        assert "&lt;b&gt;Vorspann&lt;/b&gt; Der Minister" in content
        assert "<b>Vorspann" not in content

    def test_page_of_a_claim_of_a_withdrawn_article(self, admin_client):
        mention = MentionFactory()
        article = mention.extraction.article
        Article.objects.filter(pk=article.pk).update(withdrawn_at=NOON, withdrawn_reason="Gericht")
        article.body.delete()
        assert admin_client.get(address(Claim, "change", mention.claim.pk)).status_code == 200

    def test_page_shows_mentions_of_what_was_merged(self, admin_client):
        root = reviewed_claim()
        part = MentionFactory(claim__merged_into=root, text="Russland hat im Mai")
        response = admin_client.get(address(Claim, "change", root.pk))
        shown = {form.instance.pk for form in response.context["inline_admin_formsets"][0].formset.forms}
        assert part.pk in shown

    def test_nothing_but_whom_words_mean_can_be_edited(self, admin_client):
        response = admin_client.get(address(Claim, "change", reviewed_claim().pk))
        fields = {
            name
            for inline in response.context["inline_admin_formsets"]
            for form in inline.formset.forms
            for name in form.fields
        }
        assert fields == {"actor", "id", "claim"}  # the claim is a hidden field of a row of history
        assert list(response.context["adminform"].form.fields) == []


class TestDeciding:
    @pytest.mark.parametrize(
        ("action", "status"), [("accept", "accepted"), ("reject", "rejected"), ("retract", "retracted")]
    )
    def test_selected_claims(self, action, status, admin_client, admin_user):
        claims = [MentionFactory().claim, MentionFactory().claim, ClaimFactory(status=status)]
        data = {"action": action, "_selected_action": [claim.pk for claim in claims]}
        response = admin_client.post(address(Claim, "changelist"), data, follow=True)
        content = response.content.decode()
        assert set(Claim.objects.values_list("status", flat=True)) == {status}
        assert f"2 claims are now {status}" in content
        assert "1 claim was so already" in content
        assert {(row.user, row.action) for row in Decision.objects.all()} == {(admin_user, action)}

    def test_all_claims_across_pages(self, admin_client):
        ClaimFactory.create_batch(60, status="accepted")
        first = Claim.objects.order_by("pk").first()
        data = {"action": "reopen", "_selected_action": [first.pk], "select_across": "1"}
        admin_client.post(f"{address(Claim, 'changelist')}?q=Granaten", data)
        assert set(Claim.objects.values_list("status", flat=True)) == {"unreviewed"}
        assert Decision.objects.values("batch").distinct().count() == 1

    @pytest.mark.parametrize(
        ("button", "status"), [("accept", "accepted"), ("reject", "rejected"), ("retract", "retracted")]
    )
    def test_buttons_of_the_page(self, button, status, admin_client):
        claim = reviewed_claim()
        page = address(Claim, "change", claim.pk)
        data = post_of(admin_client.get(page)) | {f"claims_claim_{button}_this": "1"}
        assert admin_client.post(page, data).status_code == 302
        claim.refresh_from_db()
        assert claim.status == status
        assert Decision.objects.filter(claim=claim, action=button, after={"status": status}).exists()

    def test_undo_by_page_and_by_action(self, admin_client):
        claim = ClaimFactory()
        decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=User.objects.first(), now=NOON)
        decision = Decision.objects.get()
        page = reverse("admin:claims_decision_undo", args=[decision.pk])
        assert page in admin_client.get(address(Claim, "change", claim.pk)).content.decode()
        assert admin_client.get(page).status_code == 200
        assert admin_client.post(page).status_code == 302
        again = admin_client.post(page, follow=True)
        assert "undone already" in again.content.decode()
        latest = Decision.objects.latest("pk")
        data = {"action": "undo_these", "_selected_action": [latest.pk]}
        admin_client.post(address(Decision, "changelist"), data)
        claim.refresh_from_db()
        assert (claim.status, Decision.objects.count()) == ("accepted", 3)


class TestChangingWhoSaysIt:
    def save(self, client, claim, **changed):
        page = address(Claim, "change", claim.pk)
        data = post_of(client.get(page)) | {key.replace("__", "-"): value for key, value in changed.items()}
        return client.post(page, data, follow=True)

    def sources(self, claim):
        return set(ClaimActor.objects.filter(claim=claim, part="source").values_list("actor__name", flat=True))

    def test_source_of_a_hop(self, admin_client, admin_user):
        claim, right = reviewed_claim(), ActorFactory(name="Mira Dahl", kind="person")
        response = self.save(admin_client, claim, attribution__0__actor=right.pk)
        decision = Decision.objects.get(action="change_source")
        assert "recorded as a decision" in response.content.decode()
        assert self.sources(claim) == {"Mira Dahl"}
        assert (decision.claim, decision.user, decision.before["name"]) == (claim, admin_user, "Jonas Wrede")

    def test_source_to_not_named(self, admin_client):
        claim = reviewed_claim()
        self.save(admin_client, claim, attribution__0__actor="")
        assert self.sources(claim) == set()

    def test_whom_it_is_about(self, admin_client):
        claim, right = reviewed_claim(), ActorFactory(name="Russia", kind="country")
        self.save(admin_client, claim, mentionactor__0__actor=right.pk)
        assert ClaimActor.objects.get(claim=claim, part="actor").actor == right
        assert Decision.objects.filter(claim=claim, action="change_actor").exists()

    def test_saving_without_a_change_is_no_decision(self, admin_client):
        claim = reviewed_claim()
        before = Decision.objects.count()
        self.save(admin_client, claim)
        assert Decision.objects.count() == before

    def test_twice_at_one_place_is_an_error_of_the_form(self, admin_client):
        claim = reviewed_claim()
        mention = claim.mentions.get()
        other = MentionActorFactory(mention=mention)
        response = self.save(admin_client, claim, mentionactor__0__actor=other.actor_id)
        assert "at this place already" in response.content.decode()
        assert not Decision.objects.filter(action="change_actor").exists()

    @pytest.mark.parametrize("value", ["abc", "99999999", "9" * 30, "-1", LONG, "²"])
    def test_nonsense_is_an_error_of_the_form(self, value, admin_client):
        claim = reviewed_claim()
        assert self.save(admin_client, claim, attribution__0__actor=value).status_code == 200
        assert self.sources(claim) == {"Jonas Wrede"}

    @pytest.mark.parametrize(
        "changed",
        [
            {"attribution__0__id": "99999"},
            {"attribution__0__id": "abc"},
            {"attribution__TOTAL_FORMS": "9"},
            {"attribution__TOTAL_FORMS": "x"},
            {"attribution__INITIAL_FORMS": "0"},
            {"attribution__0__surface": "changed", "attribution__0__start": "3"},
        ],
    )
    def test_a_forged_form_changes_nothing(self, changed, admin_client):
        claim, other = reviewed_claim(), AttributionFactory()
        hop = claim.mentions.get().chain.get()
        changed = {key: other.pk if value == "99999" else value for key, value in changed.items()}
        assert self.save(admin_client, claim, **changed).status_code == 200
        hop.refresh_from_db()
        assert (hop.actor.name, hop.surface, hop.start) == ("Jonas Wrede", "Russland", 0)


class TestContext:
    @pytest.mark.parametrize(
        ("spans", "around", "marked"),
        [
            ([[4, 8]], 2, "… [welt] …"),
            ([[4, 8]], 4, "Der [welt] der …"),
            ([[9, 12]], 7, "… welt [der] nord"),
            ([[0, 3]], 6, "[Der] welt …"),
            ([[9, 12]], 100, "Der welt [der] nord"),
            ([[0, 3], [9, 12]], 1, "[Der] …<br>… [der] …"),
            ([[0, 3], [4, 8]], 5, "[Der] [welt] der …"),
            ([[0, 5], [3, 8]], 0, "[Der welt] …"),
            ([[13, 99]], 0, "… [nord]"),
            ([[5, 5]], 3, ""),
            ([], 3, ""),
        ],
    )
    def test_marks_the_words_and_cuts_the_rest(self, spans, around, marked):
        html = in_context("Der welt der nord", spans, around)
        assert re.sub(r"<mark[^>]*>(.*?)</mark>", r"[\1]", html) == marked
