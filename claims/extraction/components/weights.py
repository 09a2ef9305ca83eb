"""The trained weights: two graphs run by onnxruntime, loaded once a process."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from claims.extraction.components.pieces import Pieces

FOLDER = Path(__file__).parent.parent / "model"
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """The tokenizer and the two graphs. Both run on one thread: the same text gives the same numbers everywhere, and
    more processes use more cores."""

    pieces: Pieces
    reader: onnxruntime.InferenceSession
    linker: onnxruntime.InferenceSession

    @property
    def width(self) -> int:
        """Numbers in the vector of a word."""
        return int(self.reader.get_outputs()[3].shape[1])

    def read(self, ids: Sequence[int], firsts: Sequence[int]) -> tuple[Floats, Floats, Floats, Floats]:
        """For the pieces `ids` of one window, with the places `firsts` of each word's first piece: probabilities of
        tags (words, forms, 5), of roles (words, roles, 3) and of names (words, 25), and vectors (words, width)."""
        given = {"ids": np.array([ids], dtype=np.int64), "firsts": np.array(firsts, dtype=np.int64)}
        tags, roles, names, words = self.reader.run(None, given)
        return tags, roles, names, words

    def link(self, words: Floats, inside: Floats, distances: Numbers, sentences: Numbers) -> tuple[Floats, Floats]:
        """For one quotation among the vectors `words` (words, width), with the weight of each word `inside` it (words),
        and how far each word stands from it (words): log-probabilities of each word as the start and the end of each
        role (words, roles, 2), and of none (roles, 2)."""
        within = np.flatnonzero(inside)
        given = {
            "words": words,
            "inside": inside[None],
            "first": within[:1],
            "last": within[-1:],
            "distances": distances[None],
            "sentences": sentences[None],
        }
        scores, none = self.linker.run(None, given)
        return scores[0], none[0]


@cache
def weights(folder: Path = FOLDER) -> Weights:
    """The weights of `folder`; raises FileNotFoundError where they are not there."""
    reader, linker = (session(folder / name) for name in ("reader.onnx", "linker.onnx"))
    return Weights(pieces(folder), reader, linker)


@cache
def pieces(folder: Path = FOLDER) -> Pieces:
    """The tokenizer of all weights of `folder`; raises FileNotFoundError where it is not there."""
    return Pieces(_there(folder / "tokenizer.json"))


def session(graph: Path) -> onnxruntime.InferenceSession:
    """A graph ready to run, on one thread; raises FileNotFoundError where it is not there."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(_there(graph), options, providers=["CPUExecutionProvider"])


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; train weights (claims/extraction/training) or restore it")
    return path
