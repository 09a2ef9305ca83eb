"""Figures become points of series: what they count, whom they are about, who says so first. Derived from the current
mentions, so it can always be made anew; the order in which articles came does not matter.

A figure of goods whose article does not say who hands them to whom ("11.000 Container") joins the one series of such
goods between two actors whom its article names, where another article tells that direction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Max, Min, Q

from claims.counting import Thing, Words, head_noun
from claims.directions import TRANSFER, Counted, Direction, directions
from claims.figure_articles import Article, Figure, holders_of, read_articles
from claims.models import Mention, Quantity, Series
from sources.actions import take_turns
from sources.models import Actor

BATCH = 200  # articles that are read together
COLUMNS = ("thing_id", "origin_id", "series_id", "directed")


@dataclass(frozen=True, slots=True)
class Placed:
    """What is derived of one figure; `direction` None: a point of no series."""

    figure: Figure
    thing: Thing | None
    direction: Direction | None
    directed: bool

    @property
    def key(self) -> str:
        """The key of its series; empty without one."""
        if self.thing is None or self.direction is None:
            return ""
        return series_key(self.thing, self.direction)


def series_key(thing: Thing, direction: Direction) -> str:
    """What makes two series the same."""
    sides = (direction.agent or "", direction.recipient or "", direction.deed)
    return "|".join(map(str, (thing.concept or thing.noun, thing.measure, *sides)))


def derive_figures(extractions: Collection[int]) -> None:
    """Brings what is derived of the figures in these extractions in line, and of those elsewhere that follow from them."""
    if not Quantity.objects.filter(mention__extraction__in=extractions).exists():
        return
    take_turns({"figures"})
    turned = _write(extractions)
    if turned:
        following = Quantity.objects.current().filter(thing__in=turned, directed=False)
        _write(set(following.values_list("mention__extraction", flat=True)))


def extractions_naming(actor: Actor) -> set[int]:
    """The extractions with figures whose mentions name `actor`, whatever is merged into it or part of it, or who holds an
    office of any of these; and those of articles that these published."""
    below = _below(actor.pk)
    slugs = set(Actor.objects.filter(pk__in=below).values_list("slug", flat=True))
    below |= set(Actor.objects.filter(slug__in=holders_of(slugs)).values_list("pk", flat=True))
    named = Q(actors__actor__in=below) | Q(chain__actor__in=below) | Q(chain__speaks_for__in=below)
    published = Q(extraction__article__outlet__in=below)
    mentions = Mention.objects.current().filter(named | published, extraction__mentions__quantities__isnull=False)
    return set(mentions.order_by().values_list("extraction", flat=True).distinct())


def _below(actor: int) -> set[int]:
    found, level = set[int](), {actor}
    while level:
        found |= level
        under = Actor.objects.filter(Q(merged_into__in=level) | Q(part_of__in=level))
        level = set(under.values_list("pk", flat=True)) - found
    return found


def derived_figures(extractions: Collection[int]) -> Iterator[Placed]:
    """What should be derived of every figure in these extractions."""
    words = Words.read()
    articles = read_articles(extractions)
    told = [(article, _local(article, words)) for article in articles]
    anchors = _anchors(placed for _article, found in told for placed in found)
    for article, found in told:
        yield from (_completed(placed, article, anchors) for placed in found)


def _local(article: Article, words: Words) -> list[Placed]:
    """What an article tells by itself."""
    things = {figure.key: _thing(figure, words) for figure in article.figures if figure.counts}
    counted = [_counted(article, figure, thing) for figure in article.figures if (thing := things.get(figure.key))]
    told = directions(article.tellings(goods=True), counted)
    return [_placed(figure, things.get(figure.key), told.get(figure.key)) for figure in article.figures]


def _thing(figure: Figure, words: Words) -> Thing | None:
    return words.thing(
        unit=figure.unit,
        concept=figure.concept,
        measure=figure.measure,
        text=figure.words,
        start=figure.place,
        end=figure.place + len(figure.text),
    )


def _counted(article: Article, figure: Figure, thing: Thing) -> Counted:
    telling = article.telling(figure.mention, goods=thing.goods)
    end = figure.start + len(figure.text)
    noun = head_noun(figure.unit).lower()
    return Counted(figure.key, telling, figure.start, end, thing.same, noun, thing.goods, thing.harm, thing.acts)


def _placed(figure: Figure, thing: Thing | None, direction: Direction | None) -> Placed:
    if thing is None or direction is None:
        return Placed(figure, thing, None, directed=False)
    if thing.goods and direction.whole and not direction.deed:
        direction = replace(direction, deed=TRANSFER)
    return Placed(figure, thing, direction, directed=thing.goods and direction.whole)


Anchors = Mapping[tuple[int | None, str, str], Collection[Direction]]


def _anchors(placed: Iterable[Placed]) -> Anchors:
    """The directions that articles tell of goods, by what is counted: of these figures, and of all others there are."""
    found: dict[tuple[int | None, str, str], set[Direction]] = defaultdict(set)
    concepts = set()
    for one in placed:
        if one.thing and one.thing.goods and one.direction:
            concepts.add(one.thing.concept)
            if one.directed:
                found[one.thing.same].add(replace(one.direction, others=frozenset()))
    series = Series.objects.filter(concept__in=concepts, directed_count__gt=0)
    for concept, measure, agent, recipient, deed in series.values_list(
        "concept", "measure", "agent", "recipient", "deed"
    ):
        found[concept, "", measure].add(Direction(agent, recipient, deed))
    return found


def _completed(placed: Placed, article: Article, anchors: Anchors) -> Placed:
    """`placed` with the one direction that fits where it lacks one; without a series where nobody is known."""
    direction, thing = placed.direction, placed.thing
    if direction is None or thing is None:
        return placed
    if thing.goods and not direction.whole:
        there = article.named
        fitting = [
            one for one in anchors.get(thing.same, ()) if direction.fits(one) and {one.agent, one.recipient} <= there
        ]
        if len(fitting) == 1:
            return replace(placed, direction=direction.completed(fitting[0]))
    if direction.agent is None and direction.recipient is None:
        return replace(placed, direction=_only(direction))
    return placed


def _only(direction: Direction) -> Direction | None:
    """Where a single actor is named in whatever part, the figure is about that one."""
    return replace(direction, agent=min(direction.others)) if len(direction.others) == 1 else None


def _write(extractions: Collection[int]) -> set[int]:
    """Writes what is derived; gives the concepts of goods for which a direction is told newly or no more."""
    ordered, turned = sorted(extractions), set[int]()
    for start in range(0, len(ordered), BATCH):
        chunk = ordered[start : start + BATCH]
        placed = list(derived_figures(chunk))
        series = _series(placed)
        rows = Quantity.objects.in_bulk([one.figure.key for one in placed])
        touched, changed = set[int](), []
        for one in placed:
            row = rows[one.figure.key]
            new = columns(one, series)
            if tuple(getattr(row, name) for name in COLUMNS) != new:
                touched |= {pk for pk in (row.series_id, new[2]) if pk}
                for name, value in zip(COLUMNS, new, strict=True):
                    setattr(row, name, value)
                changed.append(row)
        Quantity.objects.bulk_update(changed, ["thing", "origin", "series", "directed"], batch_size=BATCH)
        turned |= count_points(touched)
    return turned


def columns(placed: Placed, series: Mapping[str, int]) -> tuple[int | None, int | None, int | None, bool]:
    """The derived columns of a figure, in the order of COLUMNS; `series` gives the keys of rows by keys of series."""
    concept = placed.thing.concept if placed.thing else None
    return concept, placed.figure.origin, series.get(placed.key), placed.directed


def _series(placed: Iterable[Placed]) -> dict[str, int]:
    """The series of these figures, made where they are new, in one order for all writers."""
    wanted = {one.key: one for one in placed if one.key}
    there = dict(Series.objects.filter(key__in=wanted).values_list("key", "pk"))
    new = [_row(wanted[key]) for key in sorted(wanted.keys() - there.keys())]
    if new:
        Series.objects.bulk_create(new, ignore_conflicts=True)
        there |= dict(Series.objects.filter(key__in=[row.key for row in new]).values_list("key", "pk"))
    return there


def _row(placed: Placed) -> Series:
    thing, direction = placed.thing, placed.direction
    assert thing is not None  # noqa: S101 - it has a key
    assert direction is not None  # noqa: S101 - it has a key
    return Series(
        key=placed.key,
        concept_id=thing.concept,
        noun=thing.noun,
        measure=thing.measure,
        agent_id=direction.agent,
        recipient_id=direction.recipient,
        deed=direction.deed,
    )


def count_points(series: Collection[int]) -> set[int]:
    """Writes the numbers of these series anew; gives the concepts of those whose direction is told newly or no more."""
    turned = set()
    rows = {row.pk: row for row in Series.objects.select_for_update().filter(pk__in=series).order_by("pk")}
    numbers = counted_points(rows)
    for pk, row in rows.items():
        new = numbers.get(pk, NO_POINTS)
        if (row.directed_count > 0) != (new["directed_count"] > 0) and row.concept_id:
            turned.add(row.concept_id)
        for name, value in new.items():
            setattr(row, name, value)
    Series.objects.bulk_update(rows.values(), list(NO_POINTS), batch_size=BATCH)
    return turned


NO_POINTS: dict[str, Any] = {
    "points_count": 0,
    "origins_count": 0,
    "directed_count": 0,
    "newest": None,
    "least": None,
    "most": None,
}


def counted_points(series: Collection[int]) -> dict[int, dict[str, Any]]:
    """The numbers that these series should have, by their keys; none of those without a point. What is not named counts as
    an origin of its own in each article, and so does an article's own voice where its outlet is not known."""
    points = Quantity.objects.filter(series__in=series).order_by()
    article = "mention__extraction__article"
    rows = points.values("series").annotate(
        points_count=Count("pk"),
        origins_count=Count("origin", distinct=True) + Count(article, distinct=True, filter=Q(origin=None)),
        directed_count=Count("pk", filter=Q(directed=True)),
        newest=Max(f"{article}__published_on"),
        lowest=Min("least"),
        lowest_high=Min("most"),
        highest=Max("most"),
        highest_low=Max("least"),
    )
    return {row["series"]: _numbers(row) for row in rows}


def _numbers(row: Mapping[str, Any]) -> dict[str, Any]:
    """The range over all ends that were said, for most figures have one open."""
    lows = [row[name] for name in ("lowest", "lowest_high") if row[name] is not None]
    highs = [row[name] for name in ("highest", "highest_low") if row[name] is not None]
    counts = {name: row[name] for name in ("points_count", "origins_count", "directed_count", "newest")}
    return {**counts, "least": min(lows, default=None), "most": max(highs, default=None)}
