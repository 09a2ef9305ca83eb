"""How long readers wait for pages with 100,000 claims and 20,000 articles: to the first byte from gunicorn, beside bare SQL.

DATABASE_URL=postgres://… PYTHONPATH=. python benchmarks/pages.py [--articles 20000] [--rounds 50] [--only WORD] [--slow]

The database has to be migrated and empty, or filled by an earlier run; `pages.sql` fills it, as a superuser. Words are those of
our own passages (`tests/gold`), as often as there, and compounds of them. Every round asks for the page over one kept
connection, then runs the very queries of that page, all in the same moments.
"""

import argparse
import http.client
import io
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factbase.settings")
django.setup()

from django.core.cache import cache  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from claims.indexing import index_everything  # noqa: E402
from claims.models import Claim  # noqa: E402
from claims.wordforms import learn_words  # noqa: E402

HERE = Path(__file__).parent
CLAIMS = 5  # of an article, in the middle
ACTORS, COMPOUNDS = 1_500, 8_000
PORT = 8765
LIMIT, TIMES = 0.040, 3
COLD = 5  # rounds where nothing is kept
PAGES = {
    "home": "/",
    "all claims": "/claims/",
    "the last page": "/claims/?page=4000",
    "about an actor in a third of all": "/claims/?actor=actor-1",
    "about a rare actor": "/claims/?actor=actor-900",
    "a source and a form": "/claims/?source=actor-2&form=direct",
    "a form in a third of all": "/claims/?form=direct",
    "a rare form and a year": "/claims/?form=reported&year=2021",
    "year, outlet, certainty": "/claims/?year=2025&outlet=outlet-3&certainty=probable",
    "anonymous sources": "/claims/?anonymity=anonymous",
    "no figure, anonymous": "/claims/?has_figure=false&anonymity=anonymous",
    "with a figure": "/claims/?has_figure=true",
    "most disputed first": "/claims/?sort=disputed",
    "a common word, filtered": "/claims/?q=Prozent&form=direct&year=2025",
    "search: a common word": "/search/?q=Prozent",
    "search: a very common name": "/search/?q=Russland",
    "search: a rare word": "/search/?q=Wasserwerk",
    "search: a phrase": "/search/?q=%22der+Regierung%22",
    "search: part of compounds": "/search/?q=Granaten",
    "search: two words": "/search/?q=Prozent+Granaten",
    "search: without a word": "/search/?q=Prozent+-Russland",
    "claims with a common word": "/claims/?q=Prozent",
    "articles with a common word": "/articles/?q=Prozent",
    "suggestions": "/search/suggestions/?q=Gran",
    "claim": "/claims/50001/",
    "claim with many mentions": "/claims/5/",
    "article": "/articles/10003/",
    "articles": "/articles/",
    "a frequent actor": "/actors/actor-1/",
    "a rare actor": "/actors/actor-900/",
    "an outlet": "/actors/outlet-0/",
    "actors": "/actors/",
    "timeline of all": "/timeline/",
    "timeline of a frequent actor": "/timeline/?actor=actor-1",
    "timeline of a search": "/timeline/?q=Prozent",
    "network of all": "/network/",
    "network of a frequent actor": "/network/?actor=actor-1",
    "disputed": "/disputed/",
    "predictions": "/predictions/",
    "figures": "/figures/",
}


