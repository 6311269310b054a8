"""Reading a county's settings for people: each parameter's history, each seat with who holds it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.tenants.tables import parameter_settings, seat_bindings, tenants


async def read_tenant(connection: AsyncConnection, tenant_id: UUID) -> Any:
    """Read the transaction's own tenant, a county or a city, with the city above it."""
    t = tenants.c
    statement = select(t.id, t.code, t.name, t.kind, t.parent_id, t.mechanism).where(t.id == tenant_id)
    own: Any = (await connection.execute(statement)).one()
    return own


async def setting_rows(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List every setting of a parameter with when and by whom it was made, in order of effect."""
    p = parameter_settings.c
    statement = select(p.name, p.effective_from, p.value, p.reason, p.set_by, p.set_at)
    return list(
        await connection.execute(statement.where(p.tenant_id == tenant_id).order_by(p.effective_from, p.set_at))
    )


async def bound_seats(connection: AsyncConnection, tenant_id: UUID, on: date) -> dict[str, Row[Any]]:
    """Give the seats bound on a day: seat → its unit or post by name, the post with its unit and holder."""
    s, a = seat_bindings.c, appointments.c
    held = and_(
        a.tenant_id == s.tenant_id,
        a.post_id == s.post_id,
        or_(a.from_on.is_(None), a.from_on <= on),
        or_(a.to_on.is_(None), a.to_on > on),
    )
    whole = (
        seat_bindings.outerjoin(posts, and_(posts.c.tenant_id == s.tenant_id, posts.c.id == s.post_id))
        .outerjoin(
            units,
            and_(units.c.tenant_id == s.tenant_id, units.c.id == func.coalesce(s.unit_id, posts.c.unit_id)),
        )
        .outerjoin(appointments, held)
        .outerjoin(users, and_(users.c.tenant_id == s.tenant_id, users.c.id == a.user_id))
    )
    statement = (
        select(
            s.seat, s.unit_id, s.post_id, s.from_on, units.c.id.label("of_unit_id"), units.c.name.label("unit"),
            posts.c.title.label("post"), users.c.id.label("holder_id"), users.c.name.label("holder"),
        )
        .select_from(whole)
        .where(
            s.tenant_id == tenant_id,
            or_(s.from_on.is_(None), s.from_on <= on),
            or_(s.to_on.is_(None), s.to_on > on),
        )
        .order_by(s.seat, a.from_on)
    )  # fmt: skip
    rows: Sequence[Row[Any]] = list(await connection.execute(statement))
    return {row.seat: row for row in rows}
