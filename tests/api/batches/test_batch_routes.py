"""Many acts in one request: each judged by itself, as its single route would."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from yipanqi_core.database.connection import Database

RECORD = {"kind": "现场调研", "on": "2024-08-01", "note": "查看主体施工"}


async def own_unit(caller: Any) -> str:
    return str((await caller.get("/v1/auth/me")).json()["unit"]["id"])


async def own_projects(caller: Any) -> list[Any]:
    return list((await caller.get("/v1/projects", params={"mine": "true", "limit": "20"})).json()["data"])


async def count(database: Database, year: Any, table: str) -> int:
    async with database.transaction(year.county.id) as connection:
        statement = text(f"SELECT count(*) FROM {table} WHERE tenant_id = :tenant")
        return int((await connection.execute(statement, {"tenant": year.county.id})).scalar_one())


def pointers(result: Any) -> list[str]:
    return [place["pointer"] for place in result["problem"]["errors"]]


async def test_good_entries_take_effect_beside_refused_ones_and_each_says_why(
    database: Database, fresh_year: Any, neighbour_year: Any
) -> None:
    unit, foreign = await own_unit(fresh_year.clerk), await own_unit(neighbour_year.clerk)
    office = await own_unit(fresh_year.office)
    entries = [
        {**RECORD, "unit_id": unit},
        {**RECORD, "unit_id": unit, "on": "五月"},
        {**RECORD, "unit_id": unit, "kind": "打卡"},
        {**RECORD, "unit_id": office},
        {**RECORD, "unit_id": foreign},
        {**RECORD, "unit_id": str(uuid4())},
        {**RECORD, "unit_id": unit, "points": 3},
        "现场调研",
        {**RECORD, "unit_id": unit, "note": "第二条"},
    ]
    before, theirs = await count(database, fresh_year, "records"), await count(database, neighbour_year, "records")
    answer = await fresh_year.clerk.post("/v1/records/batch", json={"entries": entries})
    assert answer.status_code == 200, answer.text
    done = answer.json()
    assert [one["status"] for one in done["results"]] == [201, 400, 400, 403, 404, 404, 400, 400, 201]
    assert [one["index"] for one in done["results"]] == list(range(9))
    assert (done["succeeded"], done["failed"]) == (2, 7)
    assert [pointers(done["results"][n]) for n in (1, 2, 6, 7)] == [
        ["/entries/1/on"], ["/entries/2/kind"], ["/entries/6/points"], ["/entries/7"],
    ]  # fmt: skip
    foreign_problem, unknown_problem = (done["results"][n]["problem"] for n in (4, 5))
    assert foreign_problem == unknown_problem
    assert (await fresh_year.clerk.get(done["results"][8]["location"])).json() == done["results"][8]["content"]
    assert await count(database, fresh_year, "records") == before + 2
    assert await count(database, neighbour_year, "records") == theirs


async def test_a_batch_sent_twice_with_its_key_takes_effect_once(database: Database, fresh_year: Any) -> None:
    unit = await own_unit(fresh_year.clerk)
    body = {"entries": [{**RECORD, "unit_id": unit}, {**RECORD, "unit_id": unit, "kind": "打卡"}]}
    key = {"Idempotency-Key": str(uuid4())}
    before = await count(database, fresh_year, "records")
    first = await fresh_year.clerk.post("/v1/records/batch", json=body, headers=key)
    again = await fresh_year.clerk.post("/v1/records/batch", json=body, headers=key)
    assert (first.status_code, again.content) == (200, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert await count(database, fresh_year, "records") == before + 1
    other = await fresh_year.clerk.post("/v1/records/batch", json={"entries": body["entries"][:1]}, headers=key)
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"entries": []}, "/entries"),
        ({"entries": [{}] * 201}, "/entries"),
        ({"entries": {}}, "/entries"),
        ({}, "/entries"),
        ({"entries": [{}], "more": 1}, "/more"),
    ],
)
async def test_a_batch_that_is_none_is_refused_whole(year: Any, body: Any, pointer: str) -> None:
    answer = await year.clerk.post("/v1/records/batch", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("content", [b"{", b'{"entries": [{"kind": "\xff"}]}', b'{"entries": [{"kind": "\\u0000"}]}'])
async def test_bytes_that_are_no_text_are_refused_whole(year: Any, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = await year.clerk.post("/v1/records/batch", content=content, headers=headers)
    assert answer.status_code == 400, answer.text


async def test_months_are_reported_for_many_projects_at_once(fresh_year: Any) -> None:
    clerk = fresh_year.clerk
    mine = await own_projects(clerk)
    assert len(mine) > 1
    entries = [
        {"project_id": one["id"], "month": "2024-07", "completed": "123.45", "attested_by": "陈明", "reason": "核实"}
        for one in mine
    ]
    entries.append({**entries[0], "month": "2024-7"})
    entries.append({**entries[0], "completed": 12})
    results = (await clerk.post("/v1/projects/reports/batch", json={"entries": entries})).json()["results"]
    assert [one["status"] for one in results] == [200] * len(mine) + [400, 400], results
    assert pointers(results[-2]) == [f"/entries/{len(mine)}/month"]
    assert {one["content"]["completed"] for one in results[: len(mine)]} == {"123.45"}


async def test_an_entry_names_the_version_it_rests_on_and_a_later_one_sees_what_an_earlier_did(fresh_year: Any) -> None:
    clerk = fresh_year.clerk
    (project, *_) = await own_projects(clerk)
    body = {"project_id": project["id"], "category": "其他", "urgency": "urgent"}
    entries = [{**body, "description": "管网未定"}, {**body, "description": "道路未定"}]
    raised = (await clerk.post("/v1/issues/batch", json={"entries": entries})).json()["results"]
    assert [one["status"] for one in raised] == [201, 201], raised
    issue = raised[0]["content"]["id"]
    change = {
        "issue_id": issue,
        "reason": "核实",
        "urgency": "routine",
        "version": int(raised[0]["etag"].strip('"')[0]),
    }
    changed = (await clerk.post("/v1/issues/changes/batch", json={"entries": [change, change]})).json()["results"]
    assert [one["status"] for one in changed] == [200, 412], changed
    without = {name: value for name, value in change.items() if name != "version"}
    (missing,) = (await clerk.post("/v1/issues/changes/batch", json={"entries": [without]})).json()["results"]
    assert pointers(missing) == ["/entries/0/version"]
    solve = [{"issue_id": one["content"]["id"], "solution": "已接通"} for one in raised]
    solved = (await clerk.post("/v1/issues/resolution/batch", json={"entries": solve})).json()["results"]
    assert [one["status"] for one in solved] == [200, 200]
    strike = [{"issue_id": one["content"]["id"], "evidence": "照片"} for one in raised]
    own = (await clerk.post("/v1/issues/strike-off/batch", json={"entries": strike})).json()["results"]
    assert [(one["status"], one["problem"]["clause"]) for one in own] == [(403, "SM-3.1")] * 2
    offered = {one["name"]: one["allowed"] for one in solved[0]["content"]["_actions"]}
    assert offered["strike_off"] is False


async def test_items_are_named_and_finished_in_bulk(fresh_year: Any) -> None:
    clerk = fresh_year.clerk
    (project, *_) = await own_projects(clerk)
    item = {
        "project_id": project["id"],
        "kind": "node",
        "title": "设备进场",
        "person": "王某",
        "planned_on": "2024-09-01",
    }
    named = (await clerk.post("/v1/items/batch", json={"entries": [item, item]})).json()["results"]
    assert named[0]["status"] == 201, named
    finish = {"item_id": named[0]["content"]["id"], "finished_on": "2024-08-01", "attested_by": "王某"}
    late = {**finish, "finished_on": "2025-08-01"}
    entries = {"entries": [late, finish, finish]}
    finished = (await clerk.post("/v1/items/completion/batch", json=entries)).json()["results"]
    assert finished[0]["status"] == 400
    assert finished[1]["status"] == 201, finished
    assert finished[1]["content"]["finished_on"] == "2024-08-01"


async def test_a_role_that_may_not_act_is_refused_the_whole_batch(year: Any) -> None:
    answer = await year.leader.post("/v1/items/completion/batch", json={"entries": [{}]})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_refused")
