"""The joint meeting: its members and liaison officers, six kinds of business, decisions and minutes, over the API."""

from datetime import date

import pytest
from tests.api.entering import refused
from tests.api.zhangzi.conftest import FiveSystems

DEPUTIES, STRANGER = ("分管农业副县长", "分管工业副县长", "分管社会事业副县长", "分管自然资源副县长"), "局长"
DECISION = {"decision": "限期办结手续", "person": "李工", "deadline": "2024-08-31"}


@pytest.mark.clause("ZZ-5.2", "ZZ-5.3")
async def test_the_body_has_its_founding_members_and_each_unit_names_a_liaison_of_the_rank(
    five_systems: FiveSystems,
) -> None:
    office, water = await five_systems.enter("office1"), await five_systems.enter("water")
    url = "/v1/bodies/joint_meeting"
    parts = {one["code"]: one for one in (await office.get(url)).json()["parts"]}
    assert [one["post"]["title"] for one in parts["general_convener"]["members"]] == ["县长"]
    conveners = [one["post"]["title"] for one in parts["convener"]["members"]]
    assert (conveners[0], set(conveners[1:])) == ("常务副县长", set(DEPUTIES))
    assert len(parts["member"]["members"]) == 10  # of the twelve, two have no unit in the register
    members = [{"unit_id": str(five_systems.units[name])} for name in ("县发改局", "县水利局")]
    part = f"{url}/parts/member"
    refused(await water.change(part, "PUT", at=url, members=members), 403, "ZZ-5.2")
    changed = await office.change(part, "PUT", at=url, members=members, from_on="2024-08-05")
    assert changed.status_code == 200, changed.text
    liaison = f"{url}/parts/liaison"
    low = {"unit_id": str(five_systems.units["县水利局"]), "person": "赵明", "rank": "科员"}
    await water.change(liaison, "PUT", at=url, members=[low])
    lacks = {one["code"]: one for one in (await office.get(url)).json()["parts"]}
    assert [one["rank"] for one in lacks["liaison"]["members"]] in ([], ["科员"])
    fit = await water.change(liaison, "PUT", at=url, members=[{**low, "rank": "副科级"}])
    assert fit.status_code == 200, fit.text
    await five_systems.stand_at(date(2024, 9, 1), live_from=date(2024, 8, 1))
    await five_systems.live()
    found = (await office.get("/v1/findings?period=2024-08&code=liaison_unnamed")).json()["data"]
    assert [(one["unit"]["name"], one["ruling"]["clause"]) for one in found] == [("县发改局", "ZZ-5.3")]


@pytest.mark.clause("ZZ-5.2")
async def test_every_convener_of_the_body_may_convene_the_joint_meeting_and_no_one_else(
    five_systems: FiveSystems,
) -> None:
    office, posts = await five_systems.enter("office1"), five_systems.posts
    body = {"planned_on": "2024-08-05", "series": "joint"}
    for title in ("县长", "常务副县长", "分管农业副县长"):
        planned = await office.post("/v1/meetings", json={**body, "convener_post_id": str(posts[title])})
        assert planned.status_code == 201, planned.text
        assert planned.json()["convener"]["title"] == title
    stranger = {**body, "convener_post_id": str(posts[STRANGER])}
    assert "召集人" in refused(await office.post("/v1/meetings", json=stranger), 403, "ZZ-5.2")
    url = "/v1/bodies/joint_meeting"
    alone = [{"post_id": str(posts["常务副县长"])}]
    changed = await office.change(f"{url}/parts/convener", "PUT", at=url, members=alone)
    assert changed.status_code == 200, changed.text
    one = {**body, "convener_post_id": str(posts["分管农业副县长"])}
    refused(await office.post("/v1/meetings", json=one), 403, "ZZ-5.2")


@pytest.mark.clause("ZZ-5.1", "ZZ-5.3")
async def test_a_months_meeting_fills_itself_by_topic_and_ends_in_decisions_and_numbered_minutes(
    five_systems: FiveSystems,
) -> None:
    chief = await five_systems.enter("leader1")
    planned = await chief.post("/v1/meetings", json={"planned_on": "2024-08-05", "series": "joint"})
    assert planned.status_code == 201, planned.text
    meeting = planned.json()
    assert meeting["clause"] == "ZZ-5.1"
    under = list(dict.fromkeys(one["under"] for one in meeting["agenda"]))
    six = ["plans", "promotion", "procedures", "problems", "measures", "results"]
    assert under == [topic for topic in six if topic in under]
    assert {"plans", "procedures", "measures"} <= set(under)
    (series,) = (await chief.get("/v1/mechanism")).json()["meetings"]
    assert [one["code"] for one in series["topics"]] == six
    url, minutes = f"/v1/meetings/{meeting['id']}", {"held_on": "2024-08-05", "attendance": ["王建国", "县发改局"]}
    refused(await chief.post(f"{url}/minutes", json=minutes), 409, "ZZ-5.1")
    unit = str(five_systems.units["县水利局"])
    for item in meeting["agenda"]:
        changed = await chief.change(f"/v1/agenda-items/{item['id']}", unit_id=unit, **DECISION)
        assert changed.status_code == 200, changed.text
    held = await chief.post(f"{url}/minutes", json=minutes)
    assert held.status_code == 201, held.text
    assert held.json()["number"] == "长子县重点项目建设联席会议纪要〔2024〕1号"
    document = held.json()["minutes"]
    assert (document["issuer"], document["signature"]) == ("长子县重点项目办公室", "长子县重点项目办公室")
    words = str(document)
    assert "县长王建国主持召开2024年8月重点项目建设联席会议。" in words
    assert "未到会成员：常务副县长、" in words  # the county head is there by name
    assert "议定：限期办结手续。" in words
    assert "完成并填报" not in words
    assert "应于2024年" in words
    water = await five_systems.enter("water")
    tasks = (await water.get("/v1/tasks?mine=true&kind=议定事项")).json()["data"]
    assert len(tasks) == len(meeting["agenda"])


@pytest.mark.clause("ZZ-5.1")
async def test_a_month_without_a_joint_meeting_is_found(five_systems: FiveSystems) -> None:
    await five_systems.stand_at(date(2024, 9, 1), live_from=date(2024, 8, 1))
    await five_systems.live()
    office = await five_systems.enter("office1")
    (found,) = (await office.get("/v1/findings?period=2024-08&code=no_joint_meeting")).json()["data"]
    assert found["ruling"]["clause"] == "ZZ-5.1"
