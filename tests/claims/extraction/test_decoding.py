"""Decoding: the best legal sequence is found, readings of the same words are settled, links point where they should."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.components import names
from claims.extraction.components.decoding import links, quotations
from claims.extraction.components.labels import (
    BEGIN,
    BUCKETS,
    CONTINUE,
    END,
    FORMS,
    INSIDE,
    NAMES,
    OUTSIDE,
)
from claims.extraction.components.paths import likeliest
from claims.extraction.components.reading import distances

TAGS = {"O": OUTSIDE, "B": BEGIN, "C": CONTINUE, "I": INSIDE, "E": END}


def tagged(sure=0.97, **forms):
    """Probabilities (words, forms, 5) that say the tags of each form: direct="OBIEO"."""
    length = len(next(iter(forms.values())))
    made = np.full((length, len(FORMS), 5), (1 - sure) / 4, np.float32)
    for number, form in enumerate(FORMS):
        for at, letter in enumerate(forms.get(form, "O" * length)):
            made[at, number, TAGS[letter]] = sure
    return made


def found(sentences=None, **forms):
    tags = tagged(**forms)
    numbers = np.zeros(len(tags), np.int64) if sentences is None else np.array(sentences)
    return [(quotation.form, quotation.parts) for quotation in quotations(tags, numbers)]


@given(st.lists(st.lists(st.floats(-9, 0), min_size=3, max_size=3), min_size=1, max_size=6), st.randoms())
def test_the_likeliest_sequence_is_the_best_of_all(scores, chance):
    table = np.array(scores, np.float32)
    legal = np.array([[0 if chance.random() < 0.7 else -np.inf for _ in range(3)] for _ in range(3)], np.float32)
    np.fill_diagonal(legal, 0)
    ends = np.zeros(3, np.float32)

    def score(path):
        steps = sum(legal[a, b] for a, b in pairwise(path))
        return steps + sum(table[i, tag] for i, tag in enumerate(path))

    best = max(score(path) for path in product(range(3), repeat=len(table)))
    assert score(likeliest(table, legal, ends, ends)) == pytest.approx(best, abs=1e-4)


def test_a_quotation_is_one_run_of_words():
    assert found(indirect="OBIIEO") == [("indirect", [(1, 5)])]


def test_two_quotations_side_by_side_stay_two():
    assert found(direct="BIEBIE") == [("direct", [(0, 3)]), ("direct", [(3, 6)])]


def test_a_quotation_that_goes_on_behind_its_frame_is_one():
    assert found(direct="BIEOOCIE") == [("direct", [(0, 3), (5, 8)])]


def test_what_goes_on_far_away_is_a_quotation_of_its_own():
    far = [0, 0, 0, 1, 5, 5, 5, 5]
    assert found(sentences=far, direct="BIEOOCIE") == [("direct", [(0, 3)]), ("direct", [(5, 8)])]


def test_illegal_tags_are_mended():
    assert found(indirect="OIIIEO") == [("indirect", [(1, 5)])]


def test_the_surer_of_two_readings_stays():
    tags = tagged(indirect="OBIIEO")
    tags[1:5, FORMS.index("reported")] = [0.2, 0.2, 0.2, 0.2, 0.2]
    assert [q.form for q in quotations(tags, np.zeros(6, np.int64))] == ["indirect"]


def test_a_short_quotation_may_lie_in_a_long_one_of_another_form():
    nested = found(indirect="OBIIIIIIIEO", direct="OOOOBIEOOOO")
    assert nested == [("indirect", [(1, 10)]), ("direct", [(4, 7)])]


def test_crossing_readings_are_not_both_kept():
    assert len(found(indirect="BIIIEOOO", reported="OOOBIIIE")) == 1


def distance(word, start, end):
    """The slow, plain count: 0 inside, then the buckets before, then those behind."""
    if start <= word < end:
        return 0
    away = start - word if word < start else word - end + 1
    bucket = next((n for n, limit in enumerate(BUCKETS) if away <= limit), len(BUCKETS))
    return 1 + bucket if word < start else 2 + len(BUCKETS) + bucket


@given(st.integers(0, 60), st.lists(st.integers(1, 5), min_size=2, max_size=6))
def test_distances_are_those_counted_one_by_one(word, steps):
    edges = np.cumsum(steps).tolist()
    parts = list(zip(edges[::2], edges[1::2], strict=False))
    nearest = min(parts, key=lambda part: max(part[0] - word, word - part[1] + 1, 0))
    assert distances(np.array([word]), parts).tolist() == [distance(word, *nearest)]


def test_a_link_is_the_best_start_and_end():
    scores = np.full((6, 3, 2), -9.0, np.float32)
    scores[2, 0, 0] = scores[4, 0, 1] = -0.1
    speaker, cue, _ = links(10, scores, np.full((3, 2), -1.0, np.float32))
    assert speaker.words == (12, 15)
    assert speaker.sure == pytest.approx(np.exp(-0.1))
    assert cue.words is None


def test_an_end_never_lies_before_its_start():
    scores = np.full((6, 3, 2), -9.0, np.float32)
    scores[4, :, 0] = scores[1, :, 1] = -0.1
    scores[5, :, 1] = -1.0
    for link in links(0, scores, np.full((3, 2), -20.0, np.float32)):
        assert link.words == (4, 6)


def test_a_link_that_is_hardly_likely_names_nobody():
    scores = np.full((6, 3, 2), -3.0, np.float32)
    assert {link.words for link in links(0, scores, np.full((3, 2), -4.0, np.float32))} == {None}


def test_names_are_runs_of_one_type():
    labels = ["O", "B-PER", "I-PER", "B-PER", "O", "B-LOCderiv"]
    tags = np.full((6, len(NAMES)), 0.001, np.float32)
    for at, label in enumerate(labels):
        tags[at, NAMES.index(label)] = 0.976
    spans = [(start, end, label) for start, end, label, _ in names.spans(tags)]
    assert spans == [(1, 3, "PER"), (3, 4, "PER"), (5, 6, "LOCderiv")]
