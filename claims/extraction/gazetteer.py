"""Names of known actors, found in text however they are inflected."""

from collections.abc import Iterable

from sources.knowledge import KnownActor


class Gazetteer:
    """Known actors, indexed by their aliases."""

    def __init__(self, known: Iterable[KnownActor]) -> None:
        self.known = tuple(known)
