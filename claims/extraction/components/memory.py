"""What a reader of an article remembers: who was named, where, how prominently; and whom a word that points back may mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claims.extraction.components.drafts import Draft
from claims.extraction.components.entities import Entity
from claims.extraction.components.referents import Discourse, How, Reference, Referent
from claims.extraction.gazetteer import Gazetteer
from claims.extraction.types import Span
from sources.knowledge import KnownActor

FAR = 4  # sentences back from which on nobody is meant
_MOST = 30  # places that are looked at
_SUBJECT, _REPEATED, _QUOTED, _PER_SENTENCE = 1.3, 0.15, 1.5, 1.0
_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """A place that means `referent`: its first token, the number of its sentence, whether it looks like a subject."""

    referent: Referent
    token: int
    sentence: int
    subject: bool
    speech: Draft | None


@dataclass(slots=True)
class Memory:
    """What was read so far. `kin` are (whose, noun, who); `unnamed` those known by an office only, with their sentence;
    `names` the names of people by their first token, with their end; `met` the ids of all referents so far;
    `known` actors by kind and name, `entities` the places of all but people by their first character, `passed` those that a
    longer phrase accounts for."""

    doc: Doc
    story: Discourse
    gazetteer: Gazetteer
    drafts: Sequence[Draft] = ()
    sentence: int = 0
    seen: list[Seen] = field(default_factory=list)
    kin: list[tuple[Referent | None, str, Referent]] = field(default_factory=list)
    unnamed: list[tuple[Referent, int]] = field(default_factory=list)
    speech: Draft | None = None
    names: dict[int, tuple[int, Referent | None]] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    known: dict[str, Referent] = field(default_factory=dict)
    entities: dict[int, Entity] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)

    def actor_of(self, entity: Entity) -> Referent:
        """Whom the words of a known actor mean, the same at every place."""
        if entity.actor is not None and entity.kind == "person":
            return self.person_of(entity.actor)
        new = Referent(entity.kind, entity.name, entity, plural=entity.kind == "group")
        return self.known.setdefault(f"{entity.kind} {entity.name}", new)

    def person_of(self, actor: KnownActor) -> Referent:
        """The person of the story who is the known `actor`, made where nothing has named them."""
        if actor.slug in self.story.known:
            return self.story.known[actor.slug]
        entity = Entity(0, 0, "", actor.name, "person", actor, actor, "title")
        feminine = actor.gender == "f" if actor.gender else None
        return self.story.add(
            Referent("person", actor.name, entity, feminine, nations=nations_of(self.gazetteer, actor))
        )

    def waiting(self, within: int) -> list[tuple[Referent, int]]:
        """Those of the last sentences who are known by an office only, with the number of their sentence."""
        self.unnamed = [
            (one, n) for one, n in self.unnamed[-_MOST:] if one.turned_out is None and self.sentence - n <= within
        ]
        return self.unnamed

    def named_at(self, words: Span) -> Referent | None:
        """The first person whom a name in these characters means, wherever the reader is."""
        span = self.doc.char_span(*words, alignment_mode="expand")
        named = (
            (self.names[i][1] for i in range(span.start, span.end) if i in self.names) if span is not None else iter(())
        )
        return next((one.itself for one in named if one is not None), None)

    def note(
        self, words: Span, token: int, referent: Referent, how: How, *, subject: bool = False, sure: float = 1.0
    ) -> Referent:
        """Writes down that `words` (characters) mean `referent`."""
        self.story.references.append(Reference(*words, referent, how, subject, sure))
        self.met.add(id(referent.itself))
        self.seen.append(Seen(referent, token, self.sentence, subject, self.speech))
        return referent

    def best(self, fits: Callable[[Referent], bool], *, within: int = FAR) -> list[tuple[float, Referent]]:
        """Who of those that `fits` accepts is most prominent, with a score, best first: near, a subject, named often."""
        scores: dict[int, float] = {}
        found: dict[int, Referent] = {}
        times: dict[int, int] = {}
        for seen in reversed(self.seen[-_MOST:]):
            one = seen.referent.itself
            gap = self.sentence - seen.sentence
            if gap > within:
                break
            if not fits(one):
                continue
            times[id(one)] = times.get(id(one), 0) + 1
            score = seen.subject * _SUBJECT - gap * _PER_SENTENCE - self._in_other_speech(seen) * _QUOTED
            scores[id(one)] = max(scores.get(id(one), -99.0), score)
            found.setdefault(id(one), one)
        ranked = [(scores[key] + _REPEATED * min(times[key], _REPEATS), one) for key, one in found.items()]
        return sorted(ranked, key=lambda pair: -pair[0])

    def _in_other_speech(self, seen: Seen) -> bool:
        """Was it named inside somebody's words, and are we outside of them now?"""
        return seen.speech is not None and seen.speech.form == "direct" and seen.speech is not self.speech


def nations_of(gazetteer: Gazetteer, actor: KnownActor) -> frozenset[str]:
    """The states whose offices somebody held, be it by way of a body of that state."""
    return frozenset(state for office in actor.offices if (state := _state_of(gazetteer, office.of)) is not None)


def _state_of(gazetteer: Gazetteer, slug: str | None) -> str | None:
    for _ in range(5):
        whole = gazetteer.by_slug.get(slug or "")
        if whole is None or whole.kind == "country":
            return slug
        slug = whole.part_of
    return None
