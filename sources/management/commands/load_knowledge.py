"""`manage.py load_knowledge`: brings actors and aliases up to the knowledge base that comes with factbase."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sources.actions import load_knowledge
from sources.knowledge import load


class Command(BaseCommand):
    help = "Loads known actors with their aliases. May run any time; what a curator changed stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_knowledge(known=load())
        if options["verbosity"]:
            words = _("Actors: %(added)d added, %(changed)d changed; aliases: %(new)d added, %(mended)d changed")
            self.stdout.write(
                words
                % {
                    "added": loaded.actors_added,
                    "changed": loaded.actors_changed,
                    "new": loaded.aliases_added,
                    "mended": loaded.aliases_changed,
                }
            )
