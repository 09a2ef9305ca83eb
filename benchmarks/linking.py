"""What it takes to link one new article into databases of several sizes: milliseconds, and the memory of the process.

DATABASE_URL=postgres://… PYTHONPATH=. python benchmarks/linking.py [--claims 2000 200000] [--rounds 20] [--seed 1]

The database has to be migrated; it is filled, where it holds less than asked for, in bulk with generated claims, without the model. Actors and words are
drawn as in real news: a few of them make up most (Zipf), one actor stands in a third of all claims; one claim in twelve repeats
an earlier one. On PostgreSQL the filling needs a superuser, for it leaves out the triggers; linking has them all.
"""

import argparse
import os
import random
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factbase.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 - needs the settings

from claims.blocking import keys  # noqa: E402
from claims.contents import said  # noqa: E402
from claims.extraction import verdicts  # noqa: E402
from claims.linking import link  # noqa: E402
from claims.models import Claim, ClaimTime, Extraction, Gist, Mention, MentionActor, Quantity  # noqa: E402
from claims.neighbours import store_keys  # noqa: E402
from sources.models import Actor, Article, ArticleText  # noqa: E402

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2022, 1, 1)
DAYS = 1400
A_CLAIM = 30  # mentions of an article
ACTORS, ACTS, THINGS = 1_500, 900, 20_000
AT_ONCE = 100  # articles that are written together
KEPT = 3_000  # latest mentions that may be repeated


@dataclass(frozen=True, slots=True)
class Made:
    """A generated claim: numbers of actors, acts and things, a figure and a day that it tells, or None."""

    actors: tuple[int, ...]
    acts: tuple[int, ...]
    things: tuple[int, ...]
    figure: int | None
    day: date | None


