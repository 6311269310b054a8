"""Boards and scores: every point opens to the ratings it came from."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update
from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services
from yipanqi_core.projects.tables import projects


@pytest.mark.clause("SM-4.4")
async def test_the_boards_are_those_of_the_latest_quarter_with_their_movement(quarters: Any) -> None:
    boards = (await quarters.clerk.get("/v1/boards")).json()
    assert (boards["period"], boards["previous_period"], boards["published_on"]) == ("2024-Q2", "2024-Q1", None)
    assert [group["group"]["code"] for group in boards["groups"]] == ["lead", "guarantee", "state_enterprise"]
    for group in boards["groups"]:
        assert all(Decimal(one["points"]) > 0 for one in group["red"])
        assert all(Decimal(one["points"]) < 0 for one in group["black"])
        ranks = [one["rank"] for one in group["ranking"]]
        assert ranks == sorted(ranks)
        assert not {one["unit"]["id"] for one in group["ranking"]} & {one["unit"]["id"] for one in group["unscored"]}
        for one in group["ranking"]:
            if one["before"] and one["before"]["rank"]:
                assert one["movement"] == one["before"]["rank"] - one["rank"]


async def test_the_first_quarter_has_nothing_to_move_from(quarters: Any) -> None:
    boards = (await quarters.clerk.get("/v1/boards?period=2024-Q1")).json()
    assert boards["previous_period"] is None
    assert {one["movement"] for group in boards["groups"] for one in group["ranking"]} == {None}


async def test_boards_unchanged_are_not_sent_again(quarters: Any) -> None:
    tag = (await quarters.clerk.get("/v1/boards")).headers["etag"]
    assert (await quarters.clerk.get("/v1/boards", headers={"If-None-Match": tag})).status_code == 304
    assert (await quarters.clerk.get("/v1/boards?period=2024-Q3")).status_code == 404


@pytest.mark.clause("SM-4.4")
async def test_every_point_on_the_boards_opens_to_the_ratings_it_came_from(quarters: Any) -> None:
    boards = (await quarters.clerk.get("/v1/boards")).json()
    standing = {
        (one["unit"]["id"], group["group"]["code"]): one for group in boards["groups"] for one in group["ranking"]
    }
    ratings: dict[str, Any] = {}
    for month in ("2024-04", "2024-05", "2024-06"):
        page = (await quarters.clerk.get(f"/v1/ratings?period={month}&limit=200")).json()["data"]
        ratings |= {one["id"]: one for one in page}
    for (unit, code), one in standing.items():
        score = (await quarters.clerk.get(one["href"])).json()
        group = next(each for each in score["groups"] if each["group"]["code"] == code)
        assert score["unit"]["id"] == unit
        assert sum(Decimal(month["points"]) for month in group["months"]) == Decimal(one["points"])
        for month in group["months"]:
            assert sum(Decimal(each["points"]) for each in month["projects"]) == Decimal(month["points"])
            for each in month["projects"]:
                rating = ratings[each["rating_id"]]
                assert (rating["period"], rating["project"], rating["ruling"]) == (
                    month["period"],
                    each["project"],
                    each["ruling"],
                )


async def test_scores_are_listed_by_group_and_rank_each_once(quarters: Any) -> None:
    found = await all_of(quarters.clerk, "/v1/scores?limit=4")
    assert {one["period"] for one in found} == {"2024-Q2"}
    assert len({(one["group"]["code"], one["unit"]["id"]) for one in found}) == len(found)
    page = (await quarters.clerk.get("/v1/scores?group=lead&count=true&limit=200")).json()
    assert page["total"] == len(page["data"]) == len([one for one in found if one["group"]["code"] == "lead"])
    entry = page["data"][0]["basis"][0]
    assert (await quarters.clerk.get(entry["href"])).json()["period"] == entry["period"]


async def test_a_months_score_leads_to_its_ratings(quarters: Any) -> None:
    one = (await quarters.clerk.get("/v1/scores?period=2024-06&group=lead&limit=1")).json()["data"][0]
    assert sum(Decimal(entry["points"]) for entry in one["basis"]) == Decimal(one["points"])
    for entry in one["basis"]:
        rating = (await quarters.clerk.get(entry["href"])).json()
        assert (rating["project"], rating["colour"]) == (entry["project"], entry["colour"])
    unit = one["unit"]["id"]
    narrowed = (await quarters.clerk.get(f"/v1/scores?period=2024-06&unit={unit}")).json()["data"]
    assert {each["unit"]["id"] for each in narrowed} == {unit}
    opened = (await quarters.clerk.get(f"/v1/scores/2024-06/{unit}")).json()
    assert {month["period"] for group in opened["groups"] for month in group["months"]} == {"2024-06"}


async def test_an_unknown_group_is_refused_with_those_there_are(quarters: Any) -> None:
    answer = await quarters.clerk.get("/v1/scores?group=towns")
    assert answer.status_code == 400
    assert "guarantee（县级要素保障部门）" in answer.json()["detail"]


async def test_a_neighbours_unit_has_no_score_here(quarters: Any, neighbour_year: Any) -> None:
    theirs = (await neighbour_year.clerk.get("/v1/scores?period=2024-06&limit=1")).json()["data"][0]["unit"]["id"]
    foreign = (await quarters.clerk.get(f"/v1/scores/2024-06/{theirs}")).json()
    unknown = (await quarters.clerk.get(f"/v1/scores/2024-06/{uuid4()}")).json()
    assert foreign.pop("trace_id") != unknown.pop("trace_id")
    assert foreign == unknown
    assert foreign["status"] == 404
    assert (await neighbour_year.clerk.get("/v1/boards")).status_code == 404


async def test_reading_boards_and_scores_takes_few_statements(quarters: Any, services: Services) -> None:
    unit = (await quarters.clerk.get("/v1/boards")).json()["groups"][0]["ranking"][0]["href"]
    counts = []
    for url in ("/v1/boards", "/v1/scores?limit=200&count=true", "/v1/scores?period=2024-06&limit=1", unit):
        await quarters.clerk.get("/v1/auth/me")  # who asks is remembered for a moment
        with statements(services) as seen:
            assert (await quarters.clerk.get(url)).status_code == 200
        counts.append(len(seen))
    assert counts == [4, 3, 3, 3]


async def test_a_project_renamed_since_still_stands_behind_its_points(fresh_year: Any, database: Any) -> None:
    url = "/v1/scores?period=2024-06&group=lead&limit=1"
    before = (await fresh_year.clerk.get(url)).json()["data"][0]
    project = before["basis"][0]["project"]["id"]
    async with database.transaction(fresh_year.county.id) as connection:
        await connection.execute(update(projects).where(projects.c.id == project).values(name="已更名项目"))
    assert (await fresh_year.clerk.get(url)).json()["data"][0] == before
    assert (await fresh_year.clerk.get(before["href"])).status_code == 200
    rating = (await fresh_year.clerk.get(before["basis"][0]["href"])).json()
    assert rating["project"] == {"id": project, "name": "已更名项目"}
    document = (await fresh_year.clerk.get("/v1/assessments/2024-06")).json()
    judged = next(one for one in document["ratings"] if one["project"]["id"] == project)
    assert judged["project"] == before["basis"][0]["project"]
