"""The lists of the main track: their counts add up to what opening them shows."""

from decimal import Decimal
from typing import Any

import pytest


async def get(caller: Any, url: str) -> Any:
    answer = await caller.get(url)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.clause("SM-1.2")
async def test_each_lists_figures_are_those_of_its_projects(year: Any) -> None:
    told = await get(year.leader, "/v1/lists?period=2024-06")
    assert (told["period"], told["published_on"], told["on"]) == ("2024-06", "2024-07-03", "2024-08-05")
    assert [one["title"] for one in told["lists"]] == ["拟签约/拟立项", "拟开工", "已开工"]
    assert told["total"]["projects"] == 53
    for one in told["lists"]:
        rows = (await get(year.leader, f"{one['href']}?limit=200&period=2024-06"))["data"]
        _check(one["tally"], rows)
        for cut in one["by_nature"]:
            _check(cut["tally"], [row for row in rows if row["nature"] == cut["nature"]])


def _check(tally: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    assert tally["projects"] == len(rows)
    assert Decimal(tally["total_investment"]) == sum(Decimal(row["total_investment"]) for row in rows)
    assert Decimal(tally["annual_plan"]) == sum(Decimal(row["annual_plan"] or 0) for row in rows)
    for colour, count in tally["colours"].items():
        assert count == sum(row["rating"]["value"]["code"] == colour for row in rows)


async def test_a_list_takes_the_filters_of_projects_and_an_unknown_one_is_404(year: Any) -> None:
    red = await get(year.office, "/v1/lists/started/projects?colour=red&count=true")
    whole = await get(year.office, "/v1/projects?step=started&colour=red&count=true")
    assert (red["data"], red["total"]) == (whole["data"], whole["total"])
    assert (await get(year.office, "/v1/lists/started/projects?step=planned"))["data"] == []
    assert (await year.office.get("/v1/lists/nowhere/projects")).status_code == 404
    assert (await year.office.get("/v1/lists?nature=x")).status_code == 400


async def test_a_county_without_projects_has_empty_lists(client: Any, sign_in: Any, county: Any) -> None:
    caller = await sign_in(county)
    told = await get(caller, "/v1/lists")
    assert told["period"] is None
    assert [one["tally"]["projects"] for one in told["lists"]] == [0, 0, 0]
    assert told["total"]["total_investment"] == "0.00"
    assert (await get(caller, "/v1/projects?colour=red&sort=colour&count=true"))["total"] == 0


async def test_the_track_names_its_steps_and_gates(year: Any) -> None:
    (track,) = (await get(year.office, "/v1/tracks"))["data"]
    assert [step["code"] for step in track["steps"]] == ["planned", "to_start", "started"]
    assert {gate["fact"].split(" / ")[0] for gate in track["gates"]} == {"洽谈签约", "可研批复", "开工"}
    assert track["clause"] == "SM-1.2"
