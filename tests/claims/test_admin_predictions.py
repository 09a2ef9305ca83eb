"""Predictions in the admin: listed by when they are due, settled one by one or together, by a claim, and opened again."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from claims.models import Decision, Prediction
from tests.claims.test_forecasting import IN_2027, foretold, happened, linked, outcome
from tests.claims.views.conftest import reader
from tests.factories import PredictionFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:claims_prediction_changelist")


@pytest.fixture
def mention():
    return foretold(due=[IN_2027])


def page(mention):
    return reverse("admin:claims_prediction_change", args=[mention.claim_id])


def save(client, mention, **data):
    """What comes back when the form is sent with these values."""
    row = Prediction.objects.get(pk=mention.claim_id)
    given = {"outcome": row.outcome, "by_claim": row.settled_by_id or ""}
    return client.post(page(mention), given | data, follow=True).content.decode()


def test_the_list_has_the_due_soonest_first_and_filters(mention, admin_client):
    PredictionFactory(due_last=date(2020, 1, 1), claim__statement="Überfällig wird es")
    PredictionFactory(claim__statement="Ohne Zeit wird es")
    shown = admin_client.get(LIST).content.decode()
    places = [shown.index(words) for words in ("Überfällig wird", mention.text, "Ohne Zeit wird")]
    assert places == sorted(places)
    late = admin_client.get(f"{LIST}?overdue=yes").content.decode()
    assert "Überfällig wird" in late
    assert "Ohne Zeit" not in late
    assert "Ohne Zeit" in admin_client.get(f"{LIST}?overdue=no").content.decode()
    assert admin_client.get(f"{LIST}?outcome__exact=come_true").status_code == 200
    assert "Ohne Zeit" in admin_client.get(f"{LIST}?q=Ohne").content.decode()


def test_list_queries(mention, admin_client, django_assert_max_num_queries):  # noqa: ARG001 - there is one
    """Session, user, count, page, sources."""
    PredictionFactory.create_batch(9)
    with django_assert_max_num_queries(7):
        admin_client.get(LIST)


@pytest.mark.parametrize("what", ["come_true", "not_come_true", "undecidable"])
def test_many_are_settled_from_the_list_and_opened_again(what, mention, admin_client, admin_user):
    other = foretold()
    chosen = {ACTION_CHECKBOX_NAME: [mention.claim_id, other.claim_id]}
    told = admin_client.post(LIST, {"action": what, **chosen}, follow=True).content.decode()
    assert "2 decisions were recorded." in told
    assert set(Prediction.objects.values_list("outcome", flat=True)) == {what}
    assert set(Decision.objects.values_list("user", flat=True)) == {admin_user.pk}
    told = admin_client.post(LIST, {"action": what, **chosen}, follow=True).content.decode()
    assert "has this outcome already" in told
    admin_client.post(LIST, {"action": "reopen", **chosen})
    assert set(Prediction.objects.values_list("outcome", flat=True)) == {"open"}


def test_one_is_settled_by_a_claim_and_undone(mention, admin_client):
    later = happened()
    save(admin_client, mention, outcome="come_true", by_claim=str(later.claim_id))
    assert outcome(mention) == ("come_true", later.claim_id)
    decision = Decision.objects.get()
    undo = reverse("admin:claims_decision_undo", args=[decision.pk])
    assert undo in admin_client.get(page(mention)).content.decode()
    admin_client.post(undo)
    assert outcome(mention) == ("open", None)


def test_saving_without_a_change_decides_nothing(mention, admin_client):
    save(admin_client, mention)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("number", ["99999999", "x", "-1", "9" * 18, "9" * 40, "0"])
def test_a_claim_that_is_none_is_refused(number, mention, admin_client):
    shown = save(admin_client, mention, outcome="come_true", by_claim=number)
    assert "no claim with this number" in shown or "at most 18 characters" in shown
    assert outcome(mention) == ("open", None)


@pytest.mark.parametrize("given", ["", "maybe", "\0"])
def test_an_outcome_that_is_none_is_refused(given, mention, admin_client):
    save(admin_client, mention, outcome=given)
    assert outcome(mention) == ("open", None)


def test_what_cannot_be_is_told(mention, admin_client):
    later = happened(status="unreviewed")
    shown = save(admin_client, mention, outcome="come_true", by_claim=str(later.claim_id))
    assert f"Claim {later.claim_id} was not accepted" in shown
    assert outcome(mention) == ("open", None)


def test_a_proposal_is_taken_with_one_click(mention, admin_client):
    later = happened(tense="present")
    linked(later, mention)
    value = f"come_true {later.claim_id}"
    shown = admin_client.get(page(mention)).content.decode()
    assert f'name="_proposed" value="{value}"' in shown
    assert f"come true: settled by claim {later.claim_id}" in shown
    save(admin_client, mention, _proposed=value)
    assert outcome(mention) == ("come_true", later.claim_id)


@pytest.mark.parametrize("value", ["come_true", "come_true x", "maybe 1", "come_true 99999999", " "])
def test_a_proposal_that_nobody_made_does_nothing_wrong(value, mention, admin_client):
    assert "Server Error" not in save(admin_client, mention, _proposed=value)
    assert outcome(mention)[1] is None


def test_in_german(mention, admin_client):
    linked(happened(tense="present"), mention)
    shown = admin_client.get(page(mention), headers={"accept-language": "de"}).content.decode()
    for words in ("fällig vom 1. Januar 2027", "eingetreten: entschieden durch Aussage", "Vorhersage"):
        assert words in shown, words


def test_who_may_not_change_claims_looks_or_is_sent_away(mention):
    for right, status in (("view_prediction", 200), ("view_actor", 403)):
        client = reader(right)
        user = UserFactory._meta.model.objects.latest("pk")
        user.is_staff = True
        user.save()
        assert client.get(page(mention)).status_code == status
        client.post(page(mention), {"outcome": "come_true"})
        assert outcome(mention) == ("open", None)
