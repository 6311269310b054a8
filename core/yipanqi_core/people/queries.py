"""Reading people: a user by login, a county's users."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.people.tables import units, users


async def find_user_id(connection: AsyncConnection, tenant_id: UUID, login: str) -> UUID | None:
    """Find a user's id by login."""
    statement = select(users.c.id).where(users.c.tenant_id == tenant_id, users.c.login == login)
    found: UUID | None = (await connection.execute(statement)).scalar_one_or_none()
    return found


async def find_unit_id(connection: AsyncConnection, tenant_id: UUID, name: str) -> UUID | None:
    """Find a unit's id by its name."""
    statement = select(units.c.id).where(units.c.tenant_id == tenant_id, units.c.name == name)
    found: UUID | None = (await connection.execute(statement)).scalar_one_or_none()
    return found


async def user_rows(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    """List a county's users by login, with their units' names."""
    u = users.c
    statement = (
        select(users, units.c.name.label("unit"))
        .select_from(users.join(units, and_(units.c.tenant_id == u.tenant_id, units.c.id == u.unit_id)))
        .where(u.tenant_id == tenant_id)
        .order_by(u.login)
    )
    return list(await connection.execute(statement))
