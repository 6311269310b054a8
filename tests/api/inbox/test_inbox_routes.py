"""The inbox: what came to my unit and my posts, and marking it as read."""

from typing import Any
from uuid import uuid4

from sqlalchemy import text
from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services
from yipanqi_core.database.connection import Database


async def test_a_unit_finds_the_letters_addressed_to_it(year: Any) -> None:
    letters = {one["id"] for one in await all_of(year.department, "/v1/letters?mine=true")}
    entries = await all_of(year.department, "/v1/inbox?limit=2")
    assert {one["letter"]["id"] for one in entries} == letters
    assert len(entries) == len(letters)
    assert {one["unit"]["name"] for one in entries} == {"县住房和城乡建设局"}
    one = entries[0]
    assert one["subject"] == f"{one['letter']['number']} 预警通知书"
    assert (one["received_on"], one["read_at"], one["post"]) == ("2024-07-03", None, None)
    assert one["letter"]["reply_due_on"] == "2024-07-10"
    assert (await year.department.get(one["letter"]["href"])).status_code == 200


async def test_a_leader_finds_what_was_copied_to_the_posts_held(year: Any) -> None:
    copied = {one["id"] for one in await all_of(year.leader, "/v1/letters?mine=true")}
    entries = await all_of(year.leader, "/v1/inbox")
    assert {one["letter"]["id"] for one in entries} == copied
    assert {one["post"]["name"] for one in entries} == {"分管农业副县长"}


async def test_reading_marks_once_for_the_whole_unit(fresh_year: Any, database: Database) -> None:
    clerk, department = fresh_year.clerk, fresh_year.department
    entry = (await clerk.get("/v1/inbox?unread=true")).json()["data"][0]
    (action,) = entry["_actions"]
    read = await clerk.send(action["method"], action["href"])
    assert read.status_code == 200, read.text
    assert read.json()["read_at"].endswith("+08:00")
    assert read.json()["_actions"] == []
    assert (await department.post(action["href"])).json() == read.json()
    unread = (await department.get("/v1/inbox?unread=true&count=true")).json()
    assert unread["total"] == len(unread["data"]) == 5
    assert [one["id"] for one in (await department.get("/v1/inbox?unread=false")).json()["data"]] == [entry["id"]]
    async with database.transaction(fresh_year.county.id) as connection:
        rows = await connection.execute(text("SELECT actor, subject FROM audit WHERE action = 'read_inbox'"))
        assert rows.all() == [("clerk", f"inbox:{entry['id']}")]


async def test_anothers_a_foreign_and_an_unknown_entry_are_the_same_404(year: Any, neighbour_year: Any) -> None:
    anothers = (await year.leader.get("/v1/inbox")).json()["data"][0]["id"]
    foreign = (await neighbour_year.department.get("/v1/inbox")).json()["data"][0]["id"]
    bodies = []
    for entry in (anothers, foreign, uuid4()):
        answer = await year.department.post(f"/v1/inbox/{entry}/read")
        assert answer.status_code == 404
        bodies.append({**answer.json(), "trace_id": ""})
    assert bodies[0] == bodies[1] == bodies[2]


async def test_the_inbox_costs_one_statement(year: Any, services: Services) -> None:
    await year.department.get("/v1/auth/me")
    with statements(services) as sent:
        await year.department.get("/v1/inbox")
    assert len([one for one in sent if "token_epoch" not in one]) == 1
    assert (await year.department.get("/v1/inbox?read=true")).status_code == 400
