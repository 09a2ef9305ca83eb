"""How sure a draft is: the probability that its words and its speaker are right, calibrated on articles that the
weights were not trained on (model/README.md says on which, benchmarks/README.md how well it holds)."""

import json
import math
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.drafts import Draft
from claims.extraction.components.labels import FORMS
from claims.extraction.components.weights import FOLDER
from claims.extraction.types import Form

NARRATIVE = 0.5  # chosen: there is no gold for what is a fact in the article's own voice
BY_RULE = 0.75  # chosen, for the few drafts that a rule finds inside a phrase


@Language.component("factbase_confidence")
def confidence(doc: Doc) -> Doc:
    """Sets the confidence of every draft."""
    for draft in doc._.drafts:
        draft.confidence = _confidence(draft)
    return doc


def _confidence(draft: Draft) -> float:
    if draft.form == "narrative":
        return NARRATIVE
    if draft.sure is None:
        return BY_RULE
    return draft.meant * probability(features(draft.form, draft.sure, draft.linked), coefficients())


def features(form: Form, sure: float, linked: float) -> list[float]:
    """What the confidence of a quotation rests on: how sure the weights are of its words and of its speaker, as
    log-odds, and its form."""
    return [_log_odds(sure), _log_odds(linked), *(float(form == other) for other in FORMS)]


def _log_odds(probability_: float) -> float:
    bounded = min(max(probability_, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def probability(values: list[float], by: list[float]) -> float:
    """The logistic function of the features `values` weighted `by` coefficients."""
    return 1 / (1 + math.exp(-sum(a * b for a, b in zip(values, by, strict=True))))


@cache
def coefficients(folder: Path = FOLDER) -> list[float]:
    """The coefficients of the weights in `folder`."""
    found: list[float] = json.loads((folder / "calibration.json").read_text("utf-8"))["coefficients"]
    return found
