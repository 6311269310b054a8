"""The working group of a key project: who is named for it must be of the rank and unit that the document says."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from tests.api.entering import refused
from tests.api.zhangzi.conftest import FiveSystems, Person
from tests.api.zhangzi.test_duties_and_dispatches import key_project


async def group(person: Person, project: dict[str, Any]) -> dict[str, Any]:
    """The project's group, and its parts by code."""
    (team,) = (await person.get(f"/v1/projects/{project['id']}/teams")).json()["data"]
    return {**team, "parts": {one["code"]: one for one in team["parts"]}}


@pytest.mark.clause("ZZ-3.1")
async def test_the_head_is_the_linked_units_and_deputies_are_departments_and_who_does_not_fit_is_refused(
    five_systems: FiveSystems,
) -> None:
    project, water = await key_project(five_systems), await five_systems.enter("water")
    here, units = f"/v1/projects/{project['id']}/teams", five_systems.units

    async def name(part: str, **member: Any) -> Any:
        return await water.change(f"{here}/group/parts/{part}", "PUT", at=here, members=[member])

    head = {"person": "张水根", "rank": "主要领导", "unit_id": str(units["县水利局"])}
    told = refused(await name("head", **{**head, "unit_id": str(units["县财政局"])}), 409, "ZZ-3.1")
    assert "张水根属县财政局，应属县水利局" in told
    told = refused(await name("head", **{**head, "rank": "科室负责人"}), 409, "ZZ-3.1")
    assert "应为主要领导" in told
    unplaced = await name("head", person="张水根", rank="主要领导")
    assert (unplaced.status_code, unplaced.json()["errors"][0]["pointer"]) == (400, "/members/0/unit_id")
    parts = (await group(water, project))["parts"]
    assert parts["head"]["members"] == []
    assert (parts["head"]["of_seat"], parts["head"]["ranks"]) == ("lead_unit", ["主要领导"])
    assert [one["label"] for one in parts["deputy_head"]["unit_kinds"]] == ["县直部门", "办公室", "开发区", "乡镇"]
    assert (await name("head", **head)).status_code == 200
    company = {"person": "周经理", "rank": "分管领导", "unit_id": str(units["长子县城投公司"])}
    assert "应为县直部门、办公室、开发区、乡镇" in refused(await name("deputy_head", **company), 409, "ZZ-3.1")
    deputy = {"person": "史建新", "rank": "分管领导", "unit_id": str(units["县财政局"])}
    assert (await name("deputy_head", **deputy)).status_code == 200
    assert (await name("member", **{**head, "person": "陈晓宇", "rank": "科室负责人"})).status_code == 200
    assert (await group(water, project))["lacking"] == []


@pytest.mark.clause("ZZ-3.1")
async def test_a_head_whose_project_goes_over_to_another_unit_is_found_at_the_months_end(
    five_systems: FiveSystems,
) -> None:
    project, office = await key_project(five_systems), await five_systems.enter("office1")
    here, units = f"/v1/projects/{project['id']}", five_systems.units
    head = {"person": "张水根", "rank": "主要领导", "unit_id": str(units["县水利局"])}
    url = f"{here}/teams"
    named = await office.change(f"{url}/group/parts/head", "PUT", at=url, members=[head])
    assert named.status_code == 200, named.text
    async with five_systems.database.transaction(five_systems.county.id) as connection:
        moved = "UPDATE responsibilities SET unit_id = :unit WHERE project_id = :project AND kind = 'lead_unit'"
        await connection.execute(text(moved), {"unit": units["县财政局"], "project": project["id"]})
    await five_systems.stand_at(date(2024, 9, 1), live_from=date(2024, 8, 1))
    await five_systems.live()
    listed = (await office.get(f"/v1/findings?period=2024-08&code=team_incomplete&project={project['id']}")).json()
    (found,) = listed["data"]
    assert found["ruling"]["clause"] == "ZZ-3.1"
    assert "张水根属县水利局，应属县财政局" in found["ruling"]["because"]
    assert found["unit"]["name"] == "县财政局"
