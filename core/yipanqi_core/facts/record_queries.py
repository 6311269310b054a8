"""Reading the work recorded in a year, in one statement built once, and what units were given to do."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, case, exists, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.at_once import at_once
from yipanqi_core.people.tables import posts
from yipanqi_core.projects.tables import responsibilities
from yipanqi_core.vocabulary import ResponsibilityKind
from yipanqi_core.work.tables import records, tasks

_r, _p, _part = records.c, posts.c, responsibilities.c
_ALIKE = (_r.project_id, _r.kind, _r.on_date, _r.unit_id, _r.post_id, _r.note, _r.data)
_AS_LEADER = exists().where(
    _part.tenant_id == _r.tenant_id,
    _part.project_id == _r.project_id,
    _part.kind == ResponsibilityKind.LEADER.value,
    _part.post_id == _r.post_id,
    or_(_part.from_on.is_(None), _part.from_on <= _r.on_date),
    or_(_part.to_on.is_(None), _part.to_on > _r.on_date),
)
_ALL = (
    select(
        _r.id, _r.project_id, _r.kind, _r.on_date, _r.post_id, _r.data,
        _r.unit_id.label("doing_unit_id"), _p.unit_id.label("post_unit_id"), _AS_LEADER.label("as_leader"),
    )
    .select_from(records.outerjoin(posts, and_(_p.tenant_id == _r.tenant_id, _p.id == _r.post_id)))
    .where(_r.tenant_id == bindparam("tenant"), _r.on_date.between(bindparam("since"), bindparam("until")))
    .ext(distinct_on(*_ALIKE))
    .order_by(*_ALIKE, _r.id)
)  # fmt: skip
_OF_COUNTY = _ALL.where(_r.project_id.is_(None))
_OF_SOME = _ALL.where(_r.project_id.in_(bindparam("only", expanding=True)))
_OF_BOTH = _ALL.where(or_(_r.project_id.in_(bindparam("only", expanding=True)), _r.project_id.is_(None)))


async def record_rows(
    connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None, *, county: bool
) -> Sequence[Row[Any]]:
    """List the year's records by the day, those alike in everything once, in the order of their days.

    The week in which the year began is whole. `only` narrows to these projects, `county` adds those of no project.
    """
    since = first_day(on)
    asked: dict[str, Any] = {"tenant": tenant_id, "since": since, "until": on}
    if only is None:
        rows: Any = await connection.execute(_ALL, asked)
    elif not only:
        rows = await connection.execute(_OF_COUNTY, asked)
    elif county:
        rows = await connection.execute(_OF_BOTH, asked | {"only": list(only)})
    else:
        rows = await _some_rows(connection, tenant_id, since, on, only)
    return sorted(rows, key=lambda row: (row.on_date, row.id))


@at_once
async def _some_rows(
    connection: AsyncConnection, tenant_id: UUID, since: date, on: date, only: Sequence[UUID]
) -> Sequence[Row[Any]]:
    asked = {"tenant": tenant_id, "since": since, "until": on, "only": only}
    return list(await connection.execute(_OF_SOME, asked))


@at_once
async def task_rows(
    connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None
) -> Sequence[Row[Any]]:
    """List what units were given to do about projects by the day, without what was done before the day's year."""
    t = tasks.c
    statement = (
        select(
            t.project_id, t.kind, t.title, t.unit_id, t.opened_on, t.due_on,
            case((t.done_on <= on, t.done_on)).label("done_on"),
        )
        .where(
            t.tenant_id == tenant_id,
            t.unit_id.is_not(None),
            t.project_id.is_not(None),
            t.opened_on <= on,
            or_(t.done_on.is_(None), t.done_on >= on.replace(month=1, day=1)),
        )
        .order_by(t.project_id, t.opened_on, t.id)
    )  # fmt: skip
    return list(await connection.execute(statement if only is None else statement.where(t.project_id.in_(only))))


def first_day(on: date) -> date:
    """Give the first day from which records are told of: of the week in which the year began."""
    return Period.containing(date(on.year, 1, 1), PeriodKind.WEEK).start
