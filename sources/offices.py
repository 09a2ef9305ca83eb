"""Who held which office when, by title and by whose office it is; pure, so that the extraction core may use it too."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sources.knowledge import load
from sources.knowledge.types import KnownActor, Office
from sources.names import name_key, stem


@dataclass(frozen=True, slots=True)
class Held:
    """An office with whoever held it."""

    holder: KnownActor
    office: Office


class Offices:
    """The offices of known people."""

    def __init__(self, known: Iterable[KnownActor]) -> None:
        self._held: dict[tuple[str, str], list[Held]] = defaultdict(list)
        for actor in known:
            for office in actor.offices:
                self._held[stem(name_key(office.title)), office.of].append(Held(actor, office))
        self._titles = frozenset(title for title, _of in self._held)

    def is_title(self, title: str) -> bool:
        """Is `title`, however inflected, an office of anybody?"""
        return stem(name_key(title)) in self._titles

    def held(self, title: str, of: str) -> Sequence[Held]:
        """Everybody who held the office `title` ("Präsidenten") of the actor `of` (slug), in the order of the files."""
        return self._held.get((stem(name_key(title)), of), ())


@cache
def known_offices() -> Offices:
    """The offices of the knowledge base."""
    return Offices(load())
