"""Planned, reserve, pending, started; and how much of each there must be (YC-4.1, YC-1.1)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts, UnitFacts
from yipanqi_core.mechanism.kept_facts import TargetFacts
from yipanqi_core.rules.goals import states
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.yangcheng.checks import start_not_dated
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.reserve import GOALS, classify
from yipanqi_plugins.yangcheng.stages import is_new, landed_on

Build = Callable[..., Any]
TOWN = "北留乡人民政府"


def classed(facts: ProjectFacts) -> str | None:
    return classify(facts, Parameters()).value


@pytest.mark.clause("YC-4.1")
def test_construction_comes_before_procedures_and_procedures_before_the_mark(
    project: Build, node: Build, procedure: Build
) -> None:
    start, approval = node("开工", date(2024, 3, 1), date(2024, 3, 1)), procedure("项目立项", None, date(2024, 1, 5))
    waiting = procedure("项目立项", date(2024, 9, 1))
    assert classed(project(items=(start, approval))) == "started"
    assert classed(project(items=(approval,), fields={"new_in_year": 2024})) == "reserve"
    assert classed(project(items=(waiting,), fields={"new_in_year": 2024})) == "pending"
    assert classed(project(items=(), fields={"new_in_year": 2025})) == "planned"
    flagged = classify(project(items=(waiting,)), Parameters())
    assert flagged.value == "planned"
    assert flagged.facts["preliminary_begun"] == ["项目立项"]
    assert "取得任一项即转为储备" in flagged.because


@pytest.mark.clause("YC-4.1")
def test_a_later_node_without_the_start_counts_as_started_and_is_a_finding(project: Build, node: Build) -> None:
    facts = project(items=(node("投产", date(2024, 5, 1), date(2024, 5, 1)),))
    assert classed(facts) == "started"
    (found,) = start_not_dated(facts, Parameters())
    assert (found.code, found.ruling.clause) == ("start_not_dated", "YC-4.1")
    whole = (*facts.items, node("开工", date(2024, 1, 1), date(2024, 1, 1)))
    assert start_not_dated(project(items=whole), Parameters()) == ()


@pytest.mark.clause("YC-4.5")
def test_a_project_landed_with_its_earliest_approval_and_its_site(project: Build, procedure: Build) -> None:
    approvals = (procedure("项目立项", None, date(2024, 6, 1)), procedure("核准备案", None, date(2024, 1, 10)))
    assert landed_on(project(items=(*approvals, procedure("用地批复", None, date(2024, 2, 1)))), Parameters()) == date(
        2024, 2, 1
    )


@pytest.mark.clause("YC-4.1")
def test_effect_alone_does_not_show_that_construction_has_started(project: Build, node: Build) -> None:
    facts = project(items=(node("达效", None, date(2024, 5, 1)),))
    assert classed(facts) == "planned"
    assert start_not_dated(facts, Parameters()) == ()
    for title in ("开工", "主体完工", "竣工", "投产"):
        assert classed(project(items=(node(title, None, date(2024, 5, 1)),))) == "started"


@pytest.mark.clause("YC-4.1")
def test_what_started_in_the_year_is_new_although_it_was_marked_for_another(project: Build, node: Build) -> None:
    start, before = node("开工", None, date(2024, 3, 1)), node("开工", None, date(2023, 12, 31))
    assert is_new(project(items=(start,), fields={"new_in_year": 2023}))
    assert is_new(project(items=(start,), fields={"new_in_year": 2025}))
    assert is_new(project(items=(start,)))
    assert is_new(project(items=(before,), fields={"new_in_year": 2024}))
    assert not is_new(project(items=(before,), fields={"new_in_year": 2023}))
    assert not is_new(project(items=(), fields={"new_in_year": 2025}))


def county(*targets: TargetFacts) -> CountyFacts:
    units = (UnitFacts(TOWN, UnitKind.TOWNSHIP, None), UnitFacts("开发区管委会", UnitKind.ZONE, None))
    return CountyFacts("2024-06", date(2024, 6, 30), units, targets=targets)


def told(goals: list[Any]) -> dict[tuple[str, str | None], tuple[Any, str | None]]:
    return {(one.goal.code, one.unit): (one.needed, one.ruling.value) for one in goals}


@pytest.mark.clause("YC-4.1")
def test_the_goals_of_the_example_come_out_exactly(project: Build, procedure: Build) -> None:
    planned = [project(project=f"谋划{n}", total_investment=Decimal("6402000.00")) for n in range(1)]
    new = [project(project=f"新建{n}", fields={"new_in_year": 2024}) for n in range(113)]
    approval = procedure("核准备案", None, date(2024, 1, 5))
    reserve = [project(project="储备", total_investment=Decimal("2240700.00"), items=(approval,))]
    facts = county(TargetFacts("fai", None, 2024, Decimal("1600500.00"), None))
    found = told(states(GOALS, Parameters(), facts, [*planned, *new, *reserve]))
    assert found["planned_total", None] == (Decimal("6402000.00"), "met")
    assert found["planned_count", None] == (Decimal(170), "unmet")
    assert found["reserve_total", None] == (Decimal("2240700.0000"), "met")
    less = [project(project="储备", total_investment=Decimal("2240699.99"), items=(approval,))]
    assert told(states(GOALS, Parameters(), facts, [*planned, *less]))["reserve_total", None][1] == "unmet"


@pytest.mark.clause("YC-4.1")
def test_a_township_is_measured_by_its_own_figures_and_left_out_by_name_without_them(project: Build) -> None:
    at_town = project(total_investment=Decimal("39999.00"), own_seats={"township": (TOWN,)})
    facts = county(
        TargetFacts("township_fai", TOWN, 2024, Decimal("10000.00"), None),
        TargetFacts("new_starts", TOWN, 2024, Decimal(1), None),
    )
    found = told(states(GOALS, Parameters(), facts, [at_town]))
    assert found["unit_planned_total", TOWN] == (Decimal("40000.00"), "unmet")
    assert found["unit_planned_count", TOWN] == (Decimal(2), "unmet")
    assert found["unit_planned_total", "开发区管委会"] == (None, None)
    assert found["planned_total", None] == (None, None)
    none = county(TargetFacts("new_starts", TOWN, 2024, Decimal(0), None))
    assert told(states(GOALS, Parameters(), none, [at_town]))["unit_planned_count", TOWN] == (Decimal(0), "met")
    (left,) = [
        one for one in states(GOALS, Parameters(), facts, []) if one.unit == "开发区管委会" and "count" in one.goal.code
    ]
    assert "开发区管委会" in left.ruling.because
    assert "未登记" in left.ruling.because
