"""Reading series and their points in a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from claims.conflicts import Against, Said, set_against
from claims.figure_articles import bodies_of
from claims.measures import Interval, base_of, comparable
from claims.merges import RootOf
from claims.models import Attribution, ClaimTime, Mention, Quantity, Series
from claims.vocabulary import Polarity, Stance, Status, Tense
from sources.models import Actor

TOP = 6  # series that the page of an actor lists
MOST = 200  # points of a series that its page shows, the newest
LONGEST_TIME = 400  # days; a longer time says when something began, not for when a figure is
SINCE = ("seit", "ab ", "von ", "nach ")
ARTICLE = "mention__extraction__article"
SAID_FIRM = {Stance.ASSERTS, Stance.CONFIRMS, Stance.ACCUSES, Stance.WARNS}


@dataclass(frozen=True, slots=True)
class History:
    """A series with its points, the oldest first, and those that exclude each other; `whole`: there are no more."""

    series: Series
    points: Sequence[Quantity]
    against: Sequence[Against]
    whole: bool


def with_names(series: QuerySet[Series]) -> QuerySet[Series]:
    """`series` with concept, actors, and `word`: a noun as an article has it, for those without a concept."""
    word = Quantity.objects.filter(series=OuterRef("pk")).order_by("pk").values("unit")[:1]
    return series.select_related("concept", "agent", "recipient").annotate(word=Subquery(word))


def with_places(figures: QuerySet[Quantity]) -> QuerySet[Quantity]:
    """`figures` with claim, article, origin, chain and times."""
    hops = Attribution.objects.select_related("actor").order_by("position")
    return (
        figures.select_related("mention__claim", f"{ARTICLE}__outlet", "origin", "thing")
        .defer("mention__extraction__provenance", f"{ARTICLE}__error")
        .prefetch_related(
            Prefetch("mention__chain", hops),
            Prefetch("mention__times", ClaimTime.objects.order_by("position")),
        )
    )


def attach_roots(figures: Iterable[Quantity]) -> None:
    """Sets `root` of each figure `with_places`: the key of its claim, or of what that was merged into. One query at most;
    in the query of the figures it would be followed for all that are sorted."""
    figures = list(figures)
    merged = {one.mention.claim_id for one in figures if one.mention.claim.merged_into_id}
    rows = Mention.objects.filter(claim__in=merged).values_list("claim", RootOf("claim")) if merged else ()
    roots = dict(rows)
    for one in figures:
        one.root = roots.get(one.mention.claim_id, one.mention.claim_id)  # type: ignore[attr-defined]  # read by pages and API


def history(series: Series) -> History:
    """All about one series. Six queries, one more where claims were merged."""
    newest = F(f"{ARTICLE}__published_on").desc(nulls_last=True)
    keys = list(Quantity.objects.filter(series=series).order_by(newest, "-pk").values_list("pk", flat=True)[: MOST + 1])
    rows = with_places(Quantity.objects.all()).in_bulk(keys[:MOST])
    points = [rows[key] for key in reversed(keys[:MOST])]
    attach_roots(points)
    return History(series, points, set_against(_said(points)), len(keys) <= MOST)


def series_of(figures: Collection[Quantity]) -> dict[int, Series]:
    """The series of these figures that have enough points to be shown, by key."""
    keys = {one.series_id for one in figures if one.series_id}
    return {one.pk: one for one in Series.objects.listed().filter(pk__in=keys)} if keys else {}


def _said(points: Sequence[Quantity]) -> list[Said]:
    """Those that can be set against others: nothing denied, expected, or rejected by a curator."""
    firm = [one for one in points if _is_firm(one)]
    sides = _sides({pk for one in firm if (pk := _speaker(one))})
    return [
        Said(
            one.pk,
            sides.get(_speaker(one) or 0, f"article {one.mention.extraction.article_id}"),
            interval_in_base(one),
            one.value * base_of(one.concept)[1],
            one.mention.extraction.article.published_on,
            day_meant(one),
        )
        for one in firm
    ]


def _sides(speakers: Collection[int]) -> dict[int, int]:
    """Whose side each of these (keys) is on: that of the body that they speak for anywhere, else their own; a state's
    bodies are one side."""
    spoken = Attribution.objects.filter(actor__in=speakers).exclude(speaks_for=None).order_by("pk")
    bodies = dict(spoken.values_list("actor", "speaks_for"))
    stands = {key: bodies.get(key, key) for key in speakers}
    whole = bodies_of(set(stands.values()))
    return {key: whole[body] for key, body in stands.items()}


def _is_firm(point: Quantity) -> bool:
    mention = point.mention
    firm = mention.polarity == Polarity.POSITIVE and mention.stance in SAID_FIRM and mention.tense != Tense.FUTURE
    return firm and mention.claim.status not in {Status.REJECTED, Status.RETRACTED}


def _speaker(point: Quantity) -> int | None:
    """For whom the origin speaks, else the origin."""
    hops = point.mention.chain.all()
    return (hops[0].speaks_for_id if hops else None) or point.origin_id


def interval_in_base(point: Quantity) -> Interval:
    """What a figure allows where it is compared, in its base unit."""
    return comparable(point).times(base_of(point.concept)[1])


def day_meant(point: Quantity) -> tuple[date, date] | None:
    """The days for which a figure is told, where its mention gives one time that is not the start of a longer one."""
    times = [
        (time.first_day, time.last_day)
        for time in point.mention.times.all()
        if time.first_day and time.last_day and not time.text.lower().startswith(SINCE)
    ]
    if len(times) != 1 or (times[0][1] - times[0][0]).days > LONGEST_TIME:
        return None
    return times[0]


def series_of_actor(actor: Actor) -> list[Series]:
    """The series about an actor (a root) with most points."""
    found = Series.objects.listed().filter(Q(agent=actor) | Q(recipient=actor))
    return list(with_names(found).order_by("-points_count", "-pk")[:TOP])
