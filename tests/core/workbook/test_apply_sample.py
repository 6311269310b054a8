"""Loading 石棉's sample workbook into a real county."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from yipanqi_core.audit.tables import audit
from yipanqi_core.database.connection import Database
from yipanqi_core.people.tables import appointments, units, users
from yipanqi_core.projects.tables import (
    items,
    monthly_figures,
    passages,
    project_events,
    projects,
    responsibilities,
)
from yipanqi_core.tenants.queries import County, read_county, seat_rows
from yipanqi_core.work.tables import issues, records
from yipanqi_core.workbook.supplements.every import KINDS as FURTHER

SAMPLE = (Path(__file__).resolve().parents[2] / "data" / "shimian-2024.xlsx").read_bytes()
CREATED = {
    "units": 66,
    "people": 14,
    "projects": 60,
    "items": 390,
    "figures": 468,
    "issues": 35,
    "records": 1745,
    "chains": 0,
    "targets": 0,
    "series": 0,
    **dict.fromkeys(FURTHER, 0),
    "listed": 53,
}
TABLES = (
    units, users, appointments, projects, responsibilities, items, monthly_figures, issues, records, passages,
    project_events, audit,
)  # fmt: skip


async def counts(database: Database, county: County) -> dict[str, int]:
    async with database.transaction(county.id) as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in TABLES
        }


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_the_sample_loads_whole(county: County, load: Any) -> None:
    done = await load(county, SAMPLE)
    assert done.problems == ()
    assert (done.year, done.created) == (2024, CREATED)
    assert not any(done.changed.values())
    assert not any(done.left.values())


@pytest.mark.clause("SM-1.1")
@pytest.mark.clause("SM-5.1")
async def test_seven_projects_below_1000_are_loaded_but_kept_off_the_lists_and_offered_sm_5_1(
    database: Database, county: County, load: Any
) -> None:
    done = await load(county, SAMPLE)
    assert len(done.not_listed) == 7
    assert {one.clause for one in done.not_listed} == {"SM-1.1"}
    assert all("SM-5.1" in one.because for one in done.not_listed)
    async with database.transaction(county.id) as connection:
        below = select(projects.c.id).where(projects.c.total_investment < 1000)
        assert len((await connection.execute(below)).all()) == 7
        on_lists = select(passages.c.id).where(passages.c.project_id.in_(below))
        assert (await connection.execute(on_lists)).all() == []


@pytest.mark.clause("SM-1.2")
async def test_each_listed_project_has_stood_on_the_list_that_the_workbook_names_since_1_january(
    database: Database, county: County, load: Any
) -> None:
    await load(county, SAMPLE)
    async with database.transaction(county.id) as connection:
        rows = (await connection.execute(select(passages))).all()
    assert {(row.entered_on, row.left_on, row.cause, row.track) for row in rows} == {
        (date(2024, 1, 1), None, "register", "lists")
    }
    assert {row.evidence for row in rows} == {"县域工作簿 县.xlsx"}
    assert {row.decided_by for row in rows} == {"张三"}
    assert Counter(row.step for row in rows).total() == len({row.project_id for row in rows}) == 53


async def test_loaded_again_it_changes_nothing(database: Database, county: County, load: Any) -> None:
    await load(county, SAMPLE)
    before = await counts(database, county)
    again = await load(county, SAMPLE)
    assert not any(again.created.values())
    assert not any(again.changed.values())
    assert not any(again.left.values())
    assert again.changes == ()
    assert len(again.not_listed) == 7
    after = await counts(database, county)
    assert after == before | {"audit": before["audit"] + 1}


async def test_a_plan_writes_nothing(database: Database, county: County, plan: Any) -> None:
    before = await counts(database, county)
    assert (await plan(county, SAMPLE)).created == CREATED
    assert await counts(database, county) == before


async def test_a_neighbour_sees_nothing_of_it_and_loads_the_same_names_as_its_own(
    database: Database, county: County, neighbour: County, load: Any
) -> None:
    await load(county, SAMPLE)
    seen = await counts(database, neighbour)
    assert {name: number for name, number in seen.items() if number} == {"audit": 1}
    assert (await load(neighbour, SAMPLE)).created == CREATED
    assert (await counts(database, county))["projects"] == 60


async def test_seats_are_bound_by_name_and_by_portfolio(database: Database, county: County, load: Any) -> None:
    done = await load(county, SAMPLE)
    async with database.transaction(county.id) as connection:
        bound = {seat for seat, *_ in await seat_rows(connection, county.id)}
    assert bound >= {"reform_office", "promotion_office", "executive_deputy", "promotion_deputy", "land_deputy"}
    assert "席位“分管招商引资副县长”绑定到“县人民政府分管工业副县长”" in done.changes


async def test_the_county_goes_live_with_its_first_workbook(database: Database, county: County, load: Any) -> None:
    await load(county, SAMPLE, live_from=date(2025, 1, 1))
    await load(county, SAMPLE)
    async with database.transaction(county.id) as connection:
        assert (await read_county(connection, county.id)).live_from == date(2025, 1, 1)


async def test_the_statements_do_not_grow_with_the_projects(
    database: Database, county: County, neighbour: County, load: Any, parts: Any
) -> None:
    with statements(database) as small:
        await load(neighbour, parts)
    with statements(database) as large:
        await load(county, SAMPLE)
    assert len(large) <= len(small) <= 60
