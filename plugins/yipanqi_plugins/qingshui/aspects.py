"""The five aspects by which departments and townships are scored and ranked (QS-6.5), and their targets."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.duties import DutyHolder
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts, UnitFacts
from yipanqi_core.mechanism.figures import FigureSubject, Measure, Target
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.reviews import ReviewState
from yipanqi_core.mechanism.rulings import Judgement, RulingKind
from yipanqi_core.mechanism.scores import CountyView, Group, Longer, ScorePart, Scoring, UnitScore
from yipanqi_core.rules.aspects import Aspect, weighed
from yipanqi_core.rules.duties import MET, VACANT, listed
from yipanqi_core.rules.progress import investment
from yipanqi_core.rules.rounding import hundredths
from yipanqi_core.vocabulary import ItemKind, UnitKind
from yipanqi_plugins.qingshui.duties import LEADER_DUTIES
from yipanqi_plugins.qingshui.funds import amount, sources
from yipanqi_plugins.qingshui.parameters import Parameters, sources_of
from yipanqi_plugins.qingshui.registers import UNITS
from yipanqi_plugins.qingshui.reviews import JOINT_REVIEW
from yipanqi_plugins.qingshui.seats import REFORM
from yipanqi_plugins.qingshui.services import TRIPS

CLAUSE = "QS-6.5"
DUTIES = frozenset(duty.code for duty in (TRIPS, *LEADER_DUTIES))
_OF_LEADERS = frozenset(duty.code for duty in LEADER_DUTIES if duty.holder is DutyHolder.LEADER)
ASPECTS = (
    ("reserve", "谋划储备"),
    ("funds", "资金争取"),
    ("progress", "实施进度"),
    ("duties", "制度履行"),
    ("investment", "投资完成率"),
)
_TITLES = dict(ASPECTS)


@dataclass(frozen=True, slots=True)
class Work:
    """What a unit is scored on: the projects it leads, its duties of the year so far, its targets of the year."""

    unit: str
    projects: tuple[ProjectFacts, ...]
    duties: tuple[Judgement, ...]
    targets: Mapping[str, Decimal]
    months: int
    parameters: Parameters


def reserve(work: Work) -> Aspect:
    """Reserve projects decided in the year ÷ the unit's target for the months gone."""
    decided = [
        one.project
        for one in work.projects
        if any(
            (review.kind, review.state) == (JOINT_REVIEW.code, ReviewState.APPROVED)
            and review.decided_on is not None
            and review.decided_on.year == one.on.year
            for review in one.reviews
        )
    ]
    return _aspect(
        work, "reserve", len(decided), _to_date(work, RESERVE_TARGET), [{"project": name} for name in decided]
    )


def funds(work: Work) -> Aspect:
    """Funds approved from above in the year ÷ the unit's target for the months gone."""
    above = sources_of(work.parameters.sources_from_above)
    rows = [
        (one.project, entry.fields.get("source"), amount(entry.fields, "approved"))
        for one in work.projects
        for entry in sources(one)
        if entry.fields.get("source") in above and _of_year(entry, one.on)
    ]
    done = sum((money for *_, money in rows), Decimal(0))
    entries = [{"project": project, "source": source, "approved": money} for project, source, money in rows if money]
    return _aspect(work, "funds", done, _to_date(work, FUNDS_TARGET), entries)


def _of_year(entry: EntryFacts, on: date) -> bool:
    """Tell whether the source was approved in the day's year; a row kept before it had a day goes by its own."""
    told = entry.fields.get("approved_on")
    approved_on = date.fromisoformat(str(told)) if told else entry.since_on
    return approved_on.year == on.year and approved_on <= on


def progress(work: Work) -> Aspect:
    """Nodes due from January on and finished on time ÷ nodes due: of listed projects, and while they were listed."""
    due = [
        (one, item)
        for one in work.projects
        for item in one.of(ItemKind.NODE)
        if item.planned_on is not None and item.planned_on.year == one.on.year and item.planned_on <= one.on
        if one.step is not None or listed(one, item.planned_on)
    ]
    done = 0
    entries = []
    for one, item in due:
        on_time = item.finished_on is not None and item.planned_on is not None and item.finished_on <= item.planned_on
        done += on_time
        entries.append({"project": one.project, "node": item.title, "planned_on": item.planned_on, "on_time": on_time})
    return _aspect(work, "progress", done, len(due), entries)


def duties(work: Work) -> Aspect:
    """Duties fulfilled ÷ duties due of the year's months: trips, dispatches, and the leaders' of projects it leads.

    What was left undone while nobody held the leader's post is told and counts neither way.
    """
    entries = [_undone(one) for one in work.duties if one.ruling.value != MET]
    due = sum(one.ruling.value != VACANT for one in work.duties)
    return _aspect(work, "duties", sum(one.ruling.value == MET for one in work.duties), due, entries)


def _undone(one: Judgement) -> dict[str, object]:
    figures = one.ruling.facts
    told: dict[str, object] = {
        "duty": figures["kind"], "project": one.subject.project, "period": figures["period"],
    }  # fmt: skip
    return {**told, "vacant": figures["holder"]} if one.ruling.value == VACANT else told


def completion(work: Work) -> Aspect:
    """Investment completed ÷ planned to date, summed over listed projects; of one that left, while it was listed."""
    counted = [while_listed for one in work.projects if (while_listed := _while_listed(one)) is not None]
    money = [(one.project, investment(one)) for one in counted]
    done = sum((each.completed for _, each in money), Fraction(0))
    planned = sum((each.planned for _, each in money), Fraction(0))
    return _aspect(work, "investment", done, planned, [{"project": project} for project, each in money if each.planned])


