"""Agendas under topics: filled from projects and issues, each thing once, under the first topic it belongs to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel
from sqlalchemy import text

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.meetings import AgendaSource, AgendaTopic, MeetingSeries
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.teams import Body, TeamPart
from yipanqi_core.meetings import queries
from yipanqi_core.meetings.minutes import take_minutes
from yipanqi_core.meetings.service import NewItem, add_item, plan_meeting, refill
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Level

ON = date(2024, 8, 5)


def of_province(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    return ("省重点", f"总投资 {facts.total_investment} 万元") if facts.level is Level.PROVINCE else ()


SERIES = MeetingSeries(
    code="monthly",
    title="调度会",
    clause="SM-3.4",
    cadence=PeriodKind.MONTH,
    convener="executive_deputy",
    convener_title="常务副县长",
    sources=(),
    letterhead="调度会纪要",
    task="议定事项",
    closed_by="议定事项落实",
    rung="executive",
    topics=(
        AgendaTopic("province", "省级项目", of_project=of_province),
        AgendaTopic("land", "用地问题", sources=(AgendaSource.ISSUES,), categories=frozenset({"用地"})),
        AgendaTopic("hard", "其他难点", sources=(AgendaSource.ISSUES,)),
    ),
    body="board",
)
BOARD = Body(
    "board", "调度机构", "SM-3.4", "reform_office", (TeamPart("member", "成员"),),
    {"member": ("reform_office", "finance_office")},
)  # fmt: skip
EDITION = replace(installed().in_force("shimian", ON), meetings=(SERIES,), bodies=(BOARD,))


@dataclass(frozen=True)
class Hall:
    database: Database
    county: County
    convener: UUID

    @asynccontextmanager
    async def scope(self) -> AsyncIterator[Scope]:
        async with self.database.transaction(self.county.id) as connection:
            scope = Scope(connection, self.county.id, "test")
            await set_dates(scope, clock_date=ON)
            yield scope

    async def items(self, meeting: UUID) -> list[Any]:
        async with self.scope() as scope:
            return list(await queries.item_rows(scope.connection, scope.tenant_id, meeting))


@pytest.fixture
async def hall(database: Database, loaded: County) -> Hall:
    async with database.transaction(loaded.id) as connection:
        post = (await connection.execute(text("SELECT id FROM posts WHERE title = '常务副县长'"))).scalar_one()
        await connection.execute(
            text(
                "INSERT INTO issue_stays (tenant_id, issue_id, position, rung, post_id, since_on, cause, decided_by)"
                " SELECT tenant_id, id, 1, 'executive', :post, '2024-07-01', 'declared', 'x' FROM issues"
                " WHERE resolved_on IS NULL"
            ),
            {"post": post},
        )
    return Hall(database, loaded, post)


async def test_topics_fill_themselves_and_each_issue_stands_under_the_first_that_takes_it(hall: Hall) -> None:
    async with hall.scope() as scope:
        meeting = await plan_meeting(scope, EDITION, SERIES, hall.convener, ON)
    items = await hall.items(meeting)
    under = {code: [one for one in items if one.under == code] for code in ("province", "land", "hard")}
    assert len(items) == sum(len(some) for some in under.values())
    assert under["province"]
    assert all("省重点；总投资" in one.title and one.topic == "project" for one in under["province"])
    assert all("（用地，" in one.title for one in under["land"])
    assert not any("（用地，" in one.title for one in under["hard"])
    issues = [one.issue_id for one in items if one.issue_id is not None]
    assert len(issues) == len(set(issues)) == len(under["land"]) + len(under["hard"])
    async with hall.scope() as scope:
        row = await queries.lock_meeting(scope.connection, scope.tenant_id, meeting)
        assert await refill(scope, EDITION, SERIES, row) == 0


async def test_an_item_by_hand_names_its_topic(hall: Hall) -> None:
    async with hall.scope() as scope:
        meeting = await plan_meeting(scope, EDITION, SERIES, hall.convener, ON)
        row = await queries.lock_meeting(scope.connection, scope.tenant_id, meeting)
        for wrong in (None, "other"):
            with pytest.raises(InvalidInputError, match="省级项目"):
                await add_item(scope, SERIES, row, NewItem("通报", None, None, None, wrong))
        await add_item(scope, SERIES, row, NewItem("通报上月情况", None, None, None, "hard"))
    assert any(one.title == "通报上月情况" and one.under == "hard" for one in await hall.items(meeting))


async def test_minutes_stand_under_the_topics_and_name_the_members_who_were_absent(hall: Hall) -> None:
    async with hall.scope() as scope:
        meeting = await plan_meeting(scope, EDITION, SERIES, hall.convener, ON)
        row = await queries.meeting_row(scope.connection, scope.tenant_id, meeting)
        await take_minutes(scope, EDITION, SERIES, row, ON, ["县财政局局长", "各项目业主"])
        kept = await queries.minutes_of(scope.connection, scope.tenant_id, meeting)
    words = bytes(kept.minutes).decode()
    assert "未到会成员：县发展和改革局" in words
    assert words.index("省级项目") < words.index("其他难点")
