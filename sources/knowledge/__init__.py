"""What factbase knows of actors from the start: states, organisations, people, outlets, groups. Data files beside this
module, facts only; pure, so that the extraction core may read it without a database."""

from functools import cache

from sources.knowledge.loading import read_all
from sources.knowledge.types import KnownActor, KnownAlias, Office

__all__ = ["KnownActor", "KnownAlias", "Office", "by_slug", "english_name", "load"]


@cache
def load() -> tuple[KnownActor, ...]:
    """Every known actor, states first, in the order of the files; read once a process.

    Raises ValueError that names file and entry where a data file holds what it must not.
    """
    return read_all()


@cache
def by_slug() -> dict[str, KnownActor]:
    """Every known actor by its slug."""
    return {actor.slug: actor for actor in load()}


@cache
def _english_names() -> dict[str, str]:
    return {alias.text: alias.english for actor in load() for alias in actor.aliases if alias.english}


def english_name(text: str) -> str:
    """The English name of a city or seat of power that is known under `text` ("Kairo": "Cairo"), else `text`."""
    return _english_names().get(text, text)
