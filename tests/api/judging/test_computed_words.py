"""Classes, breakdowns and queues over the API: any county's words from the same endpoints, never a neighbour's."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
TIERS = json.loads((DATA / "qingshui-2024.expected.json").read_text())["tiers"]
LEVELS = json.loads((DATA / "yangcheng-2024.expected.json").read_text())["levels"]


async def pages(caller: Any, url: str, **params: Any) -> list[Any]:
    answer = await caller.get(url, params={"limit": 200, **params})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["data"])


@pytest.mark.clause("QS-1.11")
async def test_classes_of_a_month_are_listed_with_clause_and_reason(tiers: Any) -> None:
    rows = await pages(tiers.office, "/v1/classes", kind="tier")
    assert {one["project"]["name"]: one["value"] and one["value"]["code"] for one in rows} == TIERS
    assert {one["kind"]["code"] for one in rows} == {"tier"}
    assert all(one["ruling"]["clause"] == "QS-1.11" and one["ruling"]["because"] for one in rows)
    major = await pages(tiers.office, "/v1/classes", kind="tier", value="市级重大")
    assert len(major) == Counter(TIERS.values())["市级重大"]
    none = await pages(tiers.office, "/v1/classes", kind="tier", value="none")
    assert len(none) == Counter(TIERS.values())[None]


@pytest.mark.clause("QS-1.11")
async def test_projects_are_found_by_class_and_show_theirs(tiers: Any) -> None:
    rows = await pages(tiers.office, "/v1/projects", **{"class": "tier:市级重大"})
    assert {one["name"] for one in rows} == {name for name, tier in TIERS.items() if tier == "市级重大"}
    shown = {one["kind"]["code"]: one for one in rows[0]["classes"]}
    assert shown["tier"]["value"] == {"code": "市级重大", "label": "市级重大"}
    assert shown["tier"]["on"] == "2024-06-30"
    none = await pages(tiers.office, "/v1/projects", **{"class": "tier:none"})
    assert {one["name"] for one in none} == {name for name, tier in TIERS.items() if tier is None}


async def test_one_projects_classes_are_those_of_today_or_of_the_day_asked(tiers: Any) -> None:
    (row,) = (await tiers.office.get("/v1/projects?listed=true&limit=1")).json()["data"]
    one = (await tiers.office.get(f"/v1/projects/{row['id']}")).json()
    assert {each["on"] for each in one["classes"]} == {"2025-01-05"}
    then = (await tiers.office.get(f"/v1/projects/{row['id']}/classes?on=2024-01-01")).json()
    assert (then["on"], {each["on"] for each in then["classes"]}) == ("2024-01-01", {"2024-01-01"})
    assert {each["kind"]["code"] for each in then["classes"]} >= {"tier"}
    later = await tiers.office.get(f"/v1/projects/{row['id']}/classes?on=2025-02-01")
    assert (later.status_code, "尚未到来" in later.json()["detail"]) == (400, True)


@pytest.mark.parametrize(
    ("asked", "words"),
    [("tier", "须写作"), ("size:big", "没有归类“size”；可用：tier（"), ("tier:国家级", "没有“国家级”；可用：省级重大")],
)
async def test_a_class_that_the_county_does_not_know_is_refused_with_those_it_does(
    tiers: Any, asked: str, words: str
) -> None:
    answer = await tiers.office.get("/v1/projects", params={"class": asked})
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


@pytest.mark.clause("YC-2.1")
async def test_breakdowns_add_up_to_the_published_figures(levels: Any) -> None:
    answer = (await levels.office.get("/v1/breakdowns?by=level&on=2024-12-31")).json()
    (cut,) = answer["breakdowns"]
    found = {one["key"]: one for one in cut["parts"] if one["count"]}
    assert {
        key: {"count": one["count"], "total": one["total_investment"], "annual": one["annual_plan"]}
        for key, one in found.items()
    } == LEVELS
    assert cut["whole"]["count"] == sum(one["count"] for one in LEVELS.values())
    assert (answer["on"], cut["clause"]) == ("2024-12-31", "YC-2.1")
    unknown = await levels.office.get("/v1/breakdowns?by=colour")
    assert (unknown.status_code, "可用：level（" in unknown.json()["detail"]) == (400, True)


@pytest.mark.clause("YC-4.4")
async def test_the_land_queue_stands_in_the_clauses_order(levels: Any) -> None:
    mechanism = (await levels.office.get("/v1/mechanism")).json()
    order = next(one for one in mechanism["orders"] if one["clause"] == "YC-4.4")
    queue = (await levels.office.get(order["href"])).json()
    assert [one["number"] for one in queue["data"]] == list(range(1, len(queue["data"]) + 1))
    assert all(one["because"] for one in queue["data"])
    assert (await levels.office.get("/v1/orders/nowhere")).status_code == 404


async def test_each_county_has_its_own_words_and_never_sees_anothers(tiers: Any, levels: Any) -> None:
    here = (await tiers.office.get("/v1/mechanism")).json()
    there = (await levels.office.get("/v1/mechanism")).json()
    assert "tier" in {one["kind"] for one in here["classifications"]}
    assert "tier" not in {one["kind"] for one in there["classifications"]}
    assert {one["by"] for one in there["breakdowns"]} >= {"level"}
    mine = {one["project"]["id"] for one in await pages(tiers.office, "/v1/classes")}
    theirs = {one["project"]["id"] for one in await pages(levels.office, "/v1/classes")}
    assert mine
    assert theirs
    assert mine.isdisjoint(theirs)
    foreign = await levels.office.get(f"/v1/projects/{min(mine)}/classes")
    assert foreign.status_code == 404


async def test_a_list_of_what_the_mechanism_does_not_know_is_empty(levels: Any) -> None:
    answer = await levels.office.get("/v1/replans?count=true")
    assert (answer.status_code, answer.json()["data"], answer.json()["total"]) == (200, [], 0)
    lane = await levels.office.get("/v1/fast-lane")
    assert lane.status_code == 200
    assert {"units", "items", "urgent"} <= lane.json().keys()
