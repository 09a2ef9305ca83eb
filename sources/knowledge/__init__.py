"""What factbase knows of actors from the start: states, organisations, people, outlets, groups. Data files beside this
module, facts only; pure, so that the extraction core may read it without a database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownAlias:
    """One way to write an actor; `kind` is one of `sources.models.AliasKind`, `language` "de", "en" or ""."""

    text: str
    kind: str = "name"
    language: str = ""
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One actor: `slug` is our identity, `kind` one of `sources.models.ActorKind`, `part_of` the slug of the whole.

    `qid` and `code` (ISO 3166 alpha-2, upper case) come from installed tables only, never from memory.
    """

    slug: str
    name: str
    name_de: str
    kind: str
    qid: str | None = None
    code: str | None = None
    part_of: str | None = None
    aliases: tuple[KnownAlias, ...] = ()
