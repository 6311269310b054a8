"""Reading what the calendar of duties shows: duties as they were judged, and who holds the posts."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import rulings
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.tables import appointments, posts, users

_r, _p, _a = rulings.c, posts.c, appointments.c
_JUDGED = (
    select(_r.id, _r.code, _r.value, _r.project_id, _r.project_name, _r.clause, _r.because, _r.facts)
    .where(
        _r.tenant_id == bindparam("tenant"),
        _r.assessment_id == bindparam("assessment"),
        _r.kind == RulingKind.DUTY.value,
    )
    .order_by(_r.position)
)
_HELD = and_(
    _a.tenant_id == _p.tenant_id,
    _a.post_id == _p.id,
    or_(_a.from_on.is_(None), _a.from_on <= bindparam("day")),
    or_(_a.to_on.is_(None), _a.to_on > bindparam("day")),
)
_POSTS = (
    select(_p.id, _p.title, _p.unit_id, users.c.id.label("holder_id"), users.c.name.label("holder"))
    .select_from(
        posts.outerjoin(appointments, _HELD).outerjoin(
            users, and_(users.c.tenant_id == _a.tenant_id, users.c.id == _a.user_id)
        )
    )
    .where(_p.tenant_id == bindparam("tenant"))
    .order_by(_p.id, _a.from_on.nulls_first(), _a.id)
)


async def judged_rows(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Sequence[Row[Any]]:
    """List the rulings on duties of a stored month."""
    return list(await connection.execute(_JUDGED, {"tenant": tenant_id, "assessment": assessment_id}))


async def posts_on(connection: AsyncConnection, tenant_id: UUID, day: date) -> dict[UUID, Row[Any]]:
    """Give every post with its unit and who held it on the day, the latest appointed if two did."""
    found: Sequence[Row[Any]] = list(await connection.execute(_POSTS, {"tenant": tenant_id, "day": day}))
    return {row.id: row for row in found}
