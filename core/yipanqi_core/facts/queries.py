"""Reading a county's records as they were true on a day, a whole county in a handful of statements."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.people.tables import appointments, posts, units
from yipanqi_core.projects.tables import (
    annual_plans,
    item_plans,
    items,
    monthly_figures,
    passages,
    projects,
    responsibilities,
)
from yipanqi_core.promotions.queries import level_on
from yipanqi_core.vocabulary import ResponsibilityKind
from yipanqi_core.work.tables import issues

Rows = Sequence[Row[Any]]


async def _all(connection: AsyncConnection, statement: Select[Any]) -> Rows:
    return list(await connection.execute(statement))


def _held(kind: ResponsibilityKind, on: date) -> Any:
    """Give the part of a project that held on the day, looked up project by project.

    A join would be planned by how many projects the county seems to have, which before the tables are first analysed
    is one: it then compared every project with every part.
    """
    r = responsibilities.alias(f"held_{kind}")
    return (
        select(r.c.unit_id, r.c.post_id)
        .where(
            r.c.tenant_id == projects.c.tenant_id,
            r.c.project_id == projects.c.id,
            r.c.kind == kind,
            or_(r.c.from_on.is_(None), r.c.from_on <= on),
            or_(r.c.to_on.is_(None), r.c.to_on > on),
        )
        .limit(1)
        .lateral(kind)
    )


def _planned(year: Any) -> Any:
    """Give a project's plan of the year, looked up likewise."""
    plan = annual_plans.c
    named = (plan.tenant_id == projects.c.tenant_id, plan.project_id == projects.c.id, plan.year == year)
    return select(plan.amount).where(*named).limit(1).lateral("planned")


@at_once
async def project_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List projects with the responsibilities that held on the day, by name; `only` narrows to these ids."""
    lead, owner, leader = (
        _held(kind, on) for kind in (ResponsibilityKind.LEAD_UNIT, ResponsibilityKind.OWNER, ResponsibilityKind.LEADER)
    )
    plan, p = _planned(on.year), projects.c
    statement = (
        select(
            p.id, p.name, p.nature, p.sector, level_on(on), p.total_investment, p.fields,
            p.declared_nature, p.registered_on, p.site, p.code, p.content,
            plan.c.amount.label("annual_plan"),
            lead.c.unit_id.label("lead_id"), owner.c.unit_id.label("owner_id"), leader.c.post_id.label("leader_id"),
        )
        .select_from(
            projects.join(lead, true())
            .join(owner, true())
            .outerjoin(leader, true())
            .outerjoin(plan, true())
        )
        .where(p.tenant_id == tenant_id)
        .order_by(p.name)
    )  # fmt: skip
    return await _all(connection, statement if only is None else statement.where(p.id.in_(only)))


@at_once
async def item_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List items with the plan approved by the day and the actual date reached by the day."""
    i, plan = items.c, item_plans.c
    replanned = (
        select(plan.planned_on)
        .where(plan.tenant_id == i.tenant_id, plan.item_id == i.id, plan.approved_on <= on)
        .order_by(plan.round.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(
            i.project_id,
            i.kind,
            i.title,
            i.unit_id,
            i.decided_at,
            i.person,
            func.coalesce(replanned, i.planned_on).label("planned_on"),
            case((i.finished_on <= on, i.finished_on)).label("finished_on"),
        )
        .where(i.tenant_id == tenant_id)
        .order_by(i.project_id, i.kind, i.title)
    )
    return await _all(connection, statement if only is None else statement.where(i.project_id.in_(only)))


@at_once
async def figure_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the year's monthly figures: plans of every month, completion of the months begun by the day."""
    f = monthly_figures.c
    statement = (
        select(f.project_id, f.month, f.planned, case((f.month <= on, f.completed)).label("completed"))
        .where(f.tenant_id == tenant_id, f.month >= on.replace(month=1, day=1), f.month <= on.replace(month=12, day=1))
        .order_by(f.project_id, f.month)
    )
    return await _all(connection, statement if only is None else statement.where(f.project_id.in_(only)))


@at_once
async def passage_rows(
    connection: AsyncConnection, tenant_id: UUID, on: date, track: str, only: Sequence[UUID] | None
) -> Rows:
    """List the stays on the main track begun by the day, in order; one left later than the day is still open."""
    s = passages.c
    statement = (
        select(
            s.project_id, s.step, s.entered_on, s.cause,
            case((s.left_on <= on, s.left_on)).label("left_on"),
            case((s.left_on <= on, s.left_cause)).label("left_cause"),
        )
        .where(s.tenant_id == tenant_id, s.track == track, s.entered_on <= on)
        .order_by(s.project_id, s.entered_on, s.id)
    )  # fmt: skip
    return await _all(connection, statement if only is None else statement.where(s.project_id.in_(only)))


@at_once
async def issue_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the issues raised by the day, resolved only if resolved by the day."""
    i = issues.c
    resolved = case((i.resolved_on <= on, i.resolved_on)).label("resolved_on")
    statement = (
        select(i.project_id, i.category, i.urgency, i.raised_on, i.required_on, resolved)
        .where(i.tenant_id == tenant_id, i.raised_on <= on)
        .order_by(i.project_id, i.raised_on, i.category, i.id)
    )
    return await _all(connection, statement if only is None else statement.where(i.project_id.in_(only)))


@at_once
async def unit_rows(connection: AsyncConnection, tenant_id: UUID) -> Rows:
    """List the county's units by name."""
    u = units.c
    return await _all(
        connection,
        select(u.id, u.name, u.kind, u.assessment_group, u.short_names)
        .where(u.tenant_id == tenant_id)
        .order_by(u.name),
    )


@at_once
async def post_rows(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the posts with the portfolio that their holder had on the day."""
    p, a, u = posts.c, appointments.c, units.c
    statement = (
        select(p.id, p.title, u.name.label("unit"), a.portfolio)
        .select_from(
            posts.join(units, and_(u.tenant_id == p.tenant_id, u.id == p.unit_id)).outerjoin(
                appointments,
                and_(
                    a.tenant_id == p.tenant_id,
                    a.post_id == p.id,
                    or_(a.from_on.is_(None), a.from_on <= on),
                    or_(a.to_on.is_(None), a.to_on > on),
                ),
            )
        )
        .where(p.tenant_id == tenant_id)
        .order_by(u.name, p.title, a.id)
    )
    return await _all(connection, statement)


@at_once
async def tenure_rows(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List who had been appointed to a post by the day, from when to when."""
    a = appointments.c
    statement = (
        select(a.post_id, a.from_on, a.to_on)
        .where(a.tenant_id == tenant_id, or_(a.from_on.is_(None), a.from_on <= on))
        .order_by(a.post_id, a.id)
    )
    return await _all(connection, statement)
