"""How figures are recorded, corrected and shown."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Instant, Money, MoneyText, local
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import Measure

MonthText = Annotated[str, Meta(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="月份，如 2024-06")]
Reason = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S", description="理由")]
ValueText = Annotated[MoneyText, Meta(description="数值：金额为万元，个数为整数，比例为百分数")]


class NewFigure(msgspec.Struct, forbid_unknown_fields=True):
    """A month of a series."""

    code: Annotated[str, Meta(min_length=1, max_length=50, description="哪一指标，见 GET /v1/mechanism 的 figures")]
    month: MonthText
    value: ValueText
    unit_id: Annotated[UUID | None, Meta(description="按单位登记的指标填单位")] = None


class ChangedFigure(msgspec.Struct, forbid_unknown_fields=True):
    """What a figure rightly is; null withdraws it."""

    value: ValueText | None
    reason: Reason


class RoundView(msgspec.Struct):
    """What was recorded at one time, by whom and why."""

    round: int
    value: Annotated[Money | None, Meta(description="空为撤销")]
    reason: str | None
    recorded_by: str
    recorded_on: date
    recorded_at: Instant

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a round."""
        return cls(row.round, row.value, row.reason, row.recorded_by, row.recorded_on, local(row.recorded_at))


class FigureView(msgspec.Struct):
    """A month of a series with its corrections."""

    id: UUID
    kind: Word
    clause: str | None
    unit: Annotated[Reference | None, Meta(description="空为全县")]
    month: str
    value: Money
    measure: Word
    shown: Annotated[str, Meta(description="按该指标的展示单位书写")]
    recorded_by: str
    recorded_on: date
    withdrawn: bool
    version: int
    rounds: Annotated[list[RoundView], Meta(description="历次登记和更正；列表中为空")]
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, rounds: Sequence[Any], actions: list[Action]) -> Self:
        """Show a row; a series that the edition no longer knows goes by its code."""
        kind = next((one for one in edition.figures if one.code == row.code), None)
        measure = Measure.AMOUNT if kind is None else kind.measure
        return cls(
            id=row.figure_id,
            kind=Word(row.code, row.code if kind is None else kind.title),
            clause=None if kind is None else kind.clause,
            unit=Reference.maybe(row.unit_id, row.unit),
            month=f"{row.month:%Y-%m}",
            value=row.value,
            measure=Word.of(measure),
            shown=written(row.value, measure, None if kind is None else kind.shown_in),
            recorded_by=row.recorded_by,
            recorded_on=row.recorded_on,
            withdrawn=bool(rounds) and rounds[-1].value is None,
            version=row.round if not rounds else rounds[-1].round,
            rounds=[RoundView.of(one) for one in rounds],
            actions=actions,
        )


_LARGER = {"亿元": Decimal(10000)}


def written(value: Decimal, measure: Measure, shown_in: str | None) -> str:
    """Write a value in the unit in which people read it."""
    if measure is Measure.COUNT:
        return f"{value:.0f} {measure.label}"
    if measure is Measure.PERCENT or shown_in not in _LARGER:
        return f"{value:.2f} {measure.label}"
    return f"{value / _LARGER[shown_in]:.2f} {shown_in}"
