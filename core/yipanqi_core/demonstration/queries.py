"""Finding what the people of a demonstration county would attend to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.inspections.tables import inspections
from yipanqi_core.letters.tables import letter_replies, letters
from yipanqi_core.people.tables import appointments, units, users
from yipanqi_core.projects.tables import projects
from yipanqi_core.vocabulary import Role
from yipanqi_core.work.tables import tasks


async def unanswered(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List the letters issued today or later that have no reply yet and whose unit has a user who could give it."""
    c, reply, u = letters.c, letter_replies.c, users.c
    someone = (
        select(u.id).where(u.tenant_id == c.tenant_id, u.unit_id == c.unit_id).order_by(u.login).limit(1)
    ).scalar_subquery()
    statement = (
        select(c.id, c.kind, c.unit_id, someone.label("user_id"))
        .select_from(letters.outerjoin(letter_replies, and_(reply.tenant_id == c.tenant_id, reply.letter_id == c.id)))
        .where(
            c.tenant_id == tenant_id,
            reply.letter_id.is_(None),
            someone.is_not(None),
            c.issued_on == func.app_today(),
        )
        .order_by(c.letterhead, c.serial)
    )
    return list(await connection.execute(statement))


async def open_interviews(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List the tasks opened today and not closed."""
    t = tasks.c
    statement = (
        select(t.id, t.kind, t.project_id, t.post_id)
        .where(t.tenant_id == tenant_id, t.done_on.is_(None), t.opened_on == func.app_today(), t.post_id.is_not(None))
        .order_by(t.id)
    )
    return list(await connection.execute(statement))


async def staff(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List the people of units, clerks last: unit, name, and the post that each holds, if one."""
    u, a = users.c, appointments.c
    statement = (
        select(u.unit_id, u.name, a.post_id)
        .select_from(users.outerjoin(appointments, and_(a.tenant_id == u.tenant_id, a.user_id == u.id)))
        .where(u.tenant_id == tenant_id)
        .order_by(u.unit_id, u.role == Role.CLERK.value, u.login)
    )
    return list(await connection.execute(statement))


async def waiting_inspections(
    connection: AsyncConnection, tenant_id: UUID, kind: str, period: str
) -> Sequence[Row[Any]]:
    """List what a kind's inspections of a period have proposed and nobody has made."""
    n = inspections.c
    statement = (
        select(n.id, n.project_id, n.subject_unit_id)
        .where(n.tenant_id == tenant_id, n.kind == kind, n.period == period, n.inspected_on.is_(None))
        .order_by(n.id)
    )
    return list(await connection.execute(statement))


async def names_and_ids(connection: AsyncConnection, tenant_id: UUID) -> tuple[dict[str, UUID], dict[str, UUID]]:
    """Map the county's units and its projects from name to id."""
    found = []
    for table in (units, projects):
        rows = await connection.execute(select(table.c.name, table.c.id).where(table.c.tenant_id == tenant_id))
        found.append({row.name: row.id for row in rows})
    return found[0], found[1]
