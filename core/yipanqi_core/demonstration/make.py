"""Living through a demonstration county's past: its workbook is loaded, its date set back, and time moves on.

Nothing of the past is inserted as a result: every colour, letter, task and board comes from the same services that a
county at work uses; only what people would do (answers, interviews, the deeds of the diary) is done for them, on
their days.
"""

from collections.abc import AsyncIterator
from importlib import resources
from uuid import UUID

from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.deeds.days import live_day
from yipanqi_core.demonstration.diary import keep_diary, pages_of
from yipanqi_core.demonstration.people import act
from yipanqi_core.demonstration.staffing import name_teams
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.schedule.demonstration import Day, advance
from yipanqi_core.schedule.service import Done
from yipanqi_core.tenants.queries import County, find_id, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.workbook.service import load_file

ACTOR = "演示"
"""In whose name the demonstration is set up, as the audit trail shows it."""


async def make(database: Database, registry: Registry, mechanism: str, shown: Demonstration) -> AsyncIterator[Day]:
    """Make the county and live through its past; gives each day on which something happened, for progress.

    A making that was broken off goes on where it stopped.
    """
    async with database.transaction(None) as connection:
        found = await find_id(connection, shown.code)
    tenant_id = found or await create_county(
        database, code=shown.code, name=shown.name, mechanism=mechanism, actor=ACTOR
    )
    county = await _read(database, tenant_id)
    if county.live_from is None:
        await _load(database, registry, tenant_id, shown)
        county = await _read(database, tenant_id)
    deeds = [page for page in pages_of(shown) if page.act is not None]
    days = (shown.until - (county.clock_date or shown.until)).days
    if days <= 0:
        await live_day(database, registry, tenant_id, deeds, shown.until)
        return
    async for day in advance(database, registry, tenant_id, days, ACTOR, {page.on for page in deeds}):
        if any(not one.quiet for one in day.done):
            await act(database, registry, tenant_id, shown)
        many = await live_day(database, registry, tenant_id, deeds, day.on)
        told = [Done("diary", str(day.on), f"各单位办理 {many} 件", late=False)] if many else []
        if told or any(not one.quiet for one in day.done):
            yield Day(day.on, [*day.done, *told])


async def _read(database: Database, tenant_id: UUID) -> County:
    async with database.transaction(tenant_id) as connection:
        return await read_county(connection, tenant_id)


async def _load(database: Database, registry: Registry, tenant_id: UUID, shown: Demonstration) -> None:
    """Load the workbook as it stands at the end, then set the county's date back to its first day.

    The register is dated throughout, so a month in the past is judged by what was true in it.
    """
    data = resources.files(shown.package).joinpath(shown.workbook).read_bytes()
    async with database.transaction(tenant_id) as connection:
        scope = Scope(connection, tenant_id, ACTOR)
        await set_dates(scope, clock_date=shown.until)
        result, _ = await load_file(scope, registry, data, shown.workbook, live_from=shown.live_from)
        if result["errors"]:
            raise ValueError(f"演示工作簿有错误：{result['errors']}")
        await keep_diary(scope, registry, shown)
        await set_dates(scope, clock_date=shown.live_from)
        county = await read_county(connection, tenant_id)
        edition = registry.in_force(county.mechanism, shown.live_from)
        await name_teams(scope, edition, shown.live_from, silent_every=shown.silent_every)
