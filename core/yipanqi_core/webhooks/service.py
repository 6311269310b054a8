"""Subscribing, changing what is told, pausing, and telling again from a number on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.events.kinds import EventKind
from yipanqi_core.events.queries import last_number
from yipanqi_core.identifiers import new_id
from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.webhooks.addresses import require_allowed
from yipanqi_core.webhooks.signing import new_secret
from yipanqi_core.webhooks.tables import webhooks

MOST = 10
"""Webhooks that a county may have."""
BY_HAND = "由管理员停用"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to post, and of what to tell; None is all that is told."""

    url: str
    kinds: Sequence[EventKind] | None


async def subscribe(scope: Scope, wanted: Wanted, hosts: Sequence[str], present: int) -> tuple[UUID, str]:
    """Begin to tell from now on; gives the webhook and its secret, which is never shown again.

    Raises InvalidInputError, RefusedError.
    """
    require_allowed(wanted.url, hosts)
    if present >= MOST:
        raise RefusedError(f"本县已有 {present} 个订阅，至多 {MOST} 个；请改用或停用已有的", None)
    webhook_id, secret = new_id(), new_secret()
    row = _row(wanted) | {"delivered": await last_number(scope.connection, scope.tenant_id)}
    made = {"id": webhook_id, "secret": secret, "made_by": scope.actor}
    await scope.connection.execute(insert(webhooks).values(tenant_id=scope.tenant_id, **row, **made))
    await record(scope, "add_webhook", f"webhook:{webhook_id}", row)
    return webhook_id, secret


async def change(scope: Scope, before: Any, wanted: Wanted, hosts: Sequence[str], *, active: bool) -> None:
    """Change where and of what is told, pause it, or go on where it was paused. Raises InvalidInputError."""
    require_allowed(wanted.url, hosts)
    paused = None if active else before.paused or BY_HAND
    row = _row(wanted) | {"paused": paused}
    await _set(scope, before, {**row, **_FRESH}, "change_webhook", row)


async def tell_again(scope: Scope, before: Any, after: int) -> None:
    """Tell everything after a number once more. Raises InvalidInputError."""
    if after > before.delivered:
        raise InvalidInputError(f"只能从已推送到的第 {before.delivered} 号以前重发", "/after")
    await _set(scope, before, {"delivered": after, **_FRESH}, "retell_webhook", {"after": after})


_FRESH: dict[str, Any] = {"failing_since": None, "failures": 0, "not_before": None, "leased_until": None}


def _row(wanted: Wanted) -> dict[str, Any]:
    return {"url": wanted.url, "kinds": None if wanted.kinds is None else sorted(set(wanted.kinds))}


async def _set(scope: Scope, before: Any, values: dict[str, Any], act: str, told: dict[str, Any]) -> None:
    statement = update(webhooks).where(webhooks.c.tenant_id == scope.tenant_id, webhooks.c.id == before.id)
    await scope.connection.execute(statement.values(**values, version=webhooks.c.version + 1))
    await record(scope, act, f"webhook:{before.id}", told)
