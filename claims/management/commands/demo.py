"""`manage.py demo`: loads the demo."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from claims.demo.corpus import OtherArticlesError, load_demo, read


class Command(BaseCommand):
    help = (
        "Loads the demo: articles of invented outlets, and their claims. A second time changes nothing. Refuses where the"
        " database holds other articles."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="load it among other articles")

    def handle(self, *args: Any, **options: Any) -> None:
        """A demo that is not whole is an error."""
        articles = tqdm(read(), disable=None, unit=_(" articles"))
        try:
            summary, refused = load_demo(articles, among_others=options["force"])
        except OtherArticlesError as error:
            reason = _("The demo was not loaded: %(error)s. --force loads it among them.")
            raise CommandError(reason % {"error": error}) from error
        for item in refused:
            self.stderr.write(f"{item.place}: {item.reason}")
        if options["verbosity"]:
            self.stdout.write(str(summary))
        if refused:
            raise CommandError(_("%(count)d inputs failed") % {"count": len(refused)})
