"""Drafts: taken by one worker at a time, read, stored once with what was found, and gone after a day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.drafting import (
    MOST_DRAFTS,
    Handed,
    TooManyDrafts,
    add_drafts,
    end_draft_leases,
    found_for,
    keep_found,
    lease_draft,
    note_fault,
    read_again,
    remove_over,
    store_draft,
)
from claims.extraction.packing import packed
from claims.extraction.types import Extraction
from claims.extraction.version import EXTRACTOR
from claims.models import Draft, Mention
from sources.models import Actor, Article
from tests.claims.building import claim, extraction
from tests.draft_factories import DraftFactory
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "„Der Hafen öffnet“, sagte Ida Vogel."
DAY = date(2026, 11, 20)


def now(**later):
    return timezone.now() + timedelta(**later)


def found(text=TEXT):
    made = extraction(text, claim(text, text.split(",")[0]))
    return Extraction(made.text, made.sha256, EXTRACTOR, made.provenance, made.claims)


def ready(**told):
    """A draft that was read."""
    told = {"text": TEXT, "published_on": None, **told}
    plain = packed(found(told["text"]))
    return DraftFactory(state="ready", found=plain, claims_count=1, read_for=told["published_on"], **told)


def test_what_is_handed_in_waits():
    user = UserFactory()
    [one, two] = add_drafts(
        handed=[Handed("pasted", text="a"), Handed("address", url="https://a.example")], user=user, now=now()
    )
    assert [(row.state, row.owner, len(row.sha256)) for row in (one, two)] == [
        ("waiting", user, 64),
        ("waiting", user, 0),
    ]


def test_nobody_has_more_than_so_many():
    user = UserFactory()
    add_drafts(handed=[Handed("pasted", text="a")] * MOST_DRAFTS, user=user, now=now())
    with pytest.raises(TooManyDrafts):
        add_drafts(handed=[Handed("pasted", text="a")], user=user, now=now())
    assert Draft.objects.count() == MOST_DRAFTS
    add_drafts(handed=[Handed("pasted", text="a")], user=UserFactory(), now=now())
    add_drafts(handed=[Handed("pasted", text="a")], user=user, now=now(days=1))


def test_after_a_day_it_is_gone():
    DraftFactory(created_at=now(hours=-25))
    young = DraftFactory(created_at=now(hours=-23))
    assert list(Draft.objects.alive(now())) == [young]
    remove_over(now=now())
    assert list(Draft.objects.all()) == [young]


def test_the_one_that_waits_longest_is_taken_first_and_by_one_alone():
    first, second = DraftFactory(), DraftFactory()
    assert lease_draft(worker="a", now=now(), minutes=10) == first
    assert lease_draft(worker="b", now=now(), minutes=10) == second
    assert lease_draft(worker="c", now=now(), minutes=10) is None
    assert lease_draft(worker="c", now=now(minutes=11), minutes=10) == first


def test_one_that_ends_its_workers_is_given_up():
    row = DraftFactory()
    for attempt in range(3):
        assert lease_draft(worker="a", now=now(hours=attempt), minutes=10) == row
    assert lease_draft(worker="a", now=now(hours=4), minutes=10) is None
    row.refresh_from_db()
    assert (row.state, row.fault) == ("failed", "given_up")
    read_again(draft=row)
    assert lease_draft(worker="a", now=now(hours=5), minutes=10) == row


def test_what_dead_workers_held_is_free_again():
    row = DraftFactory()
    lease_draft(worker="dead", now=now(), minutes=10)
    assert end_draft_leases(workers=["dead"]) == 1
    assert lease_draft(worker="b", now=now(), minutes=10) == row


def test_a_worker_whose_lease_another_has_writes_nothing():
    row = DraftFactory(leased_by="other", leased_until=now(minutes=5))
    assert not keep_found(draft=row, worker="late", found=packed(found(row.text)), alike=[])
    note_fault(draft=row, worker="late", fault="unreadable")
    row.refresh_from_db()
    assert (row.state, row.found, row.fault) == ("waiting", None, "")


def test_a_draft_that_was_discarded_meanwhile_stays_away():
    row = DraftFactory(leased_by="a", leased_until=now(minutes=5))
    Draft.objects.all().delete()
    assert not keep_found(draft=row, worker="a", found=packed(found(row.text)), alike=[])
    assert not Draft.objects.exists()


def test_it_is_stored_and_waits_for_a_worker():
    row = ready(outlet_name="Elbblatt", title="Hafen", url="https://elbblatt.example/1", published_on=DAY)
    article, created = store_draft(draft=row, now=now())
    assert created
    assert (article.title, article.outlet.name, article.url) == ("Hafen", "Elbblatt", "https://elbblatt.example/1")
    article.refresh_from_db()
    assert (article.state, article.published_on, article.added_by) == ("waiting", DAY, row.owner)
    assert article.body.text == TEXT
    row.refresh_from_db()
    assert (row.state, row.article) == ("stored", article)


def test_who_asks_twice_stores_once():
    row = ready()
    first, again = store_draft(draft=row, now=now()), store_draft(draft=row, now=now())
    assert first[0] == again[0]
    assert (first[1], again[1]) == (True, False)
    assert Article.objects.count() == 1


@pytest.mark.parametrize("state", ["waiting", "failed"])
def test_what_was_not_read_is_not_stored(state):
    row = DraftFactory(state=state, fault="unreadable" if state == "failed" else "")
    with pytest.raises(ValueError, match=state):
        store_draft(draft=row, now=now())
    assert not Article.objects.exists()


def test_a_description_that_cannot_be_stored_leaves_nothing_behind():
    row = ready(url="javascript:alert(1)", outlet_name="Elbblatt")
    with pytest.raises(ValueError, match="url"):
        store_draft(draft=row, now=now())
    assert not Article.objects.exists()
    assert not Actor.objects.exists()
    row.refresh_from_db()
    assert row.state == "ready"


def test_a_text_that_is_there_already_stays_as_it_is():
    somebody = UserFactory()
    there = ArticleFactory(text=TEXT, outlet=None, added_by=somebody)
    article, created = store_draft(draft=ready(), now=now())
    assert (article, created, article.added_by) == (there, False, somebody)
    assert not Mention.objects.exists()


def test_the_same_text_elsewhere_makes_it_a_copy():
    there = ArticleFactory(text=TEXT)
    article, _created = store_draft(draft=ready(), now=now())
    assert article.copy_of == there


@pytest.mark.parametrize(
    "change",
    [
        {"published_on": date(2026, 11, 19)},
        {"found": {**packed(found()), "extractor": {"name": "factbase", "version": "0.0.1", "model": "old"}}},
    ],
)
def test_what_no_longer_holds_is_looked_for_anew(change):
    row = ready()
    Draft.objects.filter(pk=row.pk).update(**change)
    article, _created = store_draft(draft=row, now=now())
    assert (article.state, Mention.objects.count()) == ("waiting", 0)
    assert found_for([article]) == {}


def test_the_worker_gets_what_was_found_while_it_was_a_draft():
    article, _created = store_draft(draft=ready(), now=now())
    assert (article.state, Mention.objects.count()) == ("waiting", 0)
    assert found_for([article, ArticleFactory()]) == {article.pk: found()}


def test_what_was_found_and_cannot_be_read_any_more_is_looked_for_anew():
    article, _created = store_draft(draft=ready(), now=now())
    Draft.objects.update(found={**packed(found()), "claims": [3]})
    assert found_for([article]) == {}


def test_only_one_that_was_read_is_read_again():
    row, stored = ready(), ready(text=f"{TEXT} Zwei.")
    store_draft(draft=stored, now=now())
    for one in (row, stored):
        read_again(draft=one)
        one.refresh_from_db()
    assert (row.state, row.found, stored.state) == ("waiting", None, "stored")


def test_an_article_outlives_who_added_it():
    row = ready()
    article, _created = store_draft(draft=row, now=now())
    row.owner.delete()
    article.refresh_from_db()
    assert article.added_by is None
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("claims_draft_state_known", {"state": "nowhere"}),
        ("claims_draft_way_known", {"way": "by pigeon"}),
        ("claims_draft_fault_known", {"state": "failed", "fault": "tired"}),
        ("claims_draft_something_given", {"text": ""}),
        ("claims_draft_hash_of_text", {"sha256": ""}),
        ("claims_draft_hash_of_text", {"text": "", "page": "<p>", "sha256": "a" * 64}),
        ("claims_draft_ready_was_read", {"state": "ready"}),
        ("claims_draft_failed_says_why", {"state": "failed"}),
        ("claims_draft_failed_says_why", {"fault": "slow"}),
        ("claims_draft_stored_has_article", {"state": "stored", "found": {}}),
        ("claims_draft_lease_has_holder", {"leased_until": timezone.now()}),
        (
            "claims_draft_lease_only_waiting",
            {"state": "failed", "fault": "slow", "leased_until": timezone.now(), "leased_by": "a"},
        ),
    ],
)
def test_the_database_refuses_what_cannot_be(name, told):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DraftFactory(**told)


def test_an_article_belongs_to_stored_drafts_alone():
    article = ArticleFactory()
    with pytest.raises(IntegrityError, match="claims_draft_stored_has_article"), transaction.atomic():
        DraftFactory(article=article)
