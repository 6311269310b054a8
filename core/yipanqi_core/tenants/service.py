"""Making a county and moving a demonstration county's own date."""

import re
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.exc import IntegrityError

from yipanqi_core.audit.service import record
from yipanqi_core.database.connection import Database
from yipanqi_core.database.direct import Direct
from yipanqi_core.identifiers import new_id
from yipanqi_core.tenants.errors import CountyCodeError, CountyExistsError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.tables import tenants

_MOVE = Direct(update(tenants).where(tenants.c.id == bindparam("tenant")).values(clock_date=bindparam("day")))
_CODE = re.compile(r"[a-z][a-z0-9-]{1,30}")


def require_code(code: str) -> None:
    """Refuse a code that is not one. Raises CountyCodeError."""
    if not _CODE.fullmatch(code):
        raise CountyCodeError(f"县代码“{code}”不合规：应以小写字母开头，由 2–31 个小写字母、数字、连字符组成")


async def create_county(database: Database, *, code: str, name: str, mechanism: str, actor: str) -> UUID:
    """Make an empty county that runs a mechanism. Raises CountyCodeError, CountyExistsError."""
    require_code(code)
    tenant_id = new_id()
    row = {"code": code, "name": name, "kind": "county", "mechanism": mechanism}
    try:
        async with database.transaction(tenant_id) as connection:
            await connection.execute(insert(tenants).values(id=tenant_id, **row))
            await record(Scope(connection, tenant_id, actor), "create_county", f"county:{code}", row)
    except IntegrityError as error:
        raise CountyExistsError(f"代码为“{code}”的县已经存在；换一个代码，或直接使用它") from error
    return tenant_id


async def move_clock(scope: Scope, on: date) -> None:
    """Bring a demonstration county's own date to a day on the way; the whole way is noted by `set_dates`."""
    await _MOVE.run(scope.connection, tenant=scope.tenant_id, day=on)


async def set_dates(scope: Scope, *, live_from: date | None = None, clock_date: date | None = None) -> None:
    """Set the day from which scheduled work runs, or move a demonstration county's own date."""
    values = {"live_from": live_from, "clock_date": clock_date}
    values = {name: value for name, value in values.items() if value is not None}
    await scope.connection.execute(update(tenants).where(tenants.c.id == scope.tenant_id).values(**values))
    await record(scope, "set_dates", "county", values)
