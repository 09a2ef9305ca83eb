"""The supervisor runs in a process of its own, since it takes over that process's signals."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

SLEEPER = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
PARENT = "import os, subprocess, sys; open(sys.argv[1], 'w').write(str(os.getpid())); {before}; {child}.wait()"

Started = list[subprocess.Popen[str]]


def supervisor(*programs: str) -> str:
    """A script that runs `programs`, each a script that gets the path of a file for its process id."""
    commands = {f"program-{n}": [sys.executable, "-c", script, f"pid-{n}"] for n, script in enumerate(programs)}
    return (
        "from pathlib import Path; from factbase import processes; processes.PATIENCE = 1.0; "
        f"print('ended:', processes.Supervisor({commands!r}, Path()).run(), flush=True)"
    )


def start(script: str, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    command = [sys.executable, "-c", script, "pid-parent"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own commands


def process_id(folder: Path, name: str) -> int:
    """Waits until the program has written its id."""
    for _ in range(200):
        if (folder / name).exists() and (folder / name).read_text():
            return int((folder / name).read_text())
        time.sleep(0.05)
    raise AssertionError(f"{name} did not start")


def gone(pid: int) -> bool:
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True  # dead, and waiting for a parent that is not ours
        time.sleep(0.05)
    return False


@pytest.fixture
def started() -> Iterator[Started]:
    processes: Started = []
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all(number: signal.Signals, tmp_path: Path, started: Started) -> None:
    started.append(start(supervisor(SLEEPER, SLEEPER), tmp_path))
    pids = [process_id(tmp_path, name) for name in ("pid-0", "pid-1")]
    started[0].send_signal(number)
    assert started[0].communicate(timeout=10)[0] == "ended: None\n"
    assert all(gone(pid) for pid in pids)


def test_one_that_ends_ends_the_other_and_is_named(tmp_path: Path, started: Started) -> None:
    started.append(start(supervisor(SLEEPER, "pass"), tmp_path))
    assert started[0].communicate(timeout=10)[0] == "ended: program-1\n"
    assert gone(process_id(tmp_path, "pid-0")) or not (tmp_path / "pid-0").exists()


def test_who_does_not_listen_is_killed(tmp_path: Path, started: Started) -> None:
    started.append(start(supervisor(STUBBORN), tmp_path))
    pid = process_id(tmp_path, "pid-0")
    started[0].send_signal(signal.SIGTERM)
    started[0].communicate(timeout=10)
    assert gone(pid)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks at /proc")
@pytest.mark.parametrize(
    "order",
    [
        pytest.param(signal.SIGKILL, id="parent-killed"),
        pytest.param(signal.SIGINT, id="parent-waits-with-the-signal-blocked"),
    ],
)
def test_a_parent_that_left_ends_all(order: signal.Signals, tmp_path: Path, started: Started) -> None:
    """As make does: it blocks the interrupt and waits for its child to end."""
    block = "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])"
    before = f"import signal; signal.signal(signal.SIGINT, lambda *_: {block})"
    child = f"subprocess.Popen([sys.executable, '-c', {supervisor(SLEEPER)!r}])"
    started.append(start(PARENT.format(before=before, child=child), tmp_path))
    pid = process_id(tmp_path, "pid-0")
    started[0].send_signal(order)
    assert gone(pid)
