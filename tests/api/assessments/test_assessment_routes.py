"""Assessing by request, and reading what was stored exactly as it was."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services

EXPECTED = json.loads((Path(__file__).parents[2] / "data" / "shimian-2024.expected.json").read_text())


async def test_every_stored_period_is_listed_once_with_its_colours(quarters: Any) -> None:
    found = await all_of(quarters.clerk, "/v1/assessments?limit=2")
    periods = [one["period"] for one in found]
    assert sorted(periods) == [
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
        "2024-07",
        "2024-Q1",
        "2024-Q2",
    ]
    assert [one["ends_on"] for one in found] == sorted((one["ends_on"] for one in found), reverse=True)
    june = next(one for one in found if one["period"] == "2024-06")
    colours = list(EXPECTED["ratings"]["2024-06"].values())
    assert {one["colour"]["code"]: one["projects"] for one in june["colours"]} == {
        value or "unrated": colours.count(value) for value in set(colours)
    }
    assert june["published_on"] == "2024-07-03"


@pytest.mark.parametrize(
    ("query", "periods"),
    [
        ("kind=quarter", ["2024-Q2", "2024-Q1"]),
        ("kind=quarter&sort=ends_on", ["2024-Q1", "2024-Q2"]),
        ("published=true", ["2024-06"]),
        ("year=2023", []),
        ("kind=quarter&kind=year&year=2024&published=false", ["2024-Q2", "2024-Q1"]),
    ],
)
async def test_stored_periods_are_narrowed_by_kind_year_and_publication(
    quarters: Any, query: str, periods: list[str]
) -> None:
    page = (await quarters.clerk.get(f"/v1/assessments?{query}&count=true")).json()
    assert [one["period"] for one in page["data"]] == periods
    assert page["total"] == len(periods)


async def test_a_period_is_assessed_once_and_answered_as_stored_ever_after(fresh_year: Any) -> None:
    first = await fresh_year.office.post("/v1/assessments", json={"period": "2024-Q2"})
    assert (first.status_code, first.headers["location"]) == (201, "/v1/assessments/2024-Q2")
    again = await fresh_year.office.post("/v1/assessments", json={"period": "2024-Q2"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await fresh_year.office.get("/v1/assessments/2024-Q2")).status_code == 200


@pytest.mark.parametrize(
    ("period", "status", "code", "words"),
    [
        ("2024-08", 409, "cannot_assess", "2024-08-31 才结束"),
        ("2024", 409, "cannot_assess", "2024-12-31 才结束"),
        ("2023-12", 409, "not_in_force", "2024-01-01 起施行"),
        ("2024-13", 400, "invalid_period", "2024-Q2"),
        ("2024-06-T1", 400, "invalid_period", "2024-Q2"),
        ("六月份的", 400, "invalid_period", "2024-06"),
    ],
)
async def test_what_cannot_be_assessed_is_refused_with_its_reason(
    year: Any, period: str, status: int, code: str, words: str
) -> None:
    answer = await year.office.post("/v1/assessments", json={"period": period})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert words in answer.json()["detail"]


async def test_only_those_who_assess_may_assess(year: Any) -> None:
    for caller in (year.leader, year.department, year.clerk, year.office, year.admin):
        (act,) = (await caller.get("/v1/assessments")).json()["_actions"]
        answer = await caller.send(act["method"], act["href"], json={"period": "2024-09"})
        assert answer.status_code == (409 if act["allowed"] else 403)
        assert act.get("because", answer.json()["detail"]) == answer.json()["detail"]
    assert act["allowed"]
    jsonschema.validate({"period": "2024-09"}, act["input"])


async def test_the_stored_document_holds_all_that_was_judged(quarters: Any) -> None:
    answer = await quarters.clerk.get("/v1/assessments/2024-06")
    document = answer.json()
    assert answer.headers["etag"] == f'"{document["digest"]}"'
    colours = {one["project"]["name"]: one["ruling"]["value"] for one in document["ratings"]}
    assert colours == EXPECTED["ratings"]["2024-06"]
    late = [one for one in document["ratings"] if one["ruling"]["value"] in ("red", "yellow")]
    assert {one["project"]["id"] for one in document["letters"]} == {one["project"]["id"] for one in late}
    assert all(one["title"] for one in document["findings"])
    assert document["parameters"]["red_ratio"] == "0.60"
    rating = document["ratings"][0]["ruling"]
    assert set(rating) == {"value", "clause", "because", "facts"}
    scored = document["scores"][0]
    total = sum(float(entry["points"]) for entry in scored["basis"])
    assert total == float(scored["points"])


async def test_who_has_the_document_is_told_that_it_has_not_changed(year: Any) -> None:
    tag = (await year.clerk.get("/v1/assessments/2024-06")).headers["etag"]
    again = await year.clerk.get("/v1/assessments/2024-06", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = await year.clerk.get("/v1/assessments/2024-05", headers={"If-None-Match": tag})
    assert other.status_code == 200


async def test_a_period_that_is_not_stored_is_not_found(year: Any) -> None:
    answer = await year.clerk.get("/v1/assessments/2024-09")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_assessed")
    assert (await year.clerk.get("/v1/assessments/九月")).status_code == 400


@pytest.mark.parametrize("period", ["2024-06", "2024-Q2"])
async def test_judging_again_gives_the_same(quarters: Any, period: str) -> None:
    again = (await quarters.clerk.get(f"/v1/assessments/{period}/verification")).json()
    assert (again["identical"], again["differences"]) == (True, [])
    assert again["scores"] > 0
    assert (again["intact"], again["rules"]["code"], again["because"]) == (True, "unchanged", "规则未改，重算全部一致")
    assert again["fingerprint_then"] == again["fingerprint_now"]
    whole = (await quarters.clerk.get(f"/v1/assessments/{period}")).json()
    (listed,) = [
        one for one in (await quarters.clerk.get("/v1/assessments?limit=200")).json()["data"] if one["period"] == period
    ]
    mechanism = (await quarters.clerk.get("/v1/mechanism")).json()
    (edition,) = [one for one in mechanism["editions"] if one["name"] == whole["edition"]]
    for one in (whole, listed, edition):
        assert (one["revision"], one["fingerprint"]) == (1, again["fingerprint_now"])


async def test_reading_takes_few_statements_whatever_the_page(quarters: Any, services: Services) -> None:
    counts = {}
    for url in ("/v1/assessments?limit=1", "/v1/assessments?limit=200&count=true", "/v1/assessments/2024-06"):
        await quarters.clerk.get("/v1/auth/me")
        with statements(services) as seen:
            assert (await quarters.clerk.get(url)).status_code == 200
        counts[url] = len(seen)
    assert list(counts.values()) == [3, 4, 3]  # who may not assess is told by which clause


async def test_an_unknown_parameter_is_refused(year: Any) -> None:
    for url in ("/v1/assessments?colour=red", "/v1/ratings?color=red", "/v1/boards?quarter=1", "/v1/findings?x=1"):
        answer = await year.clerk.get(url)
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")
