"""The request's one transaction: opened for the token's county, committed before the answer leaves.

A COMMIT that fails is therefore an error answer, never a 2xx with nothing saved.
"""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Any

from litestar import Request

from yipanqi_api.idempotency import Attempt, begin
from yipanqi_api.services import services_of
from yipanqi_api.tracing import trace_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.tenants.scope import Scope

_OPEN = "transaction"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
PLANNED_ONCE = "planned_once"
"""The option of a route whose statements find little by key; see `Database.transaction`."""


def provide_identity(request: Request[Any, Any, Any]) -> Identity:
    """Give who is asking."""
    identity: Identity = request.scope["user"]
    return identity


async def provide_scope(request: Request[Any, Any, Any]) -> AsyncGenerator[Scope, None]:
    """Give the request's scope, under the name `transaction` since Litestar keeps `scope` to itself.

    It is the only generator dependency there may be: two would end in parallel.
    """
    identity = provide_identity(request)
    async with AsyncExitStack() as stack:
        request.scope["state"][_OPEN] = stack
        planned_once = bool(request.route_handler.opt.get(PLANNED_ONCE))
        transaction = services_of(request).database.transaction(identity.tenant_id, planned_once=planned_once)
        connection = await stack.enter_async_context(transaction)
        attempt: Attempt | None = await begin(request, identity, connection)
        yield Scope(connection, identity.tenant_id, identity.login, trace_of(request.scope))
        if attempt is not None:
            await attempt.keep()
    if request.method not in _READING:  # committed by now: whatever it made due need not wait for the sweep
        services_of(request).bell.ring_soon(identity.tenant_id)


async def roll_back_leftover(error: Exception, scope: Any) -> None:
    """Roll back a transaction that Litestar leaves open when another dependency fails after it was opened."""
    stack: AsyncExitStack | None = scope.get("state", {}).pop(_OPEN, None)
    if stack is not None:
        await stack.__aexit__(type(error), error, error.__traceback__)
