"""Whom a claim is about: known actors and people of the article named in its words, and implied subjects ("er")."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.cases import role_of
from claims.extraction.components.drafts import Draft
from claims.extraction.components.referents import Reference, Referent
from claims.extraction.components.tokens import given
from claims.extraction.types import ActorRole, ClaimActor, Span

_SPOKEN_OF = frozenset({"country", "organisation", "outlet", "person", "place"})
_NOUN_CONTEXT = frozenset({"adjective", "demonym"})


@Language.component("factbase_actors")
def actors(doc: Doc) -> Doc:
    """Sets the actors of every draft."""
    for draft in doc._.drafts:
        draft.actors = actors_of(doc, draft)
    return doc


def actors_of(doc: Doc, draft: Draft) -> list[ClaimActor]:
    """Everybody whom a reference in the words of `draft` means, but for its speaker; each once, where named first. So are
    those of a subject that it shares with the clause before it."""
    found: dict[str, ClaimActor] = {}
    around = _around(doc, draft) if draft.parent is not None else []
    shared = [draft.subject] if draft.subject is not None else []
    for low, high in [*shared, *draft.spans, *around]:
        for reference in outermost(doc._.discourse.between(low, high)):
            one = reference.referent.itself
            if reference.end <= high and one.name and one.kind in _SPOKEN_OF and not _is_speaker(draft, reference):
                actor = _claim_actor(doc, reference)
                found.setdefault(actor.name, actor)
    return list(found.values())


def outermost(references: Iterable[Reference]) -> Iterator[Reference]:
    """`references` (in the order of the text) without the state in "der Brite", where that is somebody."""
    noun: Span = (0, 0)
    for reference in references:
        words = (reference.start, reference.end)
        if reference.how == "phrase" or (noun[0] <= words[0] and words[1] <= noun[1] and words != noun):
            continue
        noun = words if reference.how == "noun" else noun
        yield reference


def _is_speaker(draft: Draft, reference: Reference) -> bool:
    """The speaker's own words inside a reported claim: its subject is who speaks, not whom it is about."""
    return draft.speaker is not None and draft.speaker[0] <= reference.start and reference.end <= draft.speaker[1]


def _claim_actor(doc: Doc, reference: Reference) -> ClaimActor:
    one = reference.referent.itself
    words = (reference.start, reference.end)
    span = doc.char_span(*words, alignment_mode="expand")
    named = span is not None and not _modifies(one, reference)
    role: ActorRole = role_of(doc, span, person=one.kind == "person") if named and span is not None else "about"
    return ClaimActor(one.name or "", one.kind, one.qid, given(doc)[slice(*words)], words, role)


def _modifies(one: Referent, reference: Reference) -> bool:
    """Is it an adjective or part of a compound: "russisch", "US-"?"""
    entity = next((e for e in (one.entity,) if e is not None and e.start == reference.start), None)
    return entity is not None and (entity.alias in _NOUN_CONTEXT or entity.compound)


def _around(doc: Doc, draft: Draft) -> list[Span]:
    """The sentence around a claim inside another's phrase, as far as it is the other's: who does what to whom."""
    place = doc.char_span(draft.start, draft.end, alignment_mode="expand")
    if place is None or draft.parent is None:
        return []
    low, high = place.sent.start_char, place.sent.end_char
    return [(max(low, start), min(high, end)) for start, end in draft.parent.spans if start < high and end > low]
