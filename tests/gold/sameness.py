"""Pairs of claims (same_claims.yaml): each side read as if it stood in an article of its own, and compared."""

import re
from functools import cache
from typing import Any

from spacy.tokens import Doc

from claims.alignment import Who, stems
from claims.extraction.components.drafts import Draft
from claims.extraction.gazetteer import default_gazetteer
from claims.extraction.pipeline import STAGES, nlp
from claims.kinship import stands_for
from claims.sameness import Content, Figure
from sources.knowledge import by_slug
from tests.gold import passages

BEFORE = STAGES[: STAGES.index("quotations")]
BEHIND = ("discourse", *STAGES[STAGES.index("actors") :])
FIRST_PERSON = re.compile(r"\b(?:ich|wir|uns|mir|mich|unser\w*|mein\w*)\b", re.IGNORECASE)

Side = dict[str, Any]


def pairs(name: str = "same_claims") -> list[dict[str, Any]]:
    """The labelled pairs."""
    return passages(name)


def likeness(pair: dict[str, Any]) -> float:
    """How alike the two sides of `pair` are taken to be."""
    return 0.0


def content(side: Side) -> Content:
    """What one side says, its words taken for one claim."""
    doc, draft = read(side)
    actors = [
        Who(_slug(one.name), _wholes(one.name, side), one.role, stems(one.name), stems(one.surface))
        for one in draft.actors
    ]
    if (speaker := _speaker(doc, draft)) is not None:
        actors.append(Who(_slug(speaker), _wholes(speaker, side), "agent"))
    figures = [Figure(q.value, q.low, q.high, q.qualifier, q.concept or "", q.unit or "") for q in draft.quantities]
    times = [(time.start or time.end, time.end or time.start) for time in draft.times if time.start or time.end]
    negative = ((draft.polarity == "negative") != draft.gist.negated) != bool(side.get("denied"))
    terms = draft.gist.terms
    return Content(
        terms, tuple(actors), tuple(figures), tuple(times), side["published"],
        negative=negative, tense=draft.tense, stance=draft.stance, certainty=draft.certainty, modes=frozenset(draft.gist.modes), doers=frozenset(draft.gist.doers),
    )  # fmt: skip


def read(side: Side) -> tuple[Doc, Draft]:
    """The Doc of one side, and its claim."""
    before = f"{side['before']} " if "before" in side else ""
    said = side["said"]
    doc = nlp().make_doc(before + said)
    doc._.gazetteer, doc._.published = default_gazetteer(), side["published"]
    for stage in BEFORE:
        doc = nlp().get_pipe(f"factbase_{stage}")(doc)
    start = len(before)
    words = said.strip(' „“"»«')
    start += said.index(words)
    form = "indirect" if said.lower().startswith("dass ") else "narrative"
    doc._.drafts = [Draft([(start, start + len(words))], form)]
    for stage in BEHIND:
        doc = nlp().get_pipe(f"factbase_{stage}")(doc)
    return doc, doc._.drafts[0]


def _speaker(doc: Doc, draft: Draft) -> str | None:
    if not FIRST_PERSON.search(doc.text[draft.start : draft.end]):
        return None
    named = [r.referent.itself for r in doc._.discourse.between(0, draft.start) if r.referent.itself.name]
    people = [one for one in named if one.kind == "person"]
    return (people or named)[-1].name if named else None


@cache
def _slugs() -> dict[str, str]:
    return {actor.name: slug for slug, actor in by_slug().items()}


def _slug(name: str) -> str:
    return _slugs().get(name, name)


def _wholes(name: str, side: Side) -> frozenset[str]:
    return stands_for(_slug(name), name, side["published"])
