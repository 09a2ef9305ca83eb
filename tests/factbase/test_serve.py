import socket
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factbase.management.commands import serve


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the commands that prepare a start, instead of their work."""
    called: list[str] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **_options: called.append(name))
    return called


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
    assert prepared == ["migrate", "load_knowledge", "collectstatic"]
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
