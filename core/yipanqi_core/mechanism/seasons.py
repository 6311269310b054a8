"""Seasons: a window of the year in which something may be done, and outside which it may not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
"""How a parameter names a day of every year: 07-01."""


@dataclass(frozen=True, slots=True)
class Season:
    """A yearly window; `first` and `last` name its days as 07-01, and both belong to it."""

    code: str
    title: str
    clause: str
    first: Callable[[BaseModel], str]
    last: Callable[[BaseModel], str]

    def window(self, year: int, parameters: BaseModel) -> tuple[date, date]:
        """Give the year's first and last day; 02-29 of a common year is the 28th."""
        return _day(year, self.first(parameters)), _day(year, self.last(parameters))

    def holds(self, on: date, parameters: BaseModel) -> bool:
        """Tell whether a day lies in its year's window."""
        first, last = self.window(on.year, parameters)
        return first <= on <= last


def _day(year: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
