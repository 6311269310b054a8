"""A year's investment month by month, added up by the very rule that ratings read."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yipanqi_core.mechanism.facts import MonthFacts
from yipanqi_core.rules.progress import investment, shown

Month = tuple[str, Decimal | None, Decimal | None, Decimal, Decimal | None, str | None]
"""(month, planned, completed, planned to date, completed to date, ratio)."""


@dataclass(frozen=True, slots=True)
class _UpTo:
    on: date
    annual_plan: Decimal | None
    figures: tuple[MonthFacts, ...]


def months_of(year: int, annual_plan: Decimal | None, rows: Iterable[Any], today: date) -> Iterator[Month]:
    """Give the twelve months; what has been completed is added up to the county's own month and no further."""
    figures = tuple(MonthFacts(f"{row.month:%Y-%m}", row.planned, row.completed) for row in rows)
    by_month = {one.month: one for one in figures}
    for number in range(1, 13):
        end = date(year, number, monthrange(year, number)[1])
        name, begun = f"{year}-{number:02d}", end.replace(day=1) <= today
        so_far = investment(_UpTo(end, annual_plan, figures))
        own = by_month.get(name)
        yield (
            name,
            own.planned if own else None,
            own.completed if own else None,
            Decimal(shown(so_far.planned, 2)),
            Decimal(shown(so_far.completed, 2)) if begun else None,
            shown(so_far.ratio) if begun and so_far.ratio is not None else None,
        )
