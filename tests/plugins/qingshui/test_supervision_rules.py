"""Ladder, teams, letters, inspections, aspects and consequences: pure rules, with the document's own examples."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.facts import (
    CaseFacts,
    CountyFacts,
    EarlierRuling,
    IssueFacts,
    ItemFacts,
    MarkFacts,
    MonthFacts,
    ProjectFacts,
    ReviewFacts,
    UnitFacts,
)
from yipanqi_core.mechanism.kept_facts import EntryFacts, TargetFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.mechanism.supervision_facts import InspectionFacts
from yipanqi_core.mechanism.team_facts import MemberFacts, WorkPlanFacts
from yipanqi_core.refusals import RefusedError
from yipanqi_core.rules import inspections as inspecting
from yipanqi_core.rules import teams as teaming
from yipanqi_core.rules.aspects import Aspect, weighed
from yipanqi_core.rules.ladder import Holder, Standing, begin, by_time, declare, holders_of, mark_major, starts_on
from yipanqi_core.rules.scoring import Score, rank
from yipanqi_core.vocabulary import ItemKind, UnitKind, Urgency
from yipanqi_plugins.qingshui.aspects import GROUPS, SCORING, WEIGHT, unit_scores
from yipanqi_plugins.qingshui.consequences import criticise, praise, reward
from yipanqi_plugins.qingshui.departments import APPROVAL, GREEN_LANE, default_unit
from yipanqi_plugins.qingshui.duties import DISPATCHES, DUTY_REMINDERS, PUSHES, VISITS
from yipanqi_plugins.qingshui.inspections import DAILY, REGULAR, SPECIAL
from yipanqi_plugins.qingshui.ladder import CHIEFS, DISPATCH_LIST, LADDER, LEADER, UNIT, undated_issue
from yipanqi_plugins.qingshui.letters import letter_due
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.schedules import REMINDER
from yipanqi_plugins.qingshui.teams import PROJECT_TEAM, leader_lacking
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
    (found,) = leader_lacking(key_project(), parameters)
    assert (found.code, found.ruling.clause) == ("assignment_not_issued", "QS-2.1")
    (nobody,) = leader_lacking(key_project(marks=(issued,), deputies=(), leader=None), parameters)
    assert nobody.code == "leader_missing"
    (several,) = leader_lacking(key_project(marks=(issued,), deputies=("甲", "乙"), leader=None), parameters)
    assert "甲、乙" in several.ruling.because
    assert leader_lacking(key_project(on=date(2024, 1, 30)), parameters) == ()


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


# inspections


@pytest.mark.clause("QS-6.2")
def test_what_lagged_at_the_end_of_the_month_before_is_due_and_missing_it_is_a_finding(
    key_project: Build, parameters: Parameters
) -> None:
    june = Period.parse("2024-06")
    late = key_project(items=(node("主体完工", date(2024, 5, 30), date(2024, 6, 3)),), annual_plan=None)
    ruling = inspecting.due(REGULAR, late, june, parameters)
    assert ruling is not None
    assert ruling.clause == "QS-6.2"
    (found,) = inspecting.findings((DAILY, REGULAR, SPECIAL), late, parameters)
    assert (found.code, found.ruling.clause) == ("not_inspected", "QS-6.2")
    words = {"quantity": "浇筑三段", "payment": "320.50"}
    made = InspectionFacts("regular", "2024-06", date(2024, 5, 31), date(2024, 6, 20), "县发改局", None, words)
    assert inspecting.findings((REGULAR,), replace(late, inspections=(made,)), parameters) == []
    wordless = replace(made, words={"quantity": "浇筑三段"})
    assert len(inspecting.findings((REGULAR,), replace(late, inspections=(wordless,)), parameters)) == 1
    for fresh in (node("主体完工", date(2024, 5, 31)), node("主体完工", date(2024, 5, 1), date(2024, 5, 31))):
        assert inspecting.due(REGULAR, replace(late, items=(fresh,)), june, parameters) is None


@pytest.mark.clause("QS-6.2")
def test_in_january_the_year_before_is_measured_by_its_nodes_alone(key_project: Build, parameters: Parameters) -> None:
    january = key_project(
        on=date(2024, 1, 31), period="2024-01", figures=(MonthFacts("2024-01", Decimal(100), Decimal(0)),)
    )
    passages = (replace(january.passages[0], entered_on=date(2023, 3, 1)),)
    listed = replace(january, passages=passages)
    assert inspecting.due(REGULAR, listed, Period.parse("2024-01"), parameters) is None
    late = replace(listed, items=(node("竣工", date(2023, 12, 30)),))
    assert inspecting.due(REGULAR, late, Period.parse("2024-01"), parameters) is not None


@pytest.mark.clause("QS-6.3")
def test_special_inspection_is_for_unsettled_funds_land_not_put_in_and_the_seriously_behind(
    key_project: Build, parameters: Parameters
) -> None:
    assert SPECIAL.due is not None
    assert SPECIAL.secret
    assert SPECIAL.led_by == "executive_deputy"

    def funds(approved: str) -> tuple[EntryFacts, ...]:
        row = {"source": "县级配套", "approved": approved}
        return (EntryFacts("funds", "1", date(2024, 1, 5), None, None, row),)

    def dossier(step: str) -> tuple[CaseFacts, ...]:
        return (CaseFacts("land_dossier", "用地", step, date(2024, 3, 1), None),)

    even = done("0.95")
    cases: list[tuple[dict[str, Any], str | None]] = [
        ({}, None),
        ({"entries": funds("9999.99")}, "资金未落实"),
        ({"entries": funds("10000")}, None),
        ({"fields": {"funds_settled": False}}, "资金未落实"),
        ({"cases": dossier("compiling")}, "土地未报批"),
        ({"cases": dossier("organising")}, None),
        ({"fields": {"land_settled": False}}, "土地未报批"),
        ({"items": (node("竣工", date(2024, 5, 30)),)}, "严重滞后"),
        ({"items": (node("竣工", date(2024, 5, 31)),)}, None),
    ]
    for changes, expected in cases:
        ruling = SPECIAL.due(key_project(**{**even, **changes}), parameters)
        assert (ruling is None) is (expected is None), changes
        if ruling is not None:
            assert ruling.clause == "QS-6.3"
            assert str(expected) in ruling.because


# five aspects, ranking, consequences


@pytest.mark.clause("QS-6.5")
def test_the_example_of_five_aspects_of_which_one_has_nothing_due() -> None:
    aspects = [
        Aspect(str(number), "", "QS-6.5", WEIGHT, done, None if done is None else 100)
        if done is not None
        else Aspect(str(number), "", "QS-6.5", WEIGHT, 0, None)
        for number, done in enumerate((80, None, 90, 100, 70))
    ]
    found = weighed("部门", "县水务局", aspects)
    assert found is not None
    assert found.points == Decimal("85.00")


@pytest.mark.clause("QS-6.5")
def test_a_unit_is_scored_from_january_on_by_what_it_leads(key_project: Build, parameters: Parameters) -> None:
    approved = EntryFacts("funds", "1", date(2024, 4, 5), None, None, {"source": "省级补助", "approved": "300"})
    own = EntryFacts("funds", "2", date(2024, 4, 5), None, None, {"source": "银行融资", "approved": "900"})
    decided = ReviewFacts("joint_review", date(2024, 2, 1), (), state="approved", decided_on=date(2024, 3, 1))
    leading = key_project(
        **done("0.70"),
        items=(
            node("开工", date(2024, 3, 1), date(2024, 3, 1)),
            node("主体完工", date(2024, 6, 1), date(2024, 6, 2)),
            node("竣工", date(2024, 7, 1)),
        ),
        entries=(approved, own),
    )
    reserve = key_project(project="储备", passages=(), reviews=(decided,))
    units = (
        UnitFacts("县水务局", UnitKind.DEPARTMENT, None),
        UnitFacts("县教育局", UnitKind.DEPARTMENT, None),
        UnitFacts("永清镇人民政府", UnitKind.TOWNSHIP, None),
    )
    targets = (
        TargetFacts("reserve_projects", "县水务局", 2024, Decimal(4), None),
        TargetFacts("funds_from_above", "县水务局", 2024, Decimal(400), None),
    )
    view = CountyView(
        "2024-06",
        PeriodKind.MONTH,
        CountyFacts("2024-06", ON, units, targets=targets),
        (leading, reserve),
        (JudgedMonth("2024-06", (_duty("visits", "met"), _duty("visits", "unmet"), _trip("unmet"))),),
    )
    scores = {one.unit: one for one in unit_scores(view, parameters)}
    parts = {str(one["title"]): str(one["points"]) for one in scores["县水务局"].basis}
    assert parts == {
        "谋划储备": "10.00",  # 1 of 4 × 6/12
        "资金争取": "20.00",  # 300 of 400 × 6/12, capped
        "实施进度": "10.00",  # 1 of 2 due
        "制度履行": "10.00",  # 1 of 2 of its project
        "投资完成率": "14.00",
    }
    assert scores["县水务局"].points == Decimal("64.00")
    assert scores["永清镇人民政府"].points == Decimal("0.00")  # its trip of the month
    assert "县教育局" not in scores
    ranked = rank(scores.values(), SCORING, parameters, units, PeriodKind.MONTH)
    assert {(one.group, one.unit): one.rank for one in ranked} == {
        ("部门", "县水务局"): 1,
        ("部门", "县教育局"): None,
        ("乡镇", "永清镇人民政府"): 1,
    }


def _duty(code: str, value: str) -> Judgement:
    facts = {"kind": "现场调研", "period": "2024-06", "lead_unit": "县水务局"}
    return Judgement(RulingKind.DUTY, code, Subject("清水河治理", "县人民政府"), Ruling(value, "QS-2.3", "", facts))


def _trip(value: str) -> Judgement:
    facts = {"kind": "赴市进省汇报", "period": "2024-06", "lead_unit": None}
    return Judgement(RulingKind.DUTY, "trips", Subject(None, "永清镇人民政府"), Ruling(value, "QS-1.8", "", facts))


def scored(group: str, *points: int | None) -> tuple[Score, ...]:
    known = [one for one in points if one is not None]
    return tuple(
        Score(
            group,
            f"{group}{number}",
            None if one is None else Decimal(one),
            None if one is None else 1 + sum(other > one for other in known),
            None,
            "QS-6.5",
            "",
            (),
        )
        for number, one in enumerate(points)
    )


@pytest.mark.clause("QS-6.6")
def test_the_first_three_are_praised_and_the_last_three_criticised_with_ties_at_the_edge(
    parameters: Parameters,
) -> None:
    scores = (*scored("部门", 90, 80, 70, 70, 50, 40, 30, None), *scored("乡镇", 9, 8, 7, 6))
    praised = [one.subject.unit for one in praise(scores, parameters)]
    assert praised == ["部门0", "部门1", "部门2", "部门3", "乡镇0", "乡镇1", "乡镇2"]
    blamed = [one.subject.unit for one in criticise(scores, parameters)]
    assert blamed == ["部门4", "部门5", "部门6", "乡镇3"]
    assert {one.ruling.clause for one in praise(scores, parameters)} == {"QS-6.6"}


@pytest.mark.clause("QS-6.6")
def test_nobody_who_is_praised_is_criticised(parameters: Parameters) -> None:
    for points in ((5,), (5, 4), (5, 4, 3), (5, 5, 5, 5), (5, 4, 3, 3)):
        scores = scored("部门", *points)
        praised = {one.subject.unit for one in praise(scores, parameters)}
        assert praised.isdisjoint({one.subject.unit for one in criticise(scores, parameters)})
        assert praised == {one.unit for one in scores}


@pytest.mark.clause("QS-6.6")
def test_the_years_first_six_departments_and_three_townships_are_rewarded(parameters: Parameters) -> None:
    scores = (*scored("部门", 90, 80, 70, 60, 50, 40, 30), *scored("乡镇", 9, 8, 7, 6))
    assert [one.subject.unit for one in reward(scores, parameters)] == [
        *(f"部门{number}" for number in range(6)),
        *(f"乡镇{number}" for number in range(3)),
    ]
    assert [group.title for group in GROUPS] == ["部门", "乡镇"]


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