def _while_listed(one: ProjectFacts) -> ProjectFacts | None:
    """Give a project with the year's figures up to the last month at whose end it was listed; None: it was at none."""
    month = Period.containing(one.on, PeriodKind.MONTH)
    while month.end.year == one.on.year:
        day = min(month.end, one.on)
        if listed(one, day):
            return replace(one, on=day)
        month = month.previous()
    return None


Amount = Decimal | Fraction | int


def _weight_of(code: str, parameters: Parameters) -> Fraction:
    """The weight of an aspect, of 100 in all."""
    weights = {one: Fraction(getattr(parameters, f"{one}_weight")) for one in _TITLES}
    return weights[code] * 100 / sum(weights.values())


def _aspect(work: Work, code: str, done: Amount, due: Amount | None, entries: Iterable[Mapping[str, object]]) -> Aspect:
    return Aspect(code, _TITLES[code], CLAUSE, _weight_of(code, work.parameters), done, due, entries=tuple(entries))


def _to_date(work: Work, code: str) -> Fraction | None:
    target = work.targets.get(code)
    return None if target is None else Fraction(target) * work.months / 12


MEASURES: tuple[Callable[[Work], Aspect], ...] = (reserve, funds, progress, duties, completion)


def score(group: str, work: Work) -> UnitScore | None:
    """Score a unit by the five aspects; None when nothing at all was due."""
    return weighed(group, work.unit, [measure(work) for measure in MEASURES])


def unit_scores(view: CountyView, parameters: BaseModel) -> tuple[UnitScore, ...]:
    """Score every department and township of the county from January to the period's end."""
    judged = [one for month in view.months for one in month.of(RulingKind.DUTY) if one.code in DUTIES]
    found = []
    for group in GROUPS:
        for unit in view.county.units:
            if group.holds(unit):
                scored = score(group.title, _work(view, unit, judged, parameters))
                found.append(scored)
    return tuple(one for one in found if one is not None)


def _work(view: CountyView, unit: UnitFacts, judged: list[Judgement], parameters: BaseModel) -> Work:
    assert isinstance(parameters, Parameters)
    own = tuple(one for one in view.projects if one.lead_unit == unit.name)
    return Work(
        unit=unit.name,
        projects=own,
        duties=tuple(one for one in judged if _concerns(one, unit.name, own)),
        targets={one.code: one.value for one in view.county.targets if one.unit == unit.name},
        months=view.county.on.month,
        parameters=parameters,
    )


def _concerns(one: Judgement, unit: str, led: tuple[ProjectFacts, ...]) -> bool:
    """A leader's duty counts for the lead unit of its project, a unit's own for the unit.

    Owed once by a leader, it counts for each unit that led a listed project of that leader when the month ended.
    """
    lead, figures = one.ruling.facts.get("lead_unit"), one.ruling.facts
    if lead is not None:
        return lead == unit
    if one.code in _OF_LEADERS:
        day = Period.parse(str(figures["period"])).end
        return any(facts.deputies == (figures.get("holder"),) and listed(facts, min(day, facts.on)) for facts in led)
    return one.subject.unit == unit


def _department(unit: UnitFacts) -> bool:
    return unit.kind is UnitKind.DEPARTMENT


def _township(unit: UnitFacts) -> bool:
    return unit.kind is UnitKind.TOWNSHIP


DEPARTMENTS, TOWNSHIPS = Group("departments", "部门", _department), Group("townships", "乡镇", _township)
GROUPS = (DEPARTMENTS, TOWNSHIPS)


def _parts(parameters: BaseModel) -> tuple[ScorePart, ...]:
    assert isinstance(parameters, Parameters)
    return tuple(ScorePart(code, title, CLAUSE, hundredths(_weight_of(code, parameters))) for code, title in ASPECTS)


SCORING = Scoring(
    clause=CLAUSE,
    groups=GROUPS,
    unit_scores=unit_scores,
    longer=Longer.COMPUTED,
    cadences=(PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR),
    parts=_parts,
    reads=(RulingKind.DUTY,),
)

RESERVE_TARGET, FUNDS_TARGET = "reserve_projects", "funds_from_above"


def _decided(_: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel) -> Decimal:
    return _exact(reserve(_of_unit(projects, unit, parameters)).done)


def _approved(_: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel) -> Decimal:
    return _exact(funds(_of_unit(projects, unit, parameters)).done)


def _exact(amount: Amount) -> Decimal:
    assert not isinstance(amount, Fraction)
    return Decimal(amount)


def _of_unit(projects: tuple[ProjectFacts, ...], unit: str | None, parameters: BaseModel) -> Work:
    assert isinstance(parameters, Parameters)
    own = tuple(one for one in projects if unit is None or one.lead_unit == unit)
    return Work(unit or "", own, (), {}, 12, parameters)


def _target(code: str, title: str, measure: Measure, counted: Callable[..., Decimal]) -> Target:
    return Target(code, title, CLAUSE, FigureSubject.UNIT, measure, (REFORM,), counted=counted, kinds=UNITS)


TARGETS = (
    _target(RESERVE_TARGET, "审定储备项目", Measure.COUNT, _decided),
    _target(FUNDS_TARGET, "争取上级资金", Measure.AMOUNT, _approved),
)
