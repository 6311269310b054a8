"""Reading the audit trail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.audit.tables import audit
from yipanqi_core.database.keyset import Key, keyed

_a = audit.c
NEWEST_FIRST = (Key(_a.id, descending=True),)
"""By id, which is ordered by the time of its making: the trail's own key serves the longest trail."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is looked for; what is None is not asked."""

    actors: Sequence[str] | None = None
    actions: Sequence[str] | None = None
    subject: str | None = None
    at_gte: datetime | None = None
    at_lt: datetime | None = None


async def audit_rows(
    connection: AsyncConnection, tenant_id: UUID, wanted: AuditFilter, after: Sequence[Any] | None, limit: int
) -> Sequence[Row[Any]]:
    """List rows of the trail, the newest first."""
    statement = select(audit).where(_a.tenant_id == tenant_id, *_conditions(wanted))
    return list(await connection.execute(keyed(statement, NEWEST_FIRST, after, limit)))


async def count_audit(connection: AsyncConnection, tenant_id: UUID, wanted: AuditFilter) -> int:
    """Count the rows of a list."""
    statement = select(func.count()).select_from(audit).where(_a.tenant_id == tenant_id, *_conditions(wanted))
    return int((await connection.execute(statement)).scalar_one())


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.actors is not None:
        yield _a.actor.in_(wanted.actors)
    if wanted.actions is not None:
        yield _a.action.in_(wanted.actions)
    if wanted.subject is not None:
        yield _a.subject == wanted.subject
    if wanted.at_gte is not None:
        yield _a.at >= wanted.at_gte
    if wanted.at_lt is not None:
        yield _a.at < wanted.at_lt
