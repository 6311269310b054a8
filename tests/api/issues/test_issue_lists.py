"""Issues as they stand on the county's own day: every filter, order and page; one issue."""

from collections.abc import Callable
from typing import Any

import pytest

Row = dict[str, Any]
UNKNOWN = "01890000-0000-7000-8000-000000000000"


async def rows(caller: Any, query: str = "") -> list[Row]:
    answer = await caller.get(f"/v1/issues?limit=200&{query}")
    assert answer.status_code == 200, answer.text
    found: list[Row] = answer.json()["data"]
    return found


FILTERS: dict[str, Callable[[Row], bool]] = {
    "open=true": lambda row: row["state"]["code"] != "resolved",
    "open=false": lambda row: row["state"]["code"] == "resolved",
    "overdue=true": lambda row: row["days_overdue"] > 0,
    "overdue=false": lambda row: row["days_overdue"] == 0,
    "category=用地": lambda row: row["category"] == "用地",
    "urgency=urgent&urgency=routine": lambda row: row["urgency"]["code"] in ("urgent", "routine"),
    "raised_on_gte=2024-03-01&raised_on_lte=2024-05-31": lambda row: "2024-03-01" <= row["raised_on"] <= "2024-05-31",
    "required_on_gte=2024-06-01": lambda row: (row["required_on"] or "") >= "2024-06-01",
    "required_on_lte=2024-06-01": lambda row: (row["required_on"] or "9") <= "2024-06-01",
    "q=征地": lambda row: "征地" in row["description"] or "征地" in row["project"]["name"],
}


@pytest.mark.parametrize("query", FILTERS)
async def test_a_filter_gives_those_issues_that_fit_and_no_others(year: Any, query: str) -> None:
    every, found = await rows(year.office), await rows(year.office, query)
    assert {row["id"] for row in found} == {row["id"] for row in every if FILTERS[query](row)}
    total = (await year.office.get(f"/v1/issues?limit=1&count=true&{query}")).json()["total"]
    assert total == len(found)


async def test_an_issue_raised_later_than_the_countys_day_is_not_there_yet(year: Any) -> None:
    every = await rows(year.office)
    assert len(every) == 20
    assert all(row["raised_on"] <= "2024-08-05" and (row["resolved_on"] or "") <= "2024-08-05" for row in every)


@pytest.mark.parametrize("order", ["", "urgency,raised_on", "-raised_on", "required_on", "category,-raised_on"])
async def test_paging_shows_every_issue_exactly_once(year: Any, order: str) -> None:
    found, url = [], f"/v1/issues?limit=3{f'&sort={order}' if order else ''}"
    while url:
        answer = await year.office.get(url)
        found += answer.json()["data"]
        url = answer.links["next"]["url"] if answer.json()["has_more"] else ""
    assert len(found) == len({row["id"] for row in found}) == 20
    if not order:
        keys = [(["urgent", "important", "routine"].index(row["urgency"]["code"]), row["raised_on"]) for row in found]
        assert keys == sorted(keys)


async def test_a_project_and_a_unit_find_their_issues(year: Any) -> None:
    every = await rows(year.office)
    project = every[0]["project"]["id"]
    found = await rows(year.office, f"project={project}")
    assert {row["id"] for row in found} == {row["id"] for row in every if row["project"]["id"] == project}
    unit = every[0]["unit"]["id"]
    ids = {row["id"] for row in await rows(year.office, f"unit={unit}")}
    assert ids >= {row["id"] for row in every if row["unit"]["id"] == unit}
    open_there = [row for row in found if row["state"]["code"] != "resolved"]
    shown = (await year.office.get(f"/v1/projects/{project}")).json()["open_issues"]
    assert shown["count"] == len(open_there)
    assert shown["urgent"] == sum(row["urgency"]["code"] == "urgent" for row in open_there)


async def test_mine_are_those_of_my_posts_projects(year: Any) -> None:
    led = {row["id"] for row in (await year.leader.get("/v1/projects?mine=true&limit=200")).json()["data"]}
    every = await rows(year.office)
    mine = {row["id"] for row in await rows(year.leader, "mine=true")}
    assert mine == {row["id"] for row in every if row["project"]["id"] in led}


async def test_one_issue_and_a_foreign_one(year: Any, neighbour_year: Any) -> None:
    row = (await rows(year.office))[0]
    first = await year.office.get(f"/v1/issues/{row['id']}")
    assert row.items() <= first.json().items()
    again = await year.office.get(f"/v1/issues/{row['id']}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    foreign = (await rows(neighbour_year.office))[0]["id"]
    told = []
    for one in (foreign, UNKNOWN):
        answer = await year.office.get(f"/v1/issues/{one}")
        assert answer.status_code == 404
        told.append({key: value for key, value in answer.json().items() if key != "trace_id"})
    assert told[0] == told[1]
    assert await rows(year.office, f"project={(await rows(neighbour_year.office))[0]['project']['id']}") == []
    assert (await year.office.get("/v1/issues?colour=red")).status_code == 400
