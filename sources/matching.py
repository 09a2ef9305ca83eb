"""How a name that somebody typed may stand for an actor: what to look up for it, what a find is worth, and what the parts
of a compound mean. Pure: the database is asked elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sources.knowledge import english_name
from sources.names import is_same_spelling, name_key, spelling_of_key, stems_of_words

LONGEST = 300  # characters; what is longer is no name
MOST_WORDS = 8  # of a name that is taken apart
LONGEST_PART = 4  # words
LARGEST_KEY = 2**63 - 1
SHORTEST = 3  # letters of a surname, and of a name that may be written otherwise
_SLUG = re.compile(r"[a-z0-9_]+(?:-[a-z0-9_]+)*")
_QID = re.compile(r"[Qq][1-9][0-9]{0,18}")
_CODE = re.compile(r"[A-Za-z0-9]{2,3}(?:-[A-Za-z0-9]{1,6})?")
_ARTICLES = {"der", "die", "das", "den", "dem", "des", "the"}
_SMALL = _ARTICLES | {"und", "and", "fur", "for", "in", "im", "of", "von", "vom", "de", "zu", "zum", "zur"}
_HONORIFICS = {"frau", "herr", "herrn", "dr", "prof", "lady", "lord", "mr", "mrs", "ms", "sir"}
# Endings of offices and trades that no list of office holders knows, as they stand in a key.
_TRADE = re.compile(
    r"(?:beauftragte[rn]?|berater|botschafter|chef|direktor|fuhrer|general|gesandte[rn]?|herrscher|kanzler|machthaber|"
    r"minister|oberhaupt|politiker|prasident|premier|sekretar|sprecher|vorsitzende[rn]?)(?:in|s|en|n)?$"
)


class Way(StrEnum):
    """How a name leads to an actor, the strongest first."""

    ID = "id"
    SLUG = "slug"
    QID = "qid"
    CODE = "code"
    NAME = "name"  # the canonical name, English or German
    ALIAS = "alias"
    INFLECTED = "inflected"  # "Russlands", "des Weißen Hauses"
    SURNAME = "surname"
    SPELLING = "spelling"  # other letters for the same sounds, or another order of the words
    OFFICE = "office"  # "russischer Außenminister"
    TITLED = "titled"  # "US-Präsident Biden"
    PART = "part"  # one part of a name all of whose parts are known: "nordkoreanisch-russisch"
    PLACE = "place"  # the city whose name stands for the state
    WORD = "word"  # words of a name of whose other words nobody knows anything


# Only the first of these groups that gives anything is what a filter takes; the last ones are never taken.
STRENGTHS = (
    (Way.ID, Way.SLUG, Way.QID),
    (Way.CODE, Way.NAME, Way.ALIAS),
    (Way.INFLECTED,),
    (Way.SURNAME,),
    (Way.SPELLING,),
    (Way.OFFICE, Way.TITLED),
    (Way.PART,),
    (Way.PLACE, Way.WORD),
)
STRENGTH = {way: place for place, ways in enumerate(STRENGTHS) for way in ways}
NEVER_TAKEN = len(STRENGTHS) - 1
WORTH = dict(zip(Way, (1, 1, 1, 0.98, 0.97, 0.95, 0.8, 0.7, 0.65, 0.6, 0.55, 0.4, 0.3, 0.15), strict=True))
_LESS = {"adjective": 0.05, "demonym": 0.05, "metonym": 0.07, "title": 0.03}
AMBIGUOUS = 0.1
# Kinds of aliases that may be spelt otherwise; an adjective or an abbreviation that is, is another one.
SPELT = frozenset({"name", "short", "spelling", "title"})


class Row(NamedTuple):
    """An alias with whom it belongs to."""

    actor: int
    slug: str
    actor_kind: str
    name: str
    name_de: str
    text: str
    key: str
    stem: str
    spelling: str
    kind: str
    language: str
    ambiguous: bool


class Span(NamedTuple):
    """Words [start, end) of a name."""

    start: int
    end: int
    key: str
    stems: tuple[str, ...]


class Ask(NamedTuple):
    """What to look up for a name. Everything is empty where the name cannot be one."""

    name: str
    key: str = ""
    stems: tuple[str, ...] = ()
    spelling: str = ""
    surname: str = ""
    place: str = ""  # the key of a city's English name, where the name is one that stands for a state
    number: int | None = None
    slug: str = ""
    qid: str = ""
    code: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words of the key."""
        return self.key.split()

    @property
    def all_stems(self) -> Iterator[str]:
        """Stem keys of aliases to look for; what has one of the keys has one of these too."""
        yield from self.stems
        for span in self.spans:
            yield from span.stems
        if self.place:
            yield from stems_of_words(self.place.split())


