"""How claims stand to each other: curators join claims, part them, confirm relations and refuse them; every act leaves a
Decision, all of it can be undone, and a refusal is remembered."""

import pytest
from django.db import IntegrityError, transaction

from claims.actions import derive
from claims.checks import findings
from claims.indexing import index_everything
from claims.joining import confirm_relation, join_claims, refuse_relation, split_claim
from claims.models import Claim, ClaimActor, Decision, Relation
from claims.review import ReviewError, undo
from tests.factories import NOON, AttributionFactory, ClaimFactory, MentionFactory, RelationFactory, UserFactory

pytestmark = pytest.mark.django_db
NAMES = ("Eins", "Zwei", "Drei", "Vier", "Fünf")


@pytest.fixture
def curator():
    return UserFactory(username="mira")


@pytest.fixture
def claims():
    return [ClaimFactory(statement=name) for name in NAMES]


def by(curator):
    return {"user": curator, "now": NOON}


def pair(one, other, kind="same", **told):
    first, second = sorted((one, other), key=lambda claim: claim.pk)
    return RelationFactory(from_claim=first, to_claim=second, kind=kind, **told)


def state():
    """All that joining touches, decisions apart."""
    claims = Claim.objects.order_by("pk").values_list("pk", "merged_into")
    order = ("from_claim", "to_claim", "kind")
    relations = Relation.objects.order_by(*order).values_list(*order, "status")
    derived = ClaimActor.objects.order_by("claim", "part", "actor").values_list("claim", "part", "actor", "exact")
    return [*claims], [*relations], [*derived]


def pointer(claim):
    return Claim.objects.get(pk=claim.pk).merged_into_id


def status(relation):
    return Relation.objects.get(pk=relation.pk).status


class TestJoin:
    def test_is_a_pointer_a_decision_and_what_follows_of_it(self, curator):
        one, other = (AttributionFactory().mention.claim for _ in range(2))
        derive([one.pk, other.pk])
        index_everything()
        suggestion = pair(one, other)
        decision = join_claims(claim=other, into=one, **by(curator))
        assert (pointer(other), status(suggestion)) == (one.pk, "confirmed")
        assert (decision.claim, decision.action, decision.user) == (other, "join_claim", curator)
        assert set(ClaimActor.objects.values_list("claim", flat=True)) == {one.pk}
        assert ClaimActor.objects.count() == 2
        assert not [*findings()]

    def test_leads_from_root_to_root(self, curator, claims):
        one, two, three, four, _five = claims
        join_claims(claim=two, into=one, **by(curator))
        join_claims(claim=four, into=three, **by(curator))
        join_claims(claim=four, into=two, **by(curator))
        assert [pointer(claim) for claim in (one, two, three, four)] == [None, one.pk, one.pk, three.pk]

    def test_of_what_is_one_already_is_refused(self, curator, claims):
        one, two, three, *_ = claims
        join_claims(claim=two, into=one, **by(curator))
        join_claims(claim=three, into=two, **by(curator))
        for claim, into in ((one, one), (two, three), (one, three)):
            with pytest.raises(ReviewError, match="one claim already"):
                join_claims(claim=claim, into=into, **by(curator))
        assert Decision.objects.count() == 2

    def test_against_a_refusal_is_refused_with_who_and_when_in_families_too(self, curator, claims):
        one, two, three, four, _five = claims
        refuse_relation(relation=pair(one, two), **by(curator))
        join_claims(claim=three, into=one, **by(curator))
        join_claims(claim=four, into=two, **by(curator))
        with pytest.raises(ReviewError, match=r"mira refused on .*2026: “Eins” – may be the same as – “Zwei”"):
            join_claims(claim=three, into=four, **by(curator))

    def test_against_a_refusal_that_nobody_is_known_to_have_made_is_refused(self, curator, claims):
        pair(*claims[:2], status="refused")
        with pytest.raises(ReviewError, match="It was refused earlier: “Eins”"):
            join_claims(claim=claims[0], into=claims[1], **by(curator))

    def test_of_a_quotation_with_its_part_is_refused(self, curator, claims):
        whole = MentionFactory()
        part = MentionFactory(extraction=whole.extraction, whole=whole)
        join_claims(claim=claims[0], into=part.claim, **by(curator))
        for claim, into in ((part.claim, whole.claim), (whole.claim, claims[0])):
            with pytest.raises(ReviewError, match="part of the other's quotation"):
                join_claims(claim=claim, into=into, **by(curator))

    def test_is_taken_back_and_made_again(self, curator, claims):
        one, two, *_ = claims
        derive([AttributionFactory(mention__claim=two).mention.claim_id])
        pair(one, two)
        before = state()
        decision = join_claims(claim=two, into=one, **by(curator))
        joined = state()
        back = undo(decision=decision, **by(curator))
        assert state() == before
        undo(decision=back, **by(curator))
        assert state() == joined

    def test_is_not_taken_back_after_it_has_changed(self, curator, claims):
        one, two, three, *_ = claims
        decision = join_claims(claim=two, into=one, **by(curator))
        Claim.objects.filter(pk=two.pk).update(merged_into=three)
        with pytest.raises(ReviewError, match="changed since"):
            undo(decision=decision, **by(curator))

    def test_what_a_trigger_refuses_is_told(self, curator, claims, monkeypatch):
        pair(*claims[:2], status="refused")
        monkeypatch.setattr("claims.joining._check", lambda *_: None)
        with pytest.raises(ReviewError, match="database refuses"):
            join_claims(claim=claims[0], into=claims[1], **by(curator))

    def test_queries(self, curator, claims, django_assert_max_num_queries):
        """The same for families of many: nothing is looked at one by one. Six of them ask whether anything is foretold, eight
        by which words the two are found, one whether mentions count for the right claim; one is the lock that PostgreSQL
        alone takes."""
        for n in range(20):
            ClaimFactory(merged_into=claims[n % 2])
        for one, other in (claims[:2], claims[2:4]):
            with django_assert_max_num_queries(57):
                join_claims(claim=one, into=other, **by(curator))


