"""What a ledger holds: a frozen extract that can be read years later exactly as it was compiled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Line:
    """An issue as it stood at the end of the day; `unit` is the department it is sent to, `rung` where it stood."""

    issue_id: UUID
    project_id: UUID
    project: str
    description: str
    category: str
    urgency: str
    unit: str
    unit_id: UUID
    rung: str
    raised_on: date
    required_on: date | None
    days_open: int


@dataclass(frozen=True, slots=True)
class Reported:
    """What a unit reported of one of its projects for the period."""

    unit: str
    project: str
    state: str
    reported_by: str
    reported_on: date


@dataclass(frozen=True, slots=True)
class Unreported:
    """A unit that reported nothing of some of its listed projects by the period's end."""

    unit_id: UUID
    unit: str
    projects: Sequence[str]


@dataclass(frozen=True, slots=True)
class Body:
    """The whole ledger."""

    number: str
    title: str
    clause: str
    compilers: Sequence[str]
    lines: Sequence[Line]
    reported: Sequence[Reported]
    unreported: Sequence[Unreported]
