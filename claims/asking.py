"""Names in a query: several between commas, `!` for not, quotation marks around a comma; and what they were taken for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sources.matching import STRENGTH, Way
from sources.models import Actor
from sources.resolving import Candidate, Resolution, resolve

_QUOTES = '"„“”»«'
_MARKS = ' "„“\t'  # quotation marks alone are no name
_NAME = re.compile(rf"\s*(!?)\s*(?:[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]\s*|([^,]*)),")
SHOWN = 100  # characters of a name in a message
TOLD = 3  # actors that a message names


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of a query. `typed`: as it stands there, with `!` and quotation marks."""

    name: str
    negated: bool
    typed: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a parameter: the names between its commas, or one name that holds commas."""

    whole: Asked
    names: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors (merged ones followed) that a name in a query was taken for; none where nobody is known by it."""

    asked: Asked
    value: str
    resolution: Resolution
    found: Sequence[Candidate]

    @property
    def actors(self) -> list[Actor]:
        """Whom it was taken for."""
        return [candidate.actor for candidate in self.found]


def keys_of(resolved: Iterable[Resolved]) -> set[int]:
    """The keys of all whom these names were taken for, and of all that was merged into them."""
    return {key for one in resolved for candidate in one.found for key in candidate.family}


def read_value(text: str) -> Value:
    """`text` taken apart at its commas; blanks between commas are no names.

    >>> [name.name for name in read_value('Russland, !Kim, "Maier, Hans"').names]
    ['Russland', 'Kim', 'Maier, Hans']
    """
    text = text.strip()
    found = [_asked(match[1], match[2] or match[3] or "", match[0][:-1]) for match in _NAME.finditer(text + ",")]
    plain = text.removeprefix("!").strip()
    return Value(Asked(plain, text.startswith("!"), text), tuple(one for one in found if one.name.strip(_MARKS)))


def _asked(mark: str, name: str, typed: str) -> Asked:
    return Asked(name.strip(), mark == "!", typed.strip())


def resolve_values(values: Iterable[tuple[str, Value]], kinds: dict[str, Collection[str]]) -> dict[str, list[Resolved]]:
    """What the names in the `values` of parameters were taken for, by parameter, in two queries. `kinds`: which actors a
    parameter looks for first.

    A value with commas is one name where it is exactly somebody's.
    """
    values = list(values)
    asked = dict.fromkeys(name for _parameter, value in values for one in _readings(value) for name in [one.name])
    found = dict(zip(asked, resolve(asked), strict=True))
    resolved: dict[str, list[Resolved]] = {}
    for parameter, value in values:
        for one in _chosen(value, found):
            taken = found[one.name].taken_among(kinds.get(parameter, ()))
            resolved.setdefault(parameter, []).append(Resolved(one, value.whole.typed, found[one.name], taken))
    return resolved


def _readings(value: Value) -> Iterator[Asked]:
    yield from value.names
    if len(value.names) > 1:
        yield value.whole


def _chosen(value: Value, found: dict[str, Resolution]) -> tuple[Asked, ...]:
    if len(value.names) > 1:
        best = found[value.whole.name].taken
        if best and best[0].best.strength <= STRENGTH[Way.ALIAS]:
            return (value.whole,)
    return value.names


def notes_on(resolution: Resolution) -> Iterator[str]:
    """`notes` on a name that was asked by itself, and that it names a place too."""
    asked = Asked(resolution.name, negated=False, typed=resolution.name)
    yield from notes(Resolved(asked, resolution.name, resolution, resolution.taken))
    if place := resolution.place:
        yield _('"%(name)s" is also the name of a place: %(place)s.') % {"name": shown(resolution.name), "place": place}


def notes(resolved: Resolved, *, written: bool = False) -> Iterator[str]:
    """What to know of a name: that nobody is known by it, that it may mean several, or something else as well. `written`:
    rows that merely hold the words were found as well."""
    name = {"name": shown(resolved.asked.name)}
    if not resolved.found:
        told_so = _('No organisation is known by the name "%(name)s"; only what is written just so counts.')
        yield (told_so if written else _unknown(resolved)) % (name | {"actors": told(_below(resolved))})
        return
    best = resolved.found[0].best
    means = name | {"actors": told(resolved.actors)}
    if best.way == Way.PART:
        yield _('"%(name)s" was taken for its parts: %(actors)s.') % means
    elif best.way == Way.OFFICE:
        yield _('"%(name)s" was taken for who holds the office: %(actors)s.') % means
    elif len(resolved.found) > 1:
        yield _('"%(name)s" may mean %(actors)s; all of them count.') % means
    if others := [one.actor for one in _also(resolved)]:
        means |= {"others": told(others), "slugs": ", ".join(actor.slug for actor in others[:TOLD])}
        yield _('"%(name)s" was taken for %(actors)s; it may also mean %(others)s (ask for %(slugs)s).') % means


def _unknown(resolved: Resolved) -> str:
    if resolved.asked.negated:
        return _('No actor is known by the name "%(name)s", so it leaves nothing out.')
    if _below(resolved):
        return _('No actor is known by the name "%(name)s"; words of it mean %(actors)s.')
    return _('No actor is known by the name "%(name)s".')


def _below(resolved: Resolved) -> list[Actor]:
    return [one.actor for one in resolved.resolution.candidates]


def _also(resolved: Resolved) -> list[Candidate]:
    """Whom the name means as well as who was taken: where that was by its slug, or where it names a state by a city."""
    taken = resolved.actors
    by_slug = resolved.found[0].best.way == Way.SLUG
    return [
        one
        for one in resolved.resolution.candidates
        if one.actor not in taken
        and (one.best.way == Way.PLACE or (by_slug and one.best.strength == STRENGTH[Way.NAME]))
    ]


def told(actors: Sequence[Actor]) -> str:
    """The names of some `actors` in the reader's language, and how many more there are."""
    german = (get_language() or "").startswith("de")
    names = list(dict.fromkeys((german and actor.name_de) or actor.name for actor in actors))
    more = len(names) - TOLD
    if more > 1:
        return _("%(names)s and %(n)s others") % {"names": ", ".join(names[:TOLD]), "n": more}
    return ", ".join(names)


def shown(name: str) -> str:
    """`name` as a message can show it: one line, no control characters, not too long."""
    plain = "".join(character if character.isprintable() else " " for character in name[: SHOWN + 1])
    plain = " ".join(plain.split()) or "�"
    return f"{plain[:SHOWN]}…" if len(name) > SHOWN else plain
