"""`manage.py extract`: what an article says, as JSON, without a database."""

import json
import os
import sys
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from claims.extraction import Source
from claims.extraction.types import Extraction, as_json
from claims.work import attempt_many
from sources.reading import Given, Refused, read_file


def extractions(
    items: Iterable[Given | Refused], published: date | None
) -> Iterator[tuple[Given, Extraction] | Refused]:
    """Each article with its extraction, each that cannot be read or extracted with the reason."""
    refused: deque[Refused] = deque()
    taken: deque[Given] = deque()
    for found in attempt_many(_readable(items, published, taken, refused)):
        while refused:
            yield refused.popleft()
        given = taken.popleft()
        if isinstance(found, Exception):
            yield Refused(given.place, f"{type(found).__name__}: {found}")
        else:
            yield given, found
    yield from refused


def _readable(
    items: Iterable[Given | Refused], published: date | None, taken: deque[Given], refused: deque[Refused]
) -> Iterator[Source]:
    for item in items:
        if isinstance(item, Refused):
            refused.append(item)
        else:
            taken.append(item)
            yield item.text, item.published or published


class Command(BaseCommand):
    help = (
        "Writes what the articles in UTF-8 text files say as JSON, an object an article. A file that ends in .jsonl holds"
        ' one {"id", "text", "published"?} a line. Needs no database.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--format", choices=("json", "jsonl"), default="json", help="indented, or one line an article"
        )
        parser.add_argument(
            "--published", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD, for articles without a date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Errors go to standard error as they come; the other articles are done all the same."""
        items = chain.from_iterable(map(read_file, options["files"]))
        results = extractions(tqdm(items, disable=None, unit=_(" articles")), options["published"])
        try:
            bad = self._write(results, indent=2 if options["format"] == "json" else None)
        except BrokenPipeError:
            _let_go(sys.stdout)
        if bad:
            raise CommandError(_("%(count)d inputs could not be extracted") % {"count": bad})

    def _write(self, results: Iterable[tuple[Given, Extraction] | Refused], *, indent: int | None) -> int:
        """Writes everything; how many inputs were refused."""
        bad = 0
        for result in results:
            if isinstance(result, Refused):
                bad += 1
                self.stderr.write(f"{result.place}: {result.reason}")
            else:
                self.stdout.write(_record(*result, indent=indent))
        self.stdout.flush()
        return bad


def _record(given: Given, extraction: Extraction, *, indent: int | None) -> str:
    plain = as_json(extraction)
    return json.dumps({"schema": plain.pop("schema"), "id": given.id, **plain}, ensure_ascii=False, indent=indent)


def _let_go(stream: TextIO) -> NoReturn:
    """Whoever read us has gone: end without a word, and let Python find nothing to complain about at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    raise SystemExit(1)
