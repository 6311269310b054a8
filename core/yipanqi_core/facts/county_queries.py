"""Reading what concerns the county as a whole on a day: seats, chains, meetings held; and the leaders of projects."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.bulletins.tables import bulletins
from yipanqi_core.chains.tables import chain_terms, chains
from yipanqi_core.database.at_once import at_once
from yipanqi_core.facts import record_queries
from yipanqi_core.meetings.tables import meetings
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import responsibilities
from yipanqi_core.tenants.tables import seat_bindings
from yipanqi_core.vocabulary import ResponsibilityKind

Rows = Sequence[Row[Any]]
_LEADERS = (ResponsibilityKind.CHAIN.value, ResponsibilityKind.LINE.value, ResponsibilityKind.POINT.value)


def on_day(from_on: ColumnElement[Any], to_on: ColumnElement[Any], day: date) -> tuple[ColumnElement[bool], ...]:
    """Tell whether a span holds on the day; its end is exclusive."""
    return or_(from_on.is_(None), from_on <= day), or_(to_on.is_(None), to_on > day)


@at_once
async def part_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the projects' line and point leaders and their chains on the day, a chain with its head and lead unit."""
    r, t = responsibilities.c, chain_terms.c
    term = and_(t.tenant_id == r.tenant_id, t.chain_id == r.chain_id, *on_day(t.from_on, t.to_on, on))
    statement = (
        select(r.project_id, r.kind, r.post_id, chains.c.name.label("chain"), units.c.name.label("chain_unit"))
        .select_from(
            responsibilities.outerjoin(chains, and_(chains.c.tenant_id == r.tenant_id, chains.c.id == r.chain_id))
            .outerjoin(chain_terms, term)
            .outerjoin(units, and_(units.c.tenant_id == r.tenant_id, units.c.id == t.unit_id))
        )
        .where(r.tenant_id == tenant_id, r.kind.in_(_LEADERS), *on_day(r.from_on, r.to_on, on))
        .order_by(r.project_id, r.kind, r.id)
    )
    return list(await connection.execute(statement if only is None else statement.where(r.project_id.in_(only))))


@at_once
async def seat_rows_on(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List what each seat was bound to on the day."""
    s = seat_bindings.c
    statement = (
        select(s.seat, s.unit_id, s.post_id)
        .where(s.tenant_id == tenant_id, *on_day(s.from_on, s.to_on, on))
        .order_by(s.seat, s.id)
    )
    return list(await connection.execute(statement))


@at_once
async def chain_rows_on(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the key chains with what was known of each on the day, by name."""
    c, t = chains.c, chain_terms.c
    term = and_(t.tenant_id == c.tenant_id, t.chain_id == c.id, *on_day(t.from_on, t.to_on, on))
    statement = (
        select(c.id, c.name, t.head_post_id, t.unit_id, t.person, t.task_force)
        .select_from(chains.join(chain_terms, term))
        .where(c.tenant_id == tenant_id)
        .order_by(c.name)
    )
    return list(await connection.execute(statement))


async def meeting_rows_on(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the meetings held in the day's year, or in the week in which it began, by the day."""
    return await _meeting_rows(connection, tenant_id, record_queries.first_day(on), on)


@at_once
async def _meeting_rows(connection: AsyncConnection, tenant_id: UUID, since: date, on: date) -> Rows:
    m = meetings.c
    convener = and_(posts.c.tenant_id == m.tenant_id, posts.c.id == m.convener_post_id)
    statement = (
        select(m.id, m.series, m.convener_post_id, posts.c.unit_id, m.held_on)
        .select_from(meetings.join(posts, convener))
        .where(m.tenant_id == tenant_id, m.held_on >= since, m.held_on <= on)
        .order_by(m.held_on, m.id)
    )
    return list(await connection.execute(statement))


async def issued_rows_on(connection: AsyncConnection, tenant_id: UUID, on: date, kinds: Sequence[str]) -> Rows:
    """List the bulletins of these kinds for a period that went out in the day's year, or in its first week."""
    b = bulletins.c
    statement = (
        select(b.id, b.kind, b.period, b.number, b.issued_on)
        .where(
            b.tenant_id == tenant_id,
            b.kind.in_(kinds),
            ~b.at_will,
            b.issued_on.between(record_queries.first_day(on), on),
        )
        .order_by(b.issued_on, b.id)
    )
    return list(await connection.execute(statement))
