"""What can be counted in chains of sources: tables of hops and results."""

from collections import Counter
from datetime import date

import pytest

from claims.hops import Hop, anonymity, chains, drawn_on, is_second_hand, others, quoted, quoting, read_hops
from claims.models import Attribution
from tests.factories import ActorFactory, AttributionFactory, ClaimFactory, MentionFactory

OUTLET, AGENCY, PERSON, OTHER = 1, 2, 3, 4
KINDS = {OUTLET: "outlet", AGENCY: "outlet", PERSON: "person", OTHER: "person"}
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def chain(*actors, mention=1, claim=1, outlet=OUTLET, published=MAY, anonymity="named"):
    """A chain of these actors, origin first, in an article of `outlet`."""
    where = (mention, claim, mention, outlet, published)
    return [Hop(*where, place, actor, KINDS.get(actor, "unknown"), anonymity) for place, actor in enumerate(actors)]


@pytest.mark.parametrize(
    ("actors", "second_hand"),
    [
        ((PERSON,), False),
        ((None,), False),
        ((PERSON, OUTLET), False),
        ((OUTLET,), False),
        ((AGENCY,), True),
        ((PERSON, AGENCY), True),
        ((PERSON, OTHER), True),
        ((None, PERSON), True),
        ((PERSON, AGENCY, OUTLET), True),
    ],
)
def test_second_hand_is_what_came_by_way_of_somebody_else_or_from_another_outlet(actors, second_hand):
    assert is_second_hand(chain(*actors)) is second_hand


def test_an_outlet_that_is_not_known_is_nobodys_own():
    assert is_second_hand(chain(None, PERSON, outlet=None))
    assert not is_second_hand(chain(None, outlet=None))


def test_chains_run_from_the_origin_whatever_the_order_of_the_rows():
    hops = chain(PERSON, AGENCY) + chain(OTHER, mention=2)
    assert chains(reversed(hops)) == {1: hops[:2], 2: hops[2:]}


@pytest.mark.django_db
def test_a_part_of_a_quotation_is_no_statement_of_its_own():
    whole = AttributionFactory().mention
    AttributionFactory(mention=MentionFactory(extraction=whole.extraction, whole=whole))
    assert [hop.mention for hop in read_hops(Attribution.objects.all())] == [whole.pk]


def test_statements_are_counted_by_the_anonymity_of_their_origin():
    told = {1: chain(PERSON, AGENCY), 2: chain(None, mention=2, anonymity="anonymous")}
    assert anonymity(told) == {"named": 1, "collective": 0, "anonymous": 1}


def test_a_source_counts_once_a_statement_and_outlets_apart():
    told = {1: chain(PERSON, PERSON, AGENCY), 2: chain(None, OTHER, OUTLET, mention=2)}
    assert quoted(told) == {PERSON: 1, OTHER: 1}
    assert drawn_on(told) == {AGENCY: 1}


def test_who_quotes_a_source_by_way_of_whom_and_since_when():
    told = {
        1: chain(OTHER, PERSON, AGENCY, published=JUNE),
        2: chain(PERSON, mention=2),
        3: chain(PERSON, OUTLET, mention=3, claim=2, published=None),
        4: chain(PERSON, mention=4, claim=2, outlet=None, published=None),
    }
    found = quoting(told, PERSON)
    assert found.outlets == [(OUTLET, 3, 3), (None, 1, 1)]
    assert found.via == Counter({AGENCY: 1})
    assert found.first == {1: MAY, 2: None}


def test_an_outlet_itself_is_none_of_the_others():
    hops = chain(AGENCY) + chain(AGENCY, mention=2) + chain(AGENCY, mention=3, outlet=AGENCY)
    assert others([*hops, *chain(AGENCY, mention=4, outlet=None)], [AGENCY]) == {OUTLET: {1, 2}}


@pytest.mark.django_db
def test_rows_are_those_that_count_with_actors_followed_to_the_end():
    root = ActorFactory()
    middle = ActorFactory(merged_into=root)
    hop = AttributionFactory(actor=ActorFactory(merged_into=middle))
    unnamed = AttributionFactory(actor=None)
    AttributionFactory(mention__claim__status="rejected")
    AttributionFactory(mention=MentionFactory(claim=ClaimFactory(merged_into=ClaimFactory(status="rejected"))))
    retired = AttributionFactory()
    retired.mention.extraction.retired_at = retired.mention.extraction.created_at
    retired.mention.extraction.save()
    found = read_hops(Attribution.objects.all())
    assert [(one.mention, one.actor) for one in found] == [(unnamed.mention_id, None), (hop.mention_id, root.pk)]
    assert found[1].outlet == hop.mention.extraction.article.outlet_id
    assert len(read_hops(Attribution.objects.all(), most=1)) == 1
