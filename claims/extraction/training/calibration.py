"""Confidence that means something: a logistic regression from how sure the weights are to how often they are right."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

Numbers = NDArray[np.float64]
_FOLDS = 5
_RIDGE = 1.0  # keeps the coefficients of rare forms small


def fitted(features: Numbers, right: Numbers) -> Numbers:
    """The coefficients (features) that make `right` (quotations; 0 or 1) likeliest, given `features` (quotations,
    features)."""

    def loss(by: Numbers) -> float:
        scores = features @ by
        return float(np.sum(np.logaddexp(0, scores) - right * scores) + _RIDGE * np.sum(by[2:] ** 2) / 2)

    return np.asarray(minimize(loss, np.zeros(features.shape[1])).x)


def held_out(features: Numbers, right: Numbers) -> Numbers:
    """The confidence of each quotation by coefficients that were fitted without its fifth of the quotations."""
    found = np.zeros(len(right))
    folds = np.arange(len(right)) * _FOLDS // max(len(right), 1)
    for fold in range(_FOLDS):
        by = fitted(features[folds != fold], right[folds != fold])
        found[folds == fold] = 1 / (1 + np.exp(-features[folds == fold] @ by))
    return found


def write(coefficients: Sequence[float], folder: Path) -> None:
    """Writes calibration.json into `folder`."""
    rounded = {"coefficients": [round(float(value), 4) for value in coefficients]}
    (folder / "calibration.json").write_text(json.dumps(rounded) + "\n", "utf-8")


def bins(confidence: Numbers, right: Numbers, count: int = 10) -> list[tuple[float, float, int]]:
    """For each tenth of the scale that holds any: mean confidence, share right, number."""
    place = np.minimum((confidence * count).astype(int), count - 1)
    return [
        (float(confidence[place == n].mean()), float(right[place == n].mean()), int((place == n).sum()))
        for n in range(count)
        if (place == n).any()
    ]


def expected_error(found: Sequence[tuple[float, float, int]]) -> float:
    """The mean distance of confidence and share right, by the numbers of the bins."""
    total = sum(count for _, _, count in found)
    return sum(abs(sure - share) * count for sure, share, count in found) / total if total else 0.0


def plot(found: Sequence[tuple[float, float, int]]) -> str:
    """The reliability of confidence as SVG: a dot a bin, as large as it holds quotations, beside the diagonal."""
    most = max((count for _, _, count in found), default=1)
    dots = "".join(
        f'<circle cx="{40 + 240 * sure:.1f}" cy="{260 - 240 * share:.1f}" r="{3 + 9 * (count / most) ** 0.5:.1f}">'
        f"<title>{count} quotations: confidence {sure:.2f}, right {share:.2f}</title></circle>"
        for sure, share, count in found
    )
    ticks = "".join(
        f'<text x="{40 + 240 * n / 4}" y="278" text-anchor="middle">{n / 4:g}</text>'
        f'<text x="34" y="{264 - 240 * n / 4}" text-anchor="end">{n / 4:g}</text>'
        for n in range(5)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300" font-family="sans-serif" font-size="10">'
        '<title>Share of quotations that are right, by confidence</title><rect width="300" height="300" fill="white"/>'
        '<path d="M40 260V20M40 260H280" stroke="black" fill="none"/><path d="M40 260L280 20" stroke="gray" '
        f'stroke-dasharray="4"/><g fill="steelblue" fill-opacity="0.7">{dots}</g>{ticks}'
        '<text x="160" y="295" text-anchor="middle">confidence</text>'
        '<text x="12" y="140" text-anchor="middle" transform="rotate(-90 12 140)">share right</text></svg>\n'
    )
