"""What curators decide: every act leaves one Decision, and can be undone."""

from datetime import timedelta

import pytest

from claims.actions import derive
from claims.actor_review import actor_state, record_actor
from claims.models import Attribution, Claim, ClaimActor, Decision, Mention
from claims.review import ReviewError, change_actor, change_source, decide, undo
from claims.vocabulary import Status
from sources.actions import load_knowledge
from sources.knowledge import KnownActor, KnownAlias
from sources.models import Actor, Alias
from tests.claims.building import TEXT, found, store
from tests.factories import (
    NOON,
    ActorFactory,
    AffiliationFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    MentionActorFactory,
    MentionFactory,
    RelationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return UserFactory()


def sources_of(claim):
    rows = ClaimActor.objects.filter(claim=claim, part="source").select_related("actor")
    return {row.actor.name for row in rows}


class TestDecide:
    @pytest.mark.parametrize(
        ("status", "action"), [("accepted", "accept"), ("rejected", "reject"), ("retracted", "retract")]
    )
    def test_writes_one_decision_for_each_claim_in_one_batch(self, status, action, curator):
        claims = [ClaimFactory(), ClaimFactory()]
        assert decide(claims=Claim.objects.all(), status=Status(status), user=curator, now=NOON) == 2
        decisions = list(Decision.objects.order_by("pk"))
        assert set(Claim.objects.values_list("status", flat=True)) == {status}
        assert [decision.claim for decision in decisions] == claims
        assert len({decision.batch for decision in decisions} - {None}) == 1
        told = [(row.action, row.before, row.after, row.user, row.made_at) for row in decisions]
        assert told == [(action, {"status": "unreviewed"}, {"status": status}, curator, NOON)] * 2

    def test_a_second_time_changes_nothing(self, curator):
        ClaimFactory(status="accepted")
        assert decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=curator, now=NOON) == 0
        assert not Decision.objects.exists()

    def test_back_to_unreviewed(self, curator):
        claim = ClaimFactory(status="rejected")
        assert decide(claims=Claim.objects.all(), status=Status.UNREVIEWED, user=curator, now=NOON) == 1
        claim.refresh_from_db()
        assert (claim.status, Decision.objects.get().action) == ("unreviewed", "reopen")

    def test_two_calls_are_two_batches(self, curator):
        ClaimFactory()
        decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=curator, now=NOON)
        decide(claims=Claim.objects.all(), status=Status.REJECTED, user=curator, now=NOON)
        assert len(set(Decision.objects.values_list("batch", flat=True))) == 2

    def test_takes_any_query_with_order_and_distinct(self, curator):
        claim = MentionFactory().claim
        MentionFactory(claim=claim)
        chosen = Claim.objects.filter(mentions__form="indirect").distinct().order_by("-created_at")
        assert decide(claims=chosen, status=Status.ACCEPTED, user=curator, now=NOON) == 1

    def test_all_or_nothing(self, curator, monkeypatch):
        ClaimFactory()

        def broken(*_args, **_options):
            raise RuntimeError

        monkeypatch.setattr(Decision.objects, "bulk_create", broken)
        with pytest.raises(RuntimeError):
            decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=curator, now=NOON)
        assert Claim.objects.get().status == "unreviewed"

    def test_queries(self, curator, django_assert_num_queries):
        """Savepoint and its release, the claims, their status, the decisions; and what becomes of predictions: savepoint and
        release, families, confirmed relations, mentions, predictions. The same for any number of claims (of 500)."""
        ClaimFactory.create_batch(20)
        with django_assert_num_queries(11):
            decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=curator, now=NOON)


