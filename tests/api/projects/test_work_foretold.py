"""What work may be begun on a project is foretold as its routes then answer."""

from typing import Any

import pytest
from tests.api.entering import enter, item_of, named
from tests.api.reading_lists import statements

from yipanqi_api.services import Services

BODIES: dict[str, Any] = {
    "add_item": {"kind": "procedure", "title": "复核意见", "planned_on": "2024-11-30"},
    "report_progress": {"completed": "1.00", "attested_by": "陈明", "reason": "核实"},
    "plan_year": {"year": 2024, "annual": "100.00", "reason": "调整"},
    "raise_issue": {"description": "管网未定", "category": "其他", "urgency": "urgent"},
    "report_state": {"state": "主体施工"},
}


async def foretold(caller: Any, project: str) -> dict[str, Any]:
    actions = (await caller.get(f"/v1/projects/{project}")).json()["_actions"]
    return {one["name"]: one for one in actions if one["name"] in BODIES}


@pytest.mark.parametrize("login", ["clerk", "office1", "office6", "leader5", "admin"])
async def test_each_is_offered_or_refused_as_the_route_answers(fresh_year: Any, login: str) -> None:
    caller = await enter(fresh_year, login)
    project = (await named(fresh_year.clerk, "001"))["id"]
    offered = await foretold(caller, project)
    assert set(offered) == set(BODIES)
    for name, one in offered.items():
        body = {**BODIES[name], "project_id": project}
        if "project_id" not in one.get("input", {"properties": {}})["properties"] and "/projects/" in one["href"]:
            del body["project_id"]
        if "enum" in one.get("input", {}).get("properties", {}).get("category", {}):
            wrong = await caller.send(one["method"], one["href"], json=body)
            assert wrong.status_code == 403, "only for the categories named"
            body["category"] = one["input"]["properties"]["category"]["enum"][0]
        answer = await caller.send(one["method"], one["href"], json=body)
        told = answer.json() if answer.status_code in (403, 409) else {}
        assert one["allowed"] is (answer.status_code in (200, 201)), (name, answer.text)
        assert (one.get("because"), one.get("clause")) == (told.get("detail"), told.get("clause")), name


async def test_the_lead_unit_is_offered_all_and_the_owner_reports_but_others_do_not(year: Any) -> None:
    project = (await named(year.clerk, "001"))["id"]
    mine = await foretold(year.clerk, project)
    assert {name for name, one in mine.items() if one["allowed"]} == set(BODIES) - {"plan_year"}
    assert mine["plan_year"]["because"].startswith("该年度投资计划已经排定")
    leader = await foretold(year.leader, project)
    assert not leader["add_item"]["allowed"]


async def test_reviews_and_cases_to_be_opened_name_their_kind(year: Any) -> None:
    project = (await named(year.clerk, "001"))["id"]
    actions = (await year.office.get(f"/v1/projects/{project}")).json()["_actions"]
    opening = [one for one in actions if one["href"] in ("/v1/reviews", "/v1/cases")]
    assert {one["href"] for one in opening} == {"/v1/reviews", "/v1/cases"}
    for one in opening:
        assert one["allowed"] or (one["because"] and one["clause"]), one
        kind = one["input"]["properties"]["kind"]["const"] if one["allowed"] else one["name"].removeprefix("open_")
        assert one["name"] == f"open_{kind}"


@pytest.mark.clause("SM-2.11")
async def test_allotments_and_pools_say_in_lists_too_what_their_keeper_may_do(fresh_year: Any) -> None:
    keeper, finance = await enter(fresh_year, "office3"), await enter(fresh_year, "office6")
    pool = "/v1/pools/land/2024"
    await keeper.send("PUT", pool, json={"quota": "100.00"})
    project = (await named(fresh_year.clerk, "001"))["id"]
    body = {"project_id": project, "amount": "60.00", "reason": "县政府常务会议定"}
    made = (await keeper.post(f"{pool}/allotments", json=body)).json()
    assert {one["name"]: one["allowed"] for one in made["_actions"]} == {"use": True, "take_back": True}
    for caller, allowed in ((keeper, True), (finance, False)):
        (listed,) = (await caller.get(f"{pool}/allotments")).json()["data"]
        assert [one["allowed"] for one in listed["_actions"]] == [allowed, allowed]
        (shown,) = (await caller.get("/v1/pools")).json()["data"]
        assert [one["allowed"] for one in shown["_actions"]] == [allowed, allowed]
        assert shown["_actions"] == (await caller.get(pool)).json()["_actions"]
    refused = await finance.post(listed["_actions"][1]["href"], json={"reason": "缓建"})
    assert (refused.status_code, refused.json()["detail"]) == (403, listed["_actions"][1]["because"])
    back = (await keeper.post(f"/v1/allotments/{made['id']}/return", json={"reason": "缓建"})).json()
    assert {one["because"] for one in back["_actions"]} == {"这笔分配已经收回"}


@pytest.mark.clause("SM-2.1")
async def test_replans_say_in_their_list_who_decides_and_cost_no_more_for_more(
    fresh_year: Any, services: Services
) -> None:
    clerk, department = fresh_year.clerk, fresh_year.department
    counts = []
    for number in ("001", "007"):
        project = (await named(clerk, number))["id"]
        item = await item_of(clerk, project, "路")
        body = {"to_on": "2024-12-20", "reason": "征地延后"}
        await clerk.post(f"/v1/items/{item['id']}/replans", json=body)
        with statements(services) as sent:
            listed = (await department.get("/v1/replans")).json()["data"]
        counts.append((len(listed), len(sent)))
    for one in listed:
        read = (await department.get(f"/v1/replans/{one['id']}")).json()
        assert one["_actions"] == read["_actions"] != []
    assert listed[0]["_actions"][0]["name"] == "decide"
    assert counts[0][1] == counts[-1][1], counts
