"""What reading projects costs: statements counted, the same whatever the project, and never at the price of truth."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, update
from tests.api.entering import PASSWORD
from tests.api.reading_lists import statements

from yipanqi_api import again
from yipanqi_api.projects import routes
from yipanqi_api.services import Services
from yipanqi_core.assessments.service import assess
from yipanqi_core.auth.passwords import hash_now
from yipanqi_core.calendar import Period
from yipanqi_core.database import at_once
from yipanqi_core.database.connection import Database
from yipanqi_core.facts import narrow
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import units, users
from yipanqi_core.projects.tables import projects
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook.service import load_file

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone signed in who only reads."""

    client: httpx.AsyncClient
    token: str

    async def get(self, url: str) -> httpx.Response:
        return await self.client.get(url, headers={"Authorization": f"Bearer {self.token}"})


async def sent_for(caller: Any, services: Services, url: str) -> int:
    await caller.get("/v1/auth/me")  # who is asking may be read anew
    with statements(services) as sent:
        answer = await caller.get(url)
    assert answer.status_code == 200, answer.text
    return len(sent)


async def test_one_project_costs_one_statement_and_its_history_one(year: Any, services: Services) -> None:
    listed = (await year.office.get("/v1/projects?listed=true&limit=12")).json()["data"]
    for row in listed:
        await year.office.get(f"/v1/projects/{row['id']}")  # what is looked at is learnt
    counted = {await sent_for(year.office, services, f"/v1/projects/{row['id']}") for row in listed}
    assert counted == {1}  # the county with its month, and all that is shown and judged of the project
    assert {await sent_for(year.office, services, f"/v1/projects/{row['id']}/history") for row in listed} == {1}


