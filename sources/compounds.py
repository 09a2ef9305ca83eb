"""What the parts of a name mean that nobody bears as a whole: "US-Präsident", "Kreml-Sprecher Peskow",
"nordkoreanisch-russisch". Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.matching import Ask, Holding, Match, Row, Span, Way, former, is_role, is_small, match
from sources.offices import Held, Offices

Finder = Callable[[Span], Sequence[Row]]
_HYPHENS = ("-", "‐", "‑")
_WORD = re.compile(r"[^\W_]+")
NO_END = 10_000  # a year that is later than any


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a name that name somebody."""

    span: Span
    text: str
    rows: Sequence[Row]

    def matches(self, way: Way, rows: Iterable[Row] | None = None) -> Iterator[Match]:
        """A match for each of `rows`, all unless told."""
        return (match(way, row, self.text) for row in (self.rows if rows is None else rows))


def part_matches(ask: Ask, find: Finder, offices: Offices) -> Iterator[Match]:
    """Whom the parts of `ask` mean; `find` gives the aliases with the words of a span."""
    if not any(map(find, ask.spans)):
        return
    parts, rest = _taken_apart(ask, find)
    people = _people_at_the_end(ask, parts)
    title = _title(ask, rest)
    if people and _is_title(title, parts[:-1], offices):
        yield from parts[-1].matches(Way.TITLED, people)
        parts = parts[:-1]
    elif holders := list(_holders(parts, title, offices)):
        yield from holders
    elif not rest and _are_joined(ask, parts):
        yield from (found for part in parts for found in part.matches(Way.PART))
        return
    yield from (found for part in parts for found in part.matches(Way.WORD))


def _taken_apart(ask: Ask, find: Finder) -> tuple[list[Part], list[int]]:
    """The longest parts from left to right, and the places of the words that nobody knows, small ones left out."""
    by_start: dict[int, list[Span]] = {}
    for span in ask.spans:
        by_start.setdefault(span.start, []).insert(0, span)
    words, places = ask.words, _places(ask)
    parts: list[Part] = []
    rest: list[int] = []
    at = 0
    while at < len(words):
        found = next(((span, rows) for span in by_start.get(at, ()) if (rows := find(span))), None)
        if found:
            span, rows = found
            text = ask.name[places[span.start][0] : places[span.end - 1][1]] if places else span.key
            parts.append(Part(span, text, rows))
        elif not is_small(words[at]):
            rest.append(at)
        at = parts[-1].span.end if found else at + 1
    return parts, rest


def _places(ask: Ask) -> list[tuple[int, int]]:
    """Where the words of the key stand in the name as it was typed; nothing where they are others."""
    words, typed = ask.words, [match.span() for match in _WORD.finditer(ask.name)]
    article = len(typed) - len(words)  # one in front is not part of the key
    return typed[article:] if article in {0, 1} else []


def _people_at_the_end(ask: Ask, parts: Sequence[Part]) -> list[Row]:
    """The persons whom the last part names, where what is before it only says who they are."""
    last, others = parts[-1], parts[:-1]
    if last.span.end != len(ask.words):
        return []
    apart = not ask.name.removesuffix(last.text).rstrip().endswith(_HYPHENS)
    beside = any(row.actor_kind == "person" for part in others for row in part.rows)
    return [row for row in last.rows if row.actor_kind == "person"] if apart or not beside else []


def _title(ask: Ask, rest: Sequence[int]) -> str:
    """The words from the first to the last that name nobody."""
    return " ".join(ask.words[rest[0] : rest[-1] + 1]) if rest else ""


def _is_title(title: str, others: Sequence[Part], offices: Offices) -> bool:
    """Do the words that name nobody say what somebody is, or one of the other parts: "Kreml-Sprecher"?"""
    if not title:
        return any(row.kind == "title" for part in others for row in part.rows)
    return any(map(offices.is_title, _forms(title))) or is_role(title.split())


def _are_joined(ask: Ask, parts: Sequence[Part]) -> bool:
    """Does something stand between each two parts, a hyphen or "und"? First and last names stand side by side. A trade
    behind a name ("Russland-Experte") joins nothing."""
    if any(row.actor_kind == "group" for part in parts for row in part.rows):
        return False
    places = _places(ask)
    bounds = [(one.span.end - 1, two.span.start) for one, two in pairwise(parts)]
    return bool(places) and all(ask.name[places[one][1] : places[two][0]].strip() for one, two in bounds)


def _forms(title: str) -> tuple[str, ...]:
    """`title` and what it may be in the base form, masculine and feminine."""
    base = title.removesuffix("s")
    return tuple(dict.fromkeys((title, base, title.removesuffix("nen").removesuffix("in"), base + "in")))


def _holders(parts: Sequence[Part], title: str, offices: Offices) -> Iterator[Match]:
    """Who holds the office, or held it last; then who held it before."""
    if not title:
        return
    rows = [(row, part) for part in parts for row in part.rows if row.actor_kind != "person"]
    held = [(one, row.slug) for row, _part in rows for form in _forms(title) for one in offices.held(form, row.slug)]
    held.sort(key=lambda pair: _end(pair[0]), reverse=True)
    seen = set[str]()
    for one, of in held:
        if one.holder.slug not in seen:
            seen.add(one.holder.slug)
            office = Holding(one.office.title, of, one.holder.slug, one.office.since, one.office.until)
            found = match(Way.OFFICE, office=office)
            yield found if _end(one) == _end(held[0][0]) else former(found)


def _end(held: Held) -> int:
    return held.office.until or NO_END
