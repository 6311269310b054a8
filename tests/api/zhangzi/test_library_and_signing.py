"""The library step by step, and signing after the appraisal, over the API."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.api.entering import refused
from tests.api.zhangzi.conftest import FiveSystems, Person

from yipanqi_core.assessments.parameter_dates import set_from_open_month
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.tenants.scope import Scope

BRIEF = {"economic_benefit": "年增收 300 万元", "social_benefit": "保障 2 万人用水", "brief_author": "王工"}
EIGHT = {
    "office1": "区域规划", "office2": "产业前景", "office8": "生态环境", "water": "水土保持",
    "office7": "国土空间", "emergency": "安全生产", "office4": "投资强度", "finance": "产出效益",
}  # fmt: skip


async def decided(person: Person, proposal: dict[str, Any]) -> None:
    answer = await person.post(f"/v1/proposals/{proposal['id']}/decisions", json={"decision": "approve"})
    assert answer.status_code == 201, answer.text


async def pending(person: Person, project: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await person.get(f"/v1/proposals?project={project['id']}&state=open")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["data"])


@pytest.mark.clause("ZZ-1.1", "ZZ-1.2", "ZZ-1.3")
async def test_a_project_goes_from_idea_to_works_each_step_when_what_it_takes_is_there(
    five_systems: FiveSystems,
) -> None:
    project = await five_systems.register()
    water, office = await five_systems.enter("water"), await five_systems.enter("office1")
    here = f"/v1/projects/{project['id']}"
    early = await water.post(f"{here}/nominations", json={"to_step": "packaged"})
    assert "项目说明书缺建设地点、建设内容、经济效益、社会效益、专职人员" in refused(early, 409, "ZZ-1.2")
    idea = await water.post(f"{here}/nominations", json={"to_step": "idea"})
    assert idea.status_code == 201, idea.text
    refused(
        await water.post(f"/v1/proposals/{idea.json()['id']}/decisions", json={"decision": "approve"}), 403, "ZZ-1.2"
    )
    await decided(office, idea.json())
    assert "专职人员" in refused(await water.post(f"{here}/transfers", json={}), 409, "ZZ-1.2")
    fixed = await water.change(here, reason="补充说明书", site="王村", content="新建水库一座", fields=BRIEF)
    assert fixed.status_code == 200, fixed.text
    (packaging,) = await pending(office, project)
    assert packaging["act"]["code"] == "packaging"
    await decided(office, packaging)
    words = refused(await water.post(f"{here}/transfers", json={}), 409, "ZZ-1.3")
    assert "尚缺可行性研究深度、专家评审论证通过、项目审批、立项赋码" in words
    depth = {**BRIEF, "feasibility_on": "2024-07-01", "expert_review_on": "2024-07-20"}
    code = "2024-140428-76-01-100004"
    assert (await water.change(here, reason="达到储备深度", code=code, fields=depth)).status_code == 200
    body = {"kind": "procedure", "title": "项目立项", "planned_on": "2024-08-05"}
    item = (await water.post(f"{here}/items", json=body)).json()
    done = {"finished_on": "2024-08-05", "attested_by": "王工"}
    assert (await water.post(f"/v1/items/{item['id']}/completion", json=done)).status_code == 201
    (reserve,) = await pending(office, project)
    assert reserve["act"]["code"] == "reserve"
    await decided(office, reserve)
    start = (await water.post(f"{here}/items", json={**body, "kind": "node", "title": "开工", "person": "王工"})).json()
    assert (await water.post(f"/v1/items/{start['id']}/completion", json=done)).status_code == 201
    (works,) = await pending(office, project)
    await decided(office, works)
    assert (await office.get(here)).json()["step"]["code"] == "works"
    passages = (await office.get(f"{here}/passages")).json()["data"]
    assert {one["step"]["code"] for one in passages} == {"idea", "packaged", "reserve", "works"}


@pytest.mark.clause("ZZ-3.1")
async def test_the_offices_mark_of_a_key_project_outlives_the_year_and_ends_on_the_day_it_is_taken_away(
    five_systems: FiveSystems,
) -> None:
    project = await five_systems.register()
    office, here = await five_systems.enter("office1"), f"/v1/projects/{project['id']}"
    assert (await office.change(f"{here}/marks/key_project/2024", "PUT", at=here, borne=True)).status_code == 200
    await five_systems.stand_at(date(2025, 3, 10))
    office = await five_systems.enter("office1")
    again = await office.change(f"{here}/marks/key_project/2025", "PUT", at=here, borne=True)
    assert (again.json()["year"], again.json()["since_on"]) == (2024, "2024-08-05"), again.text
    gone = await office.change(f"{here}/marks/key_project/2025", "PUT", at=here, borne=False)
    assert gone.status_code == 200, gone.text
    assert (gone.json()["borne"], gone.json()["until_on"]) == (False, "2025-03-10")
    assert len((await office.get(f"{here}/marks")).json()["data"]) == 1


async def signing(county: FiveSystems) -> tuple[dict[str, Any], str]:
    """A promotion project with its node of signing still open."""
    project = await county.register(name="新材料项目", nature="investment_promotion")
    water = await county.enter("water")
    body = {"kind": "node", "title": "洽谈签约", "planned_on": "2024-08-20", "person": "王工"}
    item = await water.post(f"/v1/projects/{project['id']}/items", json=body)
    assert item.status_code == 201, item.text
    return project, f"/v1/items/{item.json()['id']}/completion"


async def appraised(county: FiveSystems, project: dict[str, Any], *, against: str | None = None) -> dict[str, Any]:
    promotion = await county.enter("office4")
    body = {"kind": "appraisal", "project_id": project["id"], "document": "投资方简介"}
    review = await promotion.post("/v1/reviews", json=body)
    assert review.status_code == 201, review.text
    for login, aspect in EIGHT.items():
        person = await county.enter(login)
        opinion = {"opinion": "against" if login == against else "favour", "text": f"{aspect}意见"}
        answer = await person.post(f"/v1/reviews/{review.json()['id']}/opinions", json=opinion)
        assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def met(county: FiveSystems, chief: Person) -> str:
    """Hold the joint meeting and decide everything on its agenda; gives the number of the minutes."""
    meeting = (await chief.post("/v1/meetings", json={"planned_on": "2024-08-05", "series": "joint"})).json()
    unit = str(county.units["县水利局"])
    for item in meeting["agenda"]:
        decision = {"decision": "同意推进", "person": "李工", "deadline": "2024-08-31", "unit_id": unit}
        changed = await chief.change(f"/v1/agenda-items/{item['id']}", **decision)
        assert changed.status_code == 200, changed.text
    minutes = {"held_on": "2024-08-05", "attendance": ["王建国"]}
    held = await chief.post(f"/v1/meetings/{meeting['id']}/minutes", json=minutes)
    assert held.status_code == 201, held.text
    assert any("会商评估有不同意见" in item["title"] for item in meeting["agenda"])
    return str(held.json()["number"])


@pytest.mark.clause("ZZ-2.2")
async def test_signing_waits_for_all_eight_and_for_the_decision_on_one_against(five_systems: FiveSystems) -> None:
    project, url = await signing(five_systems)
    office = await five_systems.enter("office1")
    await decided(
        office, (await office.post(f"/v1/projects/{project['id']}/nominations", json={"to_step": "idea"})).json()
    )
    water, done = await five_systems.enter("water"), {"finished_on": "2024-08-05", "attested_by": "王工"}
    assert "会商评估尚缺区域规划" in refused(await water.post(url, json=done), 409, "ZZ-2.2")
    review = await appraised(five_systems, project, against="office8")
    assert review["state"]["code"] == "submitted"
    assert "须经联席会议议定同意" in refused(await water.post(url, json=done), 409, "ZZ-2.2")
    chief = await five_systems.enter("leader1")
    body = {"decision": "approve", "text": "联席会议议定：落实环保措施后同意"}
    alone = await chief.post(f"/v1/reviews/{review['id']}/decision", json=body)
    assert "须经重点项目建设联席会议议定：请先在会上议定“新材料项目”并形成纪要" in refused(alone, 409, "ZZ-2.2")
    shown = (await chief.get(f"/v1/reviews/{review['id']}")).json()
    assert not next(one for one in shown["_actions"] if one["name"] == "decide")["allowed"]
    number = await met(five_systems, chief)
    approved = await chief.post(f"/v1/reviews/{review['id']}/decision", json=body)
    assert approved.status_code == 201, approved.text
    history = (await chief.get(f"/v1/projects/{project['id']}/history")).text
    assert f"落实环保措施后同意（{number}）" in history
    assert approved.json()["state"]["code"] == "approved"
    assert (await water.post(url, json=done)).status_code == 201


@pytest.mark.clause("ZZ-2.2")
async def test_the_county_says_who_speaks_for_an_aspect_and_one_unit_answers_two_apart(
    five_systems: FiveSystems,
) -> None:
    office, land = await five_systems.enter("office1"), await five_systems.enter("office7")
    async with five_systems.database.transaction(five_systems.county.id) as connection:
        scope = Scope(connection, five_systems.county.id, "test")
        changing = partial(
            set_from_open_month, scope, installed(), "appraisal_units",
            effective_from=date(2024, 8, 1), reason="国土空间规划职能已划转",
        )  # fmt: skip
        with pytest.raises(InvalidInputError, match="：“区域规划”后应写“=单位”，单位须是"):
            await changing("区域规划=县规划馆")
        await changing("区域规划=县自然资源局")
    kinds = {one["code"]: one for one in (await office.get("/v1/reviews/kinds")).json()}
    asks = {one["about"]: one["seat"]["label"] for one in kinds["appraisal"]["asks"]}
    assert (asks["区域规划"], asks["国土空间"], asks["产业前景"]) == ("县自然资源局", "县自然资源局", "县工信局")
    project, _ = await signing(five_systems)
    promotion = await five_systems.enter("office4")
    review = await promotion.post("/v1/reviews", json={"kind": "appraisal", "project_id": project["id"]})
    url = f"/v1/reviews/{review.json()['id']}"
    waiting = (await land.get("/v1/me/today")).text
    assert review.json()["id"] in waiting
    assert review.json()["id"] not in (await office.get("/v1/me/today")).text
    no = {"opinion": "favour", "text": "符合规划"}
    told = refused(await office.post(f"{url}/opinions", json=no), 403, "ZZ-2.2")
    assert "县自然资源局" in told
    wrong = await land.post(f"{url}/opinions", json={**no, "about": ["风水"]})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/about")
    stranger = await land.post(f"{url}/opinions", json={**no, "about": ["区域规划", "产业前景"]})
    assert "产业前景方面由以下单位提出意见" in refused(stranger, 403, "ZZ-2.2")
    one = await land.post(f"{url}/opinions", json={**no, "about": ["区域规划"]})
    assert one.status_code == 201, one.text
    missing = [each["about"] for each in one.json()["missing"]]
    assert ("区域规划" in missing, "国土空间" in missing) == (False, True)
    other = await land.post(f"{url}/opinions", json={"opinion": "against", "text": "占用耕地"})
    (given,) = other.json()["rounds"]
    told_of = {each["about"]: (each["unit"]["name"], each["opinion"]["code"]) for each in given["opinions"]}
    assert told_of == {"区域规划": ("县自然资源局", "favour"), "国土空间": ("县自然资源局", "against")}
    assert (await land.post(f"{url}/opinions", json=no)).status_code == 409


@pytest.mark.clause("ZZ-2.1", "ZZ-2.3")
async def test_with_all_in_favour_it_is_signed_and_its_stage_follows(five_systems: FiveSystems) -> None:
    project, url = await signing(five_systems)
    assert (await appraised(five_systems, project))["state"]["code"] == "complete"
    water = await five_systems.enter("water")
    assert (await water.post(url, json={"finished_on": "2024-08-05", "attested_by": "王工"})).status_code == 201
    clocks = (await water.get(f"/v1/projects/{project['id']}")).json()["clocks"]
    assert [(one["code"], one["due_on"]) for one in clocks] == [("handover", "2024-08-12")]
    await five_systems.stand_at(date(2024, 8, 20))
    late = (await water.get(f"/v1/projects/{project['id']}")).json()["clocks"]
    assert late[0]["state"]["code"] == "overdue"


@pytest.mark.clause("ZZ-2.3")
async def test_the_receiving_unit_hands_in_its_own_timetable_and_task_list_and_nothing_else(
    five_systems: FiveSystems,
) -> None:
    project, url = await signing(five_systems)
    office, listed = await five_systems.enter("office1"), {"to_step": "idea"}
    await decided(office, (await office.post(f"/v1/projects/{project['id']}/nominations", json=listed)).json())
    await appraised(five_systems, project)
    water, finance = await five_systems.enter("water"), await five_systems.enter("finance")
    assert (await water.post(url, json={"finished_on": "2024-08-05", "attested_by": "王工"})).status_code == 201
    here, plan = f"/v1/projects/{project['id']}", {"timetable_on": "2024-08-05"}
    refused(await finance.change(here, reason="报送时间表", fields=plan), 403, "ZZ-1.2")  # not handed over yet
    given = {"handed_over_on": "2024-08-05", "handed_over_to": "县财政局"}
    handed = await water.change(here, reason="签约后移交", fields=given)
    assert handed.status_code == 200, handed.text
    told = [one["subject"] for one in (await finance.get("/v1/inbox")).json()["data"]]
    assert "“新材料项目”项目已移交你单位承接，请于 2024-08-19 前提交项目落地的时间表和任务书（ZZ-2.3）" in told
    clocks = {one["code"]: one for one in (await finance.get(here)).json()["clocks"]}
    assert clocks["timetable"]["due_on"] == clocks["task_list"]["due_on"] == "2024-08-19"
    actions = {one["name"]: one["allowed"] for one in (await finance.get(here)).json()["_actions"]}
    assert actions["correct"]
    done = await finance.change(here, reason="报送时间表", fields=plan)
    assert done.status_code == 200, done.text
    refused(await finance.change(here, reason="改承接单位", fields={"handed_over_to": "县应急局"}), 403, "ZZ-1.2")
    refused(await finance.change(here, reason="改地点", site="别处", fields=plan), 403, "ZZ-1.2")
    stranger = await five_systems.enter("emergency")
    refused(await stranger.change(here, reason="报送任务书", fields={"task_list_on": "2024-08-05"}), 403, "ZZ-1.2")
    assert len((await finance.get("/v1/inbox")).json()["data"]) == len(told)  # told once
    states = {one["code"]: one["state"]["code"] for one in (await water.get(here)).json()["clocks"]}
    assert (states["timetable"], states["task_list"]) == ("kept", "running")
    await five_systems.stand_at(date(2024, 9, 1), live_from=date(2024, 8, 1))
    await five_systems.live()
    found = (await water.get(f"/v1/findings?period=2024-08&code=task_list&project={project['id']}")).json()["data"]
    assert [one["unit"]["name"] for one in found] == ["县财政局"]
