"""Transfers that the facts ask for, exits with their causes, and projects that are built."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from yipanqi_core.acts.marking import Marking, set_mark
from yipanqi_core.acts.opening import Opening
from yipanqi_core.acts.proposing import propose_due
from yipanqi_core.acts.service import decide, open_proposal
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.scope import Scope

EDITION = installed().in_force("shimian", date(2024, 6, 1))
TRANSFER, EXIT = (next(act for act in EDITION.acts if act.code == code) for code in ("transfer", "exit"))
STEP = "SELECT step FROM passages WHERE project_id = :id AND left_on IS NULL"
PENDING = "SELECT id FROM proposals WHERE project_id = :id AND state IN ('open', 'returned')"


async def pending(place: Any, project: UUID) -> UUID:
    found: UUID = await place.ask(PENDING, id=project)
    return found


async def findings(place: Any, month: str) -> list[Any]:
    async with place.database.transaction(place.county.id) as connection:
        done = await assess(Scope(connection, place.county.id, "test"), installed(), Period.parse(month))
    return [one for one in done.judgements if one.code == "transfer_unconfirmed"]


@pytest.mark.clause("SM-1.7")
async def test_a_recorded_start_is_proposed_confirmed_by_the_target_lists_office_and_moves_the_project(
    place: Any,
) -> None:
    project = await place.listed("to_start", "investment_promotion")
    with pytest.raises(RefusedError, match="尚无开工的实际日期") as refused:
        await place.act("office1", open_proposal, project, Opening(TRANSFER))
    assert refused.value.clause == "SM-1.7"
    await place.finish(project, "node", "开工", date(2024, 8, 2))
    await place.run(propose_due, only=[project])
    await place.run(propose_due, only=[project])
    assert await place.ask("SELECT count(*) FROM proposals WHERE project_id = :id", id=project) == 1
    proposal = await pending(place, project)
    with pytest.raises(WrongActorError) as wrong:
        await place.act("office2", decide, proposal, "approve", None)
    assert wrong.value.clause == "SM-1.7"
    with pytest.raises(RefusedError, match="不能否决"):
        await place.act("office1", decide, proposal, "refuse", "不转")
    await place.act("office1", decide, proposal, "approve", None)
    assert await place.ask(STEP, id=project) == "started"
    left = "SELECT left_on FROM passages WHERE project_id = :id AND step = 'to_start'"
    assert await place.ask(left, id=project) == date(2024, 8, 5)
    line = "SELECT line FROM project_events WHERE project_id = :id AND kind = 'act' ORDER BY id DESC LIMIT 1"
    assert "转入“已开工”清单" in await place.ask(line, id=project)


@pytest.mark.clause("SM-1.7")
async def test_what_stands_on_the_last_list_is_refused_because_it_stands_there(place: Any) -> None:
    project = await place.listed("started", "investment_promotion")
    with pytest.raises(RefusedError, match="该项目已在“已开工”，已是最后一步") as refused:
        await place.act("office1", open_proposal, project, Opening(TRANSFER))
    assert refused.value.clause == "SM-1.7"


@pytest.mark.clause("SM-1.7")
async def test_a_list_is_never_skipped(place: Any) -> None:
    project = await place.listed("planned", "investment_promotion")
    await place.finish(project, "node", "开工", date(2024, 8, 2))
    assert await place.run(propose_due, only=[project]) == 0
    with pytest.raises(RefusedError, match="不能由“拟签约/拟立项”直接转入“已开工”") as refused:
        await place.act("office1", open_proposal, project, Opening(TRANSFER, "started"))
    assert refused.value.clause == "SM-1.7"


@pytest.mark.clause("SM-1.7")
async def test_unconfirmed_at_the_end_of_the_month_of_recording_it_is_a_finding_against_that_office(
    place: Any,
) -> None:
    project = await place.listed("planned", "investment_promotion")
    await place.finish(project, "node", "洽谈签约", date(2024, 5, 2))
    await place.run(propose_due, only=[project])
    await place.on(date(2024, 9, 3))
    assert await findings(place, "2024-07") == []  # signed long ago, recorded in August
    (found,) = await findings(place, "2024-08")
    assert (found.ruling.clause, found.subject.unit) == ("SM-1.7", "县经济合作和商务局")
    await place.act("office2", decide, await pending(place, project), "approve", None)
    await place.on(date(2024, 10, 3))
    assert await findings(place, "2024-09") == []


@pytest.mark.clause("SM-1.7")
async def test_a_proposal_whose_fact_was_mistaken_is_withdrawn_by_itself(place: Any) -> None:
    project = await place.listed("to_start", "investment_promotion")
    await place.finish(project, "node", "开工", date(2024, 8, 2))
    await place.run(propose_due, only=[project])
    await place.tell("UPDATE items SET finished_on = NULL WHERE project_id = :id", id=project)
    await place.run(propose_due, only=[project])
    assert await pending(place, project) is None
    assert await place.ask("SELECT state FROM proposals WHERE project_id = :id", id=project) == "withdrawn"


@pytest.mark.clause("SM-1.7")
async def test_what_is_in_production_leaves_as_built_after_december_when_the_reform_office_confirms(
    place: Any,
) -> None:
    project = await place.listed("started", "government_investment")
    for title in ("开工", "投产"):
        await place.finish(project, "node", title, date(2024, 8, 2))
    assert await place.run(propose_due, only=[project]) == 0
    await place.on(date(2025, 1, 1))
    assert await place.run(propose_due, date(2024, 12, 31), each=PeriodKind.YEAR, only=[project]) == 1
    proposal = await pending(place, project)
    with pytest.raises(WrongActorError):
        await place.act("office2", decide, proposal, "approve", None)
    assert await place.ask(STEP, id=project) == "started"
    await place.act("office1", decide, proposal, "approve", None)
    assert await place.ask(STEP, id=project) is None
    cause = "SELECT left_cause FROM passages WHERE project_id = :id ORDER BY entered_on DESC LIMIT 1"
    assert await place.ask(cause, id=project) == "已建成"


@pytest.mark.clause("SM-1.9")
async def test_a_promotion_project_leaves_whatever_the_cause_by_the_promotion_deputy(place: Any) -> None:
    project = await place.listed("to_start", "investment_promotion")
    with pytest.raises(InvalidInputError, match="原因"):
        await place.act("office2", open_proposal, project, Opening(EXIT))
    proposal = await place.act("office2", open_proposal, project, Opening(EXIT, cause="客商放弃投资"))
    with pytest.raises(WrongActorError) as wrong:
        await place.act("leader5", decide, proposal, "approve", None)
    assert wrong.value.clause == "SM-1.9"
    await place.act("leader3", decide, proposal, "approve", None)
    assert await place.ask(STEP, id=project) is None


@pytest.mark.clause("SM-1.9")
async def test_other_projects_leave_for_one_of_three_causes_by_their_own_deputy(place: Any) -> None:
    project = await place.listed("started", "government_investment")
    for ground in (None, "资金不足"):
        with pytest.raises(InvalidInputError, match="市场变化、不可抗力、推进不力"):
            await place.act("office1", open_proposal, project, Opening(EXIT, ground=ground, cause="停工"))
    with pytest.raises(WrongActorError):
        await place.act("office2", open_proposal, project, Opening(EXIT, ground="市场变化", cause="停工"))
    proposal = await place.act("office1", open_proposal, project, Opening(EXIT, ground="市场变化", cause="停工"))
    with pytest.raises(RefusedError, match="在办"):
        await place.act("office1", open_proposal, project, Opening(EXIT, ground="市场变化", cause="停工"))
    with pytest.raises(WrongActorError):
        await place.act("leader3", decide, proposal, "approve", None)
    await place.act("leader5", decide, proposal, "approve", None)
    cause = "SELECT left_cause FROM passages WHERE project_id = :id ORDER BY entered_on DESC LIMIT 1"
    assert await place.ask(cause, id=project) == "市场变化：停工"


@pytest.mark.clause("SM-1.9")
async def test_a_key_project_cannot_leave_singly_outside_the_mid_term_window(place: Any) -> None:
    project = await place.listed("started", "government_investment")
    key = Marking("county_key_list", 2024, borne=True, parts={})
    await place.on(date(2024, 6, 5))
    with pytest.raises(WrongActorError):
        await place.act("office2", set_mark, project, key)
    await place.act("office1", set_mark, project, key)
    leaving = Opening(EXIT, ground="推进不力", cause="长期停滞")
    with pytest.raises(RefusedError, match="2024-07-01 至 2024-07-31") as refused:
        await place.act("office1", open_proposal, project, leaving)
    assert refused.value.clause == "SM-1.9"
    gone = Marking("county_key_list", 2024, borne=False, parts={})
    with pytest.raises(RefusedError) as kept:
        await place.act("office1", set_mark, project, gone)
    assert kept.value.clause == "SM-1.9"
    await place.on(date(2024, 7, 31))
    proposal = await place.act("office1", open_proposal, project, leaving)
    await place.on(date(2024, 8, 1))
    with pytest.raises(RefusedError):
        await place.act("leader5", decide, proposal, "approve", None)
    await place.on(date(2024, 7, 31))
    await place.act("leader5", decide, proposal, "approve", None)
    assert await place.ask(STEP, id=project) is None


@pytest.mark.clause("SM-2.9")
async def test_the_annual_list_is_decided_in_january_and_completed_at_any_time(place: Any) -> None:
    project = await place.listed("planned", "government_investment")
    promoted = await place.listed("planned", "investment_promotion")
    mark = Marking("annual_government_list", 2024, borne=True, parts={"task": "开工"})
    with pytest.raises(RefusedError, match="2024-01-01 至 2024-01-31") as late:
        await place.act("office1", set_mark, project, mark)
    assert late.value.clause == "SM-2.9"
    await place.on(date(2024, 1, 31))
    await place.act("office1", set_mark, project, mark)
    with pytest.raises(RefusedError, match="只收政府投资项目"):
        await place.act("office1", set_mark, promoted, mark)
    await place.on(date(2024, 8, 5))
    for part, pointer in (({"colour": "红"}, "/parts/colour"), ({"task": "长" * 501}, "/parts/task")):
        with pytest.raises(InvalidInputError) as wrong:
            await place.act("office1", set_mark, project, Marking(mark.mark, 2024, borne=True, parts=part))
        assert wrong.value.pointer == pointer
    whole = {"responsible_unit": "县水利局", "task": "开工", "funds_source": "专项债", "budget_link": "已列入"}
    await place.act("office1", set_mark, project, Marking(mark.mark, 2024, borne=True, parts=whole))
    since = "SELECT since_on FROM project_marks WHERE project_id = :id"
    assert await place.ask(since, id=project) == date(2024, 1, 31)
    with pytest.raises(NotFoundError):
        await place.act("office1", set_mark, project, Marking("beautiful", 2024, borne=True, parts={}))
