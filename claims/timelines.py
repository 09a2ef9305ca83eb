"""How many claims articles of each day, week, month or year make, in a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter

from claims.columns import Grain, Period, grain_of, peaks, periods, start_of
from claims.filters import ClaimFilter, Fault
from claims.models import Claim, Mention
from claims.remembering import remembered
from claims.vocabulary import Part, Polarity
from sources.lookups import Among

DAY = "extraction__article__published_on"
BY_PART, BY_POLARITY = "part", "polarity"
SORTS = {BY_PART: (Part.ACTOR, Part.SOURCE), BY_POLARITY: (Polarity.POSITIVE, Polarity.NEGATIVE)}
OTHER = {"actor": "source", "source": "actor"}

Numbers = tuple[int, int]
Told = Mapping[tuple[date | None, int], set[int]]  # by day and sort, the claims (keys of roots) that articles make


class TimelineFilter(ClaimFilter):
    """Claims by all that the list of claims is asked for, and how a timeline tells them apart."""

    split = ChoiceFilter(
        choices=[(BY_PART, gettext_lazy("about / said by")), (BY_POLARITY, gettext_lazy("affirmed / denied"))],
        empty_label=None,
        help_text=gettext_lazy("What goes up and what goes down."),
    )

    def _period_faults(self) -> Any:
        yield from super()._period_faults()
        if self.form.cleaned_data.get("split") == BY_PART and whom(self.data) is None:
            told = _("To be split so, a query names either who the claims are about or who says them.")
            yield Fault("split", told, [BY_POLARITY])


def whom(query: QueryDict) -> str | None:
    """The parameter of a query that can be turned from "about" to "said by" and back; None where there is not just one."""
    given = [name for name in OTHER if name in query]
    return given[0] if len(given) == 1 else None


def turned(query: QueryDict, part: str) -> QueryDict:
    """`query` for claims about (`actor`) or said by (`source`) whom it names."""
    found, name = query.copy(), whom(query)
    if name is not None and name != part:
        found.setlist(part, found.pop(name))
    return found


@dataclass(frozen=True, slots=True)
class Timeline:
    """Claims over time: for each period how many of each of the two sorts of `split`. `undated` are in articles without a
    day, `earlier` in years that are not drawn; `summits` are the places of peaks, each with the claim told most there."""

    split: str
    grain: Grain
    rows: Sequence[tuple[Period, Numbers]]
    summits: Sequence[tuple[int, Claim]]
    undated: int
    earlier: date | None

    @property
    def size(self) -> int:
        """How often it counts a claim."""
        return sum(sum(numbers) for _period, numbers in self.rows)


def timeline(filterset: TimelineFilter) -> Timeline:
    """All that a faultless `filterset` asks for, over time."""
    split = filterset.form.cleaned_data.get("split") or (BY_PART if whom(filterset.data) else BY_POLARITY)
    name = f"timeline {split} {whom(filterset.data)}"
    return remembered(name, filterset.qs, lambda: _timeline(filterset, split), lambda one: one.size)


def _timeline(filterset: TimelineFilter, split: str) -> Timeline:
    told = _by_part(filterset) if split == BY_PART else _by_polarity(filterset)
    found = _drawn(split, told)
    return replace(found, summits=_summits(found, told))


def _by_polarity(filterset: TimelineFilter) -> Told:
    sorts = {str(polarity): sort for sort, polarity in enumerate(SORTS[BY_POLARITY])}
    told = defaultdict[tuple[date | None, int], set[int]](set)
    for claim, day, polarity in filterset.made().values_list("root", DAY, "polarity"):
        told[day, sorts[polarity]].add(claim)
    return told


def _by_part(filterset: TimelineFilter) -> Told:
    """The same query twice: of whom the claims are about, and of who says them."""
    other = TimelineFilter(turned(filterset.data, OTHER[whom(filterset.data) or "actor"]), Claim.objects.all())
    other.faults()
    both = (filterset, other) if whom(filterset.data) == "actor" else (other, filterset)
    told = defaultdict[tuple[date | None, int], set[int]](set)
    for sort, one in enumerate(both):
        for claim, day in one.made().values_list("root", DAY):
            told[day, sort].add(claim)
    return told


def _drawn(split: str, told: Told) -> Timeline:
    """What was told as periods without a gap, not yet with peaks."""
    days = [day for day, _sort in told if day]
    undated = len(_all_of(told, lambda day: day is None))
    if not days:
        return Timeline(split, Grain.DAY, [], [], undated, None)
    grain = grain_of(min(days), max(days))
    drawn = periods(min(days), max(days), grain)
    there = defaultdict[tuple[date, int], set[int]](set)
    for (day, sort), claims in told.items():
        if day:
            there[start_of(day, grain), sort] |= claims
    rows = [(one, (len(there[one.first, 0]), len(there[one.first, 1]))) for one in drawn]
    return Timeline(split, grain, rows, [], undated, drawn[0].first if min(days) < drawn[0].first else None)


def _all_of(told: Told, wanted: Callable[[date | None], bool]) -> set[int]:
    """The claims of the days that are `wanted`."""
    return {claim for (day, _sort), claims in told.items() if wanted(day) for claim in claims}


def _summits(found: Timeline, told: Told) -> list[tuple[int, Claim]]:
    """The peaks with the claim that most origins have, of those told there. A query each, three at most."""
    summits = []
    for place in peaks([sum(numbers) for _period, numbers in found.rows]):
        period = found.rows[place][0]
        keys = _all_of(told, period.holds)
        claims = Claim.objects.filter(Among("id", keys)).order_by("-origins_count", "-mentions_count", "-pk")
        summits += [(place, claim) for claim in claims[:1]]
    return summits


def timeline_of(roots: Mapping[int, int], about: Collection[int], said: Collection[int]) -> Timeline:
    """The same of claims that are known: `roots` are those with all that were merged into them, each with its root; `about`
    and `said` are the roots of either sort. One query."""
    rows = Mention.objects.current().filter(claim__in=roots).order_by().values_list("claim", DAY).distinct()
    told = defaultdict[tuple[date | None, int], set[int]](set)
    sorts = (set(about), set(said))
    for claim, day in rows:
        for sort, keys in enumerate(sorts):
            if roots[claim] in keys:
                told[day, sort].add(roots[claim])
    return _drawn(BY_PART, told)
