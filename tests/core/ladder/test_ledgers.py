"""SM-3.1: the ten-day ledger as the 旬's last day left things, numbered and kept, and the reports it misses."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, text, update
from tests.core.ladder.conftest import EDITION, Town
from tests.core.schedule.building import BEHIND, ON_TIME

from yipanqi_core.calendar import Period
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.climbing import climb
from yipanqi_core.ladder.detail_queries import detail_rows
from yipanqi_core.ladder.ledger_body import Body
from yipanqi_core.ladder.ledgers import compile_ledger
from yipanqi_core.ladder.reports import report
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.tables import passages
from yipanqi_core.refusals import NotFoundError, RefusedError, WrongActorError
from yipanqi_core.schedule.service import run_due
from yipanqi_core.tenants.queries import County
from yipanqi_core.vocabulary import Role
from yipanqi_core.work.tables import issues

T1 = Period.parse("2024-06-T1")


async def add(town: Town, category: str, urgency: str, raised: date, resolved: date | None = None) -> UUID:
    issue = new_id()
    row = {"description": f"{category}{urgency}{raised:%m%d}", "category": category, "urgency": urgency}
    days = {"raised_on": raised, "resolved_on": resolved}
    async with town.scope() as scope:
        values = {"tenant_id": town.county.id, "id": issue, "project_id": town.project_id, **row, **days}
        await scope.connection.execute(insert(issues).values(**values))
    return issue


async def compiled(town: Town, period: Period = T1) -> Any:
    async with town.scope() as scope:
        await compile_ledger(scope, EDITION, "ten_day_ledger", period)
    rows = await town.rows("SELECT * FROM ledgers WHERE period = :p", p=str(period))
    return decode(rows[0].body, Body)


@pytest.mark.clause("SM-3.1")
async def test_issues_stand_by_urgency_then_category_then_age_as_they_were_at_the_days_end(town: Town) -> None:
    early, late = date(2024, 5, 2), date(2024, 5, 20)
    expected = [
        await add(town, category, urgency, raised)
        for category, urgency, raised in (
            ("用地", "urgent", late),
            ("网", "urgent", early),
            ("乙类", "urgent", early),
            ("用地", "important", early),
            ("用地", "important", late),
            ("环评", "important", early),
            ("用地", "routine", early),
        )
    ]
    other = await add(town, "丙类", "urgent", early)
    expected.insert(2, other) if "丙类" < "乙类" else expected.insert(3, other)
    await add(town, "用地", "urgent", date(2024, 6, 11))  # raised after the 旬
    await add(town, "用地", "urgent", early, date(2024, 6, 10))  # resolved on its last day
    expected.insert(0, await add(town, "用地", "urgent", early, date(2024, 6, 11)))  # resolved after it
    body = await compiled(town)
    assert [one.issue_id for one in body.lines] == expected
    assert (body.number, body.title) == ("问题台账〔2024〕1号", "2024年6月上旬问题台账")
    assert body.compilers == ["县发展和改革局", "县经济合作和商务局"]
    assert {(one.category, one.unit) for one in body.lines} >= {("用地", "县自然资源和规划局"), ("网", "县水利局")}
    assert {one.rung for one in body.lines} == {"department"}


@pytest.mark.clause("SM-3.1")
async def test_a_ledger_keeps_the_rung_of_its_day_though_the_issue_has_climbed_since(town: Town) -> None:
    await add(town, "用地", "urgent", date(2024, 6, 1))
    async with town.scope() as scope:
        await climb(scope, EDITION, date(2024, 6, 12))
    assert [one.rung for one in (await compiled(town)).lines] == ["department"]
    assert [one.rung for one in (await compiled(town, T1.next())).lines] == ["deputy"]


@pytest.mark.clause("SM-3.1")
async def test_only_listed_projects_stand_in_it_and_each_department_is_told_its_own(town: Town) -> None:
    issue = await add(town, "用地", "urgent", date(2024, 5, 2))
    await compiled(town)
    told = await town.rows("SELECT unit_id, subject, received_on FROM inbox")
    assert [(one.unit_id, one.received_on) for one in told] == [(town.ids["land"], T1.end)]
    assert told[0].subject == "问题台账〔2024〕1号 2024年6月上旬问题台账：本单位待办 1 项"
    async with town.scope() as scope:
        await scope.connection.execute(update(passages).values(left_on=date(2024, 6, 15)))
        rows = await detail_rows(scope.connection, town.county.id, issue, T1.end)
        assert rows is not None
        assert [one.period for one in rows.ledgers] == ["2024-06-T1"]
    second = await compiled(town, T1.next())
    assert (second.lines, second.unreported, second.number) == ([], [], "问题台账〔2024〕2号")


@pytest.mark.clause("SM-3.1")
async def test_who_has_not_reported_is_shown_and_a_second_report_replaces_the_first(
    town: Town, neighbour: County
) -> None:
    async def tell(by: str, state: str, role: Role | None = None) -> UUID:
        async with town.scope(by) as scope:
            return await report(scope, EDITION, town.who(by, role), town.project_id, state)

    for wrong, role in (("owner", None), ("land", None), ("lead", Role.INSPECTOR)):
        with pytest.raises(WrongActorError) as refused:
            await tell(wrong, "正常", role)
        assert refused.value.clause == "SM-3.1"
    first = await tell("lead", "坝体完成三成")
    assert await tell("lead", "坝体完成四成") == first
    body = await compiled(town)
    assert [(one.unit, one.project, one.state) for one in body.reported] == [("县水利局", BEHIND, "坝体完成四成")]
    assert [(one.unit, one.projects) for one in body.unreported] == [("县水利局", [ON_TIME])]
    audited = await town.rows("SELECT body FROM audit WHERE action = 'report_state' ORDER BY id")
    assert "坝体完成三成" in audited[1].body.decode()
    with pytest.raises(NotFoundError):
        async with town.scope() as scope:
            await report(scope, EDITION, town.who("lead"), new_id(), "没有的项目")
    async with town.scope() as scope:
        await scope.connection.execute(update(passages).values(left_on=date(2024, 5, 1)))
    with pytest.raises(RefusedError, match="不在清单上") as off:
        await tell("lead", "照管")
    assert off.value.clause == "SM-3.1"


@pytest.mark.clause("SM-3.1")
async def test_the_days_end_brings_the_ledger_once_and_before_the_climb(town: Town) -> None:
    await add(town, "用地", "urgent", date(2024, 5, 31))
    async with town.scope() as scope:
        await scope.connection.execute(text("UPDATE tenants SET live_from = '2024-06-01'"))
    await town.on(date(2024, 6, 11))
    done = await run_due(town.database, installed(), town.county.id)
    mine = [one.schedule for one in done if one.schedule in ("ten_day_ledger", "daily_climb")]
    assert mine[-2:] == ["ten_day_ledger", "daily_climb"]
    assert await run_due(town.database, installed(), town.county.id) == []
    (kept,) = await town.rows("SELECT * FROM ledgers")
    assert (kept.period, kept.dated, kept.serial) == ("2024-06-T1", date(2024, 6, 10), 1)
    assert [one.rung for one in decode(kept.body, Body).lines] == ["department"]
