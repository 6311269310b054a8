"""Marking what has come as read."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, update

from yipanqi_core.audit.service import record
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.schedule.inbox_queries import Receiver, entry_row
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.scope import Scope


async def mark_read(scope: Scope, receiver: Receiver, entry_id: UUID) -> Row[Any]:
    """Mark one of the receiver's entries as read, once, and give it. Raises NotFoundError, also for another's entry."""
    entry = await entry_row(scope.connection, receiver, entry_id)
    if entry is None:
        raise NotFoundError("您的收件箱中没有这一条")
    if entry.read_at is not None:
        return entry
    i = inbox.c
    statement = update(inbox).where(i.tenant_id == scope.tenant_id, i.id == entry_id, i.read_at.is_(None))
    await scope.connection.execute(statement.values(read_at=func.clock_timestamp()))
    await record(scope, "read_inbox", f"inbox:{entry_id}", {"subject": entry.subject})
    read = await entry_row(scope.connection, receiver, entry_id)
    assert read is not None
    return read
