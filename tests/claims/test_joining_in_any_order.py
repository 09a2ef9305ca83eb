"""Whatever curators do to claims in whatever order, the state is legal and all of it can be undone."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions import derive
from claims.checks import findings
from claims.indexing import index_everything
from claims.joining import confirm_relation, join_claims, refuse_relation, split_claim
from claims.models import Claim, Decision, Relation
from claims.review import ReviewError, undo
from tests.claims.test_joining import by, pair, state
from tests.factories import NOON, AttributionFactory, MentionFactory, UserFactory

pytestmark = pytest.mark.django_db
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["join", "split", "confirm", "refuse", "undo", "redo"]), st.integers(0, 4), st.integers(0, 7)
    ),
    max_size=16,
)


@given(steps=STEPS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_leaves_a_legal_state_and_can_be_undone(steps):
    with transaction.atomic():
        curator = UserFactory()
        claims = [AttributionFactory().mention.claim for _ in range(5)]
        derive([claim.pk for claim in claims])
        index_everything()
        told = [
            pair(claims[one], claims[other], kind)
            for one, other, kind in (
                *((0, 1, "same"), (1, 2, "same"), (0, 3, "same"), (2, 4, "same")),
                *((0, 1, "contradicts"), (2, 3, "contradicts"), (1, 3, "contradicts"), (3, 4, "updates")),
            )
        ]
        derive([claim.pk for claim in claims])
        before = state()
        for number, step in enumerate(steps):
            _do(step, claims, told, {"user": curator, "now": NOON + timedelta(minutes=number)})
            assert_legal()
        for decision in sorted(_in_effect(), key=lambda one: one.pk, reverse=True):
            undo(decision=decision, user=curator, now=NOON)
            assert_legal()
        assert state() == before
        transaction.set_rollback(True)


def _latest():
    """Each act with how often it was undone or made again, and the decision that did so last."""
    for decision in Decision.objects.filter(undoes=None):
        latest, turns = decision, 0
        while hasattr(latest, "undone_by"):
            latest, turns = latest.undone_by, turns + 1
        yield turns, latest


def _in_effect():
    return [decision for turns, decision in _latest() if turns % 2 == 0]


def _do(step, claims, told, by):
    what, one, other = step
    try:
        if what == "join":
            join_claims(claim=claims[one], into=claims[other % 5], **by)
        elif what == "split":
            split_claim(claim=claims[one], **by)
        elif what in {"undo", "redo"}:
            wanted = [decision for turns, decision in _latest() if turns % 2 == (what == "redo")]
            for decision in wanted[one : one + 1]:
                undo(decision=decision, **by)
        else:
            act = {"confirm": confirm_relation, "refuse": refuse_relation}[what]
            act(relation=told[other], **by)
    except ReviewError:
        pass


def roots():
    """The root of every claim, the obvious way."""
    above = dict(Claim.objects.values_list("pk", "merged_into"))

    def root(pk):
        while above[pk]:
            pk = above[pk]
        return pk

    return {pk: root(pk) for pk in above}


def assert_legal():
    """Confirmed are those that are one, refused none of these; what is derived is right."""
    root = roots()
    for row in Relation.objects.filter(kind="same"):
        assert (row.status == "confirmed") == (root[row.from_claim_id] == root[row.to_claim_id]), row
    assert set(Relation.objects.standing()) == standing_twin(root)
    assert not [*findings()]


def standing_twin(root):
    """`standing` the slow way."""
    best, refused = {}, set()
    for row in Relation.objects.order_by("pk"):
        pair = (root[row.from_claim_id], root[row.to_claim_id])
        key = (row.kind, *(sorted(pair) if row.kind in {"same", "contradicts"} else pair))
        if row.status == "refused":
            refused.add(key)
        elif pair[0] != pair[1] and (key not in best or (row.status, best[key].status) == ("confirmed", "suggested")):
            best[key] = row
    return {row for key, row in best.items() if row.status == "confirmed" or key not in refused}


@pytest.mark.needs_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("acts", [(confirm_relation, refuse_relation), (confirm_relation, confirm_relation)])
def test_of_two_that_decide_at_once_one_comes_second(acts):
    curator = UserFactory()
    for _ in range(5):
        relation = pair(MentionFactory().claim, MentionFactory().claim)
        index_everything()
        start, done = threading.Barrier(2), []

        def act(function, start=start, relation=relation, done=done):
            start.wait()
            try:
                done.append(function(relation=relation, **by(curator)) is not None)
            except ReviewError:
                done.append(False)
            finally:
                connection.close()

        threads = [threading.Thread(target=act, args=[function]) for function in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == [False, True]
        assert_legal()
