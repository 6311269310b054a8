"""The reserve: planned, in reserve, pending, started; and how much of each there must be (YC-4.1)."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.figures import FigureSubject, Measure
from yipanqi_core.mechanism.goals import Goal
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.vocabulary import ItemKind, UnitKind
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.places import at
from yipanqi_plugins.yangcheng.stages import CONSTRUCTION, is_new, obtained
from yipanqi_plugins.yangcheng.targets import FAI, NEW_STARTS, TOWNSHIP_FAI, target_of

CLAUSE = "YC-4.1"
STARTED, RESERVE, PENDING, PLANNED = "started", "reserve", "pending", "planned"


def classify(facts: ProjectFacts, _: BaseModel) -> Ruling:
    """Say in which class the facts put a project."""
    nodes = [item.title for item in facts.of(ItemKind.NODE) if item.finished_on and item.title in CONSTRUCTION]
    if nodes:
        return Ruling(STARTED, CLAUSE, f"{'、'.join(nodes)}已有实际日期，已开工建设", {"nodes": nodes})
    have = obtained(facts)
    if have:
        because = f"已取得{'、'.join(have)}，尚未开工，为储备项目；开工后不再计为储备"
        return Ruling(RESERVE, CLAUSE, because, {"procedures": list(have)})
    if is_new(facts):
        because = f"列为 {facts.on.year} 年计划开工项目，尚未取得手续，不计谋划、也不计储备；取得一项手续即转为储备"
        return Ruling(PENDING, CLAUSE, because)
    begun = [item.title for item in facts.of(ItemKind.PROCEDURE)]
    if begun:
        because = f"{'、'.join(begun)}已在办理而一项未取得，仍为谋划项目；取得任一项即转为储备"
    else:
        because = "尚未开展前期工作，为谋划项目；取得任一项手续即转为储备"
    return Ruling(PLANNED, CLAUSE, because, {"preliminary_begun": begun})


RESERVE_CLASS = Classification(
    kind="reserve",
    title="谋划储备",
    clause=CLAUSE,
    values=(
        ClassValue(PLANNED, "谋划"),
        ClassValue(RESERVE, "储备"),
        ClassValue(PENDING, "新建待办"),
        ClassValue(STARTED, "已开工"),
    ),
    classify=classify,
)


def _in(
    projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel, *values: str
) -> Iterator[ProjectFacts]:
    for facts in projects:
        listed = facts.step is not None and (unit is None or at(facts, unit))
        if listed and classify(facts, parameters).value in values:
            yield facts


def planned_total(
    _: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel
) -> Decimal:
    """The total investment of planned projects."""
    return sum((one.total_investment for one in _in(projects, unit, parameters, PLANNED)), Decimal(0))


def planned_count(
    _: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel
) -> Decimal:
    """The number of planned projects."""
    return Decimal(sum(1 for _ in _in(projects, unit, parameters, PLANNED)))


def reserve_total(
    _: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel
) -> Decimal:
    """The total investment of projects in reserve."""
    return sum((one.total_investment for one in _in(projects, unit, parameters, RESERVE)), Decimal(0))


def total_needed(
    county: CountyFacts, _: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel
) -> Decimal | None:
    """So many times the year's own FAI target."""
    assert isinstance(parameters, Parameters)
    target = target_of(county, FAI if unit is None else TOWNSHIP_FAI, unit)
    return None if target is None else target * parameters.planned_total_times


def count_needed(
    county: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel
) -> Decimal | None:
    """So many times the year's new projects, rounded up: the county's by mark and start, a unit's as recorded."""
    assert isinstance(parameters, Parameters)
    if unit is None:
        new: Decimal | None = Decimal(sum(1 for facts in projects if facts.step is not None and is_new(facts))) or None
    else:
        new = target_of(county, NEW_STARTS, unit)  # none recorded is told apart from nothing to be started
    return None if new is None else (new * parameters.planned_count_times).to_integral_value(ROUND_CEILING)


def reserve_needed(
    county: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel
) -> Decimal | None:
    """The share of the planned total."""
    assert isinstance(parameters, Parameters)
    planned = planned_total(county, projects, unit, parameters)
    return planned * parameters.reserve_share if planned else None


_TOWNS = frozenset({UnitKind.TOWNSHIP, UnitKind.ZONE})
_AMOUNT, _COUNTY, _UNIT = Measure.AMOUNT, FigureSubject.COUNTY, FigureSubject.UNIT

GOALS = (
    Goal("planned_total", "谋划项目总投资", CLAUSE, _COUNTY, _AMOUNT, total_needed, planned_total,
         "未登记当年固定资产投资目标", shown_in="亿元"),
    Goal("planned_count", "谋划项目数", CLAUSE, _COUNTY, Measure.COUNT, count_needed, planned_count,
         "当年没有新建项目"),
    Goal("reserve_total", "储备项目总投资", CLAUSE, _COUNTY, _AMOUNT, reserve_needed, reserve_total,
         "没有谋划项目", shown_in="亿元"),
    Goal("unit_planned_total", "谋划项目总投资", CLAUSE, _UNIT, _AMOUNT, total_needed, planned_total,
         "未登记固定资产投资目标", _TOWNS, "亿元"),
    Goal("unit_planned_count", "谋划项目数", CLAUSE, _UNIT, Measure.COUNT, count_needed, planned_count,
         "未登记新开工项目数", _TOWNS),
)  # fmt: skip
