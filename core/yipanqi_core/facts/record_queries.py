"""Reading the work recorded in a year, in one statement built once."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.people.tables import posts
from yipanqi_core.projects.tables import responsibilities
from yipanqi_core.vocabulary import ResponsibilityKind
from yipanqi_core.work.tables import records

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
    since = Period.containing(date(on.year, 1, 1), PeriodKind.WEEK).start
    asked: dict[str, Any] = {"tenant": tenant_id, "since": since, "until": on}
    if only is None:
        statement = _ALL
    elif not only:
        statement = _OF_COUNTY
    else:
        statement, asked = _OF_BOTH if county else _OF_SOME, asked | {"only": list(only)}
    return sorted(await connection.execute(statement, asked), key=lambda row: (row.on_date, row.id))
