"""Records of work: writing them within the rules, listing and reading them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import select, text, update
from tests.api.reading_lists import all_of, statements

from yipanqi_api.records.actions import record_actions
from yipanqi_api.services import Services
from yipanqi_core.acts.standing import standing
from yipanqi_core.auth.identity import Identity
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.tables import items, projects
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role

VISIT = {"kind": "现场调研", "on": "2024-08-01", "note": "查看主体施工"}


async def me(caller: Any) -> Any:
    return (await caller.get("/v1/auth/me")).json()


async def a_project(caller: Any) -> str:
    return str((await caller.get("/v1/letters")).json()["data"][0]["project"]["id"])


async def unapproved_government_project(database: Database, tenant_id: UUID) -> str:
    async with database.transaction(tenant_id) as connection:
        await connection.execute(update(items).values(finished_on=None))
        statement = select(projects.c.id).where(projects.c.nature == "government_investment").limit(1)
        return str((await connection.execute(statement)).scalar_one())


async def test_a_unit_and_a_post_holder_record_their_own_work(fresh_year: Any) -> None:
    unit, project = (await me(fresh_year.clerk))["unit"], await a_project(fresh_year.clerk)
    by_unit = await fresh_year.clerk.post("/v1/records", json={**VISIT, "project_id": project, "unit_id": unit["id"]})
    assert by_unit.status_code == 201, by_unit.text
    record = by_unit.json()
    assert (record["unit"], record["post"], record["recorded_by"]) == (unit, None, "clerk")
    assert (record["kind"], record["on"], record["note"], record["closes"]) == (*VISIT.values(), [])
    read = await fresh_year.department.get(by_unit.headers["location"])
    assert read.json() == record
    tag = {"If-None-Match": read.headers["etag"]}
    assert (await fresh_year.department.get(by_unit.headers["location"], headers=tag)).status_code == 304
    (listed,) = (await fresh_year.department.get(f"/v1/records?unit={unit['id']}")).json()["data"]
    assert {**listed, "closes": [], "issues": []} == record
    leader = await me(fresh_year.leader)
    by_post = await fresh_year.leader.post("/v1/records", json={**VISIT, "post_id": leader["post_ids"][0]})
    assert by_post.status_code == 201, by_post.text
    assert by_post.json()["post"]["holder"] == {"id": leader["id"], "name": leader["name"]}
    assert by_post.json()["project"] is None


async def test_others_work_is_recorded_by_the_daily_office_alone(fresh_year: Any) -> None:
    unit = (await me(fresh_year.clerk))["unit"]["id"]
    post = (await me(fresh_year.leader))["post_ids"][0]
    own = (await me(fresh_year.office))["unit"]["id"]
    refused = [
        (fresh_year.leader, {"unit_id": unit}, "本单位人员"),
        (fresh_year.clerk, {"unit_id": own}, "本单位人员"),
        (fresh_year.clerk, {"post_id": post}, "任职者本人"),
        (fresh_year.admin, {"unit_id": own}, "“管理员”角色不能记录工作"),
    ]
    for caller, doer, words in refused:
        answer = await caller.post("/v1/records", json={**VISIT, **doer})
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong_actor"), doer
        assert words in answer.json()["detail"]
    for doer in ({"unit_id": unit}, {"post_id": post}):
        answer = await fresh_year.office.post("/v1/records", json={**VISIT, **doer})
        assert (answer.status_code, answer.json()["recorded_by"]) == (201, "office1")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kind": "打卡"}, "/kind"),
        ({"on": "2024-08-06"}, "/on"),
        ({"on": "2024-8-1"}, "/on"),
        ({"post_id": "0190a0a0-0000-7000-8000-000000000000"}, "/post_id"),
        ({"unit_id": None}, "/post_id"),
        ({"mood": "x"}, "/mood"),
    ],
)
async def test_a_record_that_does_not_fit_names_the_place(year: Any, change: dict[str, Any], pointer: str) -> None:
    unit = (await me(year.clerk))["unit"]["id"]
    answer = await year.clerk.post("/v1/records", json={**VISIT, "unit_id": unit, **change})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request"), answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_foreign_and_unknown_projects_posts_and_units_are_the_same_404(year: Any, neighbour_year: Any) -> None:
    unit = (await me(year.office))["unit"]["id"]
    foreign = {
        "project_id": await a_project(neighbour_year.office),
        "post_id": (await me(neighbour_year.leader))["post_ids"][0],
        "unit_id": (await me(neighbour_year.office))["unit"]["id"],
    }
    for field, value in foreign.items():
        bodies = []
        for each in (value, str(uuid4())):
            doer = {} if field == "post_id" else {"unit_id": unit}
            answer = await year.office.post("/v1/records", json={**VISIT, **doer, field: each})
            assert answer.status_code == 404, answer.text
            bodies.append({**answer.json(), "trace_id": ""})
        assert bodies[0] == bodies[1]
    for url in (f"/v1/records/{uuid4()}", "/v1/records/x"):
        assert (await year.office.get(url)).status_code == 404


@pytest.mark.clause("SM-2.2")
async def test_a_third_special_meeting_is_refused_by_the_clause_and_the_action_says_so_beforehand(
    fresh_year: Any, database: Database
) -> None:
    project = await unapproved_government_project(database, fresh_year.county.id)
    unit = (await me(fresh_year.office))["unit"]["id"]
    meeting = {"kind": "县政府专题会", "on": "2024-08-01", "project_id": project, "unit_id": unit}
    for _ in range(2):
        (offered,) = await actions(fresh_year, database, project, "县政府专题会")
        assert offered.allowed
        assert (await fresh_year.office.post("/v1/records", json=meeting)).status_code == 201
    (refused,) = await actions(fresh_year, database, project, "县政府专题会")
    answer = await fresh_year.office.post("/v1/records", json=meeting)
    assert (answer.status_code, answer.json()["code"], answer.json()["clause"]) == (409, "rule_refuses", "SM-2.2")
    assert (refused.allowed, refused.because, refused.clause) == (False, answer.json()["detail"], "SM-2.2")
    (visit,) = await actions(fresh_year, database, project, "现场调研")
    assert visit.allowed
    assert msgspec.json.decode(visit.input)["properties"]["project_id"] == {"const": project}
    assert await actions(fresh_year, database, project, "约谈", Role.AUDIT) != []
    assert not any(each.allowed for each in await actions(fresh_year, database, project, "", Role.AUDIT))


async def actions(year: Any, database: Database, project: str, kind: str, role: Role = Role.OFFICE) -> list[Any]:
    """Ask for a project's record actions as its item will."""
    who = Identity(
        tenant_id=year.county.id, user_id=uuid4(), session_id=uuid4(), login="x", name="x", role=role,
        unit_id=uuid4(), unit_name="x", post_ids=(), epoch=1,
    )  # fmt: skip
    edition = installed().in_force("shimian", year.county.today)
    async with database.transaction(year.county.id) as connection:
        scope = Scope(connection, year.county.id, "x")
        found = await record_actions(scope, await standing(scope, edition, who, UUID(project), lock=False))
    return [each for each in found if each.title.endswith(kind)]


