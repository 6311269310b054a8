"""What is read: a page of projects, and one project with its history; rows change meanwhile, as they do in use."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from sqlalchemy import text
from tests.bench.load import Ask, Server
from tests.bench.rows import Rows

from yipanqi_core.database.connection import Database

_TURNS = 20_000
CHANGES = 5
"""Projects of which a row changes in a second, at random: each of 300 about once a minute, far oftener than in use."""


def reading(ours: Server, bare: Server, projects: list[str]) -> Rows:
    """Give the rows of reading: each with its aim and what is asked of either server."""
    listed = (lambda _: [ours.get("/v1/projects?limit=50")], lambda _: [bare.get("/list")])
    name = f"one project with its history, of {len(projects)} at random"
    return {
        "list": ("50 projects with colour and open issues", 0.60, *listed),
        "one": (
            name,
            0.45,
            _project(ours, "/v1/projects/{}", "/v1/projects/{}/history", projects),
            _of(bare, projects),
        ),
    }


def judged_anew(forgetful: Server, bare: Server, projects: list[str]) -> Rows:
    """Give the row of one project where no answer is told again; `forgetful` remembers none."""
    ask = _project(forgetful, "/v1/projects/{}", "/v1/projects/{}/history", projects)
    return {"anew": ("the same, judged anew each time", 0.45, ask, _of(bare, projects))}


def _of(bare: Server, projects: list[str]) -> Ask:
    return _project(bare, "/one/{}", "/history/{}", projects)


def _project(server: Server, path: str, history: str, projects: list[str]) -> Ask:
    """Ask for projects in an order that has no order, the same for every server."""
    chance = random.Random(1)
    order = [chance.choice(projects) for _ in range(_TURNS)]

    def ask(turn: int) -> list[bytes]:
        one = order[turn % _TURNS]
        return [server.get(path.format(one)), server.get(history.format(one))]

    return ask


@asynccontextmanager
async def changing(database: Database, tenant: UUID) -> AsyncIterator[None]:
    """Change rows of projects at random for as long as the block runs."""
    task = asyncio.create_task(_change(database, tenant))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _change(database: Database, tenant: UUID) -> None:
    drawn = "SELECT id FROM projects WHERE tenant_id = :tenant ORDER BY random() LIMIT 1"
    changed = text(
        f"UPDATE projects SET site = 'km ' || (random() * 100)::int WHERE tenant_id = :tenant AND id = ({drawn})"
    )
    while True:
        async with database.transaction(tenant) as connection:
            await connection.execute(changed, {"tenant": tenant})
        await asyncio.sleep(1 / CHANGES)
