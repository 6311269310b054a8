"""Reading webhooks, and taking those that have something to deliver in hand."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.audit.tables import audit_links
from yipanqi_core.webhooks.tables import webhook_attempts, webhooks

_w, _a = webhooks.c, webhook_attempts.c
_now = func.clock_timestamp()
LEASE = timedelta(seconds=60)
"""How long a worker has a webhook for itself without a sign of life."""
SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"made_at": (_w.made_at,)}
LAST = _w.id
ATTEMPT_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"at": (_a.at,)}
ATTEMPT_LAST = _a.id


def webhook_statement(tenant_id: UUID) -> Select[Any]:
    """Select webhooks without their secrets."""
    return select(*(column for column in _w if column.name != "secret")).where(_w.tenant_id == tenant_id)


def attempt_statement(tenant_id: UUID, webhook_id: UUID) -> Select[Any]:
    """Select the attempts of one webhook."""
    return select(webhook_attempts).where(_a.tenant_id == tenant_id, _a.webhook_id == webhook_id)


async def webhook_row(
    connection: AsyncConnection, tenant_id: UUID, webhook_id: UUID, *, lock: bool = False
) -> Row[Any] | None:
    """Find one webhook without its secret; held for the transaction when `lock`."""
    statement = webhook_statement(tenant_id).where(_w.id == webhook_id)
    found: Row[Any] | None = (
        await connection.execute(statement.with_for_update() if lock else statement)
    ).one_or_none()
    return found


async def lease_due(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """Take in hand every webhook that has something to deliver now and that no worker has in hand."""
    last = select(func.max(audit_links.c.number)).where(audit_links.c.tenant_id == tenant_id).scalar_subquery()
    statement = (
        update(webhooks)
        .where(
            _w.tenant_id == tenant_id,
            _w.paused.is_(None),
            or_(_w.not_before.is_(None), _w.not_before <= _now),
            or_(_w.leased_until.is_(None), _w.leased_until <= _now),
            _w.delivered < last,
        )
        .values(leased_until=_now + LEASE)
        .returning(webhooks)
    )
    return list(await connection.execute(statement))


async def keep(
    connection: AsyncConnection, tenant_id: UUID, hook: UUID, leased_until: datetime, values: dict[str, Any]
) -> datetime | None:
    """Note how far a webhook is and hold it on; None when another worker has it by now, and nothing is noted."""
    statement = (
        update(webhooks)
        .where(_w.tenant_id == tenant_id, _w.id == hook, _w.leased_until == leased_until)
        .values({"leased_until": _now + LEASE, **values})
        .returning(_w.leased_until)
    )
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else row.leased_until or leased_until


async def waits(connection: AsyncConnection, tenant_id: UUID) -> bool:
    """Tell whether some webhook waits to be tried again."""
    statement = select(func.count()).where(_w.tenant_id == tenant_id, _w.paused.is_(None), _w.not_before.is_not(None))
    return bool((await connection.execute(statement)).scalar_one())
