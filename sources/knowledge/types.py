"""The dataclasses of the knowledge base; pure, so that the extraction core may read it without a database."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownAlias:
    """One way to write an actor; `kind` is one of `sources.models.AliasKind`, `language` "de", "en" or "".

    `ambiguous`: the words also mean another actor ("Kim") or something else altogether ("Welt"), so they need support.
    `english`: the same in English where a data file pairs the two ("Kairo" with "Cairo"), else "".
    """

    text: str
    kind: str = "name"
    language: str = ""
    ambiguous: bool = False
    english: str = field(default="", compare=False)  # no column of the database holds it


@dataclass(frozen=True, slots=True)
class Office:
    """What a person is or was: German title in the person's own gender, of which actor (slug), in which years.

    `since` and `until` are years; `until` None means that no end is known.
    """

    title: str
    of: str
    since: int
    until: int | None = None

    def is_held(self, year: int | None) -> bool:
        """Is it held in `year`; None: today?"""
        if year is None:
            return self.until is None
        return self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One actor: `slug` is our identity, `kind` one of `sources.models.ActorKind`, `part_of` the slug of the whole.

    `qid` and `code` (ISO 3166 alpha-2 or subdivision, upper case; EU and UN have one too) come from installed tables
    only, never from memory. `anonymity` is given for groups ("collective" or "anonymous"), `gender` ("f" or "m") and
    `offices` for people.
    """

    slug: str
    name: str
    name_de: str
    kind: str
    qid: str | None = None
    code: str | None = None
    part_of: str | None = None
    aliases: tuple[KnownAlias, ...] = ()
    anonymity: str | None = None
    gender: str | None = None
    offices: tuple[Office, ...] = ()
