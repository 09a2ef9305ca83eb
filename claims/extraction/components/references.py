"""Whom a claim means by "er", "das Land" or "die beiden Länder": actors that its own words do not name."""

from collections import Counter
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from claims.extraction.components.cases import opening, role_of
from claims.extraction.components.drafts import Draft
from claims.extraction.components.entities import entities_between
from claims.extraction.components.people import Person
from claims.extraction.lexicon import lexicon
from claims.extraction.types import ClaimActor

if TYPE_CHECKING:
    from claims.extraction.components.entities import Entity

_STATES = frozenset(lexicon("grammar")["state_nouns"])
_STATE = frozenset({"Land", "Landes", "Lande", "Staat", "Staates"})
_MOST = 8  # states of a sentence that are looked at
_REACH = 1500  # characters back that a pronoun or "das Land" may point


def referents(doc: Doc, draft: Draft) -> list[ClaimActor]:
    """The actors that pronouns and nouns of `draft` stand for; the surface is where the name last stood before."""
    found: list[ClaimActor] = []
    for token in (token for span in draft.tokens(doc) for token in span):
        if token.lower_ == "er" and not _man_inside(doc, draft, token):
            found.extend(_man(doc, draft, token))
        elif token.text in _STATES and token.i and doc[token.i - 1].lower_ in {"beiden", "beide"}:
            found.extend(_states(doc, token, 2))
        elif token.text in _STATE and token.i and doc[token.i - 1].lower_ in {"das", "des", "dem", "dieses", "diesem"}:
            found.extend(_states(doc, token, 1))
    return found


def _man_inside(doc: Doc, draft: Draft, pronoun: Token) -> bool:
    """Does the claim itself name a man before the pronoun? Then that is who "er" is."""
    return any(
        draft.covers(at, at + 1) and at < pronoun.idx for p in doc._.people.everybody if not p.feminine for at in p.at
    )


def _man(doc: Doc, draft: Draft, pronoun: Token) -> list[ClaimActor]:
    speaker = draft.chain[0].name if draft.chain else None
    if draft.form == "indirect" and draft.chain and draft.chain[0].kind == "person" and speaker:
        person = doc._.people.named(speaker)
        if person is not None and not person.feminine:
            return _as_actor(doc, person, pronoun.idx)
    men = [p for p in doc._.people.everybody if not p.feminine and p.name != speaker]
    latest = max(men, key=lambda p: max((at for at in p.at if at < pronoun.idx), default=-1), default=None)
    return _as_actor(doc, latest, pronoun.idx) if latest is not None else []


def _as_actor(doc: Doc, person: Person, before: int) -> list[ClaimActor]:
    at = max((at for at in person.at if at < before), default=-1)
    span = doc.char_span(at, at + 1, alignment_mode="expand") if at >= 0 and before - at < _REACH else None
    if span is None:
        return []
    qid = person.entity.actor.qid if person.entity and person.entity.actor else None
    return [ClaimActor(person.name, "person", qid, span.text, (span.start_char, span.end_char), "agent")]


def _states(doc: Doc, noun: Token, number: int) -> list[ClaimActor]:
    """The state that the last sentence naming one is about, or the two named most often before `noun`; none where there
    are not that many."""
    near = entities_between(doc, noun.idx - _REACH * number, noun.idx)
    named = [entity for entity in near if entity.end <= noun.idx and entity.kind == "country"]
    latest = {entity.name: entity for entity in named}
    if len(latest) < number:
        return []
    if number == 1:
        chosen = [_topic(doc, named)]
    else:
        count = Counter(entity.name for entity in reversed(named))
        chosen = [latest[name] for name, _ in count.most_common(number)]
    return [ClaimActor(e.name, e.kind, e.actor.qid if e.actor else None, e.text, (e.start, e.end)) for e in chosen]


def _topic(doc: Doc, named: "list[Entity]") -> "Entity":
    """Of `named` the state that the sentence of the last one is about: its subject, else the one most often named there."""
    last = doc.char_span(named[-1].start, named[-1].end, alignment_mode="expand")
    low = doc[opening(doc, last.start)].idx if last is not None else named[-1].start
    here = [entity for entity in named[-_MOST:] if entity.start >= low]
    subject = next((entity for entity in here if _is_subject(doc, entity)), None)
    if subject is not None:
        return subject
    count = Counter(entity.name for entity in here)
    return max(reversed(here), key=lambda entity: count[entity.name])


def _is_subject(doc: Doc, entity: "Entity") -> bool:
    span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
    named = entity.alias not in {"adjective", "demonym"} and not entity.compound
    return span is not None and named and role_of(doc, span, person=False) == "agent"
