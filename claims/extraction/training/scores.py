"""How well quotations and their speakers are found, measured against articles in the form of the Wikinews corpus.

The measure of the GermEval 2023 task on top-level quotations: within an article, gold and found quotations are paired
one to one so that the summed F1 over tokens is highest (the same form breaks ties). Precision and recall are taken over
tokens for every quotation and averaged: over messages, over speakers, over both ("joint").
"""

from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from claims.extraction.types import Claim, Extraction

TIE = 0.01


class Quotation(NamedTuple):
    """Numbers of the tokens that a message and its speaker cover; both empty where there is nothing to compare with."""

    message: frozenset[int]
    speaker: frozenset[int]
    form: str
    claim: Claim | None = None  # what was found; gold has none


NOTHING = Quotation(frozenset(), frozenset(), "")
Pair = tuple[Quotation, Quotation]


def covered(spans: Iterable[Sequence[int]], tokens: Iterable[Sequence[int]]) -> frozenset[int]:
    """The numbers of the tokens that begin in one of `spans`."""
    wanted = list(spans)
    return frozenset(n for n, token in enumerate(tokens) if any(span[0] <= token[0] < span[1] for span in wanted))


def wanted_in(article: dict[str, Any]) -> list[Quotation]:
    """The top-level quotations of a gold article."""
    tokens = article["tokens"]
    quotes = (quote for quote in article["quotes"] if not quote["nested"])
    return [Quotation(covered(q["quote"], tokens), covered(q["speaker"], tokens), q["form"]) for q in quotes]


def found_in(extraction: Extraction, tokens: Sequence[Sequence[int]]) -> list[Quotation]:
    """The top-level claims somebody makes, each with the words of its origin."""
    forms = {claim.id: claim.form for claim in extraction.claims}
    top = [
        c for c in extraction.claims if c.form != "narrative" and forms.get(c.parent or "", "narrative") == "narrative"
    ]
    return [Quotation(covered(c.spans, tokens), covered(_origin(c), tokens), c.form, c) for c in top]


def _origin(claim: Claim) -> list[tuple[int, int]]:
    return [hop.span for hop in claim.chain[:1] if hop.span is not None]


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """F1 over tokens."""
    return 2 * len(one & other) / (len(one) + len(other)) if one & other else 0.0


def likeness(one: Quotation, other: Quotation) -> float:
    both = overlap(one.message, other.message)
    return both + (TIE if both and one.form == other.form else 0.0)


def paired(wanted: Sequence[Quotation], found: Sequence[Quotation]) -> Iterator[Pair]:
    """Each quotation once, with its partner or with NOTHING."""
    scores = np.array([[likeness(one, other) for other in found] for one in wanted]).reshape(len(wanted), len(found))
    rows, columns = linear_sum_assignment(scores, maximize=True)
    pairs = {int(i): int(j) for i, j in zip(rows, columns, strict=True) if scores[i, j] > 0}
    yield from ((one, found[pairs[i]] if i in pairs else NOTHING) for i, one in enumerate(wanted))
    yield from ((NOTHING, other) for j, other in enumerate(found) if j not in pairs.values())


def f1(sets: Sequence[tuple[frozenset[int], frozenset[int]]]) -> float:
    """In per cent, of mean precision over what was found and mean recall over what was wanted."""
    precision = [len(wanted & found) / len(found) for wanted, found in sets if found]
    recall = [len(wanted & found) / len(wanted) for wanted, found in sets if wanted]
    p, r = (fmean(values) if values else 0.0 for values in (precision, recall))
    return 200 * p * r / (p + r) if p + r else 0.0


def scores(articles: Sequence[dict[str, Any]], extractions: Sequence[Extraction]) -> dict[str, float]:
    """F1 of "message", "source" and "joint" over `articles` and what was found in each, in per cent."""
    each = zip(articles, extractions, strict=True)
    pairs = [pair for a, x in each for pair in paired(wanted_in(a), found_in(x, a["tokens"]))]
    messages = [(one.message, other.message) for one, other in pairs]
    speakers = [(one.speaker, other.speaker) for one, other in pairs]
    return {"message": f1(messages), "source": f1(speakers), "joint": f1(messages + speakers)}
