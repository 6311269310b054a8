"""Days something falls due: counted from the day after its event, in working days, days or months."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from yipanqi_core.calendar.workdays import CHINA, CalendarError, Deadline, WorkingCalendar


class DurationUnit(StrEnum):
    """What a duration is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        """Give the unit as it follows a number in Chinese."""
        return {"working_days": "个工作日", "days": "天", "months": "个月"}[self.value]


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time as a document states it, such as 5 working days."""

    count: int
    unit: DurationUnit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise CalendarError(f"期限不能为负数：{self}。请填0或正整数。")

    def __str__(self) -> str:
        return f"{self.count}{self.unit.label}"


def add_days(event: date, n: int) -> date:
    """Find the day n calendar days after the event's day."""
    try:
        return event + timedelta(days=n)
    except OverflowError:
        raise _beyond(event, f"{n}天") from None


def add_months(event: date, n: int) -> date:
    """Find the event's date n calendar months later, cut to the last day of a shorter month."""
    try:
        moved: date = event + relativedelta(months=n)
    except (ValueError, OverflowError):
        raise _beyond(event, f"{n}个月") from None
    return moved


def due_after(event: date, duration: Duration, calendar: WorkingCalendar = CHINA) -> Deadline:
    """Find the day a duration after an event runs out; a due day that is no working day stays."""
    match duration.unit:
        case DurationUnit.WORKING_DAYS:
            return calendar.add_working_days(event, duration.count)
        case DurationUnit.DAYS:
            return Deadline(add_days(event, duration.count))
        case DurationUnit.MONTHS:
            return Deadline(add_months(event, duration.count))


def passed(deadline_on: date, on: date) -> bool:
    """Tell whether a deadline has gone by on a day; done on the due day is in time."""
    return on > deadline_on


def _beyond(event: date, span: str) -> CalendarError:
    return CalendarError(f"{event:%Y-%m-%d}之后{span}超出日历范围。请减少期限。")