@pytest.mark.parametrize("mechanism", installed().codes())
async def test_in_every_county_one_project_costs_one_statement_and_is_told_as_from_all_its_facts(
    mechanism: str, database: Database, year_client: Any, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query function that is asked by itself, which nobody would notice otherwise, is found here."""
    caller = await office_of(database, year_client, mechanism)
    ids = [row["id"] for row in (await caller.get("/v1/projects?limit=200")).json()["data"]]
    counted = ids[:: max(1, len(ids) // 12)]
    for key in [*counted, *counted]:
        assert (await caller.get(f"/v1/projects/{key}")).status_code == 200  # what is looked at is learnt
    for key in counted:
        await caller.get("/v1/auth/me")  # who is asking may be read anew
        with statements(services) as sent:
            await caller.get(f"/v1/projects/{key}")
        assert len(sent) == 1, [each[-300:] for each in sent[1:]]
        assert (
            "monthly_figures.completed" not in sent[0] or mechanism != "shimian"
        )  # nothing there looks at a year of figures
    told = [(await caller.get(f"/v1/projects/{key}")).json() for key in ids]
    again._given.clear()
    monkeypatch.setattr(routes, "looked_at", lambda *_: None)
    assert told == [(await caller.get(f"/v1/projects/{key}")).json() for key in ids]


async def test_what_is_read_again_is_told_again_and_only_to_who_asked(fresh_year: Any, database: Database) -> None:
    rows = (await fresh_year.office.get("/v1/projects?listed=true&limit=50")).json()["data"]
    urls = [f"/v1/projects/{row['id']}" for row in rows]
    url, *_ = [each for each in urls if "running" in (await fresh_year.office.get(each)).text]
    for _ in range(3):
        first = await fresh_year.office.get(url)
        clerk = await fresh_year.clerk.get(url)
    tags = {"If-None-Match": first.headers["ETag"]}
    assert first.json()["_actions"] != clerk.json()["_actions"]
    assert (await fresh_year.office.get(url, headers=tags)).status_code == 304
    assert (await fresh_year.clerk.get(url, headers=tags)).status_code == 200
    async with database.transaction(fresh_year.county.id) as connection:
        changed = projects.c.id == UUID(url.rpartition("/")[2])
        await connection.execute(update(projects).where(changed).values(site="县城新区"))
    again = await fresh_year.office.get(url, headers=tags)
    assert (again.status_code, again.json()["site"]) == (200, "县城新区")
    async with database.transaction(fresh_year.county.id) as connection:
        await set_dates(Scope(connection, fresh_year.county.id, "test"), clock_date=date(2024, 12, 31))
    later = await fresh_year.office.get(url)  # nothing but the day is another one
    assert later.json()["clocks"] != again.json()["clocks"]
    assert later.json() == (await fresh_year.office.get(url)).json()


@pytest.mark.parametrize("mechanism", installed().codes())
async def test_in_every_county_what_is_worked_out_of_all_projects_costs_few_statements_and_is_told_as_from_all_facts(
    mechanism: str, database: Database, year_client: Any, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await office_of(database, year_client, mechanism, "sums")
    units = (await caller.get("/v1/units?limit=200")).json()["data"]
    books = [f"/v1/units/{unit['id']}/book" for unit in units]
    kept = [url for url in books if (await caller.get(url)).status_code == 200]
    urls = ["/v1/goals", "/v1/rates", "/v1/fast-lane", *kept[:2]]
    told = []
    for url in urls:
        for _ in range(2):
            await caller.get(url)  # what is looked at is learnt
        await caller.get("/v1/auth/me")
        with statements(services) as sent:
            await caller.get(url)
        assert len(sent) <= 6, (url, [each[-160:] for each in sent])
        told.append((await caller.get(url)).json())
    monkeypatch.setattr(narrow, "gather", all_facts)
    assert told == [(await caller.get(url)).json() for url in urls]


async def all_facts(scope: Any, edition: Any, period: str, on: date, **_: Any) -> Any:
    return await gather(scope, edition, period, on)


async def office_of(database: Database, client: Any, mechanism: str, code: str = "costs") -> Any:
    """Make a county of the mechanism with its sample year, and sign its office in."""
    tenant = await create_county(database, code=f"{code}-{mechanism}", name="数县", mechanism=mechanism, actor="test")
    async with database.transaction(tenant) as connection:
        scope, file = Scope(connection, tenant, "test"), DATA / f"{mechanism}-2024.xlsx"
        result, _ = await load_file(scope, installed(), file.read_bytes(), file.name)
        assert result["errors"] == []
        await set_dates(scope, clock_date=date(2024, 8, 5))
        await assess(scope, installed(), Period.parse("2024-07"))
        of_county = users.c.tenant_id == tenant
        await connection.execute(update(users).where(of_county).values(password_hash=hash_now(PASSWORD)))
        office = of_county, users.c.role == Role.OFFICE.value
        login = (await connection.execute(select(users.c.login).where(*office).limit(1))).scalar_one()
    body = {"county": f"{code}-{mechanism}", "login": login, "password": PASSWORD}
    token = (await client.post("/v1/auth/token", json=body)).json()["access_token"]
    return Reader(client, token)


async def test_a_project_is_told_the_same_at_once_as_one_by_one(year: Any, database: Database) -> None:
    async with database.transaction(year.county.id) as connection:
        county = await read_county(connection, year.county.id)
        edition = installed().in_force(county.mechanism, county.today)
        scope, period = Scope(connection, county.id, "test"), f"{county.today:%Y-%m}"
        ids = list((await connection.execute(select(projects.c.id).order_by(projects.c.name))).scalars())
        for key in ids[::5]:
            at_once._plans.clear()
            first = await gather(scope, edition, period, county.today, only=[key])
            again = await gather(scope, edition, period, county.today, only=[key])
            assert (again.projects, again.names, again.county) == (first.projects, first.names, first.county)
        at_once._plans.clear()
        together = await gather(scope, edition, period, county.today, only=ids[:9])
        assert (await gather(scope, edition, period, county.today, only=ids[:9])).projects == together.projects


async def test_a_renamed_unit_shows_at_once(fresh_year: Any, database: Database) -> None:
    row = (await fresh_year.office.get("/v1/projects?listed=true&limit=1")).json()["data"][0]
    for _ in range(3):
        await fresh_year.office.get(f"/v1/projects/{row['id']}")
    async with database.transaction(fresh_year.county.id) as connection:
        lead = units.c.id == row["lead_unit"]["id"]
        await connection.execute(update(units).where(lead).values(name="县改名局"))
    one = (await fresh_year.office.get(f"/v1/projects/{row['id']}")).json()
    listed = (await fresh_year.office.get("/v1/projects?listed=true&limit=1")).json()["data"][0]
    assert one["lead_unit"]["name"] == listed["lead_unit"]["name"] == "县改名局"


async def test_a_history_that_is_not_there_is_not_found(year: Any, neighbour_year: Any) -> None:
    theirs = (await neighbour_year.office.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    assert (await year.office.get(f"/v1/projects/{theirs}/history")).status_code == 404
