"""How the parts of a project look: items, months, passages, responsibilities."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.projects.views import step_word
from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Instant, Money, local
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, ResponsibilityKind

_FINISHED, _LATE, _OPEN, _UNDATED = (
    Word("finished", "已完成"),
    Word("late", "逾期未完成"),
    Word("open", "未到期"),
    Word("undated", "未明确日期"),
)
_KINDS = {kind.value: Word.of(kind) for kind in ItemKind}
_DECIDED = {level.value: Word.of(level) for level in DecidingLevel}
_PARTS = {kind.value: Word.of(kind) for kind in ResponsibilityKind}


class Replan(msgspec.Struct):
    """An approved re-plan."""

    round: int
    planned_on: date
    approved_on: date
    reason: str
    approved_by: str


class ItemView(msgspec.Struct):
    """A dated item as it stands on the county's own day."""

    id: UUID
    kind: Word
    title: str
    unit: Reference | None
    person: str | None
    decided_at: Annotated[Word | None, Meta(description="办理层级")]
    baseline_on: Annotated[date | None, Meta(description="最初计划日期（基线）")]
    planned_on: Annotated[date | None, Meta(description="现行计划日期")]
    finished_on: date | None
    state: Word
    late_days: int
    replans: list[Replan]
    version: int

    @classmethod
    def of(cls, row: Any, today: date) -> Self:
        """Show a row."""
        state, days = _state(row, today)
        return cls(
            id=row.id,
            kind=_KINDS[row.kind],
            title=row.title,
            unit=Reference.maybe(row.unit_id, row.unit),
            person=row.person,
            decided_at=None if row.decided_at is None else _DECIDED[row.decided_at],
            baseline_on=row.baseline_on,
            planned_on=row.planned_on,
            finished_on=row.finished_on,
            state=state,
            late_days=days,
            replans=msgspec.convert(row.replans or [], list[Replan]),
            version=row.version,
        )


def _state(row: Any, today: date) -> tuple[Word, int]:
    if row.finished_on is not None:
        return _FINISHED, 0
    if row.planned_on is None:
        return _UNDATED, 0
    days = (today - row.planned_on).days
    return (_LATE, days) if days > 0 else (_OPEN, 0)


class PlanMonth(msgspec.Struct):
    """A month's investment; cumulative figures and the ratio as ratings use them, `null` for months to come."""

    month: Annotated[str, Meta(examples=["2024-06"])]
    planned: Annotated[Money | None, Meta(description="当月计划；无月度计划为 null")]
    completed: Annotated[Money | None, Meta(description="当月完成；未填报为 null")]
    planned_to_date: Annotated[Money, Meta(description="年初至当月应完成；无月度计划时为年度计划×月数÷12")]
    completed_to_date: Money | None
    ratio: Annotated[str | None, Meta(description="累计完成率，四位小数；没有应完成投资为 null")]


class PlanView(msgspec.Struct):
    """A year's investment plan of a project and how it is kept, month by month."""

    year: int
    annual_plan: Money | None
    planned_by_month: Annotated[bool, Meta(description="有月度计划；否则按年度计划均摊")]
    months: list[PlanMonth]


class ReportView(msgspec.Struct):
    """What was reported for a month that has begun."""

    month: str
    reported: bool
    label: Annotated[str, Meta(description="已填报、未填报或当月未结束")]
    completed: Money | None
    reported_at: Instant | None
    attested_by: Annotated[str | None, Meta(description="填报依据或责任人")]


class ReportsView(msgspec.Struct):
    """A year's reports up to the county's own month."""

    year: int
    unreported: Annotated[list[str], Meta(description="未填报的月份，不含未结束的当月")]
    months: list[ReportView]


def report_view(first: date, row: Any, today: date) -> ReportView:
    """Show a month, reported or not; the month under way is not owed yet."""
    month = f"{first:%Y-%m}"
    if row is None or row.completed is None:
        label = "当月未结束" if (first.year, first.month) == (today.year, today.month) else "未填报"
        return ReportView(month, False, label, None, None, None)
    at = None if row.reported_at is None else local(row.reported_at)
    return ReportView(month, True, "已填报", row.completed, at, row.attested_by)


class PassageView(msgspec.Struct):
    """A stay on a step of a track."""

    id: UUID
    track: str
    step: Word
    entered_on: date
    left_on: Annotated[date | None, Meta(description="离开之日；仍在为 null")]
    cause: Annotated[str | None, Meta(description="进入的缘由")]
    left_cause: Annotated[str | None, Meta(description="离开的缘由")]
    evidence: str
    decided_by: str

    @classmethod
    def of(cls, row: Any, edition: Edition) -> Self:
        """Show a row."""
        word = step_word(edition, row.step) or Word(row.step, row.step)
        return cls(
            id=row.id,
            track=row.track,
            step=word,
            entered_on=row.entered_on,
            left_on=row.left_on,
            cause=row.cause,
            left_cause=row.left_cause,
            evidence=row.evidence,
            decided_by=row.decided_by,
        )


class Holding(msgspec.Struct):
    """Who held the post, from when to when; `to_on` is the successor's first day."""

    id: UUID
    name: str
    from_on: date | None
    to_on: date | None


class ResponsibilityView(msgspec.Struct):
    """Who has or had which part in a project."""

    id: UUID
    kind: Word
    unit: Reference | None
    post: Reference | None
    chain: Annotated[Reference | None, Meta(description="重点产业链")]
    holders: Annotated[list[Holding], Meta(description="岗位在此期间的任职者")]
    from_on: Annotated[date | None, Meta(description="起始；自始为 null")]
    to_on: date | None
    current: bool

    @classmethod
    def of(cls, row: Any, today: date) -> Self:
        """Show a row."""
        return cls(
            id=row.id,
            kind=_PARTS[row.kind],
            unit=Reference.maybe(row.unit_id, row.unit),
            post=Reference.maybe(row.post_id, row.post),
            chain=Reference.maybe(row.chain_id, row.chain),
            holders=msgspec.convert(row.holders or [], list[Holding]),
            from_on=row.from_on,
            to_on=row.to_on,
            current=row.to_on is None or row.to_on > today,
        )