class TestSplit:
    def test_parts_and_remembers(self, curator, claims):
        one, two, three, *_ = claims
        Claim.objects.filter(pk__in=[two.pk, three.pk]).update(merged_into=one)  # as linking does
        decision = split_claim(claim=two, **by(curator))
        assert (pointer(two), pointer(three)) == (None, one.pk)
        refusal = Relation.objects.get()
        assert (refusal.from_claim, refusal.to_claim, refusal.kind, refusal.status) == (one, two, "same", "refused")
        assert (decision.claim, decision.action) == (two, "split_claim")
        with pytest.raises(ReviewError, match=r"mira refused on .*2026"):
            join_claims(claim=three, into=two, **by(curator))
        with pytest.raises(IntegrityError, match="claims_claim_merge_not_refused"), transaction.atomic():
            Claim.objects.filter(pk=one.pk).update(merged_into=two)

    def test_of_what_is_not_joined_is_refused(self, curator, claims):
        with pytest.raises(ReviewError, match="“Eins” is not joined"):
            split_claim(claim=claims[0], **by(curator))

    @pytest.mark.parametrize("suggested", [False, True])
    def test_is_taken_back_and_made_again(self, suggested, curator, claims):
        one, two, three, *_ = claims
        derive([AttributionFactory(mention__claim=two).mention.claim_id])
        if suggested:
            pair(one, two)
            pair(two, three)
        join_claims(claim=two, into=one, **by(curator))
        join_claims(claim=three, into=two, **by(curator))
        joined = state()
        decision = split_claim(claim=two, **by(curator))
        split = state()
        back = undo(decision=decision, **by(curator))
        assert state() == joined
        again = undo(decision=back, **by(curator))
        assert state() == split
        undo(decision=again, **by(curator))
        assert state() == joined

    def test_of_what_was_joined_by_way_of_others_takes_these_along(self, curator, claims):
        one, two, three, *_ = claims
        told = pair(one, three)
        Claim.objects.filter(pk=two.pk).update(merged_into=one)
        Claim.objects.filter(pk=three.pk).update(merged_into=two)
        split_claim(claim=two, **by(curator))
        assert (pointer(three), status(told)) == (two.pk, "suggested")
        assert not Relation.objects.open(), "the refusal answers for the family"

    def test_twice_apart_is_twice_remembered(self, curator, claims):
        one, two, three, *_ = claims
        Claim.objects.filter(pk__in=[two.pk, three.pk]).update(merged_into=one)
        for claim in (two, three):
            split_claim(claim=claim, **by(curator))
        assert Relation.objects.filter(status="refused").count() == 2


