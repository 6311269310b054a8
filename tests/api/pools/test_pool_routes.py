"""County-wide quotas over the API (SM-2.11)."""

import asyncio
from typing import Any

import pytest
from tests.api.entering import enter, named, refused
from tests.api.reading_lists import all_of

POOL = "/v1/pools/land/2024"


async def filled(year: Any, quota: str = "100.00") -> Any:
    """Give the year's land pool a quota; gives who keeps it."""
    keeper = await enter(year, "office3")
    answer = await keeper.send("PUT", POOL, json={"quota": quota})
    assert answer.status_code == 200, answer.text
    return keeper


@pytest.mark.clause("SM-2.11")
async def test_a_pool_shows_quota_allotted_used_and_free(fresh_year: Any) -> None:
    keeper, project = await filled(fresh_year), await named(fresh_year.clerk, "001")
    body = {"project_id": project["id"], "amount": "60.00", "reason": "县政府常务会议定"}
    made = await keeper.post(f"{POOL}/allotments", json=body)
    assert made.status_code == 201, made.text
    assert (made.json()["allotted_on"], made.json()["decided_by"]) == ("2024-08-05", "office3")
    url = f"/v1/allotments/{made.json()['id']}"
    assert (await keeper.post(f"{url}/usage", json={"used": "25.00"})).status_code == 201
    pool = (await keeper.get(POOL)).json()
    assert [pool[name] for name in ("quota", "allotted", "used", "free")] == ["100.00", "60.00", "25.00", "40.00"]
    words = refused(await keeper.post(f"{POOL}/allotments", json={**body, "amount": "40.01"}), 409, "SM-2.11")
    assert "剩余 40.00" in words
    refused(await keeper.post(f"{url}/usage", json={"used": "60.01"}), 409, "SM-2.11")
    refused(await keeper.send("PUT", POOL, json={"quota": "59.99"}), 409, "SM-2.11")
    back = (await keeper.post(f"{url}/return", json={"reason": "项目缓建"})).json()
    assert back["returned_on"] == "2024-08-05"
    assert (await keeper.get(POOL)).json()["free"] == "75.00"
    refused(await keeper.post(f"{url}/return", json={"reason": "再收"}), 409, "SM-2.11")
    listed = (await keeper.get(f"{POOL}/allotments?count=true")).json()
    assert (listed["total"], listed["data"][0]["id"]) == (1, made.json()["id"])


@pytest.mark.clause("SM-2.11")
async def test_of_two_who_take_the_last_one_is_refused(fresh_year: Any) -> None:
    keeper = await filled(fresh_year, "10.00")
    ids = [(await named(keeper, number))["id"] for number in ("001", "007")]
    bodies = [{"project_id": each, "amount": "10.00", "reason": "分配"} for each in ids]
    answers = await asyncio.gather(*(keeper.post(f"{POOL}/allotments", json=body) for body in bodies))
    assert sorted(one.status_code for one in answers) == [201, 409]


@pytest.mark.clause("SM-2.11")
async def test_candidates_stand_best_and_largest_first(fresh_year: Any) -> None:
    keeper = await filled(fresh_year)
    found = await all_of(keeper, f"{POOL}/candidates?limit=3")
    ranks = {"province": 0, "city": 1, "county": 2}
    keys = [
        (ranks[one["level"]["code"]] if one["level"] else 3, -float(one["total_investment"]), one["project"]["name"])
        for one in found
    ]
    assert len(keys) > 5
    assert keys == sorted(keys)


@pytest.mark.clause("SM-2.11")
async def test_only_the_keeper_gives_out_and_a_pool_is_its_countys_own(fresh_year: Any, neighbour_year: Any) -> None:
    keeper, finance = await filled(fresh_year), await enter(fresh_year, "office6")
    project = await named(fresh_year.clerk, "001")
    body = {"project_id": project["id"], "amount": "1.00", "reason": "分配"}
    words = refused(await finance.post(f"{POOL}/allotments", json=body), 403, "SM-2.11")
    assert "县自然资源和规划局" in words
    shown = {one["name"]: one for one in (await finance.get(POOL)).json()["_actions"]}
    assert (shown["allot"]["allowed"], shown["allot"]["because"]) == (False, words)
    refused(await finance.send("PUT", POOL, json={"quota": "1.00"}), 403, "SM-2.11")
    away = await named(neighbour_year.clerk, "001")
    foreign = await keeper.post(f"{POOL}/allotments", json={**body, "project_id": away["id"]})
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (400, "/project_id")
    zero = await keeper.post(f"{POOL}/allotments", json={**body, "amount": "0.00"})
    assert (zero.status_code, zero.json()["errors"][0]["pointer"]) == (400, "/amount")
    made = (await keeper.post(f"{POOL}/allotments", json=body)).json()
    assert (await neighbour_year.clerk.get(f"/v1/allotments/{made['id']}")).status_code == 404
    assert (await neighbour_year.clerk.get(POOL)).status_code == 404
    assert (await keeper.get("/v1/pools/moon/2024")).status_code == 404
