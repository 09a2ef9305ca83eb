"""What training makes small."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from claims.extraction.components.labels import LINKED
from claims.extraction.training.batches import UNREAD, Batch
from claims.extraction.training.network import Linker, Reader

PARTS = ("tags", "roles", "names", "links")
_TAGS, _ROLES, _LINKS, _SILVER = 5.0, 2.0, 0.3, 0.5  # weights of the losses; silver: names that no human tagged
_SPEAKER, _OTHER_ROLE = 2.0, 0.5  # weights among the links: the speaker is what we are after


def losses(model: Reader, batch: Batch) -> list[Tensor]:
    """The losses of tags, roles, names and links; zero where the batch has no labels of the kind."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        read_ = model(batch.ids, batch.mask, batch.firsts)
    zero = torch.zeros(())
    if batch.task != "quotations":
        scores = read_.names if batch.task == "names" else read_.silver
        weight = 1.0 if batch.task == "names" else _SILVER
        return [zero, zero, weight * _loss(scores, batch.names), zero]
    tags = _loss(read_.tags, batch.tags) * _TAGS
    roles = _loss(read_.roles, batch.roles) * _ROLES
    named = _loss(read_.names, batch.names) * _SILVER if (batch.names != UNREAD).any() else zero
    return [tags, roles, named, _link_loss(model.linker, read_.words, batch) * _LINKS]


def _loss(scores: Tensor, labels: Tensor) -> Tensor:
    return cross_entropy(scores.float().flatten(0, -2), labels.flatten(), ignore_index=UNREAD)


def _link_loss(linker: Linker, words: Tensor, batch: Batch) -> Tensor:
    found: list[Tensor] = []
    weights = torch.tensor([_SPEAKER if role == "speaker" else _OTHER_ROLE for role in LINKED])
    for window in sorted({window for window, _ in batch.quotations}):
        group = [q for w, q in batch.quotations if w == window]
        count = len(group[0].distances)
        scores, none = linker(
            words[window, :count],
            torch.stack([q.inside for q in group]),
            torch.tensor([q.first for q in group]),
            torch.tensor([q.last for q in group]),
            torch.stack([q.distances for q in group]),
            torch.stack([q.sentences for q in group]),
        )
        full = torch.cat([scores, none[:, None, :, None].expand(-1, 1, -1, 2)], dim=1)
        targets = torch.stack([q.targets for q in group])
        each = cross_entropy(full, targets, ignore_index=UNREAD, reduction="none")  # quotations, roles, ends
        found.append((each * weights[:, None]).sum())
    return torch.stack(found).sum() / max(len(batch.quotations), 1) if found else torch.zeros(())
