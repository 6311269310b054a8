"""Counting in Chinese statutory working days."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date
from types import MappingProxyType
from typing import Final

from yipanqi_core.calendar.arrangements import (
    ANNOUNCED_YEARS,
    KNOWN_YEARS,
    count_weekdays,
    days_of,
    weekdays_of,
    working_days_of,
)


class CalendarError(ValueError):
    """A date that cannot be computed."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day something falls due; provisional when it rests on a year not announced yet."""

    on: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class _WorkYear:
    """One year's working days and its provisional days, as ascending ordinals."""

    working: tuple[int, ...]
    provisional: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days of China with what an installation or a tenant knows better.

    `overrides` says of single days whether they are worked, and settles those days. `announced` names further
    years whose whole notice stands in the overrides: what it leaves open there is the plain week, and final.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()
    _told: dict[int, dict[int, bool]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _years: dict[int, _WorkYear] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for day, worked in self.overrides.items():
            self._told.setdefault(day.year, {})[day.toordinal()] = worked
        object.__setattr__(self, "overrides", MappingProxyType(dict(self.overrides)))
        object.__setattr__(self, "announced", frozenset(self.announced))

    def __hash__(self) -> int:
        return hash((frozenset(self.overrides.items()), self.announced))

    def __reduce__(self) -> tuple[type["WorkingCalendar"], tuple[dict[date, bool], frozenset[int]]]:
        return WorkingCalendar, (dict(self.overrides), self.announced)

    def learn(self, overrides: Mapping[date, bool], announced: frozenset[int]) -> None:
        """Take in what an installation knows; called once when a process starts, before anything is counted."""
        for day, worked in overrides.items():
            self._told.setdefault(day.year, {})[day.toordinal()] = worked
        object.__setattr__(self, "overrides", MappingProxyType({**self.overrides, **overrides}))
        object.__setattr__(self, "announced", self.announced | announced)
        self._years.clear()

    def is_working(self, day: date) -> bool:
        """Tell whether people work on that day."""
        return _any_within(self._year(day.year).working, day.toordinal(), day.toordinal())

    def is_provisional(self, day: date) -> bool:
        """Tell whether that day may still change because its year's arrangement is not announced."""
        return _any_within(self._year(day.year).provisional, day.toordinal(), day.toordinal())

    def add_working_days(self, event: date, n: int) -> Deadline:
        """Find the n-th working day after the event's day; n = 0 is the event's day itself."""
        if n < 0:
            raise CalendarError(f"工作日数不能为负数：{n}。请填0或正整数。")
        if n == 0:
            return Deadline(date.fromordinal(event.toordinal()))
        year = event.year
        index = bisect_right(self._year(year).working, event.toordinal()) + n - 1
        while index >= (size := self._size(year)):
            if year == MAXYEAR:
                raise CalendarError(f"{event:%Y-%m-%d}之后{n}个工作日超出日历范围。请减少工作日数。")
            index -= size
            year += 1
        on = self._year(year).working[index]
        return self._deadline(on, event.toordinal() + 1, on)

    def nth_working_day(self, year: int, month: int, n: int) -> Deadline:
        """Find the n-th working day of a month, counted from its first day."""
        first, last = _month(year, month)
        on = self._pick(first, last, n, n - 1)
        return self._deadline(on, first, on)

    def nth_last_working_day(self, year: int, month: int, n: int) -> Deadline:
        """Find the n-th working day of a month, counted back from its last day."""
        first, last = _month(year, month)
        on = self._pick(first, last, n, -n)
        return self._deadline(on, on, last)

    def working_days_between(self, start_exclusive: date, end_inclusive: date) -> int:
        """Count the working days after one day up to another; negative when the end lies before the start."""
        start, end = start_exclusive, end_inclusive
        if end < start:
            return -self.working_days_between(end, start)
        whole_years = sum(self._size(year) for year in range(start.year, end.year))
        passed = bisect_right(self._year(start.year).working, start.toordinal())
        return whole_years + bisect_right(self._year(end.year).working, end.toordinal()) - passed

    def _pick(self, first: int, last: int, n: int, index: int) -> int:
        working = self._year(date.fromordinal(first).year).working
        found = working[bisect_left(working, first) : bisect_right(working, last)]
        if not 1 <= n <= len(found):
            month = date.fromordinal(first)
            name = f"{month.year}年{month.month}月"
            raise CalendarError(f"{name}有{len(found)}个工作日，没有第{n}个。请填1到{len(found)}。")
        return found[index]

    def _deadline(self, on: int, first: int, last: int) -> Deadline:
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        provisional = any(_any_within(self._year(year).provisional, first, last) for year in years)
        return Deadline(date.fromordinal(on), provisional)

    def _year(self, year: int) -> _WorkYear:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._build(year)
        return found

    def _size(self, year: int) -> int:
        # A date like 9999-12-31 must not make the calendar list eight thousand plain years.
        if year in KNOWN_YEARS or year in self._told:
            return len(self._year(year).working)
        return count_weekdays(year)

    def _build(self, year: int) -> _WorkYear:
        told = self._told.get(year, {})
        by_notice = year in self.announced and year not in ANNOUNCED_YEARS
        known = weekdays_of(year) if by_notice else working_days_of(year)
        working = tuple(day for day in days_of(year) if told.get(day, day in known))
        if by_notice or year in ANNOUNCED_YEARS:
            return _WorkYear(working, ())
        return _WorkYear(working, tuple(day for day in days_of(year) if day not in told))


def _any_within(days: tuple[int, ...], first: int, last: int) -> bool:
    index = bisect_left(days, first)
    return index < len(days) and days[index] <= last


def _month(year: int, month: int) -> tuple[int, int]:
    try:
        first = date(year, month, 1)
    except ValueError:
        raise CalendarError(f"没有{year}年{month}月。年份为1到{MAXYEAR}，月份为1到12。") from None
    return first.toordinal(), first.toordinal() + monthrange(year, month)[1] - 1


CHINA: Final = WorkingCalendar()
