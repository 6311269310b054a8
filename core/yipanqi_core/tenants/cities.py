"""Cities above counties: making one, and putting a county under it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from yipanqi_core.audit.service import record
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.refusals import RefusedError
from yipanqi_core.tenants.errors import CountyExistsError
from yipanqi_core.tenants.queries import list_counties
from yipanqi_core.tenants.reading_queries import read_tenant
from yipanqi_core.tenants.scope import Scope, county_scope
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


@dataclass(frozen=True, slots=True)
class City:
    """A city with the codes of the counties under it."""

    code: str
    name: str
    counties: tuple[str, ...]


async def adopt(database: Database, *, city: str, county: str, actor: str) -> None:
    """Put the county of this code under the city of this code; its later referrals go there.

    Raises UnknownCountyError, RefusedError (what is named is not a city, or not a county).
    """
    async with county_scope(database, city, actor) as scope:
        above = await read_tenant(scope.connection, scope.tenant_id)
    if above.kind != "city":
        raise RefusedError(f"“{city}”（{above.name}）是县，不是市；请先用 yipanqi city create 建立上级市")
    async with county_scope(database, county, actor) as scope:
        own = await read_tenant(scope.connection, scope.tenant_id)
        if own.kind != "county":
            raise RefusedError(f"“{county}”（{own.name}）是市，不能归入另一个市；请填县代码")
        await set_parent(scope, above.id)


async def list_cities(database: Database) -> list[City]:
    """List the installation's cities, each read in its own transaction."""
    async with database.transaction(None) as connection:
        ids = await list_counties(connection)
    found = []
    for tenant_id, _ in ids:
        async with database.transaction(tenant_id) as connection:
            found.append(await read_tenant(connection, tenant_id))
    return [
        City(one.code, one.name, tuple(each.code for each in found if each.parent_id == one.id))
        for one in found
        if one.kind == "city"
    ]


async def set_parent(scope: Scope, city_id: UUID) -> None:
    """Put the scope's county under a city."""
    statement = update(tenants).where(tenants.c.id == scope.tenant_id).values(parent_id=city_id)
    await scope.connection.execute(statement)
    await record(scope, "set_parent", "county", {"parent_id": city_id})
