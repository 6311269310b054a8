"""SM-3.1, SM-3.2 over the API: an issue's life, the ledgers it stands in, and what goes up to the city."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.ladder.ledgers import compile_ledger
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.cities import create_city, set_parent
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Role

REASON = {"reason": "县级权限不足"}
AGREED = {**REASON, "agreed_owner": "周某", "agreed_unit": "吴某", "agreed_completion_on": "2024-12-31"}


async def rows(database: Database, county: County, statement: str, **values: Any) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(await connection.execute(text(statement), values))


async def project_of(database: Database, year: Any) -> str:
    """A listed project that the clerk's unit leads."""
    unit = (await year.clerk.get("/v1/auth/me")).json()["unit"]["id"]
    (found,) = await rows(
        database,
        year.county,
        "SELECT p.project_id FROM responsibilities p JOIN passages s USING (tenant_id, project_id)"
        " WHERE p.kind = 'lead_unit' AND p.unit_id = :unit AND s.left_on IS NULL ORDER BY 1 LIMIT 1",
        unit=UUID(unit),
    )
    return str(found.project_id)


async def raised(database: Database, year: Any, **changes: Any) -> Any:
    body = {
        "project_id": await project_of(database, year), "description": "配套管网未定", "category": "其他",
        "urgency": "urgent", **changes,
    }  # fmt: skip
    answer = await year.clerk.post("/v1/issues", json=body)
    assert answer.status_code == 201, answer.text
    return answer


def offered(item: Any) -> dict[str, bool]:
    return {one["name"]: one["allowed"] for one in item["_actions"]}


async def set_rung(database: Database, county: County, issue: str, rung: str) -> None:
    await rows(
        database, county,
        "UPDATE issue_stays SET rung = :rung, unit_id = NULL, post_id = NULL, since_on = '2024-08-01' RETURNING 1",
        rung=rung,
    )  # fmt: skip


@pytest.mark.clause("SM-3.2")
async def test_an_issue_is_raised_changed_and_sent_up_and_each_act_is_offered_as_it_is_taken(
    database: Database, fresh_year: Any
) -> None:
    answer = await raised(database, fresh_year)
    issue = answer.json()
    url = answer.headers["location"]
    assert (issue["rung"]["code"], issue["rung"]["label"], issue["raised_on"]) == ("owner", "项目业主", "2024-08-05")
    assert offered(issue) == {
        "change": True, "escalate": False, "mark_major": True, "refer": False, "resolve": True, "strike_off": False,
    }  # fmt: skip
    refused = next(one for one in issue["_actions"] if one["name"] == "escalate")
    assert refused["clause"] == "SM-3.2"
    wrong = await fresh_year.clerk.post(f"{url}/escalation", json=REASON)
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["clause"]) == (403, "wrong_actor", "SM-3.2")
    assert wrong.json()["detail"] == refused["because"]
    change = {"reason": "核实后调整", "urgency": "routine", "required_on": "2024-09-01"}
    assert (await fresh_year.clerk.send("PATCH", url, json=change)).status_code == 428
    tag = {"If-Match": answer.headers["etag"]}
    changed = await fresh_year.clerk.send("PATCH", url, json=change, headers=tag)
    assert (changed.status_code, changed.json()["urgency"]["code"]) == (200, "routine"), changed.text
    assert (await fresh_year.clerk.send("PATCH", url, json=change, headers=tag)).status_code == 412
    nothing = await fresh_year.clerk.send("PATCH", url, json={"reason": "无"}, headers={"If-Match": "*"})
    assert nothing.status_code == 400
    major = await fresh_year.clerk.post(f"{url}/major", json=REASON)
    assert (major.status_code, major.json()["rung"]["code"]) == (200, "executive"), major.text
    assert [one["cause"]["code"] for one in major.json()["stays"]] == ["raised", "major"]
    again = await fresh_year.clerk.post(f"{url}/major", json=REASON)
    assert (again.status_code, again.json()["clause"]) == (409, "SM-3.2")


