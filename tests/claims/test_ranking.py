"""Actors by words of their names: who is found, and in which order."""

import pytest

from claims.indexing import index_everything
from claims.ranking import ranked
from sources.models import Actor
from tests.factories import ActorFactory, ClaimActorFactory

pytestmark = pytest.mark.django_db


def found(words):
    index_everything()
    return [actor.slug for actor in ranked(Actor.objects.roots().matching(words), words).order_by("-standing")]


@pytest.fixture
def people():
    """Four with names that begin alike; the less a name fits, the more is said of its bearer."""
    names = ["Putin", "Putin Wladimir", "Wladimir Putin", "Ludmilla Putina"]
    for claims, name in enumerate(names):
        actor = ActorFactory(slug=name.lower().replace(" ", "-"), name=name, kind="person")
        for _ in range(claims):
            ClaimActorFactory(actor=actor)
    ActorFactory(slug="zurich", name="Zürich", name_de="Züricher Zeitung", aliases=["Weißes Haus", "Müller & Söhne"])


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("Putin", ["putin", "putin-wladimir", "wladimir-putin", "ludmilla-putina"]),
        ("put", ["putin-wladimir", "putin", "ludmilla-putina", "wladimir-putin"]),
        ("wlad put", ["wladimir-putin", "putin-wladimir"]),
        ("putin wladimir", ["putin-wladimir", "wladimir-putin"]),
        ("utin", []),
        ("ZÜRICH", ["zurich"]),
        ("zuerich", ["zurich"]),
        ("zur", ["zurich"]),
        ("weisses", ["zurich"]),
        ("mueller soehne", ["zurich"]),
        ("haus muller", ["zurich"]),
        ('"haus muller"', []),
        ("put -ludmilla", ["putin-wladimir", "putin", "wladimir-putin"]),
        ("der Putin", ["putin", "putin-wladimir", "wladimir-putin", "ludmilla-putina"]),
    ],
)
def test_words_and_beginnings_of_words(words, slugs):
    result = found(words)
    assert sorted(result) == sorted(slugs)
    if words.lower() in {"putin", "putin wladimir", "der putin"}:
        assert result == slugs


def test_of_equals_whoever_has_more_claims_comes_first():
    quiet, loud = (ActorFactory(slug=slug, name=f"Anna {slug}") for slug in ("quiet", "loud"))
    ClaimActorFactory(actor=loud)
    ClaimActorFactory(actor=quiet, exact=False)
    ClaimActorFactory(actor=loud, part="source")
    assert found("anna") == ["loud", "quiet"]


def test_a_merged_actor_is_found_as_what_it_was_merged_into():
    root = ActorFactory(slug="root", name="Neu")
    middle = ActorFactory(name="Mitte", merged_into=root)
    ActorFactory(name="Uralt", merged_into=middle)
    assert found("mitt") == found("uralt") == found("neu") == ["root"]


def test_standing_is_one_number_of_63_bits_each_once():
    actors = ActorFactory.create_batch(3, name="Anna")
    standing = list(ranked(Actor.objects.all(), "Anna").values_list("standing", flat=True))
    assert len(set(standing)) == len(actors)
    assert all(2**60 < number < 2**63 for number in standing)


@pytest.mark.parametrize(
    "words", ["", "...", "%", "_", "\\", "☃", "x" * 10_000, "ﷺ" * 10_000, "a " * 5_000, "\x01", "\ud800"]
)
def test_what_holds_no_word_finds_nobody(words):
    ActorFactory(name="Prozent 100 % _")
    assert found(words) == []
