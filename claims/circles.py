"""Circular reporting: outlets that cite each other for the same claim, so that nobody knows where it came from. Pure."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.origins import Telling, counted

Graph = dict[int, dict[int, list[Telling]]]


@dataclass(frozen=True, slots=True)
class Citing:
    """One outlet has the claim from another, as these mentions say, the first published first."""

    outlet: int
    cited: int
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """Outlets that each cite the next, the last one the first; it starts with the one that published first."""

    steps: tuple[Citing, ...]

    @property
    def mentions(self) -> frozenset[int]:
        """All mentions that make the circle."""
        return frozenset(mention for step in self.steps for mention in step.mentions)


def circles(tellings: Iterable[Telling]) -> list[Circle]:
    """For every outlet that comes back to itself the shortest way, each circle once."""
    told = counted(tellings)
    place = {telling.mention: number for number, telling in enumerate(told)}
    graph = _graph(told)
    starts = sorted(graph, key=lambda outlet: min(_places(graph, outlet, place)))
    found: dict[frozenset[tuple[int, int]], list[int]] = {}
    for outlet in starts:
        if way := _way_back(graph, outlet):
            found.setdefault(frozenset(pairwise(way)), way)
    return [Circle(tuple(_step(graph, *pair) for pair in pairwise(way))) for way in found.values()]


def _graph(told: Iterable[Telling]) -> Graph:
    """From each outlet to those that it cites, with the tellings that say so."""
    graph: Graph = defaultdict(lambda: defaultdict(list))
    for telling in told:
        for outlet, cited in dict.fromkeys(_citings(telling)):
            if outlet != cited:
                graph[outlet][cited].append(telling)
    return graph


def _citings(telling: Telling) -> Iterator[tuple[int, int]]:
    """Whoever stands nearer to the article has it from whoever stands nearer to the origin."""
    if telling.house is None:
        return
    line = [*telling.outlets, telling.house]
    for cited, outlet in pairwise(line):
        yield outlet, cited
    for listed in sorted(telling.used):
        yield telling.house, listed


def _places(graph: Graph, outlet: int, place: dict[int, int]) -> Iterator[int]:
    return (place[telling.mention] for citing in graph[outlet].values() for telling in citing)


def _way_back(graph: Graph, start: int) -> list[int]:
    """The shortest way from an outlet over those that it cites back to it; empty without one."""
    before: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for cited in _cited(graph, here):
            if cited == start:
                return [*_line(before, here), start]
            if cited not in before:
                before[cited] = here
                waiting.append(cited)
    return []


def _cited(graph: Graph, outlet: int) -> list[int]:
    """Whom an outlet cites, the first published first."""
    citing = graph.get(outlet, {})
    return sorted(citing, key=lambda cited: (citing[cited][0].order, cited))


def _line(before: dict[int, int], end: int) -> list[int]:
    line = [end]
    while line[-1] in before:
        line.append(before[line[-1]])
    return line[::-1]


def _step(graph: Graph, outlet: int, cited: int) -> Citing:
    return Citing(outlet, cited, tuple(telling.mention for telling in graph[outlet][cited]))
