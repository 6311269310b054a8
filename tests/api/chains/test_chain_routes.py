"""Chains, leaders and drivers over the API: held by posts, changed from a day on, shown through time."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, update

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.projects.tables import projects
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates


async def one(database: Database, year: Any, statement: Any) -> Any:
    async with database.transaction(year.county.id) as connection:
        return (await connection.execute(statement.limit(1))).scalar_one()


async def post_of(database: Database, year: Any, title: str) -> str:
    return str(await one(database, year, select(posts.c.id).where(posts.c.title == title)))


async def project_of(database: Database, year: Any, nature: str) -> str:
    p = projects.c
    listed = select(p.id).where(p.nature == nature, p.total_investment >= 1000).order_by(p.name)
    return str(await one(database, year, listed))


async def lead(year: Any, project: str, kind: str, **body: Any) -> Any:
    tag = (await year.office.get(f"/v1/projects/{project}")).headers["etag"]
    url = f"/v1/projects/{project}/responsibilities/{kind}"
    return await year.office.send("PUT", url, json=body, headers={"If-Match": tag})


@pytest.mark.clause("SM-2.6")
async def test_a_successor_has_the_projects_from_the_first_day_and_history_shows_who_held_them(
    fresh_year: Any, database: Database
) -> None:
    project = await project_of(database, fresh_year, "government_investment")
    line = await post_of(database, fresh_year, "分管农业副县长")
    given = await lead(fresh_year, project, "line", post_id=line, from_on="2024-03-01")
    assert given.status_code == 200, given.text
    tenant, day = fresh_year.county.id, date(2024, 7, 1)
    async with database.transaction(tenant) as connection:
        a = appointments.c
        await connection.execute(update(appointments).where(a.post_id == UUID(line)).values(to_on=day))
        unit = (await connection.execute(select(units.c.id).limit(1))).scalar_one()
        person = new_id()
        row = {"id": person, "login": "successor", "name": "新任", "unit_id": unit, "role": "leader"}
        await connection.execute(insert(users).values(tenant_id=tenant, **row))
        await connection.execute(
            insert(appointments).values(
                tenant_id=tenant, id=new_id(), post_id=UUID(line), user_id=person, from_on=day, portfolio=["水利"]
            )
        )
    parts = (await fresh_year.clerk.get(f"/v1/projects/{project}/responsibilities")).json()["data"]
    (held,) = [part for part in parts if part["kind"]["code"] == "line"]
    assert [(each["name"], each["from_on"], each["to_on"]) for each in held["holders"]] == [
        ("陈玉梅", "2023-01-01", "2024-07-01"),
        ("新任", "2024-07-01", None),
    ]


@pytest.mark.clause("SM-2.6")
async def test_with_line_and_point_leader_the_finding_is_gone_from_that_month(
    fresh_year: Any, database: Database
) -> None:
    project = await project_of(database, fresh_year, "government_investment")
    name = await one(database, fresh_year, select(projects.c.name).where(projects.c.id == UUID(project)))
    for kind, title in (("line", "分管农业副县长"), ("point", "分管工业副县长")):
        post = await post_of(database, fresh_year, title)
        assert (await lead(fresh_year, project, kind, post_id=post, from_on="2024-08-01")).status_code == 200
    async with database.transaction(fresh_year.county.id) as connection:
        scope = Scope(connection, fresh_year.county.id, "test")
        await set_dates(scope, clock_date=date(2024, 9, 2))
        found = {}
        for month in ("2024-07", "2024-08"):
            result = await assess(scope, installed(), Period.parse(month))
            found[month] = {each.subject.project for each in result.judgements if each.code == "leaders_missing"}
    assert found["2024-07"] - found["2024-08"] == {name}
    history = (await fresh_year.clerk.get(f"/v1/projects/{project}/history")).json()["data"]
    assert {line["clause"] for line in history if line["kind"] == "responsibility"} == {"SM-2.6"}


@pytest.mark.clause("SM-2.6")
async def test_a_government_project_takes_no_chain_and_kinds_take_what_is_theirs(
    fresh_year: Any, database: Database
) -> None:
    chain = (await fresh_year.office.post("/v1/chains", json={"name": "锂电"})).json()["id"]
    government = await project_of(database, fresh_year, "government_investment")
    refused = await lead(fresh_year, government, "chain", chain_id=chain)
    assert (refused.status_code, refused.json()["clause"]) == (409, "SM-2.6")
    promotion = await project_of(database, fresh_year, "investment_promotion")
    assert (await lead(fresh_year, promotion, "chain", chain_id=chain)).status_code == 200
    post = await post_of(database, fresh_year, "分管农业副县长")
    wrong = [
        ("chain", {"post_id": post}, "/post_id"),
        ("line", {"chain_id": chain}, "/chain_id"),
        ("line", {"post_id": post, "from_on": "2024-08-06"}, "/from_on"),
    ]
    for kind, body, pointer in wrong:
        answer = await lead(fresh_year, promotion, kind, **body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer), answer.text
    assert (await lead(fresh_year, promotion, "owner", post_id=post)).status_code in (400, 404)
    assert (await lead(fresh_year, promotion, "line", post_id=str(uuid4()))).status_code == 404
    ended = (await lead(fresh_year, promotion, "chain")).json()
    assert [each for each in ended["data"] if each["kind"]["code"] == "chain" and each["current"]] == []


@pytest.mark.clause("SM-2.6")
async def test_a_fourth_chain_is_refused_and_a_chain_in_new_hands_keeps_its_history(
    fresh_year: Any, database: Database
) -> None:
    head = await post_of(database, fresh_year, "分管工业副县长")
    unit = str(await one(database, fresh_year, select(units.c.id).where(units.c.name == "县水利局")))
    body = {"head_post_id": head, "lead_unit_id": unit, "person": "吴某", "task_force": "锂电专班"}
    made = await fresh_year.office.post("/v1/chains", json={"name": "锂电", "from_on": "2024-01-01", **body})
    assert made.status_code == 201, made.text
    for name in ("花岗岩", "水电"):
        assert (await fresh_year.office.post("/v1/chains", json={"name": name})).status_code == 201
    fourth = await fresh_year.office.post("/v1/chains", json={"name": "旅游"})
    assert (fourth.status_code, fourth.json()["clause"]) == (409, "SM-2.6")
    url = made.headers["location"]
    assert (await fresh_year.office.send("PUT", url, json={"name": "锂电"})).status_code == 428
    tag = {"If-Match": (await fresh_year.office.get(url)).headers["etag"]}
    other = await post_of(database, fresh_year, "分管农业副县长")
    changed = await fresh_year.office.send(
        "PUT", url, json={"name": "锂电", **body, "head_post_id": other, "from_on": "2024-07-01"}, headers=tag
    )
    assert changed.status_code == 200, changed.text
    shown = [(term["head"]["title"], term["from_on"], term["to_on"]) for term in changed.json()["history"]]
    assert shown == [("分管农业副县长", "2024-07-01", None), ("分管工业副县长", "2024-01-01", "2024-07-01")]
    assert [each["name"] for each in (await fresh_year.clerk.get("/v1/chains")).json()["data"]] == sorted(
        ["锂电", "花岗岩", "水电"]
    )
    refused = await fresh_year.clerk.post("/v1/chains", json={"name": "旅游"})
    assert refused.status_code == 403


@pytest.mark.clause("SM-2.12")
async def test_the_driver_is_shown_on_the_project_with_what_is_late_and_open(
    fresh_year: Any, database: Database
) -> None:
    project = await project_of(database, fresh_year, "investment_promotion")
    shown = (await fresh_year.clerk.get(f"/v1/projects/{project}/driver")).json()
    assert shown["ruling"]["clause"] == "SM-2.12"
    assert shown["unit"]["name"] == shown["ruling"]["value"]
    assert {word["code"] for word in shown["missing"]} == {"chain", "line", "point"}
    government = await project_of(database, fresh_year, "government_investment")
    assert (await fresh_year.clerk.get(f"/v1/projects/{government}/driver")).json()["unit"] is None


async def test_foreign_and_unknown_chains_and_projects_are_the_same_404(
    fresh_year: Any, neighbour_year: Any, database: Database
) -> None:
    chain = (await fresh_year.office.post("/v1/chains", json={"name": "锂电"})).json()["id"]
    project = await project_of(database, fresh_year, "government_investment")
    tag = {"If-Match": "*"}
    for key in (chain, str(uuid4())):
        assert (await neighbour_year.office.get(f"/v1/chains/{key}")).status_code == 404
        sent = await neighbour_year.office.send("PUT", f"/v1/chains/{key}", json={"name": "x"}, headers=tag)
        assert sent.status_code == 404
    for key in (project, str(uuid4())):
        assert (await neighbour_year.office.get(f"/v1/projects/{key}/driver")).status_code == 404
        url = f"/v1/projects/{key}/responsibilities/line"
        assert (await neighbour_year.office.send("PUT", url, json={}, headers=tag)).status_code == 404
    assert (await neighbour_year.office.get("/v1/chains")).json()["data"] == []
