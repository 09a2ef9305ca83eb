"""`manage.py work`: finds the claims of all articles that wait."""

import signal
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from claims.work import BATCH, LEASE_MINUTES, Worker


def positive(words: str) -> float:
    """A number above zero; the command line tells what is not."""
    number = float(words)
    if not 0 < number < 10_000:
        raise ArgumentTypeError(_("give a number above 0 and below 10000"))
    return number


def count(words: str) -> int:
    """A whole number above zero."""
    return int(positive(str(int(words))))


@contextmanager
def until_signalled() -> Iterator[Event]:
    """An event that SIGTERM and Ctrl-C set, so that the article in hand is finished first."""
    stop = Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Command(BaseCommand):
    help = (
        "Finds the claims of all articles that wait, under leases, until SIGTERM or Ctrl-C. May be killed at any point."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing waits; status 1 where a text failed")
        parser.add_argument(
            "--batch", type=count, default=BATCH, help="articles leased together (default: %(default)s)"
        )
        parser.add_argument(
            "--lease", type=positive, default=LEASE_MINUTES, metavar="MINUTES", help="default: %(default)s"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Two workers never read the same article: what one has leased the other does not see."""
        with until_signalled() as stop:
            worker = Worker(options["batch"], options["lease"], stopped=stop.is_set)
            worker.end_leases_of_the_dead()
            tally = worker.drain() if options["once"] else worker.run(stop.wait)
        if options["verbosity"]:
            self.stdout.write(_("%(done)d articles read, %(failed)d failed") % vars_of(tally))
        if options["once"] and tally.failed:
            raise CommandError(_("%(failed)d articles could not be read") % vars_of(tally))


def vars_of(tally: Any) -> dict[str, int]:
    """The counts of a tally by name, for messages."""
    return {"done": tally.done, "failed": tally.failed}
