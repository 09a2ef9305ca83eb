"""Are two actors one and the same? What speaks for it and how much; pure. A sure answer takes a full name and an affiliation
that agree; whatever is weaker is for a curator to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from sources.names import is_same_name, is_same_spelling, name_key, spelling_key, stem_key
from sources.organisations import Agreement, agreement, organisation_key, taken_apart, words

PERSON = "person"
SUGGESTED_KINDS = frozenset({PERSON, "organisation", "outlet"})
LEAST = 0.3  # what scores less is not suggested
LONGEST_ABBREVIATION = 6
# What each reason adds. Those of the name exclude each other, and so do those of the affiliation.
SCORES = {
    "same_name": 0.6,
    "same_words": 0.55,
    "surname": 0.3,
    "sort_of_thing": 0.5,
    "abbreviation": 0.45,
    "same_affiliation": 0.35,
    "similar_affiliation": 0.15,
    "other_affiliation": -0.15,
    "no_affiliation": 0.0,
}
ONE_WORD = 0.2  # what agreement of a surname alone is worth less


@dataclass(frozen=True, slots=True)
class Affiliated:
    """An organisation that somebody belongs to: as written, and the actor that it is, if that is known."""

    name: str
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an actor and all that was merged into it."""

    kind: str
    names: tuple[str, ...]
    organisations: tuple[Affiliated, ...] = ()
    ids: frozenset[str] = frozenset()
    known: bool = False  # to the knowledge base, where two entries are two


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for it or against, with the words of both that say so."""

    code: str
    one: str = ""
    other: str = ""
    score: float = 0.0

    def as_json(self) -> dict[str, str]:
        """As it is stored."""
        return {"code": self.code, "one": self.one, "other": self.other}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for two actors being one, 0 to 1, and what."""

    score: float
    reasons: tuple[Reason, ...]


def likeness(one: Profile, other: Profile) -> Likeness | None:
    """What speaks for `one` and `other` being the same; None where too little does, or where it cannot be."""
    if one.kind != other.kind or one.kind not in SUGGESTED_KINDS or _are_two(one, other):
        return None
    reasons = _of_persons(one, other) if one.kind == PERSON else _of_organisations(one, other)
    score = round(sum(reason.score for reason in reasons), 2)
    return Likeness(min(score, 1.0), tuple(reasons)) if reasons and score >= LEAST else None


def blocks(profile: Profile) -> set[tuple[str, str]]:
    """Keys, each with the column of an alias that holds it or "surname"; two actors that share none are not alike."""
    if profile.kind == PERSON:
        houses = {key for organisation in profile.organisations if (key := organisation_key(organisation.name))}
        surnames = {surname for name in profile.names for surname, _first in surname_and_first(name)}
        people = {("spelling", spelling_key(name)) for name in profile.names}
        return people | {("surname", f"{surname} {house}") for surname, house in product(surnames, houses)}
    found = {("stem", stem_key(name)) for name in profile.names}
    found |= {("key", letters) for name in profile.names for letters in {name_key(name), *abbreviations(name)}}
    found |= {("core", key) for name in profile.names if (key := organisation_key(name))}
    return found | {("spelling", spelling_key(name)) for name in profile.names}


def _are_two(one: Profile, other: Profile) -> bool:
    return (one.known and other.known) or bool(one.ids and other.ids and one.ids != other.ids)


def belongs(organisations: Iterable[Affiliated], others: Iterable[Affiliated]) -> Agreement:
    """How well what two persons belong to agrees, at best."""
    return max((_agreement(*pair) for pair in product(organisations, tuple(others))), default=Agreement.NONE)


def surname_and_first(name: str) -> list[tuple[str, str]]:
    """The ways to read a name as family name and the rest: it may come first or last."""
    parts = name_key(name.replace("-", "")).split()
    if len(parts) < 2:
        return [(part, "") for part in parts]
    return [(parts[-1], " ".join(parts[:-1])), (parts[0], " ".join(parts[1:]))]


def abbreviations(name: str) -> set[str]:
    """The letters that may stand for `name`, small words left out: "swp" for "Stiftung Wissenschaft und Politik"."""
    letters = "".join(part[0] for part in name_key(name).split() if part not in words().noise)
    return {letters} if 2 < len(letters) <= LONGEST_ABBREVIATION else set()


def _of_persons(one: Profile, other: Profile) -> list[Reason]:
    by_name = _best(_same_person(*pair) for pair in product(one.names, other.names))
    if by_name is None:
        return []
    by_place = _affiliation(one, other)
    if by_name.code == "surname" and by_place.code != "same_affiliation":
        return []
    return [by_name, by_place]


def _of_organisations(one: Profile, other: Profile) -> list[Reason]:
    found = _best(_same_organisation(*pair) for pair in product(one.names, other.names))
    return [found] if found else []


def _best(reasons: Iterable[Reason | None]) -> Reason | None:
    found = [reason for reason in reasons if reason]
    return max(found, key=lambda reason: (reason.score, reason.one, reason.other), default=None)


def _same_person(one: str, other: str) -> Reason | None:
    less = 0.0 if is_same_name(one, other) else ONE_WORD
    if name_key(one) == name_key(other):
        return Reason("same_name", one, other, SCORES["same_name"] - less)
    if is_same_spelling(one, other):
        return Reason("same_words", one, other, SCORES["same_words"] - less)
    if any(_compatible(ours, theirs) for ours in surname_and_first(one) for theirs in surname_and_first(other)):
        return Reason("surname", one, other, SCORES["surname"])
    return None


def _compatible(ours: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """One family name, and first names of which one begins or shortens the other: "L.", "Leif", "Leif-Eric"."""
    if ours[0] != theirs[0] or len(ours[0]) < 2:
        return False
    short, long = sorted((ours[1].replace(" ", ""), theirs[1].replace(" ", "")), key=len)
    return long.startswith(short)


def _affiliation(one: Profile, other: Profile) -> Reason:
    pairs = list(product(one.organisations, other.organisations))
    if not pairs:
        return Reason("no_affiliation")
    ours, theirs = max(pairs, key=lambda pair: (_agreement(*pair), pair[0].name, pair[1].name))
    codes = {Agreement.STRONG: "same_affiliation", Agreement.WEAK: "similar_affiliation"}
    code = codes.get(_agreement(ours, theirs), "other_affiliation")
    return Reason(code, ours.name, theirs.name, SCORES[code])


def _agreement(one: Affiliated, other: Affiliated) -> Agreement:
    if one.actor is not None and one.actor == other.actor:
        return Agreement.STRONG
    return agreement(one.name, other.name)


def _same_organisation(one: str, other: str) -> Reason | None:
    ours, theirs = name_key(one), name_key(other)
    if ours == theirs:
        return Reason("same_name", one, other, SCORES["same_name"])
    if sorted(stem_key(one).split()) == sorted(stem_key(other).split()):
        return Reason("same_words", one, other, SCORES["same_words"])
    if theirs in abbreviations(one) or ours in abbreviations(other):
        return Reason("abbreviation", one, other, SCORES["abbreviation"])
    if _same_but_for_sort(one, other):
        return Reason("sort_of_thing", one, other, SCORES["sort_of_thing"])
    return None


def _same_but_for_sort(one: str, other: str) -> bool:
    """The same proper name, and no sort of thing that contradicts: the parliament of Europe is not its court."""
    ours, theirs = taken_apart(one), taken_apart(other)
    sorts = ours.sorts <= theirs.sorts or theirs.sorts <= ours.sorts
    return ours.core == theirs.core and sorts and agreement(one, other) == Agreement.STRONG
