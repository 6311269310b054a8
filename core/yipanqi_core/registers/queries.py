"""Reading rows of registers: what stands now, all rounds of one, what stood on a day, and sums."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Numeric, Row, Select, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.keyset import Key
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects
from yipanqi_core.registers.tables import register_entries

Rows = Sequence[Row[Any]]
_e, _u, _x = register_entries.c, units.c, projects.c

ENTRY_ID, ENTRY_REGISTER, ENTRY_PROJECT, ENTRY_UNIT, ENTRY_YEAR = (
    _e.entry_id, _e.register, _e.project_id, _e.unit_id, _e.year,
)  # fmt: skip
ENTRY_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "since_on": (_e.since_on,),
    "recorded_on": (_e.recorded_on,),
}

IN_ORDER = (Key(_e.since_on), Key(_e.entry_id))


def _named(tenant_id: UUID) -> Select[Any]:
    unit = and_(_u.tenant_id == _e.tenant_id, _u.id == _e.unit_id)
    project = and_(_x.tenant_id == _e.tenant_id, _x.id == _e.project_id)
    return (
        select(register_entries, _u.name.label("unit"), _x.name.label("project"))
        .select_from(register_entries.outerjoin(units, unit).outerjoin(projects, project))
        .where(_e.tenant_id == tenant_id)
    )


def entry_statement(tenant_id: UUID, register: str) -> Select[Any]:
    """Select the rows of a register as they stand now, those withdrawn left out."""
    later = register_entries.alias("later")
    superseded = exists().where(
        later.c.tenant_id == tenant_id, later.c.entry_id == _e.entry_id, later.c.round > _e.round
    )
    return _named(tenant_id).where(_e.register == register, ~superseded, _e.withdrawn.is_(False))


async def standing_rows(connection: AsyncConnection, tenant_id: UUID, register: str, on: date) -> Rows:
    """List the rows of a register that stand now and count on the day, in their order."""
    statement = entry_statement(tenant_id, register).where(_e.since_on <= on).order_by(_e.since_on, _e.entry_id)
    return list(await connection.execute(statement))


def holding(field: str, words: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether a row's field is one of these words."""
    found: ColumnElement[bool] = _e.fields[field].astext.in_(words)
    return found


def within(field: str, bound: Decimal | date, *, least: bool) -> ColumnElement[bool]:
    """Tell whether a row's amount or day is at least, or at most, this one."""
    told = _e.fields[field].astext
    value: ColumnElement[Any] = told.cast(Numeric(18, 2)) if isinstance(bound, Decimal) else told
    given = bound if isinstance(bound, Decimal) else bound.isoformat()
    found: ColumnElement[bool] = value >= given if least else value <= given
    return found


def saying(field: str, text: str) -> ColumnElement[bool]:
    """Tell whether a row's field contains this text."""
    found: ColumnElement[bool] = func.lower(_e.fields[field].astext).contains(text.lower(), autoescape=True)
    return found


def containing(text: str) -> ColumnElement[bool]:
    """Tell whether any field of a row holds this text."""
    value = func.jsonb_each_text(_e.fields).table_valued("key", "value")
    return exists().where(func.lower(value.c.value).contains(text.lower(), autoescape=True))


async def rounds(connection: AsyncConnection, tenant_id: UUID, entry_id: UUID) -> Rows:
    """List all rounds of a row, the first one first."""
    return list(await connection.execute(_named(tenant_id).where(_e.entry_id == entry_id).order_by(_e.round)))


async def sums(
    connection: AsyncConnection, statement: Select[Any], by: str | None, amounts: Sequence[str]
) -> Sequence[Mapping[str, Any]]:
    """Count the rows of a statement and add up their amounts, by a field's words or by unit, project or year."""
    rows = statement.order_by(None).subquery("rows")
    cut = {"unit": rows.c.unit, "project": rows.c.project, "year": rows.c.year}
    key = None if by is None else cut[by] if by in cut else rows.c.fields[by].astext
    columns = [
        func.coalesce(func.sum(rows.c.fields[name].astext.cast(Numeric(18, 2))), 0).label(f"sum_{place}")
        for place, name in enumerate(amounts)
    ]
    found = select(func.count().label("count"), *columns)
    if key is not None:
        found = found.add_columns(key.label("key")).group_by(key).order_by(key.nulls_last())
    return list((await connection.execute(found.select_from(rows))).mappings())


@at_once
async def entries_on(
    connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None = None
) -> Rows:
    """List the rows that stood on the day; `only` narrows to rows about these projects."""
    narrowed = () if only is None else (or_(_e.project_id.in_(only)),)
    latest = (
        select(register_entries)
        .where(_e.tenant_id == tenant_id, _e.since_on <= on, *narrowed)
        .ext(distinct_on(_e.entry_id))
        .order_by(_e.entry_id, _e.round.desc())
        .subquery("latest")
    )
    unit = and_(_u.tenant_id == latest.c.tenant_id, _u.id == latest.c.unit_id)
    statement = (
        select(
            latest.c.entry_id, latest.c.register, latest.c.project_id, latest.c.year, latest.c.fields,
            latest.c.since_on, _u.name.label("unit"),
        )
        .select_from(latest.outerjoin(units, unit))
        .where(latest.c.withdrawn.is_(False))
        .order_by(latest.c.register, latest.c.since_on, latest.c.entry_id)
    )  # fmt: skip
    return list(await connection.execute(statement))
