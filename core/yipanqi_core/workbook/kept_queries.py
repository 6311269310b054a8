"""Reading targets and monthly figures in the words of a workbook."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.figures.tables import figures, targets
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.kept_rows import SeriesRow, TargetRow

Rounds = dict[Hashable, tuple[UUID, int]]


async def read_targets(
    connection: AsyncConnection, tenant_id: UUID, of_unit: Mapping[UUID, str], rounds: Rounds
) -> tuple[Kept[TargetRow], ...]:
    """Read the targets that stand; the latest round of each is noted, withdrawn or not."""
    t, found = targets.c, []
    for row in await _latest(connection, targets, t.target_id, tenant_id):
        since = None if row.since_on == date(row.year, 1, 1) else row.since_on
        unit = None if row.unit_id is None else of_unit[row.unit_id]
        made = TargetRow(row.code, row.year, row.value, unit, row.base, since)
        rounds[made.key] = (row.target_id, row.round)
        if row.value is not None:
            found.append(Kept(row.target_id, made))
    return tuple(sorted(found, key=lambda one: (one.row.year, one.row.code, one.row.unit or "")))


async def read_series(
    connection: AsyncConnection, tenant_id: UUID, of_unit: Mapping[UUID, str], rounds: Rounds
) -> tuple[Kept[SeriesRow], ...]:
    """Read the months of series that stand; the latest round of each is noted, withdrawn or not."""
    f, found = figures.c, []
    for row in await _latest(connection, figures, f.figure_id, tenant_id):
        unit = None if row.unit_id is None else of_unit[row.unit_id]
        made = SeriesRow(row.code, f"{row.month:%Y-%m}", row.value, unit)
        rounds[made.key] = (row.figure_id, row.round)
        if row.value is not None:
            found.append(Kept(row.figure_id, made))
    return tuple(sorted(found, key=lambda one: (one.row.code, one.row.unit or "", one.row.month)))


async def _latest(connection: AsyncConnection, table: Any, key: Any, tenant_id: UUID) -> Sequence[Row[Any]]:
    statement = (
        select(table).where(table.c.tenant_id == tenant_id).ext(distinct_on(key)).order_by(key, table.c.round.desc())
    )
    return list(await connection.execute(statement))
