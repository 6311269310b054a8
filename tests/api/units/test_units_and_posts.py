"""Units and posts: lists, filters, one of each with what it holds."""

from typing import Any

import pytest

UNKNOWN = "01890000-0000-7000-8000-000000000000"


async def rows(caller: Any, url: str) -> list[dict[str, Any]]:
    answer = await caller.get(url)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


async def test_units_by_kind_group_and_name(year: Any) -> None:
    every = await rows(year.clerk, "/v1/units?limit=200")
    assert [one["name"] for one in every] == sorted(one["name"] for one in every)
    for kind in ("department", "township", "state_enterprise", "owner"):
        found = await rows(year.clerk, f"/v1/units?limit=200&kind={kind}")
        assert found == [one for one in every if one["kind"]["code"] == kind]
    group = "县级要素保障部门"
    assert await rows(year.clerk, f"/v1/units?limit=200&group={group}") == [
        one for one in every if one["assessment_group"] == group
    ]
    assert {one["name"] for one in await rows(year.clerk, "/v1/units?q=水利")} == {
        one["name"] for one in every if "水利" in one["name"]
    }


async def test_a_unit_shows_its_posts_and_its_part_in_projects(year: Any) -> None:
    (unit,) = await rows(year.office, "/v1/units?q=县住房和城乡建设局")
    one = (await year.office.get(f"/v1/units/{unit['id']}")).json()
    assert [post["title"] for post in one["posts"]] == ["局长"]
    for count, query in (("leads", "lead_unit"), ("owns", "owner")):
        told = (await year.office.get(f"/v1/projects?count=true&{query}={unit['id']}")).json()["total"]
        assert one["projects"][count] == told


async def test_posts_name_their_holder_and_portfolio(year: Any) -> None:
    leaders = await rows(year.office, "/v1/posts?leads=true")
    assert leaders
    for post in leaders:
        told = (await year.office.get(f"/v1/projects?count=true&leader={post['id']}")).json()["total"]
        assert post["leads"] == told > 0
    (found,) = await rows(year.office, "/v1/posts?q=分管农业")
    assert (found["holder"]["name"], found["portfolio"]) == ("陈玉梅", ["农业农村", "水利", "乡村振兴"])
    one = (await year.office.get(f"/v1/posts/{found['id']}")).json()
    assert [(each["person"]["name"], each["from_on"], each["to_on"]) for each in one["tenures"]] == [
        ("陈玉梅", "2023-01-01", None)
    ]
    assert await rows(year.office, "/v1/posts?held=false") == []
    assert len(await rows(year.office, f"/v1/posts?unit={found['unit']['id']}")) == 6


@pytest.mark.parametrize("path", ["/v1/units", "/v1/posts"])
async def test_they_page_through_exactly_once_and_know_no_neighbour(year: Any, neighbour_year: Any, path: str) -> None:
    every = await rows(year.office, f"{path}?limit=200")
    found, url = [], f"{path}?limit=4"
    while url:
        answer = await year.office.get(url)
        found += answer.json()["data"]
        url = answer.links["next"]["url"] if answer.json()["has_more"] else ""
    assert found == every
    first = await year.office.get(f"{path}/{every[0]['id']}")
    again = await year.office.get(f"{path}/{every[0]['id']}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    told = []
    for one in ((await rows(neighbour_year.office, path))[0]["id"], UNKNOWN):
        answer = await year.office.get(f"{path}/{one}")
        assert answer.status_code == 404
        told.append({key: value for key, value in answer.json().items() if key != "trace_id"})
    assert told[0] == told[1]
    assert (await year.office.get(f"{path}?colour=red")).status_code == 400
