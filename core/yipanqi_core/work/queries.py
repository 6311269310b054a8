"""Reading what work rules need: how often something was held, and which tasks a record closes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.direct import Direct
from yipanqi_core.people.tables import units
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
    (row,) = await _counted(connection, tenant_id, project_id, kind)
    return int(row.records)


@at_once
async def _counted(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, kind: str) -> Sequence[Any]:
    r = records.c
    statement = select(func.count().label("records"))
    return list(
        await connection.execute(statement.where(r.tenant_id == tenant_id, r.project_id == project_id, r.kind == kind))
    )


class Work(Protocol):
    """What of a record decides which tasks it closes."""

    @property
    def project_id(self) -> UUID | None:
        """The project it is about."""

    @property
    def post_id(self) -> UUID | None:
        """The post that did it."""

    @property
    def unit_id(self) -> UUID | None:
        """The unit that did it, where no post did."""

    @property
    def on_date(self) -> date:
        """The day on which it was done."""

    @property
    def task_id(self) -> UUID | None:
        """The one task meant, if one was named."""


async def open_tasks_for(
    connection: AsyncConnection, tenant_id: UUID, work: Work, kinds: Sequence[str]
) -> Sequence[Row[Any]]:
    """List the open tasks of these kinds that the record's doer owes for the project and that were open on its day."""
    t = tasks.c
    statement = select(t.id).where(
        t.tenant_id == tenant_id,
        t.project_id == work.project_id,
        t.unit_id == work.unit_id if work.post_id is None else t.post_id == work.post_id,
        t.kind.in_(kinds),
        t.done_on.is_(None),
        t.opened_on <= work.on_date,
    )
    return list(await connection.execute(statement if work.task_id is None else statement.where(t.id == work.task_id)))


async def unit_ids(connection: AsyncConnection, tenant_id: UUID, names: Sequence[str]) -> dict[str, UUID]:
    """Give the units of these names."""
    u = units.c
    rows = await connection.execute(select(u.name, u.id).where(u.tenant_id == tenant_id, u.name.in_(names)))
    return {row.name: row.id for row in rows}
