"""The green lane and the departments' table over the API: days in hand, and who answers by default."""

from datetime import date
from typing import Any

import pytest
from tests.api.entering import named
from tests.api.qingshui.conftest import SecondCounty


async def added(county: SecondCounty, project: str, title: str, kind: str) -> dict[str, Any]:
    water = await county.enter("office1")
    body = {"kind": kind, "title": title, "planned_on": "2024-09-30"}
    answer = await water.post(f"/v1/projects/{project}/items", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.mark.clause("QS-4.4")
async def test_an_item_without_a_unit_gets_its_departments(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    project = await named(office, "005")
    for kind, title, unit in (
        ("guarantee", "林地", "县自然资源局"),
        ("guarantee", "配套资金", "县财政局"),
        ("procedure", "环评批复", "市生态环境局清水分局"),
        ("guarantee", "供暖", None),
    ):
        listed = (await office.get(f"/v1/projects/{project['id']}/items")).json()["data"]
        if any((one["kind"]["code"], one["title"]) == (kind, title) for one in listed):
            continue
        item = await added(second_county, project["id"], title, kind)
        assert (None if item["unit"] is None else item["unit"]["name"]) == unit


@pytest.mark.clause("QS-4.3")
async def test_days_in_hand_are_counted_per_department_and_shown_to_all(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    listed = (await office.get("/v1/projects?step=listed&limit=200")).json()["data"]
    project = next(one for one in listed if one["lead_unit"]["name"] == "县发改局")
    items = (await office.get(f"/v1/projects/{project['id']}/items")).json()["data"]
    item = next(one for one in items if one["kind"]["code"] == "procedure" and one["finished_on"] is None)
    answer = await office.post(
        "/v1/reviews", json={"kind": "approval", "project_id": project["id"], "item_id": item["id"]}
    )
    assert answer.status_code == 201, answer.text
    await second_county.stand_at(date(2024, 8, 17))
    water = await second_county.enter("water")
    lane = (await water.get("/v1/fast-lane")).json()
    assert (lane["title"], lane["clause"]) == ("绿色通道", "QS-4.3")
    first, *others = lane["urgent"]
    assert (first["project"]["id"], first["item"], first["days"]) == (project["id"], item["title"], 12)
    assert others
    assert all(one["days"] is None for one in others)
    (unit,) = lane["units"]
    assert (unit["unit"], unit["items"], unit["finished"], unit["days"]) == (item["unit"]["name"], 1, 0, 12)
