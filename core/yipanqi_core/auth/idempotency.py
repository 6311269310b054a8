"""Requests that may be sent twice and take effect once: their answers, kept in the effect's own transaction."""

import hashlib
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.queries import KeptAnswer, try_idempotency_key
from yipanqi_core.auth.tables import idempotency_keys
from yipanqi_core.database.direct import Direct

_KEPT = ("tenant_id", "user_id", "key", "request_digest", "status", "headers", "response")
_KEEP = Direct(insert(idempotency_keys).values({name: bindparam(name) for name in _KEPT}))


class RequestInFlightError(Exception):
    """The first request with this key is still under way."""


class KeyReusedError(Exception):
    """The key came with another request before."""


async def find_answer(
    connection: AsyncConnection, identity: Identity, key: str, request_digest: bytes
) -> KeptAnswer | None:
    """Find what this very request was answered before; None: it is new, and the key is ours until the commit.

    Raises RequestInFlightError, KeyReusedError.
    """
    free, kept = await try_idempotency_key(
        connection, tenant_id=identity.tenant_id, user_id=identity.user_id, key=key, lock=_lock(identity, key)
    )
    if not free:
        raise RequestInFlightError("使用同一 Idempotency-Key 的上一个请求尚未办完，请稍候用同一个键重试。")
    if kept is not None and kept.request_digest != request_digest:
        raise KeyReusedError("该 Idempotency-Key 已用于另一个请求；新的请求请换一个新键。")
    return kept


async def keep_answer(connection: AsyncConnection, identity: Identity, key: str, answer: KeptAnswer) -> None:
    """Keep the answer in the effect's transaction; a twin that was quicker makes this, and the effect, fail."""
    await _KEEP.run(
        connection,
        tenant_id=identity.tenant_id,
        user_id=identity.user_id,
        key=key,
        request_digest=answer.request_digest,
        status=answer.status,
        headers=answer.headers,
        response=answer.body,
    )


async def forget_answers(connection: AsyncConnection, tenant_id: UUID) -> None:
    """Forget a county's answers older than a day."""
    i = idempotency_keys.c
    age = func.clock_timestamp() - func.make_interval(0, 0, 0, 1)
    await connection.execute(delete(idempotency_keys).where(i.tenant_id == tenant_id, i.created_at < age))


def _lock(identity: Identity, key: str) -> int:
    text = f"{identity.tenant_id}/{identity.user_id}/{key}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), signed=True)
