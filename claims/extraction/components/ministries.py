"""Which ministry is meant: "das Außenministerium in Seoul", "Pekings Außenministerium", or that of the state spoken of."""

from collections import defaultdict
from functools import lru_cache

from claims.extraction.components.entities import Entity, entities_between
from claims.extraction.components.memory import Memory
from claims.extraction.components.phrasing import Phrase, looks_like_subject
from claims.extraction.gazetteer import Gazetteer, Word
from sources.knowledge import KnownActor
from sources.names import name_key, stem

_MINISTRY = ("ministerium", "ministeriums", "ministerien")


def read_ministry(memory: Memory, phrase: Phrase) -> bool:
    """ "Das Außenministerium in Seoul", "Pekings Außenministerium"."""
    if not phrase.definite and phrase.start != phrase.head and memory.doc[phrase.start].tag_ == "ART":
        return False
    known = ministry(memory, phrase)
    if known is None:
        return False
    text = phrase.doc[phrase.start : phrase.head + 1].text
    one = memory.actor_of(Entity(*phrase.core, text, known.name, "organisation", known, known, "name"))
    one.gender = "n"
    words = phrase.words if phrase.stop > phrase.end else phrase.core
    if phrase.start == phrase.head and phrase.start and memory.doc[phrase.start - 1].tag_ in {"NE", "FM"}:
        words = (memory.doc[phrase.start - 1].idx, words[1])
    memory.note(words, phrase.start, one, "noun", subject=looks_like_subject(memory.doc, phrase.start))
    return True


def ministry(memory: Memory, phrase: Phrase) -> KnownActor | None:
    """The ministry of the state that the phrase, or else what was said before, speaks of: "das Außenministerium in Seoul"."""
    noun = phrase.noun
    if not name_key(noun).endswith(_MINISTRY):
        return None
    state = (
        _state_beside(memory, phrase)
        or ("germany" if noun.startswith("Bundes") else None)
        or _state_before(memory, phrase)
    )
    found = _ministries(memory.gazetteer).get(
        (state or "", stem(name_key(noun.removeprefix("US-").removeprefix("Bundes")))), ()
    )
    return found[0] if len(found) == 1 else None


def _state_beside(memory: Memory, phrase: Phrase) -> str | None:
    doc = phrase.doc
    low = doc[max(phrase.start - 1, 0)].idx if phrase.start == phrase.head else doc[phrase.start].idx
    after = doc[phrase.end].lower_ if phrase.end < len(doc) else ""
    high = phrase.words[1] if after in {"in", "von"} else phrase.core[1]
    for entity in entities_between(doc, low, high):
        state = _state_of(entity, memory)
        if state is not None:
            return state
    return None


def _state_of(entity: Entity, memory: Memory) -> str | None:
    """The state of the entity; of a capital that is read as a place, the state whose seat it is."""
    if entity.kind == "country" and entity.actor is not None:
        return entity.actor.slug
    if entity.kind != "place":
        return None
    words = [Word(part, 0, 0, whole=True) for part in entity.text.split()]
    candidates = (c for match in memory.gazetteer.matches(words) for c in match.candidates)
    return next((c.actor.slug for c in candidates if c.actor.kind == "country" and c.alias.kind == "metonym"), None)


def _state_before(memory: Memory, phrase: Phrase) -> str | None:
    if not phrase.definite:
        return None
    ranked = memory.best(lambda one: one.kind == "country", within=1)
    actor = ranked[0][1].actor if ranked else None
    return actor.slug if actor is not None else None


@lru_cache(maxsize=4)
def _ministries(gazetteer: Gazetteer) -> dict[tuple[str, str], list[KnownActor]]:
    found: dict[tuple[str, str], list[KnownActor]] = defaultdict(list)
    for actor in gazetteer.known:
        if actor.kind != "organisation" or actor.part_of is None:
            continue
        nouns = {
            stem(name_key(word).removeprefix("bundes"))
            for alias in actor.aliases
            for word in alias.text.replace("US-", "").split()
            if "ministerium" in word.lower()
        }
        for noun in nouns:
            found[actor.part_of, noun].append(actor)
    return found
