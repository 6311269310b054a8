"""Reading ratings that were set otherwise after their month was published."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import assessments, overrides
from yipanqi_core.database.at_once import at_once


@at_once
async def late_override_rows(
    connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None
) -> Sequence[Row[Any]]:
    """List what was set in the day's month by the day and came too late to count, in the order in which it was set."""
    o, a = overrides.c, assessments.c
    statement = (
        select(o.project_id, a.period, o.before, o.value, o.clause, o.reason, o.set_on)
        .select_from(overrides.join(assessments, and_(a.tenant_id == o.tenant_id, a.id == o.assessment_id)))
        .where(o.tenant_id == tenant_id, o.counts.is_(False), o.set_on >= on.replace(day=1), o.set_on <= on)
        .order_by(o.project_id, o.id)
    )
    return list(await connection.execute(statement if only is None else statement.where(o.project_id.in_(only))))
