"""Looking actors up by any part of any of their names."""

import pytest
from django.db.models import OuterRef
from django.http import QueryDict

from claims.directory import AnyActorFilter, bearers, with_weight
from claims.models import ClaimActor
from sources.models import Actor
from tests.factories import ActorFactory, ClaimActorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Selenskyj", True),
        ("Zelensky", True),
        ("selenskij", True),
        ("Wolodymyr", True),
        ("Selenskyj Wolodymyr", True),
        ("Selenskyjs", True),
        ("Sel", True),
        ("lenskyj", False),
        ("Putin", False),
        ("!", False),
    ],
)
def test_a_name_is_found_in_any_spelling_and_by_its_parts(asked, found):
    actor = ActorFactory(name="Wolodymyr Selenskyj", aliases=["Selenskyj"])
    ActorFactory(name="Anders Genannt")
    assert bearers(asked) == ({actor.pk} if found else set())


def test_whoever_was_merged_is_found_as_who_it_is_now():
    root = ActorFactory(name="Russia")
    ActorFactory(name="Sowjetrussland", merged_into=ActorFactory(merged_into=root))
    assert bearers("Sowjetrussland") == {root.pk}


def test_the_filter_notes_names_that_nobody_has():
    actor = ActorFactory(name="Anna Alt", kind="person", slug="anna")
    found = AnyActorFilter(QueryDict("name=alt&name=Niemand&name=ANNA&kind=person"), Actor.objects.all())
    assert (list(found.qs), found.notes) == ([actor], ['No actor is known by the name "Niemand".'])


def test_weight_is_the_number_of_claims():
    actor = ActorFactory()
    ClaimActorFactory.create_batch(2, actor=actor)
    ClaimActorFactory(actor=actor, part="source")
    assert (
        with_weight(Actor.objects.filter(pk=actor.pk), ClaimActor.objects.filter(actor=OuterRef("pk"))).get().weight
        == 3
    )
