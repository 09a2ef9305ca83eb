"""Whom the words of an article stand for: one `Referent` for each person, state or body, one `Reference` for each place
that means it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from claims.extraction.components.entities import Entity
from claims.extraction.types import Kind
from sources.knowledge import KnownActor
from sources.names import is_same_spelling, name_key, spelling_key

How = Literal["name", "role", "noun", "pronoun", "phrase"]

TITLES = frozenset(
    {"dr.", "prof.", "herr", "herrn", "frau", "sir", "lord", "graf", "dr", "prof", "med.", "rer.", "phil.", "familie"}
)
_LONGEST = 400  # characters of a reference


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something of the article. `name` is None where it is never named; `entity` is the first place of a
    known actor; `feminine` tells a person's gender, `gender` that of the noun for a body ("m", "f", "n")."""

    kind: Kind
    name: str | None = None
    entity: Entity | None = None
    feminine: bool | None = None
    gender: str = ""
    role: str | None = None
    affiliation: str | None = None
    nations: frozenset[str] = frozenset()
    plural: bool = False
    turned_out: "Referent | None" = None

    @property
    def itself(self) -> "Referent":
        """Whom it turned out to be in the end."""
        return self.turned_out.itself if self.turned_out is not None else self

    @property
    def actor(self) -> KnownActor | None:
        """Who it is in the knowledge base."""
        return self.entity.actor if self.entity is not None else None

    @property
    def qid(self) -> str | None:
        """The Wikidata id of a known actor."""
        return self.actor.qid if self.actor is not None else None

    @property
    def surname(self) -> str:
        return name_words(self.name or "x")[-1]

    def become(self, other: "Referent") -> None:
        """It turned out to be `other`, who gets what was known of it."""
        if self.itself is other.itself:
            return
        other = other.itself
        mine = self.itself
        fuller = mine.role is not None and other.role is not None and mine.role.lower().endswith(other.role.lower())
        other.role = mine.role if fuller else other.role or mine.role
        other.affiliation = other.affiliation or mine.affiliation
        other.feminine = other.feminine if other.feminine is not None else mine.feminine
        mine.turned_out = other


@dataclass(frozen=True, slots=True)
class Reference:
    """Characters [start, end) that stand for `referent`. `subject`: as far as the order of words tells; `how` "phrase" is a
    name with all that belongs to it, whose name has a reference of its own."""

    start: int
    end: int
    referent: Referent
    how: How
    subject: bool = False
    sure: float = 1.0


@dataclass(slots=True)
class Discourse:
    """Everybody whom an article speaks of, and where. `references` are in the order of the text once it is sorted; `known`
    are people of the knowledge base by slug."""

    people: list[Referent] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    known: dict[str, Referent] = field(default_factory=dict)
    _by_word: dict[str, list[Referent]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: Referent) -> Referent:
        """Puts a new person in."""
        self.people.append(person)
        if person.actor is not None:
            self.known.setdefault(person.actor.slug, person)
        words = name_words(person.name or "")
        for key in {*words[:1], *words[-1:], spelling_key(person.name or "")}:
            self._by_word[key].append(person)
        return person

    def family(self, surname: str) -> list[Referent]:
        """The people whose name ends with this word."""
        return [one for one in self._by_word.get(surname, ()) if one.surname == surname]

    def sort(self) -> None:
        self.references.sort(key=lambda r: (r.start, -r.end))
        self.starts = [reference.start for reference in self.references]

    def between(self, start: int, end: int) -> Sequence[Reference]:
        """The references that start in the characters [start, end)."""
        return self.references[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def covering(self, start: int, end: int) -> list[Reference]:
        """The references of just these characters, else the longest that share some; several where the words mean several."""
        near = [r for r in self.between(start - _LONGEST, end) if r.end > start]
        near = [r for r in near if (r.start, r.end) == (start, end)] or near
        longest = max((r.end - r.start for r in near), default=0)
        return [r for r in near if r.end - r.start == longest]

    def named(self, words: str, entity: Entity | None = None) -> list[Referent]:
        """The people whom `words` name in full, or by a part of the name, in the order of their first place."""
        parts = name_words(words)
        if not parts:
            return []
        if entity is not None and entity.actor is not None and entity.actor.slug in self.known:
            return [self.known[entity.actor.slug]]
        keys = {parts[0], parts[-1], parts[0].removesuffix("s"), parts[-1].removesuffix("s"), spelling_key(words)}
        near = {id(one): one for key in keys for one in self._by_word.get(key, ())}
        return [one for one in near.values() if _is_called(one, words, parts, entity)]


def name_words(words: str) -> list[str]:
    """The words of a person's name as keys, without titles; what hyphens join is one."""
    keys = (name_key(word) for word in words.split() if word.lower() not in TITLES)
    return [key for key in keys if key]


def _is_called(person: Referent, words: str, parts: list[str], entity: Entity | None) -> bool:
    if entity is not None and person.entity is not None:
        return person.entity.name == entity.name
    own = name_words(person.name or "")
    if len(parts) == 1:
        return any(parts[0] in {word, word + "s"} for word in (own[0], own[-1])) if own else False
    if len(own) == 1:
        return own[0] in {parts[-1], parts[0]} and entity is None
    within = parts[-1] in {own[-1], own[-1] + "s"} and parts[0] == own[0]
    return within or is_same_spelling(person.name or "", words)


Doc.set_extension("discourse", default=None, force=True)
