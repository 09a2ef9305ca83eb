"""What mentions count for stays true, whoever merges, splits, undoes or reads anew; what is kept is kept no longer than it is true."""

import random

import pytest
from django.db import connection

from claims import remembering
from claims.checks import roots_of_mentions
from claims.joining import join_claims, split_claim
from claims.models import Claim, Decision, Extraction, Mention
from claims.remembering import counted, remembered
from claims.review import undo
from tests.factories import NOON, ClaimFactory, DecisionFactory, ExtractionFactory, MentionFactory, UserFactory

pytestmark = pytest.mark.django_db


def slowly(mention):
    """What it counts for, pointer by pointer; None where it was retired."""
    if mention.extraction.retired_at:
        return None
    claim = mention.claim
    while claim.merged_into:
        claim = claim.merged_into
    return claim.pk


def check():
    for mention in Mention.objects.all():
        assert mention.root_id == slowly(mention)
    assert not list(roots_of_mentions())


@pytest.mark.parametrize("seed", range(4))
def test_roots_are_those_of_the_slow_twin_whatever_happens(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    claims = [MentionFactory().claim for _ in range(8)]
    for _ in range(25):
        one = chance.choice(claims)
        what = chance.randrange(4)
        if what == 0:
            later = [claim for claim in claims if claim.pk < one.pk]
            Claim.objects.filter(pk=one.pk).update(merged_into=chance.choice([None, *later]))
        elif what == 1:
            MentionFactory(claim=one)
        elif what == 2:
            Extraction.objects.filter(mentions__claim=one).update(retired_at=chance.choice([None, NOON]))
        else:
            Mention.objects.filter(claim=one).update(claim=chance.choice(claims))
        check()


def test_a_mention_is_right_whatever_is_written_into_it():
    mention = MentionFactory()
    assert mention.root_id is None, "it was not read again"
    mention.save()
    Mention.objects.update(root=ClaimFactory())
    check()


def test_joining_splitting_and_undoing_move_mentions():
    one, two, three = (MentionFactory().claim for _ in range(3))
    user = UserFactory()
    join_claims(claim=three, into=two, user=user, now=NOON)
    decision = join_claims(claim=two, into=one, user=user, now=NOON)
    assert set(Mention.objects.values_list("root", flat=True)) == {one.pk}
    undo(decision=decision, user=user, now=NOON)
    check()
    split_claim(claim=three, user=user, now=NOON)
    assert set(Mention.objects.values_list("root", flat=True)) == {one.pk, two.pk, three.pk}
    check()


@pytest.mark.needs_postgresql
def test_a_wrong_root_is_found():
    mention = MentionFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # without triggers
        cursor.execute("UPDATE claims_mention SET root_id = NULL")
        cursor.execute("SET session_replication_role = origin")
    assert list(roots_of_mentions()) == [f"mention {mention.pk} counts for another claim than it says"]


def test_only_much_is_kept_and_only_until_somebody_decides(monkeypatch):
    monkeypatch.setattr(remembering, "MANY", 2)
    ClaimFactory()
    assert counted(Claim.objects.all()) == 1
    ClaimFactory()
    assert counted(Claim.objects.all()) == 2, "one is not kept"
    Claim.objects.bulk_create([Claim(statement="Etwas", created_at=NOON)])
    assert counted(Claim.objects.all()) == 2
    assert counted(Claim.objects.order_by("pk")) == 2, "in whatever order"
    assert counted(Claim.objects.filter(status="unreviewed")) == 3, "another question"
    DecisionFactory(claim=Claim.objects.first())
    assert counted(Claim.objects.all()) == 3
    ExtractionFactory()
    assert counted(Claim.objects.none()) == 0
    assert Decision.objects.count() == 1


def test_what_is_kept_of_one_name_is_not_another(monkeypatch):
    monkeypatch.setattr(remembering, "MANY", 0)
    rows = Claim.objects.all()
    assert [remembered(name, rows, lambda name=name: name, len) for name in "abab"] == ["a", "b", "a", "b"]
