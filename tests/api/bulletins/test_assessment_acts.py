"""Overrides, bulletins, rectifications and consequences over the API."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.publication import publish
from yipanqi_core.bulletins.issue import issue_bulletin
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope

R = installed()
QUARTER = Period.parse("2024-Q2")


async def of_office(year: Any, colour: str) -> dict[str, Any]:
    """A July rating of this colour, of a started project: one that 发改局 rates."""
    answer = await year.office.get(f"/v1/ratings?period=2024-07&colour={colour}&step=started")
    found: dict[str, Any] = answer.json()["data"][0]
    return found


def offered(item: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in item["_actions"] if one["name"] == name)
    return found


@pytest.mark.clause("SM-4.1")
async def test_an_override_shows_both_colours_wherever_the_rating_is_shown(fresh_year: Any) -> None:
    year = fresh_year
    rating = await of_office(year, "red")
    one = (await year.office.get(rating["href"])).json()
    assert offered(one, "override")["allowed"]
    body = {"value": "yellow", "reason": "资金已到位"}
    answer = await year.office.post(offered(one, "override")["href"], json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["overrides"][0]["counts"]
    project = rating["project"]["id"]
    listed = (await year.office.get(f"/v1/ratings?period=2024-07&project={project}")).json()["data"][0]
    assert (listed["colour"]["code"], listed["computed"]["code"]) == ("yellow", "red")
    assert listed["ruling"]["value"] == "red"
    shown = (await year.office.get(f"/v1/projects/{project}?period=2024-07")).json()
    assert (shown["rating"]["value"]["code"], shown["rating"]["computed"]["code"]) == ("yellow", "red")
    assert shown["why"]["ruling"]["value"] == "red"
    months = (await year.office.get(f"/v1/projects/{project}/ratings?period=2024-07")).json()["data"]
    assert (months[0]["colour"]["code"], months[0]["computed"]["code"]) == ("yellow", "red")
    yellow = (await year.office.get("/v1/projects?period=2024-07&colour=yellow&limit=200")).json()["data"]
    assert project in {one["id"] for one in yellow}
    again = await year.office.post(offered(one, "override")["href"], json=body)
    assert (again.status_code, again.json()["clause"]) == (409, "SM-4.1")


@pytest.mark.clause("SM-4.1")
async def test_who_does_not_rate_the_project_is_refused_with_the_clause(fresh_year: Any, neighbour_year: Any) -> None:
    rating = await of_office(fresh_year, "red")
    href, body = f"{rating['href']}/override", {"value": "blue", "reason": "理由"}
    seen = (await fresh_year.department.get(rating["href"])).json()
    assert not offered(seen, "override")["allowed"]
    assert offered(seen, "override")["clause"] == "SM-4.1"
    refused = await fresh_year.department.post(href, json=body)
    assert (refused.status_code, refused.json()["clause"]) == (403, "SM-4.1")
    assert (await neighbour_year.office.post(href, json=body)).status_code == 404
    assert (await fresh_year.office.post(href, json={"value": "purple", "reason": "理由"})).status_code == 400


@pytest.fixture
async def bulletin_year(database: Database, fresh_year: Any) -> Any:
    """A year whose second quarter is published, with its bulletin."""
    on = date(2024, 8, 5)
    async with database.transaction(fresh_year.county.id) as connection:
        scope = Scope(connection, fresh_year.county.id, "test")
        for month in QUARTER.months():
            await publish(scope, R, month, on)
        await publish(scope, R, QUARTER, on)
        edition = R.in_force("shimian", on)
        await issue_bulletin(scope, edition, edition.bulletins[0], QUARTER, on)
    return fresh_year


@pytest.mark.clause("SM-4.3")
async def test_a_bulletin_is_read_downloaded_and_unknown_elsewhere(bulletin_year: Any, neighbour_year: Any) -> None:
    (one,) = (await bulletin_year.clerk.get("/v1/bulletins?period=2024-Q2&count=true")).json()["data"]
    assert one["open_problems"] == one["problems"] > 0
    whole = (await bulletin_year.clerk.get(one["href"])).json()
    assert {block["kind"] for block in whole["document"]["blocks"]} == {"heading", "paragraph", "table", "chart"}
    for file in whole["files"]:
        answer = await bulletin_year.clerk.get(file["href"])
        assert answer.headers["content-type"] == file["media_type"]
        assert len(answer.content) > 10_000
    assert (await neighbour_year.office.get(one["href"])).status_code == 404
    assert (await neighbour_year.office.get(f"{one['href']}/document")).status_code == 404
    written = {"kind": "县委督查通报", "period": "2024-Q2", "title": "督查通报", "paragraphs": ["情况如下。"]}
    refused = await bulletin_year.office.post("/v1/bulletins", json=written)
    assert (refused.status_code, refused.json()["clause"]) == (403, "SM-4.3")


@pytest.mark.clause("SM-4.3")
async def test_a_unit_reports_its_own_problem_and_the_office_confirms(bulletin_year: Any, neighbour_year: Any) -> None:
    year = bulletin_year
    mine = (await year.department.get("/v1/rectifications?mine=true&open=true&count=true")).json()
    problem = mine["data"][0]
    assert problem["state"]["code"] == "waiting"
    assert offered(problem, "measure")["allowed"]
    assert not offered(problem, "confirmation")["allowed"]
    href = offered(problem, "measure")["href"]
    body = {"measure": "倒排工期", "rectified_on": "2024-08-05", "evidence": "验收单"}
    foreign = await neighbour_year.department.post(href, json=body)
    assert foreign.status_code == 404
    stranger = await year.leader.post(href, json=body)
    assert (stranger.status_code, stranger.json()["clause"]) == (403, problem["clause"])
    early = await year.office.post(f"/v1/rectifications/{problem['id']}/confirmation", json={"accepted": True})
    assert (early.status_code, early.json()["clause"]) == (409, "SM-4.3")
    done = await year.department.post(href, json=body)
    assert (done.status_code, done.json()["state"]["code"]) == (200, "reported")
    confirmed = await year.office.post(f"/v1/rectifications/{problem['id']}/confirmation", json={"accepted": True})
    assert confirmed.json()["state"]["code"] == "confirmed"
    left = (await year.department.get("/v1/rectifications?mine=true&open=true&count=true")).json()
    assert left["total"] == mine["total"] - 1
    assert (await year.department.get("/v1/rectifications?overdue=true&count=true")).json()["total"] == 0


@pytest.mark.clause("SM-4.5")
async def test_a_matter_is_put_forward_with_evidence_and_decided_by_the_executive_deputy(
    database: Database, fresh_year: Any, neighbour_year: Any
) -> None:
    year = fresh_year
    unit = (await year.office.get("/v1/units?limit=1")).json()["data"][0]["id"]
    body = {
        "kind": "major_loss", "unit": unit, "happened_on": "2024-08-01", "what": "停工损失", "evidence": "审计报告",
    }  # fmt: skip
    assert (await year.clerk.post("/v1/consequences", json=body)).status_code == 403
    made = (await year.office.post("/v1/consequences", json=body)).json()
    assert made["state"]["code"] == "proposed"
    decision = {"adopted": True, "reason": "移交县纪委监委"}
    href = f"/v1/consequences/{made['id']}/decision"
    refused = await year.office.post(href, json=decision)
    assert (refused.status_code, refused.json()["clause"]) == (403, "SM-4.5")
    assert (await neighbour_year.leader.post(href, json=decision)).status_code == 404
    async with database.transaction(year.county.id) as connection:
        await connection.execute(
            text(
                "UPDATE seat_bindings SET post_id = (SELECT post_id FROM appointments a"
                " JOIN users u ON u.id = a.user_id"
                " WHERE u.login = :login LIMIT 1) WHERE seat = 'executive_deputy'"
            ),
            {"login": year.leader.login},
        )
    seen = (await year.leader.get(f"/v1/consequences/{made['id']}")).json()
    assert offered(seen, "decision")["allowed"]
    decided = await year.leader.post(href, json=decision)
    assert decided.json()["state"]["code"] == "decided"
    again = await year.leader.post(href, json=decision)
    assert (again.status_code, again.json()["clause"]) == (409, "SM-4.5")
    assert [one["id"] for one in (await year.clerk.get("/v1/consequences?standing=decided")).json()["data"]] == [
        made["id"]
    ]
