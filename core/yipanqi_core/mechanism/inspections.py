"""Inspections: which projects or units are looked at on the spot in a period, by whom, and what is done about it."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling


@dataclass(frozen=True, slots=True)
class Aspect:
    """What an inspection has a word on; with `amount` it is a sum in 万元."""

    code: str
    title: str
    amount: bool = False


@dataclass(frozen=True, slots=True)
class SpecialReport:
    """The numbered report on a period's inspections of a kind, for those above.

    `opening` says on what grounds and how it was inspected, `closing` ends the report; both may be left out.
    """

    kind: str
    letterhead: str
    title: str  # with the place {period}
    addressee: str
    recipients: tuple[str, ...]
    opening: str = ""  # with the place {period}
    closing: str = ""


def _ten_working_days(_: BaseModel) -> Duration:
    return Duration(10, DurationUnit.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class InspectionKind:
    """A kind of inspection by the seats `bodies`, of projects, or of units where `of_units` says which.

    `due` gives the ruling by which a listed project is to be looked at in a period: asked of the project as it stood at
    the end of the period before. What is due is proposed to the bodies on the period's first day; with `missed` (code
    and title) what was not inspected by its end is a finding. Each of `aspects` needs a word. Problems found go to
    the project's lead unit, or the unit inspected, with a date for rectification. `tells` are the seats that get
    each inspection's result at once. What is `secret` only the bodies (and `led_by`) see before its report is
    issued.
    """

    code: str
    title: str
    clause: str
    bodies: tuple[str, ...]
    cadence: PeriodKind = PeriodKind.MONTH
    led_by: tuple[str, ...] = ()
    due: Callable[[ProjectFacts, BaseModel], Ruling | None] | None = None
    of_units: Callable[[CountyFacts], tuple[str, ...]] | None = None
    missed: tuple[str, str] | None = None
    aspects: tuple[Aspect, ...] = ()
    tells: tuple[str, ...] = ()
    secret: bool = False
    report: SpecialReport | None = None
    rectify_within: Callable[[BaseModel], Duration] = _ten_working_days
