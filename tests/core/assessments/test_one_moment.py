"""An assessment is of one moment: who is writing of a project is waited for, and none of it is seen half."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.work.queries import lock_project

JUNE = Period.parse("2024-06")


async def waits_for_a_lock(database: Database) -> None:
    """Come back once some transaction waits for a row that another holds."""
    statement = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with asyncio.timeout(20):
        while True:
            async with database.transaction(None) as connection:
                if (await connection.execute(statement)).scalar_one():
                    return
            await asyncio.sleep(0)


@pytest.mark.clause("SM-1.6")
async def test_a_write_that_is_under_way_is_waited_for_and_seen_whole(database: Database, loaded: County) -> None:
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), clock_date=date(2024, 7, 3))
        statement = "SELECT project_id FROM items WHERE tenant_id = :t ORDER BY id LIMIT 1"
        project = (await connection.execute(text(statement), {"t": loaded.id})).scalar_one()

    async def judged() -> Any:
        async with database.transaction(loaded.id) as connection:
            await assess(Scope(connection, loaded.id, "test"), installed(), JUNE)

    async with database.transaction(loaded.id) as connection:
        await lock_project(connection, loaded.id, project)
        task = asyncio.create_task(judged())
        await waits_for_a_lock(database)
        values = {"p": project, "t": loaded.id}
        await connection.execute(text("UPDATE projects SET total_investment = 7654.32 WHERE id = :p"), values)
        await connection.execute(
            text("UPDATE items SET person = '后来的人' WHERE tenant_id = :t AND project_id = :p"), values
        )
    await task
    async with database.transaction(loaded.id) as connection:
        statement = "SELECT convert_from(body, 'UTF8') FROM assessment_facts WHERE tenant_id = :t AND subject = :s"
        body = (await connection.execute(text(statement), {"t": loaded.id, "s": str(project)})).scalar_one()
    assert "7654.32" in body


@pytest.mark.clause("SM-1.6")
async def test_who_only_adds_rows_about_a_project_is_waited_for_too(database: Database, loaded: County) -> None:
    """Raising an issue takes no project's row; the foreign key does."""
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), clock_date=date(2024, 7, 3))
        chosen = "SELECT project_id FROM issues WHERE tenant_id = :t AND raised_on < '2024-06-01' ORDER BY id LIMIT 1"
        project = (await connection.execute(text(chosen), {"t": loaded.id})).scalar_one()

    async def judged() -> Any:
        async with database.transaction(loaded.id) as connection:
            await assess(Scope(connection, loaded.id, "test"), installed(), JUNE)

    async def raised(connection: Any, category: str) -> None:
        copied = (
            "INSERT INTO issues (tenant_id, id, project_id, description, category, urgency, raised_on)"
            " VALUES (:t, gen_random_uuid(), :p, '受阻', :c, 'urgent', '2024-06-20')"
        )
        await connection.execute(text(copied), {"t": loaded.id, "p": project, "c": category})

    async with database.transaction(loaded.id) as connection:
        await raised(connection, "先提出的")
        task = asyncio.create_task(judged())
        await waits_for_a_lock(database)
        await raised(connection, "后提出的")
    await task
    async with database.transaction(loaded.id) as connection:
        statement = "SELECT convert_from(body, 'UTF8') FROM assessment_facts WHERE tenant_id = :t AND subject = :s"
        body = (await connection.execute(text(statement), {"t": loaded.id, "s": str(project)})).scalar_one()
    assert "先提出的" in body
    assert "后提出的" in body
