"""Idempotency-Key on POST: honoured by the transaction itself, so that no route has to think of it.

The header may be left out; then the request takes effect each time it is sent.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_api.answers import answer_of
from yipanqi_api.problems.general import INVALID_IDEMPOTENCY_KEY
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_core.auth.idempotency import find_answer, keep_answer
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.queries import KeptAnswer

HEADER = "Idempotency-Key"
_FORM = re.compile(r"[\x21-\x7e]{1,200}")
_NOT_KEPT = {"content-length"}


class AnsweredBefore(Exception):  # noqa: N818  # not an error: it carries the answer past the route
    """The request was answered before; its effect is not repeated."""

    def __init__(self, kept: KeptAnswer) -> None:
        super().__init__()
        self.kept = kept


@dataclass(frozen=True, slots=True)
class Attempt:
    """The first request with its key; `keep` stores the answer within the effect's transaction."""

    request: Request[Any, Any, Any]
    connection: AsyncConnection
    identity: Identity
    key: str
    digest: bytes

    async def keep(self) -> None:
        """Store what will be answered."""
        answer = answer_of(self.request)
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in _NOT_KEPT}
        kept = KeptAnswer(self.digest, answer.status_code, msgspec.json.encode(headers).decode(), bytes(answer.body))
        await keep_answer(self.connection, self.identity, self.key, kept)


async def begin(request: Request[Any, Any, Any], identity: Identity, connection: AsyncConnection) -> Attempt | None:
    """Look whether this POST was answered before; None without a key. Raises AnsweredBefore, ProblemError."""
    key = request.headers.get(HEADER) if request.method == "POST" else None
    if key is None:
        return None
    if not _FORM.fullmatch(key):
        raise ProblemError(INVALID_IDEMPOTENCY_KEY)
    digest = await _digest(request)
    kept = await find_answer(connection, identity, key, digest)
    if kept is not None:
        raise AnsweredBefore(kept)
    return Attempt(request, connection, identity, key, digest)


def repeat_answer(_: Request[Any, Any, Any], again: AnsweredBefore) -> Response[bytes]:
    """Answer again as before."""
    headers = msgspec.json.decode(again.kept.headers, type=dict[str, str])
    media_type = headers.pop("content-type", "application/json")
    return Response(
        again.kept.body,
        status_code=again.kept.status,
        media_type=media_type,
        headers={**headers, "Idempotency-Replayed": "true"},
    )


async def _digest(request: Request[Any, Any, Any]) -> bytes:
    told = f"{request.method} {request.scope['path']}?".encode() + request.scope["query_string"]
    return hashlib.sha256(told + b"\n" + _content(request, await request.body())).digest()


def _content(request: Request[Any, Any, Any], body: bytes) -> bytes:
    """Give what the body says: a form sent again has another boundary."""
    boundary = request.content_type[1].get("boundary")
    return body if not boundary else body.replace(f"--{boundary}".encode(), b"--")
