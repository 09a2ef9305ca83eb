"""Who cites whom: neighbours in chains and outlets, against a slow obvious twin; and the lists of claims behind it."""

import random
from itertools import pairwise

import pytest
from django.http import QueryDict

from claims import citations as module
from claims.citations import CitingFilter, citations
from claims.filters import ClaimFilter
from claims.models import Claim, Mention
from tests.claims.test_filter_twin import build, root_of
from tests.factories import ActorFactory, AttributionFactory, ClaimFactory, MentionFactory

pytestmark = pytest.mark.django_db


def found(query):
    filterset = ClaimFilter(QueryDict(query), Claim.objects.all())
    assert filterset.faults() == []
    return citations(filterset.made())


def listed(query):
    filterset = CitingFilter(QueryDict(query), Claim.objects.all())
    assert filterset.faults() == []
    return set(filterset.qs.values_list("pk", flat=True))


def top(actor):
    return top(actor.merged_into) if actor.merged_into else actor


def slowly(claims):
    """The claims by who cites whom, mention by mention."""
    told = {}
    for mention in Mention.objects.filter(extraction__retired_at=None):
        claim = root_of(mention.claim)
        if claim.pk not in claims:
            continue
        line = [hop.actor for hop in mention.chain.order_by("position")]
        if line:
            line.append(mention.extraction.article.outlet)
        for cited, citing in pairwise(line):
            if cited and citing and top(cited) != top(citing):
                told.setdefault((top(citing).pk, top(cited).pk), set()).add(claim.pk)
    return told


@pytest.mark.parametrize("seed", range(4))
def test_citations_are_those_of_the_slow_twin(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    actors = build(chance)
    for _ in range(10):
        mention = MentionFactory(extraction__article__outlet=chance.choice([None, *actors]))
        for position in range(chance.randrange(4)):
            AttributionFactory(mention=mention, actor=chance.choice([None, *actors]), position=position)
    ActorFactory._meta.model.objects.filter(pk=actors[0].pk).update(merged_into=actors[1])
    for query in ("", "actor=Name 2", "form=direct"):
        filterset = ClaimFilter(QueryDict(query), Claim.objects.all())
        assert filterset.faults() == []
        mentions = set(filterset.made().values_list("pk", flat=True))
        if query == "form=direct":
            assert {Mention.objects.get(pk=pk).form for pk in mentions} <= {"direct"}
            continue
        assert found(query).claims == slowly(set(filterset.qs.values_list("pk", flat=True)))
        assert found(query).whole


@pytest.mark.parametrize("seed", range(2))
def test_the_lists_behind_names_and_lines_hold_just_these_claims(seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    actors = build(chance)
    for _ in range(10):
        mention = MentionFactory(extraction__article__outlet=chance.choice([None, *actors]))
        for position in range(chance.randrange(4)):
            AttributionFactory(mention=mention, actor=chance.choice([None, *actors]), position=position)
    slugs = {actor.pk: actor.slug for actor in ActorFactory._meta.model.objects.all()}
    for query in ("", "&form=direct"):
        told = found(query[1:])
        for (citing, cited), claims in chance.sample(sorted(told.claims.items()), min(8, len(told.claims))):
            assert listed(f"citing={slugs[citing]}&cited={slugs[cited]}{query}") == claims
        for key in sorted({key for pair in told.claims for key in pair})[:4]:
            assert listed(f"party={slugs[key]}{query}") == set(told.by_actor.get(key, ()))
            cited_by = {claim for pair, claims in told.claims.items() if pair[0] == key for claim in claims}
            assert listed(f"citing={slugs[key]}{query}") == cited_by


def test_who_is_not_named_neither_cites_nor_is_cited():
    mention = MentionFactory(extraction__article__outlet__name="Blatt")
    for position, actor in enumerate([ActorFactory(), None, ActorFactory(name="Letzte")]):
        AttributionFactory(mention=mention, actor=actor, position=position)
    ((citing, cited),) = found("").claims
    assert (citing, cited) == (mention.extraction.article.outlet_id, mention.chain.get(position=2).actor_id)


def test_who_says_to_itself_cites_nobody():
    mention = MentionFactory()
    AttributionFactory(mention=mention, actor=mention.extraction.article.outlet)
    assert found("").claims == {}


def test_claims_that_were_joined_count_once():
    root = ClaimFactory()
    source, outlet = ActorFactory(), ActorFactory(kind="outlet")
    for claim in (root, ClaimFactory(merged_into=root)):
        AttributionFactory(mention=MentionFactory(claim=claim, extraction__article__outlet=outlet), actor=source)
    assert found("").claims == {(outlet.pk, source.pk): {root.pk}}


def test_of_too_many_hops_the_newest_whole_chains_are_read(monkeypatch):
    for _ in range(3):
        mention = MentionFactory()
        for position in range(2):
            AttributionFactory(mention=mention, position=position)
    monkeypatch.setattr(module, "MOST", 3)
    told = found("")
    assert not told.whole
    assert {claim for claims in told.claims.values() for claim in claims} == {mention.claim_id}


@pytest.mark.parametrize("name", ["citing", "cited", "party"])
def test_ends_cannot_be_denied(name):
    filterset = CitingFilter(QueryDict(f"{name}=!Anna"), Claim.objects.all())
    assert [fault.parameter for fault in filterset.faults()] == [name]
