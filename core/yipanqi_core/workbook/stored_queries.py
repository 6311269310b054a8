"""Listing the workbooks that were handed in, without their files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.workbook.tables import workbooks


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Which workbooks a list is to hold; what is None or empty does not narrow it."""

    states: Collection[str] = ()
    year: int | None = None


async def list_workbooks(
    connection: AsyncConnection, tenant_id: UUID, wanted: HandedIn, after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """List workbooks, the latest first; ids grow with time."""
    w = workbooks.c
    shown = (w.id, w.filename, w.digest, w.year, w.state, w.plan, w.made_by, w.made_at, w.applied_at)
    statement: Select[Any] = _narrowed(select(*shown), tenant_id, wanted)
    if after is not None:
        statement = statement.where(w.id < after)
    return list(await connection.execute(statement.order_by(w.id.desc()).limit(limit)))


async def count_workbooks(connection: AsyncConnection, tenant_id: UUID, wanted: HandedIn) -> int:
    """Count what the list holds in all."""
    statement = _narrowed(select(func.count()).select_from(workbooks), tenant_id, wanted)
    return int((await connection.execute(statement)).scalar_one())


def _narrowed(statement: Select[Any], tenant_id: UUID, wanted: HandedIn) -> Select[Any]:
    w = workbooks.c
    statement = statement.where(w.tenant_id == tenant_id)
    if wanted.states:
        statement = statement.where(w.state.in_(wanted.states))
    return statement if wanted.year is None else statement.where(w.year == wanted.year)
