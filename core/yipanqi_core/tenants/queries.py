"""Reading counties: by code through the one narrow function, then only oneself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Text, bindparam, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.direct import Direct
from yipanqi_core.tenants.tables import parameter_settings, seat_bindings, tenants


@dataclass(frozen=True, slots=True)
class County:
    """A county as its own transactions see it; `today` is its own date when it has one."""

    id: UUID
    code: str
    name: str
    mechanism: str
    live_from: date | None
    clock_date: date | None
    today: date


_t = tenants.c
_COUNTY = Direct(
    select(_t.id, _t.code, _t.name, _t.mechanism, _t.live_from, _t.clock_date, func.app_today().label("today")).where(
        _t.id == bindparam("tenant")
    )
)
_p = parameter_settings.c
_SETTINGS = Direct(
    select(_p.name, _p.effective_from, cast(_p.value, Text).label("value"), _p.reason, _p.set_by)
    .where(_p.tenant_id == bindparam("tenant"))
    .order_by(_p.effective_from, _p.set_at)
)
_TODAY = Direct(select(func.app_today(type_=Date()).label("today")))


async def find_id(connection: AsyncConnection, code: str) -> UUID | None:
    """Find a county's id by its code; the only question that may be asked across counties by name."""
    found: UUID | None = (await connection.execute(select(func.app_tenant_id(code)))).scalar_one()
    return found


async def list_counties(connection: AsyncConnection) -> list[tuple[UUID, str]]:
    """List the ids and codes of all counties, for the scheduler and the command line."""
    rows = await connection.execute(select(func.app_tenants().table_valued("id", "code")))
    return [(row.id, row.code) for row in rows]


async def read_county(connection: AsyncConnection, tenant_id: UUID) -> County:
    """Read the transaction's own county."""
    (row,) = await _COUNTY.all(connection, tenant=tenant_id)
    return County(**row)


async def today(connection: AsyncConnection) -> date:
    """Tell the transaction's county's own date."""
    (row,) = await _days(connection)
    day: date = row.today
    return day


@at_once
async def _days(connection: AsyncConnection) -> Sequence[Any]:
    return await _TODAY.all(connection)


async def parameter_rows(connection: AsyncConnection, tenant_id: UUID) -> list[tuple[str, date, object, str, str]]:
    """List every setting of a parameter, (name, effective from, value, reason, set by), in order of effect."""
    rows = await _settings(connection, tenant_id)
    return [(row.name, row.effective_from, json.loads(row.value), row.reason, row.set_by) for row in rows]


@at_once
async def _settings(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Any]:
    return await _SETTINGS.all(connection, tenant=tenant_id)


async def seat_rows(connection: AsyncConnection, tenant_id: UUID) -> list[tuple[str, UUID | None, UUID | None]]:
    """List the seats bound at present: (seat, unit, post)."""
    s = seat_bindings.c
    rows = await connection.execute(
        select(s.seat, s.unit_id, s.post_id).where(s.tenant_id == tenant_id, s.to_on.is_(None))
    )
    return [(row.seat, row.unit_id, row.post_id) for row in rows]
