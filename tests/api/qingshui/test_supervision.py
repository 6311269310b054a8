"""Teams, inspections and the ladder of the second mechanism over the API: who may, what follows, what stays hidden."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update
from tests.api.entering import named, refused
from tests.api.qingshui.conftest import Person, SecondCounty

from yipanqi_core.calendar import Period
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections.proposing import propose_inspections
from yipanqi_core.ladder.climbing import climb
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import appointments, users
from yipanqi_core.tenants.scope import Scope

EDITION = installed().in_force("qingshui", date(2024, 8, 5))
TOPICS = {
    "land_acquisition": None,
    "tendering": "2024-02-20",
    "construction_supervision": "2024-03-01",
    "funding": "2024-03-10",
    "execution": "2024-10-31",
    "acceptance": "2024-12-20",
}


async def put(person: Person, path: str, tag_of: str, body: dict[str, Any]) -> Any:
    tag = (await person.get(tag_of)).headers["etag"]
    return await person.send("PUT", path, json=body, headers={"If-Match": tag})


@pytest.mark.clause("QS-2.2")
async def test_the_leader_names_team_and_plan_and_what_is_lacking_is_said_until_then(
    second_county: SecondCounty,
) -> None:
    office = await second_county.enter("office1")
    project = await named(office, "005")
    path = f"/v1/projects/{project['id']}/teams"
    before = (await office.get(path)).json()["data"][0]
    assert [part["title"] for part in before["parts"]] == ["组长", "副组长", "成员"]
    assert len(before["lacking"]) == 2
    stranger = await second_county.enter("yongqing")
    said = await put(stranger, f"{path}/project_team/parts/head", path, {"members": [{"person": "张三"}]})
    assert "包抓领导、责任单位" in refused(said, 403, "QS-2.2")
    leader = await second_county.enter("leader6")
    posts = {one["title"]: one["id"] for one in (await office.get("/v1/posts?limit=200")).json()["data"]}
    head = {"post_id": posts["分管社会事业副县长"]}
    for part, members in (("head", [head]), ("deputy", [{"person": "李强"}]), ("member", [{"person": "王敏"}])):
        answer = await put(leader, f"{path}/project_team/parts/{part}", path, {"members": members})
        assert answer.status_code == 200, answer.text
    two = await put(leader, f"{path}/project_team/parts/head", path, {"members": [head, {"person": "乙"}]})
    assert "至多 1 名" in refused(two, 409, "QS-2.2")
    half = {"plan": "按月推进", "topics": {"tendering": "2024-02-20"}}
    answer = await put(leader, f"{path}/project_team/plan", path, half)
    assert answer.status_code == 400
    assert "征地拆迁" in answer.json()["detail"]
    answer = await put(leader, f"{path}/project_team/plan", path, {"plan": "按月推进", "topics": TOPICS})
    assert answer.status_code == 200, answer.text
    team = answer.json()["data"][0]
    assert team["lacking"] == []
    assert {one["code"]: one["applies"] for one in team["plan"]["topics"]}["land_acquisition"] is False
    assert team["parts"][0]["members"][0]["post"]["holder"]["name"] == "杨海涛"
    changed = await put(office, f"{path}/project_team/parts/deputy", path, {"members": [{"person": "赵云"}]})
    deputies = changed.json()["data"][0]["parts"][1]
    assert [one["person"] for one in deputies["members"]] == ["赵云"]
    history = (await office.get(f"/v1/projects/{project['id']}/history")).json()["data"]
    assert any("工作方案" in one["line"] for one in history)


async def proposed(county: SecondCounty) -> None:
    async with county.database.transaction(county.county.id) as connection:
        scope = Scope(connection, county.county.id, "test")
        assert await propose_inspections(scope, EDITION, Period.parse("2024-07"), date(2024, 7, 31)) > 0


@pytest.mark.clause("QS-6.2")
async def test_an_inspection_is_recorded_whole_and_its_problems_are_followed_to_their_end(
    second_county: SecondCounty,
) -> None:
    await proposed(second_county)
    office = await second_county.enter("office1")
    listed = (await office.get("/v1/inspections?kind=regular&period=2024-08&made=false&limit=200")).json()["data"]
    one = next(each for each in listed if each["project"]["name"].endswith("（022）"))
    coverage = (await office.get("/v1/inspections/coverage?kind=regular&period=2024-08")).json()
    assert (coverage["due"], coverage["covered"]) == (len(listed), 0)
    assert {each["id"] for each in coverage["uncovered"]} == {each["project"]["id"] for each in listed}
    body: dict[str, Any] = {
        "kind": "regular",
        "project_id": one["project"]["id"],
        "inspected_on": "2024-08-05",
        "words": {"quantity": "路基完成八成"},
        "problems": [{"text": "作业面不足"}],
    }
    lacking = await office.post("/v1/inspections", json=body)
    assert (lacking.status_code, lacking.json()["errors"][0]["pointer"]) == (400, "/words/payment")
    body["words"]["payment"] = "三百万"
    assert (await office.post("/v1/inspections", json=body)).status_code == 400
    body["words"]["payment"] = "300.00"
    water = await second_county.enter("water")
    assert "县发改局" in refused(await water.post("/v1/inspections", json=body), 403, "QS-6.2")
    made = await office.post("/v1/inspections", json=body)
    assert made.status_code == 201, made.text
    assert (made.json()["id"], made.json()["problems"]) == (one["id"], 1)
    coverage = (await office.get("/v1/inspections/coverage?kind=regular&period=2024-08")).json()
    assert coverage["covered"] == 1
    (problem,) = (await office.get(f"/v1/rectifications?inspection={one['id']}")).json()["data"]
    assert (problem["due_on"], problem["bulletin"], problem["clause"]) == ("2024-08-19", None, "QS-6.2")
    assert problem["unit"]["name"] == "县水务局"
    url = f"/v1/rectifications/{problem['id']}"
    done = {"measure": "增开作业面", "rectified_on": "2024-08-05", "evidence": "照片"}
    refused(await office.post(f"{url}/measure", json=done), 403, "QS-6.2")
    assert (await water.post(f"{url}/measure", json=done)).json()["state"]["code"] == "reported"
    refused(await water.post(f"{url}/confirmation", json={"accepted": True}), 403, "QS-6.2")
    confirmed = await office.post(f"{url}/confirmation", json={"accepted": True})
    assert confirmed.json()["state"]["code"] == "confirmed"


@pytest.mark.clause("QS-6.3")
async def test_special_inspections_exist_only_for_those_who_make_them(second_county: SecondCounty) -> None:
    await proposed(second_county)
    office, water = await second_county.enter("office1"), await second_county.enter("water")
    executive = await second_county.enter("leader2")
    url = "/v1/inspections?kind=special&limit=200"
    special = (await office.get(url)).json()["data"]
    assert special
    assert (await executive.get(url)).json()["data"] == special
    assert (await water.get(url)).json()["data"] == []
    assert (await water.get(f"/v1/inspections/{special[0]['id']}")).status_code == 404
    kinds = {one["code"] for one in (await water.get("/v1/inspections/kinds")).json()}
    assert kinds == {"daily", "regular"}
    refused(await water.get("/v1/inspections/coverage?kind=special&period=2024-08"), 403, "QS-6.3")
    await _evidence_is_as_secret_as_its_inspection(office, water, str(special[0]["id"]))

    assert "专项" not in (await water.get("/v1/inbox?limit=200")).text
    waiting = {
        name: [
            one
            for section in (await who.get("/v1/me/today")).json()["sections"]
            if section["code"] == "waiting"
            for one in section["items"]
            if one["kind"]["code"] == "inspection"
        ]
        for name, who in (("executive", executive), ("water", water))
    }
    assert {one["due_on"] for one in waiting["executive"]} == {"2024-08-31"}
    assert waiting["water"] == []


async def _evidence_is_as_secret_as_its_inspection(maker: Any, stranger: Any, inspection: str) -> None:
    subject = f"inspection:{inspection}"
    paper = {"files": {"file": ("笔录.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")}, "data": {"subject": subject}}
    made = await maker.post("/v1/evidence", **paper)
    assert made.status_code == 201, made.text
    file = f"/v1/evidence/{made.json()['id']}"
    assert [one["id"] for one in (await maker.get(f"/v1/evidence?subject={subject}")).json()["data"]] == [
        made.json()["id"]
    ]
    assert (await maker.get(f"{file}/file")).status_code == 200
    assert (await stranger.post("/v1/evidence", **paper)).status_code == 404
    for url in (f"/v1/evidence?subject={subject}", file, f"{file}/file"):
        assert (await stranger.get(url)).status_code == 404, url


@pytest.mark.clause("QS-6.3")
async def test_what_a_secret_inspection_found_is_known_to_who_made_it_and_to_the_unit_that_is_to_act(
    second_county: SecondCounty,
) -> None:
    office, water = await second_county.enter("office1"), await second_county.enter("water")
    stranger, admin = await second_county.enter("yongqing"), await second_county.enter("promotion")
    project = await named(office, "005")
    body = {
        "kind": "special", "project_id": project["id"], "inspected_on": "2024-08-05",
        "words": {"found": "有隐患", "quantity": "无", "payment": "0"},
        "problems": [
            {"text": "暗访发现的隐患", "due_on": "2024-08-20", "unit_id": str(second_county.units["县水务局"])},
        ],
    }  # fmt: skip
    made = await office.post("/v1/inspections", json=body)
    assert made.status_code == 201, made.text
    url = f"/v1/rectifications?inspection={made.json()['id']}"
    for who in (office, water):
        (problem,) = (await who.get(url)).json()["data"]
        assert problem["unit"]["name"] == "县水务局"
        assert (await who.get(f"/v1/rectifications/{problem['id']}")).status_code == 200
    one = f"/v1/rectifications/{problem['id']}"
    done = {"measure": "已整改", "rectified_on": "2024-08-05", "evidence": "照片"}
    subject = f"rectification:{problem['id']}"
    paper = {"files": {"file": ("照片.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")}, "data": {"subject": subject}}
    for who in (stranger, admin):
        assert (await who.get(url)).json()["data"] == []
        assert "暗访" not in (await who.get("/v1/rectifications?limit=200")).text
        assert (await who.get("/v1/rectifications?count=true")).json()["total"] == 0
        assert (await who.get(f"/v1/rectifications/export?inspection={made.json()['id']}")).status_code == 200
        for answer in (
            await who.get(one),
            await who.post(f"{one}/measure", json=done),
            await who.post(f"{one}/confirmation", json={"accepted": True}),
            await who.post("/v1/evidence", **paper),
            await who.get(f"/v1/evidence?subject={subject}"),
        ):
            assert answer.status_code == 404, answer.text
        batch = {"entries": [{**done, "rectification_id": problem["id"]}]}
        (result,) = (await who.post("/v1/rectifications/measure/batch", json=batch)).json()["results"]
        assert result["status"] == 404
    assert (await water.post("/v1/evidence", **paper)).status_code == 201
    assert (await water.post(f"{one}/measure", json=done)).status_code == 200
    assert (await office.post(f"{one}/confirmation", json={"accepted": True})).status_code == 200
    for told in (f"/v1/projects/{project['id']}/history", f"/v1/projects/{project['id']}", "/v1/inbox?limit=200"):
        assert "暗访" not in (await stranger.get(told)).text, told


@pytest.mark.clause("QS-6.2")
async def test_a_daily_inspection_goes_to_the_deputy_at_once(second_county: SecondCounty) -> None:
    office, executive = await second_county.enter("office1"), await second_county.enter("leader2")
    project = await named(office, "005")
    body = {
        "kind": "daily",
        "project_id": project["id"],
        "inspected_on": "2024-08-05",
        "words": {"state": "管沟开挖正常"},
        "problems": [{"text": "围挡破损", "due_on": "2024-08-07"}],
    }
    assert (await office.post("/v1/inspections", json=body)).status_code == 201
    assert (await office.post("/v1/inspections", json=body)).status_code == 201  # as often as there is need
    inbox = (await executive.get("/v1/inbox?limit=50")).json()["data"]
    assert sum("日常督查" in one["subject"] for one in inbox) == 2


@pytest.mark.clause("QS-1.10", "QS-5.1")
async def test_an_issue_begins_with_its_holder_and_climbs_after_fifteen_days(second_county: SecondCounty) -> None:
    office, water = await second_county.enter("office1"), await second_county.enter("water")
    two = await second_county.register("两镇供水", fields={"townships": ["永清镇", "红堡镇"]})
    one = await second_county.register("一镇供水")

    async def raised(project: dict[str, Any], category: str) -> dict[str, Any]:
        body = {
            "project_id": project["id"],
            "description": f"{category}问题",
            "category": category,
            "urgency": "urgent",
        }
        answer = await water.post("/v1/issues", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    crossing, land, safety = (
        await raised(two, "征拆"),
        await raised(one, "征拆"),
        await raised(one, "质量安全"),
    )
    rungs = {
        name: (await office.get(f"/v1/issues/{issue['id']}")).json()
        for name, issue in (("crossing", crossing), ("land", land), ("safety", safety))
    }
    assert rungs["crossing"]["rung"]["code"] == "leader"
    assert rungs["land"]["holder"] == "县水务局"
    assert rungs["safety"]["holder"] == "清水县城投公司"
    listed = (await office.get(f"/v1/issues?project={one['id']}&limit=200")).json()["data"]
    units = {issue["id"]: issue["unit"]["name"] for issue in listed}
    assert (units[land["id"]], units[safety["id"]]) == ("县水务局", "清水县城投公司")
    assert rungs["safety"]["unit"]["name"] == "清水县城投公司"
    async with second_county.database.transaction(second_county.county.id) as connection:
        scope = Scope(connection, second_county.county.id, "日程")
        await climb(scope, EDITION, date(2024, 8, 20))
    assert (await office.get(f"/v1/issues/{land['id']}")).json()["rung"]["code"] == "unit"
    await second_county.stand_at(date(2024, 8, 21))
    async with second_county.database.transaction(second_county.county.id) as connection:
        scope = Scope(connection, second_county.county.id, "日程")
        await climb(scope, EDITION, date(2024, 8, 21))
    assert (await office.get(f"/v1/issues/{land['id']}")).json()["rung"]["code"] == "leader"


@pytest.mark.clause("QS-2.1", "QS-2.2")
async def test_a_successor_in_mid_month_has_projects_and_teams_without_re_entry(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    project = await named(office, "005")
    path = f"/v1/projects/{project['id']}/teams"
    posts = {one["title"]: one["id"] for one in (await office.get("/v1/posts?limit=200")).json()["data"]}
    post = posts["分管社会事业副县长"]
    head = {"members": [{"post_id": post}]}
    assert (await put(office, f"{path}/project_team/parts/head", path, head)).status_code == 200
    async with second_county.database.transaction(second_county.county.id) as connection:
        tenant, day = second_county.county.id, date(2024, 8, 3)
        await connection.execute(update(appointments).where(appointments.c.post_id == UUID(post)).values(to_on=day))
        old = (await connection.execute(select(users).where(users.c.login == "leader6"))).one()
        row = {"login": "successor", "name": "新任", "unit_id": old.unit_id, "role": "leader"}
        person = {"id": new_id(), "password_hash": old.password_hash, **row}
        await connection.execute(insert(users).values(tenant_id=tenant, **person))
        tenure = {"id": new_id(), "post_id": UUID(post), "user_id": person["id"], "from_on": day}
        await connection.execute(insert(appointments).values(tenant_id=tenant, portfolio=["教育"], **tenure))
    team = (await office.get(path)).json()["data"][0]
    assert team["parts"][0]["members"][0]["post"]["holder"]["name"] == "新任"
    shown = (await office.get(f"/v1/projects/{project['id']}")).json()
    assert "新任" in str(shown["leader"])
    before, successor = await second_county.enter("leader6"), await second_county.enter("successor")
    plan = {"plan": "接续推进", "topics": TOPICS}
    refused(await put(before, f"{path}/project_team/plan", path, plan), 403, "QS-2.2")
    assert (await put(successor, f"{path}/project_team/plan", path, plan)).status_code == 200
    owed = (await successor.get(f"/v1/duties?project={project['id']}&kind=visits&mine=true")).json()["data"]
    assert [(one["post"]["title"], one["post"]["holder"]["name"]) for one in owed] == [("分管社会事业副县长", "新任")]
    assert (await before.get(f"/v1/duties?project={project['id']}&kind=visits&mine=true")).json()["data"] == []
