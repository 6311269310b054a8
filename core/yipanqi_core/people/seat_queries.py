"""Reading who sits in which seat: the bindings that hold on the county's day, and the portfolios of posts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.direct import Direct
from yipanqi_core.people.holder_queries import today
from yipanqi_core.people.tables import appointments
from yipanqi_core.tenants.tables import seat_bindings


def _today(from_on: ColumnElement[Any], to_on: ColumnElement[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    day = today()
    return or_(from_on.is_(None), from_on <= day), or_(to_on.is_(None), to_on > day)


_s = seat_bindings.c
_BINDINGS = Direct(
    select(_s.seat, _s.unit_id, _s.post_id).where(_s.tenant_id == bindparam("tenant"), *_today(_s.from_on, _s.to_on))
)


@at_once
async def bindings(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Any]:
    """List (seat, unit, post) of the bindings that hold on the county's own day."""
    return await _BINDINGS.all(connection, tenant=tenant_id)


async def portfolios(connection: AsyncConnection, tenant_id: UUID, post_ids: Sequence[UUID]) -> frozenset[str]:
    """Give the fields (分管领域) that these posts hold on the county's own day, all together."""
    return frozenset(field for row in await _portfolios(connection, tenant_id, post_ids) for field in row.portfolio)


@at_once
async def _portfolios(connection: AsyncConnection, tenant_id: UUID, post_ids: Sequence[UUID]) -> Sequence[Any]:
    a = appointments.c
    statement = select(a.portfolio).where(
        a.tenant_id == tenant_id, a.post_id.in_(post_ids), *_today(a.from_on, a.to_on)
    )
    return list(await connection.execute(statement))
