"""The calendar of duties, dispatches that assign tasks, visits that find problems, and reminders, over the API."""

from datetime import date
from typing import Any

import pytest
from tests.api.entering import refused
from tests.api.reading_lists import statements
from tests.api.zhangzi.conftest import FiveSystems, Person

from yipanqi_api.services import Services


async def key_project(county: FiveSystems, **more: Any) -> dict[str, Any]:
    """A project that the office has marked as a key project."""
    project, office = await county.register(**more), await county.enter("office1")
    listed = await office.post(f"/v1/projects/{project['id']}/nominations", json={"to_step": "idea"})
    assert listed.status_code == 201, listed.text
    decided = await office.post(f"/v1/proposals/{listed.json()['id']}/decisions", json={"decision": "approve"})
    assert decided.status_code == 201, decided.text
    here = f"/v1/projects/{project['id']}"
    marked = await office.change(f"{here}/marks/key_project/2024", "PUT", at=here, borne=True)
    assert marked.status_code == 200, marked.text
    return project


async def duties(person: Person, **query: Any) -> dict[str, dict[str, Any]]:
    answer = await person.get("/v1/duties", params=query)
    assert answer.status_code == 200, answer.text
    return {one["kind"]["code"]: one for one in answer.json()["data"]}


@pytest.mark.clause("ZZ-3.1", "ZZ-3.2", "ZZ-3.3")
async def test_the_calendar_says_what_is_owed_by_whom_and_its_action_fulfils_it(five_systems: FiveSystems) -> None:
    project = await key_project(five_systems)
    water, leader = await five_systems.enter("water"), await five_systems.enter("leader5")
    owed = await duties(water, mine="true")
    assert set(owed) == {"special_report", "head_visit"}
    report = owed["special_report"]
    assert (report["period"], report["due_on"], report["days_left"]) == ("2024-08", "2024-08-31", 26)
    assert (report["met"], report["stored"], report["clause"]) == (False, False, "ZZ-3.2")
    assert report["unit"]["name"] == "县水利局"
    (offered,) = report["_actions"]
    assert (offered["name"], offered["allowed"], offered["href"]) == ("record:专报", True, "/v1/records")
    assert offered["input"]["required"] == ["kind", "on", "project_id", "unit_id", "data"]
    body = {
        "kind": "专报", "on": "2024-08-05", "project_id": project["id"], "unit_id": report["unit"]["id"],
        "data": {"progress": "主体施工", "dispatch": "已调度一次"},
    }  # fmt: skip
    lacking = await water.post("/v1/records", json={**body, "data": {"progress": "主体施工"}})
    assert (lacking.status_code, lacking.json()["errors"][0]["pointer"]) == (400, "/data/dispatch")
    made = await water.post("/v1/records", json=body)
    assert made.status_code == 201, made.text
    kept = (await duties(water, kind="special_report"))["special_report"]
    assert (kept["met"], kept["done"], [one["id"] for one in kept["records"]]) == (True, 1, [made.json()["id"]])
    assert kept["_actions"] == []
    mine = await duties(leader, mine="true", met="false")
    assert set(mine) == {"dispatch", "leader_visit"}
    assert mine["leader_visit"]["post"]["title"] == "分管农业副县长"
    assert mine["leader_visit"]["post"]["holder"]["name"] == "陈玉梅"
    (stranger,) = (await duties(water, kind="leader_visit"))["leader_visit"]["_actions"]
    assert (stranger["allowed"], stranger["clause"]) == (False, "ZZ-3.3")
    assert await duties(water, due_before="2024-08-30") == {}
    future = await water.get("/v1/duties?period=2024-09")
    assert (future.status_code, future.json()["errors"][0]["pointer"]) == (400, "/period")


@pytest.mark.clause("ZZ-3.2", "ZZ-4.3")
async def test_a_dispatch_gives_units_tasks_and_one_past_its_deadline_is_a_lag(five_systems: FiveSystems) -> None:
    project = await key_project(five_systems)
    leader, land = await five_systems.enter("leader5"), await five_systems.enter("office7")
    assignment = {"unit": "县自然资源局", "requirement": "完成用地组卷", "deadline": "2024-08-20"}
    problem = {"description": "用地组卷滞后", "category": "用地", "urgency": "urgent", "assignment": assignment}
    body = {
        "kind": "月调度", "on": "2024-08-05", "project_id": project["id"],
        "post_id": str(five_systems.posts["分管农业副县长"]), "data": {"progress": "正常", "problems": [problem]},
    }  # fmt: skip
    wrong = {**assignment, "unit": "不存在的局"}
    unknown = await leader.post("/v1/records", json={**body, "data": {"problems": [{**problem, "assignment": wrong}]}})
    assert unknown.status_code == 400
    office = await five_systems.enter("office1")
    by_office = {**body, "post_id": None, "unit_id": str(five_systems.units["县发改局"])}
    assert "由包项目领导开展" in refused(await office.post("/v1/records", json=by_office), 403, "ZZ-3.2")
    made = await leader.post("/v1/records", json=body)
    assert made.status_code == 201, made.text
    assert [one["name"] for one in made.json()["issues"]] == ["用地组卷滞后"]
    (task,) = (await land.get("/v1/tasks?mine=true&open=true")).json()["data"]
    assert (task["kind"]["code"], task["title"], task["due_on"]) == ("dispatch_task", "完成用地组卷", "2024-08-20")
    issue = (await land.get(f"/v1/issues/{made.json()['issues'][0]['id']}")).json()
    assert issue["required_on"] == "2024-08-20"
    await five_systems.stand_at(date(2024, 9, 2))
    (offered,) = (await land.get(f"/v1/tasks/{task['id']}")).json()["_actions"]
    assert offered["input"]["properties"]["task_id"] == {"const": task["id"]}
    done = {
        "kind": "任务落实", "on": "2024-09-02", "project_id": project["id"],
        "unit_id": str(five_systems.units["县自然资源局"]), "task_id": task["id"],
    }  # fmt: skip
    assert [one["id"] for one in (await land.post("/v1/records", json=done)).json()["closes"]] == [task["id"]]
    assert (await land.post("/v1/records", json=done)).status_code == 400  # closed already
    await five_systems.stand_at(date(2024, 9, 2), live_from=date(2024, 8, 1))
    await five_systems.live()
    found = (await land.get("/v1/findings?period=2024-08&code=task")).json()["data"]
    assert [(one["unit"]["name"], one["ruling"]["clause"]) for one in found] == [("县自然资源局", "ZZ-4.3")]


