"""Moving a demonstration county's own date: everything that falls due on the way happens on its day, in order."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.schedule.errors import ClockError, NotLiveError
from yipanqi_core.schedule.queries import next_due
from yipanqi_core.schedule.service import Done, run_due
from yipanqi_core.schedule.slots import next_day
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import move_clock, set_dates

LONGEST = 366 * 3
"""Days that one move may span."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that has been reached, with what happened on it."""

    on: date
    done: list[Done]


async def advance(  # noqa: PLR0917
    database: Database, registry: Registry, tenant_id: UUID, days: int, actor: str, stops: Collection[date] = ()
) -> AsyncIterator[Day]:
    """Move the county's date on, stopping at each day on which something falls due, and at `stops`.

    Raises ClockError, NotLiveError.
    """
    if not 1 <= days <= LONGEST:
        raise ClockError(f"前进天数应为 1 到 {LONGEST}，现为 {days}")
    async with database.transaction(tenant_id) as connection:
        county = await read_county(connection, tenant_id)
    on = _own_date(county)
    target = on + timedelta(days=days)
    yield Day(on, await run_due(database, registry, tenant_id, wait=True))  # what an earlier move left undone
    while on < target:
        async with database.transaction(tenant_id) as connection:
            scope = Scope(connection, tenant_id, actor)
            ahead = [day for day in stops if day > on]
            on = min([target, await next_day(scope, registry, county, after=on), *ahead])
            await (set_dates(scope, clock_date=on) if on == target else move_clock(scope, on))
        done = await run_due(database, registry, tenant_id, wait=True)
        yield Day(on, done)
        if not done or not done[-1].last:
            await _require_done(database, tenant_id)


async def _require_done(database: Database, tenant_id: UUID) -> None:
    """Stop where a slot could not take effect: what comes later would not be in its order. Raises ClockError."""
    async with database.transaction(tenant_id) as connection:
        slot = await next_due(connection, tenant_id)
    if slot is not None and slot.last_error is not None:
        what = f"{slot.due_on} 的日程 {slot.schedule} {slot.period}"
        raise ClockError(f"{what} 未能完成，日期停在此处：{slot.last_error}")


def _own_date(county: County) -> date:
    if county.clock_date is None:
        raise ClockError(f"{county.name}（{county.code}）按真实日期运行，不是演示县，不能拨动日期")
    if county.live_from is None:
        raise NotLiveError(f"{county.name}（{county.code}）尚未上线，请先装入县域工作簿")
    return county.clock_date
