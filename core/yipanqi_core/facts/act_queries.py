"""Reading what was proposed, marked and corrected by a day, and which units sat in the mechanism's seats."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, case, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.acts.tables import project_marks, proposals
from yipanqi_core.database.at_once import at_once
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import corrections
from yipanqi_core.tenants.tables import seat_bindings

Rows = Sequence[Row[Any]]


@at_once
async def proposal_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the proposals opened by the day; one closed later is still open."""
    p = proposals.c
    closed = p.closed_on <= on
    statement = (
        select(
            p.project_id, p.act, p.from_step, p.to_step, p.opened_on,
            case((closed, p.closed_on)).label("closed_on"), case((closed, p.state)).label("outcome"),
        )
        .where(p.tenant_id == tenant_id, p.opened_on <= on)
        .order_by(p.project_id, p.opened_on, p.id)
    )  # fmt: skip
    statement = statement if only is None else statement.where(p.project_id.in_(only))
    return list(await connection.execute(statement))


@at_once
async def mark_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the marks borne on the day, of that year and those before."""
    m = project_marks.c
    statement = (
        select(m.project_id, m.mark, m.year, m.data)
        .where(
            m.tenant_id == tenant_id,
            m.since_on <= on,
            m.year <= on.year,
            or_(m.until_on.is_(None), m.until_on > on),
        )
        .order_by(m.project_id, m.mark, m.year)
    )
    statement = statement if only is None else statement.where(m.project_id.in_(only))
    return list(await connection.execute(statement))


@at_once
async def correction_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the corrections of the day's month by the day."""
    c = corrections.c
    statement = (
        select(c.project_id, c.title, c.old, c.new, c.reason, c.corrected_on)
        .where(c.tenant_id == tenant_id, c.corrected_on >= on.replace(day=1), c.corrected_on <= on)
        .order_by(c.project_id, c.id)
    )
    statement = statement if only is None else statement.where(c.project_id.in_(only))
    return list(await connection.execute(statement))


@at_once
async def office_rows(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the units that sat in seats on the day: (seat, name)."""
    s, u = seat_bindings.c, units.c
    statement = (
        select(s.seat, u.name)
        .select_from(seat_bindings.join(units, and_(u.tenant_id == s.tenant_id, u.id == s.unit_id)))
        .where(
            s.tenant_id == tenant_id,
            or_(s.from_on.is_(None), s.from_on <= on),
            or_(s.to_on.is_(None), s.to_on > on),
        )
        .order_by(s.seat)
    )
    return list(await connection.execute(statement))


async def offices(connection: AsyncConnection, tenant_id: UUID, on: date) -> Mapping[str, str]:
    """Give the units that sat in seats on the day: seat → name."""
    return {row.seat: row.name for row in await office_rows(connection, tenant_id, on)}
