"""The network that tells whether two statements say the same. Each is read by the encoder on its own; then every piece of the
one looks for what the other has like it, and what it finds and misses is weighed (after Parikh et al. 2016, "A decomposable
attention model", and Chen et al. 2017, ESIM). Sizes: S statements, P pieces, N pairs."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, normalize

from claims.extraction.training.encoder import Encoder

WIDTH = 128  # of what is compared
LAYERS = (3, 6)  # of the encoder that are looked at, beside the word table; those above the last are left out
RELATIONS = 3  # same, opposite, neither
FARTHEST = -1e4  # what is not there


@dataclass(slots=True)
class Looked:
    """Statements as they are compared: what each piece says and how it is found (S, P, WIDTH), and which pieces there are
    (S, P)."""

    values: Tensor
    keys: Tensor
    mask: Tensor

    def __getitem__(self, rows: Tensor) -> "Looked":
        return Looked(self.values[rows], self.keys[rows], self.mask[rows])


class Comparer(nn.Module):
    """Pieces of statements to what any two of them are to each other."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        del encoder.layers[LAYERS[-1] :]
        depth = len(encoder.layers)
        self.layers = (*tuple(layer for layer in LAYERS if layer < depth), depth)
        self.reader = Glance(encoder.norm.weight.shape[0], 1 + len(self.layers))
        self.comparison = Comparison()

    def forward(self, ids: Tensor, mask: Tensor) -> Looked:
        """`ids` and `mask` (S, P): pieces, and which of them there are."""
        return self.looked(self.seen(ids, mask), mask)

    def looked(self, seen: Tensor, mask: Tensor) -> Looked:
        """What was `seen` of statements, as it is compared."""
        values, keys = self.reader(seen)
        return Looked(values, keys, mask)

    def seen(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """What the word table and the layers that are looked at make of the pieces (S, P, 1 + layers, width)."""
        layers = enumerate(self.encoder.layered(ids, mask), 1)
        return torch.stack([self.encoder.words(ids), *(x for number, x in layers if number in self.layers)], dim=2)


class Glance(nn.Module):
    """What the encoder has of a piece to what is compared of it."""

    def __init__(self, width: int, layers: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.value = nn.Linear(width * layers, WIDTH)
        self.key = nn.Linear(width * layers, WIDTH, bias=False)
        self.drop = nn.Dropout(0.15)

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Of what was `seen` (S, P, layers, width) the values and keys, each (S, P, WIDTH)."""
        normed = [norm(layer) for norm, layer in zip(self.norms, seen.float().unbind(2), strict=True)]
        whole = self.drop(torch.cat(normed, dim=-1))
        return gelu(self.value(whole)), normalize(self.key(whole), dim=-1)


class Comparison(nn.Module):
    """Two statements to the logits of what they are to each other; the order of the two makes no difference."""

    def __init__(self) -> None:
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(10.0))
        self.piece = nn.Sequential(
            nn.Linear(4 * WIDTH + 2, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, WIDTH), nn.GELU()
        )
        self.notice = nn.Linear(WIDTH, 1)
        self.verdict = nn.Sequential(
            nn.Linear(6 * WIDTH + 4, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, RELATIONS)
        )

    def forward(self, one: Looked, other: Looked) -> Tensor:
        """Statements `one` and `other`, pair by pair, to logits (N, RELATIONS)."""
        first, second = self._side(one, other), self._side(other, one)
        return torch.as_tensor(self.verdict(torch.cat([first + second, (first - second).abs()], dim=-1)))

    def _side(self, one: Looked, other: Looked) -> Tensor:
        """What of `one` is found again in `other`: the most, the mean and the noticed of its pieces (N, 3 * WIDTH), and how near
        the nearest of each piece is, at worst and in the mean (N, 2)."""
        near = (one.keys @ other.keys.transpose(1, 2)).masked_fill(~other.mask[:, None, :], FARTHEST)
        share = (near * self.sharpness.clamp(1, 40)).softmax(-1)
        found, best, mean = share @ other.values, near.max(-1)[0], (share * near).sum(-1)
        told = [one.values, found, (one.values - found).abs(), one.values * found, best[..., None], mean[..., None]]
        pieces = self.piece(torch.cat(told, dim=-1))
        there, count = one.mask[..., None], one.mask.sum(1, keepdim=True)
        noticed = self.notice(pieces).masked_fill(~there, FARTHEST).softmax(1)
        pooled = (
            pieces.masked_fill(~there, FARTHEST).max(1)[0],
            (pieces * there).sum(1) / count,
            (noticed * pieces).sum(1),
        )
        worst, average = best.masked_fill(~one.mask, 1).min(1)[0], (best * one.mask).sum(1) / count[:, 0]
        return torch.cat([*pooled, worst[:, None], average[:, None]], dim=-1)
