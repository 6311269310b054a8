"""Promotion to a higher level, dated, with history (YC-2.1)."""

from typing import Any

import pytest
from tests.api.entering import named, refused


async def counted(caller: Any, on: str) -> dict[str, int]:
    answer = (await caller.get("/v1/breakdowns", params={"by": "level", "on": on})).json()
    (cut,) = answer["breakdowns"]
    assert cut["whole"]["count"] == sum(part["count"] for part in cut["parts"])
    return {part["key"]: part["count"] for part in cut["parts"]}


@pytest.mark.clause("YC-2.1")
async def test_a_promotion_counts_from_its_day_and_leaves_the_days_before_as_they_were(enter: Any) -> None:
    office = await enter("office1")
    before = await counted(office, "2024-06-30")
    assert before == {"省重点": 4, "市重点": 10, "县重点": 46}
    project = (await office.get("/v1/projects?level=county&limit=1")).json()["data"][0]
    url = f"/v1/projects/{project['id']}/promotions"
    body = {"level": "city", "promoted_on": "2024-07-01", "basis": "市政办〔2024〕12号"}
    answer = await office.post(url, json=body)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["level"]["label"], told["promotions"][0]["from_level"]["label"]) == ("市重点", "县重点")
    assert await counted(office, "2024-06-30") == before
    assert await counted(office, "2024-07-31") == {"省重点": 4, "市重点": 11, "县重点": 45}
    lines = (await office.get(f"/v1/projects/{project['id']}/history")).json()["data"]
    assert any("由县重点升为市重点，依据：市政办〔2024〕12号" in one["line"] for one in lines)


@pytest.mark.clause("YC-2.1")
async def test_a_project_only_rises_and_only_by_the_office(enter: Any, open_county: Any) -> None:
    office, finance = await enter("office1"), await enter("office6")
    project = await named(office, "005")
    url = f"/v1/projects/{project['id']}/promotions"
    body = {"level": "province", "promoted_on": "2024-07-01", "basis": "省重点工程名单"}
    words = refused(await finance.post(url, json=body), 403, "YC-2.1")
    (shown,) = (await finance.get(url)).json()["_actions"]
    assert (shown["allowed"], shown["because"]) == (False, words)
    refused(await office.post(url, json={**body, "level": "county"}), 409, "YC-2.1")
    late = await office.post(url, json={**body, "promoted_on": "2024-08-06"})
    assert (late.status_code, late.json()["errors"][0]["pointer"]) == (400, "/promoted_on")
    assert (await office.post(url, json=body)).status_code == 201
    refused(await office.post(url, json=body), 409, "YC-2.1")
    other = await (await open_county("邻县"))("office1")
    assert (await other.get(url)).status_code == 404
    assert (await other.post(url, json=body)).status_code == 404