@pytest.mark.clause("ZZ-3.3")
async def test_a_visit_is_found_by_what_it_holds_and_its_studied_problems_become_issues(
    five_systems: FiveSystems,
) -> None:
    project = await key_project(five_systems)
    leader = await five_systems.enter("leader5")
    problems = [
        {"description": "围挡破损", "category": "施工", "handling": "现场解决", "solution": "当场修复"},
        {"description": "用电容量不足", "category": "电", "handling": "专题研究"},
    ]
    body = {
        "kind": "现场调研", "on": "2024-08-05", "project_id": project["id"],
        "post_id": str(five_systems.posts["分管农业副县长"]), "data": {"problems": problems},
    }  # fmt: skip
    made = await leader.post("/v1/records", json=body)
    assert made.status_code == 201, made.text
    assert [one["name"] for one in made.json()["issues"]] == ["用电容量不足"]
    unhandled = [{"description": "围挡破损", "category": "施工"}]
    lacking = await leader.post("/v1/records", json={**body, "data": {"problems": unhandled}})
    assert (lacking.status_code, lacking.json()["errors"][0]["pointer"]) == (400, "/data/problems/0/handling")
    listed = await leader.get(f"/v1/records?project={project['id']}&field=progress:无")
    assert listed.json()["data"] == []
    assert (await leader.get("/v1/records?field=progress")).status_code == 400
    shown = (await leader.get("/v1/mechanism")).json()
    kinds = {one["title"]: one for one in shown["records"]}
    assert kinds["现场调研"]["fields"]["properties"]["problems"]["title"] == "问题"
    assert {one["code"]: one["required"] for one in shown["duties"]} == {
        "dispatch": 1,
        "special_report": 1,
        "leader_visit": 1,
        "head_visit": 1,
    }


@pytest.mark.clause("ZZ-3.3")
async def test_who_still_owes_sees_the_reminder_among_todays_matters(five_systems: FiveSystems) -> None:
    await key_project(five_systems)
    await five_systems.stand_at(date(2024, 8, 26), live_from=date(2024, 8, 1))
    assert "duty_reminder 2024-08: 提醒履职 2 份" in await five_systems.live()
    for login, lack, number in (("leader5", "尚未完成 2 项", 2), ("water", "本单位及所负责项目尚未完成 3 项", 3)):
        person = await five_systems.enter(login)
        today = (await person.get("/v1/me/today")).json()
        waiting = next(one for one in today["sections"] if one["code"] == "waiting")
        (reminder,) = [one for one in waiting["items"] if one["kind"]["code"] == "reminder"]
        assert reminder["due_on"] == "2024-08-31"
        assert lack in reminder["title"]
        shown = (await person.get(reminder["href"])).json()
        assert (shown["kind"], shown["projects"], len(shown["duties"])) == ("duties", [], number)


async def test_the_calendar_costs_no_more_for_more_projects_and_shows_no_other_county(
    five_systems: FiveSystems, services: Services, neighbour_year: Any
) -> None:
    office = await five_systems.enter("office1")
    await key_project(five_systems)
    counts = []
    for name in ("李村水库", "赵村水库"):
        await office.get("/v1/duties")
        with statements(services) as sent:
            await office.get("/v1/duties?limit=2")
        counts.append(len(sent))
        await key_project(five_systems, name=name)
    assert counts[1] <= counts[0]
    pages = [await office.get("/v1/duties?limit=2&count=true")]
    while pages[-1].json()["has_more"]:
        pages.append(
            await office.get(
                "/v1/duties", params={"limit": 2, "count": True, "cursor": pages[-1].json()["next_cursor"]}
            )
        )
    found = [one for page in pages for one in page.json()["data"]]
    assert len(found) == pages[0].json()["total"] == 10  # three of each of three projects, and the leader's dispatch
    foreign = (await neighbour_year.office.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    assert (await office.get(f"/v1/duties?project={foreign}")).json()["data"] == []
    assert (await neighbour_year.office.get("/v1/duties")).json()["data"] == []


async def test_a_project_offers_each_kind_of_work_to_those_who_do_it(five_systems: FiveSystems) -> None:
    project = await key_project(five_systems)

    async def offered(login: str) -> dict[str, bool]:
        person = await five_systems.enter(login)
        actions = (await person.get(f"/v1/projects/{project['id']}")).json()["_actions"]
        assert len({one["name"] for one in actions}) == len(actions), "each action is found by its name"
        return {one["title"]: one["allowed"] for one in actions if one["name"].startswith("record:")}

    assert {title: allowed for title, allowed in (await offered("water")).items() if not allowed} == {
        "记录月调度": False,
        "记录专项调度": False,
    }
    assert not (await offered("finance"))["记录专报"]
    assert (await offered("leader5"))["记录月调度"]
    assert all((await offered("office1")).values())
