"""A unit's projects, its tasks with standard, schedule and measure, and the issues it has to do with; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification
from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.unit_books import UnitBook
from yipanqi_core.rules.duties import Fulfilment


@dataclass(frozen=True, slots=True)
class BookProject:
    """A project that the unit leads, owns, or that lies with it."""

    project: str
    parts: tuple[str, ...]  # 责任单位, 业主单位, 属地
    level: str | None
    total_investment: Decimal
    annual_plan: Decimal | None
    completed: Decimal
    classes: tuple[tuple[str, str], ...]  # kind → the class's title


@dataclass(frozen=True, slots=True)
class BookTask:
    """Something the unit has to do: its standard, when, by what measure, how it stands."""

    source: str  # item or duty
    project: str | None
    title: str
    standard: str
    due_on: date | None
    done: bool
    finished_on: date | None
    days_late: int
    measure: str | None
    person: str | None


@dataclass(frozen=True, slots=True)
class BookIssue:
    """An open issue of one of the unit's projects."""

    project: str
    category: str
    urgency: str
    raised_on: date
    required_on: date | None


@dataclass(frozen=True, slots=True)
class Book:
    """A unit's three lists on a day."""

    projects: tuple[BookProject, ...]
    tasks: tuple[BookTask, ...]
    issues: tuple[BookIssue, ...]


def book(  # noqa: PLR0917
    declared: UnitBook,
    unit: str,
    projects: Sequence[ProjectFacts],
    duties: Sequence[Fulfilment],
    classes: Sequence[Classification],
    parameters: BaseModel,
) -> Book:
    """Draw up a unit's book from the facts of a day; tasks without a date stand last."""
    listed = [facts for facts in projects if facts.step is not None]
    own = [(facts, parts) for facts in listed if (parts := _parts(declared, facts, unit))]
    tasks = [*_items(declared, unit, listed, parameters), *(_duty(one) for one in duties if one.unit == unit)]
    tasks.sort(key=lambda one: (one.done, one.due_on is None, one.due_on or date.max, one.project or "", one.title))
    return Book(
        tuple(_project(facts, parts, classes, parameters) for facts, parts in own),
        tuple(tasks),
        tuple(issue for facts, _ in own for issue in _issues(facts)),
    )


def _parts(declared: UnitBook, facts: ProjectFacts, unit: str) -> tuple[str, ...]:
    placed = facts.own_seats.get(declared.places, ()) if declared.places is not None else ()
    held = ((facts.lead_unit == unit, "责任单位"), (facts.owner == unit, "业主单位"), (unit in placed, "属地"))
    return tuple(title for holds, title in held if holds)


def _project(
    facts: ProjectFacts, parts: tuple[str, ...], classes: Sequence[Classification], parameters: BaseModel
) -> BookProject:
    ruled = ((kind, kind.classify(facts, parameters)) for kind in classes)
    return BookProject(
        facts.project,
        parts,
        None if facts.level is None else facts.level.label,
        facts.total_investment,
        facts.annual_plan,
        sum((month.completed for month in facts.figures if month.completed is not None), Decimal(0)),
        tuple(
            (kind.title, value.title)
            for kind, ruling in ruled
            if ruling is not None and (value := kind.value(ruling.value)) is not None
        ),
    )


def _items(
    declared: UnitBook, unit: str, projects: Sequence[ProjectFacts], parameters: BaseModel
) -> Iterator[BookTask]:
    for facts in projects:
        for item in facts.items:
            this_year = item.finished_on is None or item.finished_on.year == facts.on.year
            if item.unit == unit and this_year:
                yield _item(facts, item, declared.measures(facts, item.title, parameters))


def _item(facts: ProjectFacts, item: ItemFacts, measure: str | None) -> BookTask:
    standard = "未定计划日期" if item.planned_on is None else f"{item.planned_on} 前办结并填实际日期"
    until = item.finished_on or facts.on
    late = 0 if item.planned_on is None else max((until - item.planned_on).days, 0)
    return BookTask(
        "item", facts.project, f"{item.kind.label} {item.title}", standard, item.planned_on,
        item.finished_on is not None, item.finished_on, late, measure, item.person,
    )  # fmt: skip


def _duty(one: Fulfilment) -> BookTask:
    standard = f"每{one.duty.cadence.label} {one.required} 次，本期已 {one.done} 次"
    return BookTask("duty", one.project, one.duty.title, standard, one.period.end, one.met, None, 0, None, None)


def _issues(facts: ProjectFacts) -> Iterator[BookIssue]:
    for issue in facts.issues:
        if issue.resolved_on is None:
            yield BookIssue(facts.project, issue.category, issue.urgency.label, issue.raised_on, issue.required_on)
