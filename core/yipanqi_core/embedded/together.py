"""`python -m yipanqi_core.embedded.together MODULE…`: several processes, forked from one that has loaded their code.

Pages that none of them writes are in memory once. Each module offers `jobs()`, called before anything is forked.
"""

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from yipanqi_core.embedded.lifeline import die_with_parent

GRACE_S = 12.0
FIRST_S = 10.0
"""A vital job that fails within so many seconds of its first start ends them all."""
AGAIN_AFTER_S, LONGEST_S, STEADY_AFTER_S = 0.5, 10.0, 30.0
_HEARD = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}
_KEPT_SMALL = {-8: 2, -3: 128 * 1024, -1: 64 * 1024, -2: 0}
"""For mallopt: two arenas, large pieces mapped by themselves, and what is free at the top given back at once."""


@dataclass(frozen=True, slots=True)
class Job:
    """What one process runs; `vital`: without it the others are of no use."""

    name: str
    run: Callable[[], int | None]
    vital: bool = False


@dataclass(slots=True)
class _Process:
    job: Job
    pid: int = 0
    since: float = 0.0
    due: float = 0.0
    starts: int = 0
    quick: int = 0


class Together:
    """Forks the jobs, starts again what ends, and ends all of them on SIGTERM or SIGINT."""

    def __init__(self, jobs: Iterable[Job], *, grace_s: float = GRACE_S, again_after_s: float = AGAIN_AFTER_S) -> None:
        self._processes = [_Process(job) for job in jobs]
        self._grace_s = grace_s
        self._again_after_s = again_after_s

    def run(self) -> int:
        """Run until a signal comes or a vital job cannot be started; gives the exit code. One job is not forked."""
        if len(self._processes) == 1:
            share()
            return self._processes[0].job.run() or 0
        signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
        share()
        code = None
        try:
            while code is None:
                self._start_due()
                heard = signal.sigtimedwait(_HEARD, 0.2)
                code = self._reap()
                if heard is not None and heard.si_signo != signal.SIGCHLD:
                    code = 0
        finally:
            self._end()
        return code

    def _start_due(self) -> None:
        for one in self._processes:
            if not one.pid and time.monotonic() >= one.due:
                one.since, one.starts = time.monotonic(), one.starts + 1
                one.pid = _fork(one.job)

    def _reap(self) -> int | None:
        """Note who has ended; gives the code of a vital job that failed as it was first started."""
        for one in self._processes:
            if not one.pid:
                continue
            ended, status = os.waitpid(one.pid, os.WNOHANG)
            if not ended:
                continue
            code, lived = os.waitstatus_to_exitcode(status), time.monotonic() - one.since
            one.quick = one.quick + 1 if lived < STEADY_AFTER_S else 0
            pause = min(self._again_after_s * 2.0**one.quick, LONGEST_S)
            one.pid, one.due = 0, time.monotonic() + pause
            if one.job.vital and one.starts == 1 and code > 0 and lived < FIRST_S:
                return code
            sys.stderr.write(f"{one.job.name} 已退出（退出码 {code}），{pause:.1f} 秒后重新启动\n")
        return None

    def _end(self) -> None:
        self._tell(signal.SIGTERM)
        deadline = time.monotonic() + self._grace_s
        while any(one.pid for one in self._processes) and time.monotonic() < deadline:
            signal.sigtimedwait({signal.SIGCHLD}, 0.1)
            for one in self._processes:
                if one.pid and os.waitpid(one.pid, os.WNOHANG)[0]:
                    one.pid = 0
        self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        for one in self._processes:
            if one.pid:
                with suppress(ProcessLookupError):
                    os.kill(one.pid, number)


def share() -> None:
    """Leave what is loaded where it lies: the collector touches none of it again, and the allocator stays compact."""
    with suppress(OSError, AttributeError):  # another C library than glibc
        library = ctypes.CDLL(None)
        for setting, value in _KEPT_SMALL.items():
            library.mallopt(setting, value)
        gc.collect()
        library.malloc_trim(0)
    gc.freeze()


def _fork(job: Job) -> int:
    tie = die_with_parent()
    pid = os.fork()
    if pid:
        return pid
    code: int | None = 1
    try:
        if tie is not None:
            tie()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        code = job.run()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or 0)  # nothing of the parent's is to be tidied up here


class _LeftOut(ModuleType):
    """Stands where a module would that nobody here uses: names may be imported from it, and are nothing."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def _leave_out() -> None:
    """Keep 7 MiB out of memory that others load for what does not happen here: a coloured terminal, mapped classes."""
    for name in ("rich", "colorama"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # structlog does without
    for name in ("sqlalchemy.ext.asyncio.session", "sqlalchemy.ext.asyncio.scoping"):
        sys.modules.setdefault(name, _LeftOut(name))  # they would load sqlalchemy.orm


def main(modules: Sequence[str]) -> int:
    """Load the modules and run their jobs."""
    _leave_out()
    return Together([job for name in modules for job in import_module(name).jobs()]).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
