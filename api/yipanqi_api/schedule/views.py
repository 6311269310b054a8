"""Slots of the schedule as they are shown."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word
from yipanqi_api.values import Instant, local
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.schedule.upcoming import Upcoming

_STATES = {"done": Word("done", "已办"), "open": Word("open", "待办"), "failed": Word("failed", "出错待重试")}


class ScheduleWord(msgspec.Struct):
    """A schedule by code and title, with the clause it rests on."""

    code: str
    title: str
    clause: str | None


class SlotView(msgspec.Struct):
    """One thing that fell due for a period, and what came of it."""

    id: UUID
    schedule: ScheduleWord
    period: str
    dated: Annotated[date, Meta(description="办理结果所署的日期")]
    due_at: Instant
    state: Word
    done_at: Instant | None
    done_on: Annotated[date | None, Meta(description="办理时县里的日期")]
    late: bool
    result: str | None
    attempts: int
    next_attempt_at: Instant | None

    @classmethod
    def of(cls, row: Any, edition: Edition) -> Self:
        """Show a slot's row."""
        failed = row.done_at is None and row.last_error is not None
        return cls(
            id=row.id,
            schedule=schedule_word(edition, row.schedule),
            period=row.period,
            dated=row.dated,
            due_at=moment_of(row.due_on, row.due_minute),
            state=_STATES["done" if row.done_at is not None else "failed" if failed else "open"],
            done_at=None if row.done_at is None else local(row.done_at),
            done_on=row.done_on,
            late=row.late,
            result=row.result,
            attempts=row.attempts,
            next_attempt_at=None if row.not_before is None else local(row.not_before),
        )


class UpcomingView(msgspec.Struct):
    """What falls due next for a schedule."""

    schedule: ScheduleWord
    period: str
    dated: date
    due_at: Instant

    @classmethod
    def of(cls, one: Upcoming) -> Self:
        """Show what comes."""
        word = ScheduleWord(one.schedule.code, one.schedule.title, one.schedule.clause)
        return cls(word, str(one.period), one.moment.dated, moment_of(one.moment.due_on, one.moment.minute))


class ScheduleView(msgspec.Struct):
    """One page of slots, and what comes next."""

    data: list[SlotView]
    next_cursor: str | None
    has_more: bool
    next: list[UpcomingView]
    total: int | msgspec.UnsetType = msgspec.UNSET


def schedule_word(edition: Edition, code: str) -> ScheduleWord:
    """Name a schedule; one that the edition no longer knows goes by its code."""
    for schedule in edition.schedules:
        if schedule.code == code:
            return ScheduleWord(code, schedule.title, schedule.clause)
    return ScheduleWord(code, code, None)


def moment_of(day: date, minute: int) -> datetime:
    """Give a local day and minute as an instant."""
    midnight = local(datetime.fromisoformat(f"{day.isoformat()}T00:00:00+08:00"))
    return midnight + timedelta(minutes=minute)
