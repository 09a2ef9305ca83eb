"""Who is named in the text: known actors by the gazetteer, and people by the shape of their names."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.titles import without_foreign_titles
from claims.extraction.components.tokens import given
from claims.extraction.components.towns import is_building, is_town
from claims.extraction.gazetteer import Candidate, Gazetteer, Match, default_gazetteer, words_of
from claims.extraction.types import Kind
from sources.knowledge import KnownActor, english_name

Doc.set_extension("gazetteer", default=None, force=True)
Doc.set_extension("entities", default=(), force=True)
Doc.set_extension("entity_starts", default=(), force=True)


@dataclass(frozen=True, slots=True)
class Entity:
    """Words that name somebody: an actor of the gazetteer, or (`actor` None) a person by the article alone."""

    start: int
    end: int
    text: str
    name: str
    kind: Kind
    actor: KnownActor | None
    source: KnownActor | None  # who it is as one who speaks: the Kremlin where it is Russia as the one spoken of
    alias: str  # kind of the alias
    compound: bool = False


@Language.component("factbase_entities", assigns=["doc._.entities"])
def entities(doc: Doc) -> Doc:
    """Finds every known actor of the Doc, in the order of the text."""
    gazetteer: Gazetteer = doc._.gazetteer or default_gazetteer()
    text = given(doc)
    matches = [match for start, end in doc._.paragraphs for match in gazetteer.matches(words_of(text, start, end))]
    found = without_foreign_titles(doc, gazetteer, matches)
    sure = {c.actor.slug for match in found for c in match.candidates if not c.alias.ambiguous}
    made: list[Entity] = []
    for match in found:
        entity = _entity(doc, match, sure, made[-1] if made else None)
        made.extend([entity] if entity else [])
    doc._.entities = tuple(made)
    doc._.entity_starts = [entity.start for entity in doc._.entities]
    return doc


def entities_between(doc: Doc, start: int, end: int) -> Sequence[Entity]:
    """The entities of `doc` that start in the characters [start, end)."""
    starts = doc._.entity_starts
    found: Sequence[Entity] = doc._.entities[bisect_left(starts, start) : bisect_left(starts, end)]
    return found


def _entity(doc: Doc, match: Match, sure: set[str], before: Entity | None) -> Entity | None:
    supported = [
        c for c in match.candidates if not c.alias.ambiguous or c.actor.slug in sure or _unmistakable(doc, match, c)
    ]
    if not supported:
        return None
    text = given(doc)[match.start : match.end]
    supported.sort(key=lambda c: c.alias.text != text)  # "Schwede" is no "Schweden"
    about = _best(supported, sure, prefer_country=True)
    source = _best(supported, sure, prefer_country=False)
    kind: Kind = about.actor.kind  # type: ignore[assignment]  # the kinds of the knowledge base are those of the contract
    name = about.actor.name
    seat = about.alias.kind == "metonym" and about.actor.kind in {"country", "organisation"}
    building = seat and is_building(doc, match)
    if seat and (building or is_town(doc, match) or _lists_places(doc, match, before)):
        name = source.actor.name if building else english_name(about.alias.text)
        return Entity(match.start, match.end, text, name, "place", None, None, "place", match.compound)
    return Entity(match.start, match.end, text, name, kind, about.actor, source.actor, about.alias.kind, match.compound)


def _best(candidates: list[Candidate], sure: set[str], *, prefer_country: bool) -> Candidate:
    seats = [c for c in candidates if c.alias.kind == "metonym" and c.actor.kind == "organisation"]

    def rank(candidate: Candidate) -> tuple[bool, bool, bool]:
        """The seat of a union of states ("Brüssel") is that of the union, unless the state is named otherwise."""
        if seats and candidate.actor.kind == "country":
            return (candidate.actor.slug not in sure, True, True)
        country = candidate.actor.kind == "country" or candidate in seats
        return (country is not prefer_country, candidate.actor.slug not in sure, candidate.alias.ambiguous)

    return min(candidates, key=rank)


def _unmistakable(doc: Doc, match: Match, candidate: Candidate) -> bool:
    """An ambiguous alias that its surroundings make clear: a seat of power that is no common word, a paper's title in
    quotation marks, a surname after an office."""
    alias, before = candidate.alias, given(doc)[max(0, match.start - 2) : match.start]
    if alias.kind == "metonym" or (candidate.actor.kind == "organisation" and alias.kind == "name"):
        return True
    if candidate.actor.kind == "outlet":
        return before[-1:] in {"„", '"', "»", "“", "‚"}
    if candidate.actor.kind == "person" and alias.kind == "short":
        return bool(
            re.search(
                r"(?:minister|präsident|kanzler|chef|haber|sprecher|führer)(?:in)?\s$",
                given(doc)[max(0, match.start - 30) : match.start],
                re.IGNORECASE,
            )
        )
    return candidate.actor.kind == "country" and alias.kind in {"short", "name"}


def _lists_places(doc: Doc, match: Match, before: Entity | None) -> bool:
    """Does the name go on with a list of places: "in Kairo, Beirut und Mogadischu"?"""
    joint = given(doc)[before.end : match.start].strip() if before is not None and before.kind == "place" else ""
    return joint in {",", "und", "oder", "sowie"}
