"""Reading meetings, their agenda items, and what an agenda is filled from."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.ladder.tables import issue_stays
from yipanqi_core.meetings.tables import agenda_items, meetings
from yipanqi_core.people.holder_queries import holder_on, today
from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.projects.tables import items, projects, responsibilities
from yipanqi_core.tenants.tables import seat_bindings
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind, Urgency
from yipanqi_core.work.tables import issues

Rows = Sequence[Row[Any]]
_m, _g, _x, _stay = meetings.c, agenda_items.c, issues.c, issue_stays.c
_GRAVITY = {urgency.value: place for place, urgency in enumerate(Urgency)}

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"planned_on": (_m.planned_on,)}
LAST = _m.id


def _same(table: Any, column: ColumnElement[Any], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(table.c.tenant_id == column.table.c.tenant_id, table.c.id == column, *more)


def meeting_statement(tenant_id: UUID) -> Select[Any]:
    """Select meetings with their convener and who held that post when it was held, or holds it now."""
    holder = holder_on(tenant_id, _m.convener_post_id, func.coalesce(_m.held_on, today()))
    unit_of_post = posts.c.unit_id.label("convener_unit_id")
    return (
        select(
            _m.id, _m.series, _m.period, _m.state, _m.planned_on, _m.held_on, _m.attendance, _m.number, _m.version,
            _m.convener_post_id, posts.c.title.label("convener"), unit_of_post,
            holder.c.id.label("holder_id"), holder.c.name.label("holder"),
        )
        .select_from(meetings.join(posts, _same(posts, _m.convener_post_id)).outerjoin(holder, true()))
        .where(_m.tenant_id == tenant_id)
    )  # fmt: skip


def of_filters(series: str | None, period: str | None, convener: UUID | None, state: str | None) -> list[Any]:
    """Give the conditions of a list of meetings; what is None is not asked."""
    asked = ((_m.series, series), (_m.period, period), (_m.convener_post_id, convener), (_m.state, state))
    return [column == value for column, value in asked if value is not None]


async def meeting_row(connection: AsyncConnection, tenant_id: UUID, meeting_id: UUID) -> Row[Any] | None:
    """Find one meeting."""
    found: Row[Any] | None = (
        await connection.execute(meeting_statement(tenant_id).where(_m.id == meeting_id))
    ).one_or_none()
    return found


async def lock_meeting(connection: AsyncConnection, tenant_id: UUID, meeting_id: UUID) -> Row[Any] | None:
    """Hold a meeting for this transaction."""
    statement = select(meetings).where(_m.tenant_id == tenant_id, _m.id == meeting_id).with_for_update()
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def minutes_of(connection: AsyncConnection, tenant_id: UUID, meeting_id: UUID) -> Any:
    """Find a meeting's number and frozen minutes."""
    statement = select(_m.number, _m.minutes).where(_m.tenant_id == tenant_id, _m.id == meeting_id)
    return (await connection.execute(statement)).one_or_none()


def _shown_items(tenant_id: UUID) -> Select[Any]:
    answering, charged = units.alias("answering"), units.alias("charged")
    source = (
        agenda_items.join(meetings, _same(meetings, _g.meeting_id))
        .outerjoin(projects, _same(projects, _g.project_id))
        .outerjoin(answering, _same(answering, _g.answer_unit_id))
        .outerjoin(charged, _same(charged, _g.unit_id))
        .outerjoin(posts, _same(posts, _g.post_id))
    )
    return (
        select(
            agenda_items, projects.c.name.label("project"), answering.c.name.label("answer_unit"),
            charged.c.name.label("unit"), posts.c.title.label("post"), _m.series, _m.period, _m.state,
            _m.convener_post_id, _m.held_on,
        )
        .select_from(source)
        .where(_g.tenant_id == tenant_id)
    )  # fmt: skip


async def item_rows(connection: AsyncConnection, tenant_id: UUID, meeting_id: UUID) -> Rows:
    """List a meeting's agenda in its order."""
    statement = _shown_items(tenant_id).where(_g.meeting_id == meeting_id).order_by(_g.position)
    return list(await connection.execute(statement))


