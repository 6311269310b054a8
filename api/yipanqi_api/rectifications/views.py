"""How a rectification looks, and what is said about it."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word

_STATES = {"waiting": "待整改", "overdue": "逾期未整改", "reported": "已报告，待确认", "confirmed": "已确认"}


class NewMeasure(msgspec.Struct, forbid_unknown_fields=True):
    """What the unit reports."""

    measure: Annotated[str, Meta(min_length=1, max_length=2000, description="整改措施")]
    rectified_on: Annotated[date | None, Meta(description="整改完成日期；整改中为 null")] = None
    evidence: Annotated[str, Meta(max_length=2000, description="佐证；报告完成时必填")] | None = None


class NewConfirmation(msgspec.Struct, forbid_unknown_fields=True):
    """What the office says of it."""

    accepted: Annotated[bool, Meta(description="是否确认整改到位；否则退回")]
    opinion: Annotated[str, Meta(max_length=2000, description="意见；退回时必填")] | None = None


class RectificationView(msgspec.Struct):
    """A problem fed back, tracked to its end."""

    id: UUID
    bulletin: Annotated[Reference | None, Meta(description="通报及文号；督查发现的为 null")]
    inspection_id: Annotated[UUID | None, Meta(description="发现问题的督查")]
    period: str
    unit: Reference
    project: Reference | None
    problem: str
    clause: str
    due_on: date
    state: Annotated[Word, Meta(description="waiting、overdue、reported、confirmed")]
    late_days: Annotated[int, Meta(description="超过整改期限的自然日数；未整改的算到本县当日")]
    measure: str | None
    rectified_on: date | None
    evidence: str | None
    reported_by: str | None
    opinion: str | None
    confirmed_on: date | None
    confirmed_by: str | None
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, actions: list[Action]) -> Self:
        """Show a row."""
        return cls(
            id=row.id,
            bulletin=Reference.maybe(row.bulletin_id, row.number),
            inspection_id=row.inspection_id,
            period=row.period,
            unit=Reference(row.unit_id, row.unit),
            project=Reference.maybe(row.project_id, row.project),
            problem=row.problem,
            clause=row.clause,
            due_on=row.due_on,
            state=_state(row),
            late_days=max(0, ((row.rectified_on or row.today) - row.due_on).days),
            measure=row.measure,
            rectified_on=row.rectified_on,
            evidence=row.evidence,
            reported_by=row.reported_by,
            opinion=row.opinion,
            confirmed_on=row.confirmed_on,
            confirmed_by=row.confirmed_by,
            version=row.version,
            actions=actions,
        )


def _state(row: Any) -> Word:
    if row.confirmed_on is not None:
        code = "confirmed"
    elif row.rectified_on is not None:
        code = "reported"
    else:
        code = "overdue" if row.due_on < row.today else "waiting"
    return Word(code, _STATES[code])
