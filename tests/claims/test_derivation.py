"""What is derived of claims follows their mentions, and merges of claims and actors."""

import pytest

from claims.actions import derive
from claims.models import Claim, ClaimActor
from sources.models import Actor
from tests.claims.building import TEXT, found, store
from tests.factories import (
    NOON,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimFactory,
    ExtractionFactory,
    MentionActorFactory,
    MentionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return ArticleFactory(text=TEXT, state="waiting", title="", published_on=None, leased_by="a", leased_until=NOON)


def derived_rows():
    rows = ClaimActor.objects.order_by("claim", "part", "actor__name")
    return [(row.claim_id, row.part, row.actor.name, row.exact) for row in rows.select_related("actor")]


def test_derived_rows_name_whom_a_claim_is_about_and_who_says_it(article):
    state = ActorFactory(name="State")
    ActorFactory(kind="country", name="Russia", part_of=ActorFactory(name="Union", part_of=state))
    ActorFactory(kind="outlet", name="Tagespost", part_of=state)
    store(article, found())
    outer = Claim.objects.get(mentions__number=1).pk
    assert derived_rows() == [
        (outer, "actor", "Russia", True),
        (outer, "actor", "State", False),
        (outer, "actor", "Union", False),
        (outer, "source", "Ida Vogel", True),
        (outer, "source", "State", False),
        (outer, "source", "Tagespost", True),
    ]


def mentioned(actor, retired=None, claim=None):
    """A claim with a mention that is about `actor`."""
    extraction = ExtractionFactory(retired_at=retired)
    return MentionActorFactory(
        actor=actor, mention=MentionFactory(extraction=extraction, claim=claim or ClaimFactory())
    ).mention.claim


def test_a_merged_claim_counts_for_its_root_and_splitting_undoes_it():
    one, two, three = (mentioned(ActorFactory(name=name)) for name in ("A", "B", "C"))
    Claim.objects.filter(pk=one.pk).update(merged_into=two)
    Claim.objects.filter(pk=two.pk).update(merged_into=three)
    derive([one.pk])
    assert derived_rows() == [(three.pk, "actor", name, True) for name in "ABC"]
    Claim.objects.filter(pk=two.pk).update(merged_into=None)
    derive([two.pk, three.pk])
    assert derived_rows() == [(two.pk, "actor", name, True) for name in "AB"] + [(three.pk, "actor", "C", True)]


def test_a_merged_actor_counts_as_both():
    whole = ActorFactory(name="Whole")
    root = ActorFactory(name="Root", part_of=whole)
    claim = mentioned(ActorFactory(name="Merged", merged_into=root))
    derive([claim.pk])
    assert derived_rows() == [
        (claim.pk, "actor", "Merged", True),
        (claim.pk, "actor", "Root", True),
        (claim.pk, "actor", "Whole", False),
    ]


def test_an_actor_that_is_both_itself_and_a_whole_counts_exactly():
    whole = ActorFactory(name="Whole")
    claim = mentioned(ActorFactory(name="Part", part_of=whole))
    mentioned(whole, claim=claim)
    derive([claim.pk])
    assert (claim.pk, "actor", "Whole", True) in derived_rows()


def test_actors_that_are_part_of_each_other_end_the_search():
    one, two = ActorFactory(name="One"), ActorFactory(name="Two")
    Actor.objects.filter(pk=one.pk).update(part_of=two)
    Actor.objects.filter(pk=two.pk).update(part_of=one)
    claim = mentioned(one)
    derive([claim.pk])
    assert derived_rows() == [(claim.pk, "actor", "One", True), (claim.pk, "actor", "Two", False)]


def test_wrong_rows_go_and_retired_mentions_do_not_count():
    claim = mentioned(ActorFactory(), retired=NOON)
    ClaimActorFactory(claim=claim)
    derive([claim.pk])
    assert derived_rows() == []


def test_who_is_unknown_is_no_source():
    mention = AttributionFactory(actor=None).mention
    derive([mention.claim_id])
    assert derived_rows() == []
