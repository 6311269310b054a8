"""Delivering a county's events: in order, each until it is taken, by one worker at a time.

Between sending and noting it a worker may die; the message then comes once more under the same id, never less.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, func, insert

from yipanqi_core.database.connection import Database
from yipanqi_core.events.kinds import TOLD, kind_of
from yipanqi_core.events.queries import numbers_after
from yipanqi_core.identifiers import new_id
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.webhooks import queries
from yipanqi_core.webhooks.addresses import require_allowed
from yipanqi_core.webhooks.signing import signed
from yipanqi_core.webhooks.tables import webhook_attempts

FIRST_PAUSE_S = 5
LONGEST_PAUSE_S = 3600
GIVEN_UP_AFTER = timedelta(days=3)
LONGEST_S = 60.0
"""Seconds that one county's webhook is served at a stretch; the rest comes with the next call."""
GONE = 410
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_GOOD = range(200, 300)
_now = func.clock_timestamp()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending: the answer's status, or the error when there was no answer."""

    status: int | None
    error: str | None = None

    @property
    def taken(self) -> bool:
        """Tell whether the other side has it."""
        return self.status in _GOOD

    @property
    def said(self) -> str:
        """Say what came of it."""
        return self.error or f"对方回答 {self.status}"


Send = Callable[[str, dict[str, str], bytes], Awaitable[Outcome]]
"""How a message is posted: address, headers, body."""


async def deliver(database: Database, tenant_id: UUID, send: Send, hosts: Sequence[str]) -> tuple[int, bool]:
    """Deliver what is due in a county; gives how many messages were taken, and whether some wait to be tried again."""
    async with database.transaction(tenant_id) as connection:
        hooks = await queries.lease_due(connection, tenant_id)
        if not hooks:
            return 0, await queries.waits(connection, tenant_id)
    taken = 0
    for hook in hooks:
        taken += await _Delivery(database, tenant_id, hook, send, hosts).run()
    async with database.transaction(tenant_id) as connection:
        return taken, await queries.waits(connection, tenant_id)


class _Delivery:
    """One webhook in hand."""

    def __init__(self, database: Database, tenant_id: UUID, hook: Any, send: Send, hosts: Sequence[str]) -> None:
        self._database, self._tenant, self._hook, self._send, self._hosts = database, tenant_id, hook, send, hosts
        self._kinds = TOLD if hook.kinds is None else TOLD & frozenset(hook.kinds)
        self._lease = hook.leased_until
        self._at = hook.delivered

    async def run(self) -> int:
        """Tell until nothing is left, something is not taken, or the time is up."""
        until, taken = time.monotonic() + LONGEST_S, 0
        while time.monotonic() < until:
            async with self._database.transaction(self._tenant) as connection:
                rows = await numbers_after(connection, self._tenant, self._at)
            if not rows:
                break
            for row in rows:
                if kind_of(row.subject) in self._kinds:
                    if not await self._tell(row):
                        return taken
                    taken += 1
                self._at = row.number
        await self._note({"delivered": self._at, "leased_until": None})
        return taken

    async def _tell(self, row: Any) -> bool:
        """Send one message and note what came of it; False ends the delivery for now."""
        body = msgspec.json.encode(
            {
                "type": row.action,
                "timestamp": row.at.astimezone(_SHANGHAI),
                "data": {"number": row.number, "kind": kind_of(row.subject), "subject": row.subject},
            }
        )
        headers = signed(self._hook.secret, str(row.id), int(time.time()), body)
        began = time.monotonic()
        outcome = await self._post(headers, body)
        attempt = {
            "number": row.number, "action": row.action, "subject": row.subject, "status": outcome.status,
            "error": outcome.error, "took_ms": round((time.monotonic() - began) * 1000),
        }  # fmt: skip
        values = {"delivered": row.number, **_WELL} if outcome.taken else self._failed(outcome)
        return await self._note(values, attempt) and outcome.taken

    async def _post(self, headers: dict[str, str], body: bytes) -> Outcome:
        try:
            require_allowed(self._hook.url, self._hosts)  # the installation's list may have changed
        except InvalidInputError as error:
            return Outcome(None, str(error))
        return await self._send(self._hook.url, {"content-type": "application/json", **headers}, body)

    def _failed(self, outcome: Outcome) -> dict[str, Any]:
        """Say when to try again: after 5 s, doubled each time up to an hour; given up after three days."""
        pause = min(FIRST_PAUSE_S * 2 ** min(self._hook.failures, 20), LONGEST_PAUSE_S)
        values: dict[str, Any] = {
            "failures": self._hook.failures + 1,
            "failing_since": func.coalesce(self._hook.failing_since, _now),
            "not_before": _later(pause),
            "leased_until": None,
        }
        since = self._hook.failing_since
        overdue = since is not None and self._hook.leased_until - since > GIVEN_UP_AFTER
        if outcome.status == GONE or overdue:
            values["paused"] = f"对方不再接收（{outcome.said}），已停止推送；改好后重新启用"
        return values

    async def _note(self, values: dict[str, Any], attempt: dict[str, Any] | None = None) -> bool:
        async with self._database.transaction(self._tenant) as connection:
            kept = await queries.keep(connection, self._tenant, self._hook.id, self._lease, values)
            if kept is None:
                return False
            self._lease = kept
            if attempt is not None:
                row = {"id": new_id(), "tenant_id": self._tenant, "webhook_id": self._hook.id, **attempt}
                await connection.execute(insert(webhook_attempts).values(**row))
        return True


_WELL: dict[str, Any] = {"failures": 0, "failing_since": None, "not_before": None}


def _later(seconds: float) -> ColumnElement[Any]:
    return _now + timedelta(seconds=seconds)
