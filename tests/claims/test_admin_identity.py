"""Who is who in the admin: suggestions are looked at side by side, confirmed or refused; actors are merged and split."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Permission
from django.urls import reverse

from claims.models import Decision
from sources.models import Actor, MergeSuggestion
from tests.claims.test_admin import post_of
from tests.factories import (
    ActorFactory,
    AffiliationEvidenceFactory,
    AffiliationFactory,
    AttributionFactory,
    MergeSuggestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:sources_mergesuggestion_changelist")


@pytest.fixture
def suggestion():
    row = MergeSuggestionFactory(
        first__name="Lim Eun-jung",
        second__name="Eunjung Lim",
        reasons=[{"code": "same_words", "one": "Lim Eun-jung", "other": "Eunjung Lim"}],
    )
    affiliation = AffiliationFactory(person=row.first, role="Professorin", organisation_name="Ewha")
    AffiliationEvidenceFactory(affiliation=affiliation)
    AttributionFactory(actor=row.second)
    return row


def page(row):
    return reverse("admin:sources_mergesuggestion_change", args=[row.pk])


def actor_page(actor, what="change"):
    return reverse(f"admin:sources_actor_{what}", args=[actor.pk])


def decide(client, what, *rows):
    data = {"action": what, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    return client.post(LIST, data, follow=True).content.decode()


class TestSuggestions:
    def test_list_shows_both_with_reasons(self, suggestion, admin_client):
        shown = admin_client.get(LIST).content.decode()
        for words in ("Lim Eun-jung", "Professorin, Ewha", "the same words in another spelling", "0.50"):
            assert words in shown

    def test_page_shows_both_sides(self, suggestion, admin_client):
        shown = admin_client.get(page(suggestion)).content.decode()
        for words in ("Professorin, Ewha (11/20/2026)", "rund 300 Granaten", "Refuse for good"):
            assert words in shown

    def test_in_german(self, suggestion, admin_client):
        shown = admin_client.get(page(suggestion), headers={"accept-language": "de"}).content.decode()
        for words in ("dieselben Wörter in anderer Schreibung", "Endgültig ablehnen", "20.11.2026"):
            assert words in shown

    def test_list_queries(self, admin_client, django_assert_max_num_queries):
        """Session, user, count, page, and what all were quoted as (3)."""
        for _ in range(9):
            MergeSuggestionFactory()
        with django_assert_max_num_queries(8):
            admin_client.get(LIST)

    @pytest.mark.parametrize(("what", "status"), [("confirm", "confirmed"), ("refuse", "refused")])
    def test_many_are_decided_from_the_list(self, what, status, suggestion, admin_client, admin_user):
        other = MergeSuggestionFactory()
        assert "2 decisions were recorded." in decide(admin_client, what, suggestion, other)
        assert set(MergeSuggestion.objects.values_list("status", flat=True)) == {status}
        assert set(Decision.objects.values_list("user", flat=True)) == {admin_user.pk}

    @pytest.mark.parametrize(("what", "status"), [("confirm", "confirmed"), ("refuse", "refused")])
    def test_one_is_decided_on_its_page(self, what, status, suggestion, admin_client):
        data = post_of(admin_client.get(page(suggestion))) | {f"sources_mergesuggestion_{what}_this": "1"}
        assert admin_client.post(page(suggestion), data).status_code == 302
        suggestion.refresh_from_db()
        assert suggestion.status == status

    def test_what_contradicts_a_refusal_is_told(self, suggestion, admin_client):
        decide(admin_client, "refuse", suggestion)
        assert "to merge Lim Eun-jung and Eunjung Lim" in decide(admin_client, "confirm", suggestion)
        assert not Actor.objects.exclude(merged_into=None).exists()

    def test_what_a_refusal_answers_is_not_shown(self, suggestion, admin_client):
        third = ActorFactory(kind="person", merged_into=suggestion.first)
        again = MergeSuggestionFactory(first=suggestion.second, second=third)
        assert admin_client.get(LIST).context["cl"].result_count == 2
        decide(admin_client, "refuse", suggestion)
        assert [row.pk for row in admin_client.get(LIST).context["cl"].result_list] == [suggestion.pk]
        assert admin_client.get(page(again)).status_code == 302

    @pytest.mark.parametrize("right", ["view_mergesuggestion", "change_mergesuggestion"])
    def test_who_may_not_change_actors_may_only_look(self, right, suggestion, client):
        user = UserFactory(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=[right, "view_mergesuggestion"]))
        client.force_login(user)
        assert client.get(page(suggestion)).status_code == 200
        assert client.post(page(suggestion), {"sources_mergesuggestion_confirm_this": "1"}).status_code == 403
        decide(client, "confirm", suggestion)
        suggestion.refresh_from_db()
        assert suggestion.status == "suggested"

    def test_nobody_adds_or_deletes(self, suggestion, admin_client):
        assert admin_client.get(reverse("admin:sources_mergesuggestion_add")).status_code == 403
        assert admin_client.get(page(suggestion).replace("change", "delete")).status_code == 403


class TestActors:
    def test_are_merged_and_split(self, suggestion, admin_client):
        one, other = suggestion.first, suggestion.second
        assert actor_page(one, "merge") in admin_client.get(actor_page(one)).content.decode()
        assert admin_client.get(actor_page(one, "merge")).status_code == 200
        assert admin_client.post(actor_page(one, "merge"), {"into": other.pk}).status_code == 302
        one.refresh_from_db()
        assert one.merged_into == other
        undo = reverse("admin:claims_decision_undo", args=[Decision.objects.get().pk])
        assert undo in admin_client.get(actor_page(one)).content.decode()
        admin_client.post(undo)
        one.refresh_from_db()
        suggestion.refresh_from_db()
        assert (one.merged_into, suggestion.status) == (None, "suggested")

    def test_by_a_name_that_is_written(self, suggestion, admin_client):
        admin_client.post(actor_page(suggestion.first, "merge"), {"into-named": "Eunjung Lim"})
        assert Actor.objects.get(merged_into=suggestion.second) == suggestion.first

    @pytest.mark.parametrize("into", ["", "abc", "9" * 30, "0"])
    def test_nonsense_is_told(self, into, suggestion, admin_client):
        response = admin_client.post(actor_page(suggestion.first, "merge"), {"into": into})
        assert response.context["form"].errors

    def test_what_cannot_be_is_told(self, suggestion, admin_client):
        outlet = ActorFactory(kind="outlet")
        for into, words in ((suggestion.first, "into itself"), (outlet, "different kinds")):
            assert words in admin_client.post(actor_page(suggestion.first, "merge"), {"into": into.pk}).content.decode()
        assert not Decision.objects.exists()

    def test_who_has_no_right_does_not_merge(self, suggestion, client):
        user = UserFactory(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename="view_actor"))
        client.force_login(user)
        assert client.post(actor_page(suggestion.first, "merge"), {"into": suggestion.second.pk}).status_code == 403

    def test_who_is_not_there_is_404(self, admin_client):
        assert admin_client.get("/admin/sources/actor/99999/merge/").status_code == 404
