"""How far a claim's origin commits to it, on passages of our own (tests/gold/modality.yaml)."""

from collections import Counter

from tests.gold import passages
from tests.gold.commitment import places

ENTRIES = passages("modality")
FIELDS = {"id", "text", "claim", "certainty", "polarity", "note"}
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
