"""Townships by their five batches, departments by duties and items: the month's ranking, 赛马 (YC-4.5, YC-4.6)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.mechanism.scores import CountyView, Group, Longer, ScorePart, Scoring, UnitScore
from yipanqi_core.rules.aspects import Aspect, weighed
from yipanqi_core.rules.duties import VACANT
from yipanqi_core.rules.targets import MONTHS
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.places import TOWNS
from yipanqi_plugins.yangcheng.stages import BATCHES, in_library
from yipanqi_plugins.yangcheng.targets import batch_target, reached_in_year, target_of

CLAUSE, BATCH_CLAUSE = "YC-4.6", "YC-4.5"
TOWNSHIPS = Group("townships", "乡镇", lambda unit: unit.kind in TOWNS)
DEPARTMENTS = Group("departments", "部门", lambda unit: unit.kind is UnitKind.DEPARTMENT)


def unit_scores(view: CountyView, parameters: BaseModel) -> tuple[UnitScore, ...]:
    """Score every township and zone, and every department, that has something to be scored on."""
    assert isinstance(parameters, Parameters)
    found = []
    for unit in view.county.units:
        if TOWNSHIPS.holds(unit):
            found.append(weighed(TOWNSHIPS.title, unit.name, list(batches(view, unit.name, parameters))))
        elif DEPARTMENTS.holds(unit):
            found.append(weighed(DEPARTMENTS.title, unit.name, [fulfilment(view, unit)]))
    return tuple(one for one in found if one is not None)


def batches(view: CountyView, unit: str, parameters: Parameters) -> Iterator[Aspect]:
    """A township's batches from January to the period's end; one without target is left out.

    Measured by the year's target, or where the county says so by the share of it that falls to the months gone.
    """
    gone = Fraction(view.county.on.month if parameters.batch_targets_to_date else MONTHS, MONTHS)
    for batch, title in BATCHES:
        reached = [facts.project for facts in view.projects if reached_in_year(facts, batch, unit, parameters)]
        target = target_of(view.county, batch_target(batch), unit)
        yield Aspect(
            batch, title, BATCH_CLAUSE, parameters.batch_weight, len(reached),
            None if target is None else Fraction(target) * gone, parameters.batch_cap,
            tuple({"project": name} for name in reached),
        )  # fmt: skip


def fulfilment(view: CountyView, unit: UnitFacts) -> Aspect:
    """A department's duties fulfilled and items done on time, of all that were due in the period."""
    duties = [
        (one.ruling.value == "met", {"duty": one.code, "project": one.subject.project, "because": one.ruling.because})
        for month in (view.months[-1:] if view.kind is PeriodKind.MONTH else view.months)
        for one in month.of(RulingKind.DUTY)
        if one.subject.unit == unit.name and one.ruling.value != VACANT
    ]
    items = [entry for facts in view.projects for entry in _items(facts, unit.name, view.kind)]
    due = duties + items
    done = sum(1 for fulfilled, _ in due if fulfilled)
    entries = tuple({**entry, "done": fulfilled} for fulfilled, entry in due)
    return Aspect("fulfilment", "履职与办结", CLAUSE, Decimal(100), done, len(due), entries=entries)


def _items(facts: ProjectFacts, unit: str, kind: PeriodKind) -> Iterator[tuple[bool, dict[str, object]]]:
    start = facts.on.replace(day=1) if kind is PeriodKind.MONTH else facts.on.replace(month=1, day=1)
    for item in facts.items:
        if (
            (item.unit or facts.lead_unit) != unit
            or item.planned_on is None
            or not start <= item.planned_on <= facts.on
        ):
            continue
        if in_library(facts, item.planned_on):
            on_time = item.finished_on is not None and item.finished_on <= item.planned_on
            yield on_time, {"project": facts.project, "item": item.title, "planned_on": item.planned_on}


def _parts(parameters: BaseModel) -> tuple[ScorePart, ...]:
    assert isinstance(parameters, Parameters)
    weight = parameters.batch_weight
    return (
        *(ScorePart(batch, title, BATCH_CLAUSE, weight) for batch, title in BATCHES),
        ScorePart("fulfilment", "履职与办结", CLAUSE, Decimal(100)),
    )


SCORING = Scoring(
    clause=CLAUSE,
    groups=(TOWNSHIPS, DEPARTMENTS),
    unit_scores=unit_scores,
    longer=Longer.COMPUTED,
    cadences=(PeriodKind.MONTH, PeriodKind.YEAR),
    parts=_parts,
    reads=(RulingKind.DUTY,),
)
