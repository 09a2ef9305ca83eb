"""Who is who: curators merge actors and refuse to; every act leaves a Decision, and all of it can be undone."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions import derive
from claims.checks import findings
from claims.identity import confirm_suggestion, merge_actors, refuse_suggestion
from claims.models import ClaimActor, Decision
from claims.review import ReviewError, undo
from sources.models import Actor, MergeSuggestion
from tests.factories import (
    NOON,
    ActorFactory,
    AttributionFactory,
    MergeSuggestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return UserFactory(username="mira")


@pytest.fixture
def people():
    return [ActorFactory(kind="person", name=name) for name in ("Anna", "Berta", "Clara", "Dora")]


def by(curator):
    return {"user": curator, "now": NOON}


def pair(one, other, **told):
    first, second = sorted((one, other), key=lambda actor: actor.pk)
    return MergeSuggestionFactory(first=first, second=second, **told)


def state():
    """All that merging touches, decisions apart."""
    actors = Actor.objects.order_by("pk").values_list("pk", "merged_into")
    suggestions = MergeSuggestion.objects.order_by("pk").values_list("pk", "status")
    derived = ClaimActor.objects.order_by("claim", "part", "actor").values_list("claim", "part", "actor", "exact")
    return [*actors], [*suggestions], [*derived]


class TestMerge:
    def test_is_a_pointer_a_decision_and_what_follows_of_it(self, curator, people):
        anna, berta, *_ = people
        hop = AttributionFactory(actor=anna)
        derive([hop.mention.claim_id])
        suggestion = pair(anna, berta)
        decision = merge_actors(actor=anna, into=berta, **by(curator))
        anna.refresh_from_db()
        suggestion.refresh_from_db()
        assert (anna.merged_into, suggestion.status) == (berta, "confirmed")
        assert (decision.actor, decision.action, decision.user) == (anna, "merge_actor", curator)
        assert (decision.before["merged_into"], decision.after["merged_into"]) == (None, berta.pk)
        assert set(ClaimActor.objects.values_list("actor__name", flat=True)) == {"Anna", "Berta"}
        assert not [words for words in findings() if "derived" in words]
        hop.refresh_from_db()
        assert hop.actor == anna, "a merge rewrites nothing"

    def test_is_taken_back_and_made_again(self, curator, people):
        anna, berta, *_ = people
        derive([AttributionFactory(actor=anna).mention.claim_id])
        pair(anna, berta)
        before = state()
        decision = merge_actors(actor=anna, into=berta, **by(curator))
        merged = state()
        back = undo(decision=decision, **by(curator))
        assert state() == before
        undo(decision=back, **by(curator))
        assert state() == merged

    def test_leads_to_the_root(self, curator, people):
        anna, berta, clara, _dora = people
        merge_actors(actor=berta, into=clara, **by(curator))
        merge_actors(actor=anna, into=berta, **by(curator))
        anna.refresh_from_db()
        assert anna.merged_into == clara

    def test_into_itself_twice_or_in_a_circle_is_refused(self, curator, people):
        anna, berta, clara, _dora = people
        merge_actors(actor=anna, into=berta, **by(curator))
        merge_actors(actor=berta, into=clara, **by(curator))
        wrong = [
            (clara, clara, "into itself"),
            (anna, clara, "Anna is merged into Berta already"),
            (clara, anna, "merged already"),
            (clara, berta, "merged already"),
        ]
        for actor, into, words in wrong:
            with pytest.raises(ReviewError, match=words):
                merge_actors(actor=actor, into=into, **by(curator))
        assert Decision.objects.count() == 2

    def test_of_different_kinds_is_refused(self, curator, people):
        outlet = ActorFactory(kind="outlet", name="Tagespost")
        with pytest.raises(ReviewError, match=r"Anna \(person\) and Tagespost \(outlet\)"):
            merge_actors(actor=people[0], into=outlet, **by(curator))

    @pytest.mark.parametrize("ids", [("qid", "Q1", "Q2"), ("code", "AA", "BB")])
    def test_of_two_with_different_ids_is_refused_in_families_too(self, ids, curator, people):
        column, one, other = ids
        anna, berta, clara, _dora = people
        Actor.objects.filter(pk=anna.pk).update(**{column: one})
        Actor.objects.filter(pk=clara.pk).update(**{column: other})
        merge_actors(actor=anna, into=berta, **by(curator))
        with pytest.raises(ReviewError, match=f"{one} and {other}"):
            merge_actors(actor=berta, into=clara, **by(curator))

    def test_of_a_part_with_its_whole_is_refused(self, curator):
        whole = ActorFactory()
        part = ActorFactory(part_of=whole)
        for actor, into in ((part, whole), (whole, part)):
            with pytest.raises(ReviewError, match="part of the other"):
                merge_actors(actor=actor, into=into, **by(curator))

    def test_is_not_taken_back_twice_nor_after_it_has_changed(self, curator, people):
        anna, berta, clara, _dora = people
        decision = merge_actors(actor=anna, into=berta, **by(curator))
        Actor.objects.filter(pk=anna.pk).update(merged_into=clara)
        with pytest.raises(ReviewError, match="changed since"):
            undo(decision=decision, **by(curator))
        Actor.objects.filter(pk=anna.pk).update(merged_into=berta)
        undo(decision=decision, **by(curator))
        with pytest.raises(ReviewError, match="already"):
            undo(decision=decision, **by(curator))

    def test_queries(self, curator, people, django_assert_max_num_queries):
        """The same for a family of many: nothing is looked at one by one."""
        anna, berta, clara, dora = people
        for n in range(20):
            ActorFactory(kind="person", merged_into=(anna, berta)[n % 2])
        with django_assert_max_num_queries(31):
            merge_actors(actor=anna, into=berta, **by(curator))
        with django_assert_max_num_queries(31):
            merge_actors(actor=clara, into=dora, **by(curator))


class TestConfirm:
    def test_merges_whom_less_is_known_of(self, curator, people):
        anna, berta, clara, _dora = people
        Actor.objects.filter(pk=berta.pk).update(qid="Q1")
        confirm_suggestion(suggestion=pair(anna, berta), **by(curator))
        confirm_suggestion(suggestion=pair(anna, clara), **by(curator))
        assert dict(Actor.objects.exclude(merged_into=None).values_list("name", "merged_into__name")) == {
            "Anna": "Berta",
            "Clara": "Berta",
        }
        assert set(MergeSuggestion.objects.values_list("status", flat=True)) == {"confirmed"}

    def test_twice_is_refused(self, curator, people):
        suggestion = pair(*people[:2])
        confirm_suggestion(suggestion=suggestion, **by(curator))
        with pytest.raises(ReviewError, match="merged already"):
            confirm_suggestion(suggestion=suggestion, **by(curator))

    def test_against_a_refusal_is_refused(self, curator, people):
        suggestion = pair(*people[:2])
        refuse_suggestion(suggestion=suggestion, **by(curator))
        with pytest.raises(ReviewError, match=r"mira refused on .*2026.* to merge Anna and Berta"):
            confirm_suggestion(suggestion=suggestion, **by(curator))


class TestRefuse:
    def test_is_a_decision_that_can_be_undone(self, curator, people):
        suggestion = pair(*people[:2])
        decision = refuse_suggestion(suggestion=suggestion, **by(curator))
        suggestion.refresh_from_db()
        assert (suggestion.status, decision.action, decision.actor) == ("refused", "refuse_merge", people[0])
        assert refuse_suggestion(suggestion=suggestion, **by(curator)) is None
        back = undo(decision=decision, **by(curator))
        suggestion.refresh_from_db()
        assert suggestion.status == "suggested"
        undo(decision=back, **by(curator))
        suggestion.refresh_from_db()
        assert suggestion.status == "refused"

    def test_stops_a_merge_of_their_families(self, curator, people):
        anna, berta, clara, dora = people
        refuse_suggestion(suggestion=pair(anna, berta), **by(curator))
        merge_actors(actor=anna, into=clara, **by(curator))
        merge_actors(actor=berta, into=dora, **by(curator))
        with pytest.raises(ReviewError, match="to merge Anna and Berta"):
            merge_actors(actor=dora, into=clara, **by(curator))

    def test_stops_that_a_merge_is_made_again(self, curator, people):
        anna, berta, *_ = people
        suggestion = pair(anna, berta)
        back = undo(decision=confirm_suggestion(suggestion=suggestion, **by(curator)), **by(curator))
        refuse_suggestion(suggestion=suggestion, **by(curator))
        with pytest.raises(ReviewError, match="mira refused"):
            undo(decision=back, **by(curator))

    def test_of_what_is_merged_is_refused(self, curator, people):
        suggestion = pair(*people[:2])
        decision = refuse_suggestion(suggestion=suggestion, **by(curator))
        back = undo(decision=decision, **by(curator))
        confirm_suggestion(suggestion=suggestion, **by(curator))
        with pytest.raises(ReviewError, match="undo that first"):
            refuse_suggestion(suggestion=suggestion, **by(curator))
        with pytest.raises(ReviewError, match="changed since"):
            undo(decision=back, **by(curator))

    def test_that_nobody_is_known_to_have_made_counts_too(self, curator, people):
        pair(*people[:2], status="refused")
        with pytest.raises(ReviewError, match="It was refused to merge Anna and Berta"):
            merge_actors(actor=people[0], into=people[1], **by(curator))

    def test_answers_other_suggestions_between_the_same_families(self, curator, people):
        anna, berta, clara, dora = people
        asked, other = pair(anna, berta), pair(clara, dora)
        again = pair(anna, clara)
        merge_actors(actor=berta, into=clara, **by(curator))
        assert set(MergeSuggestion.objects.open()) == {asked, again, other}
        refuse_suggestion(suggestion=asked, **by(curator))
        assert list(MergeSuggestion.objects.open()) == [other]
        assert set(MergeSuggestion.objects.unanswered()) == {asked, other}


class TestDatabase:
    def test_refuses_a_merge_that_was_refused(self, people):
        anna, berta, clara, dora = people
        pair(anna, berta, status="refused")
        Actor.objects.filter(pk=anna.pk).update(merged_into=clara)
        with pytest.raises(IntegrityError, match="sources_actor_merge_not_refused"), transaction.atomic():
            Actor.objects.filter(pk=berta.pk).update(merged_into=clara)
        Actor.objects.filter(pk=berta.pk).update(merged_into=dora)
        with pytest.raises(IntegrityError, match="sources_actor_merge_not_refused"):
            Actor.objects.filter(pk=dora.pk).update(merged_into=anna)

    def test_refuses_a_refusal_of_what_is_merged(self, people):
        anna, berta, clara, _dora = people
        suggestion = pair(anna, berta)
        Actor.objects.filter(pk__in=[anna.pk, berta.pk]).update(merged_into=clara)
        with pytest.raises(IntegrityError, match="sources_mergesuggestion_refused_apart"), transaction.atomic():
            MergeSuggestion.objects.filter(pk=suggestion.pk).update(status="refused")
        with pytest.raises(IntegrityError, match="sources_mergesuggestion_refused_apart"):
            pair(anna, clara, status="refused")

    def test_keeps_a_refusal_and_its_pair(self, people):
        suggestion = pair(*people[:2], status="refused")
        with pytest.raises(IntegrityError, match="sources_mergesuggestion_kept"), transaction.atomic():
            suggestion.delete()
        with pytest.raises(IntegrityError, match="sources_mergesuggestion_pair_fixed"):
            MergeSuggestion.objects.update(second=people[2])

    def test_lets_a_suggestion_go(self, people):
        pair(*people[:2]).delete()
        assert not MergeSuggestion.objects.exists()

    def test_what_a_trigger_refuses_is_told(self, curator, people, monkeypatch):
        pair(*people[:2], status="refused")
        monkeypatch.setattr("claims.identity._check", lambda *_: None)
        with pytest.raises(ReviewError, match="database refuses"):
            merge_actors(actor=people[0], into=people[1], **by(curator))


STEPS = st.lists(
    st.tuples(st.sampled_from(["merge", "confirm", "refuse", "undo"]), st.integers(0, 4), st.integers(0, 4)),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_leaves_a_legal_state_and_can_be_undone(steps):
    with transaction.atomic():
        curator = UserFactory()
        actors = [ActorFactory(kind="person") for _ in range(5)]
        derive([AttributionFactory(actor=actor).mention.claim_id for actor in actors])
        pairs = [pair(one, other) for one in actors for other in actors if one.pk < other.pk]
        before = state()
        for number, step in enumerate(steps):
            _do(step, actors, pairs, {"user": curator, "now": NOON + timedelta(minutes=number)})
            assert_legal()
        for decision in Decision.objects.filter(undoes=None, undone_by=None).order_by("-pk"):
            undo(decision=decision, user=curator, now=NOON)
            assert_legal()
        assert state() == before
        transaction.set_rollback(True)


def _do(step, actors, pairs, told):
    what, one, other = step
    try:
        if what == "merge":
            merge_actors(actor=actors[one], into=actors[other], **told)
        elif what == "undo":
            undone = Decision.objects.filter(undone_by=None, undoes=None).order_by("pk")[one : one + 1]
            for decision in undone:
                undo(decision=decision, **told)
        else:
            act = {"confirm": confirm_suggestion, "refuse": refuse_suggestion}[what]
            act(suggestion=pairs[(one * 5 + other) % len(pairs)], **told)
    except ReviewError:
        pass


def assert_legal():
    """Confirmed are those that are one, refused none of these; what is derived is right."""
    above = dict(Actor.objects.values_list("pk", "merged_into"))

    def root(pk):
        while above[pk]:
            pk = above[pk]
        return pk

    for row in MergeSuggestion.objects.all():
        assert (row.status == "confirmed") == (root(row.first_id) == root(row.second_id)), row
    assert not [words for words in findings() if "derived" in words or "merge" in words]


@pytest.mark.needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_a_merge_and_its_refusal_at_once_one_comes_second(curator):
    for _ in range(5):
        suggestion = pair(ActorFactory(kind="person"), ActorFactory(kind="person"))
        start, failed = threading.Barrier(2), []

        def act(function, start=start, suggestion=suggestion, failed=failed):
            start.wait()
            try:
                function(suggestion=suggestion, **by(curator))
            except ReviewError:
                failed.append(function)
            finally:
                connection.close()

        threads = [
            threading.Thread(target=act, args=[function]) for function in (confirm_suggestion, refuse_suggestion)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(failed) == 1
        assert_legal()
