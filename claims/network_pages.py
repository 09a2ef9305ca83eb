"""What pages and downloads say of who cites whom: names, the claims' addresses, the drawing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claims.citations import Citations
from claims.layers import Box, Layered, Line, Tie, by_weight, chosen, layered, layers_of
from claims.presenters import called
from sources.models import Actor

MOST_ROWS = 60  # of the table; the files have all
LONGEST = 20  # characters in a box
COLUMNS = ("citing", "citing_kind", "cited", "cited_kind", "claims", "url")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the drawing: `short` fits its box, `words` say it all."""

    box: Box
    actor: Actor
    short: str
    words: str
    url: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A citation in the drawing."""

    line: Line
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A citation in the table."""

    citing: Actor
    cited: Actor
    number: int
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """What is shown of a network. `left_out` says what is not drawn; empty where all is."""

    drawing: Layered | None
    heads: Sequence[tuple[str, int]]
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    rows: Sequence[Row]
    names: int
    ties: int
    whole: bool
    left_out: str
    description: str

    @property
    def more(self) -> int:
        """Citations that the table leaves to the files."""
        return self.ties - len(self.rows)


def network_page(found: Citations, query: QueryDict, asked: Collection[int] = ()) -> NetworkPage:
    """Who cites whom in the claims of `query`; `asked` are the keys of those whom it names."""
    ties = by_weight(found.ties)
    drawn = chosen(ties)
    actors = Actor.objects.in_bulk({key for tie in [*drawn, *ties[:MOST_ROWS]] for key in tie[:2]})
    drawing = layered(drawn)
    claims_of = found.by_actor
    rows = [_row(tie, actors, query) for tie in ties[:MOST_ROWS]]
    layers = layers_of(ties)
    return NetworkPage(
        drawing,
        [(_head(layer), x) for layer, x in drawing.heads] if drawing else [],
        [_node(box, actors[box.key], len(claims_of[box.key]), query, asked) for box in drawing.boxes]
        if drawing
        else [],
        [_edge(line, actors, query) for line in drawing.lines] if drawing else [],
        rows,
        len(layers),
        len(ties),
        found.whole,
        _left_out(drawn, ties, len(layers)),
        _description(rows, len(layers), len(ties)),
    )


def downloaded(found: Citations, query: QueryDict, site: str) -> Iterator[dict[str, Any]]:
    """A row for every citation, the one in most claims first, addresses beginning with `site`."""
    actors = Actor.objects.in_bulk({key for pair in found.claims for key in pair})
    for tie in by_weight(found.ties):
        row = _row(tie, actors, query)
        yield {
            "citing": called(row.citing),
            "citing_kind": row.citing.kind,
            "cited": called(row.cited),
            "cited_kind": row.cited.kind,
            "claims": row.number,
            "url": site + row.url,
        }


def _row(tie: Tie, actors: Mapping[int, Actor], query: QueryDict) -> Row:
    citing, cited = actors[tie.citing], actors[tie.cited]
    return Row(citing, cited, tie.claims, _counted(tie.claims), _claims(query, citing=citing, cited=cited))


def _claims(query: QueryDict, **ends: Actor) -> str:
    """The list of the claims of `query` in which these cite each other so."""
    asked = query.copy()
    for name, actor in ends.items():
        asked[name] = actor.slug
    return f"{reverse('citing')}?{asked.urlencode()}"


def _counted(number: int) -> str:
    return ngettext("%(n)s claim", "%(n)s claims", number) % {"n": number}


def _node(box: Box, actor: Actor, number: int, query: QueryDict, asked: Collection[int]) -> Node:
    name = called(actor)
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
    words = f"{name} ({actor.get_kind_display()}): {_counted(number)}"
    return Node(box, actor, short, words, _claims(query, party=actor), box.key in asked)


def _edge(line: Line, actors: Mapping[int, Actor], query: QueryDict) -> Edge:
    row = _row(line.tie, actors, query)
    told = _("%(citing)s cites %(cited)s: %(claims)s")
    words = told % {"citing": called(row.citing), "cited": called(row.cited), "claims": row.words}
    return Edge(line, words, row.url)


def _head(layer: int) -> str:
    heads = (pgettext("network", "Said first"), pgettext("network", "Passed on"), pgettext("network", "Published"))
    return heads[layer]


def _left_out(drawn: Sequence[Tie], ties: Sequence[Tie], names: int) -> str:
    if len(drawn) == len(ties):
        return ""
    there = len({key for tie in drawn for key in tie[:2]})
    told = _("Drawn are %(there)s of %(names)s names and %(lines)s of %(ties)s citations, those in most claims.")
    return told % {"there": there, "names": names, "lines": len(drawn), "ties": len(ties)}


def _description(rows: Sequence[Row], names: int, ties: int) -> str:
    if not rows:
        return ""
    first = rows[0]
    told = _(
        "%(names)s names, %(ties)s citations. In most claims: %(citing)s cites %(cited)s, %(claims)s. The table tells them all in words."
    )
    ends = {"citing": called(first.citing), "cited": called(first.cited), "claims": first.words}
    return told % {**ends, "names": names, "ties": ties}
