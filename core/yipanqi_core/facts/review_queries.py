"""Reading what was re-planned, reviewed and followed by a day, each for a whole county in one statement."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Date, Row, Select, Text, and_, case, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.database.at_once import at_once
from yipanqi_core.mechanism.reviews import DECIDER, Opinion
from yipanqi_core.people.tables import users
from yipanqi_core.projects.tables import item_plans, items
from yipanqi_core.reviews.tables import review_opinions, review_rounds, reviews

Rows = Sequence[Row[Any]]


async def _all(connection: AsyncConnection, statement: Select[Any], project: Any, only: Sequence[UUID] | None) -> Rows:
    return list(await connection.execute(statement if only is None else statement.where(project.in_(only))))


@at_once
async def replan_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the re-plans approved by the day, each with the plan that it replaced."""
    i, plan = items.c, item_plans.c
    before = func.lag(plan.planned_on, 1, i.planned_on, type_=Date()).over(
        partition_by=plan.item_id, order_by=plan.round
    )
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


@at_once
async def review_rows(
    connection: AsyncConnection, tenant_id: UUID, on: date, kinds: Sequence[str], only: Sequence[UUID] | None
) -> Rows:
    """List the reviews of these kinds opened by the day, with what had been answered to the submission of the day."""
    r, handed_in, given = reviews.c, review_rounds.c, review_opinions.c
    latest = (
        select(func.max(handed_in.round))
        .where(handed_in.tenant_id == r.tenant_id, handed_in.review_id == r.id, handed_in.submitted_on <= on)
        .scalar_subquery()
    )
    decided = given.seat == DECIDER
    statement = (
        select(
            r.project_id, r.kind, r.opened_on,
            _seats(given.seat, given.seat != DECIDER).label("seats"),
            _seats(given.seat, given.opinion == Opinion.AGAINST.value).label("against"),
            func.max(given.opinion).filter(decided).label("decision"),
            func.max(given.given_on).filter(decided).label("decided_on"),
        )
        .select_from(
            reviews.outerjoin(
                review_opinions,
                and_(
                    given.tenant_id == r.tenant_id, given.review_id == r.id,
                    given.round == latest, given.given_on <= on,
                ),
            )
        )
        .where(r.tenant_id == tenant_id, r.opened_on <= on, r.kind.in_(kinds))
        .group_by(r.tenant_id, r.id)
        .order_by(r.project_id, r.kind, r.opened_on, r.id)
    )  # fmt: skip
    return await _all(connection, statement, r.project_id, only)


def _seats(seat: ColumnElement[str], which: ColumnElement[bool]) -> ColumnElement[Any]:
    some = func.array_agg(aggregate_order_by(seat, seat), type_=ARRAY(Text)).filter(seat.is_not(None), which)
    return func.coalesce(some, [])


@at_once
async def case_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the cases opened by the day with the step on which each stood, or was closed."""
    c, s = cases.c, case_passages.c
    stood = and_(
        s.tenant_id == c.tenant_id,
        s.case_id == c.id,
        s.entered_on <= on,
        or_(s.left_on.is_(None), s.left_on > on),
    )
    follower = case((c.followed_on <= on, users.c.name)).label("follower")
    closed = case((c.closed_on <= on, c.closed_on)).label("closed_on")
    back = case_passages.alias("back").c
    returned = (
        select(func.array_agg(aggregate_order_by(back.left_on, back.position)))
        .where(back.tenant_id == tenant_id, back.case_id == c.id, back.outcome == "returned", back.left_on <= on)
        .scalar_subquery()
    )
    statement = (
        select(
            c.project_id, c.kind, c.title, s.step, s.entered_on, follower, c.opened_on, closed, c.year, c.fields,
            returned.label("returned_on"),
        )
        .select_from(
            cases.join(case_passages, stood).outerjoin(
                users, and_(users.c.tenant_id == c.tenant_id, users.c.id == c.follower_id)
            )
        )
        .where(c.tenant_id == tenant_id, c.opened_on <= on)
        .order_by(c.project_id, c.kind, c.title, c.id)
    )  # fmt: skip
    return await _all(connection, statement, c.project_id, only)


async def collected_rows(
    connection: AsyncConnection,
    tenant_id: UUID,
    on: date,
    handed_in: Mapping[str, Sequence[str]],
    last_steps: Mapping[str, str],
) -> Rows:
    """Count by kind, year and unit the cases that had reached one of the kind's steps in `handed_in` by the day.

    `waiting` are those that stood on such a step and not on the last; the years are the day's and the next.
    """
    if not handed_in:
        return []
    c, s = cases.c, case_passages.c
    reached = or_(*(and_(c.kind == kind, s.step.in_(steps)) for kind, steps in handed_in.items()))
    last = or_(*(and_(c.kind == kind, s.step == step) for kind, step in last_steps.items()))
    waits = and_(or_(s.left_on.is_(None), s.left_on > on), ~last)
    statement = (
        select(
            c.kind, c.year, c.unit_id,
            func.count(c.id.distinct()).label("cases"), func.min(s.entered_on).label("first_on"),
            func.count(c.id.distinct()).filter(waits).label("waiting"),
        )
        .select_from(cases.join(case_passages, and_(s.tenant_id == c.tenant_id, s.case_id == c.id)))
        .where(
            c.tenant_id == tenant_id, c.unit_id.is_not(None), c.year.in_((on.year, on.year + 1)),
            s.entered_on <= on, reached,
        )
        .group_by(c.kind, c.year, c.unit_id)
        .order_by(c.kind, c.year, c.unit_id)
    )  # fmt: skip
    return list(await connection.execute(statement))
