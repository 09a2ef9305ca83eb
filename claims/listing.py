"""A list with filters, as pages show it: what was asked, what is wrong with it, one page of rows, chips to take away."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.asking import Resolved, shown
from claims.filters import Fault, StrictFilterSet
from claims.parameters import NamesFilter
from claims.presenters import called
from claims.remembering import counted
from sources.models import Actor

PER_PAGE = 20
PAGE, SORT, UNFOLDED = "page", "sort", "more"
RELEVANCE = "relevance"  # the first order where words were searched for
ORDERS: dict[str, str | Promise] = {
    RELEVANCE: gettext_lazy("best first"),
    "newest": gettext_lazy("newest first"),
    "origins": gettext_lazy("most origins first"),
    "disputed": gettext_lazy("most disputed first"),
    "name": gettext_lazy("by name"),
    "claims": gettext_lazy("by number of claims"),
    "articles": gettext_lazy("by number of articles"),
    "due": gettext_lazy("due soonest first"),
    "said": gettext_lazy("newest first"),
    "predictions": gettext_lazy("by number of predictions"),
    "points": gettext_lazy("by number of figures"),
}
if TYPE_CHECKING:  # only the stubs are generic
    Counting = Paginator[Any]
else:
    Counting = Paginator
Order = Callable[[QuerySet[Any]], QuerySet[Any]]
ASIDE = (PAGE, SORT, UNFOLDED)  # parameters that ask for nothing
# How pages call the parameters; what is not here has no field of its own and is kept where a link brings it.
LABELS: dict[str, str | Promise] = {
    "q": gettext_lazy("Text"),
    "actor": pgettext_lazy("a claim is", "About"),
    "source": gettext_lazy("Said by"),
    "outlet": gettext_lazy("Outlet"),
    "article": gettext_lazy("Article"),
    "form": gettext_lazy("Form"),
    "stance": gettext_lazy("Stance"),
    "certainty": gettext_lazy("Certainty"),
    "polarity": gettext_lazy("Affirmed or denied"),
    "anonymity": gettext_lazy("Sources"),
    "tense": gettext_lazy("Tense"),
    "hearsay": gettext_lazy("Hearsay"),
    "mentions_min": gettext_lazy("Mentions at least"),
    "origins_min": gettext_lazy("Origins at least"),
    "denied": gettext_lazy("Denied by some"),
    "disputed": gettext_lazy("Disputed"),
    "within": gettext_lazy("Only inside a quotation"),
    "has_figure": gettext_lazy("Has a figure"),
    "status": gettext_lazy("Status"),
    "outcome": gettext_lazy("Outcome"),
    "origin": gettext_lazy("Predicted by"),
    "settled": gettext_lazy("Settled"),
    "overdue": gettext_lazy("Overdue"),
    "due_after": gettext_lazy("Due from"),
    "due_before": gettext_lazy("Due until"),
    "due_year": gettext_lazy("Due in the year"),
    "year": gettext_lazy("Year"),
    "published_after": gettext_lazy("From"),
    "published_before": gettext_lazy("Until"),
    "name": pgettext_lazy("of an actor", "Name"),
    "kind": gettext_lazy("Kind"),
    "exact": gettext_lazy("Without parts"),
    "part_of": gettext_lazy("Part of"),
    "organisation": gettext_lazy("Organisation"),
    "has_qid": gettext_lazy("Has a Wikidata id"),
    "state": gettext_lazy("State"),
    "concept": gettext_lazy("What is counted"),
    "unit": pgettext_lazy("of a figure", "Unit"),
    "split": gettext_lazy("Split"),
    "citing": gettext_lazy("Who cites"),
    "cited": gettext_lazy("Who is cited"),
    "party": gettext_lazy("Cites or is cited"),
    "value_min": gettext_lazy("At least"),
    "value_max": gettext_lazy("At most"),
    UNFOLDED: gettext_lazy("Facets unfolded"),
    PAGE: gettext_lazy("Page"),
    SORT: gettext_lazy("Order"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed list, and whether it was asked for."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One field of the form above a list. `kind`: text, number, date or choices."""

    name: str
    label: str
    kind: str
    value: str
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing asked for, and the query without it. `actors`: whom a name stands for that is wanted."""

    name: str
    label: str
    value: str
    query: str
    actors: Sequence[Actor] = ()


@dataclass(frozen=True, slots=True)
class Sort:
    """One order that a list can be in, whether it is, and the query for it."""

    label: str
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. `page` is None where the query has `faults`; `status` is the answer's; `orders` are the names
    of those that one may ask for, the usual one first."""

    query: QueryDict
    filterset: StrictFilterSet
    status: int
    faults: Sequence[Fault]
    page: Page[Any] | None
    total: int = 0
    orders: Sequence[str] = ()

    @property
    def rows(self) -> list[Any]:
        """The rows of this page."""
        return list(self.page.object_list) if self.page else []

    @property
    def notes(self) -> Sequence[str]:
        """What to know of the names asked for."""
        return self.filterset.notes

    @property
    def chips(self) -> list[Chip]:
        """Everything that was asked for, in the order of the query; several names in one value are several chips."""
        return [chip for name in self.query if name not in ASIDE for chip in self.chips_of(name)]

    def chips_of(self, name: str) -> list[Chip]:
        """What was asked for by one parameter."""
        return [chip for value in dict.fromkeys(self.query.getlist(name)) for chip in self._chips(name, value)]

    def _chips(self, name: str, value: str) -> Iterator[Chip]:
        """What `value` says, part by part, each with the query without it."""
        label = str(LABELS.get(name, name))
        asked = [one for one in self.filterset.resolved.get(name, ()) if one.value == value.strip()]
        for one in asked:
            rest = ", ".join(other.asked.typed for other in asked if other is not one)
            actors = [] if one.asked.negated else one.actors
            yield Chip(name, label, _told(one), without(self.query, name, value, rest), actors)
        if not asked:
            choices = dict(getattr(self.filterset.form.fields.get(name), "choices", ()))
            yield Chip(name, label, str(choices.get(value, value[:100])), without(self.query, name, value))

    @property
    def permalink(self) -> str:
        """The query of this very list in the one form that all ways to it lead to: no value twice, no usual order, no
        first page."""
        usual = {(PAGE, "1"), (SORT, next(iter(self.orders), ""))}
        pairs = ((name, value.strip()) for name, values in sorted(self.query.lists()) for value in values)
        return urlencode([pair for pair in dict.fromkeys(pairs) if pair not in usual])

    @property
    def question(self) -> str:
        """The query without what only concerns the page: for files of the whole list."""
        pairs = [(name, value) for name, value in parse_qsl(self.permalink) if name not in (PAGE, UNFOLDED)]
        return urlencode(pairs)

    @property
    def faulty(self) -> list[tuple[str, Fault]]:
        """What is wrong, each with the name that the page gives to its parameter."""
        return [(str(LABELS.get(fault.parameter, fault.parameter)), fault) for fault in self.faults]

    @property
    def asked_for(self) -> str:
        """The query without what only concerns the page and its order: for other pages about the same rows."""
        return urlencode([(name, value) for name, value in parse_qsl(self.permalink) if name not in ASIDE])

    @property
    def earlier(self) -> str:
        """The query of the page before this one; empty on the first."""
        return self._turned(-1) if self.page and self.page.has_previous() else ""

    @property
    def later(self) -> str:
        """The query of the page after this one; empty on the last."""
        return self._turned(1) if self.page and self.page.has_next() else ""

    @property
    def sorts(self) -> list[Sort]:
        """The orders to choose from."""
        asked, first = self.query.get(SORT, ""), next(iter(self.orders), "")
        chosen = asked if asked in self.orders else first
        return [Sort(str(ORDERS[name]), name == chosen, self._sorted(name)) for name in self.orders]

    def boxes(self, names: Iterable[str]) -> list[Box]:
        """Fields for the parameters `names`."""
        return [self._box(name, self.query.getlist(name)) for name in names]

    def _box(self, name: str, asked: Sequence[str]) -> Box:
        """One field; several names stand in one, between commas."""
        if isinstance(self.filterset.filters[name], NamesFilter) and len(asked) > 1:
            resolved = self.filterset.resolved.get(name, ())
            asked = [", ".join(one.asked.typed for one in resolved) or ", ".join(asked)]
        return _box(name, self.filterset.form.fields[name], asked)

    def kept(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """What was asked for beside the fields `names`; the form carries it along."""
        shown = {*names, PAGE}
        return (
            (name, value)
            for name, values in self.query.lists()
            if name not in shown and (name in self.filterset.filters or (name in (SORT, UNFOLDED) and self.orders))
            for value in values
        )

    def _sorted(self, name: str) -> str:
        query = self.query.copy()
        query.pop(PAGE, None)
        query[SORT] = name
        return query.urlencode()

    def _turned(self, by: int) -> str:
        query = self.query.copy()
        query[PAGE] = str(self.page.number + by if self.page else 1)
        return query.urlencode()


class Pages(Counting):
    """Pages of rows that are not counted anew for each page."""

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        rows: Any = self.object_list
        return counted(rows) if isinstance(rows, QuerySet) else len(rows)


def blanks(query: QueryDict) -> bool:
    """Does `query` hold empty values? A form sends its empty fields too."""
    return any(not value.strip() for _name, values in query.lists() for value in values)


def without_blanks(query: QueryDict) -> str:
    """`query` without its empty values, for an address that can be handed on."""
    return urlencode([(name, value) for name, values in query.lists() for value in values if value.strip()])


def listing(
    query: QueryDict,
    filter_class: Callable[..., StrictFilterSet],
    rows: QuerySet[Any],
    orders: Mapping[str, Order] | None = None,
    facets: Collection[str] = (),
) -> Listing:
    """The page of `rows` that `query` asks for, in the order that it asks for, else in the first of `orders` (without
    any: as they are); 400 for a faulty query, 404 for a page beyond. `facets` are those that can be unfolded."""
    found = asked(query, filter_class, rows, orders, facets)
    if found.faults:
        return found
    filterset, orders = found.filterset, orders or {}
    paginator = Pages(in_order(filterset, query, orders), PER_PAGE)
    try:
        page = paginator.page(query.get(PAGE, "1"))
    except InvalidPage:
        pages = _("There are pages 1 to %(last)s.") % {"last": paginator.num_pages}
        return Listing(query, filterset, 404, [Fault(PAGE, pages)], None, orders=found.orders)
    return Listing(query, filterset, 200, (), page, paginator.count, found.orders)


def asked(
    query: QueryDict,
    filter_class: Callable[..., StrictFilterSet],
    rows: QuerySet[Any],
    orders: Mapping[str, Order] | None = None,
    facets: Collection[str] = (),
    *,
    paged: bool = True,
) -> Listing:
    """What `query` asks for, before any row is read; 400 for a faulty one. A query may name a page where rows are `paged`."""
    filterset = filter_class(query, rows)
    aside = [*([PAGE] if paged else []), *([SORT] if orders else []), *([UNFOLDED] if facets else [])]
    faults = [*filterset.faults(also=aside), *_faults(query, orders or {}, facets)]
    offered = orders if faults or not orders else _offered(filterset, orders)
    return Listing(query, filterset, 400 if faults else 200, faults, None, orders=list(offered or ()))


def in_order(filterset: StrictFilterSet, query: QueryDict, orders: Mapping[str, Order]) -> QuerySet[Any]:
    """What `filterset` finds, in the order that `query` asks for, else in the first of `orders`; the best first where words
    were searched for."""
    rows: QuerySet[Any] = filterset.qs
    orders = _offered(filterset, orders)
    order = orders.get(query.get(SORT, "")) or next(iter(orders.values()), None)
    return order(rows) if order else rows


def _offered(filterset: StrictFilterSet, orders: Mapping[str, Order]) -> Mapping[str, Order]:
    """`orders`, behind the one by relevance where words were searched for."""
    searched = orders and "standing" in filterset.qs.query.annotations
    return {RELEVANCE: _best_first, **orders} if searched else orders


def _best_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("-standing")


def _faults(query: QueryDict, orders: Mapping[str, Order], facets: Collection[str]) -> list[Fault]:
    """What is wrong with the order of `query` and with what it unfolds."""
    wrong = _sort_faults(query, orders)
    if facets and not set(query.getlist(UNFOLDED)) <= set(facets):
        wrong.append(Fault(UNFOLDED, _("This is no value of the parameter."), sorted(facets)))
    return wrong


def _sort_faults(query: QueryDict, orders: Mapping[str, Order]) -> list[Fault]:
    asked = query.getlist(SORT)
    if not orders or (len(asked) < 2 and set(asked) <= {*orders, RELEVANCE}):  # kept where the words were taken away
        return []
    return [Fault(SORT, _("This is no value of the parameter."), list(orders))]


def _told(one: Resolved) -> str:
    """A name as it was asked for, and whom it was taken for: "not Moskau → Russia"."""
    name = shown(one.asked.name)
    names = ", ".join(dict.fromkeys(called(actor) for actor in one.actors))
    told = f"{name} → {names[:200]}" if names and names.casefold() != name.casefold() else name
    return _("not %(name)s") % {"name": told} if one.asked.negated else told


def without(query: QueryDict, name: str, value: str, rest: str = "") -> str:
    """`query` without the `value`, of which `rest` stays."""
    pairs = [(key, one) for key, values in query.lists() for one in values if key != PAGE]
    kept = [(key, rest if (key, one) == (name, value) else one) for key, one in pairs]
    return urlencode([(key, one) for key, one in kept if (key, one) != (name, "")])


def changed(query: QueryDict, *, add: tuple[str, str]) -> str:
    """`query` with one more value of a parameter, from the first page on."""
    name, value = add
    wanted = query.copy()
    wanted.pop(PAGE, None)
    wanted.setlist(name, list(dict.fromkeys([*wanted.getlist(name), value])))
    return wanted.urlencode()


def _box(name: str, field: forms.Field, asked: Sequence[str]) -> Box:
    label = str(LABELS.get(name, name))
    if choices := getattr(field, "choices", None):
        told = [Choice(str(value), str(text), str(value) in asked) for value, text in choices]
        return Box(name, label, "choices", "", told)
    kinds = {forms.DateField: "date", forms.IntegerField: "number"}
    kind = next((kind for shape, kind in kinds.items() if isinstance(field, shape)), "text")
    return Box(name, label, kind, asked[0] if asked else "")
