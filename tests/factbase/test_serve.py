import re
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from factbase import administrator
from factbase.management.commands import serve
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the commands that prepare a start, instead of their work."""
    called: list[str] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **_options: called.append(name))
    monkeypatch.setattr("subprocess.run", lambda command, **_options: ran(called, command))
    return called


def ran(called: list[str], command: list[str]) -> SimpleNamespace:
    called.append(command[2])
    return SimpleNamespace(returncode=0)


def ends_with(monkeypatch: pytest.MonkeyPatch, name: str | None) -> list[dict[str, list[str]]]:
    """Lets no program start; the supervisor reports at once that `name` ended. Gives what would have been started."""
    commands: list[dict[str, list[str]]] = []

    class Report:
        def __init__(self, given: dict[str, list[str]], _folder: Path, pass_fds: list[int]) -> None:
            commands.append(given)

        def run(self) -> str | None:
            return name

    monkeypatch.setattr(serve, "Supervisor", Report)
    return commands


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        return int(probe.getsockname()[1])


def test_prepares_announces_and_starts_both(
    prepared: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = ends_with(monkeypatch, None)
    port = free_port()
    call_command("serve", port=port)
    assert prepared == ["migrate", "load_knowledge", "collectstatic", "demo"]
    assert f"http://127.0.0.1:{port}/api/" in capsys.readouterr().out
    assert {name: command[-1] for name, command in commands[0].items()} == {
        "web": "factbase.wsgi:application",
        "worker": "work",
    }


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("name", ["web", "worker"])
def test_one_that_ends_is_an_error_that_names_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(monkeypatch, name)
    with pytest.raises(CommandError, match=name):
        call_command("serve", port=free_port())


def test_a_taken_port_is_named_before_anything_is_done(prepared: list[str]) -> None:
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used"):
            call_command("serve", port=port)
    assert prepared == []


def test_an_interrupt_before_the_start_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_name: str, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "call_command", interrupted)
    with pytest.raises(CommandError) as caught:
        call_command("serve", port=free_port())
    assert caught.value.returncode == 130


def test_a_port_that_cannot_be_is_refused() -> None:
    with pytest.raises(CommandError, match="Port 70000"):
        call_command("serve", port=70000)


def test_the_demo_is_loaded_into_an_empty_database_only(prepared: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(monkeypatch, None)
    ArticleFactory()
    call_command("serve", port=free_port())
    assert "demo" not in prepared


@pytest.mark.usefixtures("prepared")
def test_a_demo_that_fails_is_told_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ends_with(monkeypatch, None)
    monkeypatch.setattr("subprocess.run", lambda *_args, **_options: SimpleNamespace(returncode=1))
    call_command("serve", port=free_port())
    told = capsys.readouterr()
    assert "The demo was not loaded" in told.err
    assert "factbase runs at" in told.out


@pytest.mark.usefixtures("prepared")
def test_the_password_of_the_first_administrator_is_shown_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ends_with(monkeypatch, None)
    call_command("serve", port=free_port())
    told = re.search(r"Log in as admin with the password (\S+)", capsys.readouterr().out)
    assert told
    user = authenticate(username="admin", password=told[1])
    assert user is not None
    assert user.is_superuser
    call_command("serve", port=free_port())
    assert "password" not in capsys.readouterr().out


def test_an_administrator_of_that_name_or_any_is_left_alone() -> None:
    UserFactory(username="admin")
    assert administrator.first_administrator() is None
    assert not User.objects.filter(is_superuser=True).exists()


def test_no_second_administrator() -> None:
    UserFactory(is_superuser=True)
    assert administrator.first_administrator() is None
    assert User.objects.count() == 1


def test_no_administrator_where_other_machines_may_come_in(settings: Any) -> None:
    settings.ONLY_LOOPBACK = False
    assert administrator.first_administrator() is None
    assert not User.objects.exists()
