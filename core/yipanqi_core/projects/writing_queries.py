"""Reading what writers of items, plans and reports rest on, held until the transaction ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.people.tables import units
from yipanqi_core.projects.part_queries import item_statement
from yipanqi_core.projects.state_queries import of_tenant, planned_on
from yipanqi_core.projects.tables import annual_plans, item_plans, items, monthly_figures, projects, replan_requests
from yipanqi_core.tenants.queries import today


async def hold_project(connection: AsyncConnection, tenant_id: UUID, project: ScalarSelect[Any]) -> bool:
    """Hold the project that an expression names until the transaction ends: all who write of a project take turns."""
    p = projects.c
    statement = select(p.id).where(p.tenant_id == tenant_id, p.id == project).with_for_update()
    return (await connection.execute(statement)).first() is not None


async def held_item(connection: AsyncConnection, tenant_id: UUID, item_id: UUID, day: date) -> Row[Any] | None:
    """Hold an item's project and give the item as of the day, with its plan in force (`in_force_on`)."""
    i = items.c
    owner = select(i.project_id).where(i.tenant_id == tenant_id, i.id == item_id).scalar_subquery()
    if not await hold_project(connection, tenant_id, owner):
        return None
    statement: Select[Any] = (
        select(
            i.id, i.project_id, i.kind, i.title, i.unit_id, i.person, i.decided_at, i.planned_on, i.version,
            case((i.finished_on <= day, i.finished_on)).label("finished_on"),
            projects.c.name.label("project"), planned_on(day).label("in_force_on"),
        )
        .select_from(items.join(projects, and_(projects.c.tenant_id == i.tenant_id, projects.c.id == i.project_id)))
        .where(i.tenant_id == tenant_id, i.id == item_id)
    )  # fmt: skip
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def item_named(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, kind: str, title: str) -> bool:
    """Tell whether the project has an item of this kind and title."""
    i = items.c
    statement = select(i.id).where(
        i.tenant_id == tenant_id, i.project_id == project_id, i.kind == kind, i.title == title
    )
    return (await connection.execute(statement)).first() is not None


async def unit_exists(connection: AsyncConnection, tenant_id: UUID, unit_id: UUID) -> bool:
    """Tell whether the county has such a unit."""
    statement = select(units.c.id).where(units.c.tenant_id == tenant_id, units.c.id == unit_id)
    return (await connection.execute(statement)).first() is not None


def request_statement(tenant_id: UUID) -> Select[Any]:
    """Select requests for a re-plan with the item, its baseline and its project."""
    r, i = replan_requests.c, items.c
    return (
        select(
            replan_requests, i.title, i.kind, i.planned_on.label("baseline_on"), i.finished_on, i.project_id,
            projects.c.name.label("project"),
        )
        .select_from(
            replan_requests.join(items, of_tenant(items, tenant_id, i.id == r.item_id)).join(
                projects, of_tenant(projects, tenant_id, projects.c.id == i.project_id)
            )
        )
        .where(r.tenant_id == tenant_id)
    )  # fmt: skip


REQUEST_ID, REQUEST_STATE, REQUEST_PROJECT = replan_requests.c.id, replan_requests.c.state, items.c.project_id
REQUEST_ITEM = replan_requests.c.item_id
REQUEST_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"requested_on": (replan_requests.c.requested_on,)}


async def request_row(connection: AsyncConnection, tenant_id: UUID, request_id: UUID) -> Row[Any] | None:
    """Find a request for a re-plan as in the list."""
    statement = request_statement(tenant_id).where(replan_requests.c.id == request_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def held_request(connection: AsyncConnection, tenant_id: UUID, request_id: UUID) -> Row[Any] | None:
    """Hold the project of a request for a re-plan and give the request."""
    r, i = replan_requests.c, items.c
    owner = (
        select(i.project_id)
        .select_from(replan_requests.join(items, of_tenant(items, tenant_id, i.id == r.item_id)))
        .where(r.tenant_id == tenant_id, r.id == request_id)
        .scalar_subquery()
    )
    if not await hold_project(connection, tenant_id, owner):
        return None
    return await request_row(connection, tenant_id, request_id)


async def has_open_request(connection: AsyncConnection, tenant_id: UUID, item_id: UUID) -> bool:
    """Tell whether a re-plan of the item is waiting to be decided."""
    r = replan_requests.c
    statement = select(r.id).where(r.tenant_id == tenant_id, r.item_id == item_id, r.state == "open")
    return (await connection.execute(statement)).first() is not None


async def last_round(connection: AsyncConnection, tenant_id: UUID, item_id: UUID) -> int:
    """Give the number of re-plans that an item has had."""
    plan = item_plans.c
    statement = select(func.coalesce(func.max(plan.round), 0)).where(
        plan.tenant_id == tenant_id, plan.item_id == item_id
    )
    return int((await connection.execute(statement)).scalar_one())


async def months_planned(
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, year: int
) -> dict[date, Row[Any]]:
    """Give the year's rows of monthly figures by month."""
    f = monthly_figures.c
    statement = select(monthly_figures).where(
        f.tenant_id == tenant_id,
        f.project_id == project_id,
        f.month >= date(year, 1, 1),
        f.month <= date(year, 12, 1),
    )
    return {row.month: row for row in await connection.execute(statement)}


async def annual_amount(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, year: int) -> Any:
    """Give the year's planned investment; None without one."""
    plan = annual_plans.c
    statement = select(plan.amount).where(plan.tenant_id == tenant_id, plan.project_id == project_id, plan.year == year)
    return (await connection.execute(statement)).scalar_one_or_none()


async def year_is_planned(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, year: int) -> bool:
    """Tell whether a year's investment was planned, whole or by month."""
    (row,) = await _planned(connection, tenant_id, project_id, year)
    return bool(row.planned)


@at_once
async def _planned(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, year: int) -> Sequence[Any]:
    plan, month = annual_plans.c, monthly_figures.c
    of_year = month.month.between(date(year, 1, 1), date(year, 12, 31))
    whole = exists().where(plan.tenant_id == tenant_id, plan.project_id == project_id, plan.year == year)
    parts = exists().where(
        month.tenant_id == tenant_id, month.project_id == project_id, of_year, month.planned.is_not(None)
    )
    return list(await connection.execute(select(or_(whole, parts).label("planned"))))


async def shown_item(connection: AsyncConnection, tenant_id: UUID, item_id: UUID) -> Row[Any] | None:
    """Find an item as lists show it on the county's own day, with its project and its plan in force."""
    day = await today(connection)
    i = items.c
    owner = select(i.project_id).where(i.tenant_id == tenant_id, i.id == item_id)
    project_id = (await connection.execute(owner)).scalar_one_or_none()
    if project_id is None:
        return None
    named = select(projects.c.name).where(projects.c.tenant_id == tenant_id, projects.c.id == i.project_id)
    statement = (
        item_statement(tenant_id, project_id, day)
        .add_columns(i.project_id, named.scalar_subquery().label("project"))
        .where(i.id == item_id)
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def items_without_unit(
    connection: AsyncConnection, tenant_id: UUID, project_ids: Sequence[UUID]
) -> Sequence[Row[Any]]:
    """List the items of these projects that name no unit."""
    i = items.c
    statement = (
        select(i.id, i.title)
        .where(i.tenant_id == tenant_id, i.project_id.in_(project_ids), i.unit_id.is_(None))
        .order_by(i.title, i.id)
    )
    return list(await connection.execute(statement))
