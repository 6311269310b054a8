"""Timed workers seen from outside: told to sweep, and what their sweep took of themselves and of the database."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import msgspec
from tests.bench.servers import children

from yipanqi_core.embedded.postgres import EmbeddedPostgres

_TICKS = os.sysconf("SC_CLK_TCK")


class Taken(msgspec.Struct):
    """What a sweep took, in seconds, and how many slots it did; `waited` is the loop's, `busy` the worker's CPU."""

    seconds: float
    waited: float
    busy: float
    done: int
    failed: int
    database: float = 0.0

    def told(self, projects: int) -> str:
        """Say it in a line."""
        share, cpu = self.waited / self.seconds, self.busy + self.database
        return (
            f"{self.seconds:.2f} s, {projects / self.seconds:.0f} projects/s, {self.done} slots; of the time"
            f" {share:.0%} waiting for the database; CPU {self.busy:.2f} s worker + {self.database:.2f} s PostgreSQL"
            f" (share {self.database / cpu:.0%})"
        )


class TimedWorker:
    """A process of `tests.bench.judge`."""

    def __init__(self, url: str, postmaster: int) -> None:
        command = [sys.executable, "-m", "tests.bench.judge", url]
        pipe = subprocess.PIPE
        # A session of its own: Ctrl-C reaches only the parent, which then stops its workers.
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, start_new_session=True)
        self._postmaster = postmaster

    async def ready(self) -> None:
        """Wait until it has loaded its code."""
        await asyncio.to_thread(self._answer)

    async def sweep(self) -> Taken:
        """Let it sweep once."""
        before = cpu(self._postmaster)
        taken = msgspec.json.decode(await asyncio.to_thread(self._ask), type=Taken)
        taken.database = cpu(self._postmaster) - before
        return taken

    def _ask(self) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write("sweep\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a worker has ended; its error stands above")
        return line

    def stop(self) -> None:
        """End it; what it was doing is rolled back."""
        self.process.terminate()
        self.process.wait(20)


def first_process(postgres: EmbeddedPostgres) -> int:
    """Give the number of a server's first process, whose children the others are."""
    return int((postgres.data / "postmaster.pid").read_text().split()[0])


def cpu(postmaster: int) -> float:
    """Give the seconds of CPU that a server's processes have taken, those that have ended included."""
    own = _stat(postmaster)
    return (sum(own) + sum(sum(_stat(pid)[:2]) for pid in children(postmaster))) / _TICKS


def _stat(pid: int) -> list[int]:
    """Give user and system time, and those of its children that have ended."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]]
    except OSError:
        return [0, 0, 0, 0]
