"""What facets count, against a slow obvious twin: the list with each value chosen, counted."""

import random
from datetime import date

import pytest
from django.http import QueryDict

from claims import tallying
from claims.filters import ClaimFilter
from claims.models import Claim
from claims.tallying import FACETS, tallies
from claims.vocabulary import Anonymity, Certainty, Form, Polarity, Status
from sources.models import Actor
from tests.claims.test_filter_twin import derive
from tests.factories import (
    NOON,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ExtractionFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
)

pytestmark = pytest.mark.django_db
FORMS, CERTAINTIES, YEARS = list(Form)[:3], list(Certainty)[:3], (2022, 2024, None)
QUERIES = (
    "",
    "form=direct",
    "form=direct&form=indirect&certainty=certain",
    "polarity=negative&status=accepted&status=rejected",
    "actor=Name 0",
    "actor=Name 1&source=Name 2&exact=true",
    "actor=!Name 0&outlet=Blatt 1",
    "outlet=Blatt 0&outlet=Blatt 1&year=2022",
    "year=2022&year=2024&anonymity=anonymous",
    "anonymity=named&anonymity=collective&form=direct",
    "has_figure=true&published_after=2023-01-01",
    "has_figure=false&source=Name 3&polarity=positive",
    "has_figure=true&has_figure=false&stance=asserts",
    "actor=Niemand&form=direct",
    "source=Name 0&actor=Name 1&outlet=Blatt 0&form=direct&has_figure=true&status=unreviewed&year=2022",
    "certainty=certain&polarity=positive&anonymity=named&has_figure=true&status=unreviewed",
)


def build(chance):
    """A random world with all that facets count; outlets and actors that were merged, claims too."""
    outlets = [ActorFactory(name=f"Blatt {number}", kind="outlet") for number in range(3)]
    outlets.append(ActorFactory(name="Blatt alt", kind="outlet", merged_into=outlets[0]))
    actors = []
    for number in range(5):
        actors.append(ActorFactory(name=f"Name {number}", part_of=chance.choice([None, *actors])))
    articles = [
        ArticleFactory(
            outlet=chance.choice([None, *outlets]), published_on=(year := chance.choice(YEARS)) and date(year, 5, 1)
        )
        for _ in range(6)
    ]
    extractions = [
        ExtractionFactory(article=article, retired_at=chance.choice([None, None, None, NOON])) for article in articles
    ]
    claims = []
    for _ in range(14):
        claims.append(ClaimFactory(status=chance.choice(Status.values), merged_into=chance.choice([None, *claims])))
    for claim in [*claims, *chance.sample(claims, 8)]:
        mention = MentionFactory(
            claim=claim,
            extraction=chance.choice(extractions),
            form=chance.choice(FORMS),
            certainty=chance.choice(CERTAINTIES),
            polarity=chance.choice(list(Polarity)),
        )
        for actor in chance.sample(actors, chance.randrange(3)):
            MentionActorFactory(mention=mention, actor=actor)
        for position, actor in enumerate(chance.sample([*actors, None], chance.randrange(3))):
            AttributionFactory(
                mention=mention, actor=actor, position=position, anonymity=chance.choice(list(Anonymity))
            )
        if chance.random() < 0.3:
            QuantityFactory(mention=mention)
    derive()


def asked(query):
    filterset = ClaimFilter(QueryDict(query), queryset=Claim.objects.all())
    assert filterset.faults() == []
    return filterset


def slowly(query, name):
    """The values of a facet, each with how many claims the list has with that value alone chosen there."""
    rest = QueryDict(query, mutable=True)
    counts = {}
    for value in every_value(name):
        rest.setlist(name, [value.slug if isinstance(value, Actor) else str(value)])
        counts[value.pk if isinstance(value, Actor) else value] = asked(rest.urlencode()).qs.count()
    return {value: number for value, number in counts.items() if number}


def every_value(name):
    if name in ("actor", "source", "outlet"):
        return list(Actor.objects.filter(merged_into=None))
    if name == "year":
        return [2021, 2022, 2023, 2024]
    return [value for value, _label in ClaimFilter(QueryDict("")).form.fields[name].choices]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("query", QUERIES)
def test_every_number_is_that_of_the_list_with_the_value_chosen(seed, query):
    build(random.Random(seed))  # noqa: S311 - no secret
    found = tallies(asked(query))
    assert set(found) == set(FACETS)
    for name in FACETS:
        assert {value: n for value, n in found[name].counts.items() if n} == slowly(query, name), name
        assert not found[name].cut


def test_the_queries_together_choose_every_facet():
    chosen = {name for query in QUERIES for name in QueryDict(query)}
    assert chosen >= set(FACETS)


def test_beyond_the_most_the_newest_are_counted_and_that_is_said(monkeypatch):
    claims = [MentionFactory(form=form).claim for form in ("direct", "indirect", "indirect", "indirect")]
    monkeypatch.setattr(tallying, "MOST", 3)
    found = tallies(asked(""))
    assert (found["form"].counts, found["form"].cut) == ({"indirect": 3}, True)
    assert found["has_figure"].counts == {"true": 0, "false": 3}
    Claim.objects.filter(pk=claims[0].pk).update(status="accepted")
    chosen = tallies(asked("form=direct"))
    assert (chosen["form"].counts, chosen["form"].cut) == ({"indirect": 3}, True)
    assert (chosen["status"].counts, chosen["status"].cut) == ({"accepted": 1}, False)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 5),
        ("form=indirect", 7),  # the form's own: claims, mentions
        ("actor=Name+0", 9),  # names twice; the actor's own: claims, actors
        ("status=unreviewed&has_figure=false", 7),
    ],
)
def test_the_number_of_queries_does_not_depend_on_the_claims(query, number, django_assert_num_queries):
    extraction = ExtractionFactory(article__outlet=None)
    for count in (1, 4):
        for _ in range(count):
            hop = AttributionFactory(mention__extraction=extraction)
            MentionActorFactory(
                mention=hop.mention, actor=Actor.objects.filter(name="Name 0").first() or ActorFactory(name="Name 0")
            )
        derive()
        one = asked(query)
        with django_assert_num_queries(number):
            tallies(one)


def test_a_part_counts_for_its_whole_unless_it_shall_not():
    whole = ActorFactory()
    part = ActorFactory(part_of=whole)
    MentionActorFactory(actor=part)
    derive()
    assert tallies(asked(""))["actor"].counts == {whole.pk: 1, part.pk: 1}
    assert tallies(asked("exact=true"))["actor"].counts == {part.pk: 1}
