"""What later claims that curators accepted make of a prediction, and that undoing it opens the prediction again."""

from datetime import date, timedelta

import pytest

from claims.forecasting import derive_predictions
from claims.models import Claim, Prediction
from claims.review import decide, undo
from tests.claims.test_forecasting import IN_2027, SAID, foretold, happened, join, linked, outcome, split, wrong
from tests.factories import NOON, DecisionFactory, RelationFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestLaterClaims:
    def test_a_linked_one_settles_when_it_is_accepted_and_undoing_that_opens_again(self):
        prediction, later = foretold(due=[IN_2027]), happened(status="unreviewed")
        linked(later, prediction)
        assert outcome(prediction) == ("open", None)
        curator, then = UserFactory(), NOON + timedelta(days=200)
        decide(claims=Claim.objects.filter(pk=later.claim_id), status="accepted", user=curator, now=then)
        assert outcome(prediction) == ("come_true", later.claim_id)
        row = Prediction.objects.get(pk=prediction.claim_id)
        assert (row.settled_at, row.decided) == (then, False)
        assert wrong() == []
        undo(decision=later.claim.decisions.get(), user=curator, now=then)
        assert outcome(prediction) == ("open", None)

    def test_undoing_the_relation_opens_it_again(self):
        prediction, later = foretold(due=[IN_2027]), happened()
        relation = linked(later, prediction)
        told = {"before": {"status": "suggested"}, "after": {"status": "confirmed"}}
        decision = DecisionFactory(claim=None, relation=relation, **told)
        assert outcome(prediction) == ("come_true", later.claim_id)
        undo(decision=decision, user=decision.user, now=NOON)
        assert outcome(prediction) == ("open", None)

    SETTLES = [
        # how the later claim is linked, when it was published, what it is, and what follows
        ("supports", date(2027, 6, 1), {}, "come_true"),
        ("supports", date(2026, 12, 1), {}, "open"),  # its time has not begun
        ("supports", date(2028, 6, 1), {}, "come_true"),
        ("contradicts", date(2027, 6, 1), {}, "open"),  # there is time left
        ("contradicts", date(2028, 1, 1), {}, "not_come_true"),
        ("supports", date(2027, 6, 1), {"tense": "present"}, "open"),
        ("supports", date(2027, 6, 1), {"tense": "future"}, "open"),
        ("supports", date(2027, 6, 1), {"certainty": "probable"}, "open"),
        ("supports", date(2027, 6, 1), {"stance": "demands"}, "open"),
        ("supports", date(2027, 6, 1), {"status": "rejected"}, "open"),
        ("supports", None, {}, "open"),
        ("updates", date(2027, 6, 1), {}, "open"),
    ]

    @pytest.mark.parametrize(("kind", "day", "told", "found"), SETTLES)
    def test_it_has_to_leave_nothing_to_judge(self, kind, day, told, found):
        prediction, later = foretold(due=[IN_2027]), happened(day, **told)
        linked(later, prediction, kind)
        assert outcome(prediction)[0] == found

    def test_a_relation_that_nobody_confirmed_settles_nothing(self):
        prediction, later = foretold(due=[IN_2027]), happened()
        RelationFactory(from_claim=later.claim, to_claim=prediction.claim)
        derive_predictions([later.claim_id, prediction.claim_id])
        assert outcome(prediction) == ("open", None)

    def test_a_prediction_without_a_time_is_settled_by_no_relation(self):
        prediction = foretold()
        linked(happened(), prediction)
        assert outcome(prediction) == ("open", None)

    def test_where_later_claims_disagree_it_stays_open(self):
        prediction = foretold(due=[IN_2027])
        linked(happened(date(2028, 2, 1)), prediction)
        linked(happened(date(2028, 3, 1)), prediction, "contradicts")
        assert outcome(prediction) == ("open", None)

    def test_the_earliest_counts(self):
        prediction = foretold(due=[IN_2027])
        late, early = happened(date(2027, 9, 1)), happened(date(2027, 5, 1))
        linked(late, prediction)
        linked(early, prediction)
        assert outcome(prediction) == ("come_true", early.claim_id)

    def test_a_claim_merged_into_either_side_counts_for_it(self):
        prediction, root, later, whole = foretold(due=[IN_2027]), foretold(), happened(), happened(status="unreviewed")
        linked(later, prediction)
        join(prediction.claim, root.claim)
        assert outcome(root) == ("come_true", later.claim_id)
        join(later.claim, whole.claim)
        assert outcome(root) == ("open", None), "what it was merged into was not accepted"
        Claim.objects.filter(pk=whole.claim_id).update(status="accepted")
        derive_predictions([whole.claim_id])
        assert outcome(root) == ("come_true", whole.claim_id)
        assert wrong() == []

    @pytest.mark.parametrize("due", [[], [IN_2027]])
    def test_the_same_told_as_past_settles_when_it_is_joined(self, due):
        prediction, later = foretold(due=due), happened()
        join(later.claim, prediction.claim)
        assert outcome(prediction) == ("come_true", later.claim_id)
        split(later.claim)
        assert outcome(prediction) == ("open", None)

    @pytest.mark.parametrize(
        "told", [{"status": "unreviewed"}, {"day": SAID}, {"tense": "present"}, {"polarity": "negative"}]
    )
    def test_not_where_it_is_not_accepted_later_past_or_says_the_opposite(self, told):
        prediction, later = foretold(due=[IN_2027]), happened(**told)
        join(later.claim, prediction.claim)
        assert outcome(prediction) == ("open", None)

    def test_the_opposite_settles_when_the_time_is_over(self):
        prediction, later = foretold(due=[IN_2027]), happened(date(2028, 1, 1), polarity="negative")
        join(later.claim, prediction.claim)
        assert outcome(prediction) == ("not_come_true", later.claim_id)

    def test_a_prediction_that_is_merged_into_what_happened_is_settled_there(self):
        prediction, later = foretold(), happened()
        join(prediction.claim, later.claim)
        assert outcome(later) == ("come_true", None)

    def test_what_a_curator_gave_counts_more(self):
        prediction, later = foretold(due=[IN_2027]), happened()
        Prediction.objects.update(outcome="undecidable", decided=True, settled_at=NOON)
        linked(later, prediction)
        assert outcome(prediction) == ("undecidable", None)
