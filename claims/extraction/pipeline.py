"""The pipeline: blank German, one component a stage; loaded once a process. Its last step turns a Doc into dataclasses."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction import Source
from claims.extraction.components import (  # noqa: F401  imported for their names in the pipeline
    actors,
    confidence,
    discourse,
    entities,
    gists,
    modality,
    morphology,
    names,
    narrative,
    propositions,
    provenance,
    quantities,
    quotations,
    reading,
    sentences,
    speakers,
    times,
)
from claims.extraction.components.drafts import Draft
from claims.extraction.components.tokens import LinearTokenizer
from claims.extraction.gazetteer import Gazetteer, default_gazetteer
from claims.extraction.types import JOINT, Claim, Extraction, Provenance
from claims.extraction.version import EXTRACTOR

STAGES = (
    "sentences", "reading", "names", "provenance", "morphology", "entities", "times", "quantities", "quotations", "discourse", "speakers", "narrative",
    "actors", "evidence", "modality", "confidence", "propositions", "gists",
)  # fmt: skip
BATCH = 32  # articles whose Docs are held at a time


@cache
def nlp() -> Language:
    """The loaded pipeline."""
    pipeline = spacy.blank("de")
    pipeline.max_length = 2**31
    pipeline.tokenizer = LinearTokenizer(pipeline.vocab)
    for stage in STAGES:
        pipeline.add_pipe(f"factbase_{stage}")
    return pipeline


@Language.component("factbase_evidence")
def evidence(doc: Doc) -> Doc:
    """Hands every draft the figures and times that stand in its words."""
    for draft in doc._.drafts:
        draft.quantities = [q for q in doc._.quantities if draft.covers(*q.span)]
        draft.times = [t for t in doc._.times if draft.covers(*t.span)]
    return doc


def run(articles: Iterable[Source], gazetteer: Gazetteer | None) -> Iterator[Extraction]:
    """One extraction for each of `articles`, in order. Words seen are forgotten after each batch."""
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        with nlp().memory_zone():
            done = [_extraction(text, published, gazetteer or default_gazetteer()) for text, published in batch]
        yield from done


def _extraction(text: str, published: date | None, gazetteer: Gazetteer) -> Extraction:
    try:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise ValueError(f"character {error.start} is half of a surrogate pair; the text is not Unicode") from error
    if not text.strip():
        return Extraction(text, sha256, EXTRACTOR)
    doc = nlp().make_doc(text)
    doc._.published, doc._.gazetteer = published, gazetteer
    doc = nlp()(doc)
    found: Provenance = doc._.provenance
    return Extraction(text, sha256, EXTRACTOR, found, tuple(_claims(doc, doc._.drafts)))


def _claims(doc: Doc, drafts: list[Draft]) -> Iterator[Claim]:
    ids = {id(draft): f"c{number}" for number, draft in enumerate(drafts, start=1)}
    for draft in drafts:
        parent = ids.get(id(draft.parent)) if draft.parent is not None else None
        yield _claim(doc.text, draft, ids[id(draft)], parent)


def _claim(text: str, draft: Draft, number: str, parent: str | None) -> Claim:
    parts = (_claim(text, part, f"{number}.{at}", parent) for at, part in enumerate(draft.parts, start=1))
    return Claim(
        id=number,
        parent=parent,
        spans=tuple(draft.spans),
        text=JOINT.join(text[a:b] for a, b in draft.spans),
        form=draft.form,
        fragments=tuple(draft.fragments),
        chain=tuple(draft.chain),
        stance=draft.stance,
        certainty=draft.certainty,
        polarity=draft.polarity,
        hearsay=draft.hearsay,
        tense=draft.tense,
        actors=tuple(draft.actors),
        quantities=tuple(draft.quantities),
        times=tuple(draft.times),
        confidence=round(draft.confidence, 3),
        why=tuple(draft.why),
        gist=draft.gist,
        parts=tuple(parts),
    )
