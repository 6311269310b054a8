"""What a worker does: one county's due work, or every county's."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import structlog

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.schedule.service import Done, run_due
from yipanqi_core.tenants.queries import list_counties
from yipanqi_core.webhooks.delivering import deliver
from yipanqi_workers.posting import Poster
from yipanqi_workers.session import AT_ONCE, give_back

LONGEST_S = 15 * 60
"""Seconds that one county's due work may take at a stretch; what is left is found by the next sweep."""

LOOKS_AGAIN_EACH = 15
"""Sweeps after which every county is asked what it has to tell: what no bell rang for and no slot brought about."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """What jobs work with; `stopping` is set when nothing new may be begun."""

    database: Database
    registry: Registry
    webhook_hosts: tuple[str, ...] = ()
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    owing: set[UUID] = field(default_factory=set)
    """Counties with a message that was not taken."""
    sweeps: Iterator[int] = field(default_factory=count)


@dataclass(slots=True)
class Swept:
    """What one sweep came to."""

    counties: int
    tells_all: bool = False
    done: int = 0
    failed: int = 0


Context = Mapping[str, Any]
"""What a job is handed by its runner; `work` is ours."""


async def run_county(context: Context, tenant_id: str) -> None:
    """Work off what is due in one county; what fails is said in the log and left to the next sweep."""
    work: Work = context["work"]
    await _run(work, UUID(tenant_id), tenant_id)
    await _tell(work, UUID(tenant_id), tenant_id)


async def sweep(context: Context) -> Swept:
    """Work off what is due in every county, some side by side: a county that fails or waits hinders no other."""
    work: Work = context["work"]
    began = time.monotonic()
    async with work.database.transaction(None) as connection:
        counties = await list_counties(connection)
    swept = Swept(len(counties), tells_all=next(work.sweeps) % LOOKS_AGAIN_EACH == 0)
    left = iter(counties)
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(_share(work, left, swept))
    took = round(time.monotonic() - began, 3)
    tell = log.info if swept.done or swept.failed else log.debug
    tell("swept", counties=swept.counties, done=swept.done, failed=swept.failed, seconds=took)
    return swept


async def _share(work: Work, left: Iterator[tuple[UUID, str]], swept: Swept) -> None:
    for tenant_id, code in left:
        if work.stopping.is_set():
            return
        done = await _run(work, tenant_id, code)
        swept.done += len(done or ())
        swept.failed += done is None
        if done or swept.tells_all or tenant_id in work.owing:
            await _tell(work, tenant_id, code)


async def _run(work: Work, tenant_id: UUID, county: str) -> list[Done] | None:
    """Work off one county; None when that broke off. A slot that only failed is noted in its own row."""
    try:
        async with asyncio.timeout(LONGEST_S):
            done = await run_due(work.database, work.registry, tenant_id)
    except Exception as error:
        log.error("county_failed", county=county, error=type(error).__name__, because=first_line(error))
        return None
    if done:
        give_back()
    for one in done:
        log.info("slot_done", county=county, **{name: getattr(one, name) for name in Done.__slots__})
    return done


async def _tell(work: Work, tenant_id: UUID, county: str) -> None:
    """Post a county's events to who subscribed; what is not taken is tried again by a later sweep."""
    try:
        async with Poster() as post:
            taken, waits = await deliver(work.database, tenant_id, post, work.webhook_hosts)
    except Exception as error:
        log.error("events_not_told", county=county, error=type(error).__name__, because=first_line(error))
        return
    (work.owing.add if waits else work.owing.discard)(tenant_id)
    if taken:
        log.info("events_told", county=county, messages=taken)


def first_line(error: BaseException) -> str:
    """Give an error's own words without a statement and its values, which may be personal."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0][:300]
