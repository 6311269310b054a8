"""SM-3.2: what goes up to the city, how it is handed over without a read across, and how the answer comes back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.core.ladder.conftest import TODAY, Town

from yipanqi_core.auth.identity import Identity
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.queries import hand_back, hand_over
from yipanqi_core.ladder.referring import Agreement, answer, refer
from yipanqi_core.ladder.service import escalate, mark_major
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import County
from yipanqi_core.vocabulary import Role

AGREED = Agreement("业主赵某", "自规局钱某", date(2024, 9, 30))
NEXT = TODAY + timedelta(days=1)


def at_city(town: Town, role: Role = Role.OFFICE) -> Identity:
    return Identity(town.city_id, new_id(), new_id(), "cityman", "市办孙某", role, new_id(), "市专班", (), 1)


async def answered(town: Town, referral: UUID, who: Identity, tenant_id: UUID | None = None) -> None:
    async with town.scope("cityman", tenant_id or town.city_id) as scope:
        await answer(scope, who, referral, "市级已协调用地指标")


async def referred(town: Town) -> tuple[UUID, Any]:
    issue = await town.issue()
    await town.act(mark_major, town.who("lead"), issue, "县里没有指标")
    await town.on(NEXT)
    return issue, await town.act(refer, town.who("executive"), issue, AGREED, "研究后报市")


@pytest.mark.clause("SM-3.2")
async def test_the_city_receives_a_copy_with_the_date_that_both_have_agreed(town: Town, neighbour: County) -> None:
    issue, referral = await referred(town)
    assert await town.rung(issue) == "city"
    (copy,) = await town.rows("SELECT * FROM referrals", tenant_id=town.city_id)
    assert (copy.id, copy.tenant_id, copy.county_id, copy.issue_id) == (referral, town.city_id, town.county.id, None)
    assert (copy.county, copy.description, copy.state) == ("石棉县", "征地补偿未谈妥", "sent")
    assert (copy.agreed_owner, copy.agreed_unit, copy.agreed_completion_on) == (
        "业主赵某",
        "自规局钱某",
        date(2024, 9, 30),
    )
    (own,) = await town.rows("SELECT * FROM referrals")
    assert (own.issue_id, own.county_id) == (issue, None)
    for table in ("issues", "projects", "issue_stays", "inbox"):
        assert await town.rows(f"SELECT * FROM {table}", tenant_id=town.city_id) == []
    assert await town.rows("SELECT * FROM referrals", tenant_id=neighbour.id) == []


@pytest.mark.clause("SM-3.2")
async def test_the_citys_answer_comes_back_to_the_issue_once(town: Town) -> None:
    issue, referral = await referred(town)
    await answered(town, referral, at_city(town))
    state = await town.state(issue)
    assert (state.standing.rung, state.standing.cause, state.holder_id) == (
        "executive", "answered", town.ids["executive"],
    )  # fmt: skip
    (own,) = await town.rows("SELECT * FROM referrals")
    assert (own.state, own.answer, own.answered_by) == ("answered", "市级已协调用地指标", "雅河市")
    stays = await town.rows("SELECT rung, until_on, reason FROM issue_stays ORDER BY position")
    assert [one.rung for one in stays] == ["owner", "executive", "city", "executive"]
    assert stays[-1].reason == "市级已协调用地指标"
    (told,) = await town.rows("SELECT subject FROM inbox WHERE subject LIKE '%已答复%'")
    assert told.subject == "雅河市已答复上报问题：征地补偿未谈妥"
    (line,) = await town.rows("SELECT line, clause FROM project_events WHERE line LIKE '%得到雅河市答复%'")
    assert line.clause == "SM-3.2"
    assert len(await town.rows("SELECT 1 FROM audit WHERE action = 'answer_referral'")) == 1
    with pytest.raises(RefusedError, match="已于"):
        await answered(town, referral, at_city(town))
    with pytest.raises(RefusedError, match="每天至多升一级"):
        await town.act(refer, town.who("executive"), issue, AGREED, "再报")


@pytest.mark.clause("SM-3.2")
async def test_a_referral_is_the_executive_deputys_to_decide(town: Town) -> None:
    issue = await town.issue()
    with pytest.raises(RefusedError, match="请先提级") as low:
        await town.act(refer, town.who("owner"), issue, AGREED, "越级")
    assert low.value.clause == "SM-3.2"
    await town.act(mark_major, town.who("lead"), issue, "县里没有指标")
    await town.on(NEXT)
    with pytest.raises(WrongActorError) as wrong:
        await town.act(refer, town.who("deputy"), issue, AGREED, "代办")
    assert wrong.value.clause == "SM-3.2"
    with pytest.raises(InvalidInputError) as past:
        await town.act(refer, town.who("executive"), issue, Agreement("甲", "乙", TODAY), "早了")
    assert past.value.pointer == "/agreed_completion_on"
    with pytest.raises(RefusedError, match="没有更高层级"):
        await town.act(escalate, town.who("executive"), issue, "升")
    async with town.scope() as scope:
        await scope.connection.exec_driver_sql("UPDATE tenants SET parent_id = NULL")
    with pytest.raises(RefusedError, match="尚未关联上级市"):
        await town.act(refer, town.who("executive"), issue, AGREED, "无市可报")
    assert await town.rows("SELECT 1 FROM referrals") == []


@pytest.mark.clause("SM-3.2")
async def test_only_the_citys_own_people_answer_what_the_city_received(town: Town, neighbour: County) -> None:
    _, referral = await referred(town)
    with pytest.raises(WrongActorError):
        await answered(town, referral, town.who("executive"), town.county.id)
    with pytest.raises(WrongActorError):
        await answered(town, referral, at_city(town, Role.AUDIT))
    with pytest.raises(NotFoundError):
        await answered(town, referral, at_city(town), neighbour.id)
    with pytest.raises(NotFoundError):
        await answered(town, new_id(), at_city(town))


async def test_the_narrow_functions_do_nothing_with_anothers_referral(town: Town, neighbour: County) -> None:
    issue, referral = await referred(town)
    ids = (new_id(), new_id(), new_id())
    for tenant in (neighbour.id, town.county.id, town.city_id):  # even the city's own, while it is unanswered
        async with town.scope(tenant_id=tenant) as scope:
            assert await hand_back(scope.connection, referral, ids, b"{}") is False
            current = await scope.connection.execute(text("SELECT current_setting('app.tenant_id')"))
            assert current.scalar_one() == str(tenant)
    for tenant in (neighbour.id, town.city_id):
        async with town.scope(tenant_id=tenant) as scope:
            assert await hand_over(scope.connection, referral) is None
    async with town.database.transaction(None) as connection:
        assert await hand_over(connection, referral) is None
    assert await town.rung(issue) == "city"
    with pytest.raises(DBAPIError):
        await town.rows("DELETE FROM ledgers")
