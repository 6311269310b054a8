"""An act rings for its county once it is committed; a look does not, and a lost Valkey costs no one anything."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Litestar
from redis.asyncio import Redis
from tests.workers.processes import until

from yipanqi_api.bell import Bell
from yipanqi_api.services import Services
from yipanqi_core.schedule.bell import JOB


class Heard(Bell):
    """A bell that writes down for whom it is rung."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.rung: list[UUID] = []

    def ring_soon(self, tenant_id: UUID) -> None:
        self.rung.append(tenant_id)
        super().ring_soon(tenant_id)


@asynccontextmanager
async def hearing(app: Litestar, services: Services, url: str) -> AsyncIterator[Heard]:
    async with aclosing(Heard(url)) as bell:
        app.state.services = replace(services, bell=bell)
        try:
            yield bell
        finally:
            app.state.services = services


async def issue(year: Any, text: str) -> dict[str, Any]:
    project = (await year.office.get("/v1/projects?listed=true&limit=1")).json()["data"][0]["id"]
    return {"project_id": project, "description": text, "category": "用地", "urgency": "urgent"}


async def test_what_is_done_is_rung_for_and_what_is_refused_or_read_is_not(
    fresh_year: Any, app: Litestar, services: Services, valkey_url: str
) -> None:
    body = await issue(fresh_year, "征地受阻")
    async with hearing(app, services, valkey_url) as bell, aclosing(Redis.from_url(valkey_url)) as server:
        assert (await fresh_year.office.get("/v1/issues")).status_code == 200
        assert (await fresh_year.office.post("/v1/issues", json={})).status_code == 400
        nowhere = {**body, "project_id": "01890000-0000-7000-8000-000000000000"}
        assert (await fresh_year.office.post("/v1/issues", json=nowhere)).status_code == 404
        assert bell.rung == []
        for number in range(3):
            answer = await fresh_year.office.post("/v1/issues", json={**body, "description": f"征地受阻 {number}"})
            assert answer.status_code == 201
        assert bell.rung == [fresh_year.county.id] * 3

        async def asked_for() -> bool:
            jobs = [json.loads(await server.get(key) or "{}") async for key in server.scan_iter("arq:job:*")]
            return (JOB, [str(fresh_year.county.id)]) in [(job.get("f"), job.get("a")) for job in jobs]

        await until(asked_for, "the worker is asked for the county")


async def test_without_valkey_an_act_is_answered_as_ever(fresh_year: Any, app: Litestar, services: Services) -> None:
    body = await issue(fresh_year, "无人应答")
    async with hearing(app, services, "redis://127.0.0.1:1") as deaf:
        assert (await fresh_year.office.post("/v1/issues", json=body)).status_code == 201
        assert deaf.rung == [fresh_year.county.id]
        assert await deaf.ring(fresh_year.county.id) is False
