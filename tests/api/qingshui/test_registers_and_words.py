"""Funds, needs, labour, advisers, trips and services recorded; rates, queues, the push list; two counties' words."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.api.entering import named, refused
from tests.api.qingshui.conftest import SecondCounty


@pytest.mark.clause("QS-3.2")
async def test_funds_are_kept_by_source_and_the_needs_go_to_the_banks_as_a_workbook(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    water, finance = await second_county.enter("water"), await second_county.enter("office2")
    fields = {
        "source": "省级补助",
        "applied": "500.00",
        "approved": "400.00",
        "approved_on": "2024-05-10",
        "arrived": "100.00",
    }
    body = {"project_id": project["id"], "fields": fields}
    made = await water.post("/v1/registers/funds/entries", json=body)
    assert made.status_code == 201, made.text
    wrong = await water.post("/v1/registers/funds/entries", json={**body, "fields": {**fields, "source": "彩票"}})
    assert wrong.status_code == 400
    bond = {
        "project_id": project["id"],
        "fields": {"source": "地方政府债券", "approved": "1000.00", "approved_on": "2024-05-10"},
    }
    assert (await finance.post("/v1/registers/funds/entries", json=bond)).status_code == 201
    housing = await second_county.enter("office4")
    refused(await housing.post("/v1/registers/funds/entries", json=bond), 403, "QS-3.2")
    need = {"project_id": project["id"], "fields": {"purpose": "流动资金", "amount": "800.00", "term": "三年"}}
    assert (await water.post("/v1/registers/financing_needs/entries", json=need)).status_code == 201
    sheet = await finance.get("/v1/registers/financing_needs/entries/export")
    assert (sheet.status_code, sheet.content[:2]) == (200, b"PK")


@pytest.mark.clause("QS-3.4")
async def test_labour_needs_and_advisers_are_kept_by_the_labour_bureau_and_the_owners(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    owner, office = await second_county.enter("owner"), await second_county.enter("office1")
    need = {"project_id": project["id"], "fields": {"trade": "钢筋工", "people": 30, "when": "2024-09"}}
    made = await owner.post("/v1/registers/labour_needs/entries", json=need)
    assert made.status_code == 201, made.text
    bad = {"project_id": project["id"], "fields": {"trade": "钢筋工", "people": 0, "when": "九月"}}
    assert (await owner.post("/v1/registers/labour_needs/entries", json=bad)).status_code == 400
    adviser = {"fields": {"name": "王教授", "side": "企业", "serves": "苹果产业"}}
    assert (await office.post("/v1/registers/advisers/entries", json=adviser)).status_code == 201
    listed = (await office.get("/v1/registers/advisers/entries")).json()["data"]
    assert listed[0]["fields"]["serves"] == "苹果产业"


@pytest.mark.clause("QS-3.3")
async def test_each_pollutant_advance_names_its_source_and_amount(second_county: SecondCounty) -> None:
    project = await second_county.register("供热站")
    environment = await second_county.enter("office5")
    fields = {"enterprise": "关停水泥厂", "pollutant": "二氧化硫", "tonnes": "3.5"}
    body = {"project_id": project["id"], "fields": fields}
    made = await environment.post("/v1/registers/pollutant_advances/entries", json=body)
    assert made.status_code == 201, made.text
    for lacking in ("enterprise", "tonnes"):
        less = {name: value for name, value in fields.items() if name != lacking}
        answer = await environment.post("/v1/registers/pollutant_advances/entries", json={**body, "fields": less})
        assert answer.status_code == 400


@pytest.mark.clause("QS-1.8")
async def test_a_trip_says_whom_it_went_to_why_and_what_came_of_it(second_county: SecondCounty) -> None:
    water = await second_county.enter("water")
    unit = str(second_county.units["县水务局"])
    body = {"kind": "赴市进省汇报", "on": "2024-08-02", "note": "赴省水利厅", "unit_id": unit}
    data = {"host": "省水利厅规划处", "purpose": "中小河流治理项目", "result": "列入备选"}
    unfilled = await water.post("/v1/records", json={**body, "data": {"host": "省水利厅"}})
    assert unfilled.status_code == 400, unfilled.text
    made = await water.post("/v1/records", json={**body, "data": data})
    assert made.status_code == 201, made.text
    owed = (await water.get("/v1/duties?period=2024-08&kind=trips&limit=200")).json()["data"]
    trips = {one["unit"]["name"]: one["met"] for one in owed}
    assert trips["县水务局"] is True
    assert trips["县教育局"] is False
    assert "清水县城投公司" not in trips


@pytest.mark.clause("QS-1.9")
async def test_rates_of_landing_and_arrival_are_shown_per_unit(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    landing, arrival = (await office.get("/v1/rates")).json()
    assert (landing["title"], landing["clause"], arrival["county"]["rate"]) == ("项目落地率", "QS-1.9", None)
    assert landing["county"]["projects"] == sum(one["projects"] for one in landing["units"])
    assert (await office.get("/v1/rates?on=2024-01-01")).json()[0]["county"]["projects"] <= landing["county"][
        "projects"
    ]


@pytest.mark.clause("QS-6.1")
async def test_the_push_list_shows_five_aspects_with_plan_beside_actual_month_by_month(
    second_county: SecondCounty,
) -> None:
    office = await second_county.enter("office1")
    told = (await office.get("/v1/push-list")).json()
    assert (told["clause"], len(told["aspects"])) == ("QS-6.1", 5)
    page = (await office.get("/v1/push-list/projects?limit=200&count=true")).json()
    assert page["total"] == 37
    row = next(one for one in page["data"] if "（001）" in one["project"]["name"])
    assert (row["total_investment"], row["annual_plan"], len(row["months"])) == ("1000.00", "500.00", 12)
    assert row["months"][0] == {"month": "2024-01", "planned": None, "completed": "50.00"}
    assert (row["planned"], row["missing"]) == ("333.33", ["建设内容", "复开工时间"])
    sheet = await office.get("/v1/push-list/projects/export")
    rows = list(load_workbook(BytesIO(sheet.content)).worksheets[0].iter_rows(values_only=True))
    heads = next(one for one in rows if "项目名称" in one)
    first = next(one for one in rows if one[0] == row["project"]["name"])
    cells = dict(zip(heads, first, strict=True))
    assert (cells["1月计划（万元）"], cells["1月完成（万元）"], len(heads)) == (None, 50, 35)


@pytest.mark.clause("QS-5.1")
async def test_a_township_acts_in_the_projects_that_lie_in_it(second_county: SecondCounty) -> None:
    here = await second_county.register("永清镇产业路", site="永清镇李崖村")
    there = await second_county.register("山门乡产业路", site="山门乡")
    town = await second_county.enter("yongqing")
    body = {"kind": "reserve", "project_id": here["id"], "title": "储备"}
    made = await town.post("/v1/cases", json=body)
    assert (made.status_code, made.json()["unit"]["name"]) == (201, "永清镇人民政府")
    words = refused(await town.post("/v1/cases", json={**body, "project_id": there["id"]}), 403, "QS-1.1")
    assert "项目所在乡镇" in words


@pytest.mark.clause("QS-1.6")
async def test_the_selection_queue_holds_what_may_be_selected(second_county: SecondCounty) -> None:
    await second_county.register("牛头河上游治理")
    office = await second_county.enter("office1")
    queue = (await office.get("/v1/orders/selection")).json()
    assert queue["clause"] == "QS-1.6"
    assert "牛头河上游治理" not in {one["project"]["name"] for one in queue["data"]}, "it has no annual plan"


async def test_two_counties_speak_their_own_words_from_the_same_endpoints(
    second_county: SecondCounty, year: Any
) -> None:
    office = await second_county.enter("office1")
    second, first = (await office.get("/v1/mechanism")).json(), (await year.office.get("/v1/mechanism")).json()
    assert (first["code"], second["code"]) == ("shimian", "qingshui")
    assert [place["title"] for place in second["frameworks"][0]["places"]][:3] == [
        "一个项目一套班子一抓到底",
        "前期",
        "落地",
    ]
    assert "QS-1.4" in second["frameworks"][0]["places"][1]["clauses"]
    assert first["frameworks"] == []
    for county in (first, second):
        assert all(one["clause"].startswith(("SM-", "QS-")) for one in county["cases"])
    assert {one["code"] for one in first["cases"]} == {"land_dossier"}
    assert len(second["cases"]) == 7
    assert {one["code"] for one in second["reviews"]} >= {"joint_review"}
    assert (await year.office.get("/v1/push-list")).json()["clause"] is None
    assert (await year.office.get("/v1/rates")).json() == []
    mine = await named(office, "005")
    assert (await year.office.get(f"/v1/projects/{mine['id']}")).status_code == 404
    assert {one["code"] for one in (await year.office.get("/v1/lists")).json()["lists"]} == {
        "planned",
        "to_start",
        "started",
    }
    assert [one["title"] for one in (await office.get("/v1/lists")).json()["lists"]] == ["县列重点项目"]


@pytest.mark.clause("QS-1.1")
async def test_the_office_keeps_the_directory_and_names_who_did_not_plan(second_county: SecondCounty) -> None:
    office, water = await second_county.enter("office1"), await second_county.enter("water")
    entry = {"year": 2024, "fields": {"entry": "中小河流治理", "programme": "中央预算内投资", "field": "水利"}}
    assert (await office.post("/v1/registers/directory/entries", json=entry)).status_code == 201
    refused(await water.post("/v1/registers/directory/entries", json=entry), 403, "QS-1.1")
    wrong = {**entry, "fields": {**entry["fields"], "programme": "彩票公益金"}}  # type: ignore[dict-item]
    assert (await office.post("/v1/registers/directory/entries", json=wrong)).status_code == 400
    named_one = {
        "year": 2024,
        "unit_id": str(second_county.units["县水务局"]),
        "fields": {"project": "县城第二水源", "reason": "列入省规划两年未谋划"},
    }
    made = await office.post("/v1/registers/unplanned/entries", json=named_one)
    assert made.status_code == 201, made.text
    owner = {**named_one, "unit_id": str(second_county.units["清水县城投公司"])}
    assert (await office.post("/v1/registers/unplanned/entries", json=owner)).status_code in (400, 409)


@pytest.mark.clause("QS-1.11")
async def test_within_the_year_a_project_is_added_by_the_governments_decision(second_county: SecondCounty) -> None:
    project = await second_county.register("县城供水管网")
    water, office = await second_county.enter("water"), await second_county.enter("office1")
    plan = {"year": 2024, "annual": "600.00", "reason": "新增项目"}
    url = f"/v1/projects/{project['id']}"
    below = await water.post(f"{url}/nominations", json={})
    refused(below, 409, "QS-1.6")
    assert (await water.send("PUT", f"{url}/plan", json=plan)).status_code == 200
    made = await water.post(f"{url}/nominations", json={})
    assert made.status_code == 201, made.text
    proposal = f"/v1/proposals/{made.json()['id']}/decisions"
    refused(await water.post(proposal, json={"decision": "approve"}), 403, "QS-1.11")
    assert (await office.post(proposal, json={"decision": "approve"})).status_code in (200, 201)
    leader = await second_county.enter("leader1")
    assert (await leader.post(proposal, json={"decision": "approve"})).status_code in (200, 201)
    (stay,) = (await office.get(f"{url}/passages")).json()["data"]
    assert stay["step"]["label"] == "县列重点项目"