@dataclass(frozen=True, slots=True)
class Holding:
    """An office in words, of which actor and held by whom (slugs), in which years."""

    title: str
    of: str
    holder: str
    since: int
    until: int | None


class Match(NamedTuple):
    """One reason why a name may mean an actor. `part`: the words of the name, where they are not all of it; `score`: from
    0 to 1, comparable between names."""

    way: Way
    row: Row | None
    part: str
    office: Holding | None
    strength: int
    score: float


def match(way: Way, row: Row | None = None, part: str = "", office: Holding | None = None) -> Match:
    """A Match as strong as its way."""
    less = (_LESS.get(row.kind, 0) + AMBIGUOUS * row.ambiguous) if row else 0
    return Match(way, row, part, office, STRENGTH[way], round(max(WORTH[way] - less, 0.05), 2))


def former(held: Match) -> Match:
    """An office that somebody else holds by now: worth telling, never taken."""
    return held._replace(strength=NEVER_TAKEN, score=WORTH[Way.PART])


@lru_cache(maxsize=20_000)
def ask(name: str) -> Ask:
    """What to look up for `name`; its blanks at the ends do not count."""
    name = name.strip()
    if not name or len(name) > LONGEST:
        return Ask(name)
    number, slug, qid, code = _identifiers(name)
    if qid:
        return Ask(name, qid=qid)
    key = name_key(name)
    words = key.split()
    spelling = spelling_of_key(key)
    english = english_name(name)
    return Ask(
        name,
        key,
        stems_of_words(words),
        spelling if len(spelling) >= SHORTEST else "",
        key if len(words) == 1 and len(key) >= SHORTEST else "",
        name_key(english) if english != name else "",
        number,
        slug,
        qid,
        code,
        tuple(_spans(words)) if 1 < len(words) <= MOST_WORDS else (),
    )


def _identifiers(name: str) -> tuple[int | None, str, str, str]:
    """What `name` may be as an id, slug, Wikidata id and ISO code."""
    if not name.isascii() or " " in name:
        return None, "", "", ""
    if name.isdigit():
        number = int(name) if len(name) < 20 else 0
        return number if 0 < number <= LARGEST_KEY else None, name, "", ""
    upper = name.upper()
    return (
        None,
        name if _SLUG.fullmatch(name) else "",
        upper if _QID.fullmatch(upper) else "",
        upper if _CODE.fullmatch(upper) else "",
    )


def _spans(words: Sequence[str]) -> Iterator[Span]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_PART, len(words)) + 1):
            inner = words[start:end]
            if end - start < len(words) and inner[0] not in _SMALL and inner[-1] not in _SMALL:
                key = " ".join(inner)
                yield Span(start, end, key, stems_of_words(inner))


def whole(ask: Ask, row: Row) -> Match | None:
    """Why the whole name may mean the actor of `row`, which was found by one of its keys."""
    if row.key == ask.key:
        return match(Way.NAME if row.key in _canonical(row.name, row.name_de) else Way.ALIAS, row)
    if row.stem in ask.stems:
        return match(Way.INFLECTED, row)
    if ask.spelling and row.spelling == ask.spelling and row.kind in SPELT and is_same_spelling(ask.name, row.text):
        return match(Way.SPELLING, row)
    if row.actor_kind == "person" and row.kind in SPELT and " " in row.key and row.key.endswith(" " + ask.surname):
        return match(Way.SURNAME, row) if ask.surname else None
    return None


@lru_cache(maxsize=20_000)
def _canonical(name: str, name_de: str) -> frozenset[str]:
    return frozenset((name_key(name), name_key(name_de)))


def is_role(words: Sequence[str]) -> bool:
    """Do words of a key say what somebody is, and nothing else: "prasident", "nationaler sicherheitsberater"?"""
    return all(word in _SMALL or word in _HONORIFICS or _TRADE.search(word) for word in words)


def is_small(word: str) -> bool:
    """Is it an article or preposition, in a key?"""
    return word in _SMALL
