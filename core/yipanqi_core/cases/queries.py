"""Reading cases with the steps they have been on."""

from collections.abc import Sequence
from datetime import date
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
CASE_CLOSED, CASE_YEAR, CASE_BATCH, CASE_UNIT = _c.closed_on, _c.year, _c.batch, _c.unit_id
CASE_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"opened_on": (_c.opened_on,), "title": (_c.title,)}


def case_statement(tenant_id: UUID) -> Select[Any]:
    """Select cases with the project, the unit, the follower, the present step and all steps as JSON."""
    one = func.json_build_object(
        "step", _s.step, "entered_on", _s.entered_on, "left_on", _s.left_on, "decided_by", _s.decided_by,
        "note", _s.note, "outcome", _s.outcome, "passed_by", _s.passed_by, "passed_seat", _s.passed_seat,
        "evidence", _s.evidence, "reason", _s.reason,
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


async def next_batch(connection: AsyncConnection, tenant_id: UUID, kind: str, year: int | None) -> int:
    """Give the number of the next batch of a kind in a year; whoever numbers one holds the county until the end."""
    await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{tenant_id}:{kind}:{year}"))))
    statement = select(func.coalesce(func.max(_c.batch), 0)).where(
        _c.tenant_id == tenant_id, _c.kind == kind, _c.year.is_not_distinct_from(year)
    )
    return int((await connection.execute(statement)).scalar_one()) + 1


async def board_rows(
    connection: AsyncConnection, tenant_id: UUID, day: date, kind: str, year: int | None
) -> Sequence[Row[Any]]:
    """Count a kind's open cases by the step on which they stand, with the longest stay, and those that were closed."""
    days = day - _now.c.entered_on
    statement = (
        select(
            _now.c.step, _c.closed_on.is_not(None).label("closed"),
            func.count().label("cases"), func.max(days).label("longest"), func.count(_c.follower_id).label("followed"),
        )
        .select_from(cases.join(_now, of_tenant(_now, tenant_id, _now.c.case_id == _c.id, _now.c.left_on.is_(None))))
        .where(_c.tenant_id == tenant_id, _c.kind == kind)
        .group_by(_now.c.step, _c.closed_on.is_not(None))
    )  # fmt: skip
    return list(await connection.execute(statement if year is None else statement.where(_c.year == year)))


async def board_cases(
    connection: AsyncConnection, tenant_id: UUID, kind: str, year: int | None, limit: int
) -> Sequence[Row[Any]]:
    """List a kind's open cases with their projects, those longest on their step first."""
    statement = (
        select(_c.id, _c.title, _c.project_id, projects.c.name.label("project"), _now.c.step, _now.c.entered_on)
        .select_from(
            cases.join(projects, of_tenant(projects, tenant_id, projects.c.id == _c.project_id)).join(
                _now, of_tenant(_now, tenant_id, _now.c.case_id == _c.id, _now.c.left_on.is_(None))
            )
        )
        .where(_c.tenant_id == tenant_id, _c.kind == kind, _c.closed_on.is_(None))
        .order_by(_now.c.entered_on, _c.id)
        .limit(limit)
    )
    return list(await connection.execute(statement if year is None else statement.where(_c.year == year)))
