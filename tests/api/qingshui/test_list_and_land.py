"""Next year's list and land demand, handed in by a day, decided by the government; land dossiers and the quota."""

from datetime import date

import pytest
from tests.api.entering import named, refused
from tests.api.qingshui.conftest import SecondCounty
from tests.api.qingshui.test_paths import filled, opened, passed


@pytest.mark.clause("QS-1.11")
async def test_next_years_list_takes_effect_on_the_governments_decision(second_county: SecondCounty) -> None:
    project = await second_county.register("牛头河上游治理")
    case = await opened(second_county, "water", "annual_list", project["id"])
    assert case["year"] == 2025
    water, office = await second_county.enter("water"), await second_county.enter("office1")
    url = f"/v1/cases/{case['id']}/steps"
    assert "该年度计划投资" in refused(await water.post(url, json={}), 409, "QS-1.11")
    await filled(second_county, "water", case, annual_plan="199.99")
    await passed(second_county, "water", case)
    assert "199.99 万元，低于 200.00 万元" in refused(await office.post(url, json={}), 409, "QS-1.6")
    await filled(second_county, "office1", case, annual_plan="200.00")
    await passed(second_county, "office1", case)
    refused(await office.post(url, json={"evidence": "x"}), 403, "QS-1.11")
    await passed(second_county, "leader1", case, evidence="县政府常务会议纪要〔2024〕20期")
    (stay,) = (await office.get(f"/v1/projects/{project['id']}/passages")).json()["data"]
    assert (stay["step"]["label"], stay["entered_on"], stay["left_on"]) == ("县列重点项目", "2024-08-05", None)


@pytest.mark.clause("QS-1.11")
async def test_a_project_already_listed_goes_on_to_next_years_list(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    project = await named(office, "005")
    case = await opened(second_county, "office1", "annual_list", project["id"])
    assert case["unit"]["name"] == project["lead_unit"]["name"]
    await filled(second_county, "office1", case, annual_plan="1000.00")
    await passed(second_county, "office1", case)
    await passed(second_county, "office1", case)
    leader = await second_county.enter("leader1")
    no_paper = await leader.post(f"/v1/cases/{case['id']}/steps", json={})
    assert (no_paper.status_code, no_paper.json()["errors"][0]["pointer"]) == (400, "/evidence")
    decided = await passed(second_county, "leader1", case, evidence="县政府常务会议纪要〔2024〕20期")
    assert (decided["closed_on"], decided["step"]["label"]) == ("2024-08-05", "审定执行")
    assert (await office.get(f"/v1/projects/{project['id']}/plan?year=2025")).json()["annual_plan"] == "1000.00"
    board = (await office.get("/v1/cases/board?kind=annual_list&year=2025")).json()
    assert (board["open"], board["closed"]) == (0, 1)


@pytest.mark.clause("QS-3.1")
async def test_land_demand_is_compiled_decided_and_put_in_by_numbered_batches(second_county: SecondCounty) -> None:
    cases = []
    for name in ("牛头河上游治理", "后川河治理", "樊河治理"):
        project = await second_county.register(name)
        fields = {"area_mu": "12.50", "stock_land": False}
        case = await opened(second_county, "water", "land_demand", project["id"], fields=fields)
        assert case["year"] == 2025
        await passed(second_county, "water", case)
        await passed(second_county, "office3", case)
        await passed(second_county, "leader1", case, evidence="清政纪〔2024〕9号")
        cases.append(case["id"])
    land = await second_county.enter("office3")
    refused(await land.post(f"/v1/cases/{cases[0]}/steps", json={}), 409, "QS-3.1")
    body = {"kind": "land_demand", "case_ids": cases[:2], "evidence": "清自然资报〔2024〕1号"}
    water = await second_county.enter("water")
    refused(await water.post("/v1/cases/batches", json=body), 403, "QS-3.1")
    first = (await land.post("/v1/cases/batches", json=body)).json()
    assert (first["year"], first["number"], first["title"]) == (2025, 1, "2025年第1批")
    again = await land.post("/v1/cases/batches", json=body)
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (400, "/case_ids")
    second = (await land.post("/v1/cases/batches", json={**body, "case_ids": cases[2:]})).json()
    assert second["number"] == 2
    listed = (await land.get("/v1/cases?kind=land_demand&year=2025&batch=1&count=true")).json()
    assert (listed["total"], {one["step"]["label"] for one in listed["data"]}) == (2, {"已编入批次"})


@pytest.mark.clause("QS-3.1")
async def test_a_dossier_is_followed_step_by_step_and_says_that_stock_land_was_tried(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    case = await opened(second_county, "office3", "land_dossier", project["id"])
    land, url = await second_county.enter("office3"), f"/v1/cases/{case['id']}"
    me = (await land.get("/v1/auth/me")).json()["id"]
    assert (await land.post(f"{url}/follower", json={"user_id": me})).status_code == 201
    await passed(second_county, "office3", case, evidence="勘测定界报告")
    assert "存量" in refused(await land.post(f"{url}/steps", json={"evidence": "报件"}), 409, "QS-3.1")
    await filled(second_county, "office3", case, stock_land_first=True, area_mu="12.50")
    await passed(second_county, "office3", case, evidence="报件")
    await filled(second_county, "office3", case, approval="甘自然资批〔2024〕33号")
    done = await passed(second_county, "office3", case, evidence="批复文件")
    assert [one["step"]["label"] for one in done["steps"]] == ["用地勘界", "报件编制", "组织审批", "批复"]
    assert done["closed_on"] == "2024-08-05"


@pytest.mark.clause("QS-3.1", "QS-3.5")
async def test_key_projects_stand_first_for_land_and_others_after_them(second_county: SecondCounty) -> None:
    project = await second_county.register("未列入的大项目", total_investment="999999.00")
    water, land = await second_county.enter("water"), await second_county.enter("office3")
    item = {"kind": "guarantee", "title": "用地", "planned_on": "2024-01-01"}
    made = await water.post(f"/v1/projects/{project['id']}/items", json=item)
    assert made.status_code == 201, made.text
    await land.send("PUT", "/v1/pools/land/2024", json={"quota": "500.00"})
    found = (await land.get("/v1/pools/land/2024/candidates?limit=200")).json()["data"]
    flags = [one["listed"] for one in found]
    assert flags == sorted(flags, reverse=True)
    assert {True, False} == set(flags)
    queue = (await land.get("/v1/orders/guarantee_land")).json()["data"]
    first_other = next(number for number, one in enumerate(queue) if "非重点项目" in one["because"])
    assert all("重点项目优先" in one["because"] for one in queue[:first_other])
    assert all("非重点项目" in one["because"] for one in queue[first_other:])
    assert date.fromisoformat(queue[0]["since"]) <= date.fromisoformat(queue[1]["since"])
