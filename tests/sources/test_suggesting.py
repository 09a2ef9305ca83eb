"""Suggested merges: who is looked at, what is written, and that it may run any time."""

import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.db.models import ProtectedError

from sources.models import Actor, MergeSuggestion
from sources.suggesting import settle_suggestions, suggest_all_merges, suggest_merges
from tests.factories import NOON, ActorFactory, AffiliationFactory, AliasFactory, MergeSuggestionFactory
from tests.sources.test_constraints import refused

pytestmark = pytest.mark.django_db


def person(name, *organisations, **told):
    actor = ActorFactory(kind="person", name=name, **told)
    for organisation in organisations:
        AffiliationFactory(person=actor, organisation_name=organisation)
    return actor


def suggest_all():
    made = list(suggest_all_merges(now=NOON))
    return sum(one.new for one in made), sum(one.changed for one in made)


def pairs():
    rows = MergeSuggestion.objects.open().select_related("first", "second")
    return {frozenset((row.first.name, row.second.name)) for row in rows}


def test_all_are_looked_through_in_chunks_and_again_changes_nothing(monkeypatch):
    monkeypatch.setattr("sources.suggesting.CHUNK", 2)
    for name in ("Lim Eun-jung", "Anna Alt", "Eunjung Lim", "Berta Breit"):
        person(name)
    for name in ("Rheinmetall", "Rheinmetall AG", "SWP", "Stiftung Wissenschaft und Politik"):
        ActorFactory(name=name)
    assert suggest_all() == (3, 0)
    before = list(MergeSuggestion.objects.order_by("pk").values())
    assert suggest_all() == (0, 0)
    assert list(MergeSuggestion.objects.order_by("pk").values()) == before
    assert pairs() == {
        frozenset(("Lim Eun-jung", "Eunjung Lim")),
        frozenset(("Rheinmetall", "Rheinmetall AG")),
        frozenset(("SWP", "Stiftung Wissenschaft und Politik")),
    }


def test_a_pair_is_told_with_reasons_in_words():
    one, other = person("Leif-Eric Easley", "Ewha Universität"), person("L. Easley", "Ewha")
    suggest_merges(actors=[other.pk], now=NOON)
    row = MergeSuggestion.objects.get()
    assert (row.first, row.second, row.status, row.created_at) == (one, other, "suggested", NOON)
    assert [told["code"] for told in row.reasons] == ["surname", "same_affiliation"]
    assert row.reasons_in_words() == [
        "the same family name and no other first name: Leif-Eric Easley, L. Easley",
        "of the same organisation: Ewha Universität, Ewha",
    ]
    row.reasons = [{"code": "gone", "one": "%s", "other": ""}]
    assert row.reasons_in_words() == ["gone"]


def test_new_reasons_change_the_score():
    person("Lim Eun-jung", "Ewha")
    other = person("Eunjung Lim")
    assert suggest_all() == (1, 0)
    AffiliationFactory(person=other, organisation_name="Ewha Universität")
    assert suggest_all() == (0, 1)


def test_who_was_merged_is_looked_at_with_its_family():
    one, other = person("Lim Eun-jung"), person("Eunjung Lim")
    both = person("Anna Alt")
    Actor.objects.filter(pk__in=[one.pk, other.pk]).update(merged_into=both)
    person("Lim Eunjung")
    suggest_all()
    assert pairs() == {frozenset(("Anna Alt", "Lim Eunjung"))}


def test_a_part_is_not_its_whole():
    whole = ActorFactory(name="Rheinmetall")
    ActorFactory(name="Rheinmetall AG", part_of=whole)
    assert suggest_all() == (0, 0)


def test_an_ambiguous_name_an_adjective_and_another_kind_suggest_nothing():
    person("Lim Eun-jung")
    AliasFactory(actor=person("Anna Alt"), text="Eunjung Lim", ambiguous=True)
    AliasFactory(actor=person("Berta Breit"), text="Eunjung Lim", kind="demonym")
    ActorFactory(name="Eunjung Lim", kind="group")
    assert suggest_all() == (0, 0)


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    for count, number in ((2, 1), (12, 2)):
        letters = "bdfglmprtkvh"[:count]
        actors = [person(f"{letter}ana Li{letter}o{'u' * number}", "Ewha").pk for letter in letters]
        for letter in letters:
            person(f"Li{letter}o{'u' * number} {letter}ana", "Ewha Universität")
        with django_assert_max_num_queries(18):
            assert suggest_merges(actors=actors, now=NOON).new >= count


def test_settling_follows_the_pointers():
    row = MergeSuggestionFactory()
    Actor.objects.filter(pk=row.first.pk).update(merged_into=row.second)
    settle_suggestions([row.first.pk])
    row.refresh_from_db()
    assert row.status == "confirmed"
    Actor.objects.filter(pk=row.first.pk).update(merged_into=None)
    settle_suggestions([row.second.pk])
    row.refresh_from_db()
    assert row.status == "suggested"


def test_the_command_counts():
    person("Lim Eun-jung")
    person("Eunjung Lim")
    for new in (1, 0):
        out = io.StringIO()
        call_command("suggest_merges", stdout=out)
        assert out.getvalue() == f"Suggestions: {new} new, 0 changed\n"


WRONG = [
    ({"score": 1.1}, "sources_mergesuggestion_score_0_to_1"),
    ({"score": -0.1}, "sources_mergesuggestion_score_0_to_1"),
    ({"status": "lost"}, "sources_mergesuggestion_status_known"),
]


@pytest.mark.parametrize(("wrong", "name"), WRONG)
def test_checks(wrong, name):
    with refused(name):
        MergeSuggestionFactory(**wrong)


def test_a_pair_stands_once_and_in_one_order():
    row = MergeSuggestionFactory()
    with pytest.raises(IntegrityError, match="sources_mergesuggestion_ordered"):
        MergeSuggestionFactory(first=row.second, second=row.first)


def test_a_pair_stands_once():
    row = MergeSuggestionFactory()
    with refused("sources_mergesuggestion_once", "sources_mergesuggestion"):
        MergeSuggestionFactory(first=row.first, second=row.second)


def test_an_actor_of_a_suggestion_is_not_deleted():
    row = MergeSuggestionFactory()
    with pytest.raises(ProtectedError):
        row.first.delete()
