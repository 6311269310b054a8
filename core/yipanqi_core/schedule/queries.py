"""Reading and taking slots; the time is the database's, or the county's own date where it has one."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.schedule.tables import known_schedules, slots

_LOCAL_MINUTE = text(
    "SELECT extract(hour FROM t) * 60 + extract(minute FROM t) "
    "FROM (SELECT clock_timestamp() AT TIME ZONE 'Asia/Shanghai') AS c(t)"
)


async def local_minute(connection: AsyncConnection) -> int:
    """Tell the minutes after midnight in Asia/Shanghai, by the database's clock."""
    return int((await connection.execute(_LOCAL_MINUTE)).scalar_one())


async def hold_schedule(connection: AsyncConnection, tenant_id: UUID, *, wait: bool = False) -> bool:
    """Take the county's schedule for this transaction, so that its slots act one by one; False: another has it."""
    key = func.hashtextextended(f"{tenant_id} schedule", 0)
    if wait:
        await connection.execute(select(func.pg_advisory_xact_lock(key)))
        return True
    return bool((await connection.execute(select(func.pg_try_advisory_xact_lock(key)))).scalar_one())


async def last_opened(connection: AsyncConnection, tenant_id: UUID) -> dict[str, Any]:
    """Tell, for each schedule, the day the latest opened slot is dated to."""
    s = slots.c
    rows = await connection.execute(
        select(s.schedule, func.max(s.period_end).label("last")).where(s.tenant_id == tenant_id).group_by(s.schedule)
    )
    return {row.schedule: row.last for row in rows}


async def known_since(connection: AsyncConnection, tenant_id: UUID) -> dict[str, date | None]:
    """Tell since when the county knows each schedule; None: since it went live."""
    k = known_schedules.c
    rows = await connection.execute(select(k.schedule, k.since_on).where(k.tenant_id == tenant_id))
    return {row.schedule: row.since_on for row in rows}


async def next_due(connection: AsyncConnection, tenant_id: UUID) -> Row[Any] | None:
    """Find the open slot that comes first; one that failed waits for its next attempt, and those after it wait too."""
    s = slots.c
    ready = func.coalesce(s.not_before, func.clock_timestamp()) <= func.clock_timestamp()
    statement = (
        select(slots, ready.label("ready"), (func.count().over() - 1).label("following"))
        .where(s.tenant_id == tenant_id, s.done_at.is_(None))
        .order_by(s.due_on, s.due_minute, s.position, s.period_end, s.id)
        .limit(1)
    )
    return (await connection.execute(statement)).one_or_none()


async def count_open(connection: AsyncConnection, tenant_id: UUID) -> int:
    """Count the county's slots that have not taken effect."""
    s = slots.c
    statement = select(func.count()).where(s.tenant_id == tenant_id, s.done_at.is_(None))
    return int((await connection.execute(statement)).scalar_one())


async def slot_rows(connection: AsyncConnection, tenant_id: UUID, limit: int = 100) -> Sequence[Row[Any]]:
    """List the county's slots, the latest first."""
    s = slots.c
    statement = select(slots).where(s.tenant_id == tenant_id).order_by(s.due_on.desc(), s.position.desc()).limit(limit)
    return list(await connection.execute(statement))
