"""Ratings and findings: narrowed, paged, each with its whole ruling."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.api.reading_lists import all_of

EXPECTED = json.loads((Path(__file__).parents[2] / "data" / "shimian-2024.expected.json").read_text())


async def test_ratings_are_those_of_the_latest_stored_month_unless_asked_otherwise(year: Any) -> None:
    latest = await all_of(year.clerk, "/v1/ratings?limit=7")
    assert {one["period"] for one in latest} == {"2024-07"}
    assert {one["project"]["name"]: one["ruling"]["value"] for one in latest} == EXPECTED["ratings"]["2024-07"]
    assert len(latest) == len({one["id"] for one in latest})


async def test_paging_through_months_covers_each_rating_once_in_either_order(year: Any) -> None:
    url = "/v1/ratings?period=2024-05&period=2024-06"
    down, up = await all_of(year.clerk, f"{url}&limit=11"), await all_of(year.clerk, f"{url}&sort=period&limit=13")
    assert [one["period"] for one in down] == sorted((one["period"] for one in down), reverse=True)
    assert [one["period"] for one in up] == sorted(one["period"] for one in up)
    assert {one["id"] for one in down} == {one["id"] for one in up}
    assert len(down) == len(up) == 2 * len(EXPECTED["ratings"]["2024-06"])


@pytest.mark.parametrize("colours", [["red"], ["green", "unrated"], ["unrated"]])
async def test_ratings_are_narrowed_by_colour(year: Any, colours: list[str]) -> None:
    query = "&".join(f"colour={colour}" for colour in colours)
    page = (await year.clerk.get(f"/v1/ratings?period=2024-06&{query}&limit=200&count=true")).json()
    wanted = {name for name, value in EXPECTED["ratings"]["2024-06"].items() if (value or "unrated") in colours}
    assert {one["project"]["name"] for one in page["data"]} == wanted
    assert page["total"] == len(wanted)


async def test_a_project_shows_its_ratings_of_all_months(year: Any) -> None:
    one = (await year.clerk.get("/v1/ratings?limit=1")).json()["data"][0]
    history = (await year.clerk.get(f"/v1/ratings?project={one['project']['id']}&sort=period")).json()["data"]
    assert [each["period"] for each in history] == [f"2024-{month:02d}" for month in range(1, 8)]
    by_unit = (await year.clerk.get(f"/v1/ratings?unit={one['unit']['id']}&limit=200")).json()["data"]
    assert {each["unit"]["id"] for each in by_unit} == {one["unit"]["id"]}


async def test_ratings_are_narrowed_by_the_list_the_project_stood_on(year: Any) -> None:
    every = (await year.clerk.get("/v1/ratings?limit=200")).json()["data"]
    parts = []
    for step in ("planned", "to_start", "started"):
        parts += (await year.clerk.get(f"/v1/ratings?step={step}&limit=200")).json()["data"]
    assert sorted(one["id"] for one in parts) == sorted(one["id"] for one in every)


async def test_one_rating_can_be_read_by_itself(year: Any) -> None:
    listed = (await year.clerk.get("/v1/ratings?limit=1")).json()["data"][0]
    answer = await year.clerk.get(listed["href"])
    assert answer.json().items() >= listed.items()
    again = await year.clerk.get(listed["href"], headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("kind", ["ratings", "findings"])
async def test_what_belongs_to_a_neighbour_is_as_unknown_as_what_is_not(
    year: Any, neighbour_year: Any, kind: str
) -> None:
    theirs = (await neighbour_year.clerk.get(f"/v1/{kind}?limit=1")).json()["data"][0]["id"]
    foreign = (await year.clerk.get(f"/v1/{kind}/{theirs}")).json()
    unknown = (await year.clerk.get(f"/v1/{kind}/{uuid4()}")).json()
    assert foreign.pop("trace_id") != unknown.pop("trace_id")
    assert foreign == unknown
    project = (await neighbour_year.clerk.get("/v1/ratings?limit=1")).json()["data"][0]["project"]["id"]
    assert (await year.clerk.get(f"/v1/{kind}?project={project}")).json()["data"] == []


async def test_mine_are_those_of_my_unit_or_my_posts(year: Any) -> None:
    every = (await year.department.get("/v1/findings?limit=200")).json()["data"]
    for caller in (year.department, year.leader):
        mine = (await caller.get("/v1/findings?mine=true&limit=200&count=true")).json()
        assert 0 < mine["total"] < len(every)
    unit = (await year.department.get("/v1/auth/me")).json()["unit"]["id"]
    against = {one["id"] for one in every if one["unit"] and one["unit"]["id"] == unit}
    shown = {one["id"] for one in (await year.department.get("/v1/findings?mine=true&limit=200")).json()["data"]}
    assert against <= shown


async def test_findings_name_their_clause_and_what_would_clear_them(year: Any) -> None:
    found = await all_of(year.clerk, "/v1/findings?period=2024-06&limit=9")
    document = (await year.clerk.get("/v1/assessments/2024-06")).json()
    assert [one["id"] for one in found] == [one["id"] for one in document["findings"]]
    assert [one["code"] for one in found if not one["title"]] == []
    assert all("消除" in one["ruling"]["because"] for one in found if one["project"])


async def test_findings_are_narrowed_by_code_clause_unit_and_project(year: Any) -> None:
    every = (await year.clerk.get("/v1/findings?period=2024-06&limit=200")).json()["data"]
    one = next(each for each in every if each["project"] and each["unit"])
    same: Any
    for query, same in (
        (f"code={one['code']}", lambda each: each["code"] == one["code"]),
        (f"clause={one['ruling']['clause']}", lambda each: each["ruling"]["clause"] == one["ruling"]["clause"]),
        (f"unit={one['unit']['id']}", lambda each: each["unit"] == one["unit"]),
        (f"project={one['project']['id']}", lambda each: each["project"] == one["project"]),
    ):
        page = (await year.clerk.get(f"/v1/findings?period=2024-06&{query}&limit=200")).json()["data"]
        assert [each["id"] for each in page] == [each["id"] for each in every if same(each)]


async def test_a_county_without_any_assessment_has_empty_lists(sign_in: Any, county: Any) -> None:
    caller = await sign_in(county)
    for url in ("/v1/assessments", "/v1/ratings", "/v1/findings", "/v1/scores"):
        page = (await caller.get(f"{url}?count=true")).json()
        page.pop("_actions", None)
        assert page == {"data": [], "next_cursor": None, "has_more": False, "total": 0}
    assert (await caller.get("/v1/boards")).json()["code"] == "not_assessed"
