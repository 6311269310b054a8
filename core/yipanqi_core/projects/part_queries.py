"""Reading the parts of one project: its items with their plans, passages, responsibilities, reported months."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.chains.tables import chains
from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.projects.state_queries import of_tenant, planned_on, unfinished
from yipanqi_core.projects.tables import (
    annual_plans,
    item_plans,
    items,
    monthly_figures,
    passages,
    projects,
    responsibilities,
)
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind

Rows = Sequence[Row[Any]]
_i, _s, _part, _f = items.c, passages.c, responsibilities.c, monthly_figures.c
_KINDS = {kind.value: place for place, kind in enumerate(ItemKind)}
_PARTS = {kind.value: place for place, kind in enumerate(ResponsibilityKind)}
_NEVER, _EVER = date(9999, 12, 31), date(1, 1, 1)

ITEM_ID, ITEM_KIND, PASSAGE_ID, RESPONSIBILITY_ID = _i.id, _i.kind, _s.id, _part.id
PASSAGE_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"entered_on": (_s.entered_on,)}
RESPONSIBILITY_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "kind": (case(_PARTS, value=_part.kind),),
    "from_on": (func.coalesce(_part.from_on, literal(_EVER)),),
}


def item_statement(tenant_id: UUID, project_id: UUID, day: date) -> Select[Any]:
    """Select a project's items as they stand on the day, each with its approved re-plans as JSON."""
    plan = item_plans.c
    one = func.json_build_object(
        "round", plan.round, "planned_on", plan.planned_on, "approved_on", plan.approved_on,
        "reason", plan.reason, "approved_by", plan.approved_by,
    )  # fmt: skip
    replans = (
        select(func.json_agg(aggregate_order_by(one, plan.round)).label("replans"))
        .where(plan.tenant_id == tenant_id, plan.item_id == _i.id, plan.approved_on <= day)
        .lateral("replans")
    )
    return (
        select(
            _i.id, _i.kind, _i.title, _i.person, _i.decided_at, _i.unit_id, units.c.name.label("unit"),
            _i.planned_on.label("baseline_on"), planned_on(day).label("planned_on"),
            planned_on(day).label("in_force_on"), case((~unfinished(day), _i.finished_on)).label("finished_on"),
            replans.c.replans, _i.version,
        )
        .select_from(
            items.outerjoin(units, of_tenant(units, tenant_id, units.c.id == _i.unit_id)).outerjoin(replans, true())
        )
        .where(_i.tenant_id == tenant_id, _i.project_id == project_id)
    )  # fmt: skip


def item_sorts(day: date) -> dict[str, tuple[ColumnElement[Any], ...]]:
    """Give what items are sorted by: their kind in the declared order, their plan (undated last), their title."""
    return {
        "kind": (case(_KINDS, value=_i.kind),),
        "planned_on": (func.coalesce(planned_on(day), literal(_NEVER)),),
        "title": (_i.title,),
    }


def late_item(day: date) -> ColumnElement[bool]:
    """Tell whether an item is unfinished past its plan on the day; never unknown."""
    return and_(unfinished(day), func.coalesce(planned_on(day) < day, False))


def passage_statement(tenant_id: UUID, project_id: UUID, day: date) -> Select[Any]:
    """Select a project's stays on all tracks begun by the day; one left later is still open."""
    left = case((_s.left_on <= day, _s.left_on)).label("left_on")
    left_cause = case((_s.left_on <= day, _s.left_cause)).label("left_cause")
    return select(
        _s.id, _s.track, _s.step, _s.entered_on, left, _s.cause, left_cause, _s.evidence, _s.decided_by
    ).where(_s.tenant_id == tenant_id, _s.project_id == project_id, _s.entered_on <= day)


def responsibility_statement(tenant_id: UUID, project_id: UUID) -> Select[Any]:
    """Select who had which part in a project from when to when, with the holders of a post in that time as JSON."""
    a = appointments.c
    one = func.json_build_object("id", users.c.id, "name", users.c.name, "from_on", a.from_on, "to_on", a.to_on)
    within = and_(
        or_(a.to_on.is_(None), _part.from_on.is_(None), a.to_on > _part.from_on),
        or_(_part.to_on.is_(None), a.from_on.is_(None), a.from_on < _part.to_on),
    )
    holders = (
        select(func.json_agg(aggregate_order_by(one, a.from_on)).label("holders"))
        .select_from(appointments.join(users, of_tenant(users, tenant_id, users.c.id == a.user_id)))
        .where(a.tenant_id == tenant_id, a.post_id == _part.post_id, within)
        .lateral("holders")
    )
    return (
        select(
            _part.id, _part.kind, _part.from_on, _part.to_on,
            _part.unit_id, units.c.name.label("unit"), _part.post_id, posts.c.title.label("post"),
            _part.chain_id, chains.c.name.label("chain"),
            holders.c.holders,
        )
        .select_from(
            responsibilities.outerjoin(units, of_tenant(units, tenant_id, units.c.id == _part.unit_id))
            .outerjoin(posts, of_tenant(posts, tenant_id, posts.c.id == _part.post_id))
            .outerjoin(chains, of_tenant(chains, tenant_id, chains.c.id == _part.chain_id))
            .outerjoin(holders, true())
        )
        .where(_part.tenant_id == tenant_id, _part.project_id == project_id)
    )  # fmt: skip


async def figure_rows(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, year: int, day: date) -> Rows:
    """List a year's months that have a row; what a month to come holds as completed is left out."""
    completed = case((_f.month <= day, _f.completed)).label("completed")
    statement = (
        select(_f.month, _f.planned, completed, _f.reported_at, _f.attested_by)
        .where(
            _f.tenant_id == tenant_id,
            _f.project_id == project_id,
            _f.month >= date(year, 1, 1),
            _f.month <= date(year, 12, 1),
        )
        .order_by(_f.month)
    )
    return list(await connection.execute(statement))


async def annual_plan(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, year: int) -> Any:
    """Read a project's plan of the year; None without one."""
    plan = annual_plans.c
    statement = select(plan.amount).where(plan.tenant_id == tenant_id, plan.project_id == project_id, plan.year == year)
    return (await connection.execute(statement)).scalar_one_or_none()


async def project_exists(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> bool:
    """Tell whether the county has such a project."""
    p = projects.c
    found = await connection.execute(select(p.id).where(p.tenant_id == tenant_id, p.id == project_id))
    return found.scalar_one_or_none() is not None
