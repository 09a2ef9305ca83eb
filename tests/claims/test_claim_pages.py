"""What the page of a claim says of its mentions: figures, times, hops, where mentions stand."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from django.core.paginator import Paginator

from claims.claim_pages import allowed, claim_page, days, mention_places, place_in_article
from claims.dossiers import MENTIONS, claim_dossier
from claims.models import ClaimTime, Quantity
from tests.factories import ActorFactory, AttributionFactory, MentionFactory, RelationFactory


@pytest.mark.parametrize(
    ("value", "qualifier", "bounds", "expected"),
    [
        (300, "about", {}, "270 to 330"),
        (300, "almost", {"high": 300, "high_open": True}, "270 to below 300"),
        (11_000, "about", {}, "9,900 to 12,100"),
        (300, "exact", {"low": 300, "high": 300}, ""),
        (300, "more_than", {"low": 300, "low_open": True}, ""),
        (300, "between", {"low": 200, "high": 300}, ""),
        (0, "about", {}, ""),
    ],
)
def test_a_figure_says_what_its_words_leave_open(value, qualifier, bounds, expected):
    told = {"low": None, "high": None, "low_open": False, "high_open": False, **bounds}
    told = {name: Decimal(end) if type(end) is int else end for name, end in told.items()}
    assert allowed(Quantity(value=Decimal(value), qualifier=qualifier, **told)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), "May 1, 2026 – May 31, 2026"),
        (date(2026, 5, 1), date(2026, 5, 1), "May 1, 2026"),
        (date(2026, 5, 1), None, "from May 1, 2026 on"),
        (None, date(2026, 5, 1), "until May 1, 2026"),
        (None, None, ""),
    ],
)
def test_a_time_may_be_open_on_a_side(first, last, expected):
    assert days(ClaimTime(first_day=first, last_day=last)) == expected


def test_every_mention_has_its_place_be_it_on_another_page():
    class Row:
        def __init__(self, pk):
            self.pk = pk

    rows = [Row(pk) for pk, _number in zip(count(100), range(2 * MENTIONS + 1))]
    places = mention_places(rows, Paginator(rows, MENTIONS).page(2))
    assert (places[100], places[100 + MENTIONS], places[100 + 2 * MENTIONS]) == (
        "?page=1#m100",
        f"#m{100 + MENTIONS}",
        f"?page=3#m{100 + 2 * MENTIONS}",
    )


@pytest.mark.django_db
def test_the_place_of_a_part_is_the_quotation_that_the_article_marks():
    whole = MentionFactory()
    part = MentionFactory(extraction=whole.extraction, whole=whole, claim__within=True)
    article = whole.extraction.article_id
    assert place_in_article(whole, whole.claim) == f"/articles/{article}/#m{whole.pk}"
    assert place_in_article(part, part.claim) == f"/articles/{article}/#m{whole.pk}"


@pytest.mark.django_db
def test_hops_say_who_in_which_words_and_for_whom():
    body = ActorFactory(name="Kreml")
    mention = MentionFactory()
    told = {"surface": "Dienstag", "cue": "sagte", "role": "Sprecher", "affiliation": "Hafenamt"}
    AttributionFactory(mention=mention, actor__name="Ida Vogel", actor__kind="person", speaks_for=body, **told)
    AttributionFactory(mention=mention, position=1, actor=None, anonymity="anonymous")
    AttributionFactory(mention=mention, position=2, actor__name="Beobachter", anonymity="collective")
    (one,) = claim_page(claim_dossier(mention.claim))["evidence"]
    assert [(hop.name, hop.known, hop.note, hop.anonymity) for hop in one.hops] == [
        ("Ida Vogel", True, "Sprecher, Hafenamt", "named"),
        ("not named", False, "", "anonymous"),
        ("Beobachter", True, "collective", "collective"),
    ]
    first = one.hops[0]
    assert (first.words, first.cue, first.role, first.organisation) == tuple(told.values())
    assert first.speaks_for == body


@pytest.mark.django_db
def test_claims_that_contradict_it_are_told_apart():
    claim = MentionFactory().claim
    for kind in ("contradicts", "supports"):
        RelationFactory(from_claim=claim, kind=kind)
    standing = claim_page(claim_dossier(claim))["standing"]
    assert [[one.sign.label for one in side] for side in (standing.against, standing.others)] == [
        ["contradicts"],
        ["supports"],
    ]
