"""How long the list of claims takes with 100,000 of them: the page as the server answers it, beside its bare SQL.

DATABASE_URL=postgres://… PYTHONPATH=. python benchmarks/lists.py [--claims 100000] [--rounds 50]

The database has to be migrated and empty, or filled by an earlier run; `lists.sql` fills it, as a superuser.
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factbase.settings")
django.setup()

from django.conf import settings  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from claims.models import Claim  # noqa: E402

PAGES = {
    "all": "/claims/",
    "all, the last page": "/claims/?page=4000",
    "an actor in an eighth of all": "/claims/?actor=actor-1",
    "a source and a form": "/claims/?source=actor-2&form=direct",
    "year, outlet, certainty": "/claims/?year=2024&outlet=outlet-3&certainty=probable",
    "a rare actor": "/claims/?actor=actor-900",
    "a form in a third of all": "/claims/?form=direct",
    "no figure, anonymous": "/claims/?has_figure=false&anonymity=anonymous",
    "most disputed": "/claims/?sort=disputed",
}


def main() -> None:
    """Fills, measures, prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=50)
    asked = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    if not Claim.objects.exists():
        fill(asked.claims)
    for name, address in PAGES.items():
        page, queries, bare = measured(address, asked.rounds)
        print(
            f"{name:30} page {page * 1000:6.1f} ms, its {queries} queries {bare * 1000:6.1f} ms, {page / bare:.2f} times"
        )


def fill(claims: int) -> None:
    """Writes so many claims with all that lists read."""
    with connection.cursor() as cursor:
        cursor.execute((Path(__file__).parent / "lists.sql").read_text("utf-8").format(claims=claims))
        cursor.execute("VACUUM ANALYZE")


def measured(address: str, rounds: int) -> tuple[float, int, float]:
    """The median seconds of a page, the number of its queries, the median seconds of these alone."""
    client = Client()
    client.get(address)  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    queries = [query["sql"] for query in captured.captured_queries]
    pages, bare = zip(*_rounds(client, address, queries, rounds), strict=True)
    return statistics.median(pages), len(queries), statistics.median(bare)


def _rounds(client: Client, address: str, queries: list[str], rounds: int) -> Iterator[tuple[float, float]]:
    for _ in range(rounds):
        began = time.perf_counter()
        client.get(address)
        between = time.perf_counter()
        with connection.cursor() as cursor:
            for query in queries:
                cursor.execute(query)
                cursor.fetchall()
        yield between - began, time.perf_counter() - between


if __name__ == "__main__":
    main()
