"""SM-2.2: at most two county-government special meetings before a project's approval."""

from datetime import date

import pytest
from sqlalchemy import select, text, update

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import items, projects
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.records import NewRecord, add_record

EDITION = installed().in_force("shimian", date(2024, 6, 1))


async def hold(database: Database, county: County, project: str, kind: str = "县政府专题会") -> None:
    async with database.transaction(county.id) as connection:
        project_id = (await connection.execute(select(projects.c.id).where(projects.c.name == project))).scalar_one()
        unit_id = (await connection.execute(select(units.c.id).order_by(units.c.name).limit(1))).scalar_one()
        new = NewRecord(kind, project_id, None, unit_id, date(2024, 6, 3), None)
        await add_record(Scope(connection, county.id, "test"), EDITION, new)


async def government_project(database: Database, county: County) -> str:
    async with database.transaction(county.id) as connection:
        await connection.execute(update(items).values(finished_on=None))
        statement = select(projects.c.name).where(projects.c.nature == "government_investment").limit(1)
        name: str = (await connection.execute(statement)).scalar_one()
    return name


@pytest.mark.clause("SM-2.2")
async def test_a_third_special_meeting_is_refused_until_the_project_is_approved(
    database: Database, loaded: County
) -> None:
    name = await government_project(database, loaded)
    await hold(database, loaded, name)
    await hold(database, loaded, name)
    with pytest.raises(RefusedError, match="至多召开 2 次，该项目已召开 2 次") as refused:
        await hold(database, loaded, name)
    assert refused.value.clause == "SM-2.2"
    async with database.transaction(loaded.id) as connection:
        project_id = (await connection.execute(select(projects.c.id).where(projects.c.name == name))).scalar_one()
        await connection.execute(
            text(
                "INSERT INTO items (tenant_id, id, project_id, kind, title, finished_on) "
                "VALUES (:t, gen_random_uuid(), :p, 'procedure', '项目立项', '2024-06-01') "
                "ON CONFLICT (tenant_id, project_id, kind, title) DO UPDATE SET finished_on = '2024-06-01'"
            ),
            {"t": loaded.id, "p": project_id},
        )
    await hold(database, loaded, name)


@pytest.mark.clause("SM-2.2")
async def test_other_kinds_and_other_projects_know_no_such_cap(database: Database, loaded: County) -> None:
    name = await government_project(database, loaded)
    for _ in range(4):
        await hold(database, loaded, name, "现场调研")
    async with database.transaction(loaded.id) as connection:
        statement = select(projects.c.name).where(projects.c.nature == "investment_promotion").limit(1)
        promoted = (await connection.execute(statement)).scalar_one()
    for _ in range(3):
        await hold(database, loaded, promoted)


async def test_an_unknown_kind_a_day_to_come_and_a_foreign_project_are_refused(
    database: Database, loaded: County, neighbour: County
) -> None:
    name = await government_project(database, loaded)
    with pytest.raises(InvalidInputError, match="没有“打卡”这一类工作记录；可填：约谈"):
        await hold(database, loaded, name, "打卡")
    async with database.transaction(loaded.id) as connection:
        project_id = (await connection.execute(select(projects.c.id).where(projects.c.name == name))).scalar_one()
        unit_id = (await connection.execute(select(units.c.id).limit(1))).scalar_one()
        future = NewRecord("现场调研", project_id, None, unit_id, date(2999, 1, 1), None)
        with pytest.raises(InvalidInputError, match="尚未到来"):
            await add_record(Scope(connection, loaded.id, "test"), EDITION, future)
    async with database.transaction(neighbour.id) as connection:
        foreign = NewRecord("现场调研", project_id, None, unit_id, date(2024, 1, 1), None)
        with pytest.raises(NotFoundError):
            await add_record(Scope(connection, neighbour.id, "test"), EDITION, foreign)
