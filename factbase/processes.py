"""Runs several programs as one: they start together and end together, and none is left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

Command = Sequence[str]

PATIENCE = 15.0  # seconds that a program may take to end before it is killed
PAUSE = 0.2  # seconds between two looks at the programs


class Supervisor:
    """Starts programs and waits: until one ends by itself, until a signal asks for the end, or until whoever started
    this process is gone. Then it ends the others. They run in `folder` and may use the open files `pass_fds`."""

    def __init__(self, commands: Mapping[str, Command], folder: Path, pass_fds: Sequence[int] = ()) -> None:
        self._commands = commands
        self._folder = folder
        self._pass_fds = tuple(pass_fds)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._asked = False
        self._parent = Parent()

    def run(self) -> str | None:
        """The name of the program that ended by itself, None where the end was asked for."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)
        try:
            for name, command in self._commands.items():
                self._running[name] = self._start(command)
            return self._wait()
        finally:
            self._end()

    def _start(self, command: Command) -> subprocess.Popen[bytes]:
        # A group of its own: Ctrl-C reaches this process alone, which then ends the programs in order.
        return subprocess.Popen(  # noqa: S603  # our own commands
            command, cwd=self._folder, pass_fds=self._pass_fds, stdin=subprocess.DEVNULL, process_group=0
        )

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked = True

    def _wait(self) -> str | None:
        while not self._asked and not self._parent.left():
            for name, process in self._running.items():
                if process.poll() is not None:
                    return name
            time.sleep(PAUSE)
        return None

    def _end(self) -> None:
        self._signal_all(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue
        self._signal_all(signal.SIGKILL)  # whatever is left, children of the programs too
        for process in self._running.values():
            process.wait()

    def _signal_all(self, number: signal.Signals) -> None:
        for process in self._running.values():
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                continue


class Parent:
    """The process that started this one. `make` passes no interrupt on that was sent to it alone: it blocks the signal
    and waits for us. So we look, and take that for the order to end; also when it is gone."""

    def __init__(self) -> None:
        self._pid = os.getppid()
        self._blocked_from_the_start = self._blocks_interrupt()

    def left(self) -> bool:
        """Is it gone, or does it wait for our end?"""
        return os.getppid() != self._pid or (not self._blocked_from_the_start and self._blocks_interrupt())

    def _blocks_interrupt(self) -> bool:
        try:
            lines = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return False  # no /proc on this system: Ctrl-C reaches the whole group anyway
        masks = [int(line.split()[1], 16) for line in lines if line.startswith("SigBlk:")]
        return any(mask >> (signal.SIGINT - 1) & 1 for mask in masks)
