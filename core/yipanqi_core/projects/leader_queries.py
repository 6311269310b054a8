"""Reading a project's leaders for a change: the project itself, and who has a part at present."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.chains.tables import chains
from yipanqi_core.people.tables import posts
from yipanqi_core.projects.tables import projects, responsibilities


async def lock_project(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> Any:
    """Hold a project for this transaction."""
    p = projects.c
    statement = select(p.id, p.name, p.version).where(p.tenant_id == tenant_id, p.id == project_id)
    return (await connection.execute(statement.with_for_update())).one_or_none()


async def present(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, kind: str) -> Row[Any] | None:
    """Find who has this part at present."""
    r = responsibilities.c
    statement = select(responsibilities).where(
        r.tenant_id == tenant_id, r.project_id == project_id, r.kind == kind, r.to_on.is_(None)
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def holder_name(connection: AsyncConnection, tenant_id: UUID, *, post: UUID | None, chain: UUID | None) -> Any:
    """Name a post or a chain; None when the county has no such."""
    p, c = posts.c, chains.c
    statement = (
        select(p.title).where(p.tenant_id == tenant_id, p.id == post)
        if chain is None
        else select(c.name).where(c.tenant_id == tenant_id, c.id == chain)
    )
    return (await connection.execute(statement)).scalar_one_or_none()


async def parts(connection: AsyncConnection, statement: Select[Any]) -> list[Row[Any]]:
    """List a project's parts by kind, the latest first."""
    r = responsibilities.c
    return list(await connection.execute(statement.order_by(r.kind, r.to_on.desc().nulls_first(), r.id.desc())))
