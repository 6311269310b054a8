"""Scores that come from aspects and not from ratings: ranked, opened to what each aspect rests on, compared."""

from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope


@pytest.fixture
async def quarters(tiers: Any, database: Database) -> Any:
    """The county with its first two quarters judged."""
    async with database.transaction(tiers.county.id) as connection:
        for period in ("2024-Q1", "2024-Q2"):
            await assess(Scope(connection, tiers.county.id, "test"), installed(), Period.parse(period))
    return tiers


@pytest.mark.clause("QS-6.5")
async def test_a_units_quarter_opens_to_its_five_aspects_and_what_they_rest_on(quarters: Any) -> None:
    rows = (await quarters.office.get("/v1/scores?period=2024-Q2&limit=200")).json()["data"]
    first = next(one for one in rows if one["rank"] == 1)
    parts = [each["part"] for each in first["basis"]]
    assert [part["code"] for part in parts] == ["reserve", "funds", "progress", "duties", "investment"]
    counted = [Decimal(part["points"]) for part in parts if part["counted"]]
    assert abs(sum(counted) - Decimal(first["points"])) <= Decimal("0.03")  # each rounded, the sum rounded once
    opened = (await quarters.office.get(first["href"])).json()
    (group,) = opened["groups"]
    assert group["points"] == first["points"]
    assert [part["code"] for part in group["parts"]] == [part["code"] for part in parts]
    progress = next(part for part in group["parts"] if part["code"] == "progress")
    assert {"project", "node", "on_time"} <= progress["entries"][0].keys()
    assert progress["clause"] == "QS-6.5"


async def test_the_ranking_shows_the_movement_since_the_quarter_before(quarters: Any) -> None:
    boards = (await quarters.office.get("/v1/boards?period=2024-Q2")).json()
    assert boards["previous_period"] == "2024-Q1"
    for group in boards["groups"]:
        assert (group["red"], group["black"]) == ([], [])
        for one in group["ranking"]:
            if one["before"] is not None and one["before"]["rank"] is not None:
                assert one["movement"] == one["before"]["rank"] - one["rank"]
    moved = [one["movement"] for group in boards["groups"] for one in group["ranking"]]
    assert any(moved)


async def test_a_county_that_scores_by_month_shows_its_latest_stored_month(levels: Any) -> None:
    boards = await levels.office.get("/v1/boards")
    assert (boards.status_code, boards.json().get("period")) == (200, "2024-12"), boards.text
    rows = (await levels.office.get("/v1/scores")).json()["data"]
    assert {one["period"] for one in rows} == {"2024-12"}


async def test_a_county_without_colours_sees_no_red_projects_today(levels: Any) -> None:
    shown = (await levels.office.get("/v1/me/today")).json()
    assert [one["code"] for one in shown["sections"]] == ["waiting", "overdue", "due_soon"]
    assert shown["period"] is None


async def test_the_mechanism_tells_what_gives_points_in_every_county(quarters: Any, levels: Any) -> None:
    here = (await quarters.office.get("/v1/mechanism")).json()["scoring"]
    assert [part["title"] for part in here["parts"]] == ["谋划储备", "资金争取", "实施进度", "制度履行", "投资完成率"]
    assert (here["points"], here["longer"]["code"], here["boards"]) == ([], "computed", {"red": 0, "black": 0})
    there = (await levels.office.get("/v1/mechanism")).json()["scoring"]
    assert [group["label"] for group in there["groups"]] != [group["label"] for group in here["groups"]]
