"""Reading tasks for people: what posts and units owe, lists by what they look for, and one task."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.keyset import Key, keyed_through, keys_for
from yipanqi_core.letters.tables import letters
from yipanqi_core.people.holder_queries import holder_on, today
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import projects
from yipanqi_core.work.tables import tasks

_t = tasks.c
_NEVER = literal(date(9999, 12, 31))

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "opened_on": (_t.opened_on,),
    "due_on": (func.coalesce(_t.due_on, _NEVER),),
}


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is looked for; what is None is not asked. `mine` is (unit, posts)."""

    kinds: Sequence[str] | None = None
    post_id: UUID | None = None
    unit_id: UUID | None = None
    project_id: UUID | None = None
    open: bool | None = None
    mine: tuple[UUID, tuple[UUID, ...]] | None = None


def order(orders: Iterable[tuple[str, bool]]) -> tuple[Key, ...]:
    """Give the keys for an order of fields of SORTS."""
    return keys_for(SORTS, orders, _t.id)


async def task_rows(  # noqa: PLR0917
    connection: AsyncConnection,
    tenant_id: UUID,
    wanted: TaskFilter,
    keys: Sequence[Key],
    after: Sequence[Any] | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """List tasks, each with names and with who holds the post now, or held it when the task was done."""
    shown = _shown(tenant_id).where(_t.tenant_id == tenant_id)
    narrow = select(_t.id).where(_t.tenant_id == tenant_id, *_conditions(wanted))
    return list(await connection.execute(keyed_through(shown, narrow, _t.id, keys, after, limit)))


async def count_tasks(connection: AsyncConnection, tenant_id: UUID, wanted: TaskFilter) -> int:
    """Count the tasks of a list."""
    statement = select(func.count()).select_from(tasks).where(_t.tenant_id == tenant_id, *_conditions(wanted))
    return int((await connection.execute(statement)).scalar_one())


async def task_row(connection: AsyncConnection, tenant_id: UUID, task_id: UUID) -> Row[Any] | None:
    """Find one task."""
    statement = _shown(tenant_id).where(_t.tenant_id == tenant_id, _t.id == task_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def _shown(tenant_id: UUID) -> Select[Any]:
    def of(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(table.c.tenant_id == _t.tenant_id, table.c.id == column)

    holder = holder_on(tenant_id, _t.post_id, func.coalesce(_t.done_on, today()))
    source = (
        tasks.outerjoin(projects, of(projects, _t.project_id))
        .outerjoin(units, of(units, _t.unit_id))
        .outerjoin(posts, of(posts, _t.post_id))
        .outerjoin(letters, of(letters, _t.letter_id))
        .outerjoin(holder, true())
    )
    return select(
        _t.id, _t.kind, _t.title, _t.period, _t.clause, _t.opened_on, _t.due_on, _t.done_on, _t.record_id,
        _t.project_id, projects.c.name.label("project"), _t.unit_id, units.c.name.label("unit"),
        _t.post_id, posts.c.title.label("post"), posts.c.unit_id.label("post_unit_id"),
        holder.c.id.label("holder_id"), holder.c.name.label("holder"),
        _t.letter_id, letters.c.number.label("letter"),
    ).select_from(source)  # fmt: skip


def _conditions(wanted: TaskFilter) -> Iterator[ColumnElement[bool]]:
    equal = ((_t.project_id, wanted.project_id), (_t.post_id, wanted.post_id), (_t.unit_id, wanted.unit_id))
    for column, value in equal:
        if value is not None:
            yield column == value
    if wanted.kinds is not None:
        yield _t.kind.in_(wanted.kinds)
    if wanted.open is not None:
        yield _t.done_on.is_(None) if wanted.open else _t.done_on.is_not(None)
    if wanted.mine is not None:
        unit_id, post_ids = wanted.mine
        yield or_(_t.unit_id == unit_id, _t.post_id.in_(post_ids))
