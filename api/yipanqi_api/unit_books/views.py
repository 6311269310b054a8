"""How a unit's book is shown."""

from datetime import date
from typing import Annotated, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference
from yipanqi_api.values import Money
from yipanqi_core.rules.unit_book import Book, BookIssue, BookProject, BookTask


class BookProjectView(msgspec.Struct):
    """A project of the unit."""

    project: str
    parts: Annotated[list[str], Meta(description="责任单位、业主单位、属地")]
    level: str | None
    total_investment: Money
    annual_plan: Money | None
    completed: Annotated[Money, Meta(description="本年完成")]
    classes: Annotated[dict[str, str], Meta(description="各种归类")]

    @classmethod
    def of(cls, one: BookProject) -> Self:
        """Show it."""
        return cls(
            one.project, list(one.parts), one.level, one.total_investment, one.annual_plan, one.completed,
            dict(one.classes),
        )  # fmt: skip


class BookTaskView(msgspec.Struct):
    """Something the unit has to do."""

    source: Annotated[str, Meta(description="item 事项；duty 履职")]
    project: str | None
    title: str
    standard: Annotated[str, Meta(description="标准")]
    due_on: Annotated[date | None, Meta(description="进度安排")]
    done: bool
    finished_on: date | None
    days_late: int
    measure: Annotated[str | None, Meta(description="措施")]
    person: str | None

    @classmethod
    def of(cls, one: BookTask) -> Self:
        """Show it."""
        return cls(
            one.source, one.project, one.title, one.standard, one.due_on, one.done, one.finished_on, one.days_late,
            one.measure, one.person,
        )  # fmt: skip


class BookIssueView(msgspec.Struct):
    """An open issue."""

    project: str
    category: str
    urgency: str
    raised_on: date
    required_on: date | None

    @classmethod
    def of(cls, one: BookIssue) -> Self:
        """Show it."""
        return cls(one.project, one.category, one.urgency, one.raised_on, one.required_on)


class UnitBookView(msgspec.Struct):
    """A unit's project list, task list and ledger on a day."""

    unit: Reference
    on: date
    title: str
    clause: str
    projects: list[BookProjectView]
    tasks: list[BookTaskView]
    issues: list[BookIssueView]

    @classmethod
    def of(cls, unit: Reference, on: date, title: str, clause: str, found: Book) -> Self:
        """Show a book."""
        return cls(
            unit=unit,
            on=on,
            title=title,
            clause=clause,
            projects=[BookProjectView.of(one) for one in found.projects],
            tasks=[BookTaskView.of(one) for one in found.tasks],
            issues=[BookIssueView.of(one) for one in found.issues],
        )
