"""SM-2.2 and SM-2.3: the clocks of government projects."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.rules.clocks import ClockState, findings, read
from yipanqi_core.rules.engine import judge_project
from yipanqi_core.vocabulary import DecidingLevel, Nature
from yipanqi_plugins.shimian.checks import county_items_after_approval
from yipanqi_plugins.shimian.clocks import CLOCKS
from yipanqi_plugins.shimian.edition_2024 import EDITION
from yipanqi_plugins.shimian.parameters import Parameters

P = Parameters()
Build = Callable[..., Any]
BY_CODE = {clock.code: clock for clock in CLOCKS}


def due_on(code: str, facts: ProjectFacts) -> date | None:
    reading = read(BY_CODE[code], facts, P)
    return None if reading is None else reading.due_on


@pytest.mark.clause("SM-2.2")
def test_plans_are_due_five_and_ten_working_days_after_the_decision(project: Build) -> None:
    facts = project(on=date(2024, 9, 30), fields={"decided_on": "2024-09-27"})
    due = {code: due_on(code, facts) for code in ("preliminary_plan", "construction_plan")}
    assert due == {"preliminary_plan": date(2024, 10, 10), "construction_plan": date(2024, 10, 16)}


@pytest.mark.clause("SM-2.2")
def test_a_plan_on_its_due_day_is_in_time_and_a_missing_one_is_a_finding_the_day_after(project: Build) -> None:
    fields = {"decided_on": "2024-09-27", "construction_plan_on": "2024-10-16"}
    on_the_day = project(on=date(2024, 10, 10), fields=fields)
    assert findings(CLOCKS, on_the_day, P) == []
    (late,) = findings(CLOCKS, project(on=date(2024, 10, 16), fields=fields), P)
    assert (late.code, late.ruling.clause, late.ruling.facts["days"]) == ("preliminary_plan", "SM-2.2", 6)
    assert late.subject.unit == "县水利局"


@pytest.mark.clause("SM-2.2")
def test_projects_on_the_annual_list_and_others_than_government_ones_have_no_such_clock(project: Build) -> None:
    fields = {"decided_on": "2024-01-02"}
    assert len(findings(CLOCKS, project(fields=fields), P)) == 2
    assert findings(CLOCKS, project(fields={**fields, "on_annual_government_list": True}), P) == []
    assert findings(CLOCKS, project(fields=fields, nature=Nature.INVESTMENT_PROMOTION), P) == []


@pytest.mark.clause("SM-2.2")
def test_waiting_for_a_meeting_is_shown_and_a_finding_after_thirty_days(project: Build) -> None:
    fields = {"put_to_executive_meeting_on": "2024-05-31"}
    assert due_on("executive_meeting", project(fields=fields)) == date(2024, 6, 30)
    assert findings(CLOCKS, project(fields=fields), P) == []
    (late,) = findings(CLOCKS, project(on=date(2024, 7, 31), fields=fields), P)
    assert late.code == "executive_meeting"
    heard = {**fields, "executive_meeting_on": "2024-07-20"}
    assert findings(CLOCKS, project(on=date(2024, 7, 31), fields=heard), P) == []


@pytest.mark.clause("SM-2.3")
def test_three_months_from_approval_end_on_the_last_of_february(project: Build, procedure: Build) -> None:
    approved = procedure("项目立项", date(2024, 11, 30), date(2024, 11, 30))
    on_time = project(on=date(2025, 2, 28), items=(approved,))
    reading = read(BY_CODE["start_after_approval"], on_time, P)
    assert reading is not None
    assert (reading.due_on, reading.state) == (date(2025, 2, 28), ClockState.RUNNING)
    (late,) = findings(CLOCKS, project(on=date(2025, 3, 31), items=(approved,)), P)
    assert (late.ruling.clause, late.subject.unit) == ("SM-2.3", "县水利局")


@pytest.mark.clause("SM-2.3")
def test_a_start_or_anything_after_it_stops_the_clock(project: Build, procedure: Build, node: Build) -> None:
    approved = procedure("项目立项", date(2024, 1, 5), date(2024, 1, 5))
    assert len(findings(CLOCKS, project(items=(approved,)), P)) == 1
    started = node("开工", date(2024, 3, 1), date(2024, 3, 1))
    assert findings(CLOCKS, project(items=(approved, started)), P) == []


@pytest.mark.clause("SM-2.3")
def test_an_item_decided_above_lets_the_project_off_but_not_its_county_items(project: Build, procedure: Build) -> None:
    items = (
        procedure("项目立项", date(2024, 1, 5), date(2024, 1, 5)),
        procedure("用地批复", date(2024, 3, 1), None, DecidingLevel.PROVINCE),
        procedure("施工许可", date(2024, 3, 1), None, DecidingLevel.COUNTY),
    )
    facts = project(items=items)
    assert findings(CLOCKS, facts, P) == []
    reading = read(BY_CODE["start_after_approval"], facts, P)
    assert reading is not None
    assert reading.state is ClockState.EXEMPT
    assert "用地批复" in (reading.exemption or "")
    (late,) = county_items_after_approval(facts, P)
    assert late.ruling.facts["items"] == ["施工许可"]
    assert county_items_after_approval(project(items=items[:2]), P) == ()
    assert county_items_after_approval(project(items=items, on=date(2024, 4, 5)), P) == ()


@pytest.mark.clause("SM-2.3")
def test_only_government_projects_have_the_three_months(project: Build, procedure: Build) -> None:
    approved = procedure("项目立项", date(2024, 1, 5), date(2024, 1, 5))
    assert findings(CLOCKS, project(items=(approved,), nature=Nature.INVESTMENT_PROMOTION), P) == []


def codes(facts: ProjectFacts) -> set[str]:
    return {one.code for one in judge_project(EDITION, P, facts)}


@pytest.mark.clause("SM-2.2", "SM-2.3")
def test_the_clocks_run_for_a_registered_government_project_on_no_list_yet(project: Build, procedure: Build) -> None:
    approved = procedure("项目立项", date(2024, 1, 5), date(2024, 1, 5))
    facts = project(passages=(), items=(approved,), fields={"decided_on": "2024-01-02"})
    assert codes(facts) == {"preliminary_plan", "construction_plan", "start_after_approval"}
    assert codes(replace(facts, nature=Nature.ENTERPRISE_INVESTMENT)) == set()


@pytest.mark.clause("SM-2.2", "SM-5.1")
def test_off_the_lists_no_clock_runs_below_the_threshold_nor_after_leaving(project: Build) -> None:
    fields = {"decided_on": "2024-01-02"}
    below = project(passages=(), fields=fields, total_investment=Decimal("999.99"))
    (only,) = judge_project(EDITION, P, below)
    assert only.kind is RulingKind.REFERENCE
    left = (PassageFacts("to_start", date(2024, 1, 1), date(2024, 3, 1), "register", "市场变化"),)
    assert codes(project(passages=left, fields=fields)) == set()


def test_a_clock_of_the_listed_alone_starts_with_the_list(project: Build) -> None:
    clock = replace(BY_CODE["preliminary_plan"], listed_only=True)
    facts = project(fields={"decided_on": "2024-01-02"})
    assert read(clock, facts, P) is not None
    assert read(clock, replace(facts, passages=()), P) is None


def of_clause(facts: ProjectFacts) -> list[tuple[str, object]]:
    found = [one for one in judge_project(EDITION, P, facts) if one.ruling.clause == "SM-2.3"]
    return [(one.code, one.ruling.facts.get("items")) for one in found]


@pytest.mark.clause("SM-2.3")
def test_a_procedure_open_after_the_due_day_is_a_finding_though_construction_has_started(
    project: Build, procedure: Build, node: Build
) -> None:
    approved = procedure("项目立项", date(2024, 1, 5), date(2024, 1, 5))
    permit = procedure("施工许可", date(2024, 3, 1), None, DecidingLevel.COUNTY)
    for begun in (date(2024, 3, 1), date(2024, 5, 1)):
        started = node("开工", date(2024, 3, 1), begun)
        assert of_clause(project(items=(approved, permit, started))) == [("county_items_overdue", ["施工许可"])]
        assert of_clause(project(items=(approved, started))) == []
    in_time = project(items=(approved, permit, node("开工", None, date(2024, 3, 1))), on=date(2024, 4, 5))
    assert of_clause(in_time) == []
    (late,) = county_items_after_approval(project(items=(approved, permit, node("开工", None, begun))), P)
    assert late.subject.unit == "县水利局"
    assert f"项目至 {begun} 已开工" in late.ruling.because


@pytest.mark.clause("SM-2.3")
def test_a_project_overdue_as_a_whole_names_its_open_procedures_in_one_finding(
    project: Build, procedure: Build
) -> None:
    approved = procedure("项目立项", date(2024, 1, 5), date(2024, 1, 5))
    facts = project(items=(approved, procedure("环评批复", date(2024, 9, 1)), procedure("施工许可", None)))
    assert of_clause(facts) == [("start_after_approval", ["环评批复", "施工许可"])]
    (late,) = findings(CLOCKS, facts, P)
    assert "尚未办结“环评批复”、“施工许可”" in late.ruling.because
    (bare,) = findings(CLOCKS, project(items=(approved,)), P)
    assert "尚未办结" not in bare.ruling.because


@pytest.mark.clause("SM-2.3")
def test_off_the_lists_open_procedures_are_a_finding_too_until_the_project_leaves(
    project: Build, procedure: Build, node: Build
) -> None:
    approved = procedure("项目立项", date(2024, 1, 5), date(2024, 1, 5))
    items = (approved, procedure("施工许可", None), node("开工", None, date(2024, 3, 1)))
    assert of_clause(project(passages=(), items=items)) == [("county_items_overdue", ["施工许可"])]
    assert of_clause(project(passages=(), items=items, total_investment=Decimal("999.99"))) == []
    left = (PassageFacts("started", date(2024, 1, 1), date(2024, 3, 1), "register", "市场变化"),)
    assert of_clause(project(passages=left, items=items)) == []
