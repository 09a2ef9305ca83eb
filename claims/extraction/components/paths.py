"""The likeliest legal sequence of tags."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def likeliest(scores: Floats, legal: Floats, first: Floats, last: Floats) -> list[int]:
    """The best sequence by Viterbi: `scores` (words, tags) are log-probabilities, `legal` (tags, tags) is 0 where the
    second tag may follow the first and -inf elsewhere, `first` and `last` (tags) the same for the ends."""
    best = first + scores[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + legal
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    tag = int((best + last).argmax())
    path = [tag]
    for step in reversed(back):
        tag = int(step[tag])
        path.append(tag)
    return path[::-1]


def stretches(loud: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs [start, end) of words that are `loud`, each with one word more on either side: only there is there something
    to decide."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(np.int8), [0]))))
    return [(max(int(a) - 1, 0), min(int(b) + 1, len(loud))) for a, b in zip(edges[::2], edges[1::2], strict=True)]
