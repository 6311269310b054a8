"""Reading reminders: those that went to posts and units, the latest first."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.meetings.tables import reminders
from yipanqi_core.people.tables import posts, units

_r = reminders.c
SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"reminded_on": (_r.reminded_on,)}
LAST = _r.id


def reminder_statement(tenant_id: UUID, period: str | None, mine: tuple[UUID, tuple[UUID, ...]] | None) -> Select[Any]:
    """Select reminders; `mine` is (unit, posts)."""
    statement = (
        select(
            _r.id, _r.period, _r.clause, _r.subject, _r.reminded_on, _r.kind, _r.due_on, _r.body,
            _r.post_id, posts.c.title.label("post"), _r.unit_id, units.c.name.label("unit"),
        )
        .select_from(
            reminders.outerjoin(posts, and_(posts.c.tenant_id == _r.tenant_id, posts.c.id == _r.post_id)).outerjoin(
                units, and_(units.c.tenant_id == _r.tenant_id, units.c.id == _r.unit_id)
            )
        )
        .where(_r.tenant_id == tenant_id)
    )  # fmt: skip
    if period is not None:
        statement = statement.where(_r.period == period)
    if mine is not None:
        statement = statement.where(or_(_r.unit_id == mine[0], _r.post_id.in_(mine[1])))
    return statement


async def reminder_row(connection: AsyncConnection, tenant_id: UUID, reminder_id: UUID) -> Row[Any] | None:
    """Find one reminder."""
    statement = reminder_statement(tenant_id, None, None).where(_r.id == reminder_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found
