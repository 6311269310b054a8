"""However often, whenever and by how many at once slots are opened: each is there once, and none is missing."""

import asyncio
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import make_county
from tests.core.schedule.building import set_county_dates
from tests.core.schedule.fewer import monthly_registry
from tests.core.schedule.ledger import due_by, read_slots

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry, installed
from yipanqi_core.mechanism.schedules import Effect, Schedule, after_period, on_day
from yipanqi_core.schedule.slots import Now, next_day, open_slots
from yipanqi_core.schedule.upcoming import upcoming
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope

SHIMIAN = installed().mechanism("shimian")
EDITION = SHIMIAN.editions[0]
BULLETIN = Schedule("monthly", "月报", "SM-4.3", PeriodKind.MONTH, after_period, Effect.ASSESS)
"""Due on the day after the month."""

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


async def test_a_schedule_whose_moment_has_gone_by_on_its_first_day_waits_for_the_next(
    database: Database, county: County, neighbour: County
) -> None:
    """A reminder of the month's first day that comes on the 25th reminds of nothing that month."""
    ahead = replace(BULLETIN, code="ahead", timing=on_day)
    before, after = edited(EDITION.schedules), edited((*EDITION.schedules, ahead))
    for one in (county, neighbour):
        await set_county_dates(database, one, live_from=LIVE_FROM)
    await opened_by(database, county, before, date(2024, 6, 25))
    for day, expected in ((25, "2024-07"), (31, "2024-09")):
        await opened_by(database, county, after, date(2024, 6 if day == 25 else 8, day))
        assert await promised(database, county, after, "ahead") == expected
    assert await periods_of(database, county, "ahead") == ["2024-07", "2024-08"]
    await opened_by(database, neighbour, after, date(2024, 3, 1))
    assert await periods_of(database, neighbour, "ahead") == ["2024-02", "2024-03"]  # there from the first day on


async def test_a_new_edition_begins_its_schedules_with_its_own_day_and_the_old_one_ends_its_own(
    database: Database, county: County, neighbour: County
) -> None:
    """The last month of the old edition is published by it, after the new one is in force; nothing is of both."""
    old, new = replace(BULLETIN, code="old"), replace(BULLETIN, code="new")
    later = replace(EDITION, name="2025", in_force_from=date(2025, 1, 1), schedules=(BULLETIN, new))
    known = edited((BULLETIN, old), later)
    for one in (county, neighbour):
        await set_county_dates(database, one, live_from=date(2024, 10, 5))
    for day in (date(2024, 11, 20), date(2025, 3, 20)):  # no worker ran while the edition changed
        await opened_by(database, county, known, day)
    await opened_by(database, neighbour, edited((BULLETIN, old)), date(2024, 11, 20))
    await opened_by(database, neighbour, known, date(2025, 3, 20))  # the new edition was installed late
    assert await periods_of(database, county, "old") == ["2024-10", "2024-11", "2024-12"]
    assert await periods_of(database, county, "new") == ["2025-01", "2025-02"]
    assert await periods_of(database, neighbour, "old") == ["2024-10", "2024-11", "2024-12"]
    assert await periods_of(database, neighbour, "new") == []
    for one in (county, neighbour):
        assert await periods_of(database, one, BULLETIN.code) == [f"2024-{n}" for n in (10, 11, 12)] + [
            "2025-01",
            "2025-02",
        ]
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        here = await read_county(connection, county.id)
        assert await next_day(scope, known, here, after=date(2025, 3, 20)) == date(2025, 4, 1)


async def test_a_county_that_goes_live_before_the_schedules_edition_begins_it_with_the_edition(
    database: Database, county: County
) -> None:
    later = replace(EDITION, name="2025", in_force_from=date(2025, 1, 1), schedules=(BULLETIN,))
    known = edited((), later)
    await set_county_dates(database, county, live_from=date(2024, 10, 5))
    await opened_by(database, county, known, date(2025, 2, 20))
    assert await periods_of(database, county, BULLETIN.code) == ["2025-01"]


async def promised(database: Database, county: County, registry: Registry, code: str) -> str:
    """Tell which period of a schedule the county is told to come next."""
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        here = await read_county(connection, county.id)
        coming = await upcoming(scope, registry.in_force("shimian", here.today), here, [])
        return next(str(one.period) for one in coming if one.schedule.code == code)


def edited(schedules: tuple[Schedule, ...], *later: Edition) -> Registry:
    return Registry([replace(SHIMIAN, editions=(replace(EDITION, schedules=schedules), *later))])


def codes_of(registry: Registry) -> set[str]:
    return {one.code for one in registry.edition("shimian", "2024").schedules}


async def opened_by(database: Database, county: County, registry: Registry, day: date) -> None:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await open_slots(scope, registry, await read_county(connection, county.id), Now(day, 1440))


async def periods_of(database: Database, county: County, code: str) -> list[str]:
    return sorted(period for schedule, period in await read_slots(database, county) if schedule == code)
