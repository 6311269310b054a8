"""What every route gets without doing anything for it."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from yipanqi_api.services import Services
from yipanqi_core.database.connection import Database
from yipanqi_core.tenants.queries import County
from yipanqi_core.vocabulary import Role


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["code"] == code
    assert body["status"] == status
    assert body["type"] == f"/problems/{code}"
    assert body["trace_id"] == answer.headers["trace-id"]
    return body


async def count_units(database: Database, county: County, name: str) -> int:
    async with database.transaction(county.id) as connection:
        found = await connection.execute(text("SELECT count(*) FROM units WHERE name = :name"), {"name": name})
        return int(found.scalar_one())


async def test_a_list_is_paged_by_key_and_links_to_the_next_page(county: County, sign_in: Any) -> None:
    admin = await sign_in(county, Role.ADMIN)
    for number in range(5):
        assert (await admin.post("/v1/samples", json={"name": f"单位{number}"})).status_code == 201
    seen, url = [], "/v1/samples?limit=2"
    while url:
        answer = await admin.get(url)
        assert answer.status_code == 200
        seen += [unit["name"] for unit in answer.json()["data"]]
        assert answer.json()["has_more"] == ("next" in answer.links)
        url = answer.links.get("next", {}).get("url", "")
    assert len(seen) == len(set(seen)) == 6
    assert "total" not in (await admin.get("/v1/samples")).json()
    assert "total" in (await admin.get("/v1/samples?count=true")).json()


@pytest.mark.parametrize("cursor", ["x", "////", "bnVsbA", "W10", "WyJ4IixbMV1d", "é"])
async def test_a_bad_cursor_is_refused(county: County, sign_in: Any, cursor: str) -> None:
    office = await sign_in(county)
    problem(await office.get("/v1/samples", params={"cursor": cursor}), 400, "invalid_cursor")


async def test_a_cursor_of_another_filter_is_refused(county: County, sign_in: Any) -> None:
    admin = await sign_in(county, Role.ADMIN)
    await admin.post("/v1/samples", json={"name": "甲"})
    cursor = (await admin.get("/v1/samples?limit=1")).json()["next_cursor"]
    assert (await admin.get("/v1/samples", params={"cursor": cursor, "limit": 3})).status_code == 200
    problem(await admin.get("/v1/samples", params={"cursor": cursor, "q": "x"}), 400, "invalid_cursor")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "kind=none", "count=vielleicht"])
async def test_a_parameter_that_does_not_fit_is_named(county: County, sign_in: Any, query: str) -> None:
    office = await sign_in(county)
    body = problem(await office.get(f"/v1/samples?{query}"), 400, "invalid_request")
    assert body["errors"][0]["parameter"] == query.partition("=")[0]


async def test_an_unknown_parameter_is_refused_naming_those_there_are(county: County, sign_in: Any) -> None:
    office = await sign_in(county)
    body = problem(await office.get("/v1/samples?colour=red"), 400, "unknown_parameter")
    assert "cursor、kind、limit、q" in body["detail"]
    problem(await office.get("/v1/auth/me?x=1"), 400, "unknown_parameter")
    problem(await office.get("/v1/samples?limit=1&limit=2"), 400, "unknown_parameter")
    assert (await office.get("/v1/samples?kind=other&kind=owner")).status_code == 200
    problem(await office.get("/v1/samples?q=%00"), 400, "invalid_request")


async def test_an_item_carries_its_version_and_a_reader_who_has_it_gets_304(county: County, sign_in: Any) -> None:
    admin = await sign_in(county, Role.ADMIN)
    url = (await admin.post("/v1/samples", json={"name": "甲"})).headers["location"]
    first = await admin.get(url)
    again = await admin.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


async def test_a_change_needs_the_present_version(county: County, sign_in: Any) -> None:
    admin = await sign_in(county, Role.ADMIN)
    url = (await admin.post("/v1/samples", json={"name": "甲"})).headers["location"]
    tag = (await admin.get(url)).headers["etag"]
    change: dict[str, Any] = {"json": {"name": "乙"}}
    problem(await admin.send("PATCH", url, **change), 428, "version_required")
    for wrong in ('"7.x"', "nonsense", '"x"', '""'):
        problem(await admin.send("PATCH", url, headers={"If-Match": wrong}, **change), 412, "stale_version")
    done = await admin.send("PATCH", url, headers={"If-Match": tag}, **change)
    assert done.status_code == 200
    assert done.headers["etag"] == (await admin.get(url)).headers["etag"]
    problem(await admin.send("PATCH", url, headers={"If-Match": tag}, **change), 412, "stale_version")


async def test_a_rule_that_refuses_names_its_clause(county: County, sign_in: Any) -> None:
    admin = await sign_in(county, Role.ADMIN)
    url = (await admin.post("/v1/samples", json={"name": "甲"})).headers["location"]
    answer = await admin.send("PATCH", url, headers={"If-Match": "*"}, json={"name": "禁用"})
    body = problem(answer, 409, "rule_refuses")
    assert body["clause"] == "SM-1.1"
    assert body["detail"] == "这个名称不能用。"


async def test_a_post_with_the_same_key_takes_effect_once(county: County, sign_in: Any, database: Database) -> None:
    admin = await sign_in(county, Role.ADMIN)
    send = {"json": {"name": "丙"}, "headers": {"Idempotency-Key": "k-1"}}
    first = await admin.post("/v1/samples", **send)
    again = await admin.post("/v1/samples", **send)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["location"] == again.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    other = await admin.post("/v1/samples", json={"name": "丁"}, headers={"Idempotency-Key": "k-1"})
    problem(other, 422, "idempotency_key_reused")
    assert await count_units(database, county, "丁") == 0


async def test_twins_sent_at_once_take_effect_once(county: County, sign_in: Any, database: Database) -> None:
    admin = await sign_in(county, Role.ADMIN)
    send = {"json": {"name": "戊"}, "headers": {"Idempotency-Key": "k-2"}}
    answers = await asyncio.gather(*(admin.post("/v1/samples", **send) for _ in range(8)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert 201 in {answer.status_code for answer in answers}
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"request_in_flight"}
    assert await count_units(database, county, "戊") == 1


async def test_keys_of_two_people_do_not_meet(county: County, neighbour: County, sign_in: Any) -> None:
    send = {"json": {"name": "己"}, "headers": {"Idempotency-Key": "k-3"}}
    here, there = await sign_in(county, Role.ADMIN), await sign_in(neighbour, Role.ADMIN)
    ids = {(await caller.post("/v1/samples", **send)).json()["id"] for caller in (here, there)}
    assert len(ids) == 2


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "\x7f"])
async def test_a_malformed_key_is_refused(county: County, sign_in: Any, key: str) -> None:
    admin = await sign_in(county, Role.ADMIN)
    answer = await admin.post("/v1/samples", json={"name": "庚"}, headers={"Idempotency-Key": key})
    problem(answer, 400, "invalid_idempotency_key")


async def test_a_refused_post_may_be_sent_again_with_its_key(county: County, sign_in: Any) -> None:
    admin = await sign_in(county, Role.ADMIN)
    await admin.post("/v1/samples", json={"name": "辛"})
    send = {"json": {"name": "辛"}, "headers": {"Idempotency-Key": "k-4"}}
    problem(await admin.post("/v1/samples", **send), 409, "already_exists")
    problem(await admin.post("/v1/samples", **send), 409, "already_exists")


async def test_a_commit_that_fails_is_no_success_and_saves_nothing(
    county: County, sign_in: Any, database: Database
) -> None:
    office = await sign_in(county)
    problem(await office.post("/v1/samples/lost", json={"name": "壬"}), 503, "unavailable")
    assert await count_units(database, county, "壬") == 0
    assert (await office.get("/v1/samples")).status_code == 200


async def test_a_dependency_that_fails_leaves_no_transaction_open(
    county: County, sign_in: Any, services: Services
) -> None:
    office = await sign_in(county)
    for _ in range(12):  # more than the pool holds
        problem(await office.get("/v1/samples/leak"), 409, "rule_refuses")
    assert services.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_a_foreign_id_is_an_unknown_id(county: County, neighbour: County, sign_in: Any) -> None:
    here, there = await sign_in(county, Role.ADMIN), await sign_in(neighbour, Role.ADMIN)
    foreign = (await there.post("/v1/samples", json={"name": "癸"})).headers["location"]
    unknown = "/v1/samples/01890000-0000-7000-8000-000000000000"
    bodies = []
    for url in (foreign, unknown):
        read = problem(await here.get(url), 404, "not_found")
        send = {"json": {"name": "x"}, "headers": {"If-Match": "*"}}
        change = problem(await here.send("PATCH", url, **send), 404, "not_found")
        bodies.append([{k: v for k, v in each.items() if k != "trace_id"} for each in (read, change)])
    assert bodies[0] == bodies[1]
    problem(await here.get("/v1/samples/not-an-id"), 404, "not_found")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        (b"{}", "/budget", "invalid_request"),
        (b'{"budget": 12.5}', "/budget", "invalid_request"),
        (b'{"budget": "1e3"}', "/budget", "invalid_request"),
        (b'{"budget": "12.555"}', "/budget", "invalid_request"),
        (b'{"budget": "1", "people": "2"}', "/people", "invalid_request"),
        (b'{"budget": "1", "people": 2, "more": 1}', "/more", "invalid_request"),
        (b'{"budget": "1\\u0000"}', None, "invalid_request"),
        (b"[]", "", "invalid_request"),
        (b'{"budget": "1"', None, "malformed_json"),
        (b'\xff{"budget": "1"}', None, "malformed_json"),
        (b"", "", "invalid_request"),
    ],
)
async def test_a_body_that_does_not_fit_is_refused_with_its_place(
    county: County, sign_in: Any, body: bytes, pointer: str | None, code: str
) -> None:
    office = await sign_in(county)
    answer = await office.post("/v1/samples/echo", content=body, headers={"Content-Type": "application/json"})
    found = problem(answer, 400, code)
    if pointer is not None:
        assert found["errors"][0].get("pointer", "") == pointer


async def test_amounts_are_decimal_strings_and_instants_local(county: County, sign_in: Any) -> None:
    office = await sign_in(county)
    body = (await office.post("/v1/samples/echo", json={"budget": "1000.50", "people": 2})).json()
    assert body["budget"] == "1002.50"
    assert body["at"].endswith("+08:00")


async def test_other_content_types_and_large_bodies_are_refused(county: County, sign_in: Any) -> None:
    office = await sign_in(county)
    answer = await office.post("/v1/samples/echo", content=b"a=1", headers={"Content-Type": "text/plain"})
    problem(answer, 415, "unsupported_media_type")
    large = b'{"budget": "' + b"1" * (1024 * 1024) + b'"}'
    problem(await office.post("/v1/samples/echo", content=large), 413, "too_large")

    async def parts() -> Any:
        for _ in range(20):
            yield b" " * 65536

    problem(await office.post("/v1/samples/echo", content=parts()), 413, "too_large")


async def test_what_nobody_foresaw_is_a_problem_that_tells_nothing(county: County, sign_in: Any) -> None:
    office = await sign_in(county)
    answer = await office.get("/v1/samples/crash")
    problem(answer, 500, "internal_error")
    assert "机密" not in answer.text


async def test_unknown_addresses_and_methods_are_problems_too(client: httpx.AsyncClient) -> None:
    problem(await client.get("/nowhere"), 404, "not_found")
    answer = await client.delete("/v1/auth/me")
    problem(answer, 405, "method_not_allowed")
    assert "GET" in answer.headers["allow"]


async def test_a_role_without_the_permission_is_told_who_may(county: County, sign_in: Any) -> None:
    clerk = await sign_in(county, Role.CLERK)
    body = problem(await clerk.post("/v1/samples", json={"name": "x"}), 403, "permission_refused")
    assert "管理员" in body["detail"]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("en", "Not found"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "没有找到"),
        ("en-GB,zh;q=0.5", "Not found"),
        (";;q=x", "没有找到"),
    ],
)
async def test_problems_speak_the_callers_language(client: httpx.AsyncClient, header: str, title: str) -> None:
    answer = await client.get("/nowhere", headers={"Accept-Language": header})
    assert answer.json()["title"] == title


async def test_every_kind_of_problem_is_explained(client: httpx.AsyncClient) -> None:
    kinds = (await client.get("/problems")).json()["data"]
    assert len(kinds) > 20
    for kind in kinds:
        one = await client.get(kind["type"], headers={"Accept-Language": "en"})
        assert one.json()["code"] == kind["code"]
        assert one.json()["remedy"].isascii()
    problem(await client.get("/problems/none"), 404, "not_found")


async def test_every_answer_carries_the_security_headers_and_a_trace(client: httpx.AsyncClient) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    for url in ("/health/live", "/nowhere", "/v1/auth/me", "/schema"):
        answer = await client.get(url, headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["trace-id"] == trace


async def test_no_origin_is_let_in_unless_the_settings_say_so(client: httpx.AsyncClient) -> None:
    answer = await client.get("/health/live", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers
