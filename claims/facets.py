"""The facets of the list of claims, as pages show them: values with numbers, each a link that adds or removes it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from claims.filters import ClaimFilter
from claims.listing import LABELS, UNFOLDED, Listing, changed, without
from claims.parameters import NamesFilter
from claims.presenters import called
from claims.remembering import remembered
from claims.separators import Grouped
from claims.tallying import FACETS, MOST, Tally, size_of, tallies
from sources.models import Actor

TOP, ALL = 8, 100  # values that a facet shows, folded and unfolded


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `query`: the list with it, or where it is `chosen` without it; `number`: how many claims, in
    the reader's notation."""

    key: str
    label: str
    count: int
    number: str
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`more` is the query that unfolds it, empty where there is no more; `fewer` the one that folds it where it is
    `unfolded`; `cut`: numbers are at least so many."""

    name: str
    label: str
    options: Sequence[Option]
    more: str
    fewer: str
    unfolded: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets that have a value. `counted`: of how many claims the numbers are where not all were counted."""

    shown: Sequence[Facet]
    counted: str


def facets(listing: Listing) -> Facets:
    """The facets of a list of claims; none where its query has faults."""
    if not isinstance(listing.filterset, ClaimFilter) or listing.page is None:
        return Facets((), "")
    asked = listing.filterset
    exact = asked.given().get("exact")  # says nothing of claims where nobody is named
    found = remembered(f"facets {exact}", asked.qs, lambda: tallies(asked), size_of)
    chosen = {name: dict(_chosen(listing, name)) for name in FACETS}
    shown = {name: _shown(listing.query, name, found[name], chosen[name]) for name in FACETS}
    labels = _labels(listing.filterset, shown)
    made = [_facet(listing, name, shown[name], found[name], chosen[name], labels) for name in FACETS]
    counted = str(Grouped(MOST)) if any(one.cut for one in found.values()) else ""
    return Facets([one for one in made if one.options], counted)


def _chosen(listing: Listing, name: str) -> Iterator[tuple[Any, str]]:
    """The values that the query asks for, each with the query without it."""
    if isinstance(listing.filterset.filters[name], NamesFilter):
        for chip in listing.chips_of(name):
            yield from ((actor.pk, chip.query) for actor in chip.actors)
        return
    for value in listing.query.getlist(name):
        key = int(value) if name == "year" else value.strip()
        yield key, without(listing.query, name, value)


def _shown(query: QueryDict, name: str, tally: Tally, chosen: Mapping[Any, str]) -> list[tuple[Any, int]]:
    """The values with their numbers, largest first (years: latest first); what is chosen always stands there."""
    counts = dict.fromkeys(chosen, 0) | {value: n for value, n in tally.counts.items() if n}
    order = (lambda one: -one[0]) if name == "year" else (lambda one: (-one[1], str(one[0])))
    rows = sorted(counts.items(), key=order)
    most = ALL if name in query.getlist(UNFOLDED) else TOP
    return rows[:most] + [row for row in rows[most:] if row[0] in chosen]


def _labels(filterset: ClaimFilter, shown: Mapping[str, Iterable[tuple[Any, int]]]) -> dict[str, Mapping[Any, Any]]:
    """What each value is called, by facet; actors are asked for at once."""
    of_actors = [name for name in shown if isinstance(filterset.filters[name], NamesFilter)]
    keys = {value for name in of_actors for value, _count in shown[name]}
    actors = Actor.objects.only("slug", "name", "name_de").in_bulk(keys)
    return {
        name: actors
        if name in of_actors
        else dict(getattr(filterset.form.fields[name], "choices", ())) or {value: value for value, _count in rows}
        for name, rows in shown.items()
    }


def _facet(
    listing: Listing,
    name: str,
    shown: Sequence[tuple[Any, int]],
    tally: Tally,
    chosen: Mapping[Any, str],
    labels: Mapping[str, Mapping[Any, Any]],
) -> Facet:
    known = [(value, count) for value, count in shown if value in labels[name]]
    options = [_option(listing.query, name, row, chosen, labels[name][row[0]]) for row in known]
    unfolded = name in listing.query.getlist(UNFOLDED)
    more = sum(map(bool, tally.counts.values())) > TOP
    return Facet(
        name,
        str(LABELS[name]),
        options,
        changed(listing.query, add=(UNFOLDED, name)) if more and not unfolded else "",
        without(listing.query, UNFOLDED, name) if unfolded else "",
        unfolded,
        tally.cut,
    )


def _option(query: QueryDict, name: str, row: tuple[Any, int], chosen: Mapping[Any, str], told: Any) -> Option:
    value, count = row
    label, written = (called(told), told.slug) if isinstance(told, Actor) else (str(told), str(value))
    link = chosen[value] if value in chosen else changed(query, add=(name, written))
    return Option(written, label, count, str(Grouped(count)), value in chosen, link)
