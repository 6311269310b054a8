"""Fixtures: a county under 阳城's mechanism with its sample year, standing at 2024-08-05, and its people signed in."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text, update
from tests.api.conftest import _HASH, PASSWORD, Resident
from tests.conftest import make_county

from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import users
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.workbook.service import load_file

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "yangcheng-2024.xlsx"
Enter = Callable[[str], Awaitable[Resident]]


async def _people(connection: Any, tenant_id: Any) -> None:
    """A clerk of a township and an administrator, whom the workbook does not name."""
    for login, role, unit in (("town", "township", "北留乡人民政府"), ("admin", "admin", "县发展和改革局")):
        await connection.execute(
            text(
                "INSERT INTO users (tenant_id, id, login, name, unit_id, role)"
                " SELECT tenant_id, :id, :login, '陈明', id, :role FROM units"
                " WHERE tenant_id = :tenant AND name = :unit"
            ),
            {"id": new_id(), "login": login, "role": role, "tenant": tenant_id, "unit": unit},
        )
    await connection.execute(update(users).where(users.c.tenant_id == tenant_id).values(password_hash=_HASH))


@pytest.fixture
def open_county(database: Database, year_client: httpx.AsyncClient) -> Callable[[str], Awaitable[Enter]]:
    """Make such a county by name; gives what signs in to it by login."""

    async def make(name: str) -> Enter:
        made = await make_county(database, "yangcheng", name)
        async with database.transaction(made.id) as connection:
            scope = Scope(connection, made.id, "test")
            result, _ = await load_file(scope, installed(), SAMPLE.read_bytes(), SAMPLE.name)
            assert result["errors"] == []
            await set_dates(scope, clock_date=date(2024, 8, 5))
            await _people(connection, made.id)
            county = await read_county(connection, made.id)
        return entering(year_client, county)

    return make


def entering(client: httpx.AsyncClient, county: County) -> Enter:
    async def enter(login: str) -> Resident:
        body = {"county": county.code, "login": login, "password": PASSWORD}
        answer = await client.post("/v1/auth/token", json=body)
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        me = await client.get("/v1/auth/me", headers={"Authorization": f"Bearer {tokens['access_token']}"})
        return Resident(client, county, me.json()["id"], login, tokens["access_token"], tokens["refresh_token"])

    return enter


@pytest.fixture
async def enter(open_county: Callable[[str], Awaitable[Enter]]) -> Enter:
    """Sign in to one such county."""
    return await open_county("阳城县")
