"""Hard German of our own: is the gold sound, and how much of it is found? The floors lie a little below what was reached."""

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import pytest

from claims.extraction import extract_many
from claims.extraction.types import Form
from tests.gold import as_wikinews, passages
from tests.gold.scoring import chain_share, clean_share, found_share, precision, speaker_share


class Floor(NamedTuple):
    """Shares that must be reached, 0 to 1; None where the category has nothing of the kind."""

    found: float | None
    speakers: float | None
    clean: float | None


FLOORS = {
    "unclosed": Floor(0.86, 0.77, None),
    "nested_quotes": Floor(0.56, 0.45, None),
    "gendered": Floor(0.64, 0.64, None),
    "translated": Floor(0.86, 0.68, None),
    "headline": Floor(0.70, 0.62, 0.94),
    "telegram": Floor(0.45, 0.28, None),
    "hops": Floor(0.87, 0.33, None),
    "soll": Floor(0.73, 0.80, 0.45),
    "laut": Floor(0.94, 0.94, 0.66),
    "so": Floor(0.94, 0.94, 0.94),
    "fiction": Floor(None, None, 0.10),
    "irony": Floor(0.00, 0.00, 0.83),
    "interview": Floor(0.13, 0.00, None),
    "ticker": Floor(0.87, 0.78, None),
    "dialogue": Floor(0.90, 0.70, None),
    "broken": Floor(0.95, 0.95, None),
    "speaker_before": Floor(0.77, 0.50, None),
    "konjunktiv": Floor(0.62, 0.62, 0.44),
    "reported": Floor(0.68, 0.68, None),
    "negative": Floor(None, None, 0.94),
}
PRECISION_FLOOR = 0.80
CHAIN_FLOOR = 0.05
FIELDS = {"form", "quote", "speaker", "cue", "name", "chain", "nested"}
PASSAGES = passages("hard_german")


def test_every_category_has_its_passages():
    counts = Counter(entry["category"] for entry in PASSAGES)
    assert set(counts) == set(FLOORS)
    assert min(counts.values()) >= 7
    assert counts.total() >= 120


def test_ids_and_texts_are_unique():
    assert len({entry["id"] for entry in PASSAGES}) == len(PASSAGES)
    assert len({entry["text"] for entry in PASSAGES}) == len(PASSAGES)


@pytest.mark.parametrize("entry", PASSAGES, ids=lambda entry: entry["id"])
def test_gold_stands_in_its_text(entry):
    for quote in as_wikinews(entry)["quotes"]:  # raises ValueError where words are not found
        assert quote["quote"]
        assert all(before[1] <= after[0] for before, after in pairwise(quote["quote"]))


@pytest.mark.parametrize("entry", PASSAGES, ids=lambda entry: entry["id"])
def test_gold_says_what_it_may(entry):
    for quote in entry["quotes"]:
        assert set(quote) <= FIELDS
        assert quote["form"] in set(Form.__args__) - {"narrative"}
        assert len(quote.get("chain", ["", ""])) > 1


@pytest.fixture(scope="module")
def pairs():
    """(entry, claims) of every passage."""
    results = extract_many((entry["text"], None) for entry in PASSAGES)
    return [(entry, result.claims) for entry, result in zip(PASSAGES, results, strict=True)]


@pytest.mark.parametrize("category", FLOORS)
def test_category_reaches_its_floor(pairs, category):
    own = [(entry, claims) for entry, claims in pairs if entry["category"] == category]
    reached = Floor(found_share(own), speaker_share(own), clean_share(own))
    for floor, value in zip(FLOORS[category], reached, strict=True):
        assert (floor is None) == (value is None)
        assert floor is None or value >= floor


def test_few_claims_are_made_up(pairs):
    assert precision(pairs) >= PRECISION_FLOOR


def test_hops_are_found(pairs):
    assert chain_share(pairs) >= CHAIN_FLOOR
