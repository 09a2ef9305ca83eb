"""`manage.py ingest`: takes articles into the database."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from claims.concept_loading import known_concepts, load_concepts
from claims.intake import Intake
from claims.models import Concept
from sources.actions import load_knowledge
from sources.knowledge import load
from sources.models import Actor
from sources.reading import read_paths


class Command(BaseCommand):
    help = (
        "Takes articles into the database: UTF-8 text files, folders of them, and JSON Lines with {text, id?, outlet?,"
        " url?, title?, published?}. The same article again changes nothing. Status 1 where an input was bad."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", default="", help="of articles that do not say it themselves")
        parser.add_argument("--url", default="", help="address of the one article")
        parser.add_argument("--title", default="", help="title of the one article")
        parser.add_argument(
            "--published", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD, of articles that do not say it"
        )
        parser.add_argument("--now", action="store_true", help="find the claims at once; else a worker does")

    def handle(self, *args: Any, **options: Any) -> None:
        """One bad input stops no other."""
        paths = options["paths"]
        if (options["url"] or options["title"]) and not _is_one_article(paths):
            raise CommandError(_("--url and --title are for one text file"))
        if not Actor.objects.exists():
            load_knowledge(known=load())
        if not Concept.objects.exists():
            load_concepts(known=known_concepts())
        intake = Intake(*(options[name] for name in ("outlet", "url", "title", "published", "now")))
        for refused in intake.take(tqdm(read_paths(paths), disable=None, unit=_(" articles"))):
            self.stderr.write(f"{refused.place}: {refused.reason}")
        if options["verbosity"]:
            self.stdout.write(str(intake.summary))
        if intake.summary.failed:
            raise CommandError(_("%(count)d inputs failed") % {"count": intake.summary.failed})


def _is_one_article(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and not paths[0].is_dir() and paths[0].suffix != ".jsonl"
