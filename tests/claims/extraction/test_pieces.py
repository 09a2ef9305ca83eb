"""Windows: every word is read, with the words around it, and none is too long."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.components.pieces import MOST_PIECES, OVERLAP, WHOLE, WINDOW, windows

WORDS = st.lists(st.integers(1, MOST_PIECES), max_size=1_500)


@given(WORDS, st.sets(st.integers(0, 1_500)))
def test_every_word_is_one_windows_own(lengths, starts):
    found = list(windows(lengths, sorted(s for s in starts | {0} if s < len(lengths))))
    assert [i for w in found for i in range(w.own_start, w.own_end)] == list(range(len(lengths)))
    for window in found:
        assert window.start <= window.own_start < window.own_end <= window.end
        assert sum(lengths[window.start : window.end]) <= (WHOLE if len(found) == 1 else WINDOW)


@given(st.lists(st.integers(1, 3), min_size=900, max_size=1_500))
def test_words_at_an_inner_edge_have_context(lengths):
    found = list(windows(lengths, range(0, len(lengths), 20)))
    assert len(found) > 1
    for window in found[1:]:
        assert sum(lengths[window.start : window.own_start]) >= OVERLAP // 4
    for window in found[:-1]:
        assert sum(lengths[window.own_end : window.end]) >= OVERLAP // 4


def test_a_short_text_is_one_window():
    assert len(list(windows([2] * 100, [0, 40]))) == 1
    assert list(windows([], [])) == []
