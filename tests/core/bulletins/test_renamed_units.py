"""What is told of a period means those who were judged, whatever they are called since."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.service import assess
from yipanqi_core.bulletins.issue import issue_bulletin
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

R = installed()
EDITION = R.in_force("shimian", date(2024, 6, 1))
ON, QUARTER = date(2024, 7, 3), Period.parse("2024-Q2")


async def told(database: Database, county: County, *, renamed: bool) -> dict[str, list[Any]]:
    """Assess, perhaps rename every unit and project, then publish and issue; all is rolled back."""
    found: dict[str, list[Any]] = {}
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=ON)
        await assess(scope, R, QUARTER)
        savepoint = await connection.begin_nested()
        if renamed:
            await connection.execute(text("UPDATE projects SET name = name || '（新名）'"))
            await connection.execute(text("UPDATE units SET name = '新' || name"))
        for month in QUARTER.months():
            await publish(scope, R, month, ON)
        await publish(scope, R, QUARTER, ON)
        await issue_bulletin(scope, EDITION, EDITION.bulletins[0], QUARTER, ON)
        for table, columns in (("rectifications", "unit_id, project_id, problem"), ("consequences", "unit_id, kind")):
            statement = text(f"SELECT {columns} FROM {table} ORDER BY {columns}")
            found[table] = [tuple(row) for row in await connection.execute(statement)]
        await savepoint.rollback()
    return found


@pytest.mark.clause("SM-4.3", "SM-4.5")
async def test_a_rename_between_judging_and_publishing_changes_nothing_for_those_concerned(
    database: Database, loaded: County
) -> None:
    before = await told(database, loaded, renamed=False)
    assert before["rectifications"]
    assert before["consequences"]
    assert await told(database, loaded, renamed=True) == before