@pytest.mark.clause("SM-3.2")
async def test_another_countys_issue_is_as_unknown_as_none_for_every_act(
    database: Database, fresh_year: Any, neighbour_year: Any
) -> None:
    url = (await raised(database, fresh_year)).headers["location"]
    bodies = {
        "escalation": REASON, "major": REASON, "referral": AGREED, "resolution": {"solution": "好"},
        "strike-off": {"evidence": "照片"},
    }  # fmt: skip
    for there in (url, f"/v1/issues/{uuid4()}"):
        for path, body in bodies.items():
            answer = await neighbour_year.office.post(f"{there}/{path}", json=body)
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
        assert (await neighbour_year.office.get(there)).status_code == 404
    unknown = {"project_id": str(uuid4()), "description": "无", "category": "无", "urgency": "urgent"}
    assert (await fresh_year.clerk.post("/v1/issues", json=unknown)).status_code == 404


@pytest.mark.clause("SM-3.1")
async def test_an_issue_is_reported_solved_and_struck_off_by_another(database: Database, fresh_year: Any) -> None:
    url = (await raised(database, fresh_year)).headers["location"]
    early = await fresh_year.office.post(f"{url}/strike-off", json={"evidence": "照片"})
    assert (early.status_code, early.json()["clause"]) == (409, "SM-3.1")
    solved = await fresh_year.clerk.post(f"{url}/resolution", json={"solution": "管网已接通"})
    assert (solved.status_code, solved.json()["closing"]["struck_on"]) == (200, None)
    own = await fresh_year.clerk.post(f"{url}/strike-off", json={"evidence": "照片"})
    assert (own.status_code, own.json()["clause"]) == (403, "SM-3.1")
    struck = await fresh_year.office.post(f"{url}/strike-off", json={"evidence": "验收单"})
    assert struck.status_code == 200, struck.text
    assert (struck.json()["resolved_on"], struck.json()["closing"]["evidence"]) == ("2024-08-05", "验收单")
    assert not any(offered(struck.json()).values())


@pytest.mark.clause("SM-3.1")
async def test_a_ledger_holds_the_issue_and_who_did_not_report(database: Database, fresh_year: Any) -> None:
    issue = (await raised(database, fresh_year)).json()
    body = {"project_id": issue["project"]["id"], "state": "主体施工"}
    made = await fresh_year.clerk.post("/v1/ten-day-reports", json=body)
    assert made.status_code == 201, made.text
    assert (await fresh_year.office.get(made.headers["location"])).json() == made.json()
    other = await fresh_year.office.post("/v1/ten-day-reports", json=body)
    assert (other.status_code, other.json()["clause"]) == (403, "SM-3.1")
    async with database.transaction(fresh_year.county.id) as connection:
        edition = installed().in_force("shimian", date(2024, 8, 10))
        await compile_ledger(
            Scope(connection, fresh_year.county.id, "日程"), edition, "ten_day_ledger", Period.parse("2024-08-T1")
        )
    (row,) = (await fresh_year.clerk.get(f"/v1/ledgers?issue={issue['id']}")).json()["data"]
    assert (row["number"], row["period"]) == ("问题台账〔2024〕1号", "2024-08-T1")
    read = await fresh_year.clerk.get(f"/v1/ledgers/{row['id']}")
    ledger = read.json()
    assert len(ledger["lines"]) == row["issue_count"]
    assert issue["id"] in [one["issue_id"] for one in ledger["lines"]]
    assert [(one["project"], one["state"]) for one in ledger["reported"]] == [(issue["project"]["name"], "主体施工")]
    assert ledger["unreported"]
    order = [("urgent", "important", "routine").index(one["urgency"]["code"]) for one in ledger["lines"]]
    assert order == sorted(order)
    tag = {"If-None-Match": read.headers["etag"]}
    assert (await fresh_year.clerk.get(f"/v1/ledgers/{row['id']}", headers=tag)).status_code == 304
    (place,) = (await fresh_year.clerk.get(f"/v1/issues/{issue['id']}")).json()["ledgers"]
    assert (place["id"], place["number"]) == (row["id"], row["number"])
    reports = (await fresh_year.office.get("/v1/ten-day-reports?period=2024-08-T1&count=true")).json()
    assert (reports["total"], reports["data"][0]["state"]) == (1, "主体施工")


