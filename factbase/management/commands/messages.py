"""`manage.py messages`: keeps the translations in locale/ in step with the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factbase.messages import faults, read, update, write


class Command(BaseCommand):
    help = "Takes new texts into locale/*/LC_MESSAGES/django.po and compiles it; with --check it only looks."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where a translation is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every language but the one that the code is written in; raises CommandError where one has faults."""
        languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        files = [settings.LOCALE_PATHS[0] / code / "LC_MESSAGES" / "django.po" for code in languages]
        if not options["check"]:
            for file in files:
                _renew(file)
        found = [f"{file.parent.parent.name}: {fault}" for file in files for fault in faults(file, settings.BASE_DIR)]
        if found:
            raise CommandError("\n".join(("Translations are not complete:", *found)))
        self.stdout.write("Translations are complete.")


def _renew(file: Path) -> None:
    catalog = read(file)
    update(catalog, settings.BASE_DIR)
    write(catalog, file)