class TestConfirm:
    def test_of_the_same_joins_the_newer_into_the_older(self, curator, claims):
        one, two, *_ = claims
        relation = pair(one, two)
        decision = confirm_relation(relation=relation, **by(curator))
        assert (pointer(two), status(relation)) == (one.pk, "confirmed")
        assert (decision.relation, decision.action) == (relation, "confirm_relation")
        undo(decision=decision, **by(curator))
        assert (pointer(two), status(relation)) == (None, "suggested")

    @pytest.mark.parametrize(
        ("older", "newer", "root"),
        [
            ("unreviewed", "accepted", 1),
            ("rejected", "unreviewed", 1),
            ("accepted", "retracted", 0),
            ("accepted", "accepted", 0),
        ],
    )
    def test_of_the_same_keeps_what_was_accepted_and_hides_nothing(self, older, newer, root, curator):
        pairs = [ClaimFactory(status=older), ClaimFactory(status=newer)]
        confirm_relation(relation=pair(*pairs), **by(curator))
        assert pointer(pairs[1 - root]) == pairs[root].pk

    def test_of_what_was_joined_meanwhile_is_so_already(self, curator, claims):
        one, two, three, *_ = claims
        relation = pair(one, two)
        Claim.objects.filter(pk__in=[one.pk, two.pk]).update(merged_into=three)
        assert confirm_relation(relation=relation, **by(curator)) is None
        assert status(relation) == "confirmed"
        assert not Decision.objects.exists()

    @pytest.mark.parametrize("kind", ["supports", "contradicts", "updates"])
    def test_of_another_kind_is_a_status(self, kind, curator, claims):
        relation = pair(*claims[:2], kind=kind)
        decision = confirm_relation(relation=relation, **by(curator))
        assert (status(relation), decision.relation) == ("confirmed", relation)
        assert confirm_relation(relation=relation, **by(curator)) is None
        back = undo(decision=decision, **by(curator))
        assert status(relation) == "suggested"
        undo(decision=back, **by(curator))
        assert status(relation) == "confirmed"

    def test_of_a_contradiction_inside_one_claim_is_refused(self, curator, claims):
        relation = pair(*claims[:2], kind="contradicts")
        Claim.objects.filter(pk=claims[1].pk).update(merged_into=claims[0])
        with pytest.raises(ReviewError, match="one claim already"):
            confirm_relation(relation=relation, **by(curator))

    @pytest.mark.parametrize("kind", ["same", "contradicts"])
    def test_against_a_refusal_between_the_families_is_refused(self, kind, curator, claims):
        one, two, three, *_ = claims
        asked, again = pair(one, two, kind), pair(two, three, kind)
        Claim.objects.filter(pk=three.pk).update(merged_into=one)
        refuse_relation(relation=asked, **by(curator))
        for relation in (asked, again):
            with pytest.raises(ReviewError, match="mira refused"):
                confirm_relation(relation=relation, **by(curator))

    def test_the_other_way_round_is_another_matter(self, curator, claims):
        one, two, *_ = claims
        refuse_relation(relation=pair(one, two, "supports"), **by(curator))
        other = RelationFactory(from_claim=two, to_claim=one, kind="supports")
        assert confirm_relation(relation=other, **by(curator))


