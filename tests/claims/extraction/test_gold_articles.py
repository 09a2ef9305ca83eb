"""Twenty articles of our own with all their quotations: how much of it is found, and whose it is."""

from itertools import pairwise

import pytest

from claims.extraction import extract_many
from claims.extraction.training.scores import NOTHING, Quotation, f1, paired, scores
from tests.gold import as_wikinews, passages

ENTRIES = [*passages("articles_1"), *passages("articles_2")]
FORMS = {"direct", "indirect", "reported", "indirect_free_indirect", "free_indirect"}

# Reached so far, less about five points.
MESSAGE_FLOOR = 83
SOURCE_FLOOR = 79
JOINT_FLOOR = 81


def test_there_are_twenty_articles_and_enough_quotations():
    assert len({entry["id"] for entry in ENTRIES}) == len(ENTRIES) == 20
    assert sum(len(entry["quotes"]) for entry in ENTRIES) >= 110
    assert {quote["form"] for entry in ENTRIES for quote in entry["quotes"]} == FORMS


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_the_parts_of_a_quotation_stand_in_the_text_and_in_order(entry):
    for quote in as_wikinews(entry)["quotes"]:
        assert quote["quote"]
        assert all(one[1] <= other[0] for one, other in pairwise(quote["quote"]))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_only_nested_quotations_lie_in_others(entry):
    ends = [(q["quote"][0][0], q["quote"][-1][1]) for q in as_wikinews(entry)["quotes"] if not q["nested"]]
    assert all(one[1] <= other[0] for one, other in pairwise(sorted(ends)))


def test_quotations_and_speakers():
    articles = [as_wikinews(entry) for entry in ENTRIES]
    reached = scores(articles, list(extract_many((article["text"], None) for article in articles)))
    assert reached["message"] > MESSAGE_FLOOR
    assert reached["source"] > SOURCE_FLOOR
    assert reached["joint"] > JOINT_FLOOR


def quotation(*tokens, form="indirect"):
    return Quotation(frozenset(tokens), frozenset(), form)


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ([], [], []),
        ([quotation(1)], [], [(quotation(1), NOTHING)]),
        ([], [quotation(1)], [(NOTHING, quotation(1))]),
        ([quotation(1)], [quotation(2)], [(quotation(1), NOTHING), (NOTHING, quotation(2))]),
        (
            [quotation(1, 2), quotation(2, 3)],
            [quotation(2, 3, 4), quotation(1)],
            [(quotation(1, 2), quotation(1)), (quotation(2, 3), quotation(2, 3, 4))],
        ),
        (
            [quotation(1, form="direct")],
            [quotation(1), quotation(1, form="direct")],
            [(quotation(1, form="direct"), quotation(1, form="direct")), (NOTHING, quotation(1))],
        ),
    ],
)
def test_each_quotation_is_paired_once(wanted, found, expected):
    assert list(paired(wanted, found)) == expected


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ([], 0),
        ([({1, 2}, {1, 2})], 100),
        ([({1, 2}, {3})], 0),
        ([({1, 2}, {2}), ({3}, set())], 40),  # precision 1, recall a half and nothing
    ],
)
def test_precision_and_recall_are_means_over_quotations(sets, expected):
    assert f1(sets) == pytest.approx(expected)
