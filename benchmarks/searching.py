"""How long a search takes in a large database: milliseconds of each page, and of its bare SQL.

DATABASE_URL=postgres://… PYTHONPATH=. python benchmarks/searching.py [--articles 20000] [--rounds 50] [--explain]

The database has to be migrated and empty, or filled by this before; it is filled with generated articles of five claims each,
words drawn as in real texts (Zipf). On PostgreSQL the filling needs a superuser, for it leaves out the triggers.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factbase.settings")
django.setup()

from django.db import connection, reset_queries, transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from linking import NOW, World, _actors, _analyze, _mentions, _who, _words  # noqa: E402 - one world for all

from claims.indexing import index_everything  # noqa: E402
from claims.models import Attribution, Claim, ClaimActor, Extraction, Mention, MentionActor  # noqa: E402
from sources.models import Actor, Article, ArticleText  # noqa: E402

CLAIMS = 5  # of an article
AT_ONCE = 500
# A rare thing, a frequent one, a frequent and a rare one, a phrase, without something, a source.
QUERIES = ("Ding9000", "wort1", "Akteur0", "Akteur0 Ding77", '"Akteur0 wort1"', "Akteur0 -wort1", "Akteur 7")
PAGES = ("/search/?q={}", "/claims/?q={}", "/claims/?q={}&sort=newest", "/articles/?q={}", "/actors/?q={}",
         "/search/suggestions/?q={}", "/api/claims/?q={}")  # fmt: skip


def main() -> None:
    """Fills, asks, prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--explain", action="store_true")
    asked = parser.parse_args()
    fill(asked.articles)
    print(f"{Claim.objects.count()} claims, {Article.objects.count()} articles")
    client = Client(HTTP_HOST="127.0.0.1")
    client.get("/search/?q=x")
    for page in PAGES:
        for query in QUERIES:
            measure(client, page.format(query.replace('"', "%22").replace(" ", "+")), asked.rounds)
    if asked.explain:
        for query in QUERIES:
            explain(query)


def fill(articles: int) -> None:
    """Writes what is missing."""
    there = Article.objects.count()
    if there >= articles:
        return
    actors, world = _actors(), World(there)
    for start in range(there, articles, AT_ONCE):
        _fill(world, actors, min(AT_ONCE, articles - start))
    index_everything()
    _analyze()


@transaction.atomic
def _fill(world: World, actors: Sequence[int], number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    made = [[world.claim(date(2024, 1, 1)) for _ in range(CLAIMS)] for _ in range(number)]
    words = [[_words(one) for one in claims] for claims in made]
    days = [date(2022, 1, 1) + timedelta(days=world.chance.randrange(1400)) for _ in range(number)]
    articles = Article.objects.bulk_create(
        Article(title=told[0][:60], published_on=day, sha256=f"{world.chance.getrandbits(256):064x}", state="done")
        for told, day in zip(words, days, strict=True)
    )
    texts = [" ".join(told * 4) for told in words]
    ArticleText.objects.bulk_create(
        ArticleText(article=one, text=text, length=len(text)) for one, text in zip(articles, texts, strict=True)
    )
    extractions = Extraction.objects.bulk_create(
        Extraction(article=one, extractor="made", version="1", created_at=NOW) for one in articles
    )
    claims = Claim.objects.bulk_create(
        Claim(statement=one, created_at=NOW, mentions_count=1, origins_count=1) for told in words for one in told
    )
    groups = [claims[at : at + CLAIMS] for at in range(0, len(claims), CLAIMS)]
    rows = zip(extractions, groups, words, strict=True)
    mentions = Mention.objects.bulk_create(row for group in rows for row in _mentions(*group))
    pairs = list(zip(mentions, (one for told in made for one in told), strict=True))
    MentionActor.objects.bulk_create(row for mention, one in pairs for row in _who(mention, one, actors))
    sources = [(mention, actors[one.actors[-1]]) for mention, one in pairs]
    Attribution.objects.bulk_create(
        Attribution(mention=mention, actor_id=actor, position=0, kind="organisation", anonymity="named")
        for mention, actor in sources
    )
    ClaimActor.objects.bulk_create(
        ClaimActor(claim_id=mention.claim_id, actor_id=actor, part="source", exact=True) for mention, actor in sources
    )


def measure(client: Client, address: str, rounds: int) -> None:
    """Prints the median time of a page, and that of its queries alone run once more."""
    with override_settings(DEBUG=True):
        reset_queries()
        connection.force_debug_cursor = True
        status = client.get(address).status_code
        queries = [one["sql"] for one in connection.queries]
        connection.force_debug_cursor = False
    page = _median(lambda: client.get(address), rounds)
    bare = _median(lambda: _run(queries), rounds)
    flag = "" if page <= max(0.04, 3 * bare) else "  <-- too slow"
    print(f"{status} {page * 1000:7.1f} ms  SQL {bare * 1000:7.1f} ms  {len(queries):2} queries  {address}{flag}")


def _median(what: Callable[[], object], rounds: int) -> float:
    return statistics.median(_times(what, rounds))


def _times(what: Callable[[], object], rounds: int) -> Iterator[float]:
    for _ in range(rounds):
        began = time.perf_counter()
        what()
        yield time.perf_counter() - began


def _run(queries: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for sql in queries:
            if sql.startswith(("SELECT", "WITH")):
                cursor.execute(sql)
                cursor.fetchall()


def explain(query: str) -> None:
    """Prints how claims, articles and actors are looked up."""
    for rows in (Claim.objects.public().matching(query), Article.objects.matching(query)):
        print(query, rows.order_by(F("standing").desc())[:20].explain(analyze=True), sep="\n")
    print(Actor.objects.matching(query)[:20].explain(analyze=True))


if __name__ == "__main__":
    main()
