"""Reading who sits in which seat: the bindings that hold on the county's day, and the portfolios of posts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.people.holder_queries import today
from yipanqi_core.people.tables import appointments
from yipanqi_core.tenants.tables import seat_bindings


async def bindings(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List (seat, unit, post) of the bindings that hold on the county's own day."""
    s = seat_bindings.c
    statement = select(s.seat, s.unit_id, s.post_id).where(s.tenant_id == tenant_id, *_today(s.from_on, s.to_on))
    return list(await connection.execute(statement))


async def portfolios(connection: AsyncConnection, tenant_id: UUID, post_ids: Sequence[UUID]) -> frozenset[str]:
    """Give the fields (分管领域) that these posts hold on the county's own day, all together."""
    a = appointments.c
    statement = select(a.portfolio).where(
        a.tenant_id == tenant_id, a.post_id.in_(post_ids), *_today(a.from_on, a.to_on)
    )
    return frozenset(field for row in await connection.execute(statement) for field in row.portfolio)


def _today(from_on: ColumnElement[Any], to_on: ColumnElement[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    day = today()
    return or_(from_on.is_(None), from_on <= day), or_(to_on.is_(None), to_on > day)