class World:
    """Draws claims; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.made: list[Made] = []

    def claim(self, published: date) -> Made:
        """A new claim, or one of the latest once more."""
        if self.made and self.chance.random() < 1 / 12:
            return self.chance.choice(self.made)
        told = self.chance.random() < 0.4
        made = Made(
            tuple(dict.fromkeys(self._actor() for _ in range(self.chance.randint(1, 3)))),
            (self._zipf(ACTS),),
            tuple(dict.fromkeys(self._zipf(THINGS) for _ in range(self.chance.randint(2, 4)))),
            self.chance.randint(2, 999) * 10 ** self.chance.randint(0, 4) if self.chance.random() < 0.2 else None,
            published - timedelta(days=self.chance.randint(0, 60)) if told else None,
        )
        self.made = [*self.made[-KEPT:], made]
        return made

    def _actor(self) -> int:
        return 0 if self.chance.random() < 0.18 else self._zipf(ACTORS)

    def _zipf(self, most: int) -> int:
        """A rank from 0 to `most`, the first ones often: with the exponent 1."""
        return min(int(most ** self.chance.random()), most) - 1


def main() -> None:
    """Fills, links, prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, nargs="+", default=[2_000, 200_000])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="another one measures on a database that is filled already")
    asked = parser.parse_args()
    actors = _actors()
    world, stored, first = World(asked.seed), Mention.objects.count(), 0.0
    for size in asked.claims:
        while stored < size:
            stored += _fill(world, actors, min(AT_ONCE, -(-(size - stored) // A_CLAIM)))
        _analyze()
        took = sorted(_rounds(world, actors, asked.rounds))
        middle = statistics.median(took)
        first = first or middle
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{stored:8} claims: {middle * 1000:6.1f} ms an article of {A_CLAIM} claims "
            f"({took[0] * 1000:.1f} to {took[-1] * 1000:.1f}), {middle / first:.2f} times the first, {memory:.0f} MB"
        )


def _actors() -> list[int]:
    names = [f"Akteur {number}" for number in range(ACTORS)]
    if not Actor.objects.filter(name=names[0]).exists():
        rows = (Actor(name=name, slug=f"akteur-{at}", kind="organisation") for at, name in enumerate(names))
        Actor.objects.bulk_create(rows, batch_size=500)
    return list(Actor.objects.filter(name__in=names).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _fill(world: World, actors: Sequence[int], articles: int) -> int:
    """Writes so many articles with their claims and keys; gives the number of mentions."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    found = [mention for _ in range(articles) for mention in _article(world, actors)]
    told = said(found)
    store_keys({key: keys(one.content) for key, one in told.items()})
    return len(found)


def _article(world: World, actors: Sequence[int]) -> list[int]:
    """Writes one article; gives its mentions."""
    published = FIRST_DAY + timedelta(days=world.chance.randrange(DAYS))
    made = [world.claim(published) for _ in range(A_CLAIM)]
    words = [_words(one) for one in made]
    text = " ".join(words)
    article = Article.objects.create(
        published_on=published, sha256=f"{world.chance.getrandbits(256):064x}", state="done"
    )
    ArticleText.objects.create(article=article, text=text, length=len(text))
    extraction = Extraction.objects.create(article=article, extractor="made", version="1", created_at=NOW)
    claims = Claim.objects.bulk_create(Claim(statement=one, created_at=NOW) for one in words)
    mentions = Mention.objects.bulk_create(_mentions(extraction, claims, words))
    rows = list(zip(mentions, made, strict=True))
    MentionActor.objects.bulk_create(row for mention, one in rows for row in _who(mention, one, actors))
    Gist.objects.bulk_create(Gist(mention=mention, statement=mention.text, terms=_terms(one)) for mention, one in rows)
    Quantity.objects.bulk_create(row for mention, one in rows for row in _figures(mention, one))
    ClaimTime.objects.bulk_create(row for mention, one in rows for row in _times(mention, one))
    return [mention.pk for mention in mentions]


def _words(made: Made) -> str:
    actors = " ".join(f"Akteur{one}" for one in made.actors)
    return f"{actors} wort{made.acts[0]} {' '.join(f'Ding{one}' for one in made.things)} {made.figure or ''}.".replace(
        " .", "."
    )


def _mentions(extraction: Extraction, claims: Sequence[Claim], words: Sequence[str]) -> Iterator[Mention]:
    start = 0
    for number, (claim, text) in enumerate(zip(claims, words, strict=True), start=1):
        end = start + len(text)
        yield Mention(
            extraction=extraction, claim=claim, number=number, form="narrative", spans=[[start, end]], start=start, end=end,
            text=text, stance="asserts", certainty="certain", polarity="positive", hearsay=False, tense="past", confidence=0.8,
        )  # fmt: skip
        start = end + 1


def _place(mention: Mention) -> dict[str, object]:
    """Any words of the mention, as evidence."""
    word = mention.text.split()[0]
    return {"mention": mention, "text": word, "start": mention.start, "end": mention.start + len(word)}


def _who(mention: Mention, made: Made, actors: Sequence[int]) -> Iterator[MentionActor]:
    for position, one in enumerate(made.actors):
        role = "about" if position else "agent"
        yield MentionActor(actor_id=actors[one], role=role, position=position, **_place(mention))


def _terms(made: Made) -> list[object]:
    acts = [[f"wort{one}", "act", [f"sinn{one // 3}"], []] for one in made.acts]
    return [*acts, *([f"ding{one}", "thing", [], []] for one in made.things)]


def _figures(mention: Mention, made: Made) -> Iterator[Quantity]:
    if made.figure is not None:
        value = {"value": made.figure, "low": made.figure, "high": made.figure, "low_open": False, "high_open": False}
        yield Quantity(position=0, qualifier="exact", unit=f"Ding{made.things[0]}", **value, **_place(mention))


def _times(mention: Mention, made: Made) -> Iterator[ClaimTime]:
    if made.day is not None:
        yield ClaimTime(position=0, first_day=made.day, last_day=made.day, precision="day", **_place(mention))


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rounds(world: World, actors: Sequence[int], rounds: int) -> Iterator[float]:
    """How long linking a new article took, each undone again."""
    for _ in range(rounds):
        with transaction.atomic():
            mentions = _article(world, actors)
            began = time.perf_counter()
            link(mentions=mentions, judge=verdicts, now=NOW)
            yield time.perf_counter() - began
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
