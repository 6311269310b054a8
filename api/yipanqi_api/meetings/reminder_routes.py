"""Reminders that went out by themselves: to each deputy, and as copies to driving units."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.paging import Page, Paging
from yipanqi_api.projects.looking import MONTH
from yipanqi_api.references import Reference
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.duties.reminding import OwedLine
from yipanqi_core.meetings import reminder_queries as queries
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.rules.digest import ProjectLine
from yipanqi_core.tenants.scope import Scope


class ReminderRow(msgspec.Struct):
    """A reminder as lists show it."""

    id: UUID
    kind: Annotated[str, Meta(description="projects：所分管或主责的项目；duties：尚未完成的履职要求")]
    period: str
    subject: str
    clause: str
    reminded_on: date
    due_on: Annotated[date | None, Meta(description="履职要求的最后一日")]
    post: Reference | None
    unit: Reference | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        return cls(**_shown(row))


class ReminderView(ReminderRow, kw_only=True):
    """One reminder: the projects as they stood at the month's end, or the duties still owed on its day."""

    projects: list[ProjectLine]
    duties: list[OwedLine]

    @classmethod
    def whole(cls, row: Any) -> Self:
        """Show one reminder."""
        owed = row.kind == "duties"
        projects = [] if owed else msgspec.json.decode(row.body, type=list[ProjectLine])
        duties = msgspec.json.decode(row.body, type=list[OwedLine]) if owed else []
        return cls(**_shown(row), projects=projects, duties=duties)


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "due_on": row.due_on,
        "period": row.period,
        "subject": row.subject,
        "clause": row.clause,
        "reminded_on": row.reminded_on,
        "post": Reference.maybe(row.post_id, row.post),
        "unit": Reference.maybe(row.unit_id, row.unit),
    }


@get("", operation_id="ListReminders", summary="列出提醒", guards=[requires(Permission.READ)])
async def list_reminders(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    period: Annotated[str | None, QueryParameter(pattern=MONTH, description="月份，如 2024-06")] = None,
    mine: Annotated[bool, QueryParameter(description="只看本单位或本人岗位的")] = False,
) -> Answer[Page[ReminderRow]]:
    """Reminders, the latest first."""
    who = (identity.unit_id, identity.post_ids) if mine else None
    statement = queries.reminder_statement(transaction.tenant_id, period, who)
    return await page_of(transaction, paging, statement, queries.SORTS, "-reminded_on", queries.LAST, ReminderRow.of)


@get("/{reminder_id:uuid}", operation_id="ReadReminder", summary="查看提醒", guards=[requires(Permission.READ)])
async def read_reminder(
    reminder_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[ReminderView]:
    """One reminder: projects, colours, late items, open issues as they stood."""
    row = await queries.reminder_row(transaction.connection, transaction.tenant_id, reminder_id)
    if row is None:
        raise NotFoundError("没有这份提醒")
    return condition.answer(ReminderView.whole(row), 1)


reminders_router = Router("/v1/reminders", route_handlers=[list_reminders, read_reminder], tags=["meetings"])
