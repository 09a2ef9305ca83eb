"""The admin of articles, claims and what is decided: who may, what it shows, what it changes, and that it never breaks."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.actions import derive_actors
from claims.admin.context import in_context
from claims.models import Claim, ClaimActor, Decision, Relation
from claims.review import decide
from claims.vocabulary import Status
from sources.models import Actor, Article
from tests.factories import (
    NOON,
    ActorFactory,
    AffiliationFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ClaimTimeFactory,
    DecisionFactory,
    ExtractionFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
    RelationFactory,
)

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)
OURS = [model for model in MODELS if model._meta.app_label in {"claims", "sources"}]
LONG = "x" * 100_000
NONSENSE_IDS = ["0", "abc", "-1", "1.5", "9" * 30, "²", "1/2", "%00", "x" * 3000]
GERMAN = "Die Regierung hat am Montag mitgeteilt, dass sie das Getreide kaufen will. " * 3


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
    derive_actors([claim.pk])
    return claim


@pytest.fixture
def rows():
    """One row at least of every model of ours, by model."""
    claim = reviewed_claim()
    affiliation = AffiliationFactory()
    relation = RelationFactory()
    found = {model: model._default_manager.order_by("pk").first() for model in OURS}
    assert found[Claim] == claim
    assert found[Relation] == relation
    assert affiliation.person in Actor.objects.experts()
    return found


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


class TestPages:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    def test_list_search_and_order(self, model, rows, admin_client):
        lists = address(model, "changelist")
        for query in (
            {},
            {"q": "Gra naten"},
            {"q": LONG},
            {"q": "w " * 5000},
            {"q": "\0"},
            {"o": "1.-2.3"},
            {"p": "1"},
        ):
            assert admin_client.get(lists, query).status_code == 200, query

    @pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
    def test_one_row(self, model, rows, admin_client):
        row = rows.get(model) or model._default_manager.first()
        assert admin_client.get(address(model, "change", row.pk)).status_code == 200
        assert admin_client.get(address(model, "history", row.pk)).status_code == 200

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    def test_adding_is_a_page_or_forbidden(self, model, admin_client):
        allowed = model._meta.model_name in {"article", "actor", "user", "group"}
        assert admin_client.get(address(model, "add")).status_code == (200 if allowed else 403)

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    @pytest.mark.parametrize("key", NONSENSE_IDS)
    def test_nonsense_ids_lead_away(self, model, key, admin_client):
        for page in ("change", "delete", "history"):
            response = admin_client.get(address(model, page, 1).replace("/1/", f"/{key}/"))
            assert response.status_code in {302, 403, 404}, page

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    @pytest.mark.parametrize(
        "query",
        [
            "p=99999",
            "p=abc",
            "o=99.x",
            "status__exact=nonsense",
            "form=nonsense",
            "certainty=nonsense",
            "confidence=nonsense",
            "has_figure=nonsense",
            "standing=nonsense",
            "article=nonsense",
            "article=99999999999999999999",
            "outlet__id__exact=abc",
            "kind__exact=%00",
            "statement__regex=(",
            "title__icontains=%00",
            "aliases__text__regex=(",
            "no_such_field=1",
            "_to_field=name",
            f"state__exact={LONG[:5000]}",
        ],
    )
    def test_nonsense_filters_never_break(self, model, query, admin_client):
        assert admin_client.get(f"{address(model, 'changelist')}?{query}").status_code in {200, 302, 400}

    @pytest.mark.parametrize("chosen", [["abc"], ["9" * 30], ["-1"], ["²"], [""], ["0"], ["1", "x"]])
    def test_nonsense_choices_change_nothing(self, chosen, admin_client, rows):
        for action in ("accept", "nonsense", ""):
            data = {"action": action, "_selected_action": chosen, "index": "0"}
            response = admin_client.post(address(Claim, "changelist"), data)
            assert response.status_code in {200, 302}
        assert set(Claim.objects.values_list("status", flat=True)) == {"unreviewed"}

    @pytest.mark.parametrize("query", [{"s": "claim"}, {"s": "claim", "page": "abc"}, {"s": LONG}, {"s": "\0"}, {}])
    def test_search_of_the_menu_never_breaks(self, query, admin_client):
        assert admin_client.get(reverse("admin:search"), query).status_code in {200, 400}

    @pytest.mark.parametrize("term", ["Wrede", "\0", LONG, "", "w " * 5000, "(", "%"])
    def test_choosing_an_actor_never_breaks(self, term, admin_client, rows):
        query = {"app_label": "claims", "model_name": "attribution", "field_name": "actor", "term": term}
        response = admin_client.get(reverse("admin:autocomplete"), query)
        assert response.status_code == 200
        if term == "Wrede":
            assert [row["text"] for row in response.json()["results"]] == ["Jonas Wrede"]

    def test_no_page_asks_another_host(self, admin_client, rows):
        pages = [reverse("admin:index"), *(address(model, "changelist") for model in OURS)]
        pages += [address(model, "change", row.pk) for model, row in rows.items() if row]
        for page in pages:
            loaded = re.findall(r'(?:src|srcset|<link[^>]*href)="([^"]+)"', admin_client.get(page).content.decode())
            assert not [there for there in loaded if "//" in there], page


class TestPermissions:
    def client_of(self, client, *permissions):
        user = User.objects.create_user("staff", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    def test_anonymous_readers_are_asked_to_log_in(self, model, client):
        response = client.get(address(model, "changelist"))
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("admin:login"))

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    def test_staff_without_rights_see_nothing(self, model, client):
        assert self.client_of(client).get(address(model, "changelist")).status_code == 403

    def test_staff_without_rights_have_no_menu(self, client):
        assert address(Claim, "changelist") not in self.client_of(client).get(reverse("admin:index")).content.decode()

    def test_who_may_look_may_not_decide(self, client):
        claim = reviewed_claim()
        client = self.client_of(client, "view_claim")
        page = client.get(address(Claim, "change", claim.pk))
        assert page.status_code == 200
        assert "claims_claim_accept_this" not in page.content.decode()
        client.post(address(Claim, "changelist"), {"action": "accept", "_selected_action": [claim.pk]})
        assert client.post(address(Claim, "change", claim.pk), {"claims_claim_accept_this": "1"}).status_code == 403
        claim.refresh_from_db()
        assert claim.status == "unreviewed"

    def test_who_may_change_claims_may_decide_and_undo(self, client):
        claim = MentionFactory().claim
        client = self.client_of(client, "view_claim", "change_claim", "view_decision")
        client.post(address(Claim, "changelist"), {"action": "accept", "_selected_action": [claim.pk]})
        decision = Decision.objects.get(claim=claim)
        assert decision.user.username == "staff"
        assert client.post(reverse("admin:claims_decision_undo", args=[decision.pk])).status_code == 302
        claim.refresh_from_db()
        assert claim.status == "unreviewed"

    def test_undoing_what_was_changed_of_an_actor_needs_that_right(self, client):
        decision = DecisionFactory(claim=None, actor=ActorFactory(), before={"name": "A"}, after={"name": "B"})
        client = self.client_of(client, "change_claim", "view_decision")
        assert client.get(reverse("admin:claims_decision_undo", args=[decision.pk])).status_code == 403

    def test_undo_of_nothing_is_not_found(self, admin_client):
        for key in ("0", "abc", "9" * 30):
            assert admin_client.get(f"{address(Decision, 'changelist')}{key}/undo/").status_code == 404


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


class TestArticles:
    def test_list_queries(self, admin_client, django_assert_num_queries):
        """Session, user, outlets of the filter, count, page of articles: the same for any number of rows."""
        for _ in range(12):
            MentionFactory()
        with django_assert_num_queries(5):
            admin_client.get(address(Article, "changelist"))

    def test_list_counts_claims_and_filters(self, admin_client):
        mention = MentionFactory()
        MentionFactory(extraction=mention.extraction)
        waiting = ArticleFactory(state="waiting", title="Noch nicht gelesen")
        response = admin_client.get(address(Article, "changelist"))
        counts = {article.pk: article.claims_count for article in response.context["cl"].result_list}
        assert counts == {mention.extraction.article_id: 2, waiting.pk: 0}
        for query in ({"state__exact": "waiting"}, {"outlet__id__exact": waiting.outlet_id}, {"q": "gelesen"}):
            found = admin_client.get(address(Article, "changelist"), query).context["cl"].result_list
            assert list(found) == [waiting]

    def test_nothing_of_it_can_be_edited(self, admin_client):
        article = ArticleFactory()
        page = address(Article, "change", article.pk)
        assert admin_client.post(page, {"title": "anders", "state": "waiting"}).status_code == 403
        assert article.body.text in admin_client.get(page).content.decode()

    def test_pasted_and_uploaded(self, admin_client):
        pasted = {"text": GERMAN.replace(". ", ".\r\n"), "outlet": "Havelpost", "title": "Getreide"}
        file = SimpleUploadedFile("zwei.txt", f"{GERMAN} Zweitens.\r\n".encode())
        first = admin_client.post(address(Article, "add"), pasted, follow=True)
        admin_client.post(address(Article, "add"), {"file": file})
        one, two = Article.objects.order_by("pk")
        assert "waits for a worker" in first.content.decode()
        assert (one.state, one.outlet.name, one.title) == ("waiting", "Havelpost", "Getreide")
        assert "\r" not in one.body.text
        assert two.body.text.endswith("Zweitens.\r\n")

    def test_a_copy_is_linked_and_the_same_is_not_added_twice(self, admin_client):
        for outlet in ("Havelpost", "Isar-Tagblatt", "Havelpost"):
            assert admin_client.post(address(Article, "add"), {"text": GERMAN, "outlet": outlet}).status_code == 302
        first, copy = Article.objects.order_by("pk")
        assert copy.copy_of == first

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"text": "   "},
            {"text": "nul \0 nul"},
            {"text": "This is clearly an English text about grain, ships and the weather at sea. " * 3},
            {"text": GERMAN, "url": "javascript:alert(1)"},
            {"text": GERMAN, "url": "https://" + LONG},
            {"text": GERMAN, "outlet": LONG},
            {"text": GERMAN, "title": LONG},
            {"text": GERMAN, "published": "gestern"},
            {"file": SimpleUploadedFile("a.txt", b"\xff\xfe\x00")},
            {"file": SimpleUploadedFile("a.txt", b"")},
        ],
        ids=lambda data: ",".join(f"{key}={str(value)[:20]!r}" for key, value in data.items()),
    )
    def test_bad_input_is_an_error_of_the_form(self, data, admin_client):
        response = admin_client.post(address(Article, "add"), data)
        assert response.status_code == 200
        assert response.context["form"].errors
        assert not Article.objects.exists()

    def test_a_long_text(self, admin_client):
        text = ("Die Regierung hat das nicht bestätigt. " * 2600)[:100_000]
        response = admin_client.post(address(Article, "add"), {"text": text}, follow=True)
        assert response.status_code == 200
        assert Article.objects.get().body.length == len(text)

    def test_one_with_claims_is_not_deleted(self, admin_client):
        article = MentionFactory().extraction.article
        page = address(Article, "delete", article.pk)
        assert "protected" in admin_client.get(page).content.decode()
        assert admin_client.post(page, {"post": "yes"}).status_code == 200
        data = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
        assert admin_client.post(address(Article, "changelist"), data).status_code == 200
        assert Article.objects.filter(pk=article.pk).exists()

    def test_one_without_claims_is_deleted(self, admin_client):
        article = ArticleFactory(state="waiting")
        assert admin_client.post(address(Article, "delete", article.pk), {"post": "yes"}).status_code == 302
        assert not Article.objects.exists()

    def test_what_only_the_database_refuses_is_a_message(self, admin_client, monkeypatch):
        article = ArticleFactory(state="waiting")

        def refused(*_args, **_options):
            ExtractionFactory(article=article)  # a worker came in between
            article.body.delete()

        monkeypatch.setattr(admin.site.get_model_admin(Article).__class__, "delete_model", refused)
        response = admin_client.post(address(Article, "delete", article.pk), {"post": "yes"}, follow=True)
        assert "cannot be deleted" in response.content.decode()
        assert Article.objects.filter(pk=article.pk, body__isnull=False).exists()


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
