"""The race over the API: published figures, ranking with movement, goals, inspection, meeting, consequences."""

from decimal import Decimal
from typing import Any

import pytest
from tests.api.yangcheng.test_task_force_routes import unit_id


@pytest.mark.clause("YC-1.1", "YC-2.1")
async def test_the_api_gives_the_published_figures(race: Any) -> None:
    leader = await race("leader1")
    cuts = (await leader.get("/v1/breakdowns")).json()["breakdowns"]
    levels, plan = (next(one for one in cuts if one["by"] == by) for by in ("level", "plan"))
    parts = {one["key"]: (one["count"], one["total_investment"], one["annual_plan"]) for one in levels["parts"]}
    assert parts == {
        "省重点": (6, "1069900.00", "176100.00"), "市重点": (18, "7094000.00", "269700.00"),
        "县重点": (102, "3130600.00", "785600.00"),
    }  # fmt: skip
    assert levels["whole"] == {"count": 126, "total_investment": "11294500.00", "annual_plan": "1231400.00"}
    assert {one["key"]: one["count"] for one in plan["parts"]}["计划开工"] == 113
    assert {one["key"]: one["count"] for one in plan["parts"]}["前期项目"] == 9
    for level, count in (("province", 6), ("city", 18), ("county", 102)):
        listed = (await leader.get(f"/v1/projects?level={level}&count=true&limit=1")).json()
        assert listed["total"] == count
    (target,) = (await leader.get("/v1/targets?code=fai")).json()["data"]
    assert (target["shown"], target["growth"]) == ("160.05 亿元", "10.00")
    june = (await leader.get(f"/v1/targets/{target['id']}/progress?month=2024-06")).json()
    assert (june["ratio"], june["needed"]) == ("60.00", "10.67")


@pytest.mark.clause("YC-4.1")
async def test_goals_are_told_for_the_county_and_each_township(race: Any) -> None:
    leader = await race("leader1")
    goals = (await leader.get("/v1/goals")).json()["goals"]
    county = {one["goal"]["code"]: one for one in goals if one["unit"] is None}
    assert county["planned_total"]["needed"] == "6402000.00"
    assert county["planned_count"]["needed"] == "170.00"
    share = Decimal(county["planned_total"]["reached"]) * Decimal("0.35")
    assert abs(Decimal(county["reserve_total"]["needed"]) - share) <= Decimal("0.01")
    towns = [one for one in goals if one["goal"]["code"] == "unit_planned_total"]
    assert len(towns) == 19
    left_out = [one["unit"] for one in towns if one["needed"] is None]
    assert len(left_out) == 3
    assert sum(Decimal(one["reached"]) for one in towns if one["reached"]) <= Decimal(
        county["planned_total"]["reached"]
    )


@pytest.mark.clause("YC-4.5", "YC-4.6")
async def test_the_ranking_shows_movement_since_the_month_before(race: Any) -> None:
    leader = await race("leader1")
    before, now = [(await leader.get(f"/v1/boards?period={month}")).json() for month in ("2024-08", "2024-09")]

    def ranks(board: Any, title: str) -> dict[str, Any]:
        group = next(one for one in board["groups"] if one["group"]["label"] == title)
        return {one["unit"]["name"]: one for one in group["ranking"]}

    for title in ("乡镇", "部门"):
        earlier, later = ranks(before, title), ranks(now, title)
        known = [name for name in later if name in earlier and later[name]["rank"] and earlier[name]["rank"]]
        assert known
        for name in known:
            assert later[name]["movement"] == earlier[name]["rank"] - later[name]["rank"]
        assert any(later[name]["movement"] for name in known)


@pytest.mark.clause("YC-4.6")
async def test_the_last_are_proposed_for_criticism_and_a_person_decides(race: Any) -> None:
    deputy = await race("leader2")
    found = (await deputy.get("/v1/consequences?kind=criticism")).json()["data"]
    assert found
    one = found[0]
    assert one["ruling"]["clause"] == "YC-4.6"
    decided = await deputy.post(f"/v1/consequences/{one['id']}/decision", json={"adopted": False, "reason": "首月暂缓"})
    assert decided.status_code in (200, 201), decided.text
    assert decided.json()["decided_by"] == "leader2"


@pytest.mark.clause("YC-4.6")
async def test_the_inspectors_look_at_every_unit_on_four_aspects(race: Any) -> None:
    inspector, office = await race("inspector1"), await race("office2")
    town = await unit_id(inspector, "润城镇人民政府")
    words = {"implementation": "已部署", "arrangement": "专班运行", "dispatch": "每周调度", "results": "两项滞后"}
    body = {
        "kind": "monthly_inspection", "inspected_on": "2024-10-18", "subject_unit_id": town, "words": words,
        "problems": [{"text": "两项项目未按期开工"}],
    }  # fmt: skip
    assert (await office.post("/v1/inspections", json=body)).status_code == 403
    lacking = await inspector.post("/v1/inspections", json={**body, "words": {"results": "好"}})
    assert lacking.status_code in (400, 409)
    made = await inspector.post("/v1/inspections", json=body)
    assert made.status_code == 201, made.text
    told = (await inspector.get("/v1/inspections/coverage?kind=monthly_inspection&period=2024-10")).json()
    assert told["covered"] == 1
    assert "润城镇人民政府" not in [one["name"] for one in told["uncovered"]]


@pytest.mark.clause("YC-4.2", "YC-3.2")
async def test_the_executive_deputys_agenda_fills_itself_under_five_topics_overdue_first(race: Any) -> None:
    office = await race("office1")
    made = await office.post("/v1/meetings", json={"series": "executive", "planned_on": "2024-10-28"})
    assert made.status_code == 201, made.text
    agenda = (await office.get(made.headers["location"])).json()["agenda"]
    topics = list(dict.fromkeys(one["under"] for one in agenda))
    assert topics == ["starts", "statistics", "upper", "procedures"]
    procedures = [one["title"] for one in agenda if one["under"] == "procedures"]
    late = ["逾期" in title for title in procedures]
    assert late == sorted(late, reverse=True)
    assert late[0]
    assert len([one for one in agenda if one["under"] == "upper"]) == 24


@pytest.mark.clause("YC-4.2")
async def test_the_chief_may_call_a_meeting_at_will_and_a_problem_climbs_to_it(race: Any) -> None:
    office, executive = await race("office1"), await race("leader2")
    for day in ("2024-10-25", "2024-10-26"):
        answer = await office.post("/v1/meetings", json={"series": "chief", "planned_on": day})
        assert answer.status_code == 201, answer.text
    ladder = (await executive.get("/v1/mechanism")).json()["ladder"]
    assert [one["title"] for one in ladder["rungs"]] == ["责任单位", "分管副县长", "常务副县长", "县长"]


@pytest.mark.clause("YC-2.1")
async def test_every_list_can_be_cut_by_level_and_adds_up(race: Any) -> None:
    leader = await race("leader1")
    for url in ("/v1/issues", "/v1/findings", "/v1/classes", "/v1/records", "/v1/cases"):
        parts = []
        for level in ("province", "city", "county"):
            answer = await leader.get(f"{url}?level={level}&count=true&limit=1")
            assert answer.status_code == 200, answer.text
            parts.append(answer.json()["total"])
        both = (await leader.get(f"{url}?level=province&level=city&level=county&count=true&limit=1")).json()["total"]
        assert sum(parts) == both, url
    classes = (await leader.get("/v1/classes?kind=reserve&level=city&count=true&limit=1")).json()["total"]
    assert classes == 18
