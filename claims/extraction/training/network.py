"""The network: one encoder and its heads. Sizes: B windows, P pieces, W words, Q quotations of a window."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from claims.extraction.components.labels import (
    DISTANCES,
    FORMS,
    LINKED,
    NAMES,
    ROLE_TAGS,
    ROLES,
    SENTENCES,
    SILVER_NAMES,
    SPAN_TAGS,
)
from claims.extraction.training.encoder import Encoder

LINK_WIDTH = 64  # of the comparison for each end of each role


@dataclass(slots=True)
class Read:
    """What the heads say of each word: logits of tags (B, W, forms, 5), roles (B, W, roles, 3), names (B, W, 25) and
    silver names (B, W, 9), and its vector (B, W, width)."""

    tags: Tensor
    roles: Tensor
    names: Tensor
    silver: Tensor
    words: Tensor


class Reader(nn.Module):
    """Pieces to what the heads say of words. Two graphs at run time: `forward`, and `link` for the quotations found."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.norm.weight.shape[0]
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(width, len(FORMS) * SPAN_TAGS)
        self.roles = nn.Linear(width, len(ROLES) * ROLE_TAGS)
        self.names = nn.Linear(width, len(NAMES))
        self.silver = nn.Linear(width, len(SILVER_NAMES))
        self.linker = Linker(width)

    def forward(self, ids: Tensor, mask: Tensor, firsts: Tensor) -> Read:
        """`ids`, `mask` (B, P): pieces and which are none; `firsts` (B, W): the place of each word's first piece."""
        pieces = self.encoder(ids, mask)
        words = pieces.gather(1, firsts[:, :, None].expand(-1, -1, pieces.shape[-1]))
        return self.heads(words.float())

    def heads(self, words: Tensor) -> Read:
        """What the heads say of `words` (B, W, width)."""
        words = self.drop(words)
        shape = words.shape[:2]
        return Read(
            self.tags(words).view(*shape, len(FORMS), SPAN_TAGS),
            self.roles(words).view(*shape, len(ROLES), ROLE_TAGS),
            self.names(words),
            self.silver(words),
            words,
        )


class Linker(nn.Module):
    """Which words are the speaker, the cue and the frame of a quotation: every word is compared with every quotation."""

    def __init__(self, width: int) -> None:
        super().__init__()
        ends = 2 * len(LINKED)
        self.quotation = nn.Linear(3 * width, ends * LINK_WIDTH)
        self.word = nn.Linear(width, ends * LINK_WIDTH)
        self.distance = nn.Embedding(DISTANCES, ends * LINK_WIDTH)
        self.sentence = nn.Embedding(SENTENCES, ends * LINK_WIDTH)
        self.score = nn.Parameter(torch.randn(ends, LINK_WIDTH) * 0.1)
        self.plain = nn.Parameter(torch.zeros(ends))
        self.none = nn.Linear(3 * width, len(LINKED))
        self.drop = nn.Dropout(0.1)

    def forward(
        self, words: Tensor, inside: Tensor, firsts: Tensor, lasts: Tensor, distances: Tensor, sentences: Tensor
    ) -> tuple[Tensor, Tensor]:
        """`words` (W, width); for each quotation its words' weights `inside` (Q, W), which sum to one, its first and
        last word (Q), and how far each word stands from it, `distances` and `sentences` (Q, W). Gives the scores of
        each word as start and end of each role (Q, W, roles, 2), and those of none (Q, roles)."""
        quotations = torch.cat([words[firsts], words[lasts], inside @ words], dim=1)
        count, length = distances.shape
        mixed = self.quotation(quotations)[:, None] + self.word(words)[None]
        mixed = mixed + self.distance(distances) + self.sentence(sentences)
        mixed = self.drop(nn.functional.gelu(mixed)).view(count, length, 2 * len(LINKED), LINK_WIDTH)
        scores = (mixed * self.score).sum(-1) + self.plain
        return scores.view(count, length, len(LINKED), 2), self.none(quotations)
