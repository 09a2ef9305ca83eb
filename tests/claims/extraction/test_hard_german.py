"""Hard German of our own: is the gold sound?"""

from collections import Counter
from itertools import pairwise

import pytest

from claims.extraction.types import Form
from tests.gold import as_wikinews, passages

CATEGORIES = {
    "unclosed",
    "nested_quotes",
    "gendered",
    "translated",
    "headline",
    "telegram",
    "hops",
    "soll",
    "laut",
    "so",
    "fiction",
    "irony",
    "interview",
    "ticker",
    "dialogue",
    "broken",
    "speaker_before",
    "konjunktiv",
    "reported",
    "negative",
}
FIELDS = {"form", "quote", "speaker", "cue", "name", "chain", "nested"}
PASSAGES = passages("hard_german")


def test_every_category_has_its_passages():
    counts = Counter(entry["category"] for entry in PASSAGES)
    assert set(counts) == CATEGORIES
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
