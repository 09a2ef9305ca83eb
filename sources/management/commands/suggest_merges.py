"""`manage.py suggest_merges`: looks through all actors for some that may be one and the same."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from sources.suggesting import suggest_all_merges


class Command(BaseCommand):
    help = "Suggests to curators which actors may be one. May run any time; what was refused is not suggested again."

    def handle(self, *args: Any, **options: Any) -> None:
        made = list(suggest_all_merges(now=timezone.now()))
        if options["verbosity"]:
            counts = {"new": sum(one.new for one in made), "changed": sum(one.changed for one in made)}
            self.stdout.write(_("Suggestions: %(new)d new, %(changed)d changed") % counts)
