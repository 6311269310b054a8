"""Duties: who must do what how often, and which records of work fulfil it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.references import Condition


class DutyHolder(StrEnum):
    """Who owes a duty."""

    LEADER = "leader"  # the project's leader: the post in its 包抓领导, else its portfolio deputy
    LEAD_UNIT = "lead_unit"  # the project's lead unit; what its posts do counts as the unit's (its head's)
    UNITS = "units"  # every unit of which `units` is true
    SEAT = "seat"  # who is bound to `seat`: a post, an office, a task force's or a body's unit


def _each(_: BaseModel) -> bool:
    return True


def for_the_holder(_: BaseModel) -> bool:
    """Owed once by each holder, whatever its projects."""
    return False


def _every_project(_: ProjectFacts) -> bool:
    return True


def _no_unit(_: UnitFacts) -> bool:
    return False


def _any_record(_: RecordFacts) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Duty:
    """At least `required` records of a kind in `fulfilled_by`, in every period of the cadence.

    With `each_project` it is owed for every project listed at the period's end of which `applies` is true, by records
    that name it; else once by each holder (a leader or lead unit: who has such a project), by any of its records, or
    with `names_project` by those that name a project. `counts` looks into a record: all its parts filled, a result
    given. `title` is what the county calls it (现场调研); `holders` says in words who owes it.

    `meetings` are series whose minuted meetings fulfil it as records do, so that nobody enters them twice: of a duty
    owed once by each holder, the meetings that the holder or its post convened; a seat's, all of a series that has one
    convener. A record of the day of such a meeting tells of that meeting and does not count beside it. `bulletins` are
    those by whose issue the seat that owes the duty fulfils it, in the period of the day of issue; as with meetings.
    """

    code: str
    title: str
    clause: str
    cadence: PeriodKind
    holder: DutyHolder
    holders: str
    fulfilled_by: tuple[str, ...]
    required: Callable[[BaseModel], int]
    each_project: Callable[[BaseModel], bool] = _each
    applies: Condition = _every_project
    units: Callable[[UnitFacts], bool] = _no_unit
    seat: str | None = None
    names_project: bool = False
    counts: Callable[[RecordFacts], bool] = _any_record
    meetings: tuple[str, ...] = ()
    bulletins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyReminders:
    """What goes out before a period ends to those who still owe a duty of these codes in it, and to the lead units."""

    title: str
    clause: str
    duties: tuple[str, ...]
