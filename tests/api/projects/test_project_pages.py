"""Lists of projects: every filter checked against all rows, every order paged through exactly once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

EXPECTED = json.loads((Path(__file__).resolve().parents[2] / "data" / "shimian-2024.expected.json").read_text())
Row = dict[str, Any]


async def rows(caller: Any, query: str = "") -> list[Row]:
    """All rows of a list, page by page."""
    found: list[Row] = []
    url: str | None = f"/v1/projects?limit=200&{query}"
    while url:
        answer = await caller.get(url)
        assert answer.status_code == 200, answer.text
        found += answer.json()["data"]
        url = answer.links["next"]["url"] if "next" in answer.links else None
    return found


def names(found: list[Row]) -> set[str]:
    return {row["name"] for row in found}


@pytest.mark.parametrize("month", ["2024-01", "2024-06"])
async def test_the_colours_asked_are_the_colours_of_that_month(year: Any, month: str) -> None:
    ratings = EXPECTED["ratings"][month]
    for colour in ("red", "yellow", "blue", "green"):
        found = await rows(year.leader, f"colour={colour}&period={month}")
        assert names(found) == {name for name, value in ratings.items() if value == colour}
        assert all(row["rating"]["value"]["code"] == colour for row in found)
        assert all(row["rating"]["period"] == month for row in found)
    assert {row["rating"]["published_on"] for row in await rows(year.leader, "period=2024-06&listed=true")} == {
        "2024-07-03"
    }


async def test_without_a_month_the_latest_stored_one_is_shown(year: Any) -> None:
    found = await rows(year.office, "colour=red&colour=yellow")
    assert {row["rating"]["period"] for row in found} == {"2024-07"}
    assert {row["rating"]["published_on"] for row in found} == {None}
    assert names(found) == {
        name for name, value in EXPECTED["ratings"]["2024-07"].items() if value in ("red", "yellow")
    }


async def test_the_unrated_are_those_without_a_colour_whether_listed_or_not(year: Any) -> None:
    every = await rows(year.office)
    unrated = {row["name"] for row in every if row["rating"] is None or row["rating"]["value"]["code"] == "unrated"}
    assert names(await rows(year.office, "colour=none")) == unrated == names(await rows(year.office, "colour=unrated"))
    assert len(unrated) == 3 + 7
    red = {row["name"] for row in every if row["rating"] and row["rating"]["value"]["code"] == "red"}
    assert names(await rows(year.office, "colour=none&colour=red")) == unrated | red


async def test_a_project_off_the_lists_has_a_reference_rating_and_no_rating(year: Any) -> None:
    off = await rows(year.office, "listed=false")
    assert len(off) == 7
    for row in off:
        assert (row["step"], row["listed_on"], row["rating"]) == (None, None, None)
        assert row["reference_rating"]["clause"] == "SM-1.1"
    on = await rows(year.office, "listed=true")
    assert len(on) == 53
    assert all(row["reference_rating"] is None and row["listed_on"] == "2024-01-01" for row in on)


FILTERS: dict[str, Callable[[Row], bool]] = {
    "step=started": lambda row: bool(row["step"]) and row["step"]["code"] == "started",
    "step=planned&step=to_start": lambda row: bool(row["step"]) and row["step"]["code"] in ("planned", "to_start"),
    "nature=government_investment": lambda row: row["nature"]["code"] == "government_investment",
    "sector=产业发展&sector=其他": lambda row: row["sector"] in ("产业发展", "其他"),
    "level=city": lambda row: bool(row["level"]) and row["level"]["code"] == "city",
    "total_investment_gte=8600.25": lambda row: float(row["total_investment"]) >= 8600.25,
    "total_investment_lte=1000": lambda row: float(row["total_investment"]) <= 1000,
    "total_investment_gte=1000.00&total_investment_lte=3000": lambda row: (
        1000 <= float(row["total_investment"]) <= 3000
    ),
    "late=true": lambda row: row["late_items"] > 0,
    "late=false": lambda row: row["late_items"] == 0,
    "due_before=2024-08-05": lambda row: row["late_items"] > 0,
    "open_issues_gte=1": lambda row: row["open_issues"]["count"] >= 1,
    "open_issues_gte=0": lambda row: True,
    "q=冷链": lambda row: "冷链" in row["name"] or "冷链" in row["owner"]["name"],
    "q=100%25": lambda row: False,
    "year=2024": lambda row: row["annual_plan"] is not None,
    "year=2023": lambda row: False,
}


@pytest.mark.parametrize("query", FILTERS)
async def test_a_filter_gives_those_rows_that_fit_and_no_others(year: Any, query: str) -> None:
    every, found = await rows(year.office), await rows(year.office, query)
    assert names(found) == {row["name"] for row in every if FILTERS[query](row)}
    counted = (await year.office.get(f"/v1/projects?limit=1&count=true&{query}")).json()["total"]
    assert counted == len(found)


async def test_units_and_leaders_find_their_projects(year: Any) -> None:
    every = await rows(year.office)
    one = every[0]
    for field, own in (("lead_unit", "lead_unit"), ("owner", "owner"), ("leader", "leader")):
        wanted = one[own]["id"]
        found = await rows(year.office, f"{field}={wanted}")
        assert names(found) == {row["name"] for row in every if row[own]["id"] == wanted}
    (finance,) = (await year.office.get("/v1/units?q=县财政局")).json()["data"]  # it has guarantee items elsewhere
    unit = finance["id"]
    found = await rows(year.office, f"unit={unit}")
    held = {row["name"] for row in every if unit in (row["lead_unit"]["id"], row["owner"]["id"])}
    more = set()
    for row in every:
        items = (await year.office.get(f"/v1/projects/{row['id']}/items?kind=guarantee&limit=200")).json()["data"]
        more |= {row["name"] for item in items if item["unit"] and item["unit"]["id"] == unit}
    assert names(found) == held | more
    assert more - held


async def test_mine_is_what_my_unit_has_a_part_in_or_my_post_leads(year: Any) -> None:
    unit = (await year.clerk.get("/v1/auth/me")).json()["unit"]["id"]
    assert names(await rows(year.clerk, "mine=true")) == names(await rows(year.office, f"unit={unit}"))
    post = (await year.leader.get("/v1/auth/me")).json()["post_ids"][0]
    led = await rows(year.leader, "mine=true")
    assert names(led) == names(await rows(year.office, f"leader={post}"))
    assert led
    assert {row["leader"]["holder"]["id"] for row in led} == {str(year.leader.user_id)}


COLOURS = ["red", "yellow", "blue", "green", "unrated"]


def gravity(row: Row) -> int:
    return COLOURS.index(row["rating"]["value"]["code"] if row["rating"] else "unrated")


ORDERS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row["name"],
    "-total_investment": lambda row: -float(row["total_investment"]),
    "total_investment,-name": lambda row: float(row["total_investment"]),
    "colour": gravity,
    "-colour,name": lambda row: -gravity(row),
    "-open_issues": lambda row: -row["open_issues"]["count"],
    "updated_at": lambda row: row["updated_at"],
}  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
async def test_paging_shows_every_project_exactly_once_in_its_order(year: Any, order: str) -> None:
    found, url = [], f"/v1/projects?limit=7&sort={order}"
    while url:
        answer = await year.office.get(url)
        found += answer.json()["data"]
        url = answer.links["next"]["url"] if answer.json()["has_more"] else ""
    assert len(found) == len({row["id"] for row in found}) == 60
    keys = [ORDERS[order](row) for row in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("color=red", "unknown_parameter"),
        ("colour=purple", "invalid_request"),
        ("sort=site", "invalid_request"),
        ("step=nowhere", "invalid_request"),
        ("period=2024-13", "invalid_request"),
        ("period=2024-12", "invalid_request"),
        ("total_investment_gte=a", "invalid_request"),
        ("lead_unit=1", "invalid_request"),
        ("limit=201", "invalid_request"),
        ("open_issues_gte=-1", "invalid_request"),
    ],
)
async def test_what_does_not_fit_is_refused_and_says_what_would(year: Any, query: str, code: str) -> None:
    answer = await year.office.get(f"/v1/projects?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_amounts_are_decimal_strings_and_instants_carry_the_offset(year: Any) -> None:
    row = (await rows(year.office, "q=（038）"))[0]
    assert (row["total_investment"], row["annual_plan"]) == ("8600.25", "3010.09")
    assert row["updated_at"].endswith("+08:00")


async def test_nobody_sees_a_neighbours_project(year: Any, neighbour_year: Any) -> None:
    ours, theirs = await rows(year.office), await rows(neighbour_year.office)
    assert not {row["id"] for row in ours} & {row["id"] for row in theirs}
    unit = theirs[0]["lead_unit"]["id"]
    for query in (f"unit={unit}", f"lead_unit={unit}", f"owner={theirs[0]['owner']['id']}"):
        assert await rows(year.office, query) == []
    cursor = (await neighbour_year.office.get("/v1/projects?limit=1")).json()["next_cursor"]
    found = (await year.office.get("/v1/projects", params={"limit": 200, "cursor": cursor})).json()["data"]
    assert {row["id"] for row in found} <= {row["id"] for row in ours}


async def test_a_page_takes_as_many_statements_whatever_its_size(year: Any, services: Any) -> None:
    await year.office.get("/v1/projects")
    counted = []
    for query in (
        "limit=1",
        "limit=200",
        "limit=1&count=true",
        "limit=200&count=true&sort=colour&late=true&colour=red",
    ):
        seen: list[str] = []

        def listen(*arguments: Any, seen: list[str] = seen) -> None:
            seen.append(arguments[2])

        event.listen(services.database.engine.sync_engine, "before_cursor_execute", listen)
        await year.office.get("/v1/auth/me")
        before = len(seen)  # who is asking may be read anew
        await year.office.get(f"/v1/projects?{query}")
        event.remove(services.database.engine.sync_engine, "before_cursor_execute", listen)
        counted.append(len(seen) - before)
    assert counted == [2, 2, 3, 3]  # the county with its month, the page, the total
