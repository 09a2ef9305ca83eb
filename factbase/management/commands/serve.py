"""`manage.py serve`: one web server and one worker on this machine, ready to use."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from factbase.processes import Supervisor

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Brings the database up to date, then runs the web server and one worker until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT, help="default: %(default)s (PORT)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Takes the port first, so that a second start ends before it touches anything."""
        with _listener(options["port"]) as listener:
            commands = {"web": _web(listener.fileno()), "worker": [sys.executable, "manage.py", "work"]}
            programs = Supervisor(commands, settings.BASE_DIR, pass_fds=[listener.fileno()])
            self._prepare(options["verbosity"])
            self._announce(options["port"])
            ended = programs.run()
        if ended:
            raise CommandError(
                _("The process “%(name)s” ended by itself; its last words stand above.") % {"name": ended}
            )
        self.stdout.write(_("Ended."))

    def _prepare(self, verbosity: int) -> None:
        """Migrations, knowledge, files of the pages; an interrupt in the middle leaves whole what is there."""
        try:
            self._bring_up_to_date(verbosity)
        except KeyboardInterrupt as interrupt:
            raise CommandError(_("Interrupted before the start."), returncode=130) from interrupt

    def _bring_up_to_date(self, verbosity: int) -> None:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("load_knowledge", verbosity=verbosity)
        call_command("collectstatic", interactive=False, verbosity=0)

    def _announce(self, port: int) -> None:
        self.stdout.write(_("factbase runs at http://%(host)s:%(port)s") % {"host": HOST, "port": port})
        for name in ("api-index", "api-docs", "admin:index"):
            self.stdout.write(f"  http://{HOST}:{port}{reverse(name)}")
        self.stdout.write(_("Ctrl-C ends it."))
        self.stdout.flush()


def _listener(port: int) -> socket.socket:
    """A socket that listens at `port` of this machine; gunicorn takes it over, so nobody can come between."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = _("Port %(port)s cannot be used (%(error)s). Is factbase running already? PORT=… names another.")
        raise CommandError(reason % {"port": port, "error": error}) from error
    return listener


def _web(descriptor: int) -> list[str]:
    options = ["--config", "python:factbase.webserver", "--bind", f"fd://{descriptor}"]
    return [sys.executable, "-m", "gunicorn", *options, "factbase.wsgi:application"]
