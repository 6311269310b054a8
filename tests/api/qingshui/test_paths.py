"""The reserve, its joint review, and the paths of applications, over the API (QS-1.1 to QS-1.5)."""

from datetime import date
from typing import Any

import pytest
from tests.api.entering import refused
from tests.api.qingshui.conftest import SecondCounty

from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope


async def opened(county: SecondCounty, login: str, kind: str, project_id: str, **more: Any) -> dict[str, Any]:
    person = await county.enter(login)
    body = {"kind": kind, "project_id": project_id, "title": "申报", **more}
    answer = await person.post("/v1/cases", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def passed(county: SecondCounty, login: str, case: dict[str, Any], **more: Any) -> dict[str, Any]:
    person = await county.enter(login)
    answer = await person.post(f"/v1/cases/{case['id']}/steps", json=more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def filled(county: SecondCounty, login: str, case: dict[str, Any], **fields: Any) -> dict[str, Any]:
    person = await county.enter(login)
    tag = (await person.get(f"/v1/cases/{case['id']}")).headers["etag"]
    answer = await person.send("PATCH", f"/v1/cases/{case['id']}", json={"fields": fields}, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def entered(county: SecondCounty, entry: str, year: int = 2024) -> dict[str, Any]:
    """An entry of the year's guidance directory, as the office writes it."""
    office = await county.enter("office1")
    body = {"year": year, "fields": {"entry": entry, "programme": "中央预算内投资", "field": "水安全保障"}}
    answer = await office.post("/v1/registers/directory/entries", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def reserved(county: SecondCounty, project_id: str) -> dict[str, Any]:
    """A reserve project that the office has compiled into the county library."""
    await entered(county, "水利·中小河流治理")
    case = await opened(county, "water", "reserve", project_id, fields={"directory_entry": "水利·中小河流治理"})
    await passed(county, "water", case)
    return await passed(county, "office1", case)


async def reviewed(county: SecondCounty, project_id: str, *, against: str | None = None) -> dict[str, Any]:
    """A joint review that all five have answered."""
    office = await county.enter("office1")
    body = {"kind": "joint_review", "project_id": project_id, "document": "储备项目简表"}
    answer = await office.post("/v1/reviews", json=body)
    assert answer.status_code == 201, answer.text
    return await answered(county, answer.json(), against=against)


async def answered(county: SecondCounty, review: dict[str, Any], *, against: str | None = None) -> dict[str, Any]:
    for login in ("office1", "office2", "office3", "office4", "office5"):
        person = await county.enter(login)
        body = {"opinion": "against" if login == against else "favour", "text": f"{login}的意见"}
        answer = await person.post(f"/v1/reviews/{review['id']}/opinions", json=body)
        assert answer.status_code == 201, answer.text
        review = answer.json()
    return dict(review)


@pytest.mark.clause("QS-1.1")
async def test_a_units_reserve_names_its_directory_entry_and_is_compiled_or_sent_back(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    await entered(second_county, "水利·中小河流治理")
    case = await opened(second_county, "water", "reserve", project["id"])
    assert (case["step"]["label"], case["year"], case["unit"]["name"]) == ("部门、乡镇储备", 2024, "县水务局")
    water, office = await second_county.enter("water"), await second_county.enter("office1")
    url = f"/v1/cases/{case['id']}"
    assert "对应指导名录条目" in refused(await water.post(f"{url}/steps", json={}), 409, "QS-1.1")
    await filled(second_county, "water", case, directory_entry="水利·中小河流治理")
    assert (await passed(second_county, "water", case))["step"]["label"] == "县级汇总审核"
    assert "县发改局办理" in refused(await water.post(f"{url}/steps", json={}), 403, "QS-1.1")
    back = await office.post(f"{url}/return", json={"reason": "投资匡算依据不足"})
    assert (back.status_code, back.json()["step"]["label"]) == (201, "部门、乡镇储备")
    assert [one["outcome"] for one in back.json()["steps"]] == ["passed", "returned", None]
    assert back.json()["steps"][1]["reason"] == "投资匡算依据不足"
    assert (await water.post(f"{url}/return", json={"reason": "x"})).status_code == 409
    await passed(second_county, "water", case)
    done = await passed(second_county, "office1", case)
    assert (done["step"]["label"], done["closed_on"]) == ("列入县级滚动储备库", "2024-08-05")
    again = {"kind": "reserve", "project_id": project["id"], "title": "重复储备"}
    words = refused(await water.post("/v1/cases", json=again), 409, "QS-1.1")
    assert "2024 年度" in words
    offered = (await water.get(f"/v1/projects/{project['id']}")).json()["_actions"]
    (told,) = [one for one in offered if one["name"] == "open_reserve"]
    assert (told["allowed"], told["because"]) == (False, words)
    board = (await office.get("/v1/cases/board?kind=reserve&year=2024")).json()
    assert (board["open"], board["closed"], len(board["steps"])) == (0, 1, 3)


@pytest.mark.clause("QS-1.2")
async def test_all_in_favour_goes_to_the_government_and_only_then_preliminaries_begin(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    office, water = await second_county.enter("office1"), await second_county.enter("water")
    review = {"kind": "joint_review", "project_id": project["id"]}
    refused(await office.post("/v1/reviews", json=review), 409, "QS-1.2")
    await reserved(second_county, project["id"])
    item = {"kind": "procedure", "title": "可研批复", "planned_on": "2024-10-01"}
    made = await water.post(f"/v1/projects/{project['id']}/items", json=item)
    assert made.status_code == 201, made.text
    finish = f"/v1/items/{made.json()['id']}/completion"
    done = {"finished_on": "2024-08-05", "attested_by": "李工"}
    assert "县政府审定" in refused(await water.post(finish, json=done), 409, "QS-1.2")
    path = {"kind": "central_budget", "project_id": project["id"], "title": "中央投资"}
    refused(await water.post("/v1/cases", json=path), 409, "QS-1.2")
    land = {"kind": "land_dossier", "project_id": project["id"], "title": "一期用地"}
    refused(await water.post("/v1/cases", json=land), 409, "QS-1.2")
    state = await reviewed(second_county, project["id"])
    assert state["state"]["label"] == "意见齐全，待审定"
    decide = f"/v1/reviews/{state['id']}/decision"
    refused(await office.post(decide, json={"decision": "approve", "text": "同意"}), 403, "QS-1.2")
    leader = await second_county.enter("leader1")
    (listed,) = (await leader.get("/v1/reviews?kind=joint_review")).json()["data"]
    one_page = (await leader.get(f"/v1/reviews/{state['id']}")).json()
    assert listed == one_page
    assert {one["name"] for one in one_page["_actions"] if one["allowed"]} == {"decide"}
    assert (await leader.get("/v1/reviews/export?kind=joint_review")).content[:2] == b"PK"
    answer = await leader.post(decide, json={"decision": "approve", "text": "第12次常务会议同意"})
    assert (answer.status_code, answer.json()["state"]["code"]) == (201, "approved")
    assert answer.json()["rounds"][0]["opinions"][-1]["seat"]["label"] == "审定"
    assert (await water.post("/v1/cases", json=path)).status_code == 201
    assert (await water.post(finish, json=done)).status_code in (200, 201)


@pytest.mark.clause("QS-1.2")
async def test_any_against_goes_back_to_the_unit_with_every_opinion_at_once(second_county: SecondCounty) -> None:
    project = await second_county.register("牛头河上游治理")
    await reserved(second_county, project["id"])
    state = await reviewed(second_county, project["id"], against="office3")
    assert (state["state"]["code"], len(state["rounds"][0]["opinions"])) == ("returned", 5)
    leader = await second_county.enter("leader1")
    decide = f"/v1/reviews/{state['id']}/decision"
    refused(await leader.post(decide, json={"decision": "approve", "text": "同意"}), 409, "QS-1.2")
    water = await second_county.enter("water")
    again = await water.post(f"/v1/reviews/{state['id']}/rounds", json={"document": "调整选址后的简表"})
    assert (again.json()["state"]["code"], again.json()["round"], len(again.json()["missing"])) == ("open", 2, 5)
    state = await answered(second_county, again.json())
    assert (state["state"]["code"], len(state["rounds"][1]["opinions"])) == ("submitted", 5)
    back = await leader.post(decide, json={"decision": "return", "text": "资金方案再研究"})
    assert back.json()["state"]["code"] == "returned"
    assert (await water.post(f"/v1/reviews/{state['id']}/rounds", json={})).json()["round"] == 3


@pytest.mark.clause("QS-1.2")
async def test_no_return_while_an_opinion_is_still_missing(second_county: SecondCounty) -> None:
    project = await second_county.register("牛头河上游治理")
    await reserved(second_county, project["id"])
    office = await second_county.enter("office1")
    body = {"kind": "joint_review", "project_id": project["id"]}
    review = (await office.post("/v1/reviews", json=body)).json()
    opinion = {"opinion": "against", "text": "与产业政策不符"}
    state = (await office.post(f"/v1/reviews/{review['id']}/opinions", json=opinion)).json()
    assert (state["state"]["code"], len(state["missing"])) == ("open", 4)


@pytest.mark.clause("QS-1.4")
async def test_the_seven_steps_each_have_their_body_evidence_and_date_and_none_is_skipped(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    await reserved(second_county, project["id"])
    review = await reviewed(second_county, project["id"])
    leader = await second_county.enter("leader1")
    await leader.post(f"/v1/reviews/{review['id']}/decision", json={"decision": "approve", "text": "同意"})
    case = await opened(second_county, "water", "central_budget", project["id"])
    water = await second_county.enter("water")
    url = f"/v1/cases/{case['id']}/steps"
    no_evidence = await water.post(url, json={})
    assert (no_evidence.status_code, no_evidence.json()["errors"][0]["pointer"]) == (400, "/evidence")
    early = await water.post(url, json={"evidence": "简表", "on": "2024-08-04"})
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (400, "/on")
    await second_county.stand_at(date(2024, 9, 20))
    await passed(second_county, "water", case, evidence="储备简表", on="2024-08-20")
    refused(await water.post(url, json={"evidence": "x"}), 403, "QS-1.4")
    await passed(second_county, "office3", case, evidence="清自然资函〔2024〕8号", on="2024-08-28")
    await passed(second_county, "owner", case, evidence="可研报告（送审稿）", on="2024-09-05")
    assert "赋码" in refused(await water.post(url, json={"evidence": "在线平台"}), 409, "QS-1.4")
    await filled(second_county, "water", case, national_code="2408-620521-04-01-112233")
    await passed(second_county, "water", case, evidence="在线平台")
    await passed(second_county, "water", case, evidence="稳评备案表")
    office = await second_county.enter("office1")
    assert "可研批复" in refused(await office.post(url, json={"evidence": "请示"}), 409, "QS-1.4")
    item = {"kind": "procedure", "title": "可研批复", "planned_on": "2024-10-01"}
    made = await water.post(f"/v1/projects/{project['id']}/items", json=item)
    done = {"finished_on": "2024-09-18", "attested_by": "李工"}
    assert (await water.post(f"/v1/items/{made.json()['id']}/completion", json=done)).status_code in (200, 201)
    at = await passed(second_county, "office1", case, evidence="清发改〔2024〕77号")
    assert (at["step"]["label"], at["closed_on"]) == ("录入国家重大建设项目库", None)
    board = (await office.get("/v1/cases/board?kind=central_budget")).json()
    assert [one["cases"] for one in board["steps"]] == [0, 0, 0, 0, 0, 0, 1]
    assert [one["project"]["name"] for one in board["steps"][-1]["standing"]] == ["牛头河上游治理"]
    (listed,) = (await office.get("/v1/cases?kind=central_budget")).json()["data"]
    assert {one["name"] for one in listed["_actions"] if one["allowed"]} == {"fill_in", "move", "send_back"}
    assert (await office.get("/v1/cases/export?kind=central_budget")).content[:2] == b"PK"
    end = await passed(second_county, "office1", case, evidence="国家重大库截图")
    assert (end["closed_on"], [one["outcome"] for one in end["steps"]]) == ("2024-09-20", ["passed"] * 7)
    assert [one["left_on"] for one in end["steps"]][:3] == ["2024-08-20", "2024-08-28", "2024-09-05"]
    assert end["steps"][1]["passed_as"]["label"] == "县自然资源局"
    refused(await office.post(url, json={"evidence": "x"}), 409, "QS-1.4")


@pytest.mark.clause("QS-1.3")
async def test_each_of_the_six_rural_steps_has_its_own_deciding_body(second_county: SecondCounty) -> None:
    project = await second_county.register("永清镇产业路", total_investment="320.00")
    case = await opened(second_county, "yongqing", "rural", project["id"], fields={"village": "李崖村"})
    rural = await second_county.enter("rural")
    assert (await rural.get("/v1/cases/board?kind=rural")).json()["open"] == 1
    for login, step in (
        ("yongqing", "乡镇初审"),
        ("yongqing", "行业部门复核论证"),
        ("water", "县级联审"),
        ("office1", "领导小组审定"),
        ("rural", "匹配资金并下达计划"),
    ):
        wrong = await second_county.enter("office4")
        refused(await wrong.post(f"/v1/cases/{case['id']}/steps", json={"evidence": "x"}), 403, "QS-1.3")
        assert (await passed(second_county, login, case, evidence="纪要"))["step"]["label"] == step
    finance = await second_county.enter("office2")
    url = f"/v1/cases/{case['id']}/steps"
    assert "匹配资金" in refused(await finance.post(url, json={"evidence": "x"}), 409, "QS-1.3")
    await filled(second_county, "office2", case, funds="280.00", plan_document="清财农〔2024〕15号")
    assert (await passed(second_county, "office2", case, evidence="下达文件"))["closed_on"] == "2024-08-05"
    kinds = {one["code"]: one for one in (await rural.get("/v1/cases/kinds")).json()}
    assert kinds["rural"]["steps"][0]["label"] == "村级申报"
    assert kinds["rural"]["steps"][0]["body"] == "村民委员会"


@pytest.mark.clause("QS-1.5")
async def test_a_planned_new_start_goes_through_the_central_path_before_the_bond_library(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("县城供水管网")
    case = await opened(second_county, "water", "bond", project["id"], fields={"applied": "3000.00"})
    await passed(second_county, "office2", case, evidence="备选库清单")
    water = await second_county.enter("water")
    url = f"/v1/cases/{case['id']}/steps"
    assert "国家重大建设项目库" in refused(await water.post(url, json={}), 409, "QS-1.5")
    item = {"kind": "node", "title": "开工", "planned_on": "2024-08-01"}
    made = await water.post(f"/v1/projects/{project['id']}/items", json=item)
    done = {"finished_on": "2024-08-02", "attested_by": "李工"}
    await water.post(f"/v1/items/{made.json()['id']}/completion", json=done)
    assert (await passed(second_county, "water", case))["step"]["label"] == "录入财政系统债券项目库"
    refused(await water.post(url, json={"evidence": "x"}), 403, "QS-1.5")
    await passed(second_county, "office2", case, evidence="债券系统截图")
    await passed(second_county, "office1", case, evidence="省级审核通过")
    assert (await passed(second_county, "water", case))["closed_on"] == "2024-08-05"
    assert [one["code"] for one in (await water.get("/v1/orders/bond_reserve")).json()["data"]] == []


@pytest.mark.clause("QS-1.1", "QS-1.2", "QS-1.11")
async def test_a_month_judged_with_reserves_and_reviews_is_judged_again_to_the_same(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    await reserved(second_county, project["id"])
    await reviewed(second_county, project["id"], against="office3")
    await opened(second_county, "water", "bond", project["id"])
    waiting = await second_county.register("后川河治理")
    entry = {"directory_entry": "水利·中小河流治理"}
    case = await opened(second_county, "water", "reserve", waiting["id"], fields=entry)
    await passed(second_county, "water", case)
    await second_county.stand_at(date(2024, 11, 1))
    async with second_county.database.transaction(second_county.county.id) as connection:
        scope = Scope(connection, second_county.county.id, "test")
        month = await assess(scope, installed(), Period.parse("2024-10"))
        assert (await replay(scope, installed(), Period.parse("2024-10"))).differences == ()
    told: dict[str, Any] = dict(as_json(month))
    found = {(one["code"], one["unit"]) for one in told["findings"]}
    assert ("nothing_reserved", "县教育局") in found
    assert ("nothing_reserved", "县水务局") not in found
    assert ("list_not_drawn_up", "县发改局") in found
    (told_late,) = [one["message"] for one in told["findings"] if one["code"] == "library_not_compiled"]
    assert "县水务局 1 个" in told_late
    classes = {one["kind"]: one["value"] for one in told["classes"] if one["project"] == "牛头河上游治理"}
    assert classes == {"library": "谋划储备", "bond_list": "计划新开工备选"}
