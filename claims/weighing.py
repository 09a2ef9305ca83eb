"""From what the words of two mentions tell, and what the weights say of their statements, to a score. Pure."""

from collections.abc import Mapping
from math import exp, log
from typing import Final

from claims.extraction.types import Verdict

# Fitted to tests/gold/same_claims_tuning.yaml by benchmarks/fit_same_claims.py; what is not here weighs nothing.
RULES_BIAS = -0.12
RULES: Final = {
    "replaced": -6.45,
    "replaced_less": 4.61,
    "named": 0.67,
    "named_left": -1.79,
    "things_left": -1.10,
    "all_left": -0.61,
    "agents": -0.21,
    "swapped": -3.81,
    "open": -0.73,
    "much": 0.20,
    "figures": 0.67,
    "figures_apart": -4.96,
    "figures_alone": -1.51,
    "times": 1.29,
    "times_apart": -3.10,
    "stance": -3.37,
    "intended": -1.74,
    "certainty": -1.42,
}
BOTH_BIAS = 0.57
BOTH: Final = {
    "replaced": -3.83,
    "replaced_less": 2.62,
    "named": 0.13,
    "named_left": -1.43,
    "things_left": -1.03,
    "all_left": -0.08,
    "agents": -0.43,
    "swapped": -4.43,
    "open": -0.73,
    "anchored": 0.01,
    "much": 0.11,
    "figures": 0.63,
    "figures_apart": -4.14,
    "figures_alone": -1.25,
    "times": 1.22,
    "times_apart": -2.94,
    "stance": -3.41,
    "intended": -1.32,
    "certainty": -1.64,
    "agreed": 0.47,
}
SUREST = 0.997  # no verdict counts as surer, one way or the other


def by_rules(told: Mapping[str, float]) -> float:
    """How likely it is that two say the same (be it affirmed or denied), from 0 to 1, by `claims.sameness.features` alone."""
    return _score(RULES_BIAS, RULES, told)


def by_both(told: Mapping[str, float], verdict: Verdict) -> float:
    """The same, with what the weights say of the two statements."""
    return _score(BOTH_BIAS, BOTH, {**told, "agreed": agreed(verdict)})


def agreed(verdict: Verdict) -> float:
    """How sure the weights are that two statements speak of the same, as log odds."""
    share = min(max(verdict.same + verdict.opposite, 1 - SUREST), SUREST)
    return log(share / (1 - share))


def _score(bias: float, weights: Mapping[str, float], told: Mapping[str, float]) -> float:
    total = bias + sum(weights.get(name, 0.0) * number for name, number in told.items())
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
