"""How records of work are sent and shown."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.references import PostReference, Reference
from yipanqi_api.values import Instant, local

MAX_NOTE = 4000
"""Characters that a note may have."""


class NewRecord(msgspec.Struct, forbid_unknown_fields=True):
    """Work that was done: by a post or by a unit, exactly one of the two."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, examples=["约谈"])]
    on: Annotated[date, Meta(description="哪一天做的，不晚于本县当日")]
    project_id: UUID | None = None
    post_id: UUID | None = None
    unit_id: UUID | None = None
    note: Annotated[str, Meta(max_length=MAX_NOTE)] | None = None
    data: Annotated[dict[str, Any] | None, Meta(description="该类记录的专门内容，见 GET /v1/mechanism 的 records")] = (
        None
    )
    task_id: Annotated[UUID | None, Meta(description="只办结这一项任务；不填则办结所能办结的全部")] = None


class RecordRow(msgspec.Struct):
    """A record as lists show it."""

    id: UUID
    kind: str
    on: date
    project: Reference | None
    post: Annotated[PostReference | None, Meta(description="由岗位所做，及当日任职者")]
    unit: Annotated[Reference | None, Meta(description="由单位所做")]
    note: str | None
    data: Annotated[dict[str, Any] | None, Meta(description="该类记录的专门内容")]
    recorded_by: Annotated[str, Meta(description="记录人登录名，对内容真实性负责")]
    recorded_at: Instant

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row of the records' reading queries."""
        return cls(**_shown(row))


class RecordView(RecordRow):
    """A record with the tasks that it closed and the issues it brought to light; it does not change."""

    closes: list[Reference]
    issues: Annotated[list[Reference], Meta(description="由本次工作发现并提出的问题")]

    @classmethod
    def whole(cls, row: Any, tasks: Iterable[Any], issues: Iterable[Any]) -> Self:
        """Show one record."""
        closes = [Reference(task.id, task.title) for task in tasks]
        return cls(**_shown(row), closes=closes, issues=[Reference(one.id, one.description) for one in issues])


def _shown(row: Any) -> dict[str, Any]:
    holder = Reference.maybe(row.holder_id, row.holder)
    return {
        "id": row.id,
        "kind": row.kind,
        "on": row.on_date,
        "project": Reference.maybe(row.project_id, row.project),
        "post": None if row.post_id is None else PostReference(row.post_id, row.post, holder),
        "unit": Reference.maybe(row.unit_id, row.unit),
        "note": row.note,
        "data": row.data,
        "recorded_by": row.recorded_by,
        "recorded_at": local(row.recorded_at),
    }
