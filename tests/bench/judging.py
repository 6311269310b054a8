"""Judging: one month of one large county by itself, and of a county of every mechanism in one run of a worker."""

import time

from sqlalchemy.ext.asyncio import create_async_engine
from tests.bench.county import large_county
from tests.bench.pattern import EACH, MONTH, copies, due, pattern_county
from tests.bench.timed import TimedWorker

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope


async def one_month(database: Database) -> None:
    """Print how long one month of 300 projects with 10 items and 12 months each takes."""
    tenant = await large_county(database)
    started = time.perf_counter()
    async with database.transaction(tenant) as connection:
        await assess(Scope(connection, tenant, "bench"), installed(), Period.parse("2024-06"))
    taken = time.perf_counter() - started
    print(f"one month of 300 projects × 10 items × 12 months: {taken:.2f} s (aim < 1 s)", flush=True)


async def every_mechanism(url: str, postmaster: int) -> None:
    """Print how a worker's sweep assesses a month for a county of 300 projects of every mechanism.

    A first sweep shows a worker that has just started, a second one of a worker that has judged before.
    """
    database = Database(url)
    await migrate.upgrade(url)
    codes = installed().codes()
    patterns = [await pattern_county(url, database, code) for code in codes]
    await database.close()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        for pattern in patterns:
            await copies(connection, pattern, [1])
    worker = TimedWorker(url, postmaster)
    try:
        await worker.ready()
        for number, which in enumerate(("just started", "warm")):
            async with engine.begin() as connection:
                await due(connection, number)
            taken = await worker.sweep()
            if taken.failed:
                raise RuntimeError(f"{taken.failed} counties failed")
            print(
                f"{MONTH} of {len(codes)} counties ({', '.join(codes)}) × {EACH} projects, worker {which}:"
                f" {taken.told(EACH * len(codes))}",
                flush=True,
            )
    finally:
        worker.stop()
        await engine.dispose()
