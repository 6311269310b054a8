"""Reading cases with the steps they have been on."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.people.tables import units, users
from yipanqi_core.projects.state_queries import of_tenant
from yipanqi_core.projects.tables import projects
from yipanqi_core.projects.writing_queries import hold_project

_c, _s = cases.c, case_passages.c
_now = case_passages.alias("now")

CASE_ID, CASE_KIND, CASE_PROJECT, CASE_STEP, CASE_FOLLOWER = _c.id, _c.kind, _c.project_id, _now.c.step, _c.follower_id
CASE_CLOSED = _c.closed_on
CASE_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"opened_on": (_c.opened_on,), "title": (_c.title,)}


def case_statement(tenant_id: UUID) -> Select[Any]:
    """Select cases with the project, the unit, the follower, the present step and all steps as JSON."""
    one = func.json_build_object(
        "step", _s.step, "entered_on", _s.entered_on, "left_on", _s.left_on, "decided_by", _s.decided_by,
        "note", _s.note,
    )  # fmt: skip
    steps = (
        select(func.json_agg(aggregate_order_by(one, _s.position)).label("steps"))
        .where(_s.tenant_id == tenant_id, _s.case_id == _c.id)
        .lateral("steps")
    )
    present = of_tenant(_now, tenant_id, _now.c.case_id == _c.id, _now.c.left_on.is_(None))
    return (
        select(
            cases, projects.c.name.label("project"), units.c.name.label("unit"), users.c.name.label("follower"),
            _now.c.step, _now.c.position, _now.c.entered_on, steps.c.steps,
        )
        .select_from(
            cases.join(projects, of_tenant(projects, tenant_id, projects.c.id == _c.project_id))
            .join(_now, present)
            .outerjoin(units, of_tenant(units, tenant_id, units.c.id == _c.unit_id))
            .outerjoin(users, of_tenant(users, tenant_id, users.c.id == _c.follower_id))
            .join(steps, true())
        )
        .where(_c.tenant_id == tenant_id)
    )  # fmt: skip


async def case_row(connection: AsyncConnection, tenant_id: UUID, case_id: UUID) -> Row[Any] | None:
    """Find a case as in the list."""
    found: Row[Any] | None = (await connection.execute(case_statement(tenant_id).where(_c.id == case_id))).one_or_none()
    return found


async def held_case(connection: AsyncConnection, tenant_id: UUID, case_id: UUID) -> Row[Any] | None:
    """Hold a case's project until the transaction ends, and find the case as in the list."""
    owner = select(_c.project_id).where(_c.tenant_id == tenant_id, _c.id == case_id).scalar_subquery()
    if not await hold_project(connection, tenant_id, owner):
        return None
    return await case_row(connection, tenant_id, case_id)


async def user_named(connection: AsyncConnection, tenant_id: UUID, user_id: UUID) -> str | None:
    """Give the name of a user who can still sign in or never could; None when disabled or unknown."""
    u = users.c
    statement = select(u.name).where(u.tenant_id == tenant_id, u.id == user_id, u.disabled_at.is_(None))
    name: str | None = (await connection.execute(statement)).scalar_one_or_none()
    return name