class TestChangeSource:
    def test_follows_into_what_is_derived(self, curator):
        right = ActorFactory(name="Mira Dahl", kind="person")
        hop = AttributionFactory(actor__name="Jonas Wrede")
        claim = hop.mention.claim
        derive([claim.pk])
        decision = change_source(attribution=hop, actor=right, user=curator, now=NOON)
        hop.refresh_from_db()
        assert decision is not None
        assert (hop.actor, hop.kind, sources_of(claim)) == (right, "person", {"Mira Dahl"})
        assert (decision.claim, decision.action, decision.before["name"]) == (claim, "change_source", "Jonas Wrede")
        assert decision.after == {
            "attribution": hop.pk,
            "actor": right.pk,
            "name": "Mira Dahl",
            "kind": "person",
            "speaks_for": None,
        }

    def test_to_not_named_and_back(self, curator):
        hop = AttributionFactory(actor__name="Jonas Wrede")
        decision = change_source(attribution=hop, actor=None, user=curator, now=NOON)
        hop.refresh_from_db()
        assert (hop.actor, hop.kind, sources_of(hop.mention.claim)) == (None, "unknown", set())
        assert decision is not None
        undo(decision=decision, user=curator, now=NOON)
        assert sources_of(hop.mention.claim) == {"Jonas Wrede"}

    def test_another_source_speaks_for_nobody_until_that_is_undone(self, curator):
        hop = AttributionFactory(actor__name="Jonas Wrede", speaks_for=ActorFactory(name="Ministry"))
        decision = change_source(attribution=hop, actor=ActorFactory(name="Mira Dahl"), user=curator, now=NOON)
        assert decision is not None
        assert sources_of(hop.mention.claim) == {"Mira Dahl"}
        undo(decision=decision, user=curator, now=NOON)
        assert sources_of(hop.mention.claim) == {"Jonas Wrede", "Ministry"}

    def test_the_same_is_no_decision(self, curator):
        hop = AttributionFactory()
        assert change_source(attribution=hop, actor=hop.actor, user=curator, now=NOON) is None
        assert not Decision.objects.exists()

    def test_who_was_merged_stands_for_the_other(self, curator):
        root = ActorFactory()
        hop = AttributionFactory()
        change_source(attribution=hop, actor=ActorFactory(merged_into=root), user=curator, now=NOON)
        hop.refresh_from_db()
        assert hop.actor == root

    def test_words_stay(self, curator):
        hop = AttributionFactory(surface="Russland")
        change_source(attribution=hop, actor=ActorFactory(), user=curator, now=NOON)
        hop.refresh_from_db()
        assert (hop.surface, hop.start, hop.end) == ("Russland", 0, 8)


class TestChangeActor:
    def test_follows_into_what_is_derived(self, curator):
        row, right = MentionActorFactory(), ActorFactory(name="Russia", kind="country")
        decision = change_actor(mentioned=row, actor=right, user=curator, now=NOON)
        derived = ClaimActor.objects.get(claim=row.mention.claim)
        assert decision is not None
        assert (derived.actor, derived.part, decision.after["name"]) == (right, "actor", "Russia")

    def test_twice_at_one_place_is_refused(self, curator):
        row = MentionActorFactory()
        other = MentionActorFactory(mention=row.mention)
        with pytest.raises(ReviewError, match="already"):
            change_actor(mentioned=row, actor=other.actor, user=curator, now=NOON)
        row.refresh_from_db()
        assert row.actor != other.actor
        assert not Decision.objects.exists()


class TestUndo:
    def test_is_a_decision_of_its_own_and_can_be_undone(self, curator):
        claim = ClaimFactory()
        decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=curator, now=NOON)
        first = undo(decision=Decision.objects.get(), user=curator, now=NOON)
        claim.refresh_from_db()
        assert (claim.status, first.before, first.after) == (
            "unreviewed",
            {"status": "accepted"},
            {"status": "unreviewed"},
        )
        undo(decision=first, user=curator, now=NOON)
        claim.refresh_from_db()
        assert (claim.status, Decision.objects.count()) == ("accepted", 3)

    def test_once_only(self, curator):
        ClaimFactory()
        decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=curator, now=NOON)
        decision = Decision.objects.get()
        undo(decision=decision, user=curator, now=NOON)
        with pytest.raises(ReviewError, match="already"):
            undo(decision=decision, user=curator, now=NOON)

    def test_not_past_a_later_decision(self, curator):
        claim = ClaimFactory()
        decide(claims=Claim.objects.all(), status=Status.ACCEPTED, user=curator, now=NOON)
        decide(claims=Claim.objects.all(), status=Status.RETRACTED, user=curator, now=NOON)
        with pytest.raises(ReviewError, match="since"):
            undo(decision=Decision.objects.earliest("pk"), user=curator, now=NOON)
        claim.refresh_from_db()
        assert (claim.status, Decision.objects.count()) == ("retracted", 2)

    def test_change_of_an_actor(self, curator):
        row = MentionActorFactory()
        wrong, claim = row.actor, row.mention.claim
        decision = change_actor(mentioned=row, actor=ActorFactory(), user=curator, now=NOON)
        assert decision is not None
        undo(decision=decision, user=curator, now=NOON)
        row.refresh_from_db()
        assert row.actor == wrong
        assert ClaimActor.objects.get(claim=claim).actor == wrong

    def test_status_of_a_relation(self, curator):
        relation = RelationFactory(status="confirmed")
        decision = Decision.objects.create(
            user=curator,
            made_at=NOON,
            action="confirm",
            relation=relation,
            before={"status": "suggested"},
            after={"status": "confirmed"},
        )
        assert undo(decision=decision, user=curator, now=NOON).relation == relation
        relation.refresh_from_db()
        assert relation.status == "suggested"

    def test_what_nobody_knows_how_to_undo_is_refused(self, curator):
        decision = Decision.objects.create(
            user=curator, made_at=NOON, action="merge", claim=ClaimFactory(), before={}, after={}
        )
        with pytest.raises(ReviewError, match="cannot"):
            undo(decision=decision, user=curator, now=NOON)


