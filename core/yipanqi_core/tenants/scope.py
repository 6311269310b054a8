"""One transaction's scope: which county, on whose behalf, over which connection."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.connection import Database
from yipanqi_core.tenants.errors import UnknownCountyError
from yipanqi_core.tenants.queries import find_id


@dataclass(frozen=True, slots=True)
class Scope:
    """What every service is handed: it neither opens nor commits a transaction."""

    connection: AsyncConnection
    tenant_id: UUID
    actor: str  # who acts, in words that the audit trail keeps: a login, `schedule`, `command line`
    trace: str | None = None


@asynccontextmanager
async def county_scope(database: Database, code: str, actor: str) -> AsyncIterator[Scope]:
    """Open a transaction for the county of this code; for the command line and tests, where a code is at hand.

    Raises UnknownCountyError.
    """
    async with database.transaction(None) as connection:
        tenant_id = await find_id(connection, code)
    if tenant_id is None:
        raise UnknownCountyError(f"没有代码为“{code}”的县；可用 `yipanqi county list` 查看，或先用 county create 建立")
    async with database.transaction(tenant_id) as connection:
        yield Scope(connection, tenant_id, actor)
