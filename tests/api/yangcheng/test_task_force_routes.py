"""Task forces over the API: coverage by ten aspects, land dossiers, entry into the statistics, the queues."""

from typing import Any

import pytest
from tests.api.entering import refused
from tests.api.reading_lists import all_of

from yipanqi_plugins.yangcheng.demonstration.units import DEPARTMENTS
from yipanqi_plugins.yangcheng.works import ASPECTS


async def unit_id(caller: Any, name: str) -> str:
    found = (await caller.get("/v1/units", params={"q": name})).json()["data"]
    return str(next(one["id"] for one in found if one["name"] == name))


@pytest.mark.clause("YC-3.3")
async def test_coverage_tells_n_of_126_and_names_the_uncovered(race: Any) -> None:
    office = await race("office1")
    duties = "/v1/duties?kind=supervision&period=2024-10&count=true&limit=1"
    before = (await office.get(duties)).json()["total"], (await office.get(f"{duties}&met=true")).json()["total"]
    assert before == (126, 0)
    project = (await office.get("/v1/projects?level=province&limit=1")).json()["data"][0]
    words = {code: "无" for code, _ in ASPECTS}
    body = {
        "kind": "推进督导", "on": "2024-10-17", "project_id": project["id"],
        "unit_id": await unit_id(office, "县发展和改革局"), "note": "查看现场",
        "data": {**words, "problem": "围挡占道", "problems": [{"description": "施工围挡占用村道", "category": "征拆"}]},
    }  # fmt: skip
    made = await office.post("/v1/records", json=body)
    assert made.status_code == 201, made.text
    assert [one["name"] for one in made.json()["issues"]] == ["施工围挡占用村道"]
    assert (await office.get(f"{duties}&met=true")).json()["total"] == 1
    uncovered = await all_of(office, "/v1/duties?kind=supervision&period=2024-10&met=false&limit=200")
    assert len(uncovered) == 125
    assert project["name"] not in {one["project"]["name"] for one in uncovered}
    other = (await office.get("/v1/projects?level=city&limit=1")).json()["data"][0]
    half = {**body, "project_id": other["id"], "data": {"goal": "明确"}}
    assert (await office.post("/v1/records", json=half)).status_code == 201
    assert (await office.get(f"{duties}&met=true")).json()["total"] == 1


@pytest.mark.clause("YC-3.4", "YC-4.4")
async def test_a_dossier_shows_its_days_to_submission_and_what_was_sent_back(race: Any) -> None:
    land, finance = await race("office4"), await race("office6")
    project = (await land.get("/v1/projects?level=city&limit=5")).json()["data"][2]
    body = {
        "kind": "land_dossier",
        "project_id": project["id"],
        "title": "一期用地",
        "fields": {"demanded_on": "2024-09-20"},
    }
    made = await land.post("/v1/cases", json=body)
    assert made.status_code == 201, made.text
    url = made.headers["location"]
    refused(await finance.post(f"{url}/steps", json={}), 403, "YC-3.4")
    assert (await land.post(f"{url}/steps", json={})).status_code == 201
    refused(await land.post(f"{url}/steps", json={}), 409, "YC-3.4")  # the area is not filled in yet
    tag = (await land.get(url)).headers["etag"]
    filled = await land.send("PATCH", url, json={"fields": {"area_mu": "35.50"}}, headers={"If-Match": tag})
    assert filled.status_code == 200, filled.text
    assert (await land.post(f"{url}/steps", json={"on": "2024-10-21"})).status_code == 201
    shown = (await land.get(url)).json()
    assert (shown["step"]["code"], shown["submitted_on"]) == ("submitted", "2024-10-21")
    back = await land.post(f"{url}/return", json={"reason": "缺少勘测定界图"})
    assert back.status_code == 201, back.text
    counted = (await land.get(url)).json()
    assert (counted["days_to_submission"], counted["returned"]) == (31, 1)
    queue = (await land.get("/v1/orders/land")).json()
    names = [one["project"]["name"] for one in queue["data"]]
    assert names[0] == project["name"]
    assert "优先保障" in queue["data"][0]["because"]


@pytest.mark.clause("YC-3.5")
async def test_a_project_is_entered_into_the_statistics_step_by_step(race: Any) -> None:
    statistics = await race("office5")
    eligible = (await statistics.get("/v1/classes?kind=statistics&value=eligible&limit=1")).json()["data"][0]
    project = eligible["project"]["id"]
    made = await statistics.post(
        "/v1/cases", json={"kind": "statistics_entry", "project_id": project, "title": "入库申报",
                           "fields": {"papers": "合同、付款凭证、现场照片"}},
    )  # fmt: skip
    assert made.status_code == 201, made.text
    url = made.headers["location"]
    refused(await statistics.post(f"{url}/steps", json={}), 403, "YC-3.5")  # the project's own side hands papers in
    lead = (await statistics.get(f"/v1/projects/{project}")).json()["lead_unit"]["name"]
    logins = {one: f"office{place}" for place, one in enumerate(DEPARTMENTS, start=1)}
    assert (await (await race(logins[lead])).post(f"{url}/steps", json={})).status_code == 201
    assert (await statistics.post(f"{url}/return", json={"reason": "付款凭证不清晰"})).status_code == 201
    assert (await (await race(logins[lead])).post(f"{url}/steps", json={})).status_code == 201
    tag = (await statistics.get(url)).headers["etag"]
    await statistics.send("PATCH", url, json={"fields": {"entered_month": "2024-10"}}, headers={"If-Match": tag})
    assert (await statistics.post(f"{url}/steps", json={})).status_code == 201
    done = await statistics.post(f"{url}/steps", json={})
    assert done.status_code == 201, done.text
    assert done.json()["closed_on"] == "2024-10-21"
    classes = (await statistics.get(f"/v1/projects/{project}/classes")).json()["classes"]
    assert {one["kind"]["code"]: one["value"]["code"] for one in classes}["statistics"] == "entered"


