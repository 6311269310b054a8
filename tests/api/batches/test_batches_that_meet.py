"""Two batches that take the same projects in opposite orders: both take effect, and neither client is turned away."""

import asyncio
from typing import Any


async def _entries(caller: Any) -> list[dict[str, Any]]:
    projects = (await caller.get("/v1/projects", params={"mine": "true", "limit": "8"})).json()["data"]
    assert len(projects) >= 4
    body = {"month": "2024-08", "completed": "1.00", "attested_by": "陈明", "reason": "核实"}
    return [{**body, "project_id": one["id"]} for one in projects]


async def test_batches_of_opposite_orders_both_take_effect(fresh_year: Any) -> None:
    entries = await _entries(fresh_year.clerk)
    for _ in range(3):
        one, other = await asyncio.gather(
            fresh_year.clerk.post("/v1/projects/reports/batch", json={"entries": entries}),
            fresh_year.clerk.post("/v1/projects/reports/batch", json={"entries": entries[::-1]}),
        )
        for answer in (one, other):
            assert answer.status_code == 200, answer.text
            assert [result["status"] for result in answer.json()["results"]] == [200] * len(entries), answer.text


async def test_a_batch_that_waited_is_answered_once_for_its_key(fresh_year: Any) -> None:
    entries = await _entries(fresh_year.clerk)
    url, headers = "/v1/projects/reports/batch", {"Idempotency-Key": "twice"}
    first, _ = await asyncio.gather(
        fresh_year.clerk.post(url, json={"entries": entries}, headers=headers),
        fresh_year.clerk.post(url, json={"entries": entries[::-1]}),
    )
    again = await fresh_year.clerk.post(url, json={"entries": entries}, headers=headers)
    assert (again.headers["idempotency-replayed"], again.json()) == ("true", first.json())
