"""What factbase knows of actors from the start: states, organisations, people, outlets, groups. Data files beside this
module, facts only; pure, so that the extraction core may read it without a database."""

from functools import cache

from sources.knowledge.loading import read_all
from sources.knowledge.types import KnownActor, KnownAlias, Office

__all__ = ["KnownActor", "KnownAlias", "Office", "load"]


@cache
def load() -> tuple[KnownActor, ...]:
    """Every known actor, states first, in the order of the files; read once a process.

    Raises ValueError that names file and entry where a data file holds what it must not.
    """
    return read_all()
