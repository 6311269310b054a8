"""SM-3.2: an issue climbs by its holder's word, by the mark of a major issue, and by time."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert
from tests.core.ladder.conftest import EDITION, TODAY, Town

from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.climbing import climb
from yipanqi_core.ladder.service import change, escalate, mark_major, resolve, strike_off
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.schedule.service import run_due
from yipanqi_core.tenants.queries import County
from yipanqi_core.vocabulary import Role
from yipanqi_core.work.tables import issues

TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.clause("SM-3.2")
async def test_a_new_issue_begins_at_the_owner_and_climbs_by_its_holders_word(town: Town) -> None:
    issue = await town.issue()
    climbed = []
    day = TODAY
    for by in ("owner", "land", "deputy"):
        await town.act(escalate, town.who(by), issue, "本级无法解决")
        day += timedelta(days=1)
        await town.on(day)
        climbed.append(await town.rung(issue))
    assert climbed == ["department", "deputy", "executive"]
    stays = await town.rows("SELECT * FROM issue_stays ORDER BY position")
    assert [one.rung for one in stays] == ["owner", *climbed]
    assert [one.until_on for one in stays] == [TODAY, TOMORROW, TODAY + timedelta(days=2), None]
    assert stays[1].unit_id == town.ids["land"]
    assert (stays[2].post_id, stays[3].post_id) == (town.ids["deputy"], town.ids["executive"])
    received = await town.rows("SELECT unit_id, post_id, subject FROM inbox ORDER BY id")
    assert [one.unit_id or one.post_id for one in received] == [
        town.ids[each] for each in ("owner", "land", "deputy", "executive")
    ]
    lines = await town.rows("SELECT line, clause FROM project_events WHERE kind = 'issue' ORDER BY id")
    assert len(lines) == 4
    assert {one.clause for one in lines} == {"SM-3.2"}
    assert "由“项目业主”到“县级部门”" in lines[1].line
    audited = await town.rows("SELECT action FROM audit WHERE subject = :s ORDER BY id", s=f"issue:{issue}")
    assert [one.action for one in audited] == ["raise_issue", "move_issue", "move_issue", "move_issue"]


@pytest.mark.clause("SM-3.2")
async def test_only_the_holder_sends_an_issue_up_and_one_rung_a_day(town: Town, neighbour: County) -> None:
    issue = await town.issue()
    for wrong in (town.who("land"), town.who("deputy"), town.who("reform"), town.who("owner", Role.ADMIN)):
        with pytest.raises(WrongActorError) as refused:
            await town.act(escalate, wrong, issue, "不是我的")
        assert refused.value.clause == "SM-3.2"
    await town.act(escalate, town.who("owner"), issue, "无力解决")
    with pytest.raises(RefusedError, match="每天至多升一级") as again:
        await town.act(escalate, town.who("land"), issue, "也无力解决")
    assert again.value.clause == "SM-3.2"
    with pytest.raises(NotFoundError):
        await town.act(escalate, town.who("land"), new_id(), "没有的问题")
    async with town.scope(tenant_id=neighbour.id) as scope:
        seen = await scope.connection.exec_driver_sql("SELECT count(*) FROM issue_stays")
        assert seen.scalar_one() == 0


@pytest.mark.clause("SM-3.2")
async def test_a_major_issue_is_with_the_executive_deputy_the_same_day_and_its_deputy_knows(town: Town) -> None:
    issue = await town.issue()
    await town.act(escalate, town.who("owner"), issue, "无力解决")
    await town.act(mark_major, town.who("lead"), issue, "影响全县供水")
    state = await town.state(issue)
    assert (state.standing.rung, state.holder_id) == ("executive", town.ids["executive"])
    told = await town.rows("SELECT subject FROM inbox WHERE post_id = :post", post=town.ids["deputy"])
    assert ["重大问题已直报" in one.subject for one in told] == [True]
    with pytest.raises(RefusedError, match="不必再按重大问题直报"):
        await town.act(mark_major, town.who("lead"), issue, "再报")
    with pytest.raises(WrongActorError):
        await town.act(mark_major, town.who("government"), issue, "与我无关")


async def loaded(town: Town, raised_on: date) -> UUID:
    """An issue as a workbook brings it: without a stay."""
    issue = new_id()
    row = {"description": "电力迁改", "category": "电", "urgency": "urgent", "raised_on": raised_on}
    async with town.scope() as scope:
        values = {"tenant_id": town.county.id, "id": issue, "project_id": town.project_id, **row}
        await scope.connection.execute(insert(issues).values(**values))
    return issue


@pytest.mark.clause("SM-3.2")
async def test_a_loaded_issue_has_stood_at_the_department_since_it_was_raised_and_climbs_by_time(town: Town) -> None:
    issue = await loaded(town, date(2024, 6, 1))
    assert (await town.state(issue)).holder_id == town.ids["lead"]  # no guarantee item of 电
    for day, expected in ((11, "department"), (12, "deputy")):
        await town.on(date(2024, 6, day))
        async with town.scope() as scope:
            await climb(scope, EDITION, date(2024, 6, day))
        assert await town.rung(issue) == expected
    async with town.scope() as scope:
        assert await climb(scope, EDITION, date(2024, 6, 12)) == (0, 0)
        assert await climb(scope, EDITION, date(2024, 7, 12)) == (0, 0)
        assert await climb(scope, EDITION, date(2024, 7, 13)) == (1, 0)
        assert await climb(scope, EDITION, date(2024, 10, 11)) == (0, 0)
        assert await climb(scope, EDITION, date(2024, 10, 12)) == (0, 1)
        assert await climb(scope, EDITION, date(2024, 10, 13)) == (0, 0)
    stays = await town.rows("SELECT rung, since_on, until_on, cause, proposed_on FROM issue_stays ORDER BY position")
    assert [tuple(one) for one in stays] == [
        ("department", date(2024, 6, 1), date(2024, 6, 12), "raised", None),
        ("deputy", date(2024, 6, 12), date(2024, 7, 13), "time", None),
        ("executive", date(2024, 7, 13), None, "time", date(2024, 10, 12)),
    ]


@pytest.mark.clause("SM-3.2")
async def test_the_days_bring_the_climb_once_a_day_by_themselves(town: Town) -> None:
    issue = await loaded(town, date(2024, 5, 1))
    async with town.scope() as scope:
        await scope.connection.exec_driver_sql("UPDATE tenants SET live_from = '2024-06-01'")
    await town.on(date(2024, 6, 3))
    done = await run_due(town.database, installed(), town.county.id)
    climbs = [one for one in done if one.schedule == "daily_climb"]
    assert [one.period for one in climbs] == ["2024-06-01", "2024-06-02", "2024-06-03"]
    assert [one.result for one in climbs] == ["提级 1 项，建议上报 0 项", "无事项", "无事项"]
    assert await run_due(town.database, installed(), town.county.id) == []
    assert (await town.state(issue)).standing.since_on == date(2024, 6, 1)


async def test_a_change_keeps_the_old_value_and_a_day_gone_by_is_refused(town: Town) -> None:
    issue = await town.issue()
    await town.act(change, town.who("lead"), issue, {"category": "电", "required_on": TOMORROW}, "归类有误")
    state = await town.state(issue)
    assert (state.row.category, state.row.required_on, state.row.version) == ("电", TOMORROW, 2)
    (audited,) = await town.rows("SELECT body FROM audit WHERE action = 'change_issue'")
    assert "用地" in audited.body.decode()
    with pytest.raises(InvalidInputError) as past:
        await town.act(change, town.who("lead"), issue, {"required_on": date(2024, 5, 1)}, "早了")
    assert past.value.pointer == "/required_on"


@pytest.mark.clause("SM-3.1")
async def test_an_issue_is_struck_off_with_evidence_by_a_second_person_alone(town: Town) -> None:
    issue = await town.issue()
    with pytest.raises(RefusedError, match="先由办理者报告解决") as early:
        await town.act(strike_off, town.who("reform"), issue, "照片")
    assert early.value.clause == "SM-3.1"
    await town.act(resolve, town.who("land"), issue, "已签补偿协议")
    assert (await town.state(issue)).row.resolved_on is None
    with pytest.raises(WrongActorError, match="另一人") as self_made:
        await town.act(strike_off, town.who("land"), issue, "协议")
    assert self_made.value.clause == "SM-3.1"
    await town.on(TOMORROW)
    await town.act(strike_off, town.who("reform"), issue, "协议复印件")
    assert (await town.state(issue)).row.resolved_on == TODAY
    for service in (escalate, mark_major, resolve, strike_off):
        with pytest.raises((RefusedError, WrongActorError)):
            await town.act(service, town.who("owner"), issue, "再来")
