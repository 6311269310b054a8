"""The schedule: what fell due, whether it came late, what it brought, what comes next."""

from datetime import date
from typing import Any

import pytest
from tests.api.reading_lists import all_of

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.schedule.demonstration import advance
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates


@pytest.fixture
async def lived(fresh_year: Any, database: Database) -> Any:
    """A county that lived from 2024-07-20 to 2024-10-15: three months and a quarter fell due."""
    async with database.transaction(fresh_year.county.id) as connection:
        scope = Scope(connection, fresh_year.county.id, "test")
        await set_dates(scope, live_from=date(2024, 7, 20), clock_date=date(2024, 7, 20))
    async for _ in advance(database, installed(), fresh_year.county.id, 87, "test"):
        pass
    return fresh_year


MONTHLY = "/v1/schedule?schedule=monthly_assessment&schedule=monthly_publication&schedule=quarterly_boards"


async def test_slots_are_narrowed_and_followed_by_what_comes_next(lived: Any) -> None:
    page = (await lived.clerk.get(f"{MONTHLY}&count=true")).json()
    assert page["total"] == len(page["data"]) == 7
    assert {one["state"]["code"] for one in page["data"]} == {"done"}
    first = page["data"][-1]
    assert (first["schedule"]["code"], first["period"]) == ("monthly_assessment", "2024-07")
    assert (first["due_at"], first["done_on"], first["late"]) == ("2024-08-01T00:10:00+08:00", "2024-08-01", False)
    assert {
        ("monthly_assessment", "2024-10"),
        ("monthly_publication", "2024-10"),
        ("quarterly_boards", "2024-Q4"),
    } <= {(one["schedule"]["code"], one["period"]) for one in page["next"]}
    boards = (await lived.clerk.get("/v1/schedule?schedule=quarterly_boards&state=done&late=false")).json()["data"]
    assert [one["period"] for one in boards] == ["2024-Q3"]
    assert (await lived.clerk.get("/v1/schedule?state=open&state=failed")).json()["data"] == []


async def test_paging_covers_every_slot_once_in_either_order(lived: Any) -> None:
    down = await all_of(lived.clerk, "/v1/schedule?limit=7")
    up = await all_of(lived.clerk, "/v1/schedule?limit=5&sort=due_at")
    assert up == down[::-1]
    assert len({one["id"] for one in down}) == len(down)
    assert [one["due_at"] for one in down] == sorted((one["due_at"] for one in down), reverse=True)


async def test_a_neighbours_slots_are_not_seen(lived: Any, neighbour_year: Any) -> None:
    assert (await neighbour_year.clerk.get("/v1/schedule")).json()["data"] == []
    assert (await lived.clerk.get("/v1/schedule?colour=red")).status_code == 400
