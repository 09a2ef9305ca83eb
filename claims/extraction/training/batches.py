"""Examples to windows of numbers, and windows to batches of tensors."""

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from claims.extraction.components.labels import FORMS, LINKED, ROLES
from claims.extraction.components.pieces import Pieces, Window, windows
from claims.extraction.components.reading import distances, sentences_apart
from claims.extraction.training.corpora import Example, Quotation

UNREAD = -100  # a label that no loss looks at
_MARKS = (("„", "“"), ("»", "«"), ('"', '"'), ("“", "”"), ("«", "»"))


@dataclass(slots=True)
class Batch:
    """Windows of one task, padded. Quotations of all windows in one list, `window` says in which each stands."""

    task: str
    ids: Tensor
    mask: Tensor
    firsts: Tensor
    tags: Tensor
    roles: Tensor
    names: Tensor
    quotations: list[tuple[int, "Linked"]]


@dataclass(slots=True)
class Linked:
    """A quotation of a window for the linker, with the words that are the start and end of each role (-1: none)."""

    inside: Tensor
    first: int
    last: int
    distances: Tensor
    sentences: Tensor
    targets: Tensor  # (roles, 2); one past the last word where there is none, UNREAD where it stands elsewhere


def cut(example: Example, pieces: Pieces) -> list[Example]:
    """`example` as its windows, each an example of its own; quotations stay with the window that owns their start."""
    lengths = [len(pieces.of(word, spaced)) for word, spaced in zip(example.words, example.spaced, strict=True)]
    starts = [i for i, number in enumerate(example.sentences) if i == 0 or number != example.sentences[i - 1]]
    return [_window(example, window) for window in windows(lengths, starts)]


def _window(example: Example, window: Window) -> Example:
    low, high = window.start, window.end
    found = []
    for quotation in example.quotations:
        parts = [(max(a, low) - low, min(b, high) - low) for a, b in quotation.parts if a < high and b > low]
        if parts:
            links = [None if link is None else (link[0] - low, link[1] - low) for link in quotation.links]
            found.append(Quotation(quotation.form, parts, links))
    return Example(
        example.task,
        example.words[low:high],
        example.spaced[low:high],
        example.sentences[low:high],
        [tags[low:high] for tags in example.tags],
        [roles[low:high] for roles in example.roles],
        found,
        example.names[low:high],
    )


def restyled(example: Example, chance: random.Random) -> Example:
    """The same words in another outlet's quotation marks; now and then a closing mark is lost."""
    opening, closing = chance.choice(_MARKS)
    words = []
    for i, word in enumerate(example.words):
        if word in {"„", "“", "”", '"', "»", "«"}:
            follows = i + 1 < len(example.spaced) and not example.spaced[i + 1]
            opens = word == "„" or (word != "”" and example.spaced[i] and follows)
            words.append(opening if opens else closing)
        else:
            words.append(word)
    return replace(example, words=words)


def chunks(example: Example, chance: random.Random) -> list[Example]:
    """An article as stretches of one to six sentences: quotations must be found in short texts too."""
    starts = [i for i, number in enumerate(example.sentences) if i == 0 or number != example.sentences[i - 1]]
    found: list[Example] = []
    at = 0
    while at < len(starts):
        following = at + chance.randint(1, 6)
        low, high = starts[at], starts[following] if following < len(starts) else len(example.words)
        found.append(_window(example, Window(low, high, low, high)))
        at = following
    return found


def joined(sentences: Sequence[Example], chance: random.Random) -> list[Example]:
    """Sentences of one corpus put together to texts of up to 250 words: names must be found in whole articles too."""
    found: list[Example] = []
    most = 0
    for sentence in sentences:
        text = found[-1] if found else None
        if text is not None and len(text.words) + len(sentence.words) <= most:
            text.words += sentence.words
            text.spaced += [True, *sentence.spaced[1:]]
            text.sentences += [text.sentences[-1] + 1] * len(sentence.words)
            text.names += sentence.names
        else:
            found.append(copy.deepcopy(sentence))
            most = chance.randint(10, 250)
    return found


