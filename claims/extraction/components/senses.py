"""Normal forms of content words, and what they may mean: words and phrases that news use for the same deed or thing share a
sense (lexicon/deeds.yaml and things.yaml)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.extraction.lexicon import lexicon

_ENDINGS = ("ierung", "ung", "isch", "lich", "ig")
PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_FEMININE = ("erin", "erinnen", "istin", "istinnen", "antin", "orin", "ärin", "eutin")
_SHORTEST = 4  # letters of a stem


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses of words by their stem, and of phrases by the stems of their words; `light`: stems that say little."""

    words: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    light: frozenset[str]


def stem(word: str) -> str:
    """The normal form of a lemma: "liefer" of "liefern" and "Lieferung", "hoh" of "Höhe" and "hohen".

    >>> stem("liefern"), stem("Lieferung"), stem("Zinserhöhung")
    ('liefer', 'liefer', 'zinserhoh')
    """
    plain = word.lower().translate(PLAIN)
    if plain.endswith(_FEMININE):
        plain = plain.removesuffix("nen").removesuffix("in")
    if word[:1].islower() and plain.endswith("n"):  # verbs
        plain = plain.removesuffix("en") if plain.endswith("en") else plain.removesuffix("n")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            return plain.removesuffix(ending)
    return plain.removesuffix("e") if len(plain) > _SHORTEST else plain


@cache
def senses() -> Senses:
    """What the lexicon says, read once a process."""
    words: dict[str, list[str]] = defaultdict(list)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for sense, text in _entries():
        stems = tuple(stem(word) for word in text.split())
        if len(stems) > 1:
            phrases[stems[-1]].append((stems, sense))
        elif sense not in words[stems[0]]:
            words[stems[0]].append(sense)
    light = frozenset(stem(word) for word in lexicon("deeds")["light"])
    return Senses({key: tuple(found) for key, found in words.items()}, phrases, light)


def _entries() -> Iterator[tuple[str, str]]:
    for name in ("deeds", "things"):
        for sense, told in lexicon(name)["senses"].items():
            yield from ((sense, text) for text in told["words"])
    for short, word in lexicon("things")["abbreviations"].items():
        yield f"={stem(word)}", short
        yield f"={stem(word)}", word


@cache
def _linked(relation: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("deeds", "things"):
        found |= {sense: told[relation] for sense, told in lexicon(name)["senses"].items() if relation in told}
    return found


@cache
def opposites() -> Mapping[str, str]:
    """The contrary of senses that have one: rise and fall, both ways."""
    found = _linked("opposite")
    return {other: one for one, other in found.items()} | found


@cache
def converses() -> Mapping[str, str]:
    """The same deed from the other side, or what brings it about: deliver and receive, raise and rise; both ways."""
    found = _linked("causes") | _linked("converse")
    return {other: one for one, other in found.items()} | found


@lru_cache(maxsize=10_000)
def above(sense: str) -> frozenset[str]:
    """The senses that hold `sense`, however far up."""
    found: set[str] = set()
    while (wider := broader().get(sense)) is not None and wider not in found:
        found.add(wider)
        sense = wider
    return frozenset(found)


@cache
def broader() -> Mapping[str, str]:
    """What holds a sense: weapons for ammunition."""
    return _linked("broader")
