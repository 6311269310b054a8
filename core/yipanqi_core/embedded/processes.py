"""Runs the processes of one command side by side: starts them, revives them, stops them in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol

from yipanqi_core.embedded.errors import EmbeddedServerError
from yipanqi_core.embedded.lifeline import die_with_parent

POLL_S = 0.1
STEADY_AFTER_S = 30.0  # a child that lived this long is restarted without a grudge
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Child:
    """A process to run; `env` is added to our own environment, `restart` revives it whenever it exits."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    restart: bool = False


class Server(Protocol):
    """Something that must keep answering; `start()` does nothing while it does."""

    def running(self) -> bool:
        """Tell whether it answers."""
        ...

    def start(self) -> None:
        """Start it unless it runs."""
        ...


@dataclass(slots=True)
class _Backoff:
    """When to try again: after `first_s`, doubled at each failure up to `longest_s`."""

    first_s: float
    longest_s: float
    failures: int = 0
    due_at: float = 0.0

    def failed(self, now: float) -> float:
        """Note a failure and return the seconds to wait."""
        pause = min(self.first_s * 2.0**self.failures, self.longest_s)
        self.failures = min(self.failures + 1, 16)
        self.due_at = now + pause
        return pause


@dataclass(slots=True)
class _Running:
    child: Child
    backoff: _Backoff
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0


class Supervisor:
    """Runs children until a signal comes or one that is not to be restarted exits.

    Each child leads its own process group, so a terminal's Ctrl-C reaches only us and we stop them in
    reverse order: SIGTERM, after `grace_s` SIGKILL; a second signal cuts the grace short. Children get
    SIGTERM from the kernel if we are killed (Linux). Servers that stop answering are started again.
    """

    def __init__(
        self,
        children: Sequence[Child],
        *,
        servers: Sequence[Server] = (),
        notice: Callable[[str], None] | None = None,
        grace_s: float = 10.0,
        restart_after_s: float = 0.5,
        longest_pause_s: float = 10.0,
        server_check_s: float = 1.0,
    ) -> None:
        self._running = [_Running(child, _Backoff(restart_after_s, longest_pause_s)) for child in children]
        self._servers = [(server, _Backoff(restart_after_s, longest_pause_s)) for server in servers]
        self._notice = notice or _write_line
        self._grace_s = grace_s
        self._server_check_s = server_check_s
        self._signals = 0
        self._checked_at = time.monotonic()

    def run(self) -> int:
        """Run everything, from the main thread, and return the exit code: 0 when a signal ended it."""
        with self._listening():
            try:
                for running in self._running:
                    self._launch(running)
                return self._watch()
            finally:
                for running in reversed(self._running):
                    self._end(running)

    def stop(self) -> None:
        """Ask `run()` to stop, as a signal does; safe from any thread."""
        self._signals += 1

    def _watch(self) -> int:
        while not self._signals:
            self._revive_servers()
            for running in self._running:
                code = self._settle(running)
                if code is not None:
                    return code
            time.sleep(POLL_S)
        return 0

    def _settle(self, running: _Running) -> int | None:
        """Restart a child if it is due; return the exit code of one that ends us all."""
        now = time.monotonic()
        if running.process is None:
            if now >= running.backoff.due_at:
                self._launch(running)
            return None
        code = running.process.poll()
        if code is None:
            return None
        self._end(running)
        if not running.child.restart:
            self._notice(f"{running.child.name} 已退出（退出码 {code}），全部停止")
            return code if code >= 0 else 128 - code
        if now - running.since >= STEADY_AFTER_S:
            running.backoff.failures = 0
        pause = running.backoff.failed(now)
        self._notice(f"{running.child.name} 已退出（退出码 {code}），{pause:.1f} 秒后重新启动")
        return None

    def _launch(self, running: _Running) -> None:
        running.process = subprocess.Popen(  # noqa: S603 — the commands are ours
            running.child.argv,
            env={**os.environ, **running.child.env},
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 — we start no threads
        )
        running.since = time.monotonic()

    def _revive_servers(self) -> None:
        now = time.monotonic()
        if now - self._checked_at < self._server_check_s:
            return
        self._checked_at = now
        for server, backoff in self._servers:
            if server.running():
                backoff.failures = 0
            elif now >= backoff.due_at:
                self._notice(f"{type(server).__name__} 没有应答，正在重新启动")
                try:
                    server.start()
                except EmbeddedServerError as error:
                    self._notice(f"{error}；{backoff.failed(now):.1f} 秒后再试")

    def _end(self, running: _Running) -> None:
        """Stop a child if it lives, and whatever is left of its group."""
        process, running.process = running.process, None
        if process is None:
            return
        if process.poll() is None:
            _signal_group(process, signal.SIGTERM)
            deadline = time.monotonic() + self._grace_s
            while process.poll() is None and time.monotonic() < deadline and self._signals < 2:
                time.sleep(POLL_S / 5)
        _signal_group(process, signal.SIGKILL)
        process.wait()

    @contextmanager
    def _listening(self) -> Iterator[None]:
        before = {number: signal.signal(number, self._heed) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heed(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.stop()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def _write_line(text: str) -> None:
    sys.stderr.write(f"{text}\n")
