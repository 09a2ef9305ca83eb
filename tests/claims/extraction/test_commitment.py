"""How far a claim's origin commits to it, on passages of our own (tests/gold/modality.yaml)."""

from collections import Counter
from typing import Any

import pytest

from claims.extraction import extract_many
from claims.extraction.types import Claim
from tests.gold import passages
from tests.gold.commitment import (
    CERTAINTIES,
    CLASSES,
    MISSING,
    accuracy,
    classes,
    commitment,
    f1,
    macro_f1,
    meant,
    places,
    shared,
)

ENTRIES = passages("modality")
FIELDS = {"id", "text", "claim", "certainty", "polarity", "note"}
Judged = list[tuple[dict[str, Any], Claim | None]]

EXPECTED = {
    ("certain", "certain", "positive"): 40,
    ("probable", "probable", "positive"): 40,
    ("possible", "possible", "positive"): 40,
    ("negated", "certain", "negative"): 28,
    ("negated", "probable", "negative"): 8,
    ("negated", "possible", "negative"): 4,
    ("unknown", "unknown", "positive"): 8,
}


def test_the_passages_are_balanced() -> None:
    assert Counter((e["id"].rpartition("-")[0], e["certainty"], e["polarity"]) for e in ENTRIES) == EXPECTED


def test_every_passage_is_whole() -> None:
    for entry in ENTRIES:
        assert set(entry) == FIELDS, entry["id"]
        assert all(isinstance(entry[field], str) for field in FIELDS - {"claim"}), entry["id"]


def test_no_passage_stands_twice() -> None:
    assert len({entry["id"] for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry["text"] for entry in ENTRIES}) == len(ENTRIES)


def test_every_claim_is_found_in_its_passage_in_order() -> None:
    for entry in ENTRIES:
        ends = [end for span in places(entry) for end in span]
        assert ends == sorted(ends), entry["id"]


def test_what_two_places_share() -> None:
    assert shared([(0, 4), (10, 12)], [(2, 11)]) == 3
    assert shared([(0, 4)], [(4, 9)]) == 0


def test_negation_is_a_class_of_its_own() -> None:
    assert commitment("possible", "positive") == "possible"
    assert commitment("possible", "negative") == "negated"


def test_a_label_is_scored_over_right_and_given() -> None:
    pairs = [("certain", "certain"), ("certain", MISSING), ("possible", "certain"), ("possible", "possible")]
    assert f1("certain", pairs) == pytest.approx(1 / 2)
    assert f1("possible", pairs) == pytest.approx(2 / 3)
    assert f1("negated", pairs) == 0
    assert macro_f1(["certain", "possible"], pairs) == pytest.approx(7 / 12)
    assert accuracy(pairs) == 0.5


@pytest.fixture(scope="module")
def judged() -> Judged:
    """Each entry with the claim that is meant, None where none was found."""
    results = extract_many((entry["text"], None) for entry in ENTRIES)
    return [(entry, meant(entry, result)) for entry, result in zip(ENTRIES, results, strict=True)]


def test_commitment_is_judged_well_enough(judged: Judged) -> None:
    """Held a little below what is reached: 0.93. The rules were mended with these passages in view; new text will give less."""
    assert macro_f1(CLASSES, [classes(entry, claim) for entry, claim in judged]) >= 0.89


def test_commitment_of_what_is_found_is_judged_well_enough(judged: Judged) -> None:
    """Held a little below what is reached: 0.98. Whether a claim is found is another matter."""
    assert macro_f1(CLASSES, [classes(entry, claim) for entry, claim in judged if claim]) >= 0.94


def test_certainty_is_judged_well_enough(judged: Judged) -> None:
    """Held a little below what is reached: 0.91."""
    pairs = [(entry["certainty"], claim.certainty if claim else MISSING) for entry, claim in judged]
    assert macro_f1(CERTAINTIES, pairs) >= 0.87


def test_polarity_is_judged_well_enough(judged: Judged) -> None:
    """Held a little below what is reached: 0.90."""
    assert accuracy((entry["polarity"], claim.polarity if claim else MISSING) for entry, claim in judged) >= 0.86
