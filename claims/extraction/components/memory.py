"""What an article has told so far: who spoke last, whom "er" and "sie" may mean, on which outlet it reports."""

from dataclasses import dataclass, field

from claims.extraction.components.drafts import Draft
from claims.extraction.components.people import People, Person
from claims.extraction.types import Hop


@dataclass(slots=True)
class Memory:
    """What an article has told so far: its people, who spoke last, which outlet it reports on."""

    people: People
    last: Hop | None = None
    last_person: Person | None = None
    last_woman: Person | None = None
    last_group: Hop | None = None
    outlet: Hop | None = None
    events: list[tuple[int, Person]] = field(default_factory=list)


def remember_people(memory: Memory, before: int) -> None:
    while memory.events and memory.events[0][0] < before:
        _notice(memory, memory.events.pop(0)[1])


def _notice(memory: Memory, person: Person) -> None:
    """Whoever is named is whom "er" or "sie" may mean next; both, where the article does not show the gender."""
    if person.feminine is not True:
        memory.last_person = person
    if person.feminine is not False:
        memory.last_woman = person


def remember(memory: Memory, draft: Draft, hop: Hop) -> None:
    if draft.parent is None and (hop.name or hop.surface):
        memory.last = hop
    if hop.kind == "outlet" and hop.name:
        memory.outlet = hop
    if hop.kind == "group":
        memory.last_group = hop
    person = memory.people.named(hop.name) if hop.kind == "person" and hop.name else None
    if person:
        _notice(memory, person)


def settled(person: Person | None, *, feminine: bool) -> Person | None:
    """`person`, whose gender the pronoun has now shown."""
    if person is not None and person.feminine is None:
        person.feminine = feminine
    return person
