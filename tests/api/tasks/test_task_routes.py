"""Tasks: what posts owe, and the record that closes each."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services


async def tasks_of(caller: Any, query: str = "") -> list[Any]:
    return await all_of(caller, f"/v1/tasks?{query}")


@pytest.mark.clause("SM-4.2")
async def test_red_gives_the_deputy_an_interview_to_hold(year: Any) -> None:
    red = {one["project"]["id"] for one in await all_of(year.office, "/v1/letters?colour=red")}
    tasks = await tasks_of(year.office)
    assert {one["project"]["id"] for one in tasks} == red
    for one in tasks:
        assert one["kind"]["label"]
        assert (one["closed_by"], one["clause"], one["period"]) == ("约谈", "SM-4.2", "2024-06")
        assert (one["opened_on"], one["done_on"], one["record_id"]) == ("2024-07-03", None, None)
        assert one["post"]["title"].endswith("县长")
        assert one["post"]["holder"]["name"]


async def test_each_filter_keeps_what_it_names_and_pages_hold_each_once(year: Any) -> None:
    tasks = await tasks_of(year.leader)
    one = tasks[0]
    posts = (await year.leader.get("/v1/auth/me")).json()["post_ids"]
    expected: dict[str, Callable[[Any], bool]] = {
        f"project={one['project']['id']}": lambda x: x["project"] == one["project"],
        f"post={one['post']['id']}": lambda x: x["post"] == one["post"],
        f"unit={uuid4()}": lambda _: False,
        f"kind={one['kind']['code']}": lambda _: True,
        "kind=other": lambda _: False,
        "open=true": lambda _: True,
        "open=false": lambda _: False,
        "mine=true": lambda x: x["post"]["id"] in posts,
        "limit=2&sort=-opened_on": lambda _: True,
    }
    for query, holds in expected.items():
        assert [x["id"] for x in await tasks_of(year.leader, query)] == [x["id"] for x in tasks if holds(x)], query
        total = (await year.leader.get(f"/v1/tasks?{query}&count=true")).json()["total"]
        assert total == len([x for x in tasks if holds(x)]), query
    assert {x["id"] for x in await tasks_of(year.leader, "limit=2&sort=due_on")} == {x["id"] for x in tasks}
    for query in ("colour=red", "sort=title"):
        assert (await year.leader.get(f"/v1/tasks?{query}")).status_code == 400


def filled(action: Any, **more: Any) -> dict[str, Any]:
    """Fill an action's input by its own schema: what is constant is given, the rest the caller says."""
    schema = action["input"]
    body = {name: each["const"] for name, each in schema["properties"].items() if "const" in each} | more
    assert set(schema["required"]) <= set(body) <= set(schema["properties"])
    return body


@pytest.mark.clause("SM-4.2")
async def test_the_record_that_a_task_offers_closes_it(fresh_year: Any) -> None:
    posts = (await fresh_year.leader.get("/v1/auth/me")).json()["post_ids"]
    task = next(one for one in await tasks_of(fresh_year.office) if one["post"]["id"] not in posts)
    before = await fresh_year.office.get(f"/v1/tasks/{task['id']}")
    (offered,) = before.json()["_actions"]  # the daily office records on a deputy's behalf
    answer = await fresh_year.office.post(offered["href"], json=filled(offered, on="2024-08-02", note="已约谈"))
    assert answer.status_code == 201, answer.text
    record = answer.json()
    assert record["closes"] == [{"id": task["id"], "name": task["title"]}]
    assert (record["on"], record["recorded_by"], record["post"]["id"]) == ("2024-08-02", "office1", task["post"]["id"])
    after = await fresh_year.office.get(f"/v1/tasks/{task['id']}")
    assert (after.json()["done_on"], after.json()["record_id"]) == ("2024-08-02", record["id"])
    assert after.json()["_actions"] == []
    assert after.headers["etag"] != before.headers["etag"]
    assert [one["id"] for one in await tasks_of(fresh_year.office, "open=false")] == [task["id"]]


async def test_who_is_offered_the_record_may_write_it_and_who_is_refused_may_not(fresh_year: Any) -> None:
    posts = (await fresh_year.leader.get("/v1/auth/me")).json()["post_ids"]
    tasks = await tasks_of(fresh_year.office)
    body = {"kind": "约谈", "on": "2024-08-02"}
    seen = set()
    for who in ("leader", "department", "clerk", "admin"):
        caller = getattr(fresh_year, who)
        for task in tasks:
            (action,) = (await caller.get(f"/v1/tasks/{task['id']}")).json()["_actions"]
            sent = {**body, "project_id": task["project"]["id"], "post_id": task["post"]["id"]}
            answer = await caller.post("/v1/records", json=sent)
            assert (answer.status_code == 201) == action["allowed"] == (who == "leader" and task["post"]["id"] in posts)
            seen.add((who, action["allowed"]))
            if not action["allowed"]:
                assert (answer.status_code, answer.json()["code"]) == (403, "wrong_actor")
                assert (action["because"], action["clause"]) == (answer.json()["detail"], answer.json()["clause"])
        tasks = await tasks_of(fresh_year.office, "open=true")
    assert ("leader", False) in seen


async def test_a_task_has_an_etag_and_a_foreign_one_is_not_found(year: Any, neighbour_year: Any) -> None:
    task = (await tasks_of(year.office))[0]
    tag = (await year.office.get(f"/v1/tasks/{task['id']}")).headers["etag"]
    again = await year.office.get(f"/v1/tasks/{task['id']}", headers={"If-None-Match": tag})
    assert again.status_code == 304
    foreign = (await tasks_of(neighbour_year.office))[0]
    bodies = []
    for task_id in (foreign["id"], uuid4()):
        answer = await year.office.get(f"/v1/tasks/{task_id}")
        assert answer.status_code == 404
        bodies.append({**answer.json(), "trace_id": ""})
    assert bodies[0] == bodies[1]


async def test_a_page_of_tasks_costs_two_statements(year: Any, services: Services) -> None:
    for limit in (1, 200):
        with statements(services) as sent:
            await year.office.get(f"/v1/tasks?limit={limit}")
        assert len([one for one in sent if "token_epoch" not in one]) == 2  # the county, the tasks