async def test_records_are_paged_in_any_order_each_once(year: Any) -> None:
    records = await all_of(year.leader, "/v1/records?limit=200")
    assert len({one["id"] for one in records}) == len(records) > 1000
    assert [one["on"] for one in records] == sorted((one["on"] for one in records), reverse=True)
    for query in ("limit=199", "sort=kind,-on&limit=170"):
        paged = await all_of(year.leader, f"/v1/records?{query}")
        assert len(paged) == len(records)
        assert {one["id"] for one in paged} == {one["id"] for one in records}
    kinds = [one["kind"] for one in paged]
    assert len(set(kinds)) == len([1 for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind])


async def test_each_filter_keeps_what_it_names(year: Any) -> None:
    records = await all_of(year.leader, "/v1/records?limit=200")
    of_post = next(one for one in records if one["post"] and one["project"])
    expected: dict[str, Callable[[Any], bool]] = {
        f"post={of_post['post']['id']}": lambda x: bool(x["post"]) and x["post"]["id"] == of_post["post"]["id"],
        f"unit={uuid4()}": lambda _: False,
        f"project={of_post['project']['id']}": lambda x: x["project"] == of_post["project"],
        "kind=现场调研": lambda x: x["kind"] == "现场调研",
        "kind=现场调研&kind=约谈": lambda x: x["kind"] in ("现场调研", "约谈"),
        "on_gte=2024-07-04": lambda x: x["on"] >= "2024-07-04",
        "on_lte=2024-02-02": lambda x: x["on"] <= "2024-02-02",
    }
    for query, kept in expected.items():
        assert await all_of(year.leader, f"/v1/records?{query}&limit=200") == [x for x in records if kept(x)], query
        total = (await year.leader.get(f"/v1/records?{query}&count=true&limit=1")).json()["total"]
        assert total == len([x for x in records if kept(x)]), query
    assert (await year.leader.get("/v1/records?day=1")).status_code == 400


async def test_a_page_of_records_costs_one_statement(year: Any, services: Services) -> None:
    for limit in (1, 200):
        with statements(services) as sent:
            await year.leader.get(f"/v1/records?limit={limit}")
        assert len([one for one in sent if "token_epoch" not in one]) == 1


async def test_the_same_key_records_once(fresh_year: Any, database: Database) -> None:
    unit, key = (await me(fresh_year.clerk))["unit"]["id"], {"Idempotency-Key": str(uuid4())}
    for _ in range(2):
        answer = await fresh_year.clerk.post("/v1/records", json={**VISIT, "unit_id": unit}, headers=key)
        assert answer.status_code == 201
    async with database.transaction(fresh_year.county.id) as connection:
        written = text("SELECT count(*) FROM records WHERE recorded_by = 'clerk'")
        assert (await connection.execute(written)).scalar_one() == 1
