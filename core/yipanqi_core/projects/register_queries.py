"""Reading what registering rests on: the project as it is, the county's units and posts, the corrections kept."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.people.tables import posts, units, users
from yipanqi_core.projects.tables import corrections, projects, responsibilities

_c = corrections.c
CORRECTION_SORTS = {"newest": (_c.id,)}
CORRECTION_ID = _c.id


async def lock_project(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> Row[Any] | None:
    """Hold a project's row for this transaction and give it whole."""
    statement = select(projects).where(projects.c.tenant_id == tenant_id, projects.c.id == project_id).with_for_update()
    return (await connection.execute(statement)).one_or_none()


async def unit_names(connection: AsyncConnection, tenant_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Name those of the units that the county has."""
    u = units.c
    rows = await connection.execute(select(u.id, u.name).where(u.tenant_id == tenant_id, u.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


async def has_post(connection: AsyncConnection, tenant_id: UUID, post_id: UUID) -> bool:
    """Tell whether the county has the post."""
    statement = select(posts.c.id).where(posts.c.tenant_id == tenant_id, posts.c.id == post_id)
    return (await connection.execute(statement)).first() is not None


async def name_taken(connection: AsyncConnection, tenant_id: UUID, name: str) -> bool:
    """Tell whether a project of this name is registered."""
    statement = select(projects.c.id).where(projects.c.tenant_id == tenant_id, projects.c.name == name)
    return (await connection.execute(statement)).first() is not None


async def part_units(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> dict[str, Row[Any]]:
    """Give the units that have a part in the project now: kind → (unit_id, name)."""
    r = responsibilities.c
    statement = (
        select(r.kind, r.unit_id, units.c.name)
        .select_from(responsibilities.join(units, and_(units.c.tenant_id == r.tenant_id, units.c.id == r.unit_id)))
        .where(r.tenant_id == tenant_id, r.project_id == project_id, r.to_on.is_(None))
    )
    rows: list[Row[Any]] = list(await connection.execute(statement))
    return {row.kind: row for row in rows}


def correction_statement(tenant_id: UUID, project_id: UUID) -> Select[Any]:
    """Select a project's corrections with who attests each."""
    return (
        select(corrections, users.c.name.label("user"))
        .select_from(
            corrections.outerjoin(users, and_(users.c.tenant_id == _c.tenant_id, users.c.id == _c.attested_by))
        )
        .where(_c.tenant_id == tenant_id, _c.project_id == project_id)
    )
