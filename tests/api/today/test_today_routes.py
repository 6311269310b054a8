"""Today: what each person sees first, counted whole, and nothing of anyone else's."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services
from yipanqi_core.database.connection import Database

DAY = "2024-08-05"  # where the shared year stands


async def today_of(caller: Any) -> dict[str, Any]:
    answer = await caller.get("/v1/me/today")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert body["on"] == DAY
    return body


def section(body: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in body["sections"] if one["code"] == code)
    return found


def of_kind(section: dict[str, Any], kind: str) -> set[str]:
    return {one["href"].rpartition("/")[2] for one in section["items"] if one["kind"]["code"] == kind}


@pytest.mark.clause("SM-4.2")
async def test_a_unit_sees_the_letters_that_it_has_not_answered_and_how_late_they_are(year: Any) -> None:
    body = await today_of(year.department)
    letters = [one for one in await all_of(year.department, "/v1/letters?answered=false") if one["reply_due_on"]]
    own = (await year.department.get("/v1/auth/me")).json()["unit"]["id"]
    owed = {one["id"]: one for one in letters if one["unit"]["id"] == own}
    assert owed
    assert of_kind(section(body, "waiting"), "letter") == set(owed)
    late = {
        one["href"].rpartition("/")[2]: one
        for one in section(body, "overdue")["items"]
        if one["kind"]["code"] == "letter"
    }
    assert set(late) == {key for key, one in owed.items() if one["reply_due_on"] < DAY}
    for key, one in late.items():
        assert (one["due_on"], one["clause"]) == (owed[key]["reply_due_on"], "SM-4.2")
        assert one["days_left"] == -owed[key]["reply_state"]["late_days"]
        assert one["project"] == owed[key]["project"]


@pytest.mark.clause("SM-4.2")
async def test_a_deputy_sees_the_interviews_to_hold_and_the_red_projects(year: Any) -> None:
    body = await today_of(year.leader)
    assert [one["code"] for one in body["sections"]] == ["waiting", "red", "overdue", "due_soon"]
    tasks = await all_of(year.leader, "/v1/tasks?mine=true&open=true")
    assert of_kind(section(body, "waiting"), "task") == {one["id"] for one in tasks} != set()
    red = await all_of(year.leader, "/v1/projects?colour=red&mine=true")
    assert [one["title"] for one in section(body, "red")["items"]] == [one["name"] for one in red] != []
    assert all(one["clause"] == "SM-4.1" and one["because"] for one in section(body, "red")["items"])
    assert (body["period"], section(body, "red")["title"]) == ("2024-07", "我的红色项目")


async def test_the_office_sees_every_red_project_of_the_county(year: Any) -> None:
    shown = section(await today_of(year.office), "red")
    red = await all_of(year.office, "/v1/projects?colour=red")
    assert (shown["count"], shown["title"]) == (len(red), "全县红色项目")


async def test_counts_are_of_everything_and_items_the_first_by_their_day(year: Any) -> None:
    for who in ("leader", "office", "department", "clerk", "admin"):
        for part in (await today_of(getattr(year, who)))["sections"]:
            assert len(part["items"]) == min(part["count"], 20)
            days = [one["due_on"] for one in part["items"] if one["due_on"]]
            assert days == sorted(days)
            if part["code"] == "overdue":
                assert all(one["days_left"] < 0 for one in part["items"])
            if part["code"] == "due_soon":
                assert all(0 <= one["days_left"] <= 14 for one in part["items"])


async def test_everything_shown_can_be_opened(year: Any) -> None:
    for who in ("leader", "office", "department"):
        caller = getattr(year, who)
        hrefs = {
            one["kind"]["code"]: one["href"] for part in (await today_of(caller))["sections"] for one in part["items"]
        }
        for kind, href in hrefs.items():
            assert (await caller.get(href)).status_code == 200, kind


@pytest.mark.clause("SM-1.4")
async def test_items_count_from_their_day_and_today_is_not_late(fresh_year: Any, database: Database) -> None:
    unit = (await fresh_year.department.get("/v1/auth/me")).json()["unit"]["id"]
    project = (await fresh_year.office.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    days = {
        "昨天": "2024-08-04",
        "今天": "2024-08-05",
        "十四天": "2024-08-19",
        "十五天": "2024-08-20",
        "已办": "2024-08-01",
    }
    async with database.transaction(fresh_year.county.id) as connection:
        for title, day in days.items():
            row = {"t": fresh_year.county.id, "i": uuid4(), "p": project, "n": title, "u": unit, "d": day}
            row["f"] = "2024-08-02" if title == "已办" else None
            await connection.execute(
                text(
                    "INSERT INTO items (tenant_id, id, project_id, kind, title, unit_id, planned_on, finished_on)"
                    " VALUES (:t, :i, :p, 'guarantee', :n, :u, to_date(:d, 'YYYY-MM-DD'), to_date(:f, 'YYYY-MM-DD'))"
                ),
                row,
            )
    body = await today_of(fresh_year.department)
    found = {
        code: {one["title"] for one in section(body, code)["items"] if one["title"] in days}
        for code in ("waiting", "overdue", "due_soon")
    }
    assert found["waiting"] == set()
    assert found["due_soon"] == {"今天", "十四天"}
    overdue = section(body, "overdue")
    assert found["overdue"] == {"昨天"} or overdue["count"] > 20


async def test_what_one_answers_is_gone(fresh_year: Any) -> None:
    letter = next(
        one
        for one in await all_of(fresh_year.department, "/v1/letters?answered=false")
        if any(action["allowed"] for action in one["_actions"])
    )
    before = section(await today_of(fresh_year.department), "waiting")["count"]
    parts = letter["_actions"][0]["input"]["properties"]["parts"]["required"]
    sent = {"parts": dict.fromkeys(parts, "已采取措施")}
    answer = await fresh_year.department.post(letter["_actions"][0]["href"], json=sent)
    assert answer.status_code == 201, answer.text
    after = section(await today_of(fresh_year.department), "waiting")
    assert after["count"] == before - 1
    assert letter["id"] not in of_kind(after, "letter")


async def test_nothing_of_a_neighbour_is_seen(year: Any, neighbour_year: Any) -> None:
    for who in ("leader", "department", "office"):
        own, foreign = [
            {one["href"] for part in (await today_of(getattr(one_year, who)))["sections"] for one in part["items"]}
            for one_year in (year, neighbour_year)
        ]
        assert own
        assert not own & foreign
    assert (await year.office.client.get("/v1/me/today")).status_code == 401


async def test_today_costs_a_handful_of_statements(year: Any, services: Services) -> None:
    for who in ("leader", "office", "department"):
        await today_of(getattr(year, who))
        with statements(services) as sent:
            await today_of(getattr(year, who))
        assert len([one for one in sent if "token_epoch" not in one]) <= 8, who
