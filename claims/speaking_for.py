"""For whom somebody speaks: the body that an article puts them with, else the one whose office they held that day."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from claims.naming import Name, organisation_name
from sources.knowledge import KnownActor, by_slug, load
from sources.models import ActorKind

if TYPE_CHECKING:  # the core would bring spaCy into the web process
    from claims.extraction import types


def speaks_for(hop: "types.Hop", published: date | None) -> Name | None:
    """The body that the source of `hop` speaks for, None where nothing tells. Without a day of publication only an
    office that is still held counts."""
    if hop.affiliation:
        return organisation_name(hop.affiliation)
    person = _people().get(hop.name or "") if hop.kind == "person" else None
    year = published.year if published else None
    held = [office.of for office in person.offices if office.is_held(year)] if person else []
    body = by_slug().get(held[-1]) if held else None
    return Name(body.name, body.kind, body.qid) if body else None


@cache
def _people() -> dict[str, KnownActor]:
    return {actor.name: actor for actor in load() if actor.kind == ActorKind.PERSON and actor.offices}
