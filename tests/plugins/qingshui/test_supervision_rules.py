"""Ladder, leaders, teams, letters, departments and dispatch: pure rules, with the document's own examples."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.facts import (
    EarlierRuling,
    IssueFacts,
    ItemFacts,
    MarkFacts,
    MonthFacts,
    ProjectFacts,
)
from yipanqi_core.mechanism.team_facts import MemberFacts, WorkPlanFacts
from yipanqi_core.refusals import RefusedError
from yipanqi_core.rules import teams as teaming
from yipanqi_core.rules.ladder import Holder, Standing, begin, by_time, declare, holders_of, mark_major, starts_on
from yipanqi_core.vocabulary import ItemKind, Urgency
from yipanqi_plugins.qingshui.departments import APPROVAL, GREEN_LANE, default_unit
from yipanqi_plugins.qingshui.duties import DISPATCHES, DUTY_REMINDERS, PUSHES, VISITS
from yipanqi_plugins.qingshui.ladder import CHIEFS, DISPATCH_LIST, LADDER, LEADER, UNIT, undated_issue
from yipanqi_plugins.qingshui.letters import letter_due
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.schedules import REMINDER
from yipanqi_plugins.qingshui.teams import PROJECT_TEAM, leader_lacking, not_issued
from yipanqi_plugins.qingshui.territory import OWNER_CATEGORIES

Build = Callable[..., ProjectFacts]
ON = date(2024, 6, 30)
SEATS = {"county_head": Holder("县长", is_post=True)}


def node(title: str, planned: date, done: date | None = None) -> ItemFacts:
    return ItemFacts(ItemKind.NODE, title, None, planned, done)


def issue(required: date | None, resolved: date | None = None, category: str = "用地") -> IssueFacts:
    return IssueFacts(category, Urgency.URGENT, date(2024, 3, 1), required, resolved)


def done(ratio: str) -> dict[str, Any]:
    return {"figures": (MonthFacts("2024-06", Decimal(10000), Decimal(ratio) * 10000),), "annual_plan": Decimal(10000)}


# the ladder


@pytest.mark.clause("QS-1.10")
def test_an_issue_goes_from_the_unit_to_its_leader_and_to_the_chiefs_and_no_further(
    key_project: Build, parameters: Parameters
) -> None:
    holders = holders_of(LADDER, key_project(), "用地", SEATS)
    assert [holders[rung.code] for rung in LADDER.rungs] == [
        Holder("县水务局", is_post=False),
        Holder("常务副县长", is_post=True),
        Holder("县长", is_post=True),
    ]
    assert LADDER.city is None
    at_unit = begin(LADDER, LADDER.raised, ON, holders)
    assert by_time(LADDER, parameters, at_unit, ON + timedelta(15), holders) is None
    at_leader = by_time(LADDER, parameters, at_unit, ON + timedelta(16), holders)
    assert at_leader is not None
    assert at_leader.rung == LEADER
    day = at_leader.since_on
    assert by_time(LADDER, parameters, at_leader, day + timedelta(30), holders) is None
    at_chiefs = by_time(LADDER, parameters, at_leader, day + timedelta(31), holders)
    assert at_chiefs is not None
    assert at_chiefs.rung == CHIEFS
    assert by_time(LADDER, parameters, at_chiefs, day + timedelta(999), holders) is None
    with pytest.raises(RefusedError, match="没有更高层级"):
        declare(LADDER, at_chiefs, day + timedelta(40), holders)
    with pytest.raises(RefusedError, match="没有重大问题直报"):
        mark_major(LADDER, at_unit, ON)


@pytest.mark.clause("QS-5.1")
def test_land_over_several_townships_goes_straight_to_the_leader(key_project: Build) -> None:
    several = key_project(own_seats={"township": ("永清镇人民政府", "白沙镇人民政府")})
    one = key_project(own_seats={"township": ("永清镇人民政府",)})
    assert [starts_on(LADDER, several, each, UNIT) for each in ("用地", "征拆", "资金")] == [LEADER, LEADER, UNIT]
    assert starts_on(LADDER, one, "征拆", UNIT) == UNIT
    standing = begin(LADDER, starts_on(LADDER, several, "征拆", UNIT), ON, holders_of(LADDER, several, "征拆", SEATS))
    assert standing == Standing(LEADER, ON, standing.cause)


@pytest.mark.clause("QS-5.1")
@pytest.mark.parametrize("category", OWNER_CATEGORIES)
def test_an_issue_for_which_the_owner_answers_begins_with_the_owner(key_project: Build, category: str) -> None:
    holders = holders_of(LADDER, key_project(), category, SEATS)
    assert holders[UNIT] == Holder("清水县城投公司", is_post=False)
    assert holders[LEADER] == Holder("常务副县长", is_post=True)


# leaders and teams


@pytest.mark.clause("QS-2.1")
def test_from_february_on_a_key_project_without_leader_or_issued_assignment_is_a_finding(
    key_project: Build, parameters: Parameters
) -> None:
    issued = MarkFacts("leader_assignment", 2024, {"document": "清委办〔2024〕3号"})
    assert leader_lacking(key_project(marks=(issued,)), parameters) == ()
    assert not_issued(key_project(marks=(issued,)), parameters) == ()
    (found,) = not_issued(key_project(), parameters)
    assert (found.code, found.ruling.clause) == ("assignment_not_issued", "QS-2.1")
    (nobody,) = leader_lacking(key_project(marks=(issued,), deputies=(), leader=None), parameters)
    assert nobody.code == "leader_missing"
    (several,) = leader_lacking(key_project(marks=(issued,), deputies=("甲", "乙"), leader=None), parameters)
    assert "甲、乙" in several.ruling.because
    before = key_project(on=date(2024, 1, 30), deputies=(), leader=None)
    assert leader_lacking(before, parameters) == not_issued(before, parameters) == ()


@pytest.mark.clause("QS-2.2")
def test_a_listed_project_without_team_or_plan_is_a_finding(key_project: Build) -> None:
    team = tuple(MemberFacts("project_team", part, post="局长") for part in ("head", "deputy", "member"))
    topics = {topic.code: date(2024, 9, 1) for topic in PROJECT_TEAM.topics}
    plan = WorkPlanFacts("project_team", date(2024, 2, 1), "方案", {**topics, "land_acquisition": None})
    whole = key_project(team=team, plans=(plan,))
    assert teaming.findings((PROJECT_TEAM,), whole) == []
    assert len(PROJECT_TEAM.topics) == 6
    assert teaming.findings((PROJECT_TEAM,), key_project(passages=())) == []
    found = teaming.findings((PROJECT_TEAM,), key_project(team=team[:1]))
    assert [(one.code, one.ruling.clause) for one in found] == [
        ("team_incomplete", "QS-2.2"),
        ("work_plan_missing", "QS-2.2"),
    ]
    assert "副组长、成员" in found[0].ruling.because
    undated = replace(plan, topics={code: day for code, day in topics.items() if code != "tendering"})
    (lacking,) = teaming.findings((PROJECT_TEAM,), key_project(team=team, plans=(undated,)))
    assert (lacking.code, "招投标" in lacking.ruling.because) == ("work_plan_undated", True)


@pytest.mark.clause("QS-2.3", "QS-4.2")
def test_two_visits_one_meeting_and_one_dispatch_are_owed_each_month(parameters: Parameters) -> None:
    owed = [(duty.title, duty.required(parameters), duty.each_project(parameters)) for duty in (VISITS, PUSHES)]
    assert owed == [("现场调研", 2, True), ("推进会", 1, True)]
    assert (DISPATCHES.required(parameters), DISPATCHES.each_project(parameters)) == (1, False)
    by_leader = Parameters(duties_for_each_project=False)
    assert not VISITS.each_project(by_leader)


@pytest.mark.clause("QS-2.3")
def test_leaders_are_reminded_on_the_months_fifth_last_working_day(parameters: Parameters) -> None:
    assert REMINDER(Period.parse("2024-09"), parameters).due_on == date(2024, 9, 25)
    assert DUTY_REMINDERS.duties == ("visits", "push_meetings")


# letters


@pytest.mark.clause("QS-4.1")
@pytest.mark.parametrize(
    ("ratio", "start", "kind"),
    [
        ("0.8999", None, "提醒函"),
        ("0.90", None, None),
        ("0.90", date(2024, 6, 29), "推进函"),
        ("0.90", date(2024, 6, 30), None),
        ("0.50", date(2024, 6, 1), "推进函"),
    ],
)
def test_slow_gets_a_reminder_and_not_started_in_time_a_push(
    key_project: Build, parameters: Parameters, ratio: str, start: date | None, kind: str | None
) -> None:
    items = () if start is None else (node("开工", start),)
    ruling = letter_due(key_project(items=items, **done(ratio)), parameters)
    assert (None if ruling is None else ruling.value) == kind
    if ruling is not None:
        assert ruling.clause == "QS-4.1"
        assert "则不发函" in ruling.because


@pytest.mark.clause("QS-4.1")
def test_three_issues_past_their_day_bring_a_supervision_letter(key_project: Build, parameters: Parameters) -> None:
    late = [issue(date(2024, 6, 29)) for _ in range(3)]
    ruling = letter_due(key_project(issues=tuple(late)), parameters)
    assert ruling is not None
    assert (ruling.value, "解决其中 1 个" in ruling.because) == ("督办函", True)
    others = (issue(ON), issue(None), issue(date(2024, 6, 1), date(2024, 6, 20)))
    for other in others:
        two = key_project(issues=(*late[:2], other), annual_plan=None)
        assert letter_due(two, parameters) is None


@pytest.mark.clause("QS-4.1")
def test_a_letter_due_in_each_of_the_two_months_before_makes_the_next_a_supervision_letter(
    key_project: Build, parameters: Parameters
) -> None:
    april, may = EarlierRuling("2024-04", "letter", "提醒函"), EarlierRuling("2024-05", "letter", "推进函")
    rated = EarlierRuling("2024-04", "rating", "red")
    assert _kind(key_project(earlier=(april, may), **done("0.5")), parameters) == "督办函"
    assert _kind(key_project(earlier=(may, rated), **done("0.5")), parameters) == "提醒函"
    march = EarlierRuling("2024-03", "letter", "提醒函")
    assert _kind(key_project(earlier=(march, may), **done("0.5")), parameters) == "提醒函"
    assert _kind(key_project(earlier=(april, may), **done("0.95")), parameters) is None


def _kind(facts: ProjectFacts, parameters: Parameters) -> str | None:
    ruling = letter_due(facts, parameters)
    return None if ruling is None else ruling.value


# departments


@pytest.mark.clause("QS-4.3")
def test_approval_items_of_key_projects_go_on_the_green_lane(key_project: Build) -> None:
    assert GREEN_LANE.applies(key_project())
    assert not GREEN_LANE.applies(key_project(passages=()))
    assert GREEN_LANE.kinds == (ItemKind.PROCEDURE,)
    assert not APPROVAL.joint


@pytest.mark.clause("QS-4.4")
def test_an_item_without_a_unit_is_answered_for_by_its_department_and_the_table_can_be_changed() -> None:
    table = {
        "资金": "finance_office",
        "规划选址": "land_office",
        "林地": "land_office",
        "施工许可": "housing_office",
        "环评批复": "environment_office",
        "入库入统": "statistics_office",
        "可研批复": "approvals_office",
        "供电": None,
    }
    assert {item: default_unit(item, Parameters()) for item in table} == table
    changed = Parameters(default_units="供电=housing_office; 资金=reform_office")
    assert (default_unit("供电", changed), default_unit("资金", changed), default_unit("林地", changed)) == (
        "housing_office",
        "reform_office",
        None,
    )
    for wrong in ("供电", "供电=电力公司"):
        with pytest.raises(ValidationError, match="事项=席位代码"):
            Parameters(default_units=wrong)


# the dispatch list


@pytest.mark.clause("QS-6.7")
def test_the_dispatch_list_gathers_what_units_report_the_gravest_first() -> None:
    assert DISPATCH_LIST.reports
    order = [DISPATCH_LIST.order(urgency, "用地") for urgency in ("urgent", "important", "routine")]
    assert order == sorted(order)


@pytest.mark.clause("QS-6.7")
def test_a_problem_on_the_list_without_a_day_is_a_finding(key_project: Build, parameters: Parameters) -> None:
    dated, solved = issue(date(2024, 9, 1)), issue(None, date(2024, 5, 1))
    assert undated_issue(key_project(issues=(dated, solved)), parameters) == ()
    (found,) = undated_issue(key_project(issues=(dated, issue(None))), parameters)
    assert (found.ruling.clause, "用地（2024-03-01 提出）" in found.ruling.because) == ("QS-6.7", True)
