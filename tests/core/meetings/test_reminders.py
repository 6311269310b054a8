"""SM-2.7, SM-2.12: the monthly reminder to each deputy, and the copy to each driving unit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy import Row, select, text

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.meetings.reminders import remind
from yipanqi_core.meetings.tables import reminders
from yipanqi_core.people.tables import posts, units
from yipanqi_core.rules.progress import late
from yipanqi_core.schedule.service import run_due
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import ItemKind

JUNE = Period.parse("2024-06")


async def sent(database: Database, county: County, table: Any, key: Any) -> dict[str, Row[Any]]:
    name = table.c.title if table is posts else table.c.name
    statement = select(name.label("name"), reminders).join(reminders, key == table.c.id)
    async with database.transaction(county.id) as connection:
        return {row.name: row for row in await connection.execute(statement)}


async def go(database: Database, county: County) -> int:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=date(2024, 7, 3))
        return await remind(scope, installed(), JUNE, date(2024, 7, 3))


@pytest.mark.clause("SM-2.7")
async def test_each_deputy_is_reminded_of_their_own_projects_colours_late_nodes_and_open_issues(
    database: Database, loaded: County
) -> None:
    count = await go(database, loaded)
    deputies = await sent(database, loaded, posts, reminders.c.post_id)
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        edition = installed().in_force("shimian", JUNE.end)
        facts = (await gather(scope, edition, str(JUNE), JUNE.end)).projects
        result = await assess(scope, installed(), JUNE)
        received = (await connection.execute(select(inbox))).all()
    colours = {one.subject.project: one.ruling.value for one in result.judgements if one.kind == "rating"}
    assert set(deputies) == {one.deputies[0] for one in facts if one.step and len(one.deputies) == 1}
    for post, row in deputies.items():
        told = {line["project"]: line for line in msgspec.json.decode(row.body)}
        mine = {one.project: one for one in facts if one.step and one.deputies == (post,)}
        assert set(told) == set(mine)
        for name, line in told.items():
            assert line["colour"] == colours[name]
            assert [each["title"] for each in line["late"]] == [
                each.item.title for each in late(mine[name], ItemKind.NODE)
            ]
            assert len(line["issues"]) == sum(each.resolved_on is None for each in mine[name].issues)
        assert row.clause == "SM-2.7"
    assert len(received) == count
    assert {row.subject for row in deputies.values()} <= {row.subject for row in received}


@pytest.mark.clause("SM-2.12")
async def test_the_driving_unit_gets_a_copy_of_what_is_late_and_open_alone(database: Database, loaded: County) -> None:
    await go(database, loaded)
    copies = await sent(database, loaded, units, reminders.c.unit_id)
    assert copies
    lines: Sequence[Any] = [line for row in copies.values() for line in msgspec.json.decode(row.body)]
    assert all(line["late"] or line["issues"] for line in lines)
    assert {row.clause for row in copies.values()} == {"SM-2.12"}
    async with database.transaction(loaded.id) as connection:
        natures = text("SELECT DISTINCT nature FROM projects WHERE name = ANY(:names)")
        found = await connection.execute(natures, {"names": [line["project"] for line in lines]})
        assert found.scalars().all() == ["investment_promotion"]


@pytest.mark.clause("SM-2.7")
async def test_the_reminder_goes_out_by_itself_once_a_month_after_publication(
    database: Database, loaded: County, neighbour: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), live_from=date(2024, 6, 1), clock_date=date(2024, 7, 3))
    done = [one.schedule for one in await run_due(database, installed(), loaded.id)]
    assert done.index("monthly_publication") < done.index("monthly_reminder")
    assert "monthly_reminder" not in [one.schedule for one in await run_due(database, installed(), loaded.id)]
    periods = {row.period for row in (await sent(database, loaded, posts, reminders.c.post_id)).values()}
    assert periods == {"2024-06"}
    assert await sent(database, neighbour, posts, reminders.c.post_id) == {}
