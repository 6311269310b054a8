"""`make bench-nation`: a simulated nation assessed for one month by several workers through the ordinary slots.

Arguments: COUNTIES (2,844 unless told), PROCESSES (as many as the machine has processors). Everything lives in a folder
of its own, which goes when it ends, also by Ctrl-C.
"""

import asyncio
import os
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from tests.bench.pattern import EACH, MONTH, copies, due, pattern_county
from tests.bench.servers import children, machine, pss
from tests.bench.timed import Taken, TimedWorker, cpu, first_process

from yipanqi_core.assessments.replay import replay
from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope

FOLDER = Path(__file__).resolve().parents[2] / "var" / f"bench-nation-{os.getpid()}"
WHOLE = 2844
BATCH = 20  # counties made in one transaction
EVERY_S = 5.0  # seconds from one line of progress to the next

DISK_FIRST, DISK_EACH = 1200, 13
"""MiB that a run takes: of the server with its log, and of each county once it is assessed (measured)."""
MAKING_S, JUDGING_S = 0.3, 1.4
"""Seconds that a county takes on a busy machine with two processors: to be made, and for a worker to assess it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is to be run."""

    counties: int
    processes: int

    @classmethod
    def told(cls) -> "Wanted":
        """Read what the command line was told; what makes no sense ends with a line."""
        found = [os.environ.get("COUNTIES") or str(WHOLE), os.environ.get("PROCESSES") or str(os.cpu_count())]
        least = len(installed().codes())
        if not all(one.isdecimal() for one in found) or int(found[0]) < least or not 1 <= int(found[1]) <= 16:
            sys.exit(f"COUNTIES is a number from {least} on, PROCESSES one from 1 to 16; told: {' and '.join(found)}")
        return cls(int(found[0]), int(found[1]))

    def require_space(self) -> None:
        """Say what it will take, and end where there is no space for it."""
        need = DISK_FIRST + DISK_EACH * self.counties
        free = shutil.disk_usage(FOLDER.parent).free // 2**20
        minutes = (MAKING_S + JUDGING_S / self.processes) * self.counties / 60 + 1
        print(
            f"{self.counties} counties × {EACH} projects, {self.processes} workers: about {need / 1024:.1f} GiB of disk"
            f" ({free / 1024:.1f} free) and {minutes:.0f} min",
            flush=True,
        )
        if free < need * 1.15:
            sys.exit(f"not enough space in {FOLDER.parent}: free some, or run a part with COUNTIES={free // 20}")

    def shares(self, mechanisms: Sequence[str]) -> list[int]:
        """Divide the counties among the mechanisms."""
        whole, rest = divmod(self.counties, len(mechanisms))
        return [whole + (place < rest) for place in range(len(mechanisms))]


async def made(url: str, wanted: Wanted) -> None:
    """Make a county of each mechanism through the service, and the others like it inside the database."""
    database, engine = Database(url), create_async_engine(url)
    started, done, codes = time.monotonic(), 0, installed().codes()
    try:
        for code, share in zip(codes, wanted.shares(codes), strict=True):
            pattern = await pattern_county(url, database, code)
            for first in range(1, share, BATCH):
                async with engine.begin() as connection:
                    await copies(connection, pattern, range(first, min(first + BATCH, share)))
                print(f"made {done + min(first + BATCH, share)} of {wanted.counties} counties", flush=True)
            done += share
        async with engine.connect() as connection:
            plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await plain.execute(text("VACUUM ANALYZE"))
        print(f"made in {time.monotonic() - started:.0f} s", flush=True)
    finally:
        await engine.dispose()
        await database.close()


