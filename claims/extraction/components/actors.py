"""Whom a claim is about: known actors and people of the article named in its words, and implied subjects ("er")."""

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.cases import role_of
from claims.extraction.components.drafts import Draft
from claims.extraction.components.entities import Entity, entities_between
from claims.extraction.components.morphology import word_class
from claims.extraction.components.references import referents
from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon
from claims.extraction.types import ActorRole, ClaimActor

_SPOKEN_OF = frozenset({"country", "organisation", "outlet", "person", "place"})
_PLACES = tuple(lexicon("grammar")["place_nouns"])
_NOUN_CONTEXT = frozenset({"adjective", "demonym"})


@Language.component("factbase_actors")
def actors(doc: Doc) -> Doc:
    """Sets the actors of every draft."""
    for draft in doc._.drafts:
        draft.actors = _actors_of(doc, draft)
    return doc


def _actors_of(doc: Doc, draft: Draft) -> list[ClaimActor]:
    found: dict[str, ClaimActor] = {}
    for entity in entities_between(doc, draft.start, draft.end):
        if draft.covers(entity.start, entity.end) and _is_spoken_of(entity) and not _is_speaker(draft, entity):
            found.setdefault(entity.name, _claim_actor(doc, entity))
    for person in doc._.people.everybody:
        for at in person.at:
            if (
                person.entity is None
                and draft.covers(at, at + 1)
                and not (_speaks_at(draft, at) or _is_place(person.name))
            ):
                found.setdefault(person.name, _by_name(doc, person.name, at))
    for actor in _implied(doc, draft):
        found.setdefault(actor.name, actor)
    return list(found.values())


def _is_place(name: str) -> bool:
    """ "Hafen Rason", "Insel Saipan": a place noun opens what has the shape of a person's name."""
    first, _, rest = name.partition(" ")
    if not rest or not first.lower().endswith(_PLACES):
        return False
    return first.lower() in _PLACES or word_class(first) == "NN"  # Chantal ends in "tal"


def _is_spoken_of(entity: Entity) -> bool:
    return entity.kind in _SPOKEN_OF


def _is_speaker(draft: Draft, entity: Entity) -> bool:
    """The speaker's own words inside a reported claim: its subject is who speaks, not whom it is about."""
    return draft.speaker is not None and draft.speaker[0] <= entity.start and entity.end <= draft.speaker[1]


def _speaks_at(draft: Draft, at: int) -> bool:
    return draft.speaker is not None and draft.speaker[0] <= at < draft.speaker[1]


def _claim_actor(doc: Doc, entity: Entity) -> ClaimActor:
    qid = entity.actor.qid if entity.actor else None
    named = entity.alias not in _NOUN_CONTEXT and not entity.compound
    role = _role(doc, entity.start, entity.end, person=entity.kind == "person") if named else "about"
    return ClaimActor(entity.name, entity.kind, qid, entity.text, (entity.start, entity.end), role)


def _by_name(doc: Doc, name: str, at: int) -> ClaimActor:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    end = at + len(span.text) if span is not None else at + 1
    last = name.rsplit(maxsplit=1)[-1]
    full = given(doc)[at : at + len(name)]
    stop = at + len(name) if full == name else end
    start = span.start_char if span is not None else at
    surface = given(doc)[start:stop]
    return ClaimActor(
        name, "person", None, surface, (start, stop), _role(doc, start, stop, person=True) if last else "about"
    )


def _role(doc: Doc, start: int, end: int, *, person: bool) -> ActorRole:
    span = doc.char_span(start, end, alignment_mode="expand")
    return role_of(doc, span, person=person) if span is not None else "about"


def _implied(doc: Doc, draft: Draft) -> list[ClaimActor]:
    """Whom the words mean without naming them: the clause around a nested claim, "er", "die beiden Länder"."""
    around = _around(doc, draft) if draft.parent is not None else []
    return [*around, *referents(doc, draft)]


def _around(doc: Doc, draft: Draft) -> list[ClaimActor]:
    """Who does what to whom around a claim inside another's phrase: the actors of the sentence it stands in."""
    place = doc.char_span(draft.start, draft.end, alignment_mode="expand")
    if place is None or draft.parent is None:
        return []
    low, high = place.sent.start_char, place.sent.end_char
    inside = [e for e in entities_between(doc, low, high) if e.end <= high and draft.parent.covers(e.start, e.end)]
    return [_claim_actor(doc, e) for e in inside if _is_spoken_of(e)]
