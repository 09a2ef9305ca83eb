"""The encoder: multilingual-e5-small (12 layers, width 384), a BERT after Devlin et al. 2019 with the vocabulary of
XLM-R. Sizes: B windows, P pieces."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

from claims.extraction.training.packed import PackedModel

DROPPED = 0.1


def _linear(packed: PackedModel, name: str, rows: int, columns: int) -> nn.Linear:
    layer = nn.Linear(columns, rows)
    layer.weight.data = packed.tensor(f"{name}.w", rows, columns)
    layer.bias.data = packed.tensor(f"{name}.b", rows)
    return layer


def _norm(packed: PackedModel, name: str) -> nn.LayerNorm:
    layer = nn.LayerNorm(packed.width, packed.epsilon)
    layer.weight.data = packed.tensor(f"{name}.w", packed.width)
    layer.bias.data = packed.tensor(f"{name}.b", packed.width)
    return layer


class Layer(nn.Module):
    """Attention and a feed-forward part, each with what went in added and normed."""

    def __init__(self, packed: PackedModel, number: int) -> None:
        super().__init__()
        width, inner, name = packed.width, packed.inner, f"l{number}"
        self.heads = packed.heads
        self.q, self.k, self.v, self.out = (_linear(packed, f"{name}.{x}", width, width) for x in ("q", "k", "v", "ao"))
        self.up = _linear(packed, f"{name}.fi", inner, width)
        self.down = _linear(packed, f"{name}.fo", width, inner)
        self.norm1, self.norm2 = _norm(packed, f"{name}.aln"), _norm(packed, f"{name}.oln")
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (B, P, width); `mask` (B, 1, 1, P) says which pieces there are."""
        q, k, v = self._parts(x)
        seen = scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self._joined(x, seen)

    def plain(self, x: Tensor) -> Tensor:
        """The same without padding, in operations that every runtime has."""
        q, k, v = self._parts(x)
        seen = torch.softmax(q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5, -1) @ v
        return self._joined(x, seen)

    def _parts(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        batch, length, _ = x.shape
        q, k, v = (part(x).view(batch, length, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        return q, k, v

    def _joined(self, x: Tensor, seen: Tensor) -> Tensor:
        batch, length, _ = x.shape
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, -1))))
        return torch.as_tensor(self.norm2(x + self.drop(self.down(gelu(self.up(x))))))


class Encoder(nn.Module):
    """Pieces (B, P) to vectors (B, P, width). The word table, cut down to the pieces `kept`, is not trained."""

    def __init__(self, packed: PackedModel, kept: Tensor) -> None:
        super().__init__()
        table = packed.tensor("emb.word", packed.vocabulary, packed.width)[kept]
        self.words = nn.Embedding.from_pretrained(table, freeze=True)
        self.places = nn.Parameter(packed.tensor("emb.pos", packed.rows("emb.pos"), packed.width))
        self.kind = nn.Parameter(packed.tensor("emb.type", packed.rows("emb.type"), packed.width)[0])
        self.norm = _norm(packed, "emb.ln")
        self.drop = nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer(packed, number) for number in range(packed.layers))

    def forward(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """`ids` and `mask` (B, P): pieces, and which of them there are (None: all, in operations that every runtime has)."""
        *_lower, top = self.layered(ids, mask)
        return top

    def layered(self, ids: Tensor, mask: Tensor | None) -> Iterator[Tensor]:
        """What each layer gives, from the lowest on."""
        x = self.drop(self._embedded(ids))
        for layer in self.layers:
            x = layer.plain(x) if mask is None else layer(x, mask[:, None, None, :].bool())
            yield x

    def _embedded(self, ids: Tensor) -> Tensor:
        return torch.as_tensor(self.norm(self.words(ids) + self.places[: ids.shape[1]] + self.kind))
