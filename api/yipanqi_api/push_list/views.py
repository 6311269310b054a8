"""A listed project as the push list shows it: five aspects, plan beside actual, month by month."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference
from yipanqi_api.values import Money


class MonthView(msgspec.Struct):
    """A month's investment; what is not planned or not reported is null."""

    month: str
    planned: Money | None
    completed: Money | None


class PushedView(msgspec.Struct):
    """A listed project: total investment, annual plan, content, (re)start, and the year's months."""

    project: Reference
    unit: Annotated[Reference | None, Meta(description="责任单位")]
    total_investment: Money
    annual_plan: Annotated[Money | None, Meta(description="年度计划投资")]
    content: Annotated[str | None, Meta(description="建设内容")]
    starts_on: Annotated[date | None, Meta(description="计划开工日期")]
    started_on: Annotated[date | None, Meta(description="实际开工日期")]
    restarts_on: Annotated[date | None, Meta(description="复工日期")]
    planned: Annotated[Money, Meta(description="年初至今计划")]
    completed: Annotated[Money, Meta(description="年初至今完成")]
    months: list[MonthView]
    missing: Annotated[list[str], Meta(description="五个方面中尚缺的")]

    @classmethod
    def of(cls, row: Any, year: int, day: date) -> Self:
        """Show a row with all twelve months of the year."""
        known = {one["month"]: one for one in row.months or ()}
        months = [_month(f"{year}-{number:02d}", known) for number in range(1, 13)]
        reached = [one for one in months if one.month <= f"{day:%Y-%m}"]
        return cls(
            project=Reference(row.id, row.name),
            unit=Reference.maybe(row.unit_id, row.unit),
            total_investment=row.total_investment,
            annual_plan=row.annual_plan,
            content=row.content,
            starts_on=row.planned_on,
            started_on=row.done_on,
            restarts_on=None if row.restarts_on is None else date.fromisoformat(row.restarts_on),
            planned=_planned(reached, row.annual_plan, months),
            completed=sum((one.completed for one in reached if one.completed is not None), Decimal("0.00")),
            months=months,
            missing=_missing(row, months),
        )


def _month(name: str, known: dict[str, Any]) -> MonthView:
    one = known.get(name)
    planned, completed = (None, None) if one is None else (one["planned"], one["completed"])
    return MonthView(
        name, None if planned is None else Decimal(planned), None if completed is None else Decimal(completed)
    )


def _planned(reached: list[MonthView], annual: Decimal | None, months: list[MonthView]) -> Decimal:
    """Add up the monthly plan, where there is one; else so many twelfths of the annual plan, shown to the cent."""
    if any(one.planned is not None for one in months):
        return sum((one.planned for one in reached if one.planned is not None), Decimal("0.00"))
    cents = (annual or Decimal(0)) * 100 * len(reached)
    return Decimal(int(cents / 12 + Decimal("0.5"))) / 100


def _missing(row: Any, months: list[MonthView]) -> list[str]:
    """Name the aspects that nothing is recorded of; the total always is."""
    there = {
        "年度计划投资": row.annual_plan,
        "建设内容": row.content,
        "复开工时间": row.planned_on or row.done_on or row.restarts_on,
        "月投资进度": any(one.planned is not None or one.completed is not None for one in months) or None,
    }
    return [title for title, value in there.items() if value is None]


class PushListView(msgspec.Struct):
    """What the push list is called and where it stands in the document."""

    title: str
    clause: str | None
    year: int
    on: date
    aspects: list[str]
    href: str


class PushListKindView(msgspec.Struct):
    """The push list as the mechanism declares it."""

    title: str
    clause: str | None
    start: Annotated[str, Meta(description="开工节点")]
