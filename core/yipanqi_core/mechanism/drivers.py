"""Drivers: which unit pushes a project on in which stage, as it follows from the facts."""

from dataclasses import dataclass
from enum import StrEnum

from yipanqi_core.mechanism.references import Condition


class DrivenBy(StrEnum):
    """Who drives: the unit of a seat, the project's lead unit, or its chain's lead unit (without one the project's)."""

    SEAT = "seat"
    LEAD_UNIT = "lead_unit"
    CHAIN_UNIT = "chain_unit"


@dataclass(frozen=True, slots=True)
class Driver:
    """The first whose `applies` is true drives the project; it gets a copy of what is late and of open issues."""

    code: str
    stage: str
    clause: str
    applies: Condition
    driven_by: DrivenBy
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """What goes to each deputy by itself: their projects, colours, late nodes and open issues; drivers get a copy."""

    title: str
    clause: str
    copy_clause: str | None = None
