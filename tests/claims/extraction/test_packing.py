"""What was found can be put away as JSON and comes back whole."""

import json
from datetime import date
from decimal import Decimal

import pytest

from claims.extraction import extract, types
from claims.extraction.packing import packed, unpacked
from tests.claims.building import TEXT, extraction, figure, found
from tests.claims.building import claim as made

GIST = types.Gist("s", (types.Term("liefer", "act", ("deliver",), (types.Term("x", "thing"),)),), ("a",), negated=True)


def through_json(one):
    return unpacked(json.loads(json.dumps(packed(one))), one.text)


@pytest.mark.parametrize(
    "one",
    [
        found(model="m", title="Titel", translated_from="en"),
        extraction("Satz."),
        extraction(TEXT, made(TEXT, "300 Granaten", gist=GIST, parts=(made(TEXT, "300", number="1.1"),))),
        extraction(TEXT, made(TEXT, "300", quantities=(figure(TEXT, "300", "0.1234567890123456789", high="1E+20"),))),
    ],
)
def test_nothing_is_lost(one):
    assert through_json(one) == one


def test_what_the_pipeline_finds_comes_back():
    one = extract(TEXT, date(2026, 11, 20))
    assert one.claims
    assert through_json(one) == one
    assert all(isinstance(q.value, Decimal) for claim in through_json(one).claims for q in claim.quantities)


@pytest.mark.parametrize(
    "plain", [{}, {"sha256": "a"}, {"extractor": 3}, {"nonsense": 1, "extractor": {}}, {"claims": [3]}]
)
def test_what_is_no_extraction_is_refused(plain):
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpacked(plain, "Satz.")


def test_spans_that_do_not_fit_the_text_are_refused():
    with pytest.raises(ValueError, match="slice"):
        unpacked(packed(found()), "x" * len(TEXT))
