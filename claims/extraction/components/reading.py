"""What the weights say of every word of a Doc: one pass of the encoder in windows of whole sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.labels import (
    BUCKETS,
    FORMS,
    NAMES,
    ROLE_TAGS,
    ROLES,
    SPAN_TAGS,
)
from claims.extraction.components.pieces import Window, windows
from claims.extraction.components.weights import Floats, Numbers, Weights, weights

BEFORE, BEHIND = 220, 120  # words around a quotation among which its speaker is looked for


@dataclass(slots=True)
class Reading:
    """Of each word of a Doc (tokens without white space): its token, its sentence, and what the heads say."""

    tokens: Numbers
    sentences: Numbers
    tags: Floats  # (words, forms, 5), probabilities
    roles: Floats  # (words, roles, 3)
    names: Floats  # (words, 25)
    vectors: NDArray[np.float16]  # (words, width)


Doc.set_extension("reading", default=None, force=True)


@Language.component("factbase_reading", assigns=["doc._.reading"])
def reading(doc: Doc) -> Doc:
    """Reads the Doc."""
    doc._.reading = read(doc, weights())
    return doc


def read(doc: Doc, by: Weights) -> Reading:
    """What `by` says of every word of `doc`, whose sentences are set."""
    tokens = np.array([token.i for token in doc if not token.is_space], dtype=np.int64)
    opens = np.zeros(len(doc), dtype=np.int64)
    opens[[span.start for span in doc.sents]] = 1
    words = [doc[i].text for i in tokens.tolist()]
    found = read_words(words, [_spaced(doc, i) for i in tokens.tolist()], (np.cumsum(opens) - 1)[tokens], by)
    found.tokens = tokens
    return found


def read_words(words: Sequence[str], spaced: Sequence[bool], sentences: Numbers, by: Weights) -> Reading:
    """What `by` says of `words`; `spaced` says before which there is white space, `sentences` numbers their sentences."""
    found = Reading(
        np.arange(len(words)),
        sentences,
        np.zeros((len(words), len(FORMS), SPAN_TAGS), np.float32),
        np.zeros((len(words), len(ROLES), ROLE_TAGS), np.float32),
        np.zeros((len(words), len(NAMES)), np.float32),
        np.zeros((len(words), by.width), np.float16),
    )
    cut = [by.pieces.of(word, space) for word, space in zip(words, spaced, strict=True)]
    starts = np.flatnonzero(np.diff(sentences, prepend=-1)).tolist()
    found.tags[..., 0] = found.roles[..., 0] = found.names[..., 0] = 1
    for window in windows([len(ids) for ids in cut], starts):
        if any(any(map(str.isalpha, word)) for word in words[window.start : window.end]):  # no words, no statements
            _read_window(found, window, cut[window.start : window.end], by)
    return found


def _spaced(doc: Doc, i: int) -> bool:
    return i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space


def _read_window(found: Reading, window: Window, cut: list[tuple[int, ...]], by: Weights) -> None:
    ids, firsts = [by.pieces.start], []
    for word in cut:
        firsts.append(len(ids))
        ids += word
    ids.append(by.pieces.stop)
    own = slice(window.own_start, window.own_end)
    here = slice(window.own_start - window.start, window.own_end - window.start)
    tags, roles, names, vectors = by.read(ids, firsts)
    found.tags[own], found.roles[own], found.names[own] = tags[here], roles[here], names[here]
    found.vectors[own] = vectors[here]


def linked(found: Reading, parts: list[tuple[int, int]], by: Weights) -> tuple[int, Floats, Floats]:
    """For the quotation with words [start, end) of `parts`: the first word of the stretch around it, and the
    log-probabilities of its words as start and end of each role (words, roles, 2), and of none (roles, 2)."""
    low, high = max(parts[0][0] - BEFORE, 0), min(parts[-1][1] + BEHIND, len(found.tokens))
    words = np.arange(low, high)
    inside = np.zeros(high - low, np.float32)
    for start, end in parts:
        inside[start - low : end - low] = 1
    sentences = found.sentences[low:high]
    first, last = found.sentences[parts[0][0]], found.sentences[parts[-1][1] - 1]
    vectors = found.vectors[low:high].astype(np.float32)
    scores, none = by.link(
        vectors, inside / inside.sum(), distances(words, parts), sentences_apart(sentences, first, last)
    )
    return low, scores, none


def sentences_apart(sentences: Numbers, first: int, last: int) -> Numbers:
    """How far each of `sentences` (numbers) is from those of a quotation, `first` to `last`: 0 inside, then 1 to 8 before
    it, 9 to 11 behind it."""
    before = np.where(sentences < first, np.minimum(first - sentences, 8), 0)
    return np.where(sentences > last, 8 + np.minimum(sentences - last, 3), before)


def distances(words: Numbers, parts: Sequence[tuple[int, int]]) -> Numbers:
    """The bucket of the distance from each of `words` to the nearest of `parts`: 0 inside, then before, then behind."""
    before = np.stack([start - words for start, _ in parts])
    behind = np.stack([words - end + 1 for _, end in parts])
    nearest = np.argmin(np.maximum(np.maximum(before, behind), 0), axis=0)
    ahead, after = before[nearest, np.arange(len(words))], behind[nearest, np.arange(len(words))]
    bucket = np.searchsorted(BUCKETS, np.maximum(ahead, after))
    return np.where(ahead > 0, 1 + bucket, np.where(after > 0, 2 + len(BUCKETS) + bucket, 0))
