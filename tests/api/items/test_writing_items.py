"""Naming, mending, finishing and re-planning a project's items over the API (SM-1.4, SM-2.1)."""

from typing import Any
from uuid import uuid4

import pytest
from tests.api.entering import enter, item_of, named, refused

NODE = {"kind": "node", "title": "设备安装", "person": "李工", "planned_on": "2024-11-30"}


@pytest.mark.clause("SM-2.1")
@pytest.mark.clause("SM-1.4")
async def test_lead_unit_names_items_each_node_with_a_person(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    url = f"/v1/projects/{project['id']}/items"
    answer = await fresh_year.clerk.post(url, json=NODE)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["baseline_on"], made["planned_on"], made["person"]) == ("2024-11-30", "2024-11-30", "李工")
    assert answer.headers["location"] == f"/v1/items/{made['id']}"
    assert [one["allowed"] for one in made["_actions"]] == [True, True, True]
    nameless = await fresh_year.clerk.post(url, json={**NODE, "title": "试运行", "person": None})
    assert (nameless.status_code, nameless.json()["errors"][0]["pointer"]) == (400, "/person")
    assert "SM-2.1" in nameless.json()["detail"]
    refused(await fresh_year.clerk.post(url, json=NODE), 409, "SM-2.1")
    history = (await fresh_year.clerk.get(f"/v1/projects/{project['id']}/history")).json()["data"]
    assert history[0]["line"] == "新增节点“设备安装”，计划 2024-11-30 完成"


