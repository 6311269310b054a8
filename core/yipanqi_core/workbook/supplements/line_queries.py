"""Reading the tables in which further rows stand, each whole."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.schema import metadata


@at_once
async def stored_rows(connection: AsyncConnection, tenant_id: UUID, name: str) -> list[Row[Any]]:
    """List a county's rows of a table in the order of its key."""
    table = metadata.tables[name]
    key = [one for one in table.primary_key.columns if one.name != "tenant_id"]
    return list(await connection.execute(select(table).where(table.c.tenant_id == tenant_id).order_by(*key)))
