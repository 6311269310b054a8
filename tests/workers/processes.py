"""Worker processes as the tests start, watch and kill them."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

POLL_S = 0.05

STARTED = """
import sys
from datetime import datetime, timedelta, UTC
import time_machine
if float(sys.argv[1]):
    time_machine.travel(datetime.now(UTC) + timedelta(days=float(sys.argv[1])), tick=True).start()
from tests.core.schedule.fewer import monthly_registry
from yipanqi_workers import main
main.installed = monthly_registry
sys.exit(main.run())
"""
"""The worker as `python -m yipanqi_workers` starts it, with its clock put wrong if asked, and with few schedules."""

ROOT = Path(__file__).resolve().parents[2]


async def until(condition: Callable[[], Awaitable[bool]], what: str, within_s: float = 20.0) -> float:
    """Return once the condition holds, with the seconds that took; fail when it does not in time."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while not await condition():
        assert loop.time() - began < within_s, f"not within {within_s} s: {what}"
        await asyncio.sleep(POLL_S)
    return loop.time() - began


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """One worker process with its log."""

    process: subprocess.Popen[bytes]
    output: Path

    def log(self, event: str | None = None) -> list[dict[str, Any]]:
        """Give the whole lines logged so far, or those of one event."""
        lines = self.output.read_text(encoding="utf-8").split("\n")[:-1]
        entries: list[dict[str, Any]] = [json.loads(line) for line in lines]
        return entries if event is None else [one for one in entries if one["event"] == event]

    async def says(self, event: str, times: int = 1, within_s: float = 20.0) -> None:
        """Wait until an event has been logged so many times."""

        async def said() -> bool:
            return len(self.log(event)) >= times

        await until(said, f"{times} × {event}; log: {self.output.read_text(encoding='utf-8')[-2000:]}", within_s)

    def running(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    async def stops(self, within_s: float = 20.0) -> int:
        """Wait for the process to end by itself; gives its exit code."""

        async def ended() -> bool:
            return not self.running()

        await until(ended, "worker ends", within_s)
        return int(self.process.returncode)


@dataclass(slots=True)
class Workers:
    """Starts workers on one database and one Valkey."""

    folder: Path
    env: dict[str, str]
    started: list[WorkerProcess] = field(default_factory=list)

    def start(self, *, sweep_s: float = 0.5, skew_days: float = 0, **env: str | None) -> WorkerProcess:
        """Start a worker; `env` adds variables, None takes one away; `skew_days` puts its clock wrong."""
        how = ("-c", STARTED, str(skew_days))
        wanted = {**os.environ, **self.env, "WORKER_SWEEP_S": str(sweep_s), "LOG_LEVEL": "DEBUG", **env}
        output = self.folder / f"worker-{len(self.started)}.log"
        with output.open("wb") as log:
            process = subprocess.Popen(
                (sys.executable, *how),
                env={name: value for name, value in wanted.items() if value is not None},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.started.append(WorkerProcess(process, output))
        return self.started[-1]

    def end(self) -> None:
        for worker in self.started:
            if worker.running():
                worker.kill()
