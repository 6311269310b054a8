"""What is published stays, whatever is corrected, set, renamed or asked for afterwards: it shows in the next period."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from tests.core.assessments.test_overrides import a_rating, scope_on, unit

from yipanqi_core.assessments.overrides import set_rating
from yipanqi_core.assessments.parameter_dates import set_from_open_month
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import RefusedError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

R = installed()
MONTHS = [Period.parse(f"2024-0{number}") for number in (4, 5, 6)]
JUNE, JULY, QUARTER = MONTHS[2], Period.parse("2024-07"), Period.parse("2024-Q2")
PUBLISHED = (*MONTHS, QUARTER)
NAME = next(iter(R.edition("shimian", "2024").parameters.model_fields))

CORRECTED_LATE = (
    "UPDATE monthly_figures SET completed = 0, planned = 999",
    "UPDATE items SET finished_on = NULL, planned_on = date '2024-01-02'",
    "UPDATE projects SET total_investment = 1",
    "UPDATE responsibilities SET unit_id = (SELECT min(id::text)::uuid FROM units) WHERE kind = 'lead_unit'",
    "UPDATE passages SET entered_on = entered_on + 1 WHERE left_on IS NULL",
    "UPDATE units SET name = name || '（更名）'",
)
"""All that a person could type, or load, of months that are published."""

pytestmark = pytest.mark.clause("SM-1.6")


async def stands(connection: Any, tables: Sequence[str] = ("scores", "published_scores", "rulings")) -> Any:
    """Everything that stands of the published periods, row by row."""
    stored = "(SELECT id FROM assessments WHERE ends_on < '2024-07-01')"
    of = f"SELECT * FROM {{0}} WHERE assessment_id IN {stored} ORDER BY assessment_id, position"
    return [(await connection.execute(text(of.format(one)))).all() for one in tables]


@pytest.mark.clause("SM-4.1")
async def test_no_published_score_or_board_moves_by_anything_done_later(
    database: Database, loaded: County, neighbour: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 7, 3))
        await assess(scope, R, QUARTER)
        office = await unit(connection, "县发展和改革局")
        await set_rating(scope, R, (await a_rating(connection, "red")).id, "blue", "征地已完成", office)
        for period in PUBLISHED:
            await publish(scope, R, period, date(2024, 7, 3))
        before = await stands(connection)
        shown = [as_json(await assess(scope, R, one)) for one in PUBLISHED]
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 8, 2))
        late = await a_rating(connection, "blue")
        await set_rating(scope, R, late.id, "red", "公布之后才提出", office)
        for statement in CORRECTED_LATE:
            assert (await connection.execute(text(statement))).rowcount > 0, statement
        with pytest.raises(RefusedError, match="已经评估存档"):
            await set_from_open_month(scope, R, NAME, "1", effective_from=date(2024, 6, 1), reason="改参数")
        for period in PUBLISHED:
            assert await publish(scope, R, period, date(2024, 8, 2)) == []
        assert [as_json(await assess(scope, R, one)) for one in PUBLISHED] == shown
        assert await stands(connection) == before
        await assess(scope, R, JULY)
    async with database.transaction(loaded.id) as connection:
        for period in PUBLISHED:
            found = await replay(Scope(connection, loaded.id, "test"), R, period)
            assert (found.differences, found.because) == ((), "规则未改，重算全部一致")
        next_month = (
            "SELECT count(*) FROM rulings r JOIN assessments a ON a.id = r.assessment_id WHERE a.period = '2024-07'"
        )
        assert (await connection.execute(text(next_month))).scalar_one() > 0


async def test_the_application_cannot_change_what_people_set_or_when_it_was_published(
    database: Database, loaded: County
) -> None:
    from sqlalchemy.exc import DBAPIError

    for statement in (
        "UPDATE overrides SET value = 'green'",
        "DELETE FROM overrides",
        "UPDATE published_scores SET points = 0",
        "DELETE FROM published_scores",
        "UPDATE publications SET published_on = published_on - 1",
        "DELETE FROM publications",
        "UPDATE scores SET rank = 1",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.transaction(loaded.id) as connection:
                await connection.execute(text(statement))