async def item_row(connection: AsyncConnection, tenant_id: UUID, item_id: UUID, *, lock: bool = False) -> Any:
    """Find one agenda item with its meeting's series and state; `lock` holds it for this transaction."""
    statement = _shown_items(tenant_id).where(_g.id == item_id)
    if lock:
        statement = statement.with_for_update(of=[agenda_items, meetings])
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def standing_issues(
    connection: AsyncConnection, tenant_id: UUID, rung: str, post_id: UUID | None, on: date
) -> Rows:
    """List the issues that stand on the rung unresolved on the day, the gravest first.

    With `post_id` only those that this post holds. Each names the unit that has to see to it.
    """
    lead = responsibilities.c
    guarantee = (
        items.c.project_id == _x.project_id,
        items.c.kind == ItemKind.GUARANTEE.value,
        items.c.title == _x.category,
    )
    source = (
        issue_stays.join(issues, and_(_x.tenant_id == _stay.tenant_id, _x.id == _stay.issue_id))
        .join(projects, _same(projects, _x.project_id))
        .outerjoin(items, and_(items.c.tenant_id == _x.tenant_id, *guarantee))
        .outerjoin(
            responsibilities,
            and_(
                lead.tenant_id == _x.tenant_id,
                lead.project_id == _x.project_id,
                lead.kind == ResponsibilityKind.LEAD_UNIT.value,
                lead.to_on.is_(None),
            ),
        )
    )
    held = () if post_id is None else (_stay.post_id == post_id,)
    statement = (
        select(
            _x.id, _x.description, _x.category, _x.urgency, _x.raised_on, _x.project_id,
            projects.c.name.label("project"), _stay.since_on, _stay.proposed_on,
            func.coalesce(items.c.unit_id, lead.unit_id).label("unit_id"),
        )
        .select_from(source)
        .where(
            _stay.tenant_id == tenant_id,
            _stay.rung == rung,
            _stay.since_on <= on,
            or_(_stay.until_on.is_(None), _stay.until_on > on),
            or_(_x.resolved_on.is_(None), _x.resolved_on > on),
            *held,
        )
        .order_by(case(_GRAVITY, value=_x.urgency), _x.raised_on, _x.id)
    )  # fmt: skip
    return list(await connection.execute(statement))


async def open_assignments(connection: AsyncConnection, tenant_id: UUID, seat: str, post_id: UUID) -> Rows:
    """List what the holder of a seat assigned to a post at his meetings and is not done, the earliest due first."""
    s = seat_bindings.c
    seated = select(s.post_id).where(s.tenant_id == tenant_id, s.seat == seat, s.post_id.is_not(None))
    statement = (
        select(_g.id, _g.title, _g.decision, _g.deadline, _g.issue_id, _g.project_id, _g.unit_id)
        .select_from(agenda_items.join(meetings, _same(meetings, _g.meeting_id)))
        .where(
            _g.tenant_id == tenant_id,
            _g.post_id == post_id,
            _g.done_on.is_(None),
            _m.state == "minuted",
            _m.convener_post_id.in_(seated),
        )
        .order_by(_g.deadline, _g.id)
    )
    return list(await connection.execute(statement))


async def seat_holders(connection: AsyncConnection, tenant_id: UUID) -> dict[str, tuple[UUID | None, UUID | None]]:
    """Map each seat bound on the county's own day to its (unit, post)."""
    s, day = seat_bindings.c, today()
    statement = select(s.seat, s.unit_id, s.post_id).where(
        s.tenant_id == tenant_id,
        or_(s.from_on.is_(None), s.from_on <= day),
        or_(s.to_on.is_(None), s.to_on > day),
    )
    return {row.seat: (row.unit_id, row.post_id) for row in await connection.execute(statement)}


async def post_holders(connection: AsyncConnection, tenant_id: UUID, on: date) -> dict[UUID, list[str]]:
    """Map each post to who held it on the day, the latest appointed first."""
    a, u = appointments.c, users.c
    statement = (
        select(a.post_id, u.name)
        .select_from(appointments.join(users, and_(u.tenant_id == a.tenant_id, u.id == a.user_id)))
        .where(
            a.tenant_id == tenant_id,
            or_(a.from_on.is_(None), a.from_on <= on),
            or_(a.to_on.is_(None), a.to_on > on),
        )
        .order_by(a.post_id, a.from_on.desc().nulls_last(), a.id.desc())
    )
    found: dict[UUID, list[str]] = {}
    for row in await connection.execute(statement):
        found.setdefault(row.post_id, []).append(row.name)
    return found


async def convener_row(connection: AsyncConnection, tenant_id: UUID, post_id: UUID) -> Any:
    """Find a post with its unit and the fields that its holders have on the county's own day."""
    a, p, day = appointments.c, posts.c, today()
    fields = (
        select(func.coalesce(func.sum(func.cardinality(a.portfolio)), 0))
        .where(
            a.tenant_id == tenant_id,
            a.post_id == p.id,
            or_(a.from_on.is_(None), a.from_on <= day),
            or_(a.to_on.is_(None), a.to_on > day),
        )
        .scalar_subquery()
    )
    statement = select(p.id, p.title, p.unit_id, fields.label("fields")).where(
        p.tenant_id == tenant_id, p.id == post_id
    )
    return (await connection.execute(statement)).one_or_none()


async def found_ids(connection: AsyncConnection, tenant_id: UUID, table: Any, ids: Sequence[UUID]) -> set[UUID]:
    """Tell which of these ids the county has in a table."""
    statement = select(table.c.id).where(table.c.tenant_id == tenant_id, table.c.id.in_(ids))
    return set((await connection.execute(statement)).scalars())


async def unit_names(connection: AsyncConnection, tenant_id: UUID, unit_id: UUID) -> str | None:
    """Give a unit's name."""
    statement = select(units.c.name).where(units.c.tenant_id == tenant_id, units.c.id == unit_id)
    name: str | None = (await connection.execute(statement)).scalar_one_or_none()
    return name


async def last_position(connection: AsyncConnection, tenant_id: UUID, meeting_id: UUID) -> int:
    """Give the place of a meeting's last item; 0 without one."""
    statement = select(func.max(_g.position)).where(_g.tenant_id == tenant_id, _g.meeting_id == meeting_id)
    return int((await connection.execute(statement)).scalar_one() or 0)