class TestActors:
    def edited(self, actor, curator, **columns):
        before = actor_state(actor)
        for column, value in columns.items():
            setattr(actor, column, value)
        actor.save()
        return record_actor(actor=actor, before=before, user=curator, now=NOON)

    def test_a_change_is_recorded_and_kept_from_being_loaded_over(self, curator):
        actor = ActorFactory(slug="russia", name="Rusia", kind="country")
        decision = self.edited(actor, curator, name="Russia")
        assert decision is not None
        assert (decision.action, decision.actor) == ("edit_actor", actor)
        assert decision.before == {"name": "Rusia", "curated": False}
        assert decision.after == {"name": "Russia", "curated": True}
        load_knowledge(known=[KnownActor("russia", "Loaded", "Geladen", "country", aliases=(KnownAlias("Neu"),))])
        actor.refresh_from_db()
        assert actor.name == "Russia"
        assert not Alias.objects.filter(text="Neu").exists()

    def test_no_change_is_no_decision(self, curator):
        actor = ActorFactory()
        assert self.edited(actor, curator) is None
        actor.refresh_from_db()
        assert not actor.curated

    def test_a_new_actor_is_recorded_whole_and_stays(self, curator):
        actor = ActorFactory(name="Nordbund")
        decision = record_actor(actor=actor, before=None, user=curator, now=NOON)
        assert decision is not None
        assert (decision.action, decision.before, decision.after["name"]) == ("add_actor", {}, "Nordbund")
        with pytest.raises(ReviewError, match="Adding"):
            undo(decision=decision, user=curator, now=NOON)

    def test_undo_puts_back_columns_aliases_and_affiliations(self, curator):
        quoted_as = AffiliationFactory(person__name="Mira Dahl", role="Professorin")
        actor = quoted_as.person
        Alias.objects.create(actor=actor, text="Dahl", kind="short", language="de")
        before = actor_state(actor)
        Alias.objects.filter(actor=actor, text="Dahl").delete()
        Alias.objects.create(actor=actor, text="M. Dahl")
        Actor.objects.filter(pk=actor.pk).update(name="M. Dahl")
        quoted_as.delete()
        decision = record_actor(actor=actor, before=before, user=curator, now=NOON)
        assert decision is not None
        undo(decision=decision, user=curator, now=NOON)
        assert actor_state(actor) == before
        assert Alias.objects.get(actor=actor, text="Dahl").key == "dahl"

    def test_part_of_and_kind_follow_into_claims(self, curator):
        state, ministry = ActorFactory(kind="country"), ActorFactory(kind="group")
        hop = AttributionFactory(actor=ministry)
        claim = hop.mention.claim
        derive([claim.pk])
        decision = self.edited(ministry, curator, part_of=state, kind="organisation")
        hop.refresh_from_db()
        assert (hop.kind, sources_of(claim)) == ("organisation", {ministry.name, state.name})
        assert decision is not None
        undo(decision=decision, user=curator, now=NOON)
        hop.refresh_from_db()
        assert (hop.kind, sources_of(claim)) == ("group", {ministry.name})

    def test_not_where_another_has_its_id_now(self, curator):
        actor = ActorFactory(qid="Q159")
        decision = self.edited(actor, curator, qid=None)
        ActorFactory(qid="Q159")
        assert decision is not None
        with pytest.raises(ReviewError, match="Another actor"):
            undo(decision=decision, user=curator, now=NOON)
        actor.refresh_from_db()
        assert actor.qid is None


def test_a_newer_extraction_keeps_the_source_that_a_curator_changed(django_user_model):
    curator = django_user_model.objects.create(username="curator")
    article = ArticleFactory(text=TEXT, state="waiting")
    store(article, found(version="1"))
    origin = Attribution.objects.get(mention__number=1, position=0)
    other = ActorFactory(kind="person", name="Nora Lund")
    change_source(attribution=origin, actor=other, user=curator, now=NOON)

    store(article, found(version="2"), now=NOON + timedelta(days=1))

    mention = Mention.objects.current().get(number=1)
    assert mention.claim == origin.mention.claim
    assert [hop.actor.name for hop in mention.chain.order_by("position")] == ["Nora Lund", "Tagespost"]
    assert mention.claim.derived_actors.filter(actor=other, part="source").exists()
