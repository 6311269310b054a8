"""A county of the five systems with its sample year, and whoever works in it."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import insert, select, update
from tests.api.entering import PASSWORD

from yipanqi_core.auth.passwords import hash_now
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import posts, units, users
from yipanqi_core.schedule.service import run_due
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.tenants.tables import seat_bindings
from yipanqi_core.vocabulary import Role, UnitKind
from yipanqi_core.workbook.service import load_file

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "zhangzi-2024.xlsx"
CLERKS = {"water": "县水利局", "finance": "县财政局", "emergency": "县应急局", "owner": "长子县城投公司"}
_HASH, _numbers = hash_now(PASSWORD), count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone signed in."""

    client: httpx.AsyncClient
    token: str

    async def send(self, method: str, url: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        if method == "POST":
            headers.setdefault("Idempotency-Key", str(new_id()))
        return await self.client.request(method, url, headers=headers, **more)

    async def get(self, url: str, **more: Any) -> httpx.Response:
        return await self.send("GET", url, **more)

    async def post(self, url: str, **more: Any) -> httpx.Response:
        return await self.send("POST", url, **more)

    async def change(self, url: str, method: str = "PATCH", at: str | None = None, **body: Any) -> httpx.Response:
        """Change an item as it stands now; `at` is where its version is read."""
        tag = (await self.get(at or url)).headers["etag"]
        return await self.send(method, url, json=body, headers={"If-Match": tag})


@dataclass(frozen=True, slots=True)
class FiveSystems:
    """The county, and a way to sign in as anyone."""

    county: County
    database: Database
    client: httpx.AsyncClient
    units: dict[str, UUID]
    posts: dict[str, UUID]

    async def enter(self, login: str) -> Person:
        body = {"county": self.county.code, "login": login, "password": PASSWORD}
        answer = await self.client.post("/v1/auth/token", json=body)
        assert answer.status_code == 200, answer.text
        return Person(self.client, answer.json()["access_token"])

    async def stand_at(self, day: date, live_from: date | None = None) -> None:
        """Move the county's own date."""
        async with self.database.transaction(self.county.id) as connection:
            await set_dates(Scope(connection, self.county.id, "test"), clock_date=day, live_from=live_from)

    async def live(self) -> list[str]:
        """Do what has fallen due; gives what it came to."""
        done = await run_due(self.database, installed(), self.county.id)
        return [f"{one.schedule} {one.period}: {one.result}" for one in done if not one.quiet]

    async def inspector(self) -> Person:
        """Seat the county government's inspectors in a unit of their own, and sign one in."""
        tenant, unit, person = {"tenant_id": self.county.id}, new_id(), new_id()
        of_unit = {"name": "县政府督查室", "kind": UnitKind.OFFICE.value}
        named = {"login": "inspector1", "name": "督查员", "role": Role.INSPECTOR.value, "password_hash": _HASH}
        async with self.database.transaction(self.county.id) as connection:
            await connection.execute(insert(units).values(**tenant, id=unit, **of_unit))
            await connection.execute(insert(users).values(**tenant, id=person, unit_id=unit, **named))
            seat = {"seat": "inspectors", "unit_id": unit}
            await connection.execute(insert(seat_bindings).values(**tenant, id=new_id(), **seat))
        return await self.enter("inspector1")

    async def project(self, number: str) -> dict[str, Any]:
        """Find the project of this number in its name."""
        office = await self.enter("office1")
        (found,) = (await office.get("/v1/projects", params={"q": f"（{number}）"})).json()["data"]
        return dict(found)

    async def register(self, **more: Any) -> dict[str, Any]:
        """Register a project of the water bureau's that the library does not hold yet."""
        clerk = await self.enter("water")
        body = {
            "name": "王村水库", "nature": "government_investment", "sector": "基础设施", "total_investment": "5000.00",
            "lead_unit_id": str(self.units["县水利局"]), "owner_id": str(self.units["长子县城投公司"]),
            "leader_id": str(self.posts["分管农业副县长"]), **more,
        }  # fmt: skip
        answer = await clerk.post("/v1/projects", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


@pytest.fixture
async def five_systems(database: Database, year_client: httpx.AsyncClient) -> FiveSystems:
    """A county of its own for a test, on 2024-08-05."""
    code = f"five-{next(_numbers)}"
    made = await create_county(database, code=code, name="长子县", mechanism="zhangzi", actor="test")
    async with database.transaction(made) as connection:
        scope = Scope(connection, made, "test")
        result, _ = await load_file(scope, installed(), SAMPLE.read_bytes(), SAMPLE.name)
        assert result["errors"] == []
        await set_dates(scope, clock_date=date(2024, 8, 5))
        known = {row.name: row.id for row in await connection.execute(select(units.c.name, units.c.id))}
        held = {row.title: row.id for row in await connection.execute(select(posts.c.title, posts.c.id))}
        for login, unit in CLERKS.items():
            role = Role.OWNER if login == "owner" else Role.CLERK
            person = {"id": new_id(), "login": login, "name": f"{login}经办", "unit_id": known[unit]}
            await connection.execute(insert(users).values(tenant_id=made, role=role.value, **person))
        await connection.execute(update(users).where(users.c.tenant_id == made).values(password_hash=_HASH))
        county = await read_county(connection, made)
    return FiveSystems(county, database, year_client, known, held)
