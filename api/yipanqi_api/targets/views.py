"""How targets are set, changed and shown, and how far they are."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.figures.views import Reason, RoundView, ValueText, written
from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Money
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import Measure, Target
from yipanqi_core.rules.progress import shown
from yipanqi_core.rules.targets import TargetProgress


class NewTarget(msgspec.Struct, forbid_unknown_fields=True):
    """A target of a year."""

    code: Annotated[str, Meta(min_length=1, max_length=50, description="哪一目标，见 GET /v1/mechanism 的 targets")]
    year: Annotated[int, Meta(ge=2000, le=2100)]
    value: ValueText
    unit_id: Annotated[UUID | None, Meta(description="按单位下达的目标填单位")] = None
    base: Annotated[ValueText | None, Meta(description="上年完成数（基数）")] = None
    since_on: Annotated[date | None, Meta(description="自何日起算；缺省为当年 1 月 1 日")] = None


class ChangedTarget(msgspec.Struct, forbid_unknown_fields=True):
    """What a target is to be; null withdraws it."""

    value: ValueText | None
    reason: Reason
    base: Annotated[ValueText | None, Meta(description="上年完成数；缺省不变")] = None
    since_on: Annotated[date | None, Meta(description="自何日起调整；缺省为更正现行目标，自其起算日起")] = None


class TargetRoundView(RoundView, kw_only=True):
    """A setting of a target."""

    base: Money | None
    since_on: date


class TargetView(msgspec.Struct):
    """A target of a year with all its settings."""

    id: UUID
    kind: Word
    clause: str | None
    unit: Annotated[Reference | None, Meta(description="空为全县")]
    year: int
    value: Money
    base: Money | None
    growth: Annotated[str | None, Meta(description="比基数增长，%，两位小数")]
    measure: Word
    shown: Annotated[str, Meta(description="按该目标的展示单位书写")]
    since_on: date
    withdrawn: bool
    version: int
    rounds: Annotated[list[TargetRoundView], Meta(description="历次下达和调整；列表中为空")]
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, rounds: Sequence[Any], actions: list[Action]) -> Self:
        """Show a row; a target that the edition no longer knows goes by its code."""
        kind = next((one for one in edition.targets if one.code == row.code), None)
        measure = Measure.AMOUNT if kind is None else kind.measure
        growth = None if not row.base else shown((Fraction(row.value) / Fraction(row.base) - 1) * 100, 2)
        return cls(
            id=row.target_id,
            kind=Word(row.code, row.code if kind is None else kind.title),
            clause=None if kind is None else kind.clause,
            unit=Reference.maybe(row.unit_id, row.unit),
            year=row.year,
            value=row.value,
            base=row.base,
            growth=growth,
            measure=Word.of(measure),
            shown=written(row.value, measure, None if kind is None else kind.shown_in),
            since_on=row.since_on,
            withdrawn=bool(rounds) and rounds[-1].value is None,
            version=row.round if not rounds else rounds[-1].round,
            rounds=[_round(one) for one in rounds],
            actions=actions,
        )


def _round(row: Any) -> TargetRoundView:
    plain = msgspec.structs.asdict(RoundView.of(row))
    return TargetRoundView(**plain, base=row.base, since_on=row.since_on)


class ProgressView(msgspec.Struct):
    """A target at a month's end; what cannot be told is null."""

    target: UUID
    month: str
    value: Annotated[str, Meta(description="目标，以 unit 计，两位小数")]
    done: str | None
    ratio: Annotated[str | None, Meta(description="完成目标的 %")]
    time_gone: Annotated[str, Meta(description="时间进度的 %：已过月数 ÷ 12")]
    ahead: Annotated[str | None, Meta(description="快于时间进度的百分点；负为滞后")]
    reached: bool | None
    needed: Annotated[str | None, Meta(description="余下各月月均须完成；已达目标为 0.00，12 月底为空")]
    forecast: Annotated[str | None, Meta(description="按目前进度推算全年")]
    unit: Annotated[str, Meta(description="以上数额的单位")]
    clause: str
    because: str

    @classmethod
    def of(cls, target: Any, kind: Target, month: Period, found: TargetProgress | None) -> Self:
        """Show a progress; amounts in the unit in which the target is shown."""
        large = kind.shown_in == "亿元" and kind.measure is Measure.AMOUNT
        scale, unit = (10000, "亿元") if large else (1, kind.measure.label)

        def amount(value: Fraction | None) -> str | None:
            return None if value is None else shown(value / scale, 2)

        def percent(value: Fraction | None) -> str | None:
            return None if value is None else shown(value * 100, 2)

        gone = Fraction(month.end.month, 12)
        value = amount(Fraction(target.value) if found is None else found.target) or ""
        return cls(
            target=target.target_id,
            month=str(month),
            value=value,
            done=None if found is None else amount(found.done),
            ratio=None if found is None else percent(found.ratio),
            time_gone=percent(gone) or "",
            ahead=None if found is None else percent(found.ahead),
            reached=None if found is None else found.reached,
            needed=None if found is None else amount(found.needed),
            forecast=None if found is None else amount(found.forecast),
            unit=unit,
            clause=kind.clause,
            because=_because(kind, month, found, amount, percent, unit),
        )


def _because(  # noqa: PLR0917
    kind: Target, month: Period, found: TargetProgress | None, amount: Any, percent: Any, unit: str
) -> str:
    if found is None:
        return f"{month.title}止没有登记{kind.title}的完成数；登记后即可测算（{kind.clause}）"
    said = f"{month.title}止完成 {amount(found.done)} {unit}"
    if found.ratio is not None:
        said += f"，占目标 {amount(found.target)} {unit} 的 {percent(found.ratio)}%"
    said += f"，时间进度 {percent(found.time_gone)}%"
    if found.reached:
        return f"{said}；已达目标（{kind.clause}）"
    if found.needed is None:
        return f"{said}；全年未达目标，差 {amount(found.target - found.done)} {unit}（{kind.clause}）"
    return f"{said}；以后每月须完成 {amount(found.needed)} {unit} 方可达到目标（{kind.clause}）"
