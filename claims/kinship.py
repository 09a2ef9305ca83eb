"""Whom else an actor stands for, by the knowledge base: who governs for the state, a capital for its state. Pure."""

from datetime import date
from functools import cache

from sources.knowledge import KnownActor, by_slug, load


def stands_for(slug: str, name: str, published: date | None) -> frozenset[str]:
    """The slugs of whatever the actor with this slug and English name is part of, leads or is the seat of at that time."""
    found: set[str] = set()
    known = by_slug().get(slug)
    near = [*_offices(known, published), *([known.part_of] if known and known.part_of else []), *_states(name)]
    while near:
        one = near.pop()
        if one not in found:
            found.add(one)
            whole = by_slug().get(one)
            near += [whole.part_of] if whole and whole.part_of else []
    return frozenset(found)


def _offices(known: KnownActor | None, published: date | None) -> list[str]:
    year = published.year if published else None
    return [office.of for office in known.offices if office.is_held(year)] if known else []


def _states(name: str) -> list[str]:
    return [_seats()[name]] if name in _seats() else []


@cache
def _seats() -> dict[str, str]:
    """The states by the English names of their capitals and seats of power."""
    return {
        alias.english: actor.slug
        for actor in load()
        for alias in actor.aliases
        if alias.kind == "metonym" and alias.english
    }
