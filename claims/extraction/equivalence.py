"""Do two statements say the same? What weights of our own say of pairs of them (how they were trained: training/pairs.py)."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime

from claims.extraction.components.pieces import Pieces
from claims.extraction.components.weights import FOLDER, Floats, pieces, session
from claims.extraction.types import Verdict

STATEMENTS, PAIRS = "statements.onnx", "pairs.onnx"
MOST = 110  # pieces of a statement that are read
REMEMBERED = 300  # statements, some 30 kB each
_WORD = re.compile(r"\w+|[^\w\s]")


def verdicts(pairs: Sequence[tuple[str, str]], folder: Path = FOLDER) -> list[Verdict]:
    """What the weights of `folder` say of each of `pairs`; the order of the two makes no difference. Raises FileNotFoundError
    where the weights are missing."""
    return [_verdict(min(pair), max(pair), folder) for pair in pairs]


def numbers(statement: str, by: Pieces) -> list[int]:
    """A statement as the weights read it."""
    found = _WORD.finditer(statement)
    spaced = ((word[0], word.start() == 0 or statement[word.start() - 1].isspace()) for word in found)
    return [by.start, *[piece for word in spaced for piece in by.of(*word)][:MOST], by.stop]


def _verdict(one: str, other: str, folder: Path) -> Verdict:
    if _WORD.findall(one) == _WORD.findall(other):
        return Verdict(1.0, 0.0)
    (values, keys), (others, others_keys) = _read(one, folder), _read(other, folder)
    given = {"one": values, "one_keys": keys, "other": others, "other_keys": others_keys}
    [found] = _graph(folder / PAIRS).run(None, given)
    same, opposite, _neither = found[0].tolist()
    return Verdict(same, opposite)


@lru_cache(maxsize=REMEMBERED)
def _read(statement: str, folder: Path) -> tuple[Floats, Floats]:
    """The values and keys of each piece of a statement, (1, pieces, width) each."""
    ids = np.array([numbers(statement, pieces(folder))], dtype=np.int64)
    values, keys = _graph(folder / STATEMENTS).run(None, {"ids": ids})
    return values, keys


@cache
def _graph(path: Path) -> onnxruntime.InferenceSession:
    return session(path)
