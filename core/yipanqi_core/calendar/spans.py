"""First and last days of the spans that work is reported by, and the short texts that name them."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Final

_FORM: Final = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})(?:-(?:([TH])([0-9])|([0-9]{2})))?|W([0-9]{2})|Q([0-9])))?")
_FIRST_DAYS: Final = {"T1": 1, "T2": 11, "T3": 21, "H1": 1, "H2": 16}
REMEDY: Final = (
    "请用半角字符写成：2024（年）、2024-Q1至Q4（季度）、2024-01至12（月）、"
    "2024-06-T1至T3（旬）、2024-06-H1或H2（半月）、2024-W01至当年最后一周（周）、2024-06-30（日）。"
)


class PeriodError(ValueError):
    """A text or a span that is no period."""


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    TEN_DAYS = "ten_days"
    WEEK = "week"
    DAY = "day"
    HALF_MONTH = "half_month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def label(self) -> str:
        """Give the kind's Chinese name."""
        return _LABELS[self]


_LABELS: Final = {
    PeriodKind.MONTH: "月",
    PeriodKind.TEN_DAYS: "旬",
    PeriodKind.WEEK: "周",
    PeriodKind.DAY: "日",
    PeriodKind.HALF_MONTH: "半月",
    PeriodKind.QUARTER: "季度",
    PeriodKind.YEAR: "年",
}


def bounds(day: date, kind: PeriodKind) -> tuple[date, date]:
    """Find the first and the last day of the span of a kind in which a day lies."""
    year, month = day.year, day.month
    match kind:
        case PeriodKind.YEAR:
            return date(year, 1, 1), date(year, 12, 31)
        case PeriodKind.QUARTER:
            first = (month - 1) // 3 * 3 + 1
            return date(year, first, 1), _month_end(year, first + 2)
        case PeriodKind.MONTH:
            return date(year, month, 1), _month_end(year, month)
        case PeriodKind.TEN_DAYS:
            first = min((day.day - 1) // 10, 2) * 10 + 1
            return date(year, month, first), date(year, month, first + 9) if first < 21 else _month_end(year, month)
        case PeriodKind.HALF_MONTH if day.day <= 15:
            return date(year, month, 1), date(year, month, 15)
        case PeriodKind.HALF_MONTH:
            return date(year, month, 16), _month_end(year, month)
        case PeriodKind.WEEK:
            return _week(day)
        case PeriodKind.DAY:
            return date(year, month, day.day), date(year, month, day.day)


def _week(day: date) -> tuple[date, date]:
    start = day.toordinal() - day.weekday()
    if start + 6 > date.max.toordinal():
        raise PeriodError(f"{day}所在的周超出日历范围。请另选一期。")
    return date.fromordinal(start), date.fromordinal(start + 6)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def read(text: str) -> tuple[date, PeriodKind]:
    """Read a short text as a day of the span and its kind; `ValueError` or `KeyError` when it names none."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise PeriodError(text)
    year, month, part, number, day, week, quarter = found.groups()
    if week:
        return date.fromisocalendar(int(year), int(week), 1), PeriodKind.WEEK
    if quarter:
        return date(int(year), int(quarter) * 3 - 2, 1), PeriodKind.QUARTER
    if day:
        return date(int(year), int(month), int(day)), PeriodKind.DAY
    if part:
        kind = PeriodKind.TEN_DAYS if part == "T" else PeriodKind.HALF_MONTH
        return date(int(year), int(month), _FIRST_DAYS[part + number]), kind
    return date(int(year), int(month or 1), 1), PeriodKind.MONTH if month else PeriodKind.YEAR
