"""Reading units and posts for people: lists by what is looked for, one of them with what it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.projects.state_queries import of_tenant
from yipanqi_core.projects.tables import items, responsibilities
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind

Rows = Sequence[Row[Any]]
_u, _p, _a, _part, _i = units.c, posts.c, appointments.c, responsibilities.c, items.c

UNIT_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"name": (_u.name,), "kind": (_u.kind,)}
UNIT_LAST = _u.id
POST_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"title": (_p.title,), "unit": (_u.name,)}
POST_LAST = _p.id


@dataclass(frozen=True, slots=True)
class UnitsWanted:
    """The filters of a list of units; what is None is not asked."""

    kinds: Sequence[str] | None = None
    groups: Sequence[str] | None = None
    q: str | None = None


@dataclass(frozen=True, slots=True)
class PostsWanted:
    """The filters of a list of posts; what is None is not asked."""

    unit: UUID | None = None
    held: bool | None = None
    leads: bool | None = None
    q: str | None = None


def unit_statement(tenant_id: UUID, wanted: UnitsWanted) -> Select[Any]:
    """Select units."""
    statement = select(_u.id, _u.name, _u.kind, _u.assessment_group, _u.short_names, _u.credit_code, _u.version)
    return statement.where(_u.tenant_id == tenant_id, *_of_units(wanted))


async def count_units(connection: AsyncConnection, tenant_id: UUID, wanted: UnitsWanted) -> int:
    """Count the units of a list."""
    counted = unit_statement(tenant_id, wanted).with_only_columns(func.count())
    return int((await connection.execute(counted)).scalar_one())


async def unit_row(connection: AsyncConnection, tenant_id: UUID, unit_id: UUID) -> Row[Any] | None:
    """Find one unit with how many projects it leads, owns, and has a guarantee item of."""
    held = select(func.count()).where(_part.tenant_id == tenant_id, _part.unit_id == _u.id, _part.to_on.is_(None))
    guarantees = select(func.count(_i.project_id.distinct())).where(
        _i.tenant_id == tenant_id, _i.kind == ItemKind.GUARANTEE.value, _i.unit_id == _u.id
    )
    statement = unit_statement(tenant_id, UnitsWanted()).add_columns(
        held.where(_part.kind == ResponsibilityKind.LEAD_UNIT.value).scalar_subquery().label("leads"),
        held.where(_part.kind == ResponsibilityKind.OWNER.value).scalar_subquery().label("owns"),
        guarantees.scalar_subquery().label("guarantees"),
    )
    found: Row[Any] | None = (await connection.execute(statement.where(_u.id == unit_id))).one_or_none()
    return found


def post_statement(tenant_id: UUID, day: date, wanted: PostsWanted) -> Select[Any]:
    """Select posts with their unit, who holds them on the day, the portfolio, and how many projects they lead."""
    holder = (
        select(users.c.id, users.c.name, _a.portfolio, _a.from_on)
        .select_from(appointments.join(users, of_tenant(users, tenant_id, users.c.id == _a.user_id)))
        .where(_a.tenant_id == tenant_id, _a.post_id == _p.id, *_held_on(day))
        .order_by(_a.from_on.desc().nulls_last(), _a.id.desc())
        .limit(1)
        .lateral("holder")
    )
    led = (
        select(func.count())
        .where(
            _part.tenant_id == tenant_id,
            _part.post_id == _p.id,
            _part.kind == ResponsibilityKind.LEADER.value,
            _part.to_on.is_(None),
        )
        .scalar_subquery()
    )
    return (
        select(
            _p.id, _p.title, _p.unit_id, _u.name.label("unit"), holder.c.id.label("holder_id"),
            holder.c.name.label("holder"), holder.c.portfolio, holder.c.from_on, led.label("leads"),
        )
        .select_from(posts.join(units, of_tenant(units, tenant_id, _u.id == _p.unit_id)).outerjoin(holder, true()))
        .where(_p.tenant_id == tenant_id, *_of_posts(wanted, holder, led))
    )  # fmt: skip


async def count_posts(connection: AsyncConnection, tenant_id: UUID, day: date, wanted: PostsWanted) -> int:
    """Count the posts of a list."""
    counted = post_statement(tenant_id, day, wanted).with_only_columns(func.count())
    return int((await connection.execute(counted)).scalar_one())


async def post_row(connection: AsyncConnection, tenant_id: UUID, post_id: UUID, day: date) -> Row[Any] | None:
    """Find one post as in the list."""
    statement = post_statement(tenant_id, day, PostsWanted()).where(_p.id == post_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def tenure_rows(connection: AsyncConnection, tenant_id: UUID, post_id: UUID) -> Rows:
    """List who has held a post, the latest first."""
    statement = (
        select(users.c.id, users.c.name, _a.from_on, _a.to_on, _a.portfolio)
        .select_from(appointments.join(users, of_tenant(users, tenant_id, users.c.id == _a.user_id)))
        .where(_a.tenant_id == tenant_id, _a.post_id == post_id)
        .order_by(_a.from_on.desc().nulls_last(), _a.id.desc())
    )
    return list(await connection.execute(statement))


async def posts_of_unit(connection: AsyncConnection, tenant_id: UUID, unit_id: UUID, day: date) -> Rows:
    """List a unit's posts as in the list of posts."""
    statement = post_statement(tenant_id, day, PostsWanted(unit=unit_id)).order_by(_p.title, _p.id)
    return list(await connection.execute(statement))


def _held_on(day: date) -> tuple[ColumnElement[bool], ...]:
    started = or_(_a.from_on.is_(None), _a.from_on <= literal(day))
    return started, or_(_a.to_on.is_(None), _a.to_on > literal(day))


def _of_units(wanted: UnitsWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.kinds is not None:
        yield _u.kind.in_(wanted.kinds)
    if wanted.groups is not None:
        yield _u.assessment_group.in_(wanted.groups)
    if wanted.q is not None:
        short = func.array_to_string(_u.short_names, " ")
        yield or_(_u.name.icontains(wanted.q, autoescape=True), short.icontains(wanted.q, autoescape=True))


def _of_posts(wanted: PostsWanted, holder: Any, led: Any) -> Iterator[ColumnElement[bool]]:
    if wanted.unit is not None:
        yield _p.unit_id == wanted.unit
    if wanted.held is not None:
        yield holder.c.id.is_not(None) if wanted.held else holder.c.id.is_(None)
    if wanted.leads is not None:
        yield led > 0 if wanted.leads else led == 0
    if wanted.q is not None:
        yield or_(_p.title.icontains(wanted.q, autoescape=True), holder.c.name.icontains(wanted.q, autoescape=True))
