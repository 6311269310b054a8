"""The days China works in each year, and the years whose arrangement the State Council has announced.

Announced years come from `chinesecalendar`, make-up days included. Any other year is the plain week less the
statutory days off of `holidays` (1950 to 2100): which weekends will be worked instead is not known yet.
"""

import gc
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

import chinese_calendar

KNOWN_YEARS: Final = range(1950, 2101)

ANNOUNCED_YEARS: Final = frozenset(
    # National Day stands in every full arrangement; a stray January entry does not make a year announced.
    day.year
    for day in chinese_calendar.holidays
    if (day.month, day.day) == (10, 1)
)


@dataclass(frozen=True, slots=True)
class _Statutory:
    """What `holidays` knows of its years: ordinals of the days off, and of the weekend days that were worked."""

    off: frozenset[int]
    worked: frozenset[int]

    def is_working(self, day: date) -> bool:
        ordinal = day.toordinal()
        return ordinal not in self.off if day.weekday() < 5 else ordinal in self.worked


@cache
def _statutory() -> _Statutory:
    """Read the statutory days when a year that is not announced is first asked about: the library is a fifth of a
    second to load, and most counties never look beyond the announced years.

    It is let go of at once: its 250 countries take 16 MiB in every process, and the days of China a few kilobytes.
    """
    from holidays.countries.china import China

    china = China(years=KNOWN_YEARS, expand=False, language="zh_CN")  # type: ignore[no-untyped-call]
    found = _Statutory(_ordinals(china), _ordinals(china.weekend_workdays))
    for name in [name for name in sys.modules if name.partition(".")[0] == "holidays"]:
        del sys.modules[name]
    del china, China
    gc.collect()
    return found


def _ordinals(days: Iterable[date]) -> frozenset[int]:
    return frozenset(day.toordinal() for day in days)


@lru_cache(maxsize=400)
def days_of(year: int) -> range:
    """Give the ordinals of all days of a year."""
    first = date(year, 1, 1).toordinal()
    return range(first, date(year, 12, 31).toordinal() + 1)


@lru_cache(maxsize=400)
def weekdays_of(year: int) -> frozenset[int]:
    """Give the ordinals of Monday to Friday in a year, whatever is announced."""
    return frozenset(day for day in days_of(year) if date.fromordinal(day).weekday() < 5)


@lru_cache(maxsize=400)
def working_days_of(year: int) -> frozenset[int]:
    """Give the ordinals of the days worked in a year, as far as is known."""
    works = _is_announced_working if year in ANNOUNCED_YEARS else _statutory().is_working
    return frozenset(day for day in days_of(year) if works(date.fromordinal(day)))


def count_weekdays(year: int) -> int:
    """Count Monday to Friday in a year without listing them."""
    days = days_of(year)
    # 52 whole weeks hold 260; what is left are the first weekdays over again.
    return 260 + sum(date.fromordinal(day).weekday() < 5 for day in days[364:])


def _is_announced_working(day: date) -> bool:
    # The library's own question looks for its first and last year on every call: a thousand times slower.
    return day in chinese_calendar.workdays or (day.weekday() < 5 and day not in chinese_calendar.holidays)
