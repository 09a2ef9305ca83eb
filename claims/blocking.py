"""Keys by which mentions that may say the same find each other: pairs of what they speak of, as numbers of 64 bits. Pure; the
same content gives the same keys, whatever else is stored."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations, product

from claims.alignment import Who, is_light
from claims.extraction.types import Term
from claims.sameness import Content

MOST_THINGS, MOST_ACTS, MOST_ACTORS = 5, 3, 4  # of each sort, so that a long claim has no more than about 70 keys
DIGITS = 2  # of a figure, so that "fast 11.000" meets "10.950"


def keys(content: Content) -> set[int]:
    """The keys of `content`, some ten to seventy."""
    actors = _some(_actors(content.actors), MOST_ACTORS)
    names = _some((item for term in content.terms if term.sort == "name" for item in _items(term)), MOST_ACTORS)
    acts = _some(_of(content.terms, "act"), MOST_ACTS)
    things = _some(_of(content.terms, "thing"), MOST_THINGS)
    figures = [f"#{figure.value:.{DIGITS - 1}e}" for figure in content.figures]
    who = [*actors, *names]
    pairs = [*product(who, [*acts, *things, *figures]), *product(acts, [*things, *figures]), *combinations(who, 2)]
    pairs += [*combinations(things, 2), *product(things, figures)]
    alone = [(one, "") for one in who] if not (acts or things) else []
    return {_number(sorted(pair)) for pair in [*pairs, *alone]}


def _actors(actors: Iterable[Who]) -> Iterator[str]:
    """Each with what it is part of, so that the ministry meets its state."""
    for who in actors:
        yield from (f"@{key}" for key in (who.key, *sorted(map(str, who.wholes))))


def _of(terms: Iterable[Term], sort: str) -> Iterator[str]:
    return (item for term in terms if term.sort == sort and not is_light(term) for item in _items(term))


def _items(term: Term) -> Iterator[str]:
    """The senses of a word, its stem where it has none; of a compound the head's as well."""
    yield from (f"~{sense}" for sense in term.senses)
    if not term.senses:
        yield term.key
    if term.parts and not term.senses:
        yield from _items(term.parts[-1])


def _some(items: Iterable[str], most: int) -> list[str]:
    return list(dict.fromkeys(items))[:most]


def _number(pair: Sequence[str]) -> int:
    return int.from_bytes(blake2b("\0".join(pair).encode(), digest_size=8).digest(), "big", signed=True)
