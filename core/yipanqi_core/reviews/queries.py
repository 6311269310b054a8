"""Reading reviews with their rounds and opinions, and the points that approving units have published."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.mechanism.reviews import ReviewState
from yipanqi_core.meetings.tables import agenda_items, meetings
from yipanqi_core.people.tables import units
from yipanqi_core.projects.state_queries import of_tenant
from yipanqi_core.projects.tables import items, projects
from yipanqi_core.projects.writing_queries import hold_project
from yipanqi_core.reviews.tables import review_opinions, review_points, review_rounds, reviews
from yipanqi_core.tenants.tables import seat_bindings

_r, _round, _given, _points = reviews.c, review_rounds.c, review_opinions.c, review_points.c
_g, _m = agenda_items.c, meetings.c
_asked = units.alias("item_unit")

REVIEW_ID, REVIEW_KIND, REVIEW_STATE, REVIEW_PROJECT = _r.id, _r.kind, _r.state, _r.project_id
REVIEW_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"opened_on": (_r.opened_on,)}
POINTS_UNIT, POINTS_ITEM = _points.unit_id, _points.item
POINTS_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"item": (_points.item,)}


def review_statement(tenant_id: UUID) -> Select[Any]:
    """Select reviews with the project, the item, its unit, and their rounds and opinions as JSON.

    Of those that wait for a decision also the minuted meetings that decided something of the project (`heard`).
    """
    a_round = func.json_build_object(
        "round", _round.round, "submitted_on", _round.submitted_on, "submitted_by", _round.submitted_by,
        "document", _round.document,
    )  # fmt: skip
    rounds = (
        select(func.json_agg(aggregate_order_by(a_round, _round.round)).label("rounds"))
        .where(_round.tenant_id == tenant_id, _round.review_id == _r.id)
        .lateral("rounds")
    )
    an_opinion = func.json_build_object(
        "round", _given.round, "seat", _given.seat, "opinion", _given.opinion, "text", _given.text,
        "unit_id", units.c.id, "unit", units.c.name, "given_by", _given.given_by, "given_on", _given.given_on,
    )  # fmt: skip
    opinions = (
        select(func.json_agg(aggregate_order_by(an_opinion, _given.round, _given.given_at)).label("opinions"))
        .select_from(review_opinions.join(units, of_tenant(units, tenant_id, units.c.id == _given.unit_id)))
        .where(_given.tenant_id == tenant_id, _given.review_id == _r.id)
        .lateral("opinions")
    )
    a_meeting = func.json_build_object("series", _m.series, "held_on", _m.held_on, "number", _m.number)
    heard = (
        select(func.json_agg(aggregate_order_by(a_meeting, _m.held_on, _m.number)).label("heard"))
        .select_from(agenda_items.join(meetings, of_tenant(meetings, tenant_id, _m.id == _g.meeting_id)))
        .where(
            _r.state == ReviewState.SUBMITTED.value,
            _g.tenant_id == tenant_id,
            _g.project_id == _r.project_id,
            _g.decision.is_not(None),
            _m.state == "minuted",
        )
        .lateral("heard")
    )
    return (
        select(
            reviews, projects.c.name.label("project"), items.c.title.label("item"),
            _asked.c.id.label("unit_id"), _asked.c.name.label("unit"), rounds.c.rounds, opinions.c.opinions,
            heard.c.heard,
        )
        .select_from(
            reviews.join(projects, of_tenant(projects, tenant_id, projects.c.id == _r.project_id))
            .outerjoin(items, of_tenant(items, tenant_id, items.c.id == _r.item_id))
            .outerjoin(_asked, and_(_asked.c.tenant_id == tenant_id, _asked.c.id == items.c.unit_id))
            .outerjoin(rounds, true())
            .outerjoin(opinions, true())
            .outerjoin(heard, true())
        )
        .where(_r.tenant_id == tenant_id)
    )  # fmt: skip


async def review_row(connection: AsyncConnection, tenant_id: UUID, review_id: UUID) -> Row[Any] | None:
    """Find a review as in the list."""
    found: Row[Any] | None = (
        await connection.execute(review_statement(tenant_id).where(_r.id == review_id))
    ).one_or_none()
    return found


async def held_review(connection: AsyncConnection, tenant_id: UUID, review_id: UUID) -> Row[Any] | None:
    """Hold a review's project until the transaction ends, and find the review as in the list."""
    owner = select(_r.project_id).where(_r.tenant_id == tenant_id, _r.id == review_id).scalar_subquery()
    if not await hold_project(connection, tenant_id, owner):
        return None
    return await review_row(connection, tenant_id, review_id)


async def earlier_reviews(
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, kind: str, item_id: UUID | None
) -> Sequence[Row[Any]]:
    """List the ended reviews of this kind and item, the latest application first."""
    statement = (
        select(_r.application, _r.state)
        .where(
            _r.tenant_id == tenant_id,
            _r.project_id == project_id,
            _r.kind == kind,
            _r.item_id.is_not_distinct_from(item_id),
        )
        .order_by(_r.application.desc())
    )
    return list(await connection.execute(statement))


async def seat_units(connection: AsyncConnection, tenant_id: UUID) -> dict[str, tuple[UUID, str]]:
    """Map each seat bound to a unit to that unit's id and name."""
    s = seat_bindings.c
    statement = (
        select(s.seat, units.c.id, units.c.name)
        .select_from(seat_bindings.join(units, and_(units.c.tenant_id == s.tenant_id, units.c.id == s.unit_id)))
        .where(s.tenant_id == tenant_id, s.to_on.is_(None))
    )
    return {row.seat: (row.id, row.name) for row in await connection.execute(statement)}


def points_statement(tenant_id: UUID) -> Select[Any]:
    """Select the published key figures and review points with their units."""
    return (
        select(review_points, units.c.name.label("unit"))
        .select_from(review_points.join(units, of_tenant(units, tenant_id, units.c.id == _points.unit_id)))
        .where(_points.tenant_id == tenant_id)
    )


async def points_row(connection: AsyncConnection, tenant_id: UUID, unit_id: UUID, item: str) -> Row[Any]:
    """Find what a unit has published for a kind of item."""
    statement = points_statement(tenant_id).where(_points.unit_id == unit_id, _points.item == item)
    found: Row[Any] = (await connection.execute(statement)).one()
    return found
