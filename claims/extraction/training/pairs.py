"""Training of the comparer: groups of statements to a checkpoint, first with the encoder as it is, then with it."""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence
from tqdm import tqdm

from claims.extraction.components.pieces import Pieces
from claims.extraction.equivalence import numbers
from claims.extraction.training.comparer import Comparer, Looked
from claims.extraction.training.encoder import Encoder
from claims.extraction.training.groups import DIFFERENT, OPPOSITE, SAME, Group, groups
from claims.extraction.training.packed import PackedModel
from claims.extraction.training.plan import PairPlan

WEIGHTS = {SAME: 2.0, OPPOSITE: 1.2, DIFFERENT: 0.8}  # there are more pairs of the last
SMOOTHED = 0.03
LOST = 0.02  # share of pieces that are lost while the encoder learns


def fresh(base: Path, data: Path) -> Comparer:
    """The network before training: the base model's encoder with the words of `data`."""
    kept = torch.load(data / "kept.pt", weights_only=True)
    return Comparer(Encoder(PackedModel(base), kept))


def train_pairs(data: Path, base: Path, checkpoint: Path, files: Sequence[Path], plan: PairPlan) -> None:
    """Trains on the groups of `files` with the vocabulary of the folder `data`; writes `checkpoint` after each epoch and goes on
    from it where it exists."""
    torch.manual_seed(plan.seed)
    pieces = Pieces(data / "tokenizer.json")
    chance = random.Random(plan.seed)  # noqa: S311  repeatable, not secret
    learned = [group.copied(plan.copies, chance) for path in files for group in groups(path)]
    model, averaged = fresh(base, data), fresh(base, data).requires_grad_(requires_grad=False)
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        for network in (model, averaged):
            network.load_state_dict(saved["pairs"], strict=False)
        done = saved["epoch"]
    averaged.load_state_dict(model.state_dict())
    course = _Course(model, averaged, learned, pieces, plan)
    for epoch in range(done, plan.looking + plan.reading):
        loss = course.look(epoch) if epoch < plan.looking else course.read(epoch)
        sys.stdout.write(f"epoch {epoch + 1}: loss {loss:.4f}\n")
        state = {name: tensor for name, tensor in averaged.state_dict().items() if name != "encoder.words.weight"}
        torch.save({"pairs": state, "epoch": epoch + 1}, checkpoint)


