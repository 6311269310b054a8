"""Liveness and readiness."""

from dataclasses import replace

import httpx
import pytest
from litestar import Litestar
from redis.asyncio import Redis

from yipanqi_api.bell import Bell
from yipanqi_api.services import Services
from yipanqi_core.database.connection import Database
from yipanqi_core.settings import Settings


async def test_a_living_process_says_so(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health/live")).json() == {"status": "ok"}


async def test_it_is_ready_when_all_it_needs_is_there(client: httpx.AsyncClient) -> None:
    answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "migrations": "ok", "valkey": "ok"}


async def test_it_names_what_failed(client: httpx.AsyncClient, app: Litestar, services: Services) -> None:
    away = Database("postgresql+asyncpg://x@127.0.0.1:1/x")
    broken = replace(services, database=away, valkey=Redis(port=1), bell=Bell("redis://127.0.0.1:1"))
    app.state.services = broken
    try:
        answer = await client.get("/health/ready")
        refused = await client.get("/v1/auth/me", headers={"Authorization": "Bearer x"})
    finally:
        app.state.services = services
    assert answer.status_code == 503
    assert answer.json() == {"status": "failed", "database": "failed", "migrations": "failed", "valkey": "failed"}
    assert refused.status_code == 401


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_the_database_address_may_be_written_as_usual(scheme: str) -> None:
    settings = Settings(database_url=f"{scheme}://u@h/d", valkey_url="redis://h", public_url="https://x/")
    assert settings.database_url == "postgresql+asyncpg://u@h/d"
    assert settings.issuer == "https://x"
