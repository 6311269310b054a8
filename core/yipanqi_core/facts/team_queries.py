"""Reading who was in which team or body on a day, and the work plans in force."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.facts.county_queries import on_day
from yipanqi_core.people.tables import posts
from yipanqi_core.teams.tables import team_members, work_plans

Rows = Sequence[Row[Any]]
_m, _w = team_members.c, work_plans.c


def _shown() -> Select[Any]:
    """Members, each with the unit of its post."""
    columns = (_m.project_id, _m.team, _m.part, _m.post_id, _m.unit_id, _m.person, _m.rank)
    held = and_(posts.c.tenant_id == _m.tenant_id, posts.c.id == _m.post_id)
    return select(*columns, posts.c.unit_id.label("post_unit_id")).select_from(team_members.outerjoin(posts, held))


def _order() -> tuple[ColumnElement[Any], ...]:
    return _m.project_id, _m.team, _m.part, _m.from_on.nulls_first(), _m.id


@at_once
async def member_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the members of projects' teams on the day."""
    statement = (
        _shown()
        .where(_m.tenant_id == tenant_id, _m.project_id.is_not(None), *on_day(_m.from_on, _m.to_on, on))
        .order_by(*_order())
    )
    return list(await connection.execute(statement if only is None else statement.where(_m.project_id.in_(only))))


@at_once
async def plan_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the work plan of each project's team that was in force on the day."""
    place = func.row_number(type_=Integer()).over(
        partition_by=(_w.project_id, _w.team), order_by=(_w.set_on.desc(), _w.set_at.desc(), _w.id.desc())
    )
    plans = select(work_plans, place.label("place")).where(_w.tenant_id == tenant_id, _w.set_on <= on)
    latest = (plans if only is None else plans.where(_w.project_id.in_(only))).subquery("latest")
    statement = select(latest).where(latest.c.place == 1).order_by(latest.c.project_id, latest.c.team)
    return list(await connection.execute(statement))


@at_once
async def body_rows(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the members that bodies of the county had on the day."""
    statement = (
        _shown()
        .where(_m.tenant_id == tenant_id, _m.project_id.is_(None), *on_day(_m.from_on, _m.to_on, on))
        .order_by(*_order())
    )
    return list(await connection.execute(statement))


async def changed_parts(connection: AsyncConnection, tenant_id: UUID, on: date) -> set[tuple[str, str]]:
    """Give the (body, part)s whose members the county had set by the day."""
    return {(row.team, row.part) for row in await _changed(connection, tenant_id, on)}


@at_once
async def _changed(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    begun = or_(_m.from_on.is_(None), _m.from_on <= on)
    statement = select(_m.team, _m.part).where(_m.tenant_id == tenant_id, _m.project_id.is_(None), begun).distinct()
    return list(await connection.execute(statement))