async def judged(url: str, wanted: Wanted, server: int) -> None:
    """Let workers do what is due, tell how far they are, and what it took in the end."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await due(connection)
    workers = [TimedWorker(url, server) for _ in range(wanted.processes)]
    try:
        await asyncio.gather(*(worker.ready() for worker in workers))
        started, before = time.monotonic(), cpu(server)
        sweeps = await watched(engine, workers, wanted)
        seconds, number = time.monotonic() - started, await assessed(engine)
        told(number, wanted.counties, seconds)
        summed(sweeps, seconds, cpu(server) - before)
        sizes = [pss(worker.process.pid) for worker in workers]
        own = sum(pss(pid) for pid in (server, *children(server)))
        print(f"memory: workers {', '.join(f'{size:.0f}' for size in sizes)} MiB, PostgreSQL {own:.0f} MiB")
        if number < wanted.counties:
            raise RuntimeError(f"{wanted.counties - number} counties were not assessed")
    finally:
        for worker in workers:
            worker.stop()
        await engine.dispose()


async def watched(engine: AsyncEngine, workers: Sequence[TimedWorker], wanted: Wanted) -> Sequence[Taken]:
    """Let all sweep at once, and tell every few seconds how far they are."""
    started = time.monotonic()
    sweeps = asyncio.gather(*(worker.sweep() for worker in workers))
    try:
        while not (await asyncio.wait({sweeps}, timeout=EVERY_S))[0]:
            told(await assessed(engine), wanted.counties, time.monotonic() - started)
        return await sweeps
    finally:
        sweeps.cancel()
        await asyncio.gather(sweeps, return_exceptions=True)


def told(number: int, counties: int, seconds: float) -> None:
    """Print how far it is."""
    rate = number / seconds
    left = f", {(counties - number) / rate / 60:.1f} minutes left" if 0 < number < counties else ""
    print(
        f"{number} of {counties} assessed in {seconds:.0f} s: {rate:.2f} counties/s, {rate * EACH:.0f} projects/s{left}"
    )


def summed(sweeps: Sequence[Taken], seconds: float, database: float) -> None:
    """Print what all workers took together."""
    waited, busy = sum(one.waited for one in sweeps), sum(one.busy for one in sweeps)
    print(
        f"{sum(one.done for one in sweeps)} slots; database: {waited / sum(one.seconds for one in sweeps):.0%} of the"
        f" workers' time waiting for it, {database / (busy + database):.0%} of all CPU ({busy:.0f} s workers,"
        f" {database:.0f} s PostgreSQL; {seconds:.0f} s passed)"
    )


async def assessed(engine: AsyncEngine) -> int:
    """Count the counties whose month is stored."""
    async with engine.connect() as connection:
        statement = text("SELECT count(*) FROM assessments WHERE period = :period")
        return int((await connection.execute(statement, {"period": str(MONTH)})).scalar_one())


async def weighed(url: str) -> None:
    """Print the largest tables."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        sizes = await connection.execute(
            text(
                "SELECT relname, pg_total_relation_size(oid), greatest(reltuples, 0) FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC LIMIT 8"
            )
        )
        whole = (await connection.execute(text("SELECT pg_database_size(current_database())"))).scalar_one()
    await engine.dispose()
    listed = ", ".join(f"{name} {size / 2**20:.0f} ({rows:.0f} rows)" for name, size, rows in sizes)
    print(f"database {whole / 2**20:.0f} MiB: {listed}")


async def proved(url: str) -> None:
    """Judge one county's month again from what is stored. Raises RuntimeError where it differs."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        counties = list(await connection.execute(text("SELECT id, code FROM tenants ORDER BY code")))
    await engine.dispose()
    chosen: UUID
    chosen, code = random.choice(counties)
    database = Database(url)
    async with database.transaction(chosen) as connection:
        again = await replay(Scope(connection, chosen, "bench"), installed(), MONTH)
    await database.close()
    if again.differences:
        raise RuntimeError(f"{code}: {again.differences[0]}")
    print(f"verified {code}: {again.rulings} rulings and {again.scores} scores judged again from their facts, the same")


async def run(url: str, wanted: Wanted, server: int) -> None:
    """Make the nation, assess it, prove a county of it."""
    await migrate.upgrade(url)
    await made(url, wanted)
    await judged(url, wanted, server)
    await weighed(url)
    await proved(url)


def main() -> None:
    """Start a server of its own, measure, leave nothing behind."""
    wanted = Wanted.told()
    FOLDER.mkdir(parents=True)
    try:
        print(machine())
        wanted.require_space()
        with EmbeddedPostgres(FOLDER / "postgres") as postgres:
            asyncio.run(run(postgres.url("postgres", "postgres"), wanted, first_process(postgres)))
    except KeyboardInterrupt:
        sys.exit("broken off; nothing is left behind")
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
