"""What the page of a claim tells of decisions: every act of a curator in words, in both languages, and whose names it keeps."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from claims.history import MOST, history
from claims.joining import join_claims, refuse_relation, split_claim
from claims.merges import families
from claims.models import Claim, Decision
from claims.outcomes import settle
from claims.review import change_actor, change_source, decide, undo
from claims.vocabulary import Status
from tests.factories import (
    NOON,
    ActorFactory,
    AttributionFactory,
    DecisionFactory,
    MentionActorFactory,
    MentionFactory,
    PredictionFactory,
    RelationFactory,
    UserFactory,
)

READER = AnonymousUser()


@pytest.fixture
def curator(db):  # noqa: ARG001 - the fixture opens the database
    return UserFactory(username="Kuratorin", is_staff=True)


def acts(claim, user=READER):
    return history(claim, families([claim.pk]), user).acts


def told(claim, user=READER):
    return [(act.label, act.before, act.after) for act in acts(claim, user)]


def test_a_status_is_told_with_what_was_before_and_that_it_was_undone(curator):
    claim = MentionFactory().claim
    decide(claims=Claim.objects.filter(pk=claim.pk), status=Status.REJECTED, user=curator, now=NOON)
    later = NOON + timedelta(hours=1)
    undo(decision=Decision.objects.get(), user=curator, now=later)
    assert told(claim) == [
        ("undone: rejected", "rejected", "unreviewed"),
        ("rejected", "unreviewed", "rejected"),
    ]
    assert [act.undone_at for act in acts(claim)] == [None, later]
    undo(decision=Decision.objects.latest("pk"), user=curator, now=later)
    assert told(claim)[0] == ("undone: undone", "unreviewed", "rejected")
    with translation.override("de"):
        assert told(claim)[-1] == ("abgelehnt", "ungeprüft", "abgelehnt")


def test_only_those_who_work_here_see_who_decided(curator):
    decision = DecisionFactory(user=curator)
    reader = UserFactory()
    assert [acts(decision.claim, user)[0].curator for user in (READER, reader, curator)] == ["", "", "Kuratorin"]


def test_a_changed_source_and_a_changed_subject_are_told_by_name(curator):
    hop = AttributionFactory(actor__name="Amt")
    meant = MentionActorFactory(mention=hop.mention, actor__name="Russia")
    change_source(attribution=hop, actor=None, user=curator, now=NOON)
    change_actor(mentioned=meant, actor=ActorFactory(name="Belarus"), user=curator, now=NOON)
    assert told(hop.mention.claim) == [
        ("changed whom it is about", "Russia", "Belarus"),
        ("changed a source", "Amt", "not named"),
    ]


def test_a_join_is_told_on_the_page_of_the_root_with_the_other_wording(curator):
    root, leaf = MentionFactory().claim, MentionFactory().claim
    Claim.objects.filter(pk=leaf.pk).update(statement="Anders gesagt.")
    join_claims(claim=leaf, into=root, user=curator, now=NOON)
    (act,) = acts(root)
    assert (act.label, act.before, act.wording) == ("joined with another claim", "a claim of its own", "Anders gesagt.")
    assert act.after == f"“{root.statement}”"
    split_claim(claim=leaf, user=curator, now=NOON)
    assert acts(root) == []
    assert told(leaf)[0][0] == "split from another claim for good"


def test_a_refused_relation_is_told_on_both_sides_without_a_claim_that_was_rejected(curator):
    relation = RelationFactory(kind="supports")
    refuse_relation(relation=relation, user=curator, now=NOON)
    for one, other in ((relation.from_claim, relation.to_claim), (relation.to_claim, relation.from_claim)):
        (act,) = acts(one)
        assert (act.label, act.before, act.after) == ("refused a relation", "suggested", "refused")
        assert (act.kind, act.other) == ("supports", other)
    Claim.objects.filter(pk=relation.to_claim_id).update(status="rejected")
    assert acts(relation.from_claim)[0].other is None


def test_an_outcome_is_told_in_words(curator):
    prediction = PredictionFactory()
    MentionFactory(claim=prediction.claim, tense="future")
    settle(prediction=prediction, outcome="come_true", user=curator, now=NOON)
    assert told(prediction.claim) == [("settled a prediction", "open", "come true")]


def test_decisions_about_others_are_not_told(curator):
    DecisionFactory(user=curator)
    RelationFactory()
    assert acts(MentionFactory().claim) == []


def test_an_act_of_a_kind_that_is_not_known_any_more_is_told_by_its_code(curator):
    decision = DecisionFactory(user=curator, action="polish", before={"status": "dull"}, after={"status": "shiny"})
    assert told(decision.claim) == [("polish", "dull", "shiny")]


def test_the_newest_come_first_and_no_more_than_a_page_holds(curator, django_assert_num_queries):
    claim = MentionFactory().claim
    for number in range(MOST + 1):
        DecisionFactory(user=curator, claim=claim, made_at=NOON + timedelta(minutes=number))
    with django_assert_num_queries(2):  # relations; decisions
        found = history(claim, [claim.pk], READER)
    assert (len(found.acts), found.more) == (MOST, True)
    assert found.acts[0].made_at == NOON + timedelta(minutes=MOST)
