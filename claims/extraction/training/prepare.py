"""From corpora to what training reads: examples, one JSON object a line, and the vocabulary."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import torch

from claims.extraction.components.labels import NAMES
from claims.extraction.components.morphology import known_words
from claims.extraction.components.names import spans
from claims.extraction.components.pieces import SPACE
from claims.extraction.components.reading import read_words
from claims.extraction.components.weights import weights
from claims.extraction.training.corpora import Example, articles, germeval, read, wikineural, write
from claims.extraction.training.packed import PackedModel
from claims.extraction.training.vocabulary import tokenizer, trimmed
from sources.knowledge import load

_SURE = 0.4  # probability of a name from which on it is taken for one


@dataclass(frozen=True, slots=True)
class Corpora:
    """The files to learn from. The weights in `names_by` tag the names of articles, which no human has tagged."""

    articles: Sequence[Path]
    names: Sequence[Path] = ()
    silver: Sequence[Path] = ()
    names_by: Path | None = None


def prepare(corpora: Corpora, base: Path, data: Path, size: int) -> dict[str, int]:
    """Writes the examples of each task, the tokenizer of `size` pieces and the numbers of the pieces kept into the
    folder `data`; gives the number of examples of each task. Raises ValueError where a file is not what it should be."""
    if not corpora.articles:
        raise ValueError("nothing to learn quotations from: name files with --articles")
    data.mkdir(parents=True, exist_ok=True)
    counts = {task: write(examples, data / f"{task}.jsonl") for task, examples in _examples(corpora).items()}
    packed = PackedModel(base)
    pieces = list(zip(packed.pieces, map(float, packed.scores), strict=True))
    kept = trimmed(pieces, _words(data, counts), size)
    tokenizer([pieces[i] for i in kept]).save(str(data / "tokenizer.json"))
    torch.save(torch.tensor(kept), data / "kept.pt")
    return counts


def _examples(corpora: Corpora) -> dict[str, Iterator[Example]]:
    quotations: Iterator[Example] = chain.from_iterable(map(articles, corpora.articles))
    if corpora.names_by:
        quotations = with_names(quotations, corpora.names_by)
    found: dict[str, Iterator[Example]] = {"quotations": quotations}
    if corpora.names:
        found["names"] = chain.from_iterable(map(germeval, corpora.names))
    if corpora.silver:
        found["silver"] = chain.from_iterable(map(wikineural, corpora.silver))
    return found


def with_names(examples: Iterable[Example], folder: Path) -> Iterator[Example]:
    """`examples` with the names that the weights in `folder` see in each sentence by itself, as they learnt to."""
    by = weights(folder)
    for example in examples:
        example.names = [0] * len(example.words)
        starts = np.flatnonzero(np.diff(example.sentences, prepend=-1)).tolist()
        for low, high in pairwise([*starts, len(example.words)]):
            spaced = [True, *example.spaced[low + 1 : high]]
            found = read_words(example.words[low:high], spaced, np.zeros(high - low, np.int64), by)
            for start, end, label, sure in spans(found.names):
                if sure > _SURE:
                    tags = [NAMES.index(f"B-{label}"), *[NAMES.index(f"I-{label}")] * (end - start - 1)]
                    example.names[low + start : low + end] = tags
        yield example


def _words(data: Path, tasks: Iterable[str]) -> Iterator[str]:
    """All words that the vocabulary must hold: those of the examples, HanTa's German word forms, and factbase's names."""
    for task in tasks:
        for example in read(data / f"{task}.jsonl"):
            yield from (SPACE + w if s else w for w, s in zip(example.words, example.spaced, strict=True))
    yield from (SPACE + word for word in known_words())
    yield from (SPACE + word for actor in load() for alias in actor.aliases for word in alias.text.split())
