"""Listed supervision by letter, issues struck off by a second person, and the month's bulletin, over the API."""

from datetime import date
from typing import Any

import pytest
from tests.api.entering import refused
from tests.api.zhangzi.conftest import FiveSystems

FIVE = {
    "measures": "抽调专人现场办公",
    "unit": "县水利局",
    "leader": "分管副局长",
    "person": "李工",
    "deadline": "2024-05-31",
}


async def issued(county: FiveSystems, day: date, deadline: str = "2024-05-31") -> dict[str, Any]:
    """A notice of listed supervision to the water bureau."""
    await county.stand_at(day, live_from=day.replace(day=1))
    office = await county.enter("office1")
    body = {
        "kind": "挂牌督办通知书", "unit_id": str(county.units["县水利局"]), "matter": "王村水库征地补偿",
        "deadline": deadline,
    }  # fmt: skip
    stranger = await county.enter("finance")
    assert "由县重点项目办公室签发" in refused(await stranger.post("/v1/letters", json=body), 403, "ZZ-4.1")
    letter = await office.post("/v1/letters", json=body)
    assert letter.status_code == 201, letter.text
    return dict(letter.json())


@pytest.mark.clause("ZZ-4.1")
async def test_a_notice_upon_a_project_names_it_in_title_and_text(five_systems: FiveSystems) -> None:
    office, project = await five_systems.enter("office1"), await five_systems.register()
    body = {
        "kind": "挂牌督办通知书", "unit_id": str(five_systems.units["县水利局"]), "matter": "征地补偿",
        "deadline": "2024-12-31", "project_id": project["id"],
    }  # fmt: skip
    letter = await office.post("/v1/letters", json=body)
    assert letter.status_code == 201, letter.text
    document = letter.json()["document"]
    assert document["title"] == "关于“王村水库”项目征地补偿的\n挂牌督办通知书"  # too long for one line
    assert "现对你单位承担的“王村水库”项目征地补偿事项实行挂牌督办。" in str(document)
    assert "长政办发〔2020〕66号" in str(document)
    assert (document["issuer"], document["signature"]) == ("长子县重点项目办公室", "长子县重点项目办公室")


@pytest.mark.clause("ZZ-4.1")
async def test_received_on_30_april_it_is_answered_by_8_may_with_all_five_parts(five_systems: FiveSystems) -> None:
    letter = await issued(five_systems, date(2024, 4, 29))
    assert letter["number"] == "长重项督〔2024〕1号"
    assert letter["document"]["title"] == "关于王村水库征地补偿的挂牌督办通知书"
    assert "收到本通知书后3个工作日内书面复函" in str(letter["document"]).replace(" ", "")
    await five_systems.stand_at(date(2024, 4, 30))
    water, here = await five_systems.enter("water"), f"/v1/letters/{letter['id']}"
    received = await water.post(f"{here}/receipt", json={"received_on": "2024-04-30"})
    assert received.status_code == 201, received.text
    assert received.json()["reply_due_on"] == "2024-05-08"
    for part, title in (("measures", "解决办法"), ("person", "责任人"), ("deadline", "解决时限")):
        lacking = {key: text for key, text in FIVE.items() if key != part}
        answer = await water.post(f"{here}/reply", json={"parts": lacking})
        assert title in refused(answer, 409, "ZZ-4.1")
    replied = await water.post(f"{here}/reply", json={"parts": FIVE})
    assert replied.status_code == 201, replied.text
    for each in received.json()["files"]:
        assert (await water.get(each["href"])).status_code == 200


