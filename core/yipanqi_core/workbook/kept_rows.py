"""The rows of the optional sheets 目标 and 指标: targets and monthly figures of the county and its units."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A year's target of the county (no unit) or of a unit; without a day it counts from the year's first."""

    code: str
    year: int
    value: Decimal
    unit: str | None = None
    base: Decimal | None = None
    since_on: date | None = None

    @property
    def key(self) -> Hashable:
        """Which target, of whom, of which year."""
        return (self.code, self.unit, self.year)

    @property
    def called(self) -> str:
        """Its code, with whose it is."""
        return f"{self.unit or '全县'} {self.year} 年目标 {self.code}"


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A month of a series, of the county (no unit) or of a unit; the month as 2024-06."""

    code: str
    month: str
    value: Decimal
    unit: str | None = None

    @property
    def key(self) -> Hashable:
        """Which series, of whom, which month."""
        return (self.code, self.unit, self.month)

    @property
    def called(self) -> str:
        """Its code, with whose it is."""
        return f"{self.unit or '全县'} {self.month} 指标 {self.code}"
