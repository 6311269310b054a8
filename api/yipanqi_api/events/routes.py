"""The stream of events: `GET /v1/events`, server-sent, resumable by Last-Event-ID."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import HeaderParameter, QueryParameter
from litestar.response import ServerSentEvent, ServerSentEventMessage

from yipanqi_api.events.views import Event
from yipanqi_api.events.watching import Watching
from yipanqi_api.guards import bearer_of, requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import INVALID_REQUEST, TOO_MANY_STREAMS
from yipanqi_api.services import Services, services_of
from yipanqi_core.auth.errors import TokenRefusedError
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.events.kinds import TOLD, EventKind, kind_of
from yipanqi_core.events.queries import numbers_after

LOOKS_EACH_S = 1.0
"""Seconds between two looks at what is new."""
SIGN_OF_LIFE_S = 15.0
"""Seconds after which a silent stream says that it is alive, for the proxies on its way."""
AGAIN_MS = 3000
"""Milliseconds after which a client should ask again when a stream ends."""


@get(
    "",
    operation_id="StreamEvents",
    summary="订阅事件流",
    guards=[requires(Permission.READ)],
    media_type="text/event-stream",
    responses=refuses(INVALID_REQUEST, TOO_MANY_STREAMS),
)
async def stream_events(
    request: Request[Any, Any, Any],
    identity: NamedDependency[Identity],
    last_event_id: Annotated[
        int | None, HeaderParameter(name="Last-Event-ID", ge=0, description="收到的最后一条消息的 id；不给则从现在开始")
    ] = None,
    kind: Annotated[
        list[EventKind] | None, QueryParameter(description="只要这些种类的对象，如 issue；不给为全部")
    ] = None,
    seconds: Annotated[int, QueryParameter(ge=1, le=3600, description="至多这么多秒后结束，客户端再续上")] = 3600,
) -> Response[Event]:
    """Server-sent events: each message's `id` is the event's number, `event` its action, `data` an Event as JSON.

    A stream that broke off goes on after Last-Event-ID without a gap or a repetition. It ends when the sign-in does.
    """
    services = services_of(request)
    services.watching.require_seat(identity.user_id)
    after = last_event_id if last_event_id is not None else await services.watching.last(identity.tenant_id)
    messages = _messages(request, identity, after, frozenset(kind) if kind else TOLD, time.monotonic() + seconds)
    return ServerSentEvent(messages)  # type: ignore[return-value]  # the schema is each message's data


async def _messages(
    request: Request[Any, Any, Any], identity: Identity, after: int, kinds: frozenset[EventKind], until: float
) -> AsyncIterator[ServerSentEventMessage]:
    services = services_of(request)
    token, spoke = bearer_of(request), time.monotonic()
    yield ServerSentEventMessage(data=None, comment="一盘棋", retry=AGAIN_MS)
    with services.watching.seat(identity.user_id):
        while await _goes_on(request, services, token) and time.monotonic() < until:
            rows = await _new(services.watching, services, identity, after)
            for row in rows:
                after = row.number
                if kind_of(row.subject) in kinds:
                    data = msgspec.json.encode(Event.of(row))
                    yield ServerSentEventMessage(data=data, event=row.action, id=row.number)
                    spoke = time.monotonic()
            if rows:
                continue
            if time.monotonic() - spoke > SIGN_OF_LIFE_S:
                spoke = time.monotonic()
                yield ServerSentEventMessage(data=None, comment="在")
            await asyncio.sleep(LOOKS_EACH_S)


async def _goes_on(request: Request[Any, Any, Any], services: Services, token: str) -> bool:
    """Tell whether the process still serves and the token still speaks for the same person."""
    if request.app.state.get("closing", False):
        return False
    try:
        await services.identities.of(await services.tokens.verify(token))
    except TokenRefusedError:
        return False
    return True


async def _new(watching: Watching, services: Services, identity: Identity, after: int) -> Any:
    if await watching.last(identity.tenant_id) <= after:
        return ()
    async with services.database.transaction(identity.tenant_id) as connection:
        return await numbers_after(connection, identity.tenant_id, after)


events_router = Router("/v1/events", route_handlers=[stream_events], tags=["events"])
