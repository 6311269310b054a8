"""Reading what was re-planned, reviewed and followed by a day, each for a whole county in one statement."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, case, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.people.tables import users
from yipanqi_core.projects.tables import item_plans, items
from yipanqi_core.reviews.tables import review_opinions, reviews

Rows = Sequence[Row[Any]]


async def _all(connection: AsyncConnection, statement: Select[Any], project: Any, only: Sequence[UUID] | None) -> Rows:
    return list(await connection.execute(statement if only is None else statement.where(project.in_(only))))


async def replan_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the re-plans approved by the day, each with the plan that it replaced."""
    i, plan = items.c, item_plans.c
    before = func.lag(plan.planned_on, 1, i.planned_on).over(partition_by=plan.item_id, order_by=plan.round)
    statement = (
        select(
            i.project_id, i.kind, i.title, plan.round, before.label("from_on"),
            plan.planned_on.label("to_on"), plan.approved_on, plan.reason,
        )
        .select_from(item_plans.join(items, and_(i.tenant_id == plan.tenant_id, i.id == plan.item_id)))
        .where(plan.tenant_id == tenant_id, plan.approved_on <= on)
        .order_by(i.project_id, i.kind, i.title, plan.round)
    )  # fmt: skip
    return await _all(connection, statement, i.project_id, only)


async def review_rows(
    connection: AsyncConnection, tenant_id: UUID, on: date, kinds: Sequence[str], only: Sequence[UUID] | None
) -> Rows:
    """List the reviews of these kinds opened by the day, with the seats that had answered by the day."""
    r, given = reviews.c, review_opinions.c
    seats = func.array_agg(aggregate_order_by(given.seat, given.seat)).filter(given.seat.is_not(None))
    statement = (
        select(r.project_id, r.kind, r.opened_on, func.coalesce(seats, []).label("seats"))
        .select_from(
            reviews.outerjoin(
                review_opinions,
                and_(given.tenant_id == r.tenant_id, given.review_id == r.id, given.given_on <= on),
            )
        )
        .where(r.tenant_id == tenant_id, r.opened_on <= on, r.kind.in_(kinds))
        .group_by(r.tenant_id, r.id)
        .order_by(r.project_id, r.kind, r.opened_on, r.id)
    )
    return await _all(connection, statement, r.project_id, only)


async def case_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the cases open on the day with the step on which each stood."""
    c, s = cases.c, case_passages.c
    stood = and_(
        s.tenant_id == c.tenant_id,
        s.case_id == c.id,
        s.entered_on <= on,
        or_(s.left_on.is_(None), s.left_on > on),
    )
    follower = case((c.followed_on <= on, users.c.name)).label("follower")
    statement = (
        select(c.project_id, c.kind, c.title, s.step, s.entered_on, follower)
        .select_from(
            cases.join(case_passages, stood).outerjoin(
                users, and_(users.c.tenant_id == c.tenant_id, users.c.id == c.follower_id)
            )
        )
        .where(c.tenant_id == tenant_id, c.opened_on <= on, or_(c.closed_on.is_(None), c.closed_on > on))
        .order_by(c.project_id, c.kind, c.title, c.id)
    )
    return await _all(connection, statement, c.project_id, only)
