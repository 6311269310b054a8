"""One worker process that is timed: for each line it is sent it sweeps once, as a worker does, and tells how it went.

Time of the database: what the event loop spends waiting. Nothing but answers of the database wakes it, so this is the
time in which the worker could do nothing else; what the driver spends on writing and reading rows counts as judging.
"""

import asyncio
import json
import selectors
import sys
import time

import structlog

from yipanqi_core.mechanism.registry import installed
from yipanqi_workers.jobs import Work, sweep
from yipanqi_workers.session import open_database, spare_the_collector


class Watched(selectors.DefaultSelector):
    """Adds up how long the loop waited."""

    waited = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        started = time.perf_counter()
        ready = super().select(timeout)
        self.waited += time.perf_counter() - started
        return ready


async def work(url: str, watched: Watched) -> None:
    """Sweep whenever told to."""
    job = Work(open_database(url), installed())
    loop = asyncio.get_running_loop()
    print("ready", flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        watched.waited, started, busy = 0.0, time.perf_counter(), time.process_time()
        swept = await sweep({"work": job})
        told = {
            "seconds": time.perf_counter() - started,
            "waited": watched.waited,
            "busy": time.process_time() - busy,
            "done": swept.done,
            "failed": swept.failed,
        }
        print(json.dumps(told), flush=True)
    await job.database.close()


def main() -> None:
    """Work in the database whose address is the argument."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))  # errors only
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    spare_the_collector()
    watched = Watched()
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(watched)) as runner:
        runner.run(work(sys.argv[1], watched))


if __name__ == "__main__":
    main()
