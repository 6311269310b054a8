"""Whether goals are reached, for the county and for each unit that has them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.figures import FigureSubject, Measure
from yipanqi_core.mechanism.goals import Goal
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.rounding import hundredths

MET, UNMET = "met", "unmet"
_LARGER = {"亿元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class GoalState:
    """A goal of the county (`unit` None) or of a unit: the ruling is met, unmet, or None with what it lacks."""

    goal: Goal
    unit: str | None
    needed: Decimal | None
    reached: Decimal | None
    ruling: Ruling


def states(
    goals: Sequence[Goal], parameters: BaseModel, county: CountyFacts, projects: Sequence[ProjectFacts]
) -> list[GoalState]:
    """Give every goal with how far it is, the county's first, then each unit's in the register's order."""
    told = tuple(projects)
    return [_state(goal, unit, parameters, county, told) for goal in goals for unit in _subjects(goal, county)]


def judge(
    goals: Sequence[Goal], parameters: BaseModel, county: CountyFacts, projects: Sequence[ProjectFacts]
) -> list[Judgement]:
    """Find the goals that are not reached; what cannot be measured is no finding."""
    return [
        Judgement(RulingKind.FINDING, one.goal.code, Subject(unit=one.unit), one.ruling)
        for one in states(goals, parameters, county, projects)
        if one.ruling.value == UNMET
    ]


def _subjects(goal: Goal, county: CountyFacts) -> list[str | None]:
    if goal.subject is FigureSubject.COUNTY:
        return [None]
    return [unit.name for unit in county.units if unit.kind in goal.kinds]


def _state(
    goal: Goal, unit: str | None, parameters: BaseModel, county: CountyFacts, projects: tuple[ProjectFacts, ...]
) -> GoalState:
    needed = goal.needed(county, projects, unit, parameters)
    whose = unit or "全县"
    if needed is None:
        because = f"{whose}{goal.title}：{goal.lacks}，不计；登记后即可测算（{goal.clause}）"
        return GoalState(goal, unit, None, None, Ruling(None, goal.clause, because))
    reached = goal.reached(county, projects, unit, parameters) or Decimal(0)
    figures: dict[str, object] = {"needed": hundredths(needed), "reached": hundredths(reached)}
    said = f"{whose}{goal.title}应达 {written(goal, needed)}，现为 {written(goal, reached)}"
    if reached >= needed:
        return GoalState(goal, unit, needed, reached, Ruling(MET, goal.clause, f"{said}，已达到", figures))
    because = f"{said}，差 {written(goal, needed - reached)}；补足即达到（{goal.clause}）"
    return GoalState(goal, unit, needed, reached, Ruling(UNMET, goal.clause, because, figures))


def written(goal: Goal, value: Decimal) -> str:
    """Write a value in the unit in which the goal is shown."""
    if goal.measure is Measure.COUNT:
        return f"{value:.0f} {goal.measure.label}"
    if goal.measure is Measure.PERCENT or goal.shown_in not in _LARGER:
        return f"{hundredths(value)} {goal.measure.label}"
    return f"{hundredths(value / _LARGER[goal.shown_in])} {goal.shown_in}"
