"""However often, whenever and by how many at once slots are opened: each is there once, and none is missing."""

import asyncio
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import make_county
from tests.core.schedule.building import set_county_dates
from tests.core.schedule.fewer import monthly_registry
from tests.core.schedule.ledger import due_by, read_slots

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry, installed
from yipanqi_core.schedule.slots import Now, open_slots
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope

LIVE_FROM = date(2024, 2, 11)
LAST = date(2027, 12, 31)

instants = st.builds(Now, st.dates(date(2024, 1, 1), LAST), st.integers(0, 1440))
rounds = st.lists(st.lists(instants, min_size=1, max_size=3), min_size=1, max_size=8)


async def open_at(database: Database, county: County, at: Now) -> int:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        return await open_slots(scope, monthly_registry(), await read_county(connection, county.id), at)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=rounds)
async def test_opened_at_any_instants_each_slot_is_there_once_and_none_is_missed(
    database: Database, rounds: list[list[Now]]
) -> None:
    county = await make_county(database, "shimian", "随机县")
    await set_county_dates(database, county, live_from=LIVE_FROM)
    opened = 0
    for together in rounds:
        opened += sum(await asyncio.gather(*(open_at(database, county, at) for at in together)))
    latest = max((at for together in rounds for at in together), key=lambda at: (at.on, at.minute))
    there = await read_slots(database, county)
    assert set(there) == due_by(latest, LIVE_FROM)
    assert opened == len(there)


async def test_a_schedule_that_comes_with_an_upgrade_begins_on_its_day_and_no_earlier(
    database: Database, county: County, neighbour: County
) -> None:
    before, after = monthly_registry(), installed()
    code = next(
        one.code
        for one in after.edition("shimian", "2024").schedules
        if one.cadence is PeriodKind.TEN_DAYS and one.code not in codes_of(before)
    )
    for one in (county, neighbour):
        await set_county_dates(database, one, live_from=LIVE_FROM)
    await opened_by(database, county, before, date(2024, 6, 5))
    for day in (date(2024, 6, 5), date(2024, 6, 12), date(2024, 6, 25)):  # the upgrade, then two later rounds
        await opened_by(database, county, after, day)
    assert [period for period in await periods_of(database, county, code) if period < "2024-06"] == []
    assert (await periods_of(database, county, code))[:1] == ["2024-06-T1"]
    await opened_by(database, neighbour, after, date(2024, 6, 25))
    assert (await periods_of(database, neighbour, code))[:1] == ["2024-02-T2"]


def codes_of(registry: Registry) -> set[str]:
    return {one.code for one in registry.edition("shimian", "2024").schedules}


async def opened_by(database: Database, county: County, registry: Registry, day: date) -> None:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await open_slots(scope, registry, await read_county(connection, county.id), Now(day, 1440))


async def periods_of(database: Database, county: County, code: str) -> list[str]:
    return sorted(period for schedule, period in await read_slots(database, county) if schedule == code)
