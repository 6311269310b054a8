"""Reading the chain of the audit trail as a stream: only what is committed has a number, and none comes later."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.audit.tables import audit, audit_links

AT_A_TIME = 200
"""Numbers that are read in one go."""


async def numbers_after(connection: AsyncConnection, tenant_id: UUID, number: int) -> Sequence[Row[Any]]:
    """List what stands on the next numbers: (number, id, at, action, subject), of every kind."""
    link = audit_links.c
    held = audit_links.join(audit, and_(audit.c.tenant_id == link.tenant_id, audit.c.id == link.audit_id))
    statement = (
        select(link.number, audit.c.id, audit.c.at, audit.c.action, audit.c.subject)
        .select_from(held)
        .where(link.tenant_id == tenant_id, link.number > number)
        .order_by(link.number)
        .limit(AT_A_TIME)
    )
    return list(await connection.execute(statement))


async def last_number(connection: AsyncConnection, tenant_id: UUID) -> int:
    """Give the highest number, 0 where nothing has happened yet."""
    statement = select(func.max(audit_links.c.number)).where(audit_links.c.tenant_id == tenant_id)
    return int((await connection.execute(statement)).scalar_one() or 0)