def batches(examples: Sequence[Example], pieces: Pieces, most: int, chance: random.Random) -> Iterator[Batch]:
    """All `examples` once, in batches of one task with at most `most` pieces each, similar lengths together."""
    order = sorted(examples, key=lambda e: (e.task, len(e.words) + chance.random() * 0.2 * len(e.words)))
    groups: list[list[Example]] = []
    longest = 0
    for example in order:
        length = sum(len(pieces.of(w, s)) for w, s in zip(example.words, example.spaced, strict=True)) + 2
        longest = max(longest, length)
        if groups and groups[-1][0].task == example.task and longest * (len(groups[-1]) + 1) <= most:
            groups[-1].append(example)
        else:
            groups.append([example])
            longest = length
    chance.shuffle(groups)
    for group in groups:
        yield batch(group, pieces, chance)


def batch(examples: list[Example], pieces: Pieces, chance: random.Random | None = None) -> Batch:
    """One batch; `chance` loses some pieces and moves some ends of quotations, for training."""
    rows = [_numbers(example, pieces, chance) for example in examples]
    size = max(len(ids) for ids, _ in rows)
    words = max(len(example.words) for example in examples)
    padded = torch.full((len(rows), size), pieces.pad)
    firsts = torch.zeros((len(rows), words), dtype=torch.long)
    tags = torch.full((len(rows), words, len(FORMS)), UNREAD)
    roles = torch.full((len(rows), words, len(ROLES)), UNREAD)
    names = torch.full((len(rows), words), UNREAD)
    found = []
    for i, (example, (ids, at)) in enumerate(zip(examples, rows, strict=True)):
        padded[i, : len(ids)] = torch.tensor(ids)
        firsts[i, : len(at)] = torch.tensor(at)
        if example.tags:
            tags[i, : len(at)] = torch.tensor(example.tags).T
            roles[i, : len(at)] = torch.tensor(example.roles).T
        if example.names:
            names[i, : len(at)] = torch.tensor(example.names)
        found += [(i, linked(example.sentences, q.parts, q.links, chance)) for q in example.quotations]
    return Batch(examples[0].task, padded, padded != pieces.pad, firsts, tags, roles, names, found)


def _numbers(example: Example, pieces: Pieces, chance: random.Random | None) -> tuple[list[int], list[int]]:
    ids, at = [pieces.start], []
    for word, spaced in zip(example.words, example.spaced, strict=True):
        at.append(len(ids))
        ids += pieces.of(word, spaced)
    if chance is not None:
        at_random = [chance.random() < 0.03 for _ in ids]
        ids = [
            pieces.unknown if lost and i else piece for i, (piece, lost) in enumerate(zip(ids, at_random, strict=True))
        ]
    return [*ids, pieces.stop], at


def linked(
    sentences: Sequence[int],
    parts: Sequence[tuple[int, int]],
    links: Sequence[tuple[int, int] | None] = (None,) * len(LINKED),
    chance: random.Random | None = None,
) -> Linked:
    """A quotation with words [start, end) of `parts` as the linker sees it."""
    count = len(sentences)
    low, high = parts[0][0], parts[-1][1]
    if chance is not None and high - low > 4 and len(parts) == 1 and chance.random() < 0.2:
        low, high = max(low + chance.randint(-1, 2), 0), min(high + chance.randint(-2, 1), count)
        parts = [(low, high)]
    inside = torch.zeros(count)
    for start, end in parts:
        inside[start:end] = 1
    targets = [[count, count] if x is None else _target(x, count) for x in links]
    return Linked(
        inside / inside.sum(),
        low,
        high - 1,
        torch.from_numpy(distances(np.arange(count), parts)),
        torch.from_numpy(sentences_apart(np.array(sentences), sentences[low], sentences[high - 1])),
        torch.tensor(targets),
    )


def _target(span: tuple[int, int], count: int) -> list[int]:
    return [span[0], span[1] - 1] if span[0] >= 0 and span[1] <= count else [UNREAD, UNREAD]
