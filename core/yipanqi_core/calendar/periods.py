"""The periods work is reported and assessed by: years, quarters, months, half-months, 旬, weeks and days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from yipanqi_core.calendar.spans import REMEDY, PeriodError, PeriodKind, bounds, read


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period, both its days included; ordered by start, and of two with one start the shorter first."""

    start: date
    end: date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if (self.start, self.end) != bounds(self.start, self.kind):
            raise PeriodError(f"{self.start}至{self.end}不是一个完整的{self.kind.label}。{REMEDY}")

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Self:
        """Find the period of a kind in which a day lies."""
        return cls(*bounds(day, kind), kind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period from its short text, such as `2024-06-T2`."""
        try:
            return cls.containing(*read(text))
        except (ValueError, KeyError):
            shown = text if len(text) <= 30 else f"{text[:30]}……"
            raise PeriodError(f"“{shown}”不是有效的期。{REMEDY}") from None

    def __str__(self) -> str:
        year, month = f"{self.start.year:04d}", f"{self.start.year:04d}-{self.start.month:02d}"
        match self.kind:
            case PeriodKind.YEAR:
                return year
            case PeriodKind.QUARTER:
                return f"{year}-Q{self._number}"
            case PeriodKind.MONTH:
                return month
            case PeriodKind.TEN_DAYS:
                return f"{month}-T{self._number}"
            case PeriodKind.HALF_MONTH:
                return f"{month}-H{self._number}"
            case PeriodKind.WEEK:
                return f"{self.start.isocalendar().year:04d}-W{self._number:02d}"
            case PeriodKind.DAY:
                return f"{month}-{self.start.day:02d}"

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def title(self) -> str:
        """Give the period as a Chinese document writes it, such as 2024年6月中旬."""
        year, month = f"{self.start.year}年", f"{self.start.year}年{self.start.month}月"
        match self.kind:
            case PeriodKind.YEAR:
                return year
            case PeriodKind.QUARTER:
                return f"{year}第{self._number}季度"
            case PeriodKind.MONTH:
                return month
            case PeriodKind.TEN_DAYS:
                return f"{month}{'上中下'[self._number - 1]}旬"
            case PeriodKind.HALF_MONTH:
                return f"{month}{'上下'[self._number - 1]}半月"
            case PeriodKind.WEEK:
                return f"{self.start.isocalendar().year}年第{self._number}周"
            case PeriodKind.DAY:
                return f"{month}{self.start.day}日"

    def next(self) -> Self:
        """Find the period of this kind that follows."""
        return self._neighbour(self.end, timedelta(days=1))

    def previous(self) -> Self:
        """Find the period of this kind that went before."""
        return self._neighbour(self.start, timedelta(days=-1))

    def months(self) -> tuple["Period", ...]:
        """List the whole months of a quarter or a year; a month is its own, shorter kinds hold none."""
        if self.kind not in {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR}:
            return ()
        firsts = (date(self.start.year, month, 1) for month in range(self.start.month, self.end.month + 1))
        return tuple(Period.containing(first, PeriodKind.MONTH) for first in firsts)

    def month(self) -> "Period":
        """Find the month this period lies in; a `PeriodError` when it reaches beyond one."""
        return self._holder(PeriodKind.MONTH)

    def quarter(self) -> "Period":
        """Find the quarter this period lies in; a `PeriodError` when it reaches beyond one."""
        return self._holder(PeriodKind.QUARTER)

    def year(self) -> "Period":
        """Find the calendar year this period lies in; a `PeriodError` for a week across two."""
        return self._holder(PeriodKind.YEAR)

    @property
    def _number(self) -> int:
        match self.kind:
            case PeriodKind.QUARTER:
                return (self.start.month + 2) // 3
            case PeriodKind.TEN_DAYS:
                return self.start.day // 10 + 1
            case PeriodKind.HALF_MONTH:
                return self.start.day // 15 + 1
            case PeriodKind.WEEK:
                return self.start.isocalendar().week
            case _:
                return 1

    def _neighbour(self, edge: date, step: timedelta) -> Self:
        try:
            day = edge + step
        except OverflowError:
            raise PeriodError(f"{self.title}之外超出日历范围。请另选一期。") from None
        return type(self).containing(day, self.kind)

    def _holder(self, kind: PeriodKind) -> "Period":
        holder = Period.containing(self.start, kind)
        if holder.end < self.end:
            raise PeriodError(f"{self.title}跨{kind.label}。请改用更短的期。")
        return holder
