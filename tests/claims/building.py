"""Extractions by hand: what the core would give for a text, with every span looked up in it."""

import hashlib
from decimal import Decimal

from claims.extraction import types


def span(text, words, nth=0):
    """Where `words` stand in `text`, for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def hop(text, surface, name=None, kind="unknown", *, cue=None, **told):
    """A hop whose words stand in `text`."""
    cue = types.Cue(cue, span(text, cue)) if cue else None
    return types.Hop(surface, surface and span(text, surface), name, kind, cue=cue, **told)


def about(text, surface, name, kind="country", qid=None, role="about"):
    """An actor whose words stand in `text`."""
    return types.ClaimActor(name, kind, qid, surface, span(text, surface), role)


def figure(text, words, value, low=None, high=None, unit=None):
    """A figure whose words stand in `text`."""
    value, low, high = (None if number is None else Decimal(number) for number in (value, low, high))
    return types.Quantity(
        value,
        low,
        high,
        low_open=False,
        high_open=False,
        qualifier="exact",
        unit=unit,
        concept=None,
        text=words,
        span=span(text, words),
    )


def time(text, words, start=None, end=None):
    """A time whose words stand in `text`."""
    return types.Time(words, span(text, words), start, end, "month")


def claim(text, *parts, number="1", parent=None, form="direct", **told):
    """A claim that is made of these words of `text`."""
    spans = tuple(span(text, part) for part in parts)
    return types.Claim(number, parent, spans, types.JOINT.join(parts), form, **told)


def extraction(text, *claims, version="1", name="by-hand", model=None, **provenance):
    """All that was found in `text`."""
    return types.Extraction(
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        types.Extractor(name, version, model),
        types.Provenance(**provenance),
        claims,
    )
