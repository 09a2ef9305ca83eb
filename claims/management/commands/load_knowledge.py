"""`manage.py load_knowledge`: brings actors, aliases and concepts up to the knowledge that comes with factbase."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from claims.concept_loading import known_concepts, load_concepts
from claims.derivation import roots_of
from claims.indexing import claims_naming, index_claims
from sources.actions import load_knowledge
from sources.knowledge import load


class Command(BaseCommand):
    help = "Loads known actors with their aliases, and concepts with their words. May run any time; what a curator changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_knowledge(known=load())
        index_claims(roots_of(claims_naming(loaded.renamed)))
        concepts = load_concepts(known=known_concepts())
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
            told = _("Concepts: %(concepts)d added; words: %(words)d added")
            self.stdout.write(told % {"concepts": concepts.concepts, "words": concepts.words})
