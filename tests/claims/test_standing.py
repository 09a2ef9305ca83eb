"""Numbers of a claim follow its mentions, merges and relations; a slow obvious twin counts them again."""

import random
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import derive
from claims.identity import merge_actors
from claims.models import Claim, Mention, Relation
from claims.standing import CHUNK, COLUMNS, Standing, standings
from claims.vocabulary import Polarity, RelationStatus
from tests.claims.test_commands import call
from tests.factories import (
    NOON,
    SENTENCE,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ExtractionFactory,
    MentionFactory,
    RelationFactory,
    UsedSourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def standing(claim):
    """What stands in the columns now."""
    return Standing(*Claim.objects.values_list(*COLUMNS).get(pk=claim.pk))


def mention(claim, *chain, **more):
    """A mention of `claim` in an article of its own, by these actors (None: not named)."""
    row = MentionFactory(claim=claim, **more)
    for position, actor in enumerate(chain):
        AttributionFactory(mention=row, actor=actor, position=position)
    return row


def test_mentions_and_origins_are_counted():
    claim, expert, agency = ClaimFactory(), ActorFactory(kind="person"), ActorFactory(kind="outlet")
    for chain in ((expert,), (expert,), (None, agency), (agency,), ()):
        mention(claim, *chain)
    derive([claim.pk])
    assert standing(claim) == (5, 3, False, False, False)


def test_what_was_merged_counts_for_its_root_alone_and_splitting_undoes_it():
    one, two, three = ClaimFactory.create_batch(3)
    expert = ActorFactory()
    for claim in (one, two, three):
        mention(claim, expert)
    Claim.objects.filter(pk=one.pk).update(merged_into=two)
    Claim.objects.filter(pk=two.pk).update(merged_into=three)
    derive([one.pk, two.pk])
    assert [standing(claim)[:2] for claim in (one, two, three)] == [(0, 0), (0, 0), (3, 1)]
    Claim.objects.filter(pk=two.pk).update(merged_into=None)
    derive([two.pk, three.pk])
    assert [standing(claim)[:2] for claim in (one, two, three)] == [(0, 0), (2, 1), (1, 1)]


def test_retired_mentions_do_not_count():
    claim = mention(ClaimFactory(), extraction=ExtractionFactory(retired_at=NOON)).claim
    mention(claim, polarity="negative")
    derive([claim.pk])
    assert standing(claim) == (1, 1, False, False, False)


def test_both_sides_make_a_claim_denied_and_disputed():
    claim = ClaimFactory()
    for polarity in Polarity.values:
        mention(claim, ActorFactory(), polarity=polarity)
    derive([claim.pk])
    assert standing(claim) == (2, 2, True, True, False)


@pytest.mark.parametrize(
    ("told", "disputed"),
    [
        ({"kind": "contradicts"}, True),
        ({"kind": "contradicts", "status": RelationStatus.CONFIRMED}, True),
        ({"kind": "contradicts", "status": RelationStatus.REFUSED}, False),
        ({"kind": "updates"}, False),
    ],
)
def test_a_contradiction_that_nobody_refused_makes_both_ends_disputed(told, disputed):
    relation = RelationFactory(**told)
    ends = [relation.from_claim, relation.to_claim]
    for claim in ends:
        mention(claim)
    derive([claim.pk for claim in ends])
    assert [standing(claim).disputed for claim in ends] == [disputed, disputed]


def test_a_contradiction_of_a_merged_claim_is_one_of_its_root():
    relation = RelationFactory(kind="contradicts")
    root = mention(ClaimFactory()).claim
    Claim.objects.filter(pk=relation.to_claim.pk).update(merged_into=root)
    derive([relation.to_claim.pk])
    assert (standing(root).disputed, standing(relation.to_claim).disputed) == (True, False)


def parted(whole_claim=None, part_claim=None):
    """A quotation and a part of it, each with a claim of its own unless told."""
    whole = mention(whole_claim or ClaimFactory())
    part = mention(part_claim or ClaimFactory(), extraction=whole.extraction, whole=whole)
    return whole, part


def test_a_part_is_within_its_quotation_until_it_is_said_elsewhere():
    whole, part = parted()
    derive([whole.claim_id, part.claim_id])
    assert standing(part.claim) == (1, 1, False, False, True)
    assert not standing(whole.claim).within
    mention(part.claim)
    derive([part.claim_id])
    assert not standing(part.claim).within


def test_a_part_beside_its_whole_is_no_mention_of_its_own():
    whole, part = parted()
    Claim.objects.filter(pk=part.claim_id).update(merged_into=whole.claim)
    derive([part.claim_id])
    assert standing(whole.claim) == (1, 1, False, False, False)


def test_a_part_of_two_quotations_is_within_once_these_are_one():
    first, part = parted()
    second, _other = parted(part_claim=part.claim)
    derive([part.claim_id])
    assert not standing(part.claim).within
    Claim.objects.filter(pk=second.claim_id).update(merged_into=first.claim)
    derive([second.claim_id])
    assert standing(part.claim).within
    Claim.objects.filter(pk=second.claim_id).update(merged_into=None)
    derive([first.claim_id, second.claim_id])
    assert not standing(part.claim).within


def test_readers_find_a_part_by_its_address_alone():
    whole, part = parted()
    derive([whole.claim_id, part.claim_id])
    assert set(Claim.objects.public()) == {whole.claim}


def test_merging_outlets_joins_the_origins_of_what_they_published():
    claim, papers = ClaimFactory(), ActorFactory.create_batch(2, kind="outlet")
    for paper in papers:
        mention(claim, extraction__article=ArticleFactory(outlet=paper))
    derive([claim.pk])
    assert standing(claim).origins_count == 2
    merge_actors(actor=papers[0], into=papers[1], user=UserFactory(), now=NOON)
    assert standing(claim).origins_count == 1


def test_merging_outlets_joins_the_origins_of_what_lists_them():
    claim, papers = ClaimFactory(), ActorFactory.create_batch(2, kind="outlet")
    mention(claim, extraction__article=ArticleFactory(outlet=papers[1]))
    row = mention(claim)
    UsedSourceFactory(article=row.extraction.article, outlet=papers[0])
    derive([claim.pk])
    assert standing(claim).origins_count == 2
    merge_actors(actor=papers[0], into=papers[1], user=UserFactory(), now=NOON)
    assert standing(claim).origins_count == 1


def test_a_translation_counts_with_the_outlet_that_its_credit_names():
    claim, paper = ClaimFactory(), ActorFactory(kind="outlet", name="Revue du Port")
    mention(claim, extraction__article=ArticleFactory(outlet=paper))
    translated = ArticleFactory(translated_from="fr", adapted_by="Revue du Port")
    mention(claim, ActorFactory(), extraction__article=translated)
    derive([claim.pk])
    assert standing(claim).origins_count == 1


def test_copies_are_mentions_of_one_origin():
    claim, first = ClaimFactory(), ArticleFactory()
    for article in (first, ArticleFactory(copy_of=first), ArticleFactory(copy_of=first)):
        mention(claim, extraction__article=article)
    derive([claim.pk])
    assert standing(claim)[:2] == (3, 1)


def test_what_is_right_is_not_written_again():
    claim = mention(ClaimFactory()).claim
    derive([claim.pk])
    with CaptureQueriesContext(connection) as captured:
        derive([claim.pk])
    assert not [query["sql"] for query in captured if query["sql"].startswith("UPDATE")]


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow_with_the_claims(count, django_assert_num_queries):
    outlet = ActorFactory(kind="outlet")
    claims = [mention(ClaimFactory(), ActorFactory(), outlet).claim for _ in range(count)]
    for claim in claims:
        row = mention(claim, extraction__article=ArticleFactory(adapted_by="Ada Klein"))
        UsedSourceFactory(article=row.extraction.article, outlet=outlet)
        parted(whole_claim=claim)
    with django_assert_num_queries(9):  # roots, merged; mentions, chains, sources, adapters, actors; sides, relations
        standings({claim.pk for claim in claims})


def test_the_command_derives_all_anew(monkeypatch):
    monkeypatch.setattr("claims.standing.CHUNK", 2)
    claims = [mention(ClaimFactory()).claim for _ in range(5)]
    out, _err, error = call("derive")
    assert (out, error) == ("Derived 5 claims anew.\n", None)
    assert {standing(claim) for claim in claims} == {(1, 1, False, False, False)}
    assert CHUNK >= 100


# The slow twin: plain Python over all rows.


def root_of(claim):
    return root_of(claim.merged_into) if claim.merged_into else claim


def current(root):
    found = [row for row in Mention.objects.all() if row.extraction.retired_at is None and root_of(row.claim) == root]
    return [row for row in found if row.whole not in found], found


def key_of(row):
    """Of chains of one hop at most: who is named, else whose article it is, or is a copy of."""
    hop, article = row.chain.first(), row.extraction.article
    if hop and hop.actor:
        return hop.actor
    first = article.copy_of or article
    return first.outlet or first


def slowly(root):
    rows, found = current(root)
    told = {}  # by the other family: a refusal answers what is suggested between any claims of the two
    for row in Relation.objects.filter(kind="contradicts"):
        ends = {root_of(row.from_claim), root_of(row.to_claim)}
        if root in ends and len(ends) == 2:
            told.setdefault(frozenset(ends), set()).add(row.status)
    related = [found for found in told.values() if "confirmed" in found or "refused" not in found]
    origins = {key_of(row) for row in rows}
    denied = {row.polarity for row in found} == set(Polarity.values)
    wholes = {root_of(row.whole.claim) for row in found if row.whole}
    within = bool(found) and all(row.whole for row in found) and len(wholes) == 1
    return Standing(len(rows), len(origins), denied, denied or bool(related), within)


def build(chance):
    """A random world: merged and retired claims, copies, quotations with parts, contradictions."""
    people, papers = ActorFactory.create_batch(3, kind="person"), ActorFactory.create_batch(3, kind="outlet")
    articles = [ArticleFactory(outlet=chance.choice(papers), published_on=date(2026, 5, day)) for day in range(1, 6)]
    articles += [ArticleFactory(outlet=paper, copy_of=articles[0]) for paper in papers[:1]]
    extractions = [ExtractionFactory(article=one, retired_at=chance.choice([None, None, NOON])) for one in articles]
    claims = []
    for _ in range(10):
        claims.append(ClaimFactory(merged_into=chance.choice([None, *claims])))
    for claim in claims:
        for _ in range(chance.randrange(3)):
            extraction = chance.choice(extractions)
            whole = chance.choice([None, *Mention.objects.filter(extraction=extraction, whole=None)])
            hop = chance.choice([(), (None,), (chance.choice(people),), (chance.choice(people),)])
            told = {"polarity": chance.choice(Polarity.values), "extraction": extraction, "whole": whole}
            told |= {"text": SENTENCE[Mention.objects.count() :]}  # no two are the same words of a copy
            mention(claim, *hop, **told)
    for first, second in zip(claims[:3], claims[4:7], strict=True):
        RelationFactory(
            from_claim=first, to_claim=second, kind="contradicts", status=chance.choice(["suggested", "refused"])
        )
    return claims


@pytest.mark.parametrize("seed", range(15))
def test_the_numbers_are_those_of_the_slow_twin(seed):
    claims = build(random.Random(seed))  # noqa: S311 - no secret
    derive([claim.pk for claim in claims])
    for claim in claims:
        assert standing(claim) == (Standing() if claim.merged_into else slowly(claim))
