"""A letter that people issue is offered where it is wanted: at the project and at the unit, to who may issue it."""

from datetime import date
from typing import Any

import pytest
from tests.api.zhangzi.conftest import FiveSystems

NAME = "issue_letter:挂牌督办通知书"


async def offered(caller: Any, url: str) -> dict[str, Any]:
    """What the item offers of the letter."""
    (found,) = [one for one in (await caller.get(url)).json()["_actions"] if one["name"] == NAME]
    return dict(found)


@pytest.mark.clause("ZZ-4.1")
async def test_the_letter_is_offered_at_project_and_unit_to_the_office_and_refused_by_its_clause_to_others(
    five_systems: FiveSystems,
) -> None:
    await five_systems.stand_at(date(2024, 4, 29), live_from=date(2024, 4, 1))
    office, stranger = await five_systems.enter("office1"), await five_systems.enter("finance")
    unit = str(five_systems.units["县水利局"])
    project = (await office.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    for url, key, value in ((f"/v1/units/{unit}", "unit_id", unit), (f"/v1/projects/{project}", "project_id", project)):
        shown = await offered(office, url)
        assert shown["allowed"], url
        assert shown["input"]["properties"][key] == {"const": value}
        assert {"kind", "matter", "deadline", key} <= {*shown["input"]["required"]}
        told = await offered(stranger, url)
        assert (told["allowed"], told["clause"]) == (False, "ZZ-4.1")
        assert "由县重点项目办公室签发" in told["because"]
    shown = await offered(office, f"/v1/projects/{project}")
    body = {
        "kind": "挂牌督办通知书",
        "unit_id": unit,
        "project_id": project,
        "matter": "征地补偿",
        "deadline": "2024-05-31",
    }
    made = await office.send(shown["method"], shown["href"], json=body)
    assert made.status_code == 201, made.text


async def test_a_county_without_such_letters_offers_none(year: Any) -> None:
    unit = (await year.office.get("/v1/units?limit=1")).json()["data"][0]["id"]
    assert (await year.office.get(f"/v1/units/{unit}")).json()["_actions"] == []
