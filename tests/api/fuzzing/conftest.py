"""Counties of each mechanism with their sample year, standing at 2024-08-05, and four people signed in to each."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text, update
from tests.api.conftest import _HASH, PASSWORD, Resident

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import users
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.workbook.service import load_file

SAMPLES = Path(__file__).resolve().parents[2] / "data"
ROLES = ("office", "leader", "clerk", "admin")
_numbers = count(1)


async def _people(connection: Any, tenant_id: UUID) -> dict[str, str]:
    """A clerk and an administrator whom no workbook names, and one login for each role."""
    chosen = (
        "SELECT unit_id FROM responsibilities WHERE tenant_id = :tenant AND kind = 'lead_unit'"
        " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    for role in ("clerk", "admin"):
        await connection.execute(
            text(
                "INSERT INTO users (tenant_id, id, login, name, unit_id, role)"
                f" SELECT :tenant, :id, :login, '陈明', ({chosen}), :role"
            ),
            {"tenant": tenant_id, "id": new_id(), "login": f"any-{role}", "role": role},
        )
    await connection.execute(update(users).where(users.c.tenant_id == tenant_id).values(password_hash=_HASH))
    rows = await connection.execute(
        text("SELECT role, min(login) FROM users WHERE tenant_id = :tenant GROUP BY role"), {"tenant": tenant_id}
    )
    return {role: login for role, login in rows if role in ROLES}


async def _open(database: Database, client: httpx.AsyncClient, mechanism: str) -> dict[str, Resident]:
    code = f"any-{next(_numbers)}"
    tenant_id = await create_county(database, code=code, name="某县", mechanism=mechanism, actor="test")
    async with database.transaction(tenant_id) as connection:
        scope = Scope(connection, tenant_id, "test")
        sample = SAMPLES / f"{mechanism}-2024.xlsx"
        result, _ = await load_file(scope, installed(), sample.read_bytes(), sample.name)
        assert result["errors"] == []
        await set_dates(scope, clock_date=date(2024, 8, 5))
        await assess(scope, installed(), Period.parse("2024-07"))
        logins = await _people(connection, tenant_id)
        county = await read_county(connection, tenant_id)
    callers = {}
    for role, login in logins.items():
        answer = await client.post("/v1/auth/token", json={"county": code, "login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        callers[role] = Resident(client, county, UUID(int=0), login, tokens["access_token"], tokens["refresh_token"])
    assert set(callers) == set(ROLES)
    return callers


@pytest.fixture(scope="module")
async def anyone(database: Database, year_client: httpx.AsyncClient) -> dict[str, dict[str, Resident]]:
    """Whoever may ask: by mechanism and role."""
    return {code: await _open(database, year_client, code) for code in installed().codes()}
