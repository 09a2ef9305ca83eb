"""Training: examples to a checkpoint. Every epoch ends in a checkpoint that the next run goes on from."""

import copy
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from tqdm import tqdm

from claims.extraction.components.pieces import Pieces
from claims.extraction.training.batches import Batch, batches, chunks, cut, joined, restyled
from claims.extraction.training.corpora import Example, read
from claims.extraction.training.encoder import Encoder
from claims.extraction.training.losses import PARTS, losses
from claims.extraction.training.network import Reader
from claims.extraction.training.packed import PackedModel
from claims.extraction.training.plan import Plan


@dataclass(slots=True)
class State:
    """A network in training, its running average, which is what gets exported, and how many epochs are done."""

    model: Reader
    averaged: Reader
    optimizer: torch.optim.Optimizer
    epochs: int = 0


def train(data: Path, base: Path, checkpoint: Path, plan: Plan, *, stop: int | None = None) -> None:
    """Trains on the examples of the folder `data`, starting from the packed model `base` or, where it exists, from
    `checkpoint`; writes `checkpoint` after each epoch, and ends after epoch `stop` where one is given."""
    torch.manual_seed(plan.seed)
    pieces = Pieces(data / "tokenizer.json")
    corpora = {task: [w for e in read(data / f"{task}.jsonl") for w in cut(e, pieces)] for task in _tasks(data)}
    state = _start(base, data, checkpoint, plan)
    while state.epochs < min(plan.epochs, stop or plan.epochs):
        torch.manual_seed(plan.seed + state.epochs)
        started = time.monotonic()
        means = _train_epoch(state, list(_epoch(corpora, pieces, plan, state.epochs)), plan)
        state.epochs += 1
        shown = " ".join(f"{name} {mean:.4f}" for name, mean in zip(PARTS, means, strict=True))
        sys.stdout.write(f"epoch {state.epochs}: {shown}, {time.monotonic() - started:.0f} s\n")
        _save(checkpoint, state)


def _start(base: Path, data: Path, checkpoint: Path, plan: Plan) -> State:
    model = fresh(base, data)
    averaged = copy.deepcopy(model).requires_grad_(requires_grad=False)
    state = State(model, averaged, torch.optim.AdamW(_groups(model, plan), weight_decay=0.01))
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        state.model.load_state_dict(saved["model"], strict=False)
        state.averaged.load_state_dict(saved["averaged"], strict=False)
        state.optimizer.load_state_dict(saved["optimizer"])
        state.epochs = saved["epoch"]
    return state


def _train_epoch(state: State, epoch: list[Batch], plan: Plan) -> list[float]:
    """One pass over the batches of `epoch`; gives the mean of each loss."""
    sums = [0.0] * len(PARTS)
    label = f"epoch {state.epochs + 1} of {plan.epochs}"
    for step, batch in enumerate(tqdm(epoch, desc=label, mininterval=10)):
        done = state.epochs * len(epoch) + step
        _set_rates(state.optimizer, plan, done / (len(epoch) * plan.epochs))
        parts = losses(state.model, batch)
        torch.stack(parts).sum().backward()
        nn.utils.clip_grad_norm_(state.model.parameters(), 1.0)
        state.optimizer.step()
        state.optimizer.zero_grad()
        _follow(state.averaged, state.model, min(plan.average, (1 + done) / (10 + done)))
        sums = [total + part.item() for total, part in zip(sums, parts, strict=True)]
    return [total / len(epoch) for total in sums]


def fresh(base: Path, data: Path) -> Reader:
    """The network before training: the base model's encoder with the words of `data`, and new heads."""
    kept = torch.load(data / "kept.pt", weights_only=True)
    return Reader(Encoder(PackedModel(base), kept))


def _tasks(data: Path) -> list[str]:
    return [task for task in ("quotations", "names", "silver") if (data / f"{task}.jsonl").exists()]


def _epoch(corpora: dict[str, list[Example]], pieces: Pieces, plan: Plan, epoch: int) -> Iterator[Batch]:
    """The batches of one epoch: all articles in a random outlet's marks, and a share of the sentences with names."""
    chance = random.Random(plan.seed * 1000 + epoch)  # noqa: S311  repeatable, not secret
    chosen: list[Example] = []
    for task, examples in corpora.items():
        if task == "quotations":
            styled = [restyled(e, chance) if chance.random() < 0.5 else e for e in examples]
            chosen += [part for e in styled for part in ([e] if chance.random() < 0.5 else chunks(e, chance))]
        else:
            share = plan.names if task == "names" else plan.silver
            chosen += joined(chance.sample(examples, int(len(examples) * share)), chance)
    return batches(chosen, pieces, plan.pieces, chance)


def _groups(model: Reader, plan: Plan) -> list[dict[str, object]]:
    """Parameters with their rates: heads fast, the encoder slower from layer to layer downwards."""
    depth = len(model.encoder.layers)
    groups: list[dict[str, object]] = []
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    for level in range(depth + 2):
        group = [p for name, p in named if _level(name, depth) == level]
        rate = plan.head_rate if level == depth + 1 else plan.rate * plan.layer_rate ** (depth - level)
        groups.append({"params": group, "lr": rate, "rate": rate})
    return groups


def _level(name: str, depth: int) -> int:
    if name.startswith("encoder.layers."):
        return int(name.split(".")[2]) + 1
    return 0 if name.startswith("encoder.") else depth + 1


def _set_rates(optimizer: torch.optim.Optimizer, plan: Plan, done: float) -> None:
    """Rates up to their height while warming up, then down to nothing; `done` is the share of all steps."""
    factor = min(done / plan.warmup + 0.01, 1.0) * (1 - done)
    for group in optimizer.param_groups:
        group["lr"] = group["rate"] * factor


def _follow(averaged: Reader, model: Reader, keep: float) -> None:
    with torch.no_grad():
        for kept, learned in zip(averaged.parameters(), model.parameters(), strict=True):
            if learned.requires_grad:
                kept.lerp_(learned, 1 - keep)


def _save(path: Path, state: State) -> None:
    """Writes a checkpoint, whole or not at all. The word table stays out: it is the base model's."""
    part = path.with_suffix(".part")
    saved = {
        "model": _learned(state.model),
        "averaged": _learned(state.averaged),
        "optimizer": state.optimizer.state_dict(),
        "epoch": state.epochs,
    }
    torch.save(saved, part)
    part.replace(path)


def _learned(model: Reader) -> dict[str, Tensor]:
    return {name: tensor for name, tensor in model.state_dict().items() if name != "encoder.words.weight"}
