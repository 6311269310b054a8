"""Meetings of task forces over the API: the agenda fills itself, minutes name the absent and fulfil the duty."""

from typing import Any

import pytest
from tests.api.entering import refused


@pytest.mark.clause("YC-3.2")
@pytest.mark.parametrize("series", ["approvals_dispatch", "approvals_consultation"])
async def test_the_heads_agenda_holds_the_approval_items_overdue_first_and_is_minuted(race: Any, series: str) -> None:
    head, other = await race("office3"), await race("office6")
    body = {"series": series, "planned_on": "2024-10-21"}
    refused(await other.post("/v1/meetings", json=body), 403, "YC-3.2")
    made = await head.post("/v1/meetings", json=body)
    assert made.status_code == 201, made.text
    url = made.headers["location"]
    agenda = (await head.get(url)).json()["agenda"]
    late = ["逾期" in one["title"] for one in agenda]
    assert late[0]
    assert not late[-1]
    assert late == sorted(late, reverse=True)
    assert [one["under"] for one in agenda] == ["overdue" if one else "pending" for one in late]
    held = await head.post(f"{url}/minutes", json={"held_on": "2024-10-21", "attendance": ["县自然资源局"]})
    assert held.status_code in (200, 201), held.text
    assert held.json()["state"]["code"] == "minuted"
    words = str(held.json()["minutes"])
    assert "未到会成员：县行政审批服务管理局" in words
    assert words.index("逾期审批事项") < words.index("在办审批事项")
    assert "阳城县行政审批服务管理局" in words  # who signs
    opening = words[words.index("县行政审批服务管理局局长") :]  # then who holds the post
    assert 0 < opening.index("主持召开") - len("县行政审批服务管理局局长") < 5
