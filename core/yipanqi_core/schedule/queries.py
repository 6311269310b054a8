"""Reading and taking slots; the time is the database's, or the county's own date where it has one."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.direct import Direct, Found
from yipanqi_core.schedule.tables import known_schedules, slots

_s, _k = slots.c, known_schedules.c
_tenant: Any = bindparam("tenant")
_key = func.hashtextextended(bindparam("key", type_=Text()), 0)
_LOCAL_MINUTE = Direct(
    text(
        "SELECT extract(hour FROM t) * 60 + extract(minute FROM t) AS minute "
        "FROM (SELECT clock_timestamp() AT TIME ZONE 'Asia/Shanghai') AS c(t)"
    )
)
_TAKE = Direct(select(func.pg_try_advisory_xact_lock(_key).label("taken")))
_WAIT = Direct(select(func.pg_advisory_xact_lock(_key)))
_LAST = Direct(
    select(_s.schedule, func.max(_s.period_end).label("last")).where(_s.tenant_id == _tenant).group_by(_s.schedule)
)
_KNOWN = Direct(select(_k.schedule, _k.since_on).where(_k.tenant_id == _tenant))
_ready = func.coalesce(_s.not_before, func.clock_timestamp()) <= func.clock_timestamp()
_NEXT = Direct(
    select(slots, _ready.label("ready"), (func.count().over() - 1).label("following"))
    .where(_s.tenant_id == _tenant, _s.done_at.is_(None))
    .order_by(_s.due_on, _s.due_minute, _s.position, _s.period_end, _s.id)
    .limit(1)
)


async def local_minute(connection: AsyncConnection) -> int:
    """Tell the minutes after midnight in Asia/Shanghai, by the database's clock."""
    (row,) = await _LOCAL_MINUTE.all(connection)
    return int(row.minute)


async def hold_schedule(connection: AsyncConnection, tenant_id: UUID, *, wait: bool = False) -> bool:
    """Take the county's schedule for this transaction, so that its slots act one by one; False: another has it."""
    key = f"{tenant_id} schedule"
    if wait:
        await _WAIT.all(connection, key=key)
        return True
    (row,) = await _TAKE.all(connection, key=key)
    return bool(row.taken)


async def last_opened(connection: AsyncConnection, tenant_id: UUID) -> dict[str, Any]:
    """Tell, for each schedule, the day the latest opened slot is dated to."""
    return {row.schedule: row.last for row in await _LAST.all(connection, tenant=tenant_id)}


async def known_since(connection: AsyncConnection, tenant_id: UUID) -> dict[str, date | None]:
    """Tell since when the county knows each schedule; None: since it went live."""
    return {row.schedule: row.since_on for row in await _KNOWN.all(connection, tenant=tenant_id)}


async def next_due(connection: AsyncConnection, tenant_id: UUID) -> Found | None:
    """Find the open slot that comes first; one that failed waits for its next attempt, and those after it wait too."""
    return await _NEXT.first(connection, tenant=tenant_id)


async def slot_rows(connection: AsyncConnection, tenant_id: UUID, limit: int = 100) -> Sequence[Row[Any]]:
    """List the county's slots, the latest first."""
    s = slots.c
    statement = select(slots).where(s.tenant_id == tenant_id).order_by(s.due_on.desc(), s.position.desc()).limit(limit)
    return list(await connection.execute(statement))
