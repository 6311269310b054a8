"""Cities above counties: making one, and putting a county under it."""

from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from yipanqi_core.audit.service import record
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.tenants.errors import CountyExistsError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import require_code
from yipanqi_core.tenants.tables import tenants


async def create_city(database: Database, *, code: str, name: str, actor: str) -> UUID:
    """Make a city that receives referrals. Raises CountyCodeError, CountyExistsError."""
    require_code(code)
    city_id = new_id()
    row = {"code": code, "name": name, "kind": "city", "mechanism": None}
    try:
        async with database.transaction(city_id) as connection:
            await connection.execute(insert(tenants).values(id=city_id, **row))
            await record(Scope(connection, city_id, actor), "create_city", f"city:{code}", row)
    except IntegrityError as error:
        raise CountyExistsError(f"代码“{code}”已被使用；换一个代码") from error
    return city_id


async def set_parent(scope: Scope, city_id: UUID) -> None:
    """Put the scope's county under a city."""
    statement = update(tenants).where(tenants.c.id == scope.tenant_id).values(parent_id=city_id)
    await scope.connection.execute(statement)
    await record(scope, "set_parent", "county", {"parent_id": city_id})
