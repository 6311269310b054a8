"""ZZ-3: one leader and one team, dispatches and special reports, visits, and the five clears."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.zhangzi.told import EDITION, LEAD, LEADER, P, at, county, deed, found, item, key_project

from yipanqi_core.mechanism.facts import MarkFacts, ProjectFacts, UnitFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.team_facts import MemberFacts
from yipanqi_core.rules import clocks, duties, teams
from yipanqi_core.vocabulary import ItemKind, Nature, UnitKind
from yipanqi_plugins.zhangzi.duties import report_missing
from yipanqi_plugins.zhangzi.five_clears import empty_clears, unclear
from yipanqi_plugins.zhangzi.key_projects import key
from yipanqi_plugins.zhangzi.landing import unreceived
from yipanqi_plugins.zhangzi.records import (
    DISPATCH,
    REPORT,
    VISIT,
    Dispatch,
    Visit,
    assigned,
    dispatched,
    to_be_studied,
)
from yipanqi_plugins.zhangzi.team import GROUP, without_leader

DAY = date(2024, 6, 12)


def states(*projects: ProjectFacts) -> dict[str, tuple[str | None, int, bool]]:
    found = duties.judge(EDITION, P, county(), projects)
    return {
        one.code: (one.ruling.facts["holder"], one.ruling.facts["done"], one.ruling.value == "met")  # type: ignore[misc]
        for one in found
    }


@pytest.mark.clause("ZZ-3.1")
def test_a_key_project_is_one_by_the_offices_dated_mark_or_as_the_register_brought_it() -> None:
    assert key(key_project())
    assert key(at("works", fields={"key_since": "2024-02-01"}))
    assert not key(at("works", fields={"key_since": "2024-07-01"}))
    assert not key(at("works"))
    (mark,) = EDITION.marks
    assert mark.seats == ("office",)


@pytest.mark.clause("ZZ-3.1")
def test_a_key_project_stays_one_in_later_years_until_it_is_said_to_be_none_any_more() -> None:
    since = {"key_since": "2023-02-01"}
    assert key(at("works", marks=(MarkFacts("key_project", 2023, {}),)))
    assert key(at("works", fields=since))
    assert not key(at("works", fields={**since, "key_until": "2024-06-30"}))
    assert key(at("works", fields={**since, "key_until": "2024-07-01"}))
    assert key(at("works", fields={"key_since": "2024-03-01", "key_until": "2024-01-01"}))
    (mark,) = EDITION.marks
    assert mark.lasting


@pytest.mark.clause("ZZ-3.1")
def test_a_key_project_has_one_leader_and_a_group_whose_missing_parts_are_found() -> None:
    assert found(without_leader, key_project()) == []
    ((code, unit, clause, because),) = found(without_leader, key_project(leader=None, deputies=()))
    assert (code, unit, clause) == ("no_leader", LEAD, "ZZ-3.1")
    assert "包项目领导不明确" in because
    head = MemberFacts(
        "group", "head", post="县水利局局长", rank="主要领导", belongs_to=LEAD, unit_kind=UnitKind.DEPARTMENT
    )  # fmt: skip
    (lacking,) = teams.findings((GROUP,), key_project(team=(head,)))
    assert lacking.ruling.clause == "ZZ-3.1"
    assert "副组长" in lacking.ruling.because
    assert "成员" in lacking.ruling.because
    assert "组长（包联" not in lacking.ruling.because
    assert teams.findings((GROUP,), at("works")) == []


@pytest.mark.clause("ZZ-3.1")
@pytest.mark.parametrize(
    ("part", "rank", "unit", "kind", "told"),
    [
        ("head", "主要领导", LEAD, UnitKind.DEPARTMENT, None),
        ("head", "分管领导", LEAD, UnitKind.DEPARTMENT, "职级为“分管领导”，应为主要领导"),
        ("head", "主要领导", "县工信局", UnitKind.DEPARTMENT, "属县工信局，应属县水利局"),
        ("deputy_head", "分管领导", "县住建局", UnitKind.DEPARTMENT, None),
        ("deputy_head", "分管领导", "丹朱镇人民政府", UnitKind.TOWNSHIP, None),
        ("deputy_head", "主要领导", "县住建局", UnitKind.DEPARTMENT, "应为分管领导"),
        ("deputy_head", "分管领导", "县水投公司", UnitKind.STATE_ENTERPRISE, "类别为“县属国企”"),
        ("member", "科室负责人", "县住建局", UnitKind.DEPARTMENT, None),
        ("member", None, "县住建局", UnitKind.DEPARTMENT, "职级为“未填”，应为科室负责人"),
        ("member", "科室负责人", "某置业公司", UnitKind.OWNER, "类别为“项目业主”"),
    ],
)
def test_head_deputies_and_members_are_of_the_rank_and_unit_of_their_part(
    part: str, rank: str | None, unit: str, kind: UnitKind, told: str | None
) -> None:
    one = MemberFacts("group", part, None, unit, "王工", rank, unit, kind)
    (lacking,) = teams.findings((GROUP,), key_project(team=(one,)))
    assert ("王工" in lacking.ruling.because) is (told is not None)
    assert told is None or told in lacking.ruling.because


@pytest.mark.clause("ZZ-3.2")
def test_each_leader_dispatches_once_a_month_whatever_the_number_of_projects() -> None:
    done = deed(DISPATCH, DAY, LEADER, unit="县政府", is_post=True)
    one, other = key_project(records=(done,)), replace(key_project(), project="李村水库")
    assert states(one, other)["dispatch"] == (LEADER, 1, True)
    assert states(other)["dispatch"] == (LEADER, 0, False)


@pytest.mark.clause("ZZ-3.2")
def test_a_month_without_special_report_is_found() -> None:
    ((code, unit, clause, _),) = found(report_missing, key_project(records=(deed(REPORT, date(2024, 5, 31)),)))
    assert (code, unit, clause) == ("report_missing", LEAD, "ZZ-3.2")
    reported = key_project(records=(deed(REPORT, DAY),))
    assert found(report_missing, reported) == []
    assert states(reported)["special_report"] == (LEAD, 1, True)
    assert found(report_missing, at("works")) == []


@pytest.mark.clause("ZZ-3.2")
def test_each_problem_of_a_dispatch_gets_unit_requirement_and_deadline_and_goes_on_the_issue_list() -> None:
    assignment = {"unit": "县自然资源局", "requirement": "完成组卷", "deadline": "2024-06-25"}
    problem = {"description": "用地组卷滞后", "category": "用地", "assignment": assignment}
    data = Dispatch.model_validate({"problems": [problem]})
    (raised,), (given,) = dispatched(data), assigned(data)
    assert (raised.description, raised.required_on) == ("用地组卷滞后", date(2024, 6, 25))
    assert (given.unit, given.requirement, given.deadline) == ("县自然资源局", "完成组卷", date(2024, 6, 25))
    with pytest.raises(ValueError, match="assignment"):
        Dispatch.model_validate({"problems": [{"description": "无人负责", "category": "用地"}]})


@pytest.mark.clause("ZZ-3.3")
def test_leader_and_head_of_the_linked_unit_each_visit_each_key_project() -> None:
    by_leader = deed(VISIT, DAY, LEADER, unit="县政府", is_post=True)
    by_head = deed(VISIT, DAY, "县水利局局长", unit=LEAD, is_post=True)
    both = states(key_project(records=(by_leader, by_head)))
    assert (both["leader_visit"], both["head_visit"]) == ((LEADER, 1, True), (LEAD, 1, True))
    one = states(key_project(records=(by_leader,)))
    assert (one["leader_visit"][2], one["head_visit"][2]) == (True, False)
    assert states(at("works", records=(by_leader,))) == {}


@pytest.mark.clause("ZZ-3.3")
def test_a_visit_that_says_someone_else_than_the_head_went_is_none_of_the_heads() -> None:
    by_unit = deed(VISIT, DAY, LEAD)
    assert states(key_project(records=(by_unit,)))["head_visit"][2]
    headed = replace(by_unit, data={"visitor": "主要负责人"})
    assert states(key_project(records=(headed,)))["head_visit"][2]
    sent = replace(by_unit, data={"visitor": "其他人员"})
    assert not states(key_project(records=(sent,)))["head_visit"][2]
    assert Visit.model_validate({"visitor": "其他人员"}).visitor == "其他人员"


@pytest.mark.clause("ZZ-3.3")
@pytest.mark.parametrize(
    ("post", "visitor", "head"),
    [
        ("县水利局局长", None, True),
        ("主任", None, True),
        ("县水利局副局长", None, False),
        ("项目股股长", None, False),
        ("项目科科长", None, False),
        ("县水利局副局长", "主要负责人", True),  # what the record says goes before the title
        ("县水利局局长", "其他人员", False),
    ],
)
def test_the_visit_of_a_deputy_or_of_a_section_head_is_none_of_the_heads(
    post: str, visitor: str | None, head: bool
) -> None:
    data = {} if visitor is None else {"visitor": visitor}
    went = deed(VISIT, DAY, post, unit=LEAD, is_post=True, data=data)
    assert states(key_project(records=(went,)))["head_visit"][2] is head


@pytest.mark.clause("ZZ-2.3")
def test_the_receiving_unit_owes_timetable_and_task_list_where_the_register_knows_it() -> None:
    signed = item(ItemKind.NODE, "洽谈签约", None, date(2024, 4, 30))
    given = {"handed_over_on": "2024-05-06", "handed_over_to": "县工信局"}
    facts = at("works", nature=Nature.INVESTMENT_PROMOTION, items=(signed,), fields=given)
    known = tuple(county().units)
    (seat,) = EDITION.project_seats
    assert seat.units(facts, known) == ("县工信局",)
    assert seat.units(replace(facts, fields={**given, "handed_over_to": "某协会"}), known) == ()
    company = (*known, UnitFacts("某公司", UnitKind.STATE_ENTERPRISE, None))
    assert seat.units(replace(facts, fields={**given, "handed_over_to": "某公司"}), company) == ()
    assert seat.units(replace(facts, fields={**given, "handed_over_to": "丹朱镇人民政府"}), known) == (
        "丹朱镇人民政府",
    )
    seated = replace(facts, own_seats={seat.code: seat.units(facts, known)})
    for told, unit in ((seated, "县工信局"), (facts, LEAD)):
        found = {one.code: one.subject.unit for one in clocks.findings(EDITION.clocks, told, P)}
        assert found == {"timetable": unit, "task_list": unit}


@pytest.mark.clause("ZZ-2.3")
def test_a_hand_over_to_nobody_or_to_no_department_or_township_is_found() -> None:
    signed = item(ItemKind.NODE, "洽谈签约", None, date(2024, 4, 30))
    facts = at("works", nature=Nature.INVESTMENT_PROMOTION, items=(signed,), fields={"handed_over_on": "2024-05-06"})
    ((code, unit, clause, because),) = found(unreceived, facts)
    assert (code, unit, clause) == ("receiver_unnamed", LEAD, "ZZ-2.3")
    assert "没有写明承接单位" in because
    named = replace(facts, fields={"handed_over_on": "2024-06-30", "handed_over_to": "某协会"})
    assert "承接单位“某协会”不是本县的部门或乡镇" in found(unreceived, named)[0][3]
    assert found(unreceived, replace(named, own_seats={"receiving_unit": ("县工信局",)})) == []
    assert found(unreceived, replace(facts, fields={"handed_over_on": "2024-07-01"})) == []  # not yet
    assert found(unreceived, replace(facts, nature=Nature.GOVERNMENT_INVESTMENT)) == []


@pytest.mark.clause("ZZ-3.3")
def test_a_problem_found_on_the_site_says_how_it_is_handled_and_what_is_studied_becomes_an_issue() -> None:
    solved = {"description": "围挡破损", "category": "施工", "handling": "现场解决", "solution": "当场修复"}
    studied = {"description": "用电容量不足", "category": "电", "handling": "专题研究"}
    data = Visit.model_validate({"problems": [solved, studied]})
    assert [one.description for one in to_be_studied(data)] == ["用电容量不足"]
    with pytest.raises(ValueError, match="handling"):
        Visit.model_validate({"problems": [{"description": "围挡破损", "category": "施工"}]})


@pytest.mark.clause("ZZ-3.3")
def test_the_offices_ledger_shows_which_of_the_five_are_empty() -> None:
    assert empty_clears(key_project()) == ("项目底数", "进展情况", "存在问题", "落实责任", "解决效果")
    filled = {"facts": "总投资 5000 万元", "progress": "主体施工", "problems": "无", "responsibility": "水利局"}
    old = EntryFacts("five_clears", "1", date(2024, 1, 5), None, None, {})
    row = EntryFacts("five_clears", "2", date(2024, 6, 5), None, None, filled)
    ((code, _, clause, because),) = found(unclear, key_project(entries=(old, row)))
    assert (code, clause) == ("five_clears_empty", "ZZ-3.3")
    assert because == "五清台账未填解决效果；由县重点项目办公室补齐后消除"
    assert found(unclear, key_project(entries=(replace(row, fields={**filled, "effect": "已解决"}),))) == []
