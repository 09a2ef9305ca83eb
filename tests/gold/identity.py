"""Whom words mean: for each mention of who_is_who.yaml the answers that the extraction gives, given the words."""

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from claims.extraction.components.drafts import Draft
from claims.extraction.components.speakers import hop_of
from claims.extraction.gazetteer import default_gazetteer
from claims.extraction.pipeline import nlp
from sources.names import name_key
from tests.gold import located

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom words mean, as the extraction has it."""

    name: str | None
    kind: str
    role: str | None = None
    affiliation: str | None = None


def read(text: str) -> Doc:
    """The Doc of `text` with everything that the extraction finds in it."""
    doc = nlp().make_doc(text)
    doc._.gazetteer = default_gazetteer()
    return nlp()(doc)


def answers(doc: Doc, entry: Entry, mention: Entry) -> list[Answer]:
    """Whom the words of `mention` mean: as those who speak, or as those spoken of; several where they mean several."""
    words = located(entry["text"], mention["words"])
    if mention["as"] == "source":
        return [_as_source(doc, words)]
    found = {id(r.referent.itself): r.referent.itself for r in doc._.discourse.covering(*words)}
    return [Answer(one.name, one.kind if one.name else "unknown", one.role, one.affiliation) for one in found.values()]


def is_right(mention: Entry, given: list[Answer]) -> bool:
    """Is `mention` answered as the gold has it: name, kind, and role and affiliation where it tells them?"""
    if mention["name"] is None:
        return all(answer.name is None for answer in given) and all(_told(mention, answer) for answer in given[:1])
    return any(
        answer.name == mention["name"] and answer.kind == mention["kind"] and _told(mention, answer) for answer in given
    )


def _told(mention: Entry, answer: Answer) -> bool:
    return all(
        name_key(mention[key]) == name_key(getattr(answer, key) or "")
        for key in ("role", "affiliation")
        if key in mention
    )


def _as_source(doc: Doc, words: tuple[int, int]) -> Answer:
    hop = hop_of(doc, Draft(spans=[], form="indirect", speaker=words))
    return Answer(hop.name, hop.kind, hop.role, hop.affiliation)
