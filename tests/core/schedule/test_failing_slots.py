"""A slot that fails leaves nothing behind but the reason and the time of its next attempt."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Row, func, select, update
from tests.core.schedule.building import set_county_dates, stock
from tests.core.schedule.ledger import read_ledger, read_slots

from yipanqi_core.assessments.tables import assessments
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.schedule.service import run_due
from yipanqi_core.schedule.tables import slots
from yipanqi_core.tenants.queries import County

FIRST = ("monthly_assessment", "2024-05")


def failing(registry: Registry) -> Registry:
    """The county's mechanism with a rule that breaks."""

    def broken(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
        raise ArithmeticError("规则算不出来")

    mechanism = registry.mechanism("shimian")
    return Registry([replace(mechanism, editions=tuple(replace(one, rating=broken) for one in mechanism.editions))])


async def slot(database: Database, county: County) -> Row[Any]:
    return (await read_slots(database, county))[FIRST]


async def its_pause_passes(database: Database, county: County) -> None:
    async with database.transaction(county.id) as connection:
        await connection.execute(update(slots).values(not_before=func.clock_timestamp()))


@pytest.fixture
async def due_county(database: Database, live_county: County) -> County:
    await set_county_dates(database, live_county, clock_date=date(2024, 7, 3))
    return live_county


async def test_a_failing_slot_says_why_and_leaves_no_half_effect(
    database: Database, registry: Registry, due_county: County
) -> None:
    assert await run_due(database, failing(registry), due_county.id) == []
    row = await slot(database, due_county)
    assert (row.done_at, row.attempts, row.last_error) == (None, 1, "ArithmeticError: 规则算不出来")
    ledger = await read_ledger(database, due_county)
    assert ledger.assessed == {}
    async with database.transaction(due_county.id) as connection:
        assert (await connection.execute(select(func.count()).select_from(assessments))).scalar_one() == 0


async def test_the_pause_doubles_with_each_failure_up_to_an_hour(
    database: Database, registry: Registry, due_county: County
) -> None:
    pauses = []
    for attempts in (0, 1, 2, 9, 10, 400):
        async with database.transaction(due_county.id) as connection:
            await connection.execute(update(slots).values(attempts=attempts))
        await its_pause_passes(database, due_county)
        await run_due(database, failing(registry), due_county.id)
        row = await slot(database, due_county)
        pauses.append(row.not_before - datetime.now(UTC))
    expected = [timedelta(seconds=seconds) for seconds in (5, 10, 20, 2560, 3600, 3600)]
    assert all(abs(pause - wanted) < timedelta(seconds=4) for pause, wanted in zip(pauses, expected, strict=True))


async def test_what_follows_waits_for_the_slot_that_failed_and_then_comes_in_order(
    database: Database, registry: Registry, due_county: County
) -> None:
    await run_due(database, failing(registry), due_county.id)
    assert await run_due(database, registry, due_county.id) == []  # its pause has not passed
    await its_pause_passes(database, due_county)
    done = await run_due(database, registry, due_county.id)
    assert [(one.schedule, one.period) for one in done][:2] == [FIRST, ("monthly_publication", "2024-05")]
    row = await slot(database, due_county)
    assert (row.attempts, row.last_error, row.not_before, row.late) == (2, None, None, True)


async def test_a_county_that_fails_holds_up_no_other(
    database: Database, registry: Registry, due_county: County, neighbour: County
) -> None:
    await stock(database, neighbour)
    await set_county_dates(database, neighbour, live_from=date(2024, 5, 1), clock_date=date(2024, 6, 1))
    await run_due(database, failing(registry), due_county.id)
    assert [one.period for one in await run_due(database, registry, neighbour.id)] == ["2024-05"]
