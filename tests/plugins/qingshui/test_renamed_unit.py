"""QS-6.5: a lead unit that is called otherwise is still the same unit for what its months were judged."""

from typing import Any

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

R = installed()
MARCH = Period.parse("2024-03")


@pytest.mark.clause("QS-6.5")
async def test_duties_of_months_before_a_rename_still_count_for_the_lead_unit(
    database: Database, sample_county: tuple[County, dict[str, Any]]
) -> None:
    county, _ = sample_county
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        for month in ("2024-01", "2024-02"):
            await assess(scope, R, Period.parse(month))
        aside = await connection.begin_nested()
        expected = _duties(await assess(scope, R, MARCH))
        await aside.rollback()
        await connection.execute(text("UPDATE units SET name = '新' || name"))
        found = _duties(await assess(scope, R, MARCH))
        assert found == {f"新{unit}": due for unit, due in expected.items()}
        assert (await replay(scope, R, MARCH)).differences == ()


def _duties(result: Any) -> dict[str, int]:
    """How many duties were due of each unit's aspect 制度履行."""
    return {
        score.unit: int(entry["due"])
        for score in result.scores
        for entry in score.basis
        if entry.get("title") == "制度履行" and entry.get("due") is not None
    }