@pytest.mark.clause("YC-3.2")
async def test_approval_items_are_listed_overdue_first_with_level_handler_and_measure(race: Any) -> None:
    office = await race("office3")
    queue = (await office.get("/v1/orders/approvals")).json()["data"]
    assert "逾期" in queue[0]["because"]
    project = queue[0]["project"]["id"]
    items = (await office.get(f"/v1/projects/{project}/items?kind=procedure")).json()["data"]
    waiting = next(one for one in items if one["finished_on"] is None)
    assert waiting["decided_at"]["label"] in ("县级", "市级")
    row = {"item": waiting["title"], "measure": "容缺受理、并联审批", "leader": "分管工业副县长"}
    made = await office.post("/v1/registers/approval_measures/entries", json={"project_id": project, "fields": row})
    assert made.status_code == 201, made.text
    unit = waiting["unit"]["id"]
    book = (await office.get(f"/v1/units/{unit}/book")).json()
    task = next(one for one in book["tasks"] if one["measure"] is not None)
    assert (task["measure"], task["project"]) == (
        "容缺受理、并联审批（责任领导：分管工业副县长）", queue[0]["project"]["name"],
    )  # fmt: skip
    assert "前办结" in task["standard"]


@pytest.mark.clause("YC-5.1")
async def test_every_unit_has_its_book_drawn_from_the_same_records(race: Any) -> None:
    town = await race("town1")
    unit = await unit_id(town, "北留镇人民政府")
    book = (await town.get(f"/v1/units/{unit}/book")).json()
    assert (book["clause"], book["unit"]["name"]) == ("YC-5.1", "北留镇人民政府")
    assert len(book["projects"]) > 5
    assert all("属地" in one["parts"] for one in book["projects"])
    assert {one["classes"]["谋划储备"] for one in book["projects"]} <= {"谋划", "储备", "新建待办", "已开工"}
    industry = await unit_id(town, "县工业和信息化局")
    lead = (await town.get(f"/v1/units/{industry}/book")).json()
    listed = (await town.get(f"/v1/projects?lead_unit={industry}&count=true&limit=1")).json()["total"]
    assert len([one for one in lead["projects"] if "责任单位" in one["parts"]]) == listed
    assert any(one["source"] == "duty" and one["title"] == "外出招商" for one in lead["tasks"])
    sheet = await town.get(f"/v1/units/{industry}/book/export")
    assert sheet.content[:2] == b"PK"
    company = await unit_id(town, "阳城县获泽陶瓷有限公司")
    assert (await town.get(f"/v1/units/{company}/book")).status_code == 404


@pytest.mark.clause("YC-4.4")
async def test_approval_items_of_key_projects_show_their_days_in_hand_on_the_fast_lane(race: Any) -> None:
    office = await race("office1")
    approver = await race("office3")
    found = await all_of(office, "/v1/projects?level=county&limit=200")
    project, item = None, None
    for project in found:
        items = (await office.get(f"/v1/projects/{project['id']}/items?kind=procedure")).json()["data"]
        item = next((one for one in items if one["finished_on"] is None and one["title"] == "核准备案"), None)
        if item is not None:
            break
    assert item is not None
    assert project is not None
    body = {"kind": "approval", "project_id": project["id"], "item_id": item["id"], "document": "备案申请"}
    opened = await office.post("/v1/reviews", json=body)
    if opened.status_code == 403:  # its own side hands in
        lead = DEPARTMENTS.index((await office.get(f"/v1/projects/{project['id']}")).json()["lead_unit"]["name"]) + 1
        opened = await (await race(f"office{lead}")).post("/v1/reviews", json=body)
    assert opened.status_code == 201, opened.text
    lane = (await office.get("/v1/fast-lane")).json()
    assert (lane["title"], lane["clause"]) == ("绿色快车道", "YC-4.4")
    shown = next(one for one in lane["items"] if one["project"] == project["name"])
    assert (shown["item"], shown["unit"], shown["submitted_on"], shown["days"]) == (
        "核准备案", "县行政审批服务管理局", "2024-10-21", 0,
    )  # fmt: skip
    done = await approver.post(
        f"{opened.headers['location']}/opinions", json={"opinion": "approve", "text": "予以备案"}
    )
    assert done.status_code == 201, done.text
    after = (await office.get("/v1/fast-lane")).json()
    assert next(one for one in after["units"] if one["unit"] == "县行政审批服务管理局")["finished"] == 1


@pytest.mark.clause("YC-3.1", "YC-3.2", "YC-3.3", "YC-3.4", "YC-3.5", "YC-3.6")
async def test_the_six_task_forces_stand_with_the_units_that_lead_them(race: Any) -> None:
    office = await race("office1")
    forces = (await office.get("/v1/mechanism")).json()
    told = forces.get("bodies") or forces["further"]["bodies"]
    assert [one["title"] for one in told] == [
        "招商引资专班", "前期手续专班", "推进督导专班", "用地保障专班", "入库纳统专班", "争取资金专班",
    ]  # fmt: skip
