"""Every page of the admin: who may see it, and that no nonsense breaks it."""

from itertools import product

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from claims.models import Claim, Decision, Relation
from sources.models import Actor
from tests.claims.test_admin import LONG, address, reviewed_claim
from tests.factories import (
    ActorFactory,
    AffiliationFactory,
    ConceptFactory,
    DecisionFactory,
    MentionFactory,
    MergeSuggestionFactory,
    PredictionFactory,
    RelationFactory,
)

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)
OURS = [model for model in MODELS if model._meta.app_label in {"claims", "sources"}]
NONSENSE_IDS = ["0", "abc", "-1", "1.5", "9" * 30, "²", "1/2", "%00", "x" * 3000]
NONSENSE_QUERIES = [
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
]


@pytest.fixture
def rows():
    """One row at least of every model of ours, by model."""
    claim = reviewed_claim()
    affiliation = AffiliationFactory()
    relation = RelationFactory()
    MergeSuggestionFactory()
    ConceptFactory(words=["granate"])
    PredictionFactory()
    found = {model: model._default_manager.order_by("pk").first() for model in OURS}
    assert found[Claim] == claim
    assert found[Relation] == relation
    assert affiliation.person in Actor.objects.experts()
    return found


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
        allowed = model._meta.model_name in {"article", "actor", "concept", "user", "group"}
        assert admin_client.get(address(model, "add")).status_code == (200 if allowed else 403)

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    def test_nonsense_ids_lead_away(self, model, admin_client):
        for key, page in product(NONSENSE_IDS, ("change", "delete", "history")):
            response = admin_client.get(address(model, page, 1).replace("/1/", f"/{key}/"))
            assert response.status_code in {302, 403, 404}, (key, page)

    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
    def test_nonsense_filters_never_break(self, model, admin_client):
        for query in NONSENSE_QUERIES:
            response = admin_client.get(f"{address(model, 'changelist')}?{query}")
            assert response.status_code in {200, 302, 400}, query


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
