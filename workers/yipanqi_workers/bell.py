"""Hearing the bell: a county rung for is worked off at once instead of at the next sweep; nothing is lost unheard.

The only module of the workers that knows arq; another runner would need `listen`, and the API's `Bell` to match.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta, timezone
from functools import partial
from typing import Any

import structlog
from arq.connections import ArqRedis
from arq.worker import Worker, func
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from yipanqi_core.schedule.bell import JOB, QUEUE
from yipanqi_workers.jobs import LONGEST_S, Work, run_county
from yipanqi_workers.session import AT_ONCE

PAUSES_S = (0.5, 1.0, 2.0, 5.0)
"""Seconds until the next try where no server answers, the last for good."""
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
SILENT = (RedisError, OSError, TimeoutError)
"""What a missing or dying server looks like."""

log = structlog.get_logger(__name__)

to_json = partial(json.dumps, ensure_ascii=False, default=str)


def _encode(job: dict[str, Any]) -> bytes:
    return to_json(job).encode()


def _decode(job: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(job)
    return read


async def listen(url: str, work: Work) -> None:
    """Answer the bell until the work is to stop; while no server answers, keep trying."""
    failures = 0
    while not work.stopping.is_set():
        try:
            async with _queue(url) as queue:
                await queue.ping()
                log.info("bell_heard_from_now_on")
                failures = 0
                await _answer(queue, work)
        except SILENT as error:
            pause = PAUSES_S[min(failures, len(PAUSES_S) - 1)]
            failures += 1
            if failures == 1:  # once for each silence
                log.warning("bell_silent", error=type(error).__name__, because=str(error)[:200])
            await pause_unless(work.stopping, pause)


async def pause_unless(stopping: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until the work is to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return


@asynccontextmanager
async def _queue(url: str) -> AsyncIterator[ArqRedis]:
    pool = ConnectionPool.from_url(url, socket_connect_timeout=2.0, socket_timeout=10.0)
    queue = ArqRedis(pool, job_serializer=_encode, job_deserializer=_decode, default_queue_name=QUEUE)
    try:
        yield queue
    finally:
        await pool.disconnect()


async def _answer(queue: ArqRedis, work: Work) -> None:
    """Run arq until the server is lost or the work is to stop; what runs then is finished, unless we are cancelled."""
    runner = _runner(queue, work)
    hearing = asyncio.create_task(runner.main())
    stopping = asyncio.create_task(work.stopping.wait())
    try:
        await asyncio.wait((hearing, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        hearing.cancel()
        stopping.cancel()
        await asyncio.gather(*runner.tasks.values(), return_exceptions=True)
    await asyncio.gather(hearing, return_exceptions=True)
    if not hearing.cancelled() and (error := hearing.exception()) is not None:
        raise error


def _runner(queue: ArqRedis, work: Work) -> Worker:
    """Make arq's worker: it keeps no results, since PostgreSQL knows what is done and what is not."""
    return Worker(
        [func(run_county, name=JOB, keep_result=0)],  # type: ignore[arg-type]
        redis_pool=queue,
        queue_name=QUEUE,
        handle_signals=False,
        max_jobs=AT_ONCE,
        job_timeout=LONGEST_S + 60,
        keep_result=0,
        retry_jobs=True,  # what stopping cancels, another worker hears
        ctx={"work": work},
        job_serializer=_encode,
        job_deserializer=_decode,
        timezone=SHANGHAI,
        log_results=False,
    )
