"""The audit trail, for administrators and auditors."""

from collections.abc import Callable
from typing import Any

from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services


async def test_the_trail_tells_who_did_what_newest_first(year: Any) -> None:
    rows = await all_of(year.admin, "/v1/audit?limit=3")
    assert len({row["id"] for row in rows}) == len(rows) > 5
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)
    assert all(row["at"].endswith("+08:00") for row in rows)
    published = next(row for row in rows if row["action"] == "publish")
    assert (published["actor"], published["subject"]) == ("test", "assessment:2024-06")
    assert len(published["body"]["letters"]) == 33
    total = (await year.admin.get("/v1/audit?count=true&limit=1")).json()["total"]
    assert total == len(rows)
    assert sorted(row["number"] for row in rows) == list(range(1, total + 1))
    assert all(len(row["link"]) == 64 for row in rows)


async def test_each_filter_keeps_what_it_names(year: Any) -> None:
    rows = await all_of(year.admin, "/v1/audit")
    at = next(row["at"] for row in rows if row["action"] == "publish")
    later = at.replace("+", "%2B")
    expected: dict[str, Callable[[Any], bool]] = {
        "action=publish": lambda row: row["action"] == "publish",
        "action=publish&action=set_dates": lambda row: row["action"] in ("publish", "set_dates"),
        "actor=test": lambda row: row["actor"] == "test",
        "actor=nobody": lambda _: False,
        "subject=assessment:2024-06": lambda row: row["subject"] == "assessment:2024-06",
        f"at_gte={later}": lambda row: row["at"] >= at,
        f"at_lt={later}": lambda row: row["at"] < at,
    }
    for query, holds in expected.items():
        found = await all_of(year.admin, f"/v1/audit?{query}")
        assert [row["id"] for row in found] == [row["id"] for row in rows if holds(row)], query


async def test_only_those_who_may_read_the_trail_do(year: Any) -> None:
    for caller in (year.leader, year.office, year.department, year.clerk):
        answer = await caller.get("/v1/audit")
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_refused")
    for query in ("at_gte=2024-07-01", "at_gte=2024-07-01T00:00:00", "who=x"):
        assert (await year.admin.get(f"/v1/audit?{query}")).status_code == 400, query


async def test_a_neighbours_trail_is_its_own_and_a_page_costs_one_statement(
    year: Any, neighbour_year: Any, services: Services
) -> None:
    own = {row["id"] for row in await all_of(year.admin, "/v1/audit")}
    assert own.isdisjoint(row["id"] for row in await all_of(neighbour_year.admin, "/v1/audit"))
    with statements(services) as sent:
        await year.admin.get("/v1/audit?limit=200")
    assert len([one for one in sent if "token_epoch" not in one]) == 1
