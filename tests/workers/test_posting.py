"""What a worker posts reaches a real server, and a server that is not there holds nobody up."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import uvicorn
from tests.workers.conftest import MakeLive

from yipanqi_core.audit.service import record
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.webhooks import queries
from yipanqi_core.webhooks.service import Wanted, subscribe
from yipanqi_workers.jobs import Work, run_county, sweep


class Server:
    """A small web server that keeps what is posted to it; a redirect leads back to itself."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bytes]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while (part := await receive()).get("more_body"):
            body += part["body"]
        self.heard.append((scope["path"], body + part.get("body", b"")))
        status, headers = (302, [(b"location", b"/ok")]) if scope["path"] == "/moved" else (200, [])
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"x" * 1000})


@asynccontextmanager
async def listening(server: Server) -> AsyncIterator[str]:
    taken = socket.create_server(("127.0.0.1", 0))
    serving = uvicorn.Server(uvicorn.Config(server, lifespan="off", log_config=None, ws="none"))
    task = asyncio.create_task(serving.serve(sockets=[taken]))
    yield f"127.0.0.1:{taken.getsockname()[1]}"
    serving.should_exit = True
    await task


async def _subscribed(database: Database, county: County, host: str, path: str) -> Any:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "admin")
        hook, _ = await subscribe(scope, Wanted(f"http://{host}{path}", None), (host,), 0)
    async with database.transaction(county.id) as connection:
        await record(Scope(connection, county.id, "clerk"), "raise_issue", "issue:1", {})
    return hook


async def _attempts(database: Database, county: County, hook: Any) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(await connection.execute(queries.attempt_statement(county.id, hook)))


async def test_a_ring_posts_what_happened(installation: Database, make_live: MakeLive) -> None:
    county, server = await make_live(date(2024, 5, 1)), Server()
    async with listening(server) as host:
        hook = await _subscribed(installation, county, host, "/ok")
        await run_county({"work": Work(installation, installed(), (host,))}, str(county.id))
    assert [path for path, _ in server.heard] == ["/ok"]
    assert b"issue:1" in server.heard[0][1]
    (attempt,) = await _attempts(installation, county, hook)
    assert (attempt.status, attempt.error) == (200, None)


async def test_a_redirect_is_not_followed_and_a_dead_address_is_tried_again_by_the_sweeps(
    installation: Database, make_live: MakeLive
) -> None:
    county, server = await make_live(date(2024, 5, 1)), Server()
    async with listening(server) as host:
        moved = await _subscribed(installation, county, host, "/moved")
        work = Work(installation, installed(), (host,))
        await sweep({"work": work})
        assert [path for path, _ in server.heard] == ["/moved"]
        assert work.owing == {county.id}
    (attempt,) = await _attempts(installation, county, moved)
    assert attempt.status == 302
    async with installation.transaction(county.id) as connection:
        await connection.exec_driver_sql("UPDATE webhooks SET not_before = clock_timestamp()")
    await sweep({"work": work})
    dead = (await _attempts(installation, county, moved))[-1]
    assert dead.status is None
    assert "没有送达" in dead.error
