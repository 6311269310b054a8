"""One project with all that concerns it: why it has its colour, its clocks, its parts, what may be done."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from yipanqi_core.database.connection import Database

EXPECTED = json.loads((Path(__file__).resolve().parents[2] / "data" / "shimian-2024.expected.json").read_text())
PARTS = ("", "/items", "/plan", "/reports", "/passages", "/responsibilities", "/history", "/ratings")
UNKNOWN = "01890000-0000-7000-8000-000000000000"


async def some(caller: Any, query: str = "listed=true") -> dict[str, Any]:
    found: dict[str, Any] = (await caller.get(f"/v1/projects?limit=1&{query}")).json()["data"][0]
    return found


async def get(caller: Any, url: str) -> Any:
    answer = await caller.get(url)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.clause("SM-4.1")
async def test_a_project_shows_why_it_has_its_colour_with_the_figures_as_stored(year: Any, database: Database) -> None:
    row = await some(year.leader, "colour=red&period=2024-06")
    one = await get(year.leader, f"/v1/projects/{row['id']}?period=2024-06")
    assert one.items() >= {key: row[key] for key in row if key != "updated_at"}.items()
    ruling = one["why"]["ruling"]
    assert (ruling["value"], ruling["clause"], one["why"]["period"]) == ("red", "SM-4.1", "2024-06")
    assert one["why"]["published_on"] == "2024-07-03"
    async with database.transaction(year.county.id) as connection:
        stored = await connection.execute(
            text(
                "SELECT r.facts FROM rulings r JOIN assessments a ON a.id = r.assessment_id"
                " WHERE r.kind = 'rating' AND a.period = '2024-06' AND r.project_id = :id"
            ),
            {"id": row["id"]},
        )
        assert json.loads(stored.scalar_one()) == ruling["facts"]


async def test_the_mechanisms_own_fields_come_with_their_titles(year: Any) -> None:
    one = await get(year.office, f"/v1/projects/{(await some(year.office))['id']}")
    assert ("decided_on", "议定日期") in {(field["name"], field["title"]) for field in one["fields"]}


async def test_the_months_findings_name_their_unit_and_clause(year: Any) -> None:
    row = await some(year.office, "late=true&listed=true")
    found = (await get(year.office, f"/v1/projects/{row['id']}"))["findings"]
    assert found
    for finding in found:
        assert finding["title"]
        assert finding["unit"]["name"]
        assert finding["ruling"]["clause"].startswith("SM-")


@pytest.mark.clause("SM-2.3")
async def test_clocks_are_read_on_the_countys_own_day(fresh_year: Any, database: Database) -> None:
    row = await some(fresh_year.office, "nature=government_investment&step=to_start")
    async with database.transaction(fresh_year.county.id) as connection:
        of = {"id": row["id"]}
        await connection.execute(text("DELETE FROM items WHERE project_id = :id"), of)
        for title, planned, finished in (("可研批复", "2024-03-01", "2024-04-10"), ("施工许可", "2024-09-01", None)):
            await connection.execute(
                text(
                    "INSERT INTO items (tenant_id, id, project_id, kind, title, planned_on, finished_on)"
                    " SELECT tenant_id, gen_random_uuid(), id, 'procedure', :title,"
                    " CAST(:planned AS text)::date, CAST(:finished AS text)::date"
                    " FROM projects WHERE id = :id"
                ),
                {**of, "title": title, "planned": planned, "finished": finished},
            )
        await connection.execute(
            text('UPDATE projects SET fields = \'{"decided_on": "2024-08-01"}\', version = version + 1 WHERE id = :id'),
            of,
        )
    clocks = {one["code"]: one for one in (await get(fresh_year.office, f"/v1/projects/{row['id']}"))["clocks"]}
    start, plan = clocks["start_after_approval"], clocks["preliminary_plan"]
    assert (start["started_on"], start["due_on"], start["state"]["code"]) == ("2024-04-10", "2024-07-10", "overdue")
    assert (plan["due_on"], plan["state"]["code"], plan["clause"]) == ("2024-08-08", "running", "SM-2.2")
    assert plan["provisional"] is False


async def test_a_foreign_project_and_an_unknown_one_are_the_same_404(year: Any, neighbour_year: Any) -> None:
    foreign = (await some(neighbour_year.office))["id"]
    for part in PARTS:
        told = []
        for one in (foreign, UNKNOWN):
            answer = await year.office.get(f"/v1/projects/{one}{part}")
            assert answer.status_code == 404, part
            told.append({key: value for key, value in answer.json().items() if key != "trace_id"})
        assert told[0] == told[1]


async def test_an_unchanged_project_is_not_sent_again(year: Any) -> None:
    url = f"/v1/projects/{(await some(year.office))['id']}"
    first = await year.office.get(url)
    again = await year.office.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["etag"].startswith(f'"{first.json()["version"]}.')


async def test_unknown_parameters_are_refused_on_every_part(year: Any) -> None:
    one = (await some(year.office))["id"]
    for part in PARTS:
        answer = await year.office.get(f"/v1/projects/{one}{part}?colour=red")
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter"), part


async def test_items_show_baseline_plan_in_force_state_and_days_late(fresh_year: Any, database: Database) -> None:
    row = await some(fresh_year.office, "late=true")
    url = f"/v1/projects/{row['id']}/items"
    late = (await get(fresh_year.office, f"{url}?late=true&count=true"))["data"]
    assert len(late) == row["late_items"]
    item = late[0]
    assert (item["state"]["code"], item["baseline_on"]) == ("late", item["planned_on"])
    async with database.transaction(fresh_year.county.id) as connection:
        await connection.execute(
            text(
                "INSERT INTO item_plans (tenant_id, item_id, round, planned_on, approved_on, reason, approved_by)"
                " SELECT tenant_id, id, 1, date '2024-12-01', date '2024-08-01', '征地延后', '王局长' FROM items"
                " WHERE id = :id"
            ),
            {"id": item["id"]},
        )
    moved = {one["id"]: one for one in (await get(fresh_year.office, f"{url}?limit=200"))["data"]}[item["id"]]
    assert (moved["baseline_on"], moved["planned_on"]) == (item["baseline_on"], "2024-12-01")
    assert (moved["state"]["code"], moved["late_days"]) == ("open", 0)
    assert [one["reason"] for one in moved["replans"]] == ["征地延后"]
    assert (await some(fresh_year.office, f"q={row['name'][-4:]}"))["late_items"] == row["late_items"] - 1


async def test_an_item_finished_after_the_countys_day_is_not_finished_yet(year: Any) -> None:
    for row in (await get(year.office, "/v1/projects?limit=20"))["data"]:
        for item in (await get(year.office, f"/v1/projects/{row['id']}/items?limit=200"))["data"]:
            assert (item["finished_on"] or "") <= "2024-08-05"
            assert (item["state"]["code"] == "finished") == (item["finished_on"] is not None)


@pytest.mark.clause("SM-4.1")
async def test_the_plans_ratio_is_the_ratings_own(year: Any) -> None:
    for row in (await get(year.office, "/v1/projects?limit=60&listed=true"))["data"]:
        plan = await get(year.office, f"/v1/projects/{row['id']}/plan")
        ratings = (await get(year.office, f"/v1/projects/{row['id']}/ratings"))["data"]
        assert [one["period"] for one in ratings] == [f"2024-{month:02d}" for month in range(7, 0, -1)]
        by_month = {one["month"]: one for one in plan["months"]}
        for rating in ratings:
            facts = rating["ruling"]["facts"]
            shown = by_month[rating["period"]]
            assert shown["ratio"] == facts["ratio"], (row["name"], rating["period"])
            assert shown["completed_to_date"] == facts["completed_to_date"]
            assert rating["ruling"]["value"] == EXPECTED["ratings"][rating["period"]][row["name"]]
        assert [one["ratio"] for one in plan["months"][8:]] == [None] * 4  # months to come


async def test_reports_tell_reported_from_unreported_months(year: Any) -> None:
    seen = set()
    for row in (await get(year.office, "/v1/projects?limit=60"))["data"]:
        told = await get(year.office, f"/v1/projects/{row['id']}/reports")
        assert [one["month"] for one in told["months"]] == [f"2024-{month:02d}" for month in range(1, 9)]
        for one in told["months"]:
            assert one["reported"] == (one["completed"] is not None)
            seen.add(one["label"])
        assert told["unreported"] == [one["month"] for one in told["months"] if one["label"] == "未填报"]
    assert {"已填报", "未填报"} <= seen


async def test_passages_responsibilities_history_and_one_months_rating(year: Any) -> None:
    row = await some(year.office, "colour=yellow&period=2024-06")
    url = f"/v1/projects/{row['id']}"
    (stay,) = (await get(year.office, f"{url}/passages"))["data"]
    assert (stay["step"], stay["entered_on"], stay["left_on"]) == (row["step"], "2024-01-01", None)
    assert stay["evidence"]
    held = (await get(year.office, f"{url}/responsibilities"))["data"]
    assert [one["kind"]["code"] for one in held] == ["lead_unit", "owner", "leader"]
    assert held[2]["holders"][0]["name"] == row["leader"]["holder"]["name"]
    assert all(one["current"] for one in held)
    lines = (await get(year.office, f"{url}/history"))["data"]
    assert [one["id"] for one in lines] == sorted((one["id"] for one in lines), reverse=True)
    assert "预警通知书" in lines[0]["line"]
    (june,) = (await get(year.office, f"{url}/ratings?period=2024-06"))["data"]
    assert (june["colour"]["code"], june["published_on"], june["edition"]) == ("yellow", "2024-07-03", "2024")


@pytest.mark.parametrize("part", ["items", "responsibilities", "history", "ratings"])
async def test_the_parts_page_through_exactly_once(year: Any, part: str) -> None:
    row = await some(year.office, "colour=yellow&period=2024-06")
    every = await get(year.office, f"/v1/projects/{row['id']}/{part}?limit=200&count=true")
    found, url = [], f"/v1/projects/{row['id']}/{part}?limit=2"
    while url:
        answer = await year.office.get(url)
        found += answer.json()["data"]
        url = answer.links["next"]["url"] if answer.json()["has_more"] else ""
    assert found == every["data"]
    assert every["total"] == len(found) > 1


async def test_actions_hold_when_they_are_followed(fresh_year: Any) -> None:
    row = await some(fresh_year.office, "nature=government_investment&step=planned")
    for caller in (fresh_year.leader, fresh_year.office, fresh_year.clerk, fresh_year.admin):
        actions = (await get(caller, f"/v1/projects/{row['id']}"))["_actions"]
        actions = [
            one for one in actions if one["name"].startswith("record:")
        ]  # others are followed where they are at home
        assert actions
        me = await get(caller, "/v1/auth/me")
        for one in actions:
            who = {"post_id": me["post_ids"][0]} if caller is fresh_year.leader else {"unit_id": me["unit"]["id"]}
            kind = one["title"].removeprefix("记录")
            body = {"kind": kind, "on": "2024-08-01", "project_id": row["id"], **who}
            answer = await caller.send(one["method"], one["href"], json=body)
            assert (answer.status_code == 201) == one["allowed"], answer.text
            if not one["allowed"]:
                assert answer.json()["detail"] == one["because"]
