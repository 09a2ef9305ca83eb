"""Fits the numbers of `claims.weighing` to labelled pairs of claims, and prints them.

PYTHONPATH=. python benchmarks/fit_same_claims.py RELATED.jsonl [--articles 220] [--cross 300] [--near 2500] [--weight 0.12]

A logistic regression with a penalty (L2) and the signs that each number can have. Beside the tuning pairs (`tests/gold/
same_claims_tuning.yaml`; opposite ones count as the same content) it is shown claims of different pairs, and claims of articles
that share keys, which are hardly ever one: RELATED.jsonl holds a `{"text": …}` a line, such as the training part of the German
Wikinews quotations. Copy what it prints into `claims/weighing.py`: first the numbers of the rules alone, then those that go with
what the weights say.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.blocking import keys
from claims.extraction import extract_many, verdicts
from claims.sameness import Content, features, see
from claims.weighing import agreed
from tests.gold import passages
from tests.gold.sameness import content_of, said

Floats = NDArray[np.float64]
MORE_ALIKE = frozenset({"less", "more", "named", "figures", "times", "replaced_less", "anchored", "agreed"})
EITHER = frozenset({"much"})  # what may speak for both
MOST_OF_A_KEY = 60  # claims; a key that more hold says nothing
STEPS = 4_000


def main() -> None:
    """Reads, fits, prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("related", type=Path)
    for name, number in (("--articles", 220), ("--cross", 300), ("--near", 2_500)):
        parser.add_argument(name, type=int, default=number)
    parser.add_argument("--weight", type=float, default=0.12)
    asked = parser.parse_args()
    chance = np.random.default_rng(0)
    labelled = [
        (said(pair["a"]).content, said(pair["b"]).content, pair["label"] != "different")
        for pair in passages("same_claims_tuning")
    ]
    others = [
        (labelled[a][0], labelled[b][1]) for a, b in chance.integers(0, len(labelled), (asked.cross, 2)) if a != b
    ]
    near = list(related(asked.related, asked.articles))
    others += [near[at] for at in chance.permutation(len(near))[: asked.near]]
    pairs = [*((one, other) for one, other, _same in labelled), *others]
    told = verdicts([(one.statement, other.statement) for one, other in pairs])
    wanted = np.array([*(same for _one, _other, same in labelled), *([False] * len(others))], float)
    weighed = np.array([1.0] * len(labelled) + [asked.weight] * len(others))
    rules = [features(one, other, see(one, other)) for one, other in pairs]
    both = [{**row, "agreed": agreed(verdict)} for row, verdict in zip(rules, told, strict=True)]
    for name, rows in (("RULES", rules), ("BOTH", both)):
        names = list(rows[0])
        found, bias = fit(np.array([list(row.values()) for row in rows]), wanted, weighed, names)
        print(f"{name}_BIAS = {bias:.2f}\n{name}: Final = {{")
        for feature, number in zip(names, found, strict=True):
            if abs(number) > 0.005:
                print(f'    "{feature}": {number:.2f},')
        print("}")


def related(path: Path, articles: int) -> Iterator[tuple[Content, Content]]:
    """Pairs of claims of the first `articles` of a file that share keys, those that share most first."""
    lines = path.read_text("utf-8").splitlines()[:articles]
    texts = [json.loads(line)["text"] for line in lines]
    claims = [claim for one in extract_many((text, None) for text in texts) for claim in one.claims if claim.gist]
    contents = [content_of(claim, None) for claim in claims]
    holders: dict[int, list[int]] = defaultdict(list)
    for at, content in enumerate(contents):
        for key in keys(content):
            holders[key].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if len(held) < MOST_OF_A_KEY:
            shared.update(combinations(held, 2))
    pairs = ((a, b) for (a, b), _number in shared.most_common() if claims[a].text != claims[b].text)
    return ((contents[a], contents[b]) for a, b in pairs)


def fit(rows: Floats, wanted: Floats, weighed: Floats, names: Sequence[str]) -> tuple[Floats, float]:
    """Weights (one a column of `rows`) and bias, by accelerated gradient steps that keep each weight on its side of 0."""
    middle, spread = rows.mean(0), rows.std(0) + 1e-6
    given = np.c_[(rows - middle) / spread, np.ones(len(rows))]
    signs = np.array([0 if name in EITHER else 1 if name in MORE_ALIKE else -1 for name in names])
    penalty = np.r_[np.ones(len(names)), 0]
    step = 1 / (0.25 * np.linalg.norm((given * weighed[:, None]).T @ given, 2) + 1)
    found = ahead = np.zeros(given.shape[1])
    pace = 1.0
    for _ in range(STEPS):
        slope = given.T @ (weighed * (1 / (1 + np.exp(-given @ ahead)) - wanted)) + penalty * ahead
        following = ahead - step * slope
        following[:-1] = np.where(following[:-1] * signs < 0, 0, following[:-1])
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        found, ahead, pace = following, following + (pace - 1) / faster * (following - found), faster
    return found[:-1] / spread, float(found[-1] - (found[:-1] * middle / spread).sum())


if __name__ == "__main__":
    main()
