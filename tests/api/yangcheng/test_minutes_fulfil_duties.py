"""A meeting of a task force that has its minutes is the dispatch that is owed: nobody enters it a second time."""

from typing import Any

import pytest


async def owed(caller: Any, kind: str, period: str) -> Any:
    """Find a duty of October in one of its periods."""
    found = (await caller.get(f"/v1/duties?kind={kind}&period=2024-10&limit=50")).json()["data"]
    return next(one for one in found if one["period"] == period)


@pytest.mark.parametrize(
    ("login", "series", "period", "clause"),
    [
        ("office2", "promotion_dispatch", "2024-10", "YC-3.1"),
        ("office3", "approvals_dispatch", "2024-W43", "YC-3.2"),
        ("office3", "approvals_consultation", "2024-10-H2", "YC-3.2"),
        ("office1", "task_forces", "2024-10", "YC-4.2"),
        ("office4", "land_meeting", "2024-Q4", "YC-3.4"),
    ],
)
@pytest.mark.clause("YC-3.1", "YC-3.2", "YC-3.4", "YC-4.2")
async def test_what_was_minuted_is_not_asked_for_again_as_a_record(
    race: Any, login: str, series: str, period: str, clause: str
) -> None:
    head, other = await race(login), await race("office6")
    before = await owed(head, series, period)
    assert (before["met"], before["clause"], before["meetings"]) == (False, clause, [])
    assert "会议纪要或记录" in before["because"]
    offered = {one["name"]: one for one in before["_actions"]}[f"meeting:{series}"]
    assert (offered["allowed"], offered["href"]) == (True, "/v1/meetings")
    assert not {one["name"]: one for one in (await owed(other, series, period))["_actions"]}[f"meeting:{series}"][
        "allowed"
    ]
    made = await head.post("/v1/meetings", json={"series": series, "planned_on": "2024-10-21"})
    assert made.status_code == 201, made.text
    url = made.headers["location"]
    if not made.json()["agenda"]:
        topic = (await head.get("/v1/mechanism")).json()
        under = next(one for one in topic["meetings"] if one["code"] == series)["topics"][0]["code"]
        added = await head.post(f"{url}/agenda-items", json={"title": "研究下步安排", "under": under})
        assert added.status_code == 201, added.text
    assert (await owed(head, series, period))["met"] is False  # planned is not held
    held = await head.post(f"{url}/minutes", json={"held_on": "2024-10-21", "attendance": ["县发展和改革局"]})
    assert held.status_code in (200, 201), held.text
    after = await owed(head, series, period)
    assert (after["met"], after["done"], after["records"]) == (True, 1, [])
    assert [(one["id"], one["series"]["code"], one["on"]) for one in after["meetings"]] == [
        (url.rpartition("/")[2], series, "2024-10-21")
    ]
    assert after["_actions"] == []
