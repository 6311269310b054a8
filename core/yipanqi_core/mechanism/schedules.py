"""Schedules: what falls due by itself after each period, and on which day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from pydantic import BaseModel

from yipanqi_core.calendar import CHINA, Period, PeriodKind


class Effect(StrEnum):
    """The acts of the core that a schedule may bring about, in the order in which one moment brings them."""

    COMPILE_LEDGER = "compile_ledger"  # the ledger of the schedule's code, as of the period's last day
    CLIMB = "climb"  # issues whose time on their rung has run out go up
    PROPOSE = "propose"  # what the facts ask for on the lists is put before those who decide
    ASSESS = "assess"  # judge the period and store it
    PUBLISH = "publish"  # publish the period's assessment: letters and tasks go out
    REMIND_DUTIES = "remind_duties"  # remind those who still owe a duty of the period, while it runs
    REMIND = "remind"  # remind the deputies of their projects as of the period's end, and copy the drivers
    ISSUE_BULLETIN = "issue_bulletin"  # the bulletin of the schedule's code, on the period just published
    PROPOSE_INSPECTIONS = "propose_inspections"  # what the period brings is due for inspection in the next one
    ISSUE_REPORT = "issue_report"  # the special report of the inspection kind of the schedule's code
    ESCALATE_LETTERS = "escalate_letters"  # letters by hand that got no reply in time go to whom they are escalated


@dataclass(frozen=True, slots=True)
class Moment:
    """When a slot acts: on `due_on` from `minute` (after midnight, local) on; its effect is dated to `dated`."""

    dated: date
    due_on: date
    minute: int


Timing = Callable[[Period, BaseModel], Moment]


def after_period(period: Period, _: BaseModel) -> Moment:
    """At 00:10 on the day after the period, dated to its last day: when nothing else is said."""
    return Moment(dated=period.end, due_on=period.end + timedelta(days=1), minute=10)


def on_day(period: Period, _: BaseModel) -> Moment:
    """At 00:10 on the first day of the period, dated to that day: what deadlines that have gone by bring."""
    return Moment(dated=period.start, due_on=period.start, minute=10)


def end_of_working_day(number: Callable[[BaseModel], int]) -> Timing:
    """At the end (18:00) of the nth working day after the period, dated to that day."""

    def timing(period: Period, parameters: BaseModel) -> Moment:
        last = CHINA.add_working_days(period.end, number(parameters)).on
        return Moment(dated=last, due_on=last, minute=18 * 60)

    return timing


def before_period_end_working_days(number: Callable[[BaseModel], int]) -> Timing:
    """At 00:10 on the period's nth-last working day, dated to that day; in a shorter period on its first worked day."""

    def timing(period: Period, parameters: BaseModel) -> Moment:
        days = (period.end - timedelta(days=back) for back in range((period.end - period.start).days + 1))
        worked = list(islice((day for day in days if CHINA.is_working(day)), number(parameters)))
        on = worked[-1] if worked else period.end
        return Moment(dated=on, due_on=on, minute=10)

    return timing


@dataclass(frozen=True, slots=True)
class Schedule:
    """One thing that falls due once per period."""

    code: str
    title: str
    clause: str
    cadence: PeriodKind
    timing: Timing
    effect: Effect
