"""What resolving names costs: names a second by the database and by the gazetteer in memory, and what `?actor=` adds to a list.

    PYTHONPATH=. python benchmarks/resolving.py [--names 10000] [--batch 1000] [--rounds 7]

Makes an SQLite database of its own in memory, loads the whole knowledge base, and asks in one process for names as people and
programs write them (SHARES). No name is asked twice in a round, and what keys remember is forgotten before each round. Prints
the median of the rounds with the slowest and the fastest, by the clock and by processor time.
"""

import argparse
import gc
import os
import random
import string
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median

os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factbase.settings")

import django  # the settings read the environment

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from claims.extraction.gazetteer import Gazetteer  # noqa: E402
from claims.filters import ClaimFilter  # noqa: E402
from claims.models import Claim  # noqa: E402
from sources import matching, names  # noqa: E402
from sources.knowledge import load  # noqa: E402
from sources.resolving import resolve  # noqa: E402


def invented(chance: random.Random) -> str:
    """A word that is no name."""
    return "".join(chance.choices(string.ascii_lowercase, k=chance.randrange(4, 11))).title()


KNOWN = [alias.text for actor in load() for alias in actor.aliases]
IDS = [given for actor in load() for given in (actor.slug, actor.qid, actor.code) if given]
SHARES = (
    # of 100 names, what they are
    (40, "known", lambda chance: chance.choice(KNOWN)),
    (15, "inflected", lambda chance: chance.choice(KNOWN) + chance.choice(("s", "en", "n", "er"))),
    (15, "slugs and ids", lambda chance: chance.choice(IDS)),
    (
        5,
        "compounds",
        lambda chance: f"{chance.choice(KNOWN)}-{chance.choice(('Sprecher', 'Chef'))} {chance.choice(KNOWN)}",
    ),
    (20, "unknown people", lambda chance: f"{invented(chance)} {invented(chance)}"),
    (4, "one unknown word", invented),
    (1, "up to 10,000 characters", lambda chance: "Unsinn, " * chance.randrange(40, 1250)),
)
MEMORIES = (matching.ask, matching._canonical, names.stem, names._word_stems, names._sound)  # noqa: SLF001  # to forget them


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_knowledge", verbosity=0)
    gazetteer = Gazetteer(load())
    gc.collect()
    gc.freeze()  # as a server does with what it loads at its start

    def by_database(asked: Sequence[str]) -> None:
        for start in range(0, len(asked), args.batch):
            resolve(asked[start : start + args.batch])

    def by_gazetteer(asked: Sequence[str]) -> None:
        for name in asked:
            gazetteer.named(name)

    measure(f"database, {args.batch} names at a time", by_database, args)
    measure("gazetteer, one name at a time", by_gazetteer, args)
    for count in (1, 50):
        measure_list(count, args.rounds)


def mixed(number: int, seed: int) -> list[str]:
    """Names of every sort, in the order of chance, each once."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    kinds = chance.choices(SHARES, [share for share, _what, _make in SHARES], k=number * 2)
    once = dict.fromkeys(make(chance) for _share, _what, make in kinds)
    return list(once)[:number]


def measure(what: str, run: Callable[[Sequence[str]], None], args: argparse.Namespace) -> None:
    """Prints how many names a second `run` resolves."""
    by_clock, by_processor = [], []
    for asked in rounds(args):
        clock, processor = time.perf_counter(), time.process_time()
        run(asked)
        by_clock.append(len(asked) / (time.perf_counter() - clock))
        by_processor.append(len(asked) / (time.process_time() - processor))
    for told, rates in (("by the clock", by_clock), ("by processor time", by_processor)):
        print(f"{what}: {median(rates):,.0f} names a second {told} ({min(rates):,.0f} to {max(rates):,.0f})")


def rounds(args: argparse.Namespace) -> Iterator[list[str]]:
    for seed in range(args.rounds):
        asked = mixed(args.names, seed)
        for memory in MEMORIES:
            memory.cache_clear()
        yield asked


def measure_list(count: int, number: int) -> None:
    """Prints what a list with `count` names takes more than one without, in queries and milliseconds."""
    query = QueryDict(mutable=True)
    query["actor"] = ",".join(KNOWN[:: len(KNOWN) // count][:count]).replace('"', "")
    seconds, queries = [], 0
    for _ in range(number * 20):
        spent = []
        for asked in (query, QueryDict()):
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                filterset = ClaimFilter(asked, Claim.objects.all())
                if faults := filterset.faults():
                    raise SystemExit(f"{faults}")
                list(filterset.qs[:50])
            spent.append((time.perf_counter() - start, len(captured)))
        seconds.append(spent[0][0] - spent[1][0])
        queries = spent[0][1] - spent[1][1]
    names_told = "one name" if count == 1 else f"{count} names"
    print(f"?actor= with {names_told} adds {queries} queries and {median(seconds) * 1000:.1f} ms to a list")


if __name__ == "__main__":
    main()
