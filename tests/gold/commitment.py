"""Gold for certainty and polarity (modality.yaml), and how a judgement is scored against it."""

from collections.abc import Iterable, Sequence
from typing import Any

from claims.extraction.types import Claim, Extraction
from tests.gold import located

CLASSES = ("certain", "probable", "possible", "negated")
CERTAINTIES = ("certain", "probable", "possible", "unknown")
MISSING = "missing"

Pair = tuple[str, str]
Spans = Sequence[tuple[int, int]]


def places(entry: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the claim of `entry` stands in its text: one span, or several where a frame breaks it."""
    words = entry["claim"]
    return [located(entry["text"], part) for part in ([words] if isinstance(words, str) else words)]


def shared(some: Spans, others: Spans) -> int:
    """How many characters lie in both."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


def meant(entry: dict[str, Any], extraction: Extraction) -> Claim | None:
    """The claim somebody makes that shares the most with the gold; of two that share as much, the shorter one."""
    wanted = places(entry)
    found = [claim for claim in extraction.claims if claim.form != "narrative" and shared(wanted, claim.spans)]
    return max(found, key=lambda claim: (shared(wanted, claim.spans), -len(claim.text)), default=None)


def commitment(certainty: str, polarity: str) -> str:
    """The class of a statement: its certainty, or "negated" whatever the certainty."""
    return "negated" if polarity == "negative" else certainty


def classes(entry: dict[str, Any], claim: Claim | None) -> Pair:
    """The class that `entry` has and the one it was given."""
    given = MISSING if claim is None else commitment(claim.certainty, claim.polarity)
    return commitment(entry["certainty"], entry["polarity"]), given


def f1(label: str, pairs: Iterable[Pair]) -> float:
    """F1 of one label over pairs of (right, given); 0 where neither side has it."""
    pairs = list(pairs)
    both = sum(right == given == label for right, given in pairs)
    either = sum((right == label) + (given == label) for right, given in pairs)
    return 2 * both / either if either else 0.0


def macro_f1(labels: Sequence[str], pairs: Iterable[Pair]) -> float:
    """The mean of the labels' F1."""
    pairs = list(pairs)
    return sum(f1(label, pairs) for label in labels) / len(labels)


def accuracy(pairs: Iterable[Pair]) -> float:
    """Which share of the pairs agree."""
    agree = [right == given for right, given in pairs]
    return sum(agree) / len(agree)
