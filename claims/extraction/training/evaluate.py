"""How the weights in use score: quotations and speakers by form, how far confidence can be trusted, names, speed, memory."""

import json
import re
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np

from claims.extraction import extract, extract_many
from claims.extraction.components import names as runtime_names
from claims.extraction.components.confidence import features
from claims.extraction.components.labels import FORMS, NAMES
from claims.extraction.components.reading import read_words
from claims.extraction.components.weights import FOLDER, weights
from claims.extraction.training import calibration
from claims.extraction.training.corpora import germeval
from claims.extraction.training.scores import Pair, Quotation, found_in, overlap, paired, scores, wanted_in
from claims.extraction.types import Extraction, Form

FOUND = 0.5  # F1 over words from which on a quotation counts as found, and a speaker as right
_TOLD = re.compile(r"words (\d\.\d+) \| (?:no )?speaker (\d\.\d+)")
_TYPES = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Options:
    """What to do beside scoring."""

    calibrate: bool = False
    plot: Path | None = None


def evaluate(articles: Sequence[Path], names: Sequence[Path], options: Options) -> Iterator[str]:
    """Lines that tell the scores on `articles` (Wikinews form) and `names` (GermEval 2014)."""
    if articles:
        yield from _quotations([json.loads(line) for path in articles for line in path.open(encoding="utf-8")], options)
    if names:
        yield from _names(names)


def _quotations(articles: list[dict[str, Any]], options: Options) -> Iterator[str]:
    started = time.perf_counter()
    extract("Laut dpa kam er.")
    loaded = time.perf_counter()
    extractions = list(extract_many((article["text"], None) for article in articles))
    seconds = time.perf_counter() - loaded
    words = sum(len(article["tokens"]) for article in articles)
    for name, value in scores(articles, extractions).items():
        yield f"{name:24} F1 {value:5.1f}"
    yield from _by_form(articles, extractions)
    yield from _reliability(articles, extractions, options)
    yield f"load                     {loaded - started:6.2f} s"
    yield f"words a second           {words / seconds:6.0f}"
    yield f"peak memory              {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB"


def _pairs(articles: Sequence[dict[str, Any]], extractions: Sequence[Extraction]) -> Iterator[Pair]:
    for article, extraction in zip(articles, extractions, strict=True):
        yield from paired(wanted_in(article), found_in(extraction, article["tokens"]))


def _by_form(articles: Sequence[dict[str, Any]], extractions: Sequence[Extraction]) -> Iterator[str]:
    pairs = list(_pairs(articles, extractions))
    for form in FORMS:
        hits = [overlap(one.message, other.message) >= FOUND for one, other in pairs if one.form == form]
        if hits:
            yield f"  {form:22} found {100 * sum(hits) / len(hits):5.1f} % of {len(hits)}"


def _reliability(
    articles: Sequence[dict[str, Any]], extractions: Sequence[Extraction], options: Options
) -> Iterator[str]:
    pairs = [(one, other, _evidence(other)) for one, other in _pairs(articles, extractions)]
    right = np.array([_is_right(one, other) for one, other, evidence in pairs if evidence])
    values = np.array([features(cast("Form", other.form), *evidence) for _, other, evidence in pairs if evidence])
    held_out = calibration.held_out(values, right)
    tenths = calibration.bins(held_out, right)
    yield f"confidence off by        {calibration.expected_error(tenths):6.3f} on average, each fifth by the other four"
    yield from (f"  {sure:4.2f} right {share:4.2f} of {count}" for sure, share, count in tenths)
    if options.plot:
        options.plot.write_text(calibration.plot(tenths), "utf-8")
    if options.calibrate:
        calibration.write(calibration.fitted(values, right).tolist(), FOLDER)


def _evidence(quotation: Quotation) -> tuple[float, float] | None:
    """How sure the weights were of the words and of the speaker, as `why` tells; None for what they did not find."""
    told = " | ".join(quotation.claim.why) if quotation.claim else ""
    match = _TOLD.search(told)
    return (float(match[1]), float(match[2])) if match else None


def _is_right(one: Quotation, other: Quotation) -> float:
    speaker = overlap(one.speaker, other.speaker) >= FOUND or not (one.speaker or other.speaker)
    return float(overlap(one.message, other.message) >= FOUND and speaker)


def _names(paths: Sequence[Path]) -> Iterator[str]:
    """F1 over whole names of GermEval's outer level: people, organisations, places (not what is derived from them)."""
    counts = {name: [0, 0, 0] for name in _TYPES}
    for example in chain.from_iterable(map(germeval, paths)):
        wanted = set(_spans([NAMES[tag] for tag in example.names]))
        read = read_words(example.words, example.spaced, np.zeros(len(example.words), np.int64), weights())
        found = {(a, b, label) for a, b, label, _ in runtime_names.spans(read.names)}
        for name in _TYPES:
            one, other = ({span for span in spans if span[2] == name} for spans in (wanted, found))
            for at, value in enumerate((len(one & other), len(other), len(one))):
                counts[name][at] += value
    for name, (hits, found_, wanted_) in {
        **counts,
        "names": [sum(c) for c in zip(*counts.values(), strict=True)],
    }.items():
        yield f"{name:24} P {100 * hits / max(found_, 1):5.1f}  R {100 * hits / max(wanted_, 1):5.1f}  F1 {200 * hits / max(found_ + wanted_, 1):5.1f}"


def _spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for at, label in enumerate([*labels, "O"]):
        goes_on = at > 0 and label == f"I{labels[at - 1][1:]}"
        if at and not goes_on and labels[at - 1] != "O":
            yield start, at, labels[at - 1][2:]
        if not goes_on:
            start = at