@pytest.mark.clause("SM-1.4")
async def test_others_may_not_plan_and_a_foreign_item_is_unknown(fresh_year: Any, neighbour_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    finance = await enter(fresh_year, "office6")
    words = refused(await finance.post(f"/v1/projects/{project['id']}/items", json=NODE), 403, "SM-2.1")
    assert "项目业主单位、项目责任单位" in words
    away = await named(neighbour_year.clerk, "001")
    foreign = (await item_of(neighbour_year.clerk, away["id"], "路"))["id"]
    for path in (f"/v1/items/{foreign}", f"/v1/items/{uuid4()}"):
        assert (await fresh_year.clerk.get(path)).status_code == 404
    done = {"finished_on": "2024-08-01", "attested_by": "某人"}
    assert (await fresh_year.clerk.post(f"/v1/items/{foreign}/completion", json=done)).status_code == 404
    assert (await fresh_year.clerk.post(f"/v1/projects/{away['id']}/items", json=NODE)).status_code == 404


@pytest.mark.clause("SM-2.1")
async def test_an_item_is_mended_under_its_version_and_its_plan_not_at_all(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    item = await item_of(fresh_year.clerk, project["id"], "路")
    url, body = f"/v1/items/{item['id']}", {"person": "王工", "reason": "人员调整"}
    assert (await fresh_year.clerk.send("PATCH", url, json=body)).status_code == 428
    tag = (await fresh_year.clerk.get(url)).headers["etag"]
    answer = await fresh_year.clerk.send("PATCH", url, json=body, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["person"]) == (200, "王工")
    assert answer.json()["planned_on"] == "2024-11-12"
    assert (await fresh_year.clerk.send("PATCH", url, json=body, headers={"If-Match": tag})).status_code == 412
    later = {"planned_on": "2024-12-31", "reason": "来不及"}
    moved = await fresh_year.clerk.send("PATCH", url, json=later, headers={"If-Match": answer.headers["etag"]})
    assert "replans" in refused(moved, 409, "SM-2.1")


@pytest.mark.clause("SM-1.4")
async def test_an_item_is_finished_by_its_own_unit_once(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    item = await item_of(fresh_year.clerk, project["id"], "路")
    approvals, finance = await enter(fresh_year, "office5"), await enter(fresh_year, "office6")
    url, body = f"/v1/items/{item['id']}/completion", {"finished_on": "2024-08-02", "attested_by": "孙丽华"}
    refused(await finance.post(url, json=body), 403, "SM-1.4")
    early = await approvals.post(url, json={**body, "finished_on": "2024-08-06"})
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (400, "/finished_on")
    answer = await approvals.post(url, json=body)
    assert (answer.status_code, answer.json()["finished_on"]) == (201, "2024-08-02")
    assert answer.json()["state"]["code"] == "finished"
    words = refused(await approvals.post(url, json=body), 409, "SM-1.4")
    offered = {one["name"]: one for one in answer.json()["_actions"]}
    assert (offered["complete"]["allowed"], offered["complete"]["because"]) == (False, words)


@pytest.mark.clause("SM-2.1")
async def test_a_replan_takes_the_lead_units_leader_and_keeps_the_baseline(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    item = await item_of(fresh_year.clerk, project["id"], "投产")
    body = {"to_on": "2024-12-20", "reason": "设备到货推迟"}
    asked = await fresh_year.clerk.post(f"/v1/items/{item['id']}/replans", json=body)
    assert asked.status_code == 201, asked.text
    request = asked.json()
    assert [one["seat"]["code"] for one in request["consents"]] == ["lead_unit"]
    assert request["state"]["code"] == "open"
    refused(await fresh_year.clerk.post(f"/v1/items/{item['id']}/replans", json=body), 409, "SM-2.1")
    url = f"/v1/replans/{request['id']}/decision"
    words = refused(await fresh_year.clerk.post(url, json={"consent": True}), 403, "SM-2.1")
    assert "项目责任单位的负责人" in words
    (shown,) = (await fresh_year.clerk.get(f"/v1/replans/{request['id']}")).json()["_actions"]
    assert (shown["allowed"], shown["because"]) == (False, words)
    before = (await fresh_year.clerk.get(f"/v1/items/{item['id']}")).json()
    assert before["planned_on"] == "2024-10-18"
    answer = await fresh_year.department.post(url, json={"consent": True})
    assert (answer.status_code, answer.json()["state"]["code"]) == (201, "approved")
    after = (await fresh_year.clerk.get(f"/v1/items/{item['id']}")).json()
    assert (after["baseline_on"], after["planned_on"]) == ("2024-10-18", "2024-12-20")
    assert [(one["round"], one["planned_on"], one["reason"]) for one in after["replans"]] == [
        (1, "2024-12-20", "设备到货推迟")
    ]
    refused(await fresh_year.department.post(url, json={"consent": True}), 409, "SM-2.1")


@pytest.mark.clause("SM-2.1")
async def test_a_later_year_also_takes_the_projects_deputy(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    item = await item_of(fresh_year.clerk, project["id"], "投产")
    body = {"to_on": "2025-01-01", "reason": "设备到货推迟"}
    request = (await fresh_year.clerk.post(f"/v1/items/{item['id']}/replans", json=body)).json()
    assert [one["seat"]["code"] for one in request["consents"]] == ["lead_unit", "project_deputy"]
    url = f"/v1/replans/{request['id']}/decision"
    other = await enter(fresh_year, "leader6")
    refused(await other.post(url, json={"consent": True}), 403, "SM-2.1")
    halfway = await fresh_year.department.post(url, json={"consent": True})
    assert halfway.json()["state"]["code"] == "open"
    refused(await fresh_year.department.post(url, json={"consent": True}), 403, "SM-2.1")
    assert (await fresh_year.clerk.get(f"/v1/items/{item['id']}")).json()["planned_on"] == "2024-10-18"
    whole = await fresh_year.leader.post(url, json={"consent": True})
    assert whole.json()["state"]["code"] == "approved"
    assert (await fresh_year.clerk.get(f"/v1/items/{item['id']}")).json()["planned_on"] == "2025-01-01"


@pytest.mark.clause("SM-2.1")
async def test_a_refusal_says_why_and_leaves_the_plan(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    item = await item_of(fresh_year.clerk, project["id"], "投产")
    body = {"to_on": "2024-12-20", "reason": "设备到货推迟"}
    request = (await fresh_year.clerk.post(f"/v1/items/{item['id']}/replans", json=body)).json()
    url = f"/v1/replans/{request['id']}/decision"
    silent = await fresh_year.department.post(url, json={"consent": False})
    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (400, "/reason")
    answer = (await fresh_year.department.post(url, json={"consent": False, "reason": "应赶回工期"})).json()
    assert (answer["state"]["code"], answer["refusal"], answer["refused_by"]) == ("refused", "应赶回工期", "office8")
    listed = (await fresh_year.clerk.get(f"/v1/replans?stage=refused&project={project['id']}&count=true")).json()
    assert (listed["total"], listed["data"][0]["id"]) == (1, request["id"])
    assert (await fresh_year.clerk.get(f"/v1/items/{item['id']}")).json()["replans"] == []
