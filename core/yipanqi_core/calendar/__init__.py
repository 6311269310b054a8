"""The one calendar of the core: working days, deadlines and periods; every date is an argument."""

from yipanqi_core.calendar.deadlines import Duration, DurationUnit, add_days, add_months, due_after, passed
from yipanqi_core.calendar.periods import Period
from yipanqi_core.calendar.spans import PeriodError, PeriodKind
from yipanqi_core.calendar.workdays import CHINA, CalendarError, Deadline, WorkingCalendar

__all__ = [
    "CHINA",
    "CalendarError",
    "Deadline",
    "Duration",
    "DurationUnit",
    "Period",
    "PeriodError",
    "PeriodKind",
    "WorkingCalendar",
    "add_days",
    "add_months",
    "due_after",
    "passed",
]
