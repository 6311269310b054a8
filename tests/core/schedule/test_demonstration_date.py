"""A demonstration county's date moves on, and everything on the way happens on its own day."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import text
from tests.core.schedule.building import set_county_dates, stock
from tests.core.schedule.ledger import read_ledger, read_slots

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.schedule.demonstration import LONGEST, Day, advance
from yipanqi_core.schedule.errors import ClockError, NotLiveError
from yipanqi_core.schedule.queries import hold_schedule
from yipanqi_core.tenants.queries import County, read_county

SOMEONE_WAITS = text("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")


async def moved(database: Database, registry: Registry, county: County, days: int) -> list[Day]:
    return [day async for day in advance(database, registry, county.id, days, "test")]


async def test_each_thing_happens_on_its_day_on_the_way(
    database: Database, registry: Registry, live_county: County
) -> None:
    days = await moved(database, registry, live_county, 40)
    acts = {(day.on, one.schedule, one.period) for day in days for one in day.done}
    assert acts == {
        (date(2024, 6, 1), "monthly_assessment", "2024-05"),
        (date(2024, 6, 5), "monthly_publication", "2024-05"),
        (date(2024, 7, 1), "monthly_assessment", "2024-06"),
        (date(2024, 7, 3), "monthly_publication", "2024-06"),
        (date(2024, 7, 3), "quarterly_boards", "2024-Q2"),
    }
    assert not any(row.late for row in (await read_slots(database, live_county)).values())
    async with database.transaction(live_county.id) as connection:
        assert (await read_county(connection, live_county.id)).clock_date == date(2024, 7, 10)


async def test_moving_in_small_steps_comes_to_the_same_as_in_one(
    database: Database, registry: Registry, live_county: County, neighbour: County
) -> None:
    await stock(database, neighbour)
    await set_county_dates(database, neighbour, live_from=date(2024, 5, 1), clock_date=date(2024, 5, 31))
    await moved(database, registry, live_county, 40)
    for days in (1, 3, 7, 29):
        await moved(database, registry, neighbour, days)
    assert await read_ledger(database, live_county) == await read_ledger(database, neighbour)
    assert list(await read_slots(database, live_county)) == list(await read_slots(database, neighbour))


async def test_a_move_waits_for_another_at_work_in_the_county_so_that_nothing_comes_late(
    database: Database, registry: Registry, live_county: County
) -> None:
    days = advance(database, registry, live_county.id, 1, "test")
    await anext(days)
    async with database.transaction(live_county.id) as connection:
        assert await hold_schedule(connection, live_county.id)
        step = asyncio.ensure_future(anext(days))
        async with asyncio.timeout(10):
            while not (await connection.execute(SOMEONE_WAITS)).scalar_one():
                assert not step.done()
    reached = await step
    assert [one.period for one in reached.done] == ["2024-05"]
    assert not reached.done[0].late


@pytest.mark.parametrize("days", [0, -3, LONGEST + 1])
async def test_a_move_backwards_or_too_far_is_refused(
    database: Database, registry: Registry, live_county: County, days: int
) -> None:
    with pytest.raises(ClockError, match=f"1 到 {LONGEST}"):
        await moved(database, registry, live_county, days)


async def test_a_county_on_the_real_date_cannot_be_moved(
    database: Database, registry: Registry, county: County
) -> None:
    await set_county_dates(database, county, live_from=date(2024, 5, 1))
    with pytest.raises(ClockError, match="不是演示县"):
        await moved(database, registry, county, 1)


async def test_a_county_that_is_not_live_cannot_be_moved(
    database: Database, registry: Registry, county: County
) -> None:
    await set_county_dates(database, county, clock_date=date(2024, 5, 1))
    with pytest.raises(NotLiveError, match="尚未上线"):
        await moved(database, registry, county, 1)
