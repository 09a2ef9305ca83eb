"""Curators settle predictions: every act leaves a Decision, and all of it can be undone."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim, Decision, Prediction
from claims.outcomes import proposals, settle
from claims.review import ReviewError, decide, undo
from claims.vocabulary import Outcome
from tests.claims.test_forecasting import IN_2027, SAID, foretold, happened, join, linked, outcome, split, wrong
from tests.factories import NOON, ClaimFactory, PredictionFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=400)


@pytest.fixture
def curator():
    return UserFactory(username="mira")


@pytest.fixture
def mention():
    return foretold(due=[IN_2027])


def row(mention):
    return Prediction.objects.get(pk=mention.claim_id)


def given_outcome(mention, outcome, curator, by=None, now=LATER):
    return settle(prediction=row(mention), outcome=outcome, by_claim=by and by.claim, user=curator, now=now)


class TestSettle:
    @pytest.mark.parametrize("given", ["come_true", "not_come_true", "undecidable"])
    def test_gives_an_outcome_and_leaves_a_decision(self, mention, curator, given):
        later = happened()
        decision = given_outcome(mention, given, curator, later)
        settled = row(mention)
        assert (settled.outcome, settled.settled_by, settled.settled_at, settled.decided) == (
            given,
            later.claim,
            LATER,
            True,
        )
        assert (decision.claim, decision.action, decision.user) == (mention.claim, "settle", curator)
        assert decision.before == {"outcome": "open", "settled_by": None, "settled_at": None}
        assert (decision.after["outcome"], decision.after["settled_by"]) == (given, later.claim_id)
        assert wrong() == []

    def test_is_taken_back_and_made_again(self, mention, curator):
        before = Prediction.objects.values().get()
        decision = given_outcome(mention, "come_true", curator)
        after = Prediction.objects.values().get()
        back = undo(decision=decision, user=curator, now=LATER)
        assert Prediction.objects.values().get() == before
        undo(decision=back, user=curator, now=LATER)
        assert Prediction.objects.values().get() == after

    def test_reopens_what_a_curator_settled(self, mention, curator):
        given_outcome(mention, "come_true", curator)
        decision = given_outcome(mention, "open", curator)
        assert outcome(mention) == ("open", None)
        undo(decision=decision, user=curator, now=LATER)
        assert outcome(mention) == ("come_true", None)

    def test_a_later_claim_may_be_changed_alone(self, mention, curator):
        later = happened()
        given_outcome(mention, "come_true", curator)
        given_outcome(mention, "come_true", curator, later)
        assert outcome(mention) == ("come_true", later.claim_id)

    def test_overrules_what_follows_from_later_claims(self, mention, curator):
        later = happened()
        linked(later, mention)
        decision = given_outcome(mention, "undecidable", curator)
        assert outcome(mention) == ("undecidable", None)
        undo(decision=decision, user=curator, now=LATER)
        assert outcome(mention) == ("come_true", later.claim_id)

    def test_of_a_merged_claim_settles_its_root(self, mention, curator):
        root = foretold()
        prediction = row(mention)
        join(mention.claim, root.claim)
        decision = settle(prediction=prediction, outcome="come_true", user=curator, now=LATER)
        assert decision.claim == root.claim
        assert outcome(root) == ("come_true", None)

    def test_undo_reaches_through_a_merge(self, mention, curator):
        root = foretold()
        decision = given_outcome(mention, "come_true", curator)
        join(mention.claim, root.claim)
        assert outcome(root) == ("come_true", None)
        back = undo(decision=decision, user=curator, now=LATER)
        assert outcome(root) == ("open", None)
        assert not Prediction.objects.filter(pk=mention.claim_id).exists()
        undo(decision=back, user=curator, now=LATER)
        assert outcome(root) == ("come_true", None)
        split(mention.claim)
        assert (outcome(mention), outcome(root)) == (("come_true", None), ("open", None))
        assert wrong() == []

    def test_what_is_no_prediction_any_more_stays_settled_until_it_is_undone(self, mention, curator):
        decision = given_outcome(mention, "come_true", curator)
        type(mention).objects.filter(pk=mention.pk).update(tense="past")
        join(mention.claim, None)
        assert outcome(mention) == ("come_true", None)
        undo(decision=decision, user=curator, now=LATER)
        assert not Prediction.objects.exists()


class TestRefusals:
    def test_the_outcome_it_has(self, mention, curator):
        with pytest.raises(ReviewError, match="has this outcome already"):
            given_outcome(mention, "open", curator)
        given_outcome(mention, "come_true", curator)
        with pytest.raises(ReviewError, match="has this outcome already"):
            given_outcome(mention, "come_true", curator)

    def test_its_own_family(self, mention, curator):
        other = foretold()
        join(other.claim, mention.claim)
        for by in (mention, other):
            with pytest.raises(ReviewError, match="not settled by its own claim"):
                given_outcome(mention, "come_true", curator, by)

    @pytest.mark.parametrize("status", ["unreviewed", "rejected", "retracted"])
    def test_a_claim_that_was_not_accepted(self, mention, curator, status):
        with pytest.raises(ReviewError, match="was not accepted"):
            given_outcome(mention, "come_true", curator, happened(status=status))

    @pytest.mark.parametrize("day", [SAID, date(2020, 1, 1), None])
    def test_a_claim_that_is_not_later(self, mention, curator, day):
        with pytest.raises(ReviewError, match="was not published after"):
            given_outcome(mention, "come_true", curator, happened(day))

    def test_another_prediction(self, mention, curator):
        with pytest.raises(ReviewError, match="about the future itself"):
            given_outcome(mention, "come_true", curator, happened(tense="future"))

    def test_a_claim_that_keeps_it_open(self, mention, curator):
        given_outcome(mention, "come_true", curator)
        with pytest.raises(ReviewError, match="keeps a prediction open"):
            given_outcome(mention, "open", curator, happened())

    def test_opening_what_follows_from_another_claim(self, mention, curator):
        later = happened()
        linked(later, mention)
        with pytest.raises(ReviewError, match=f"about claim {later.claim_id}; undo that"):
            given_outcome(mention, "open", curator)
        root = foretold()
        given_outcome(mention, "undecidable", curator)
        join(mention.claim, root.claim)
        with pytest.raises(ReviewError, match=f"about claim {mention.claim_id}; undo that"):
            given_outcome(root, "open", curator)

    def test_what_is_no_prediction(self, curator):
        with pytest.raises(ReviewError, match="no prediction any more"):
            settle(prediction=Prediction(claim=ClaimFactory()), outcome="come_true", user=curator, now=NOON)
        assert not Decision.objects.exists()

    def test_undoing_twice_or_out_of_order(self, mention, curator):
        first = given_outcome(mention, "come_true", curator)
        second = given_outcome(mention, "undecidable", curator)
        with pytest.raises(ReviewError, match="changed since"):
            undo(decision=first, user=curator, now=LATER)
        undo(decision=second, user=curator, now=LATER)
        undo(decision=first, user=curator, now=LATER)
        with pytest.raises(ReviewError, match="undone already"):
            undo(decision=first, user=curator, now=LATER)
        assert outcome(mention) == ("open", None)


class TestProposals:
    def test_are_accepted_later_claims_that_leave_something_to_judge(self, mention):
        present, refuting, silent = happened(tense="present"), happened(), happened(status="unreviewed")
        linked(present, mention)
        linked(refuting, mention, "contradicts")
        linked(silent, mention)
        assert proposals(row(mention)) == [(present.claim, "come_true"), (refuting.claim, "not_come_true")]

    def test_there_are_none_for_what_is_settled(self, mention, curator):
        linked(happened(tense="present"), mention)
        given_outcome(mention, "come_true", curator)
        assert proposals(row(mention)) == []
        assert proposals(PredictionFactory()) == []


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("settle"), st.integers(0, 1), st.sampled_from(Outcome.values), st.booleans()),
        st.tuples(st.sampled_from(["join", "split", "accept", "reopen"])),
        st.tuples(st.just("undo")),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_rows_are_right_and_undoing_all_of_it_opens_all(acts):
    with transaction.atomic():
        curator = UserFactory()
        one, two, later = foretold(due=[IN_2027]), foretold(due=[IN_2027]), happened(status="unreviewed")
        linked(later, one)
        before = list(Prediction.objects.order_by("pk").values())
        for act in acts:
            with suppress(ReviewError):
                _act(act, (one, two), later, curator)
            assert wrong() == []
        for decision in Decision.objects.filter(undoes=None, undone_by=None).order_by("-pk"):
            undo(decision=decision, user=curator, now=LATER)
        split_if_joined(one)
        assert list(Prediction.objects.order_by("pk").values()) == before
        transaction.set_rollback(True)


def _act(act, mentions, later, curator):
    """Decisions are undone the latest first only, so that all of them can be in the end."""
    what, *told = act
    if what == "settle":
        number, chosen, by = told
        prediction = Prediction.objects.filter(pk=mentions[number].claim_id).first()
        if prediction:
            by_claim = later.claim if by else None
            settle(prediction=prediction, outcome=chosen, by_claim=by_claim, user=curator, now=LATER)
    elif what == "undo":
        if last := Decision.objects.filter(undoes=None, undone_by=None).order_by("-pk").first():
            undo(decision=last, user=curator, now=LATER)
    elif what in ("accept", "reopen"):
        status = "accepted" if what == "accept" else "unreviewed"
        decide(claims=Claim.objects.filter(pk=later.claim_id), status=status, user=curator, now=LATER)
    elif what == "join":
        join(mentions[0].claim, mentions[1].claim)
    else:
        split_if_joined(mentions[0])


def split_if_joined(mention):
    if Claim.objects.get(pk=mention.claim_id).merged_into_id:
        split(mention.claim)
