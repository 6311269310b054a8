"""Reading what work rules need: how often something was held, and which tasks a record closes."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.direct import Direct
from yipanqi_core.projects.tables import projects
from yipanqi_core.work.tables import records, tasks

_p = projects.c
_LOCKED = Direct(
    select(_p.name).where(_p.tenant_id == bindparam("tenant"), _p.id == bindparam("project")).with_for_update()
)


async def lock_project(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> str | None:
    """Hold a project for this transaction and give its name; None when it is not there."""
    row = await _LOCKED.first(connection, tenant=tenant_id, project=project_id)
    return None if row is None else str(row.name)


async def count_records(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, kind: str) -> int:
    """Count the records of a kind that a project has."""
    r = records.c
    statement = select(func.count()).where(r.tenant_id == tenant_id, r.project_id == project_id, r.kind == kind)
    return int((await connection.execute(statement)).scalar_one())


async def open_tasks_for(  # noqa: PLR0917
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, post_id: UUID, kinds: Sequence[str], on: date
) -> Sequence[Row[Any]]:
    """List the open tasks of these kinds that a post owes for a project and that were open on the day."""
    t = tasks.c
    statement = select(tasks).where(
        t.tenant_id == tenant_id,
        t.project_id == project_id,
        t.post_id == post_id,
        t.kind.in_(kinds),
        t.done_on.is_(None),
        t.opened_on <= on,
    )
    return list(await connection.execute(statement))
