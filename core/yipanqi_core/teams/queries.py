"""Reading teams and bodies for people and for changes, and the work plans of teams."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.people.holder_queries import holder_on, today
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import projects
from yipanqi_core.teams.tables import team_members, work_plans

_m, _w = team_members.c, work_plans.c


def _of(project_id: UUID | None) -> ColumnElement[bool]:
    return _m.project_id.is_(None) if project_id is None else _m.project_id == project_id


def _shown(tenant_id: UUID) -> Select[Any]:
    """Members with names, and with who holds a post now, or held it when the part ended."""
    holder = holder_on(tenant_id, _m.post_id, func.least(func.coalesce(_m.to_on - 1, today()), today()))
    return (
        select(
            _m.id, _m.team, _m.part, _m.post_id, posts.c.title.label("post"), holder.c.id.label("holder_id"),
            holder.c.name.label("holder"), _m.unit_id, units.c.name.label("unit"), _m.person, _m.rank, _m.from_on,
            _m.to_on,
        )
        .select_from(
            team_members.outerjoin(posts, and_(posts.c.tenant_id == _m.tenant_id, posts.c.id == _m.post_id))
            .outerjoin(units, and_(units.c.tenant_id == _m.tenant_id, units.c.id == _m.unit_id))
            .outerjoin(holder, true())
        )
        .where(_m.tenant_id == tenant_id)
        .order_by(_m.to_on.desc().nulls_first(), _m.from_on.nulls_first(), _m.id)
    )  # fmt: skip


async def project_row(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> Row[Any] | None:
    """Find a project by id, with its name and version."""
    p = projects.c
    columns: tuple[Any, ...] = (p.id, p.name, p.version)
    statement = select(*columns).where(p.tenant_id == tenant_id, p.id == project_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def members(
    connection: AsyncConnection, tenant_id: UUID, teams: Sequence[str], project_id: UUID | None
) -> Sequence[Row[Any]]:
    """List all members, past ones too, of a project's teams, or of bodies when no project is named."""
    return list(await connection.execute(_shown(tenant_id).where(_m.team.in_(teams), _of(project_id))))


async def post_units(connection: AsyncConnection, tenant_id: UUID, post_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Give the unit of each of these posts."""
    p = posts.c
    statement = select(p.id, p.unit_id).where(p.tenant_id == tenant_id, p.id.in_(post_ids))
    return {row.id: row.unit_id for row in await connection.execute(statement)}


async def running(
    connection: AsyncConnection, tenant_id: UUID, team: str, part: str, project_id: UUID | None
) -> Sequence[Row[Any]]:
    """List, held for this transaction, the members that have a part with no end set."""
    statement = (
        select(team_members)
        .where(_m.tenant_id == tenant_id, _m.team == team, _m.part == part, _of(project_id), _m.to_on.is_(None))
        .with_for_update()
    )
    return list(await connection.execute(statement))


async def hold_bodies(connection: AsyncConnection, tenant_id: UUID) -> None:
    """Hold the county's bodies for this transaction: whoever else would change one waits."""
    key = func.hashtextextended(f"{tenant_id} bodies", 0)
    await connection.execute(select(func.pg_advisory_xact_lock(key)))


async def plan_rows(
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, day: date | None = None
) -> Sequence[Row[Any]]:
    """List a project's work plans, the latest first."""
    statement = select(work_plans).where(_w.tenant_id == tenant_id, _w.project_id == project_id)
    if day is not None:
        statement = statement.where(_w.set_on <= day)
    return list(await connection.execute(statement.order_by(_w.set_on.desc(), _w.set_at.desc(), _w.id.desc())))
