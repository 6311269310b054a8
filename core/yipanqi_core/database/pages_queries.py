"""One page of a statement, and how many rows it has."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.keyset import Key, keyed


async def page_rows(
    connection: AsyncConnection, statement: Select[Any], keys: Sequence[Key], after: Sequence[Any] | None, limit: int
) -> Sequence[Row[Any]]:
    """List a page of a statement, each row with its key."""
    return list(await connection.execute(keyed(statement, keys, after, limit)))


async def count_rows(connection: AsyncConnection, statement: Select[Any]) -> int:
    """Count the rows of a statement."""
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    return int((await connection.execute(counted)).scalar_one())
