"""SM-1.6: an assessment is of its day: whatever is renamed later, it reads as it was judged and proves the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.overrides import set_rating
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

R = installed()
JUNE, QUARTER = Period.parse("2024-06"), Period.parse("2024-Q2")
ON = date(2024, 7, 3)

pytestmark = pytest.mark.clause("SM-1.6")


@dataclass(frozen=True)
class Sitting:
    unit_id: UUID
    post_ids: tuple[UUID, ...] = ()


async def renamed(connection: Any) -> None:
    """Call every project and unit otherwise."""
    await connection.execute(text("UPDATE projects SET name = name || '（新名）'"))
    await connection.execute(text("UPDATE units SET name = '新' || name"))


@pytest.mark.parametrize("period", [JUNE, QUARTER])
async def test_a_stored_period_reads_and_proves_as_judged_after_all_is_renamed(
    database: Database, loaded: County, period: Period
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await assess(scope, R, period)
        before = as_json(await assess(scope, R, period))
        await renamed(connection)
        assert as_json(await assess(scope, R, period)) == before
        assert (await replay(scope, R, period)).differences == ()


async def test_a_quarter_assessed_after_a_rename_scores_each_unit_once_under_its_new_name(
    database: Database, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        for month in QUARTER.months():
            await assess(scope, R, month)
        await renamed(connection)
        quarter = await assess(scope, R, QUARTER)
        units = [(one.group, one.unit) for one in quarter.scores]
        assert len(units) == len(set(units)) == 15
        assert all(unit.startswith("新") for _, unit in units)
        assert (await replay(scope, R, QUARTER)).differences == ()


async def test_a_month_is_published_as_judged_though_the_unit_of_what_people_set_is_renamed_meanwhile(
    database: Database, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=ON)
        await assess(scope, R, QUARTER)
        unit_id = await _set_blue(scope)
        await connection.execute(text("UPDATE projects SET name = name || '（新名）'"))
        await connection.execute(text("UPDATE units SET name = '新' || name WHERE id = :id"), {"id": unit_id})
        for period in (*QUARTER.months(), QUARTER):
            await publish(scope, R, period, ON)
        names = text("SELECT count(*) FROM published_scores WHERE unit_name LIKE '新%'")
        assert (await connection.execute(names)).scalar_one() == 0
        for period in (*QUARTER.months(), QUARTER):
            assert (await replay(scope, R, period)).differences == ()


async def _set_blue(scope: Scope) -> UUID:
    """Set a red rating of June blue; gives the unit that leads the project."""
    rating = text(
        "SELECT r.id, r.unit_id FROM rulings r JOIN assessments a ON a.id = r.assessment_id JOIN passages s"
        " ON s.project_id = r.project_id AND s.left_on IS NULL AND s.step = 'started'"
        " WHERE a.period = '2024-06' AND r.kind = 'rating' AND r.value = 'red' ORDER BY r.position LIMIT 1"
    )
    office = text("SELECT id FROM units WHERE name = '县发展和改革局'")
    red = (await scope.connection.execute(rating)).one()
    office_id = (await scope.connection.execute(office)).scalar_one()
    await set_rating(scope, R, red.id, "blue", "县里研判为正常推进", Sitting(office_id))
    lead: UUID = red.unit_id
    return lead
