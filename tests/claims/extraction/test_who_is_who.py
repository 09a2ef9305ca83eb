"""Who is who, on passages of our own: is the gold itself sound?"""

from collections import Counter

import pytest

from claims.extraction.types import Kind
from sources.knowledge import english_name, load
from tests.gold import located, passages

CATEGORIES = {
    "metonym",
    "city",
    "same_surname",
    "kin",
    "role_only",
    "pronoun",
    "apposition",
    "gendered",
    "compound",
    "spelling",
    "ministry",
    "venue",
    "unknown",
}
PASSAGES = passages("who_is_who")
MENTIONS = [
    pytest.param(entry, mention, id=f"{entry['id']}-{number}")
    for entry in PASSAGES
    for number, mention in enumerate(entry["mentions"], start=1)
]
KNOWN = {(actor.name, actor.kind) for actor in load()}


def test_every_category_has_its_passages():
    counts = Counter(entry["category"] for entry in PASSAGES)
    assert set(counts) == CATEGORIES
    assert min(counts.values()) >= 8
    assert counts.total() >= 130


def test_ids_and_texts_are_unique():
    assert len({entry["id"] for entry in PASSAGES}) == len(PASSAGES)
    assert len({entry["text"] for entry in PASSAGES}) == len(PASSAGES)


@pytest.mark.parametrize("entry", PASSAGES, ids=lambda entry: entry["id"])
def test_passage_says_what_it_may(entry):
    assert set(entry) == {"id", "category", "text", "mentions"}
    assert entry["id"].startswith(entry["category"].replace("_", "-"))
    assert entry["mentions"]


@pytest.mark.parametrize(("entry", "mention"), MENTIONS)
def test_mention_says_what_it_may(entry, mention):
    located(entry["text"], mention["words"])  # raises ValueError where the words are not found
    assert {"words", "name", "kind", "as"} <= set(mention) <= {"words", "name", "kind", "as", "role", "affiliation"}
    assert mention["as"] in {"actor", "source", "venue"}
    assert mention["kind"] in Kind.__args__
    assert (mention["name"] is None) == (mention["kind"] == "unknown")


@pytest.mark.parametrize(("entry", "mention"), MENTIONS)
def test_name_is_known_or_stands_in_the_text(entry, mention):
    name, kind = mention["name"], mention["kind"]
    if name is None or (name, kind) in KNOWN:
        return
    words = mention["words"].partition(" @")[0]
    translated = {english_name(words), english_name(words.removesuffix("s"))} if kind == "place" else set()
    assert name in translated or (name in entry["text"] and kind not in {"country", "group"})
