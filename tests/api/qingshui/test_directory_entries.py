"""The directory entry of a reserve project is looked up in the register of the guidance directory (QS-1.1)."""

from datetime import date
from typing import Any

import httpx
import pytest
from tests.api.entering import refused
from tests.api.qingshui.conftest import SecondCounty
from tests.api.qingshui.test_paths import entered, opened

RIVERS, SCHOOLS = "水利·中小河流治理", "教育·职业教育实训基地"


async def fill(county: SecondCounty, case: dict[str, Any], login: str = "water", **fields: Any) -> httpx.Response:
    """Try to fill in a case."""
    person = await county.enter(login)
    tag = (await person.get(f"/v1/cases/{case['id']}")).headers["etag"]
    return await person.send("PATCH", f"/v1/cases/{case['id']}", json={"fields": fields}, headers={"If-Match": tag})


@pytest.mark.clause("QS-1.1")
async def test_what_the_directory_does_not_hold_is_refused_with_what_it_does_and_nothing_is_kept(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    case = await opened(second_county, "water", "reserve", project["id"])
    none = refused(await fill(second_county, case, directory_entry=RIVERS), 409, "QS-1.1")
    assert none == (
        f"对应指导名录条目“{RIVERS}”不在 2024 年《项目谋划储备指导名录》中，其中尚无条目；"
        "确应列入的，由县发改局登记该条目后再填报（QS-1.1）"
    )
    await entered(second_county, RIVERS)
    await entered(second_county, SCHOOLS)
    said = refused(await fill(second_county, case, directory_entry="水利·中小河流"), 409, "QS-1.1")
    assert f"可填“{RIVERS}”等 2 条；确应列入的" in said
    water = await second_county.enter("water")
    assert "directory_entry" not in (await water.get(f"/v1/cases/{case['id']}")).json()["fields"]
    assert (await fill(second_county, case, directory_entry=RIVERS)).status_code == 200


@pytest.mark.clause("QS-1.1")
async def test_a_reserve_is_not_opened_with_an_unknown_entry_or_another_kind_of_funds(
    second_county: SecondCounty,
) -> None:
    project = await second_county.register("牛头河上游治理")
    await entered(second_county, RIVERS)
    water = await second_county.enter("water")
    body = {"kind": "reserve", "project_id": project["id"], "title": "储备"}
    refused(await water.post("/v1/cases", json={**body, "fields": {"directory_entry": SCHOOLS}}), 409, "QS-1.1")
    other = {"directory_entry": RIVERS, "programme": "专项债券"}
    said = refused(await water.post("/v1/cases", json={**body, "fields": other}), 409, "QS-1.1")
    assert "资金类别为中央预算内投资，所填为专项债券" in said
    assert (await water.get(f"/v1/cases?project={project['id']}")).json()["data"] == []
    fits = {"directory_entry": RIVERS, "programme": "中央预算内投资"}
    made = await water.post("/v1/cases", json={**body, "fields": fits})
    assert made.status_code == 201
    refused(await fill(second_county, made.json(), programme="专项债券"), 409, "QS-1.1")
    assert (await fill(second_county, made.json(), policy="水利专项规划")).status_code == 200


@pytest.mark.clause("QS-1.1")
async def test_until_this_years_directory_is_out_last_years_counts_and_from_then_on_only_this_years(
    second_county: SecondCounty,
) -> None:
    await entered(second_county, RIVERS, year=2023)
    project = await second_county.register("牛头河上游治理")
    case = await opened(second_county, "water", "reserve", project["id"], fields={"directory_entry": RIVERS})
    await entered(second_county, SCHOOLS)
    assert (await fill(second_county, case, policy="水利专项规划")).status_code == 200  # nothing of it is looked up
    water = await second_county.enter("water")
    said = refused(await water.post(f"/v1/cases/{case['id']}/steps", json={}), 409, "QS-1.1")
    assert "2024 年《项目谋划储备指导名录》" in said
    await entered(second_county, RIVERS)
    assert (await water.post(f"/v1/cases/{case['id']}/steps", json={})).status_code == 201


@pytest.mark.clause("QS-1.1")
async def test_a_withdrawn_entry_and_one_of_another_county_are_none(second_county: SecondCounty) -> None:
    row = await entered(second_county, RIVERS)
    office = await second_county.enter("office1")
    tag = (await office.get(f"/v1/registers/directory/entries/{row['id']}")).headers["etag"]
    gone = await office.post(
        f"/v1/registers/directory/entries/{row['id']}/withdrawal",
        json={"reason": "重复"},
        headers={"If-Match": tag},
    )
    assert gone.status_code < 300, gone.text
    project = await second_county.register("牛头河上游治理")
    case = await opened(second_county, "water", "reserve", project["id"])
    refused(await fill(second_county, case, directory_entry=RIVERS), 409, "QS-1.1")
    await second_county.stand_at(date(2024, 12, 31))
    await entered(second_county, RIVERS, year=2025)  # next year's is not this year's
    refused(await fill(second_county, case, directory_entry=RIVERS), 409, "QS-1.1")


@pytest.mark.clause("QS-1.1")
async def test_the_mechanism_says_which_field_is_looked_up_where(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    kinds = {one["code"]: one for one in (await office.get("/v1/mechanism")).json()["cases"]}
    (lookup,) = kinds["reserve"]["lookups"]
    assert (lookup["field"], lookup["register"]["code"]) == ("directory_entry", "directory")
    assert (lookup["agrees"], lookup["clause"], kinds["bond"]["lookups"]) == (["programme"], "QS-1.1", [])
