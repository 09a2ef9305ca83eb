"""A slow obvious twin of the filters by actor and source: plain Python over all rows, nothing derived."""

import random

import pytest
from django.http import QueryDict

from claims.filters import ClaimFilter
from claims.models import Claim, ClaimActor, Mention
from claims.vocabulary import Part, Status
from sources.models import Actor
from tests.factories import (
    NOON,
    ActorFactory,
    AttributionFactory,
    ClaimFactory,
    ExtractionFactory,
    MentionActorFactory,
    MentionFactory,
)

pytestmark = pytest.mark.django_db


def found(query):
    """The claims for `query`, which has to be without fault."""
    filterset = ClaimFilter(QueryDict(query), queryset=Claim.objects.all())
    assert filterset.faults() == []
    return set(filterset.qs)


def with_wholes(actor):
    """`actor` and all that it is part of."""
    return {actor} | (with_wholes(actor.part_of) if actor.part_of else set())


def root_of(claim):
    return root_of(claim.merged_into) if claim.merged_into else claim


def exactly(mention, part):
    rows = mention.actors.all() if part == Part.ACTOR else mention.chain.all()
    return {row.actor for row in rows if row.actor}


def actors_of(mention, part):
    return {whole for actor in exactly(mention, part) for whole in with_wholes(actor)}


def slowly(part, wanted, **mention):
    """Roots that are not rejected, with a current mention that belongs to `wanted` and one that is as `mention` says."""
    current = [one for one in Mention.objects.all() if one.extraction.retired_at is None]
    belonging = {root_of(one.claim) for one in current if wanted in actors_of(one, part)}
    fulfilling = {root_of(one.claim) for one in current if all(getattr(one, k) == v for k, v in mention.items())}
    return {claim for claim in belonging & fulfilling if claim.status != Status.REJECTED}


def slowly_asked(wanted, unwanted, *, exact):
    """Roots that are not rejected and about any of `wanted` (None: about anybody) and none of `unwanted`."""
    about = {}
    for mention in Mention.objects.all():
        if mention.extraction.retired_at is None:
            actors = exactly(mention, Part.ACTOR) if exact else actors_of(mention, Part.ACTOR)
            about.setdefault(root_of(mention.claim), set()).update(actors)
    return {
        claim
        for claim, actors in about.items()
        if claim.status != Status.REJECTED and (wanted is None or actors & wanted) and not actors & unwanted
    }


def derive():
    """Writes the derived rows of all claims by their definition."""
    for mention in Mention.objects.filter(extraction__retired_at=None):
        for part in Part:
            for actor in actors_of(mention, part):
                exact = actor in exactly(mention, part)
                row, _made = ClaimActor.objects.get_or_create(
                    claim=root_of(mention.claim), actor=actor, part=part, defaults={"exact": exact}
                )
                ClaimActor.objects.filter(pk=row.pk).update(exact=row.exact or exact)


def build(chance):
    """A random world: actors that are parts of others, mentions about and by them, retired and merged ones."""
    actors = []
    for number in range(6):
        actors.append(ActorFactory(name=f"Name {number}", part_of=chance.choice([None, *actors])))
    extractions = [ExtractionFactory(retired_at=chance.choice([None, None, NOON])) for _ in range(4)]
    claims = []
    for _ in range(14):
        status = chance.choice([Status.UNREVIEWED, Status.ACCEPTED, Status.REJECTED])
        claims.append(ClaimFactory(status=status, merged_into=chance.choice([None, None, *claims])))
    for claim in claims:
        form, tense = chance.choice(["direct", "indirect"]), chance.choice(["past", "future"])
        mention = MentionFactory(claim=claim, extraction=chance.choice(extractions), form=form, tense=tense)
        for actor in chance.sample(actors, chance.randrange(3)):
            MentionActorFactory(mention=mention, actor=actor)
        for position, actor in enumerate(chance.sample([*actors, None], chance.randrange(3))):
            AttributionFactory(mention=mention, actor=actor, position=position)
    derive()
    return actors


@pytest.mark.parametrize("seed", range(12))
def test_the_queries_find_what_their_slow_twin_finds(seed):
    for number, actor in enumerate(build(random.Random(seed))):  # noqa: S311 - no secret
        assert found(f"actor=Name {number}") == slowly(Part.ACTOR, actor)
        assert found(f"source=Name {number}") == slowly(Part.SOURCE, actor)
        wanted = slowly(Part.ACTOR, actor, form="direct", tense="future")
        assert found(f"actor=Name {number}&form=direct&tense=future") == wanted
        assert set(Claim.objects.public().about(Actor.objects.filter(pk=actor.pk))) == slowly(Part.ACTOR, actor)


@pytest.mark.parametrize("seed", range(12))
def test_any_of_some_and_none_of_others_finds_what_the_slow_twin_finds(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    actors = build(chance)
    for _ in range(8):
        wanted, unwanted = chance.sample(actors, chance.randrange(3)), chance.sample(actors, chance.randrange(3))
        exact = chance.choice([True, False])
        names = [actor.name for actor in wanted] + [f"!{actor.name}" for actor in unwanted]
        chance.shuffle(names)
        query = f"exact={str(exact).lower()}" + (f"&actor={','.join(names)}" if names else "")
        expected = slowly_asked(set(wanted) if wanted else None, set(unwanted), exact=exact)
        ours = found(query)
        assert ours >= expected
        # Claims that only a curator's decision keeps have no mention that the twin could see.
        assert {claim for claim in ours if claim.derived_actors.exists()} <= expected
