"""Whether the process lives, and whether it could serve a request right now."""

import asyncio
from collections.abc import Awaitable
from typing import Any, Literal

import msgspec
from litestar import Request, get

from yipanqi_api.answers import Answer
from yipanqi_api.openness import OPEN
from yipanqi_api.services import Services, services_of
from yipanqi_core.database.revision import require_head

_PATIENCE_S = 3.0
State = Literal["ok", "failed"]


class Live(msgspec.Struct):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(msgspec.Struct):
    """Each thing that serving needs."""

    status: State
    database: State
    migrations: State
    valkey: State


@get("/health/live", operation_id="ReadLiveness", summary="进程是否存活", tags=["health"], opt=OPEN)
async def live() -> Live:
    """Answer as long as the process does."""
    return Live()


@get(
    "/health/ready",
    operation_id="ReadReadiness",
    summary="能否服务",
    tags=["health"],
    opt={**OPEN, "also": {503: Ready}},
)
async def ready(request: Request[Any, Any, Any]) -> Answer[Ready]:
    """Look at database, schema and Valkey; 503 names what failed."""
    services = services_of(request)
    database, migrations, valkey = await asyncio.gather(
        _state(services.database.require_unprivileged()),
        _state(require_head(services.database.engine)),
        _state(_ping(services)),
    )
    whole: State = "ok" if {database, migrations, valkey} == {"ok"} else "failed"
    return Answer(Ready(whole, database, migrations, valkey), status_code=200 if whole == "ok" else 503)


async def _ping(services: Services) -> None:
    await services.valkey.ping()


async def _state(check: Awaitable[None]) -> State:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await check
    except Exception:  # whatever it was, it is not ready
        return "failed"
    return "ok"
