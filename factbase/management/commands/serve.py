"""`manage.py serve`: one web server and one worker on this machine, ready to use."""

import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from factbase.administrator import NAME, first_administrator
from factbase.processes import Supervisor
from sources.models import Article

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
            password = self._prepare(options["verbosity"])
            self._announce(options["port"], password)
            ended = programs.run()
        if ended:
            raise CommandError(
                _("The process “%(name)s” ended by itself; its last words stand above.") % {"name": ended}
            )
        self.stdout.write(_("Ended."))

    def _prepare(self, verbosity: int) -> str | None:
        """Migrations, knowledge, files of the pages, demo; an interrupt in the middle leaves whole what is there. Gives
        the password of an administrator that was made."""
        try:
            self._bring_up_to_date(verbosity)
            self._fill_with_demo(verbosity)
            return first_administrator()
        except KeyboardInterrupt as interrupt:
            raise CommandError(_("Interrupted before the start."), returncode=130) from interrupt

    def _bring_up_to_date(self, verbosity: int) -> None:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("load_knowledge", verbosity=verbosity)
        call_command("collectstatic", interactive=False, verbosity=0)

    def _fill_with_demo(self, verbosity: int) -> None:
        """In a process of its own: reading articles takes memory that nobody gives back. A server without it still runs."""
        if Article.objects.exists():
            return
        self.stdout.write(_("Loading the demo …"))
        self.stdout.flush()
        command = [sys.executable, "manage.py", "demo", f"--verbosity={verbosity}"]
        if subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode:  # noqa: S603  # our own command
            self.stderr.write(_("The demo was not loaded; “manage.py demo” tries again."))

    def _announce(self, port: int, password: str | None) -> None:
        self.stdout.write(_("factbase runs at http://%(host)s:%(port)s") % {"host": HOST, "port": port})
        for name in ("api-index", "api-docs", "admin:index"):
            self.stdout.write(f"  http://{HOST}:{port}{reverse(name)}")
        if password:
            words = _("Log in as %(name)s with the password %(password)s (it is shown this once).")
            self.stdout.write(words % {"name": NAME, "password": password})
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