@pytest.mark.clause("SM-3.2")
async def test_without_a_city_above_a_referral_is_not_offered_and_says_why(database: Database, fresh_year: Any) -> None:
    url = (await raised(database, fresh_year)).headers["location"]
    await set_rung(database, fresh_year.county, url, "executive")
    await rows(database, fresh_year.county, "DELETE FROM seat_bindings WHERE seat = 'executive_deputy' RETURNING 1")
    shown = next(one for one in (await fresh_year.office.get(url)).json()["_actions"] if one["name"] == "refer")
    assert (shown["allowed"], shown["clause"]) == (False, "SM-3.2")
    assert "尚未关联上级市" in shown["because"]
    sent = await fresh_year.office.post(f"{url}/referral", json=AGREED)
    assert (sent.status_code, sent.json()["detail"]) == (409, shown["because"])


@pytest.mark.clause("SM-3.2")
async def test_a_referral_is_read_and_answered_at_the_city_and_nowhere_else(
    database: Database, fresh_year: Any, neighbour_year: Any, sign_in: Callable[..., Any]
) -> None:
    city_id = await create_city(database, code=f"city-{fresh_year.county.code}", name="雅河市", actor="test")
    async with database.transaction(fresh_year.county.id) as connection:
        await set_parent(Scope(connection, fresh_year.county.id, "test"), city_id)
    async with database.transaction(city_id) as connection:
        city = await read_county(connection, city_id)
    url = (await raised(database, fresh_year)).headers["location"]
    await set_rung(database, fresh_year.county, url, "executive")
    await rows(database, fresh_year.county, "DELETE FROM seat_bindings WHERE seat = 'executive_deputy' RETURNING 1")
    sent = await fresh_year.office.post(f"{url}/referral", json=AGREED)  # nobody sits there: the office acts for it
    assert (sent.status_code, sent.json()["rung"]["code"]) == (200, "city"), sent.text
    (place,) = sent.json()["referrals"]
    there = await sign_in(city, Role.OFFICE, "cityman")
    (received,) = (await there.get("/v1/referrals?answered=false")).json()["data"]
    assert (received["id"], received["county"], received["issue_id"]) == (place["id"], "新县", None)
    one = f"/v1/referrals/{place['id']}"
    assert offered((await there.get(one)).json()) == {"answer": True}
    assert offered((await fresh_year.office.get(one)).json()) == {"answer": False}
    text_ = {"answer": "市级已协调"}
    for caller, status in ((fresh_year.office, 403), (neighbour_year.office, 404), (there, 200), (there, 409)):
        answer = await caller.post(f"{one}/answer", json=text_)
        assert answer.status_code == status, answer.text
        if status in (403, 409):
            assert answer.json()["clause"] == "SM-3.2"
    back = (await fresh_year.clerk.get(url)).json()
    assert (back["rung"]["code"], back["referrals"][0]["answer"]) == ("executive", "市级已协调")
    assert (await there.get("/v1/mechanism")).json()["code"] == "not_in_force"  # a city has none
    for path in ("/v1/issues", "/v1/ledgers"):
        listed = await there.get(path)
        assert listed.status_code < 500
        assert "新县" not in json.dumps(listed.json(), ensure_ascii=False)


async def test_a_day_later_the_clock_moves_the_acts_too(database: Database, fresh_year: Any) -> None:
    url = (await raised(database, fresh_year)).headers["location"]
    await set_rung(database, fresh_year.county, url, "deputy")
    async with database.transaction(fresh_year.county.id) as connection:
        await set_dates(Scope(connection, fresh_year.county.id, "test"), clock_date=date(2024, 8, 6))
    shown = (await fresh_year.clerk.get(url)).json()
    assert (shown["rung"]["code"], shown["days_open"]) == ("deputy", 1)