@pytest.mark.clause("ZZ-4.1", "ZZ-4.3", "ZZ-4.4")
async def test_no_reply_in_time_goes_to_the_convener_into_the_next_bulletin_and_costs_five_points(
    five_systems: FiveSystems,
) -> None:
    letter = await issued(five_systems, date(2024, 5, 6))
    assert letter["reply_due_on"] == "2024-05-09"
    await five_systems.stand_at(date(2024, 5, 9))
    assert not [line for line in await five_systems.live() if line.startswith("unanswered")]
    await five_systems.stand_at(date(2024, 6, 5))
    lines = await five_systems.live()
    assert len([line for line in lines if line.startswith("unanswered")]) == 1
    chief = await five_systems.enter("leader1")
    inbox = (await chief.get("/v1/inbox")).json()["data"]
    assert any(letter["number"] in one["subject"] for one in inbox)
    (bulletin,) = (await chief.get("/v1/bulletins?period=2024-05")).json()["data"]
    assert bulletin["number"] == "长重项通〔2024〕1号"
    whole = (await chief.get(f"/v1/bulletins/{bulletin['id']}")).json()
    assert letter["number"] in str(whole["document"])
    assert "逾期天数" in str(whole["document"])
    file = await chief.get(next(one["href"] for one in whole["files"] if one["format"] == "docx"))
    assert file.content[:2] == b"PK"
    scores = (await chief.get("/v1/scores?period=2024-05")).json()["data"]
    water = next(one for one in scores if one["unit"]["name"] == "县水利局")
    told = [one["part"] for one in water["basis"] if one["part"] is not None]
    assert [(one["clause"], one["points"]) for one in told if one["code"] == "unanswered"] == [("ZZ-4.1", "-5.00")]


@pytest.mark.clause("ZZ-4.1", "ZZ-4.4")
async def test_a_letter_of_december_that_january_leaves_unanswered_costs_january_five_points(
    five_systems: FiveSystems,
) -> None:
    letter = await issued(five_systems, date(2024, 12, 30), deadline="2025-01-31")
    assert letter["reply_due_on"] == "2025-01-03"
    await five_systems.stand_at(date(2025, 2, 12))
    await five_systems.live()
    chief = await five_systems.enter("leader1")
    for period, points in (("2024-12", []), ("2025-01", ["-5.00"])):
        scores = (await chief.get(f"/v1/scores?period={period}")).json()["data"]
        water = next(one for one in scores if one["unit"]["name"] == "县水利局")
        told = [one for one in water["basis"] if one["part"] is not None and one["part"]["code"] == "unanswered"]
        assert [one["points"] for one in told] == points, period


@pytest.mark.clause("ZZ-4.2")
async def test_an_issue_is_struck_off_with_evidence_by_another_than_who_solved_it(five_systems: FiveSystems) -> None:
    project, water = await five_systems.register(), await five_systems.enter("water")
    body = {"project_id": project["id"], "description": "征地受阻", "category": "征拆", "urgency": "urgent"}
    issue = await water.post("/v1/issues", json=body)
    assert issue.status_code == 201, issue.text
    here = f"/v1/issues/{issue.json()['id']}"
    assert (await water.post(f"{here}/resolution", json={"solution": "已签协议"})).status_code == 200
    refused(await water.post(f"{here}/strike-off", json={"evidence": "协议"}), 403, "ZZ-4.2")
    office = await five_systems.enter("office1")
    assert (await office.post(f"{here}/strike-off", json={})).status_code == 400
    struck = await office.post(f"{here}/strike-off", json={"evidence": "补偿协议"})
    assert struck.status_code == 200, struck.text
    other = await water.post("/v1/issues", json={**body, "description": "用电受阻"})
    there = f"/v1/issues/{other.json()['id']}"
    assert (await water.post(f"{there}/resolution", json={"solution": "已送电"})).status_code == 200
    inspector = await five_systems.inspector()
    refused(await inspector.post(f"{there}/resolution", json={"solution": "我来解决"}), 403, "ZZ-3.2")
    actions = {one["name"]: one for one in (await inspector.get(there)).json()["_actions"]}
    assert actions["strike_off"]["allowed"], actions
    struck = await inspector.post(f"{there}/strike-off", json={"evidence": "供电合同"})
    assert struck.status_code == 200, struck.text
    await five_systems.stand_at(date(2024, 9, 1), live_from=date(2024, 8, 1))
    assert [line for line in await five_systems.live() if line.startswith("issue_list 2024-08: 编制问题清单")]