class _Course:
    """The two ways to learn."""

    def __init__(
        self, model: Comparer, averaged: Comparer, learned: Sequence[Group], pieces: Pieces, plan: PairPlan
    ) -> None:
        self.model, self.averaged, self.learned, self.pieces, self.plan = model, averaged, learned, pieces, plan
        heads = [*model.reader.parameters(), *model.comparison.parameters()]
        self._looking = torch.optim.AdamW([_rated(heads, plan.looking_rate)], weight_decay=0.02)
        self._reading = torch.optim.AdamW([_rated(heads, plan.reading_rate), *_layers(model.encoder, plan)])
        self._seen: list[Tensor] = []

    def look(self, epoch: int) -> float:
        """One epoch with the encoder as it is: each statement is read once for all epochs."""
        self._seen = self._seen or [seen for group in tqdm(self.learned, "reading") for seen in self._read(group)]
        first = [0]
        for group in self.learned:
            first.append(first[-1] + len(group.statements))

        def looked(chosen: Sequence[int], _chance: random.Random) -> Looked:
            rows = [self._seen[at] for number in chosen for at in range(first[number], first[number + 1])]
            mask = pad_sequence([torch.ones(len(row), dtype=torch.bool) for row in rows], batch_first=True)
            seen = pad_sequence(rows, batch_first=True)
            return self.model.looked(seen, mask)

        plan = self.plan
        return self._epoch(epoch / plan.looking, 1 / plan.looking, plan.looking_groups, self._looking, looked, epoch)

    def read(self, epoch: int) -> float:
        """One epoch in which the encoder learns too."""
        self._seen = []

        def looked(chosen: Sequence[int], chance: random.Random) -> Looked:
            ids, mask = self._padded([text for at in chosen for text in self.learned[at].statements], chance)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                seen = self.model.seen(ids, mask)
            return self.model.looked(seen, mask)

        plan = self.plan
        done = (epoch - plan.looking) / plan.reading
        return self._epoch(done, 1 / plan.reading, plan.reading_groups, self._reading, looked, epoch)

    def _epoch(
        self,
        done: float,
        share: float,
        size: int,
        optimizer: torch.optim.Optimizer,
        looked: Callable[[Sequence[int], random.Random], Looked],
        epoch: int,
    ) -> float:
        chance = random.Random(self.plan.seed * 1000 + epoch)  # noqa: S311  repeatable, not secret
        order = chance.sample(range(len(self.learned)), len(self.learned))
        steps = [order[at : at + size] for at in range(0, len(order), size)]
        total = 0.0
        for step, chosen in enumerate(tqdm(steps, f"epoch {epoch + 1}", mininterval=10)):
            _set_rates(optimizer, done + share * step / len(steps))
            rows = torch.tensor(list(self._pairs(chosen, chance)))
            said = looked(chosen, chance)
            logits = self.model.comparison(said[rows[:, 0]], said[rows[:, 1]])
            weights = torch.tensor(list(WEIGHTS.values()))[rows[:, 2]]
            losses = cross_entropy(logits, rows[:, 2], reduction="none", label_smoothing=SMOOTHED)
            loss = (losses * weights).sum() / weights.sum()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            self._follow()
            total += loss.item()
        return total / len(steps)

    def _pairs(self, chosen: Sequence[int], chance: random.Random) -> Iterator[tuple[int, int, int]]:
        """Pairs of the statements of the groups `chosen`, by their places among all of these."""
        plan, at = self.plan, 0
        total = sum(len(self.learned[number].statements) for number in chosen)
        for number in chosen:
            group = self.learned[number]
            pairs = list(group.pairs())
            for mark, most in ((SAME, plan.same), (OPPOSITE, plan.opposite), (DIFFERENT, plan.different)):
                those = [pair for pair in pairs if pair[2] == mark]
                for one, other, told in chance.sample(those, min(most, len(those))):
                    yield at + one, at + other, told
            inside = range(at, at + len(group.statements))
            others = (chance.randrange(total) for _ in range(plan.elsewhere))
            yield from ((chance.choice(inside), other, DIFFERENT) for other in others if other not in inside)
            at += len(group.statements)

    def _read(self, group: Group) -> list[Tensor]:
        """What the encoder as it is has of the statements of a group, in 16 bits."""
        self.model.encoder.eval()
        ids, mask = self._padded(group.statements, None)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            seen = self.model.seen(ids, mask)
        self.model.encoder.train()
        return [row[there].half() for row, there in zip(seen, mask, strict=True)]

    def _padded(self, statements: Sequence[str], chance: random.Random | None) -> tuple[Tensor, Tensor]:
        """Pieces of statements, and which there are; `chance` loses some."""
        rows = []
        for statement in statements:
            row = numbers(statement, self.pieces)
            lost = [chance is not None and 0 < at < len(row) - 1 and chance.random() < LOST for at in range(len(row))]
            rows.append(
                torch.tensor([self.pieces.unknown if gone else piece for piece, gone in zip(row, lost, strict=True)])
            )
        ids = pad_sequence(rows, batch_first=True, padding_value=self.pieces.pad)
        return ids, ids != self.pieces.pad

    def _follow(self) -> None:
        with torch.no_grad():
            for kept, learned in zip(self.averaged.parameters(), self.model.parameters(), strict=True):
                if learned.requires_grad:
                    kept.lerp_(learned, 1 - self.plan.average)


def _rated(parameters: list[nn.Parameter], rate: float) -> dict[str, object]:
    return {"params": parameters, "lr": rate, "rate": rate}


def _layers(encoder: Encoder, plan: PairPlan) -> Iterator[dict[str, object]]:
    """The parameters of the layers that learn, with their rates, slower from layer to layer downwards."""
    depth = len(encoder.layers)
    encoder.requires_grad_(requires_grad=False)
    for number in range(min(plan.fixed, depth - 1), depth):
        layer = encoder.layers[number].requires_grad_()
        yield _rated(list(layer.parameters()), plan.encoder_rate * plan.layer_rate ** (depth - number))


def _set_rates(optimizer: torch.optim.Optimizer, done: float) -> None:
    """Rates up to their height while warming up, then down to nothing; `done` is the share of all steps."""
    for group in optimizer.param_groups:
        group["lr"] = group["rate"] * min(done / 0.05 + 0.02, 1.0) * (1 - done)
