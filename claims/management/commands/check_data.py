"""`manage.py check_data`: looks for what no constraint or trigger can hold.

The database holds every rule about one row and most of those between rows. What is left, and why:

- a claim has a mention, an article that is done an extraction (one row comes before the other)
- derived rows are those that the current mentions give, figures in their series among them (they follow from many tables)
- the hash of an article is that of its text, keys of aliases and affiliations those of their words (no hash or folding in
  SQLite)
- merged actors are of one kind (a curator may mend the kind of either), and a suggestion to merge is confirmed as long as
  its actors are merged (pointer and status are two writes)
- a copy is linked to the first article of its text (two writers at once do not see each other)
- actors are not part of themselves, mentions not nested in themselves, by way of others; chains have no gap
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from claims.checks import findings


class Command(BaseCommand):
    help = "Looks for what no constraint or trigger can hold; status 1 with the findings, a line each."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for count, finding in enumerate(findings(), start=1):  # noqa: B007 - the last one counts
            self.stdout.write(finding)
        if count:
            raise CommandError(_("%(count)d findings") % {"count": count})
        if options["verbosity"]:
            self.stdout.write(_("Nothing is wrong."))
