"""What the front page shows at a glance: read in a fixed number of queries, each over the newest rows or by an index. What
takes more (the numbers of the base, who is busy, which figures moved) is kept for ten minutes, once there is any."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeVar

from django.core.cache import cache
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from claims.disputes import Dispute, assembled, newest_pairs
from claims.evidence import attach_mentions
from claims.figures import with_names
from claims.measures import base_of
from claims.merges import families
from claims.models import Attribution, Claim, ClaimActor, ClaimQuerySet, Mention, Prediction, Quantity, Series
from claims.outlook import by_due, shown
from claims.predictions import DUE as DUE_BY
from claims.vocabulary import Part, Polarity, Status, Tense
from sources.lookups import Among
from sources.models import Actor, Article, ArticleState

NEW, PAIRS, DUE, MOVED, BUSY = 4, 3, 4, 5, 8  # how many of each are shown
RECENT = 200  # claims of which those with most origins are new
RECENT_SERIES = 40
RECENT_ARTICLES = 2_000
POINTS = 24  # of a series, the newest
DAYS = 30
KEPT = 600  # seconds
ARTICLE = "mention__extraction__article"
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there is: claims that readers see, those of them that are disputed, articles, outlets, who is a source."""

    claims: int
    disputed: int
    articles: int
    outlets: int
    sources: int

    def __bool__(self) -> bool:
        return self.claims > 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A series whose newest figure differs from the last of an earlier day; its figures in their base unit, oldest first."""

    series: Series
    before: Quantity
    after: Quantity
    days: tuple[date, date]
    course: Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Busy:
    """Who is a source of most claims in articles from `first` to `last`."""

    first: date
    last: date
    sources: Sequence[tuple[Actor, int]]


@dataclass(frozen=True, slots=True)
class Glance:
    """What the front page shows; whatever the database has nothing for is None or empty. All claims have
    `current_mentions`."""

    numbers: Numbers
    example: Claim | None
    disputes: Sequence[Dispute]
    newest: Sequence[Claim]
    moved: Sequence[Moved]
    due: Sequence[Prediction]
    busy: Busy | None


def glance(today: date) -> Glance:
    """The front page on this day."""
    public = Claim.objects.public().filter(Exists(Mention.objects.current().filter(claim=OuterRef("pk"))))
    new, example = newest(public), _example(public)
    pairs = newest_pairs(PAIRS)
    sides = Claim.objects.in_bulk({claim for key in pairs for claim in key.claims})
    due = due_soon(today)
    claims = [*new, *sides.values(), *([example] if example else []), *(row.claim for row in due)]
    attach_mentions(claims)
    disputes = assembled(pairs, sides)
    return Glance(
        kept("numbers", numbers),
        example,
        disputes,
        new,
        kept("moved", moved),
        due,
        kept("busy", lambda: busiest(today)),
    )


def kept(name: str, make: Callable[[], Found]) -> Found:
    """What `make` gives, made anew when it is ten minutes old; while there is nothing, each time."""
    found: Found | None = cache.get(f"glance.{name}")
    if found is None:
        found = make()
        if found:
            cache.set(f"glance.{name}", found, KEPT)
    return found


def numbers() -> Numbers:
    """How much there is."""
    claims = Claim.objects.public().aggregate(n=Count("pk"), disputed=Count("pk", filter=Q(disputed=True)))
    articles = Article.objects.filter(state=ArticleState.DONE, withdrawn_at=None)
    told = articles.aggregate(n=Count("pk"), outlets=Count("outlet", distinct=True))
    named = ClaimActor.objects.filter(part=Part.SOURCE, exact=True, actor__merged_into=None)
    sources = named.aggregate(n=Count("actor", distinct=True))["n"]
    return Numbers(claims["n"], claims["disputed"], told["n"], told["outlets"], sources)


def newest(claims: ClaimQuerySet) -> list[Claim]:
    """Of the newest `claims` those with most origins."""
    rows = claims.order_by("-pk").values_list("pk", "origins_count")[:RECENT]
    keys = [key for key, _origins in sorted(rows, key=lambda row: (-row[1], -row[0]))[:NEW]]
    found = Claim.objects.in_bulk(keys)
    return [found[key] for key in keys]


def _example(claims: ClaimQuerySet) -> Claim | None:
    """A recent claim that came by way of somebody else, with a figure where there is one."""
    second = Attribution.objects.filter(mention=OuterRef("pk"), position=1, actor__isnull=False)
    relayed = Mention.objects.current().filter(Exists(second))
    keys = list(relayed.order_by("-pk").values_list("claim", flat=True)[:20])
    figures = Quantity.objects.filter(mention__claim=OuterRef("pk"))
    return claims.filter(pk__in=keys).order_by(Exists(figures).desc(), "-pk").first()


def due_soon(today: date) -> list[Prediction]:
    """Open predictions that name a time which is not over, the soonest first."""
    rows = Prediction.objects.public().open().alias(due_by=DUE_BY).filter(due_by__gte=today)
    keys = list(by_due(rows).values_list("pk", flat=True)[:DUE])
    return list(by_due(shown(Prediction.objects.filter(pk__in=keys))))


class Point(NamedTuple):
    """A figure of a series, as much of it as its course takes."""

    series: int
    key: int
    day: date
    value: Decimal
    concept: str

    @property
    def base(self) -> Decimal:
        """Its value in the base unit."""
        return self.value * base_of(self.concept)[1]


def moved() -> list[Moved]:
    """Of the series with the newest figures those that moved last."""
    recent = Series.objects.listed().filter(newest__isnull=False).order_by("-newest", "-pk")[:RECENT_SERIES]
    keys = list(recent.values_list("pk", flat=True))
    courses = {key: course for key, course in _courses(keys).items() if _before(course)}
    shown_keys = [key for key in keys if key in courses][:MOVED]
    series = with_names(Series.objects.all()).in_bulk(shown_keys)
    ends = {key: (_before(courses[key]), courses[key][-1]) for key in shown_keys}
    figures = Quantity.objects.in_bulk({point.key for pair in ends.values() for point in pair if point})
    return [_moved(series[key], courses[key], figures) for key in shown_keys]


def _courses(series: Sequence[int]) -> dict[int, list[Point]]:
    """The newest figures of each of `series` (keys), oldest first: affirmed ones, not foretold, of known days."""
    day = f"{ARTICLE}__published_on"
    said = {"mention__polarity": Polarity.POSITIVE, f"{day}__isnull": False}
    rows = Quantity.objects.public().filter(Among("series", series), **said).exclude(mention__tense=Tense.FUTURE)
    latest = Window(RowNumber(), partition_by=["series"], order_by=[F(day).desc(), F("pk").desc()])
    rows = rows.annotate(place=latest).filter(place__lte=POINTS).order_by("series", "-place")
    found: dict[int, list[Point]] = defaultdict(list)
    for row in rows.values_list("series", "pk", day, "value", "concept"):
        found[row[0]].append(Point(*row))
    return found


def _before(course: Sequence[Point]) -> Point | None:
    """The last figure of an earlier day than the newest, where the newest differs from it."""
    earlier = [point for point in course if point.day < course[-1].day]
    return earlier[-1] if earlier and earlier[-1].base != course[-1].base else None


def _moved(series: Series, course: Sequence[Point], figures: Mapping[int, Quantity]) -> Moved:
    before, after = _before(course), course[-1]
    assert before is not None  # noqa: S101 - those that stood still are left out
    steps = [(point.day, point.base) for point in course]
    return Moved(series, figures[before.key], figures[after.key], (before.day, after.day), steps)


def busiest(today: date) -> Busy | None:
    """Who is a source of most claims in the newest articles: those of the last 30 days before the newest of them."""
    last = Article.objects.filter(published_on__lte=today).aggregate(day=Max("published_on"))["day"]
    if last is None:
        return None
    first = last - timedelta(days=min(DAYS - 1, last.toordinal() - 1))
    articles = Article.objects.filter(published_on__range=(first, last)).order_by("-published_on", "-pk")
    told = Mention.objects.current().filter(extraction__article__in=articles.values("pk")[:RECENT_ARTICLES])
    claims = dict(told.order_by().values_list("claim", "claim__merged_into").distinct())
    roots = families({claim for claim, above in claims.items() if above})
    counted = _sources({roots.get(claim, claim) for claim in claims})
    named = Actor.objects.in_bulk([key for key, _number in counted])
    return Busy(first, last, [(named[key], number) for key, number in counted])


def _sources(claims: set[int]) -> QuerySet[ClaimActor, tuple[int, int]]:
    """The sources themselves of most of `claims` (keys of roots) that readers see, with their numbers."""
    rows = ClaimActor.objects.filter(Among("claim", claims), part=Part.SOURCE, exact=True, actor__merged_into=None)
    rows = rows.filter(claim__merged_into=None, claim__within=False).exclude(claim__status=Status.REJECTED)
    return rows.values_list("actor").annotate(n=Count("pk")).order_by("-n", "actor")[:BUSY]
