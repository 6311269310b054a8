"""Signing in and out over HTTP, and how fast a change about a person counts."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from yipanqi_api import identities
from yipanqi_api.services import Services
from yipanqi_core.auth.accounts import disable
from yipanqi_core.auth.keys import add_key, retire_keys
from yipanqi_core.database.connection import Database
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role

LATER_S = 0.9  # within the second that is promised


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(services: Services, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(services.identities, "_clock", clock)
    return clock


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_signs_in_and_sees_who_it_is(county: County, sign_in: Any, role: Role) -> None:
    caller = await sign_in(county, role)
    me = (await caller.get("/v1/auth/me")).json()
    assert me["role"] == {"code": role.value, "label": role.label}
    assert me["id"] == str(caller.user_id)
    assert "read" in me["permissions"]


async def test_a_refused_sign_in_tells_nothing_about_why(
    client: httpx.AsyncClient, county: County, sign_in: Any
) -> None:
    caller = await sign_in(county)
    bodies = []
    for body in (
        {"county": county.code, "login": caller.login, "password": "x"},
        {"county": county.code, "login": "nobody", "password": "x"},
        {"county": "nowhere", "login": caller.login, "password": "x"},
    ):
        answer = await client.post("/v1/auth/token", json=body)
        assert answer.status_code == 401
        bodies.append({key: value for key, value in answer.json().items() if key != "trace_id"})
    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["code"] == "sign_in_refused"


async def test_the_sixth_attempt_is_refused_even_with_the_right_password(
    client: httpx.AsyncClient, county: County, sign_in: Any
) -> None:
    caller = await sign_in(county)
    for _ in range(5):
        body = {"county": county.code, "login": caller.login, "password": "x"}
        assert (await client.post("/v1/auth/token", json=body)).status_code == 401
    right = {"county": county.code, "login": caller.login, "password": "Qinghe-7391-lu"}
    assert (await client.post("/v1/auth/token", json=right)).status_code == 401
    assert (await caller.get("/v1/auth/me")).status_code == 200  # who is in stays in


async def test_a_disabled_user_is_out_within_a_second(
    county: County, sign_in: Any, database: Database, clock: Clock
) -> None:
    caller = await sign_in(county)
    assert (await caller.get("/v1/auth/me")).status_code == 200
    async with database.transaction(county.id) as connection:
        await disable(Scope(connection, county.id, "another process"), caller.user_id)
    clock.now += LATER_S
    assert identities.BELIEVED_S < LATER_S
    assert (await caller.get("/v1/auth/me")).status_code == 401
    answer = await caller.client.post("/v1/auth/refresh", json={"refresh_token": caller.refresh_token})
    assert answer.status_code == 401


async def test_a_changed_role_counts_within_a_second(
    county: County, sign_in: Any, database: Database, clock: Clock
) -> None:
    caller = await sign_in(county, Role.ADMIN)
    assert (await caller.post("/v1/samples", json={"name": "甲"})).status_code == 201
    async with database.transaction(county.id) as connection:
        await connection.execute(text("UPDATE users SET role = 'clerk' WHERE id = :id"), {"id": caller.user_id})
    clock.now += LATER_S
    assert (await caller.post("/v1/samples", json={"name": "乙"})).status_code == 403


async def test_signing_out_counts_at_once_and_only_for_this_sign_in(county: County, sign_in: Any) -> None:
    caller = await sign_in(county)
    body = {"county": county.code, "login": caller.login, "password": "Qinghe-7391-lu"}
    other = (await caller.client.post("/v1/auth/token", json=body)).json()
    assert (await caller.get("/v1/auth/me")).status_code == 200
    answer = await caller.post("/v1/auth/logout")
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await caller.get("/v1/auth/me")).status_code == 401
    still = await caller.client.get("/v1/auth/me", headers={"Authorization": f"Bearer {other['access_token']}"})
    assert still.status_code == 200


async def test_reuse_of_a_refresh_token_ends_the_sign_in_within_a_second(
    county: County, sign_in: Any, clock: Clock
) -> None:
    caller = await sign_in(county)
    send = {"json": {"refresh_token": caller.refresh_token}}
    fresh = (await caller.client.post("/v1/auth/refresh", **send)).json()
    headers = {"Authorization": f"Bearer {fresh['access_token']}"}
    assert (await caller.client.get("/v1/auth/me", headers=headers)).status_code == 200
    assert (await caller.client.post("/v1/auth/refresh", **send)).status_code == 401
    clock.now += LATER_S
    assert (await caller.client.get("/v1/auth/me", headers=headers)).status_code == 401
    last = await caller.client.post("/v1/auth/refresh", json={"refresh_token": fresh["refresh_token"]})
    assert last.status_code == 401


async def test_a_changed_password_gives_new_tokens_and_voids_the_old_at_once(county: County, sign_in: Any) -> None:
    caller = await sign_in(county)
    change = {"current_password": "Qinghe-7391-lu", "new_password": "Hanyuan-2208-qiao"}
    assert (await caller.post("/v1/auth/password", json={**change, "new_password": "1"})).status_code == 422
    assert (await caller.post("/v1/auth/password", json={**change, "current_password": "1"})).status_code == 403
    answer = await caller.post("/v1/auth/password", json=change)
    assert answer.status_code == 200
    assert (await caller.get("/v1/auth/me")).status_code == 401
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert (await caller.client.get("/v1/auth/me", headers=headers)).status_code == 200


async def test_a_new_key_signs_the_old_verifies_until_it_is_retired(
    county: County, neighbour: County, sign_in: Any, database: Database, services: Services, monkeypatch: Any
) -> None:
    clock = Clock()
    before = await sign_in(county)
    monkeypatch.setattr(services.keyring, "_clock", clock)
    clock.now = 10**9
    async with database.transaction(None) as connection:
        key = await add_key(connection)
    after = await sign_in(neighbour)
    published = {each["kid"] for each in (await before.client.get("/.well-known/jwks.json")).json()["keys"]}
    assert key.kid in published
    assert len(published) == 2
    assert [(await caller.get("/v1/auth/me")).status_code for caller in (before, after)] == [200, 200]
    async with database.transaction(None) as connection:
        await retire_keys(connection, keep=key.kid)
    clock.now += 31
    assert [(await caller.get("/v1/auth/me")).status_code for caller in (before, after)] == [401, 200]


async def test_no_answer_gives_away_a_hash_or_a_private_key(county: County, sign_in: Any) -> None:
    caller = await sign_in(county)
    for url in ("/v1/auth/me", "/.well-known/jwks.json"):
        body = (await caller.get(url)).text
        assert "argon2" not in body
        assert '"d"' not in body
