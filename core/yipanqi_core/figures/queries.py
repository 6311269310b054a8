"""Reading figures and targets: what stands now, all rounds of one, and what stood on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, and_, exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.figures.tables import figures, targets
from yipanqi_core.people.tables import units

Rows = Sequence[Row[Any]]
_f, _t, _u = figures.c, targets.c, units.c

FIGURE_ID, FIGURE_CODE, FIGURE_UNIT, FIGURE_MONTH = _f.figure_id, _f.code, _f.unit_id, _f.month
FIGURE_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"month": (_f.month,), "code": (_f.code,)}
TARGET_ID, TARGET_CODE, TARGET_UNIT, TARGET_YEAR = _t.target_id, _t.code, _t.unit_id, _t.year
TARGET_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"year": (_t.year,), "code": (_t.code,)}


def standing(table: Table, tenant_id: UUID) -> Select[Any]:
    """Select the latest round of each row that has not been withdrawn, with its unit."""
    key = table.primary_key.columns[1].name
    later = table.alias("later")
    superseded = exists().where(
        later.c.tenant_id == tenant_id, later.c[key] == table.c[key], later.c.round > table.c.round
    )
    return _named(table, tenant_id).where(~superseded, table.c.value.is_not(None))


def _named(table: Table, tenant_id: UUID) -> Select[Any]:
    unit = and_(_u.tenant_id == table.c.tenant_id, _u.id == table.c.unit_id)
    return (
        select(table, _u.name.label("unit"))
        .select_from(table.outerjoin(units, unit))
        .where(table.c.tenant_id == tenant_id)
    )


async def rounds(connection: AsyncConnection, tenant_id: UUID, table: Table, row_id: UUID) -> Rows:
    """List all rounds of a figure or target, the first one first."""
    key = table.primary_key.columns[1]
    statement = _named(table, tenant_id).where(key == row_id).order_by(table.c.round)
    return list(await connection.execute(statement))


async def hold(connection: AsyncConnection, tenant_id: UUID, what: str) -> None:
    """Let one writer at a time add rounds of this kind until the transaction ends."""
    key = func.hashtextextended(f"{tenant_id} {what}", 0)
    await connection.execute(select(func.pg_advisory_xact_lock(key)))


async def figure_round(
    connection: AsyncConnection, tenant_id: UUID, code: str, unit_id: UUID | None, month: date
) -> Row[Any] | None:
    """Find the latest round of a month of a series, withdrawn or not."""
    statement = (
        select(figures)
        .where(_f.tenant_id == tenant_id, _f.code == code, _of_unit(_f.unit_id, unit_id), _f.month == month)
        .order_by(_f.round.desc())
        .limit(1)
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def months_of(
    connection: AsyncConnection, tenant_id: UUID, code: str, unit_id: UUID | None, year: int
) -> Sequence[tuple[date, Any]]:
    """List the months of one series of a year with their values, in order."""
    statement = (
        standing(figures, tenant_id)
        .where(_f.code == code, _of_unit(_f.unit_id, unit_id), date(year, 1, 1) <= _f.month)
        .where(date(year, 12, 1) >= _f.month)
        .order_by(_f.month)
    )
    return [(row.month, row.value) for row in await connection.execute(statement)]


async def target_round(
    connection: AsyncConnection, tenant_id: UUID, code: str, unit_id: UUID | None, year: int
) -> Row[Any] | None:
    """Find the latest round of a year's target, withdrawn or not."""
    statement = (
        select(targets)
        .where(_t.tenant_id == tenant_id, _t.code == code, _of_unit(_t.unit_id, unit_id), _t.year == year)
        .order_by(_t.round.desc())
        .limit(1)
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def _of_unit(column: ColumnElement[Any], unit_id: UUID | None) -> ColumnElement[bool]:
    return column.is_(None) if unit_id is None else column == unit_id


@at_once
async def figures_on(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the months of the day's year up to its month, as they are known now."""
    statement = (
        standing(figures, tenant_id)
        .where(_f.month >= on.replace(month=1, day=1), _f.month <= on)
        .order_by(_f.code, _u.name.nulls_first(), _f.month)
    )
    return list(await connection.execute(statement))


@at_once
async def targets_on(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the targets of the day's year as they were set on the day."""
    latest = (
        select(targets)
        .where(_t.tenant_id == tenant_id, _t.year == on.year, _t.since_on <= on)
        .ext(distinct_on(_t.target_id))
        .order_by(_t.target_id, _t.round.desc())
        .subquery("latest")
    )
    unit = and_(_u.tenant_id == latest.c.tenant_id, _u.id == latest.c.unit_id)
    statement = (
        select(latest.c.code, latest.c.year, latest.c.value, latest.c.base, _u.name.label("unit"))
        .select_from(latest.outerjoin(units, unit))
        .where(latest.c.value.is_not(None))
        .order_by(latest.c.code, _u.name.nulls_first())
    )
    return list(await connection.execute(statement))


async def unit_row(connection: AsyncConnection, tenant_id: UUID, unit_id: UUID) -> Any:
    """Find a unit's name and kind."""
    statement = select(_u.id, _u.name, _u.kind).where(_u.tenant_id == tenant_id, _u.id == unit_id)
    return (await connection.execute(statement)).one_or_none()