class TestRefuse:
    @pytest.mark.parametrize("kind", ["same", "supports", "contradicts", "updates"])
    def test_is_a_decision_that_can_be_undone(self, kind, curator, claims):
        relation = pair(*claims[:2], kind=kind)
        decision = refuse_relation(relation=relation, **by(curator))
        assert (status(relation), decision.action, decision.relation) == ("refused", "refuse_relation", relation)
        assert refuse_relation(relation=relation, **by(curator)) is None
        back = undo(decision=decision, **by(curator))
        assert status(relation) == "suggested"
        undo(decision=back, **by(curator))
        assert status(relation) == "refused"

    def test_of_what_was_confirmed_goes_back_to_that(self, curator, claims):
        relation = pair(*claims[:2], kind="contradicts", status="confirmed")
        decision = refuse_relation(relation=relation, **by(curator))
        undo(decision=decision, **by(curator))
        assert status(relation) == "confirmed"

    def test_of_what_is_joined_is_refused_made_again_too(self, curator, claims):
        relation = pair(*claims[:2])
        back = undo(decision=refuse_relation(relation=relation, **by(curator)), **by(curator))
        confirm_relation(relation=relation, **by(curator))
        with pytest.raises(ReviewError, match="split them first"):
            refuse_relation(relation=relation, **by(curator))
        with pytest.raises(ReviewError, match="changed since"):
            undo(decision=back, **by(curator))

    def test_stops_that_a_join_is_made_again(self, curator, claims):
        relation = pair(*claims[:2])
        back = undo(decision=confirm_relation(relation=relation, **by(curator)), **by(curator))
        refuse_relation(relation=relation, **by(curator))
        with pytest.raises(ReviewError, match="mira refused"):
            undo(decision=back, **by(curator))


class TestRelations:
    def test_that_are_refused_or_joined_do_not_stand(self, claims):
        one, two, three, *_ = claims
        stands = pair(one, two, "supports")
        pair(one, three, "contradicts", status="refused")
        pair(two, three, "updates")
        Claim.objects.filter(pk=three.pk).update(merged_into=two)
        assert list(Relation.objects.standing()) == [stands]

    def test_between_the_same_two_families_count_once(self, curator, claims):
        one, two, three, four, five = claims
        first = pair(one, two, "contradicts")
        pair(three, four, "contradicts")
        pair(two, three, "contradicts")
        update = pair(one, two, "updates")
        RelationFactory(from_claim=two, to_claim=one, kind="updates")
        again = pair(three, two, "updates")
        other = pair(one, five, "contradicts")
        Claim.objects.filter(pk=three.pk).update(merged_into=one)
        Claim.objects.filter(pk=four.pk).update(merged_into=two)
        assert Relation.objects.open().filter(kind="updates").count() == 2
        assert again.from_claim == two, "it says what the other way round says"
        assert update in Relation.objects.open()
        assert set(Relation.objects.open().filter(kind="contradicts")) == {first, other}
        newer = Relation.objects.get(from_claim=two, to_claim=three, kind="contradicts")
        confirm_relation(relation=newer, **by(curator))
        assert set(Relation.objects.standing().filter(kind="contradicts")) == {newer, other}
        assert set(Relation.objects.open().filter(kind="contradicts")) == {other}

    @pytest.mark.parametrize("kind", ["same", "contradicts"])
    def test_a_refusal_answers_later_suggestions_between_the_same_two_families(self, kind, curator, claims):
        one, two, three, four, five = claims
        Claim.objects.filter(pk=three.pk).update(merged_into=one)
        Claim.objects.filter(pk=four.pk).update(merged_into=two)
        asked, other = pair(one, two, kind), pair(one, five, kind)
        refuse_relation(relation=asked, **by(curator))
        pair(two, three, kind)
        assert list(Relation.objects.open()) == list(Relation.objects.standing()) == [other]

    def test_a_refusal_of_one_kind_or_direction_answers_no_other(self, curator, claims):
        one, two, *_ = claims
        refuse_relation(relation=pair(one, two, "supports"), **by(curator))
        left = [pair(one, two, "updates"), RelationFactory(from_claim=two, to_claim=one, kind="supports")]
        assert set(Relation.objects.open()) == set(left)
