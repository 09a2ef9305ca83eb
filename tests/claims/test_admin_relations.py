"""Relations in the admin: a queue with both sides, confirmed and refused; claims are joined, split, and all of it undone."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Permission
from django.urls import reverse

from claims.joining import join_claims
from claims.models import Claim, Decision, Relation
from tests.claims.test_admin import post_of
from tests.factories import (
    NOON,
    AttributionFactory,
    ClaimFactory,
    ClaimTimeFactory,
    MentionFactory,
    QuantityFactory,
    RelationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:claims_relation_changelist")


def said(**told):
    """A claim with a source, a figure and a time."""
    hop = AttributionFactory(actor__name="Anna Alt", **told)
    QuantityFactory(mention=hop.mention)
    ClaimTimeFactory(mention=hop.mention)
    return hop.mention.claim


@pytest.fixture
def relation():
    reasons = [{"code": "figures_apart", "one": "300", "other": "900"}]
    return RelationFactory(from_claim=said(), to_claim=said(), kind="contradicts", score=0.75, reasons=reasons)


@pytest.fixture
def same():
    claims = [MentionFactory(claim__statement=words).claim for words in ("Eins", "Zwei")]
    return RelationFactory(from_claim=claims[0], to_claim=claims[1], kind="same", score=0.5)


def page(row):
    return reverse("admin:claims_relation_change", args=[row.pk])


def claim_page(claim, what="change"):
    return reverse(f"admin:claims_claim_{what}", args=[claim.pk])


def decide(client, what, *rows):
    data = {"action": what, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    return client.post(f"{LIST}?status=all", data, follow=True).content.decode()


def listed(client, query=""):
    return [row.pk for row in client.get(f"{LIST}?{query}").context["cl"].result_list]


def pointer(claim):
    return Claim.objects.get(pk=claim.pk).merged_into_id


def staff(client, *rights):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


class TestQueue:
    def test_both_sides_are_shown_with_words_sources_figures_days_and_reasons(self, relation, admin_client):
        for address in (LIST, page(relation)):
            shown = admin_client.get(address).content.decode()
            for words in (
                *("contradicts", "0.75", "figures that exclude each other: 300, 900", "Anna Alt → Actor"),
                *("about 300 Granaten", "11/20/2026", "05/01/2026 – 05/31/2026", '<q lang="de">Russland hat im Mai'),
            ):
                assert words in shown

    def test_in_german(self, relation, admin_client):
        shown = admin_client.get(page(relation), headers={"accept-language": "de"}).content.decode()
        for words in (
            "widerspricht",
            "Zahlen, die einander ausschließen: 300, 900",
            "Endgültig ablehnen",
            "20.11.2026",
        ):
            assert words in shown

    def test_sides_are_what_the_claims_were_joined_into(self, relation, admin_client):
        Claim.objects.filter(pk=relation.to_claim_id).update(merged_into=ClaimFactory(statement="Die Wurzel"))
        assert "Die Wurzel" in admin_client.get(page(relation)).content.decode()

    def test_the_likeliest_that_waits_comes_first(self, relation, same, admin_client):
        unmeasured = RelationFactory(kind="supports")
        decided = [RelationFactory(status=status).pk for status in ("confirmed", "refused")]
        assert listed(admin_client) == [relation.pk, same.pk, unmeasured.pk]
        assert listed(admin_client, "status=confirmed") == decided[:1]
        assert listed(admin_client, "status=refused") == decided[1:]
        assert listed(admin_client, "kind__exact=same") == [same.pk]
        assert set(listed(admin_client, "status=all")) == {relation.pk, same.pk, unmeasured.pk, *decided}
        assert listed(admin_client, "q=Zwei") == [same.pk]

    def test_what_a_refusal_answers_does_not_wait(self, same, admin_client):
        third = ClaimFactory(merged_into=same.from_claim)
        again = RelationFactory(from_claim=same.to_claim, to_claim=third, kind="same")
        decide(admin_client, "refuse", same)
        assert listed(admin_client) == []
        assert listed(admin_client, "status=suggested") == [again.pk]

    @pytest.mark.parametrize("more", [0, 9])
    def test_queries(self, more, relation, admin_client, django_assert_num_queries):
        """Session, user, count, page, what was joined, and mentions with their evidence (6)."""
        for _ in range(more):
            RelationFactory(from_claim=said(), to_claim=said())
        with django_assert_num_queries(11):
            assert len(listed(admin_client)) == 1 + more

    @pytest.mark.parametrize(("what", "status"), [("confirm", "confirmed"), ("refuse", "refused")])
    def test_many_are_decided_from_the_list(self, what, status, relation, same, admin_client, admin_user):
        assert "2 decisions were recorded." in decide(admin_client, what, relation, same)
        assert set(Relation.objects.values_list("status", flat=True)) == {status}
        assert set(Decision.objects.values_list("user", flat=True)) == {admin_user.pk}
        assert "Nothing was left to decide." in decide(admin_client, what, relation, same)

    @pytest.mark.parametrize(("what", "status"), [("confirm", "confirmed"), ("refuse", "refused")])
    def test_one_is_decided_on_its_page(self, what, status, same, admin_client):
        data = post_of(admin_client.get(page(same))) | {f"claims_relation_{what}_this": "1"}
        assert admin_client.post(page(same), data).status_code == 302
        same.refresh_from_db()
        assert same.status == status
        assert (pointer(same.to_claim) == same.from_claim_id) == (what == "confirm")

    def test_saving_without_a_decision_decides_nothing(self, same, admin_client):
        assert admin_client.post(page(same), post_of(admin_client.get(page(same)))).status_code == 302
        assert not Decision.objects.exists()

    def test_what_contradicts_a_refusal_is_told(self, same, admin_client):
        decide(admin_client, "refuse", same)
        assert "admin refused on" in decide(admin_client, "confirm", same)
        assert pointer(same.to_claim) is None

    def test_a_decision_is_undone_from_the_page_of_the_relation(self, same, admin_client):
        decide(admin_client, "confirm", same)
        undo = reverse("admin:claims_decision_undo", args=[Decision.objects.get().pk])
        assert undo in admin_client.get(page(same)).content.decode()
        assert "confirmed a relation" in admin_client.get(undo).content.decode()
        admin_client.post(undo)
        same.refresh_from_db()
        assert (same.status, pointer(same.to_claim)) == ("suggested", None)

    @pytest.mark.parametrize("rights", [["view_relation"], ["view_relation", "change_relation"]])
    def test_who_may_not_change_claims_may_only_look(self, rights, same, client):
        staff(client, *rights)
        assert client.get(page(same)).status_code == 200
        assert client.post(page(same), {"claims_relation_confirm_this": "1"}).status_code == 403
        decide(client, "confirm", same)
        same.refresh_from_db()
        assert same.status == "suggested"

    def test_who_may_change_both_decides(self, same, client):
        staff(client, "view_relation", "change_relation", "change_claim")
        decide(client, "confirm", same)
        same.refresh_from_db()
        assert same.status == "confirmed"

    def test_nobody_adds_or_deletes(self, same, admin_client):
        assert admin_client.get(reverse("admin:claims_relation_add")).status_code == 403
        assert admin_client.get(page(same).replace("change", "delete")).status_code == 403


class TestClaims:
    def test_are_joined_with_what_is_suggested_and_undone(self, same, admin_client):
        one, other = same.from_claim, same.to_claim
        assert claim_page(other, "join") in admin_client.get(claim_page(other)).content.decode()
        offered = admin_client.get(claim_page(other, "join"))
        assert [key for key, _side in offered.context["found"]] == [one.pk]
        assert admin_client.post(claim_page(other, "join"), {"into": one.pk}).status_code == 302
        assert pointer(other) == one.pk
        undo = reverse("admin:claims_decision_undo", args=[Decision.objects.get().pk])
        shown = admin_client.get(claim_page(other)).content.decode()
        assert undo in shown
        assert claim_page(other, "split") in shown
        assert "Zwei" in admin_client.get(claim_page(one)).content.decode()
        admin_client.post(undo)
        assert pointer(other) is None

    def test_are_searched_by_words_and_number(self, same, admin_client):
        third = ClaimFactory(statement="Drei Schiffe")
        ClaimFactory(statement="Drei Boote", merged_into=third)
        for words in ("schiffe", str(third.pk), "drei"):
            found = admin_client.get(claim_page(same.from_claim, "join"), {"q": words}).context["found"]
            assert [key for key, _side in found] == [third.pk]
        for words in ("Eins", "9" * 30, "x" * 5000, "%"):
            assert admin_client.get(claim_page(same.from_claim, "join"), {"q": words}).context["found"] == []
        assert admin_client.get(claim_page(same.from_claim, "join"), {"q": " "}).context["words"] == ""

    def test_are_split_for_good_and_that_is_undone(self, same, admin_client, admin_user):
        one, other = same.from_claim, same.to_claim
        join_claims(claim=other, into=one, user=admin_user, now=NOON)
        shown = admin_client.get(claim_page(other, "split"))
        assert [side.count("Russland hat") for side in shown.context["sides"]] == [1, 1]
        assert "Eins" in shown.context["sides"][1]
        assert admin_client.post(claim_page(other, "split")).status_code == 302
        same.refresh_from_db()
        assert (pointer(other), same.status) == (None, "refused")
        admin_client.post(reverse("admin:claims_decision_undo", args=[Decision.objects.latest("pk").pk]))
        same.refresh_from_db()
        assert (pointer(other), same.status) == (one.pk, "confirmed")

    def test_that_are_not_joined_cannot_be_split(self, same, admin_client):
        assert admin_client.get(claim_page(same.to_claim, "split")).status_code == 404
        told = admin_client.post(claim_page(same.to_claim, "split"), follow=True).content.decode()
        assert "is not joined with another claim" in told

    @pytest.mark.parametrize("into", ["", "abc", "9" * 30, "0", "-1", "²"])
    def test_nonsense_is_told(self, into, same, admin_client):
        response = admin_client.post(claim_page(same.to_claim, "join"), {"into": into}, follow=True)
        assert "Choose a claim" in response.content.decode()

    def test_what_cannot_be_is_told(self, same, admin_client):
        response = admin_client.post(claim_page(same.to_claim, "join"), {"into": same.to_claim_id}, follow=True)
        assert "one claim already" in response.content.decode()
        assert not Decision.objects.exists()

    def test_a_page_tells_how_others_stand_to_a_claim(self, relation, admin_client):
        shown = admin_client.get(claim_page(relation.to_claim)).content.decode()
        assert page(relation) in shown
        assert "contradicts" in shown

    @pytest.mark.parametrize("what", ["join", "split"])
    def test_who_has_no_right_does_neither(self, what, same, client):
        staff(client, "view_claim")
        assert client.get(claim_page(same.to_claim, what)).status_code == 403
        assert client.post(claim_page(same.to_claim, what), {"into": same.from_claim_id}).status_code == 403
        assert client.get(claim_page(same.to_claim)).status_code == 200

    @pytest.mark.parametrize("what", ["join", "split"])
    def test_what_is_not_there_is_404(self, what, admin_client):
        assert admin_client.get(f"/admin/claims/claim/99999/{what}/").status_code == 404

    def test_many_that_were_joined_are_summed_up(self, same, admin_client):
        for n in range(12):
            ClaimFactory(statement=f"Weise {n}", merged_into=same.from_claim)
        assert "and 2 more" in admin_client.get(claim_page(same.from_claim)).content.decode()
