"""A county under the second mechanism with its sample year, on a day of August 2024, and whoever works in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import insert, update
from tests.api.entering import PASSWORD

from yipanqi_core.auth.passwords import hash_now
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import units, users
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.tenants.tables import seat_bindings
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook.service import load_file

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "qingshui-2024.xlsx"
TODAY = date(2024, 8, 5)
CLERKS = {
    "water": "县水务局",
    "promotion": "县招商中心",
    "owner": "清水县城投公司",
    "yongqing": "永清镇人民政府",
    "rural": "县委农村工作领导小组办公室",
}
_HASH, _numbers = hash_now(PASSWORD), count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone signed in."""

    client: httpx.AsyncClient
    token: str

    async def send(self, method: str, url: str, **more: Any) -> httpx.Response:
        """Send a request as this person."""
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        if method == "POST":
            headers.setdefault("Idempotency-Key", str(new_id()))
        return await self.client.request(method, url, headers=headers, **more)

    async def get(self, url: str, **more: Any) -> httpx.Response:
        """Read."""
        return await self.send("GET", url, **more)

    async def post(self, url: str, **more: Any) -> httpx.Response:
        """Write."""
        return await self.send("POST", url, **more)


@dataclass(frozen=True, slots=True)
class SecondCounty:
    """The county, and a way to sign in as anyone: the workbook's people, and a clerk of each unit in `CLERKS`."""

    county: County
    database: Database
    client: httpx.AsyncClient
    units: dict[str, UUID]

    async def enter(self, login: str) -> Person:
        """Sign in."""
        body = {"county": self.county.code, "login": login, "password": PASSWORD}
        answer = await self.client.post("/v1/auth/token", json=body)
        assert answer.status_code == 200, answer.text
        return Person(self.client, answer.json()["access_token"])

    async def stand_at(self, day: date) -> None:
        """Move the county's own date."""
        async with self.database.transaction(self.county.id) as connection:
            await set_dates(Scope(connection, self.county.id, "test"), clock_date=day)

    async def register(self, name: str, **more: Any) -> dict[str, Any]:
        """Register a project of the water bureau's that no list holds yet."""
        clerk = await self.enter("water")
        body = {
            "name": name, "nature": "government_investment", "sector": "基础设施", "total_investment": "6000.00",
            "lead_unit_id": str(self.units["县水务局"]), "owner_id": str(self.units["清水县城投公司"]),
            "site": "永清镇", **more,
        }  # fmt: skip
        answer = await clerk.post("/v1/projects", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


Make = Callable[[], Awaitable[SecondCounty]]


@pytest.fixture
async def second_county(database: Database, year_client: httpx.AsyncClient) -> SecondCounty:
    """A county of its own for a test."""
    code = f"second-{next(_numbers)}"
    made = await create_county(database, code=code, name="清水县", mechanism="qingshui", actor="test")
    async with database.transaction(made) as connection:
        scope = Scope(connection, made, "test")
        result, _ = await load_file(scope, installed(), SAMPLE.read_bytes(), SAMPLE.name)
        assert result["errors"] == []
        await set_dates(scope, clock_date=TODAY)
        office = {"tenant_id": made, "id": new_id(), "name": CLERKS["rural"], "kind": "office"}
        await connection.execute(insert(units).values(**office))
        binding = {"tenant_id": made, "id": new_id(), "seat": "rural_office", "unit_id": office["id"]}
        await connection.execute(insert(seat_bindings).values(**binding))
        known = {row.name: row.id for row in await connection.execute(units.select().where(units.c.tenant_id == made))}
        for login, unit in CLERKS.items():
            person = {"id": new_id(), "login": login, "name": f"{login}经办", "unit_id": known[unit]}
            role = Role.TOWNSHIP if login == "yongqing" else Role.CLERK
            await connection.execute(insert(users).values(tenant_id=made, role=role.value, **person))
        await connection.execute(update(users).where(users.c.tenant_id == made).values(password_hash=_HASH))
        county = await read_county(connection, made)
    return SecondCounty(county, database, year_client, known)
