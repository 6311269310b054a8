"""Facts of supervision: inspections, letters issued by hand, and what lies on the fast lane."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """An inspection proposed or made in the year by the day, of a project or (`subject`) of a unit."""

    kind: str
    period: str
    proposed_on: date | None
    inspected_on: date | None
    unit: str | None = None
    subject: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    problems: int = 0
    because: str | None = None
    """Why it was proposed."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter issued by hand by the day, in its year or due for a reply in its month; a later reply is none."""

    kind: str
    number: str
    unit: str
    project: str | None
    matter: str
    issued_on: date
    received_on: date
    reply_due_on: date
    replied_on: date | None


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """An item on the fast lane, handed in by the day: how many days its unit has had it in hand by the day."""

    unit: str
    project: str
    item: str
    submitted_on: date
    finished_on: date | None
    days: int
