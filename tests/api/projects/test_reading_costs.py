"""What reading projects costs: statements counted, the same whatever the project, and never at the price of truth."""

from typing import Any

from sqlalchemy import select, update
from tests.api.reading_lists import statements

from yipanqi_api.services import Services
from yipanqi_core.database import at_once
from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


async def sent_for(caller: Any, services: Services, url: str) -> int:
    await caller.get("/v1/auth/me")  # who is asking may be read anew
    with statements(services) as sent:
        answer = await caller.get(url)
    assert answer.status_code == 200, answer.text
    return len(sent)


async def test_one_project_costs_one_statement_and_its_history_one(year: Any, services: Services) -> None:
    listed = (await year.office.get("/v1/projects?listed=true&limit=12")).json()["data"]
    for row in listed[:2]:
        await year.office.get(f"/v1/projects/{row['id']}")
    counted = {await sent_for(year.office, services, f"/v1/projects/{row['id']}") for row in listed}
    assert counted == {1}  # the county with its month, and all that is shown and judged of the project
    assert {await sent_for(year.office, services, f"/v1/projects/{row['id']}/history") for row in listed} == {1}


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
