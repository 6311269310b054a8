"""Finding whom and what a deed of the diary means: people by login, cases, reviews, letters, issues by project."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.audit.tables import audit
from yipanqi_core.cases.tables import cases
from yipanqi_core.letters.tables import letter_replies, letters
from yipanqi_core.meetings.tables import agenda_items, meetings
from yipanqi_core.people.tables import appointments, units, users
from yipanqi_core.projects.tables import items
from yipanqi_core.reviews.tables import reviews
from yipanqi_core.work.tables import issues


async def done_already(connection: AsyncConnection, tenant_id: UUID, action: str, subject: str) -> bool:
    """Tell whether the audit trail holds such a line."""
    a = audit.c
    statement = select(a.id).where(a.tenant_id == tenant_id, a.subject == subject, a.action == action).limit(1)
    return (await connection.execute(statement)).first() is not None


async def person(connection: AsyncConnection, tenant_id: UUID, login: str) -> Row[Any] | None:
    """Find a person by login, with the unit and the posts held on the county's own day."""
    u, a, day = users.c, appointments.c, select(func.app_today()).scalar_subquery()
    held = (
        select(func.array_agg(a.post_id))
        .where(
            a.tenant_id == tenant_id,
            a.user_id == u.id,
            func.coalesce(a.from_on, day) <= day,
            func.coalesce(a.to_on, day + 1) > day,
        )
        .scalar_subquery()
    )
    statement: Select[Any] = (
        select(u.id, u.login, u.name, u.role, u.unit_id, units.c.name.label("unit_name"), held.label("post_ids"))
        .select_from(users.join(units, (units.c.tenant_id == u.tenant_id) & (units.c.id == u.unit_id)))
        .where(u.tenant_id == tenant_id, u.login == login)
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def contacts(connection: AsyncConnection, tenant_id: UUID) -> dict[UUID, str]:
    """Give for each unit the name of its first person by login."""
    u = users.c
    statement = select(u.unit_id, u.name).where(u.tenant_id == tenant_id).order_by(u.unit_id, u.login.desc())
    return {row.unit_id: row.name for row in await connection.execute(statement)}


async def user_id(connection: AsyncConnection, tenant_id: UUID, login: str) -> UUID | None:
    """Find a person's id."""
    u = users.c
    found: UUID | None = await connection.scalar(select(u.id).where(u.tenant_id == tenant_id, u.login == login))
    return found


async def open_cases(connection: AsyncConnection, tenant_id: UUID, kind: str, projects: Sequence[UUID]) -> list[UUID]:
    """List the open cases of a kind of these projects, the oldest first."""
    c = cases.c
    statement = (
        select(c.id)
        .where(c.tenant_id == tenant_id, c.kind == kind, c.project_id.in_(projects), c.closed_on.is_(None))
        .order_by(c.opened_on, c.id)
    )
    return [row.id for row in await connection.execute(statement)]


async def latest_review(connection: AsyncConnection, tenant_id: UUID, kind: str, project_id: UUID) -> UUID | None:
    """Find the project's latest review of a kind that has not ended."""
    r = reviews.c
    statement = (
        select(r.id)
        .where(r.tenant_id == tenant_id, r.kind == kind, r.project_id == project_id, r.closed_on.is_(None))
        .order_by(r.opened_on.desc(), r.id.desc())
        .limit(1)
    )
    found: UUID | None = await connection.scalar(statement)
    return found


async def latest_letter(
    connection: AsyncConnection, tenant_id: UUID, kind: str, unit_id: UUID, project_id: UUID | None
) -> UUID | None:
    """Find the latest letter of a kind to a unit that has no reply yet."""
    c, answered = letters.c, letter_replies.c
    replied = select(answered.letter_id).where(answered.tenant_id == tenant_id)
    asked = [c.tenant_id == tenant_id, c.kind == kind, c.unit_id == unit_id, c.id.not_in(replied)]
    if project_id is not None:
        asked.append(c.project_id == project_id)
    statement = select(c.id).where(*asked).order_by(c.issued_on.desc(), c.serial.desc()).limit(1)
    found: UUID | None = await connection.scalar(statement)
    return found


async def open_issue(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, category: str) -> UUID | None:
    """Find the project's oldest open issue of a category."""
    x = issues.c
    statement = (
        select(x.id)
        .where(x.tenant_id == tenant_id, x.project_id == project_id, x.category == category, x.resolved_on.is_(None))
        .order_by(x.raised_on, x.id)
        .limit(1)
    )
    found: UUID | None = await connection.scalar(statement)
    return found


async def item_named(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, title: str) -> UUID | None:
    """Find a project's unfinished item by title."""
    i = items.c
    statement = (
        select(i.id)
        .where(i.tenant_id == tenant_id, i.project_id == project_id, i.title == title, i.finished_on.is_(None))
        .order_by(i.kind)
        .limit(1)
    )
    found: UUID | None = await connection.scalar(statement)
    return found


async def decisions_of(connection: AsyncConnection, tenant_id: UUID, series: str, unit_id: UUID) -> list[UUID]:
    """List what meetings of a series gave a unit and is not carried out, the oldest first."""
    g, m = agenda_items.c, meetings.c
    statement = (
        select(g.id)
        .select_from(agenda_items.join(meetings, (m.tenant_id == g.tenant_id) & (m.id == g.meeting_id)))
        .where(
            g.tenant_id == tenant_id,
            m.series == series,
            g.unit_id == unit_id,
            g.task_id.is_not(None),
            g.done_on.is_(None),
        )
        .order_by(m.held_on, g.position)
    )
    return [row.id for row in await connection.execute(statement)]