def main() -> None:
    """Fills, measures, prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--only", default="", help="measure pages alone whose name or address holds this")
    parser.add_argument("--slow", action="store_true", help="tell the slowest queries of each page")
    asked = parser.parse_args()
    if not Claim.objects.exists():
        fill(asked.articles)
    pages = {name: url for name, url in PAGES.items() if asked.only in name or asked.only in url}
    print("| page | first byte | its SQL alone | queries | nothing kept | its SQL alone | queries | KB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with served() as server:
        for name, address in pages.items():
            measure(server, name, address, asked.rounds, slow=asked.slow)


def fill(articles: int) -> None:
    """Writes so many articles with all that pages read."""
    chance = random.Random(1)  # noqa: S311 - no secret
    draw, names = words(chance)
    told, written = io.StringIO(), io.StringIO()
    at = 0
    for article in range(1, articles + 1):
        rows, text = told_article(chance, draw, names)
        title = " ".join(islice(draw, 6)).capitalize()
        written.write(f"{article}\t{title}\t{text}\n")
        for number, (statement, start) in enumerate(rows):
            at += 1
            told.write(f"{at}\t{article}\t{number}\t{start}\t{start + len(statement)}\t{statement}\n")
    named = io.StringIO("".join(f"{at}\t{name}\n" for at, name in enumerate(names, start=1)))
    with connection.cursor() as cursor:
        load(cursor, "told", 'n bigint, article bigint, number int, start int, "end" int, statement text', told)
        load(cursor, "written", "n bigint, title text, text text", written)
        load(cursor, "named", "n bigint, name text", named)
        cursor.execute((HERE / "pages.sql").read_text("utf-8"))
    learn_words([" ".join(dict.fromkeys(re.findall(r"\w+", told.getvalue() + named.getvalue())))])
    index_everything()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def words(chance: random.Random) -> tuple[Iterator[str], list[str]]:
    """German words without end, as often as in our passages, with compounds among the rare ones; names of actors."""
    texts = " ".join(path.read_text("utf-8") for path in sorted((HERE.parent / "tests" / "gold").glob("*.yaml")))
    counts = Counter(re.findall(r"[A-Za-zÄÖÜäöüß]{3,}", texts))
    nouns = sorted(word for word in counts if word.istitle() and len(word) > 5)
    counts.update({chance.choice(nouns) + chance.choice(nouns).lower(): 1 for _ in range(COMPOUNDS)})
    ranked = [word for word, _count in counts.most_common()]
    weights = list(accumulate(counts[word] for word in ranked))
    names = ["Russland", *(f"{chance.choice(nouns)} {chance.choice(nouns)} {at}" for at in range(2, ACTORS + 1))]

    def drawn() -> Iterator[str]:
        while True:
            yield from chance.choices(ranked, cum_weights=weights, k=10_000)

    return drawn(), names


def told_article(chance: random.Random, draw: Iterator[str], names: Sequence[str]) -> tuple[list[tuple[str, int]], str]:
    """The claims of an article with their places, and its text: each among sentences of its own."""
    text, rows = "", []
    for _ in range(chance.randint(1, 2 * CLAIMS - 1)):
        text += " ".join(f"{' '.join(islice(draw, 12)).capitalize()}." for _ in range(3)) + " "
        name = names[0] if chance.random() < 1 / 3 else names[int(ACTORS ** chance.random()) - 1]
        statement = f"{name} {' '.join(islice(draw, chance.randint(6, 14)))}."
        rows.append((statement, len(text)))
        text += statement + " "
    return rows, text.strip()


def load(cursor: object, table: str, columns: str, rows: io.StringIO) -> None:
    """Copies `rows` into a new temporary table."""
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns})")  # type: ignore[attr-defined]
    rows.seek(0)
    cursor.cursor.copy_expert(f"COPY {table} FROM STDIN", rows)  # type: ignore[attr-defined] # psycopg2's own


@contextmanager
def served() -> Iterator[http.client.HTTPConnection]:
    """A kept connection to gunicorn as production runs it."""
    command = [sys.executable, "-m", "gunicorn", "--config=python:factbase.webserver", f"--bind=127.0.0.1:{PORT}",
               "factbase.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(HERE.parent)})  # noqa: S603 - ours
    try:
        yield connected()
    finally:
        server.terminate()
        server.wait(timeout=20)


def connected() -> http.client.HTTPConnection:
    """A connection to the server, once it answers."""
    for _ in range(100):
        try:
            kept = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
            kept.request("GET", "/healthz/")
            kept.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return kept
    raise SystemExit("the server does not answer")


def measure(server: http.client.HTTPConnection, name: str, address: str, rounds: int, *, slow: bool) -> None:
    """Prints a line of the table. One star: slower than asked beside the queries of that very request; two: also beside those
    that the page takes where nothing of it is kept."""
    _first_byte, size = max(ask(server, address) for _ in range(4))  # settles what each process reads once
    client = Client(HTTP_HOST="127.0.0.1")
    client.get(address)
    cache.clear()
    whole = queries_of(client, address)
    few = queries_of(client, address)
    told = zip(*(one_round(server, address, few, whole) for _ in range(rounds)), strict=True)
    page, alone, made = (statistics.median(times) for times in told)
    cold = statistics.median(forgetful(client, address) for _ in range(COLD))
    mark = "" if page <= max(LIMIT, TIMES * alone) else " *" if page <= max(LIMIT, TIMES * made) else " **"
    figures = (
        f"{page * 1000:.0f} ms{mark}",
        f"{alone * 1000:.0f} ms",
        len(few),
        f"{cold * 1000:.0f} ms",
        f"{made * 1000:.0f} ms",
        len(whole),
        f"{size / 1024:.0f}",
    )
    print(f"| {name} `{address}` | {' | '.join(map(str, figures))} |", flush=True)
    for query in sorted(whole, key=lambda one: -run([one]))[: 4 if slow else 0]:
        print("   ", query[:1500])


def queries_of(client: Client, address: str) -> list[str]:
    """What a request reads."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured.captured_queries if query["sql"].startswith(("SELECT", "WITH", "\n"))]


def ask(server: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    """The seconds to the first byte, and the size of the answer."""
    server.close()  # gunicorn drops what waits for two seconds; browsers open another then, before they ask
    server.request("GET", "/healthz/")
    server.getresponse().read()
    began = time.perf_counter()
    server.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = server.getresponse()
    body = answer.read(1)
    took = time.perf_counter() - began
    body += answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}")
    return took, len(body)


def forgetful(client: Client, address: str) -> float:
    """The seconds that the page takes where nothing of it is kept, without a server."""
    cache.clear()
    began = time.perf_counter()
    client.get(address)
    return time.perf_counter() - began


def one_round(
    server: http.client.HTTPConnection, address: str, few: Sequence[str], whole: Sequence[str]
) -> tuple[float, float, float]:
    """The seconds to the first byte, those of its queries alone, and those of its queries where nothing is kept."""
    page, _size = ask(server, address)
    return page, run(few), run(whole)


def run(queries: Sequence[str]) -> float:
    """The seconds that these take."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)
            cursor.fetchall()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
