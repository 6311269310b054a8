"""What falls due in a county happens on its day, once, in order, and never for the time before it went live."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update
from tests.conftest import make_county
from tests.core.schedule.building import BEHIND, set_county_dates, stock
from tests.core.schedule.ledger import read_ledger, read_slots

from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.assessments.tables import publications
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.letters.tables import letters
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.projects.tables import items, projects
from yipanqi_core.schedule.service import Done, run_due
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.tables import tasks

MAY = Period.parse("2024-05")


def happened(done: list[Done]) -> list[tuple[str, str]]:
    return [(one.schedule, one.period) for one in done]


async def run_on(database: Database, registry: Registry, county: County, on: date) -> list[Done]:
    await set_county_dates(database, county, clock_date=on)
    return await run_due(database, registry, county.id)


async def shown(database: Database, registry: Registry, county: County, period: Period) -> Any:
    async with database.transaction(county.id) as connection:
        return as_json(await assess(Scope(connection, county.id, "test"), registry, period))


@pytest.mark.clause("SM-1.6")
async def test_a_month_is_assessed_on_the_first_of_the_next_and_not_before(
    database: Database, registry: Registry, live_county: County
) -> None:
    assert await run_due(database, registry, live_county.id) == []
    done = await run_on(database, registry, live_county, date(2024, 6, 1))
    assert happened(done) == [("monthly_assessment", "2024-05")]
    assert not done[0].late
    assert (await read_ledger(database, live_county)).assessed == {"2024-05": 1}


@pytest.mark.clause("SM-1.6")
async def test_a_stored_month_reads_a_year_later_exactly_as_it_was_made(
    database: Database, registry: Registry, live_county: County
) -> None:
    await run_on(database, registry, live_county, date(2024, 6, 1))
    made = await shown(database, registry, live_county, MAY)
    assert made["stored"] is True
    assert {one["project"]: one["colour"] for one in made["ratings"]}[BEHIND] == "red"
    await set_county_dates(database, live_county, clock_date=date(2025, 6, 1))
    async with database.transaction(live_county.id) as connection:
        await connection.execute(update(items).values(finished_on=date(2024, 5, 2)))
        await connection.execute(update(projects).values(total_investment=1))
    assert await shown(database, registry, live_county, MAY) == made


@pytest.mark.clause("SM-4.2")
async def test_notices_go_out_on_the_day_of_publication_and_not_with_the_assessment(
    database: Database, registry: Registry, live_county: County
) -> None:
    await run_on(database, registry, live_county, date(2024, 6, 4))
    assert (await read_ledger(database, live_county)).letters == {}
    done = await run_on(database, registry, live_county, date(2024, 6, 5))  # the third working day
    assert happened(done) == [("monthly_publication", "2024-05")]
    async with database.transaction(live_county.id) as connection:
        letter = (await connection.execute(select(letters))).one()
        task = (await connection.execute(select(tasks))).one()
    assert (letter.kind, letter.period, letter.issued_on) == ("预警通知书", "2024-05", date(2024, 6, 5))
    assert letter.reply_due_on == date(2024, 6, 13)  # five working days, past the festival of 10 June
    assert (task.kind, task.period, task.opened_on) == ("interview", "2024-05", date(2024, 6, 5))


@pytest.mark.clause("SM-4.2")
async def test_each_project_has_one_notice_a_month_however_often_its_work_is_asked_for(
    database: Database, registry: Registry, live_county: County
) -> None:
    for on in (date(2024, 6, 5), date(2024, 7, 3), date(2024, 7, 4)):
        await set_county_dates(database, live_county, clock_date=on)
        await asyncio.gather(*(run_due(database, registry, live_county.id) for _ in range(4)))
        await run_due(database, registry, live_county.id)
    ledger = await read_ledger(database, live_county)
    assert ledger.each_once()
    assert len(ledger.letters) == 2
    assert ledger.published == {"2024-05": 1, "2024-06": 1, "2024-Q2": 1}
    async with database.transaction(live_county.id) as connection:
        per_unit = select(func.count()).select_from(inbox).where(inbox.c.unit_id.is_not(None))
        assert (await connection.execute(per_unit)).scalar_one() == 2


@pytest.mark.clause("SM-4.4")
async def test_the_quarter_s_boards_come_after_the_month_published_on_the_same_day(
    database: Database, registry: Registry, live_county: County
) -> None:
    done = await run_on(database, registry, live_county, date(2024, 7, 3))
    assert happened(done) == [
        ("monthly_assessment", "2024-05"),
        ("monthly_publication", "2024-05"),
        ("monthly_assessment", "2024-06"),
        ("monthly_publication", "2024-06"),
        ("quarterly_boards", "2024-Q2"),
    ]


async def test_what_comes_after_its_day_says_that_it_was_late(
    database: Database, registry: Registry, live_county: County
) -> None:
    await run_on(database, registry, live_county, date(2024, 7, 1))
    rows = await read_slots(database, live_county)
    assert {key: row.late for key, row in rows.items()} == {
        ("monthly_assessment", "2024-05"): True,
        ("monthly_publication", "2024-05"): True,
        ("monthly_assessment", "2024-06"): False,
    }
    assert {row.done_on for row in rows.values()} == {date(2024, 7, 1)}


async def test_a_late_publication_is_dated_when_it_was_due_and_its_letters_when_they_go_out(
    database: Database, registry: Registry, live_county: County
) -> None:
    await run_on(database, registry, live_county, date(2024, 6, 20))
    async with database.transaction(live_county.id) as connection:
        assert (await connection.execute(select(publications.c.published_on))).scalar_one() == date(2024, 6, 5)
        assert (await connection.execute(select(letters.c.issued_on))).scalar_one() == date(2024, 6, 20)


async def test_nothing_falls_due_for_the_time_before_the_county_went_live(
    database: Database, registry: Registry, county: County
) -> None:
    await stock(database, county)
    await set_county_dates(database, county, live_from=date(2024, 10, 1), clock_date=date(2024, 12, 31))
    await run_due(database, registry, county.id)
    assert {period for _, period in await read_slots(database, county)} == {"2024-10", "2024-11"}


async def test_a_county_that_is_not_live_has_no_work(database: Database, registry: Registry, county: County) -> None:
    await stock(database, county)
    await set_county_dates(database, county, clock_date=date(2025, 1, 31))
    assert await run_due(database, registry, county.id) == []
    assert await read_slots(database, county) == {}


async def test_a_county_on_the_real_date_works_by_the_database_s_clock(database: Database, registry: Registry) -> None:
    county = await make_county(database, "shimian", "实日县")
    await set_county_dates(database, county, live_from=date(2024, 1, 1))
    done = await run_due(database, registry, county.id)
    assessed = [one.period for one in done if one.schedule == "monthly_assessment"]
    this_month = Period.containing(county.today, PeriodKind.MONTH)
    assert assessed[0] == "2024-01"
    assert assessed[-1] in {
        str(this_month.previous()),
        str(this_month.previous().previous()),
    }  # before 00:10 on the 1st
    assert done[0].late


async def test_a_county_that_goes_live_today_has_nothing_to_make_up_for(database: Database, registry: Registry) -> None:
    county = await make_county(database, "shimian", "今日县")
    await set_county_dates(database, county, live_from=county.today)
    assert await run_due(database, registry, county.id) == []
