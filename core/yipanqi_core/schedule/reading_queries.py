"""Reading slots for people, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.schedule.tables import slots


@dataclass(frozen=True, slots=True)
class Slots:
    """Which slots a list is to hold; states are done, open and failed."""

    schedules: Collection[str] = ()
    states: Collection[str] = ()
    late: bool | None = None


async def list_slots(
    connection: AsyncConnection,
    tenant_id: UUID,
    wanted: Slots,
    after: tuple[date, int, int, UUID] | None,
    limit: int,
    *,
    descending: bool,
) -> Sequence[Row[Any]]:
    """List slots by the moment they fall due."""
    s = slots.c
    keys = (s.due_on, s.due_minute, s.position, s.id)
    statement = _narrowed(select(slots), tenant_id, wanted)
    if after is not None:
        statement = statement.where(tuple_(*keys) < tuple_(*after) if descending else tuple_(*keys) > tuple_(*after))
    order = [key.desc() for key in keys] if descending else keys
    return list(await connection.execute(statement.order_by(*order).limit(limit)))


async def count_slots(connection: AsyncConnection, tenant_id: UUID, wanted: Slots) -> int:
    """Count what the list holds in all."""
    statement = _narrowed(select(func.count()).select_from(slots), tenant_id, wanted)
    return int((await connection.execute(statement)).scalar_one())


def _narrowed(statement: Select[Any], tenant_id: UUID, wanted: Slots) -> Select[Any]:
    s = slots.c
    statement = statement.where(s.tenant_id == tenant_id)
    if wanted.schedules:
        statement = statement.where(s.schedule.in_(wanted.schedules))
    if wanted.states:
        states = {
            "done": s.done_at.is_not(None),
            "open": and_(s.done_at.is_(None), s.last_error.is_(None)),
            "failed": and_(s.done_at.is_(None), s.last_error.is_not(None)),
        }
        statement = statement.where(or_(*(states[state] for state in wanted.states)))
    return statement if wanted.late is None else statement.where(s.late.is_(wanted.late))
