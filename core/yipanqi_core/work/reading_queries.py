"""Reading records of work for people: lists by what they look for, one record, and whose work may be recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.keyset import Key, keyed_through, keys_for
from yipanqi_core.people.holder_queries import holder_on
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.level_queries import of_levels
from yipanqi_core.projects.tables import projects
from yipanqi_core.vocabulary import Level
from yipanqi_core.work.guards import Doer
from yipanqi_core.work.tables import issues, records, tasks

_r = records.c

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"on": (_r.on_date,), "kind": (_r.kind,)}


async def found_by(connection: AsyncConnection, tenant_id: UUID, record_id: UUID) -> Sequence[Row[Any]]:
    """List the issues that a record brought to light."""
    x = issues.c
    statement = select(x.id, x.description).where(x.tenant_id == tenant_id, x.record_id == record_id).order_by(x.id)
    return list(await connection.execute(statement))


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """What is looked for; what is None is not asked."""

    kinds: Sequence[str] | None = None
    project_id: UUID | None = None
    post_id: UUID | None = None
    unit_id: UUID | None = None
    on_gte: date | None = None
    on_lte: date | None = None
    data: Sequence[tuple[str, str]] = ()  # (field of the kind, what it holds)
    levels: Sequence[Level] | None = None


def order(orders: Iterable[tuple[str, bool]]) -> tuple[Key, ...]:
    """Give the keys for an order of fields of SORTS."""
    return keys_for(SORTS, orders, _r.id)


async def record_rows(  # noqa: PLR0917
    connection: AsyncConnection,
    tenant_id: UUID,
    wanted: RecordFilter,
    keys: Sequence[Key],
    after: Sequence[Any] | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """List records, each with names and with who held the post on the day."""
    shown = _shown(tenant_id).where(_r.tenant_id == tenant_id)
    narrow = select(_r.id).where(_r.tenant_id == tenant_id, *_conditions(wanted))
    return list(await connection.execute(keyed_through(shown, narrow, _r.id, keys, after, limit)))


async def count_records(connection: AsyncConnection, tenant_id: UUID, wanted: RecordFilter) -> int:
    """Count the records of a list."""
    statement = select(func.count()).select_from(records).where(_r.tenant_id == tenant_id, *_conditions(wanted))
    return int((await connection.execute(statement)).scalar_one())


async def record_row(connection: AsyncConnection, tenant_id: UUID, record_id: UUID) -> Row[Any] | None:
    """Find one record."""
    statement = _shown(tenant_id).where(_r.tenant_id == tenant_id, _r.id == record_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def closed_by(connection: AsyncConnection, tenant_id: UUID, record_id: UUID) -> Sequence[Row[Any]]:
    """List the tasks that a record closed."""
    t = tasks.c
    statement = select(t.id, t.title).where(t.tenant_id == tenant_id, t.record_id == record_id).order_by(t.id)
    return list(await connection.execute(statement))


async def find_doer(
    connection: AsyncConnection, tenant_id: UUID, *, post_id: UUID | None, unit_id: UUID | None
) -> Doer | None:
    """Find the post or, without one, the unit whose work it is."""
    p, u = posts.c, units.c
    if post_id is not None:
        of_post = select(p.id, p.unit_id, p.title).where(p.tenant_id == tenant_id, p.id == post_id)
        held = (await connection.execute(of_post)).one_or_none()
        return None if held is None else Doer(held.id, held.unit_id, held.title)
    of_unit = select(u.id, u.name).where(u.tenant_id == tenant_id, u.id == unit_id)
    row = (await connection.execute(of_unit)).one_or_none()
    return None if row is None else Doer(None, row.id, row.name)


def _shown(tenant_id: UUID) -> Select[Any]:
    def of(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(table.c.tenant_id == _r.tenant_id, table.c.id == column)

    holder = holder_on(tenant_id, _r.post_id, _r.on_date)
    source = (
        records.outerjoin(projects, of(projects, _r.project_id))
        .outerjoin(units, of(units, _r.unit_id))
        .outerjoin(posts, of(posts, _r.post_id))
        .outerjoin(holder, true())
    )
    return select(
        _r.id, _r.kind, _r.on_date, _r.note, _r.data, _r.recorded_by, _r.recorded_at,
        _r.project_id, projects.c.name.label("project"), _r.unit_id, units.c.name.label("unit"),
        _r.post_id, posts.c.title.label("post"), holder.c.id.label("holder_id"), holder.c.name.label("holder"),
    ).select_from(source)  # fmt: skip


def _conditions(wanted: RecordFilter) -> Iterator[ColumnElement[bool]]:
    equal = ((_r.project_id, wanted.project_id), (_r.post_id, wanted.post_id), (_r.unit_id, wanted.unit_id))
    for column, value in equal:
        if value is not None:
            yield column == value
    if wanted.kinds is not None:
        yield _r.kind.in_(wanted.kinds)
    if wanted.on_gte is not None:
        yield _r.on_date >= wanted.on_gte
    if wanted.on_lte is not None:
        yield _r.on_date <= wanted.on_lte
    if wanted.levels is not None:
        yield of_levels(_r.project_id, _r.tenant_id, wanted.levels)
    for name, held in wanted.data:
        yield _r.data[name].astext == held
