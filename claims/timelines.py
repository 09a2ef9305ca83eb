"""How many claims articles of each day, week, month or year make: counted in the database, in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek, TruncYear
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter

from claims.columns import Grain, Period, grain_of, peaks, periods, start_of
from claims.filters import ClaimFilter, Fault
from claims.models import Claim, Mention, MentionQuerySet
from claims.vocabulary import Part, Polarity

DAY = "extraction__article__published_on"
STARTS = {Grain.DAY: TruncDay, Grain.WEEK: TruncWeek, Grain.MONTH: TruncMonth, Grain.YEAR: TruncYear}
BY_PART, BY_POLARITY = "part", "polarity"
SORTS = {BY_PART: (Part.ACTOR, Part.SOURCE), BY_POLARITY: (Polarity.POSITIVE, Polarity.NEGATIVE)}
OTHER = {"actor": "source", "source": "actor"}

Numbers = tuple[int, int]


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


def timeline(filterset: TimelineFilter) -> Timeline:
    """All that a faultless `filterset` asks for, over time."""
    split = filterset.form.cleaned_data.get("split") or (BY_PART if whom(filterset.data) else BY_POLARITY)
    strands = _strands(filterset, split)
    spans = [_span(one) for one in strands]
    days = [day for span in spans for day in (span["first"], span["last"]) if day]
    undated = sum(span["undated"] for span in spans)
    if not days:
        return Timeline(split, Grain.DAY, [], [], undated, None)
    grain = grain_of(min(days), max(days))
    drawn = periods(min(days), max(days), grain)
    counts = _counts(strands, grain, split)
    rows = [(period, (counts.get((period.first, 0), 0), counts.get((period.first, 1), 0))) for period in drawn]
    earlier = drawn[0].first if min(days) < drawn[0].first else None
    return Timeline(split, grain, rows, _summits(strands, rows), undated, earlier)


def _strands(filterset: TimelineFilter, split: str) -> list[MentionQuerySet]:
    """The mentions that are counted: of two sorts each by itself, where these are two queries."""
    if split == BY_POLARITY:
        return [filterset.mentions()]
    name = whom(filterset.data)
    other = TimelineFilter(turned(filterset.data, OTHER[name or "actor"]), Claim.objects.all())
    other.faults()
    own = filterset.mentions()
    return [own, other.mentions()] if name == "actor" else [other.mentions(), own]


def _span(mentions: MentionQuerySet) -> dict[str, Any]:
    undated = Count("root", distinct=True, filter=Q(**{DAY: None}))
    return mentions.aggregate(first=Min(DAY), last=Max(DAY), undated=undated)


def _counts(strands: Sequence[MentionQuerySet], grain: Grain, split: str) -> dict[tuple[date, int], int]:
    """The numbers by the first day of the period and the sort."""
    if split == BY_POLARITY:
        rows = _by_period(strands[0], grain, "polarity")
        return {(since, SORTS[split].index(polarity)): number for since, polarity, number in rows}
    return {
        (since, sort): number for sort, strand in enumerate(strands) for since, number in _by_period(strand, grain)
    }


def _by_period(mentions: MentionQuerySet, grain: Grain, *also: str) -> QuerySet[Mention, Any]:
    """The first day of each period, the columns `also`, and how many claims."""
    dated: QuerySet[Mention, Any] = mentions.order_by().filter(**{f"{DAY}__isnull": False})
    return dated.values_list(STARTS[grain](DAY), *also).annotate(n=Count("root", distinct=True))


def _summits(strands: Sequence[MentionQuerySet], rows: Sequence[tuple[Period, Numbers]]) -> list[tuple[int, Claim]]:
    """The peaks with the claim that most origins have, of those told there. A query each, three at most."""
    found = []
    for place in peaks([sum(numbers) for _period, numbers in rows]):
        period = rows[place][0]
        wanted = Q()
        for strand in strands:
            there = strand.filter(**{f"{DAY}__range": (period.first, period.last)})
            wanted |= Q(pk__in=there.order_by().values("root"))  # type: ignore[misc]  # `making` annotates it
        claim = Claim.objects.filter(wanted).order_by("-origins_count", "-mentions_count", "-pk").first()
        found += [(place, claim)] if claim else []
    return found


def timeline_of(roots: Mapping[int, int], about: Collection[int], said: Collection[int]) -> Timeline:
    """The same of claims that are known: `roots` are those with all that were merged into them, each with its root; `about`
    and `said` are the roots of either sort. One query."""
    rows = Mention.objects.current().filter(claim__in=roots).order_by().values_list("claim", DAY).distinct()
    told = {(roots[claim], day) for claim, day in rows}
    days = [day for _root, day in told if day]
    if not days:
        return Timeline(BY_PART, Grain.DAY, [], [], len({root for root, _day in told}), None)
    grain = grain_of(min(days), max(days))
    drawn = periods(min(days), max(days), grain)
    there: dict[date, set[int]] = {}
    for root, day in told:
        if day:
            there.setdefault(start_of(day, grain), set()).add(root)
    sorts = (set(about), set(said))
    counted = [(one, _both(there.get(one.first, set()), sorts)) for one in drawn]
    earlier = drawn[0].first if min(days) < drawn[0].first else None
    return Timeline(BY_PART, grain, counted, [], len({root for root, day in told if day is None}), earlier)


def _both(claims: set[int], sorts: tuple[set[int], set[int]]) -> Numbers:
    return len(claims & sorts[0]), len(claims & sorts[1])
