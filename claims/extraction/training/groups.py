"""Groups of statements written for factbase, from which the weights learn when two say the same.

A file holds groups, with an empty line between them, one statement a line: "= " those that all say the same, "! " what denies
them, "~ " what looks like them and is something else. A group of "~ " alone is a story: each of its statements says something
else of it. Words in brackets before a statement stand before it in its article.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Final

FOLDER = Path(__file__).parent / "groups"
SAME, OPPOSITE, DIFFERENT = range(3)  # what two statements are to each other, in the order in which the weights tell it
_MARKS: Final = {"=": SAME, "!": OPPOSITE, "~": DIFFERENT}
# What may stand elsewhere in a sentence, and what may be written otherwise.
_PHRASE = re.compile(
    r"(?<=\s)((?:am|im|seit|ab|bis|zum|vor|nach|in|bei|auf|an) (?:\d+\. )?[A-ZÄÖÜ]\w+(?: \d{4})?|\d{4}|bundesweit|derzeit|erneut|künftig)"
    r"(?=[\s,.])"
)
_SPELLINGS: Final = (
    (r"(?<=\d)\.(?=\d{3}\b)", ("", " ")),
    (r"\bProzent\b", ("%", "vom Hundert")),
    (r"\bMillionen\b", ("Mio.",)),
    (r"\bMilliarden\b", ("Mrd.",)),
    (r"\bEuro\b", ("€",)),
    (r"\b(?:rund|etwa|ungefähr)\b", ("circa", "rund", "etwa", "ungefähr")),
    (r"[„“”]", ("",)),
    (r"\s*[.!]$", ("",)),
    (r"\bsei\b", ("ist",)),
    (r"\bseien\b", ("sind",)),
    (r"(?<![Ii]ch )\bhabe\b", ("hat",)),
    (r"\bwerde\b", ("wird",)),
    (r"^[Dd]ass ", ("",)),
)
_LINE = re.compile(r"([=!~]) (?:\[([^]]+)\] )?(\S.*)")


@dataclass(frozen=True, slots=True)
class Group:
    """Statements about one claim, with what each is to those that make it; those come first. `copies`: behind them stand some
    of them in other dress, with the places of what they are copies of."""

    statements: tuple[str, ...]
    marks: tuple[int, ...]
    copies: tuple[int, ...] = ()

    def copied(self, number: int, chance: random.Random) -> "Group":
        """The group with `number` of its statements once more, dressed otherwise: what is nearly the same in words may well be
        the same."""
        chosen = tuple(chance.sample(range(len(self.statements)), min(number, len(self.statements))))
        dressed = tuple(redressed(self.statements[at], chance) for at in chosen)
        return Group(self.statements + dressed, self.marks, chosen)

    def pairs(self) -> Iterator[tuple[int, int, int]]:
        """Pairs of statements (their places) with what they are to each other, as far as the group tells it."""
        held: dict[int, list[int]] = {mark: [] for mark in _MARKS.values()}
        for at, mark in enumerate(self.marks):
            held[mark].append(at)
        if not held[SAME]:
            yield from ((one, other, DIFFERENT) for one, other in combinations(held[DIFFERENT], 2))
        for mark in (SAME, OPPOSITE):
            yield from ((one, other, SAME) for one, other in combinations(held[mark], 2))
        for mark in (OPPOSITE, DIFFERENT):
            yield from ((one, other, mark) for one, other in product(held[SAME], held[mark]))
        yield from ((at, copy, SAME) for copy, at in enumerate(self.copies, start=len(self.marks)))


def redressed(statement: str, chance: random.Random) -> str:
    """The same words with a time or place moved to the front or the end, numbers and measures written otherwise, or a hedge
    for one of its like."""
    phrases = list(_PHRASE.finditer(statement))
    if phrases and chance.random() < 0.8:
        moved = chance.choice(phrases)
        rest = re.sub(r"\s+", " ", statement[: moved.start()] + statement[moved.end() :]).strip()
        front = chance.random() < 0.5
        statement = f"{_capital(moved[1])} {rest}" if front else f"{rest.rstrip('.')} {moved[1]}."
    for pattern, others in _SPELLINGS:
        if chance.random() < 0.5:
            statement = re.sub(pattern, chance.choice(others), statement)
    return statement


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def groups(path: Path) -> list[Group]:
    """The groups of a file. Raises ValueError where a line is none of the three, or a group says nothing twice."""
    return [_group(block, path) for block in re.split(r"\n\s*\n", path.read_text("utf-8")) if block.strip()]


def _group(block: str, path: Path) -> Group:
    lines = [(_LINE.fullmatch(line.strip()), line) for line in block.strip().splitlines()]
    if wrong := [line for match, line in lines if match is None]:
        raise ValueError(f"{path}: a statement begins with '= ', '! ' or '~ ', not so: {wrong[0]}")
    told = [(_MARKS[match[1]], " ".join(filter(None, (match[2], match[3])))) for match, _line in lines if match]
    told.sort(key=lambda pair: pair[0])
    marks = [mark for mark, _statement in told]
    if marks.count(SAME) < 2 and set(marks) != {DIFFERENT}:
        raise ValueError(f"{path}: a group needs two statements that say the same, or only others: {told[0][1]}")
    return Group(tuple(statement for _mark, statement in told), tuple(marks))
