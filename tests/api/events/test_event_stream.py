"""What is done in a county reaches who watches it: in order, without a gap, and only there."""

import ast
import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn
from litestar import Litestar
from tests.api.conftest import Caller, Year
from tests.conftest import REPOSITORY

from yipanqi_api.events.views import _ADDRESSES, Event
from yipanqi_api.events.watching import EACH
from yipanqi_api.services import Services
from yipanqi_core.auth.accounts import disable
from yipanqi_core.database.connection import Database
from yipanqi_core.events.kinds import SILENT, TOLD
from yipanqi_core.tenants.scope import Scope

NEW = {"category": "用地", "urgency": "urgent"}


async def raise_issue(caller: Caller, text: str) -> dict[str, Any]:
    project = (await caller.get("/v1/projects?listed=true&limit=1")).json()["data"][0]["id"]
    answer = await caller.post("/v1/issues", json={**NEW, "project_id": project, "description": text})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def messages(text: str) -> list[dict[str, str]]:
    blocks = [dict(line.split(": ", 1) for line in block.split("\r\n") if line) for block in text.split("\r\n\r\n")]
    return [one for one in blocks if "data" in one]


async def told(caller: Caller, after: int | None, query: str = "", seconds: int = 1) -> list[Event]:
    headers = {} if after is None else {"Last-Event-ID": str(after)}
    answer = await caller.get(f"/v1/events?seconds={seconds}{query}", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = []
    for one in messages(answer.text):
        event = msgspec.json.decode(one["data"], type=Event)
        assert (one["id"], one["event"]) == (str(event.number), event.action)
        found.append(event)
    return found


async def test_a_stream_goes_on_after_the_last_event_in_order_and_tells_no_neighbour(
    fresh_year: Year, neighbour_year: Year
) -> None:
    first = await raise_issue(fresh_year.office, "征地受阻")
    whole = await told(fresh_year.leader, 0)
    assert [one.number for one in whole] == sorted({one.number for one in whole})
    assert (whole[-1].action, whole[-1].subject, whole[-1].href) == (
        "raise_issue", f"issue:{first['id']}", f"/v1/issues/{first['id']}",
    )  # fmt: skip
    assert (await fresh_year.leader.get(str(whole[-1].href))).status_code == 200
    assert not {one.kind for one in whole} & SILENT.keys()
    second = await raise_issue(fresh_year.office, "资金未到位")
    (later,) = await told(fresh_year.leader, whole[-1].number)
    assert later.subject == f"issue:{second['id']}"
    assert {one.kind for one in await told(fresh_year.leader, 0, "&kind=assessment")} == {"assessment"}
    theirs = {one.subject for one in await told(neighbour_year.leader, 0)}
    assert not {whole[-1].subject, later.subject} & theirs


async def test_who_names_no_last_event_hears_only_what_is_new(fresh_year: Year) -> None:
    await raise_issue(fresh_year.office, "征地受阻")
    assert await told(fresh_year.office, None) == []


@asynccontextmanager
async def served(app: Litestar) -> AsyncIterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, ws="none"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


async def test_an_event_arrives_while_one_watches_and_the_stream_ends_with_the_sign_in(
    fresh_year: Year, app: Litestar, database: Database
) -> None:
    watcher = fresh_year.department
    headers = {"Authorization": f"Bearer {watcher.access_token}"}
    async with (
        served(app) as address,
        httpx.AsyncClient(base_url=address, timeout=20) as client,
        client.stream("GET", "/v1/events", headers=headers) as stream,
    ):
        lines = stream.aiter_lines()
        assert await anext(lines) == ": 一盘棋"
        issue = await raise_issue(fresh_year.office, "征地受阻")
        heard = [line async for line in _until(lines, "data: ")]
        assert issue["id"] in heard[-1]
        async with database.transaction(fresh_year.county.id) as connection:
            await disable(Scope(connection, fresh_year.county.id, "test"), watcher.user_id)
        async with asyncio.timeout(10):  # else it would go on for an hour
            rest = [line async for line in lines]
    assert not any("data" in line for line in rest)


async def _until(lines: AsyncIterator[str], start: str) -> AsyncIterator[str]:
    async for line in lines:
        yield line
        if line.startswith(start):
            return


async def test_streams_end_when_the_process_is_told_to_stop(year: Year, app: Litestar) -> None:
    app.state.closing = True
    try:
        async with asyncio.timeout(10):
            assert await told(year.office, None, seconds=3600) == []
    finally:
        app.state.closing = False


async def test_one_person_holds_few_streams_open(year: Year, services: Services) -> None:
    with ExitStack() as seats:
        for _ in range(EACH):
            seats.enter_context(services.watching.seat(year.clerk.user_id))
        refused = await year.clerk.get("/v1/events?seconds=1")
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")
        assert int(refused.headers["Retry-After"]) > 0
        assert await told(year.office, None) == []
    assert await told(year.clerk, None) == []


@pytest.mark.parametrize("wrong", ["-1", "x", "1.5"])
async def test_a_last_event_that_is_no_number_is_refused(year: Year, wrong: str) -> None:
    answer = await year.office.get("/v1/events?seconds=1", headers={"Last-Event-ID": wrong})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


def subjects(path: Path) -> set[str]:
    """The kinds of subjects that a file writes into the trail: `issue` of f"issue:{id}"."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "audit_row", "_write"):
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
                    found.add(str(argument.values[0].value).partition(":")[0])
    return found


def test_every_kind_of_subject_is_told_or_silent_for_a_reason_and_every_address_is_a_route(app: Litestar) -> None:
    written = {kind for path in (REPOSITORY / "core" / "yipanqi_core").rglob("*.py") for kind in subjects(path)}
    assert len(written) > 30
    assert written <= TOLD | SILENT.keys()
    assert not TOLD & SILENT.keys()
    assert _ADDRESSES.keys() <= TOLD
    paths = [route.path_format for route in app.routes]
    for address in _ADDRESSES.values():
        assert any(path.startswith(address + "{") and path.count("/") == 3 for path in paths), address
