"""Extractions by hand: what the core would give for a text, with every span looked up in it."""

import hashlib
from datetime import date
from decimal import Decimal

from claims.actions import store_extraction
from claims.extraction import types
from tests.factories import NOON


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


TEXT = """Lieferung bestätigt
„Russland“, sagte Analystin Ida Vogel von der Hafenuniversität der „Tagespost“, „hat im Mai 300 Granaten erhalten.“
Das bestritt ein Sprecher in Moskau.
Verwendete Quellen: Tagespost"""
VOGEL = {"name": "Ida Vogel", "kind": "person", "role": "Analystin", "affiliation": "Hafenuniversität"}


def found(version="1", *more, **told):
    """One claim with all that a claim can have, and one nested in it."""
    outer = claim(
        TEXT,
        "„Russland“",
        "„hat im Mai 300 Granaten erhalten.“",
        number="a",
        chain=(hop(TEXT, "Analystin Ida Vogel", cue="sagte", **VOGEL), hop(TEXT, "„Tagespost“", "Tagespost", "outlet")),
        actors=(about(TEXT, "Russland", "Russia", qid="Q159"), about(TEXT, "Russland", "Russia", qid="Q159")),
        quantities=(figure(TEXT, "300 Granaten", 300, 300, unit="Granaten"),),
        times=(time(TEXT, "im Mai", date(2026, 5, 1), date(2026, 5, 31)),),
        confidence=0.8,
        why=("cue: sagte",),
        fragments=(span(TEXT, "Mai"),),
    )
    inner = claim(TEXT, "300 Granaten", number="b", parent="a", chain=(hop(None, None),))
    return extraction(TEXT, outer, inner, *more, version=version, **told)


def no_verdicts(pairs):
    """A judge for claims that are never one."""
    return [types.Verdict(0.0, 0.0) for _ in pairs]


def store(article, extraction, now=NOON):
    return store_extraction(article=article, extraction=extraction, judge=no_verdicts, now=now)
