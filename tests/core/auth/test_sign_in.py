"""Signing in, being locked out, renewing, signing out, changing a password."""

import asyncio
import statistics
import time
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.auth.accounts import disable, enable
from yipanqi_core.auth.errors import SignInRefusedError, TokenRefusedError, WeakPasswordError, WrongPasswordError
from yipanqi_core.auth.service import Auth
from yipanqi_core.database.connection import Database
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role


async def refused(auth: Auth, county: County, login: str = "zhang", password: str = "Falsch-7391-lu") -> None:
    with pytest.raises(SignInRefusedError):
        await auth.sign_in(county.code, login, password)


async def state(database: Database, county: County, user: UUID) -> Any:
    async with database.transaction(county.id) as connection:
        columns = "failed_attempts, locked_until, locked_until - clock_timestamp() AS left_over, token_epoch"
        return (await connection.execute(text(f"SELECT {columns} FROM users WHERE id = :id"), {"id": user})).one()


async def test_the_token_names_the_user_the_county_and_the_role(
    auth: Auth, county: County, make_user: Any, password: str
) -> None:
    user = await make_user(county, role="office")
    pair = await auth.sign_in(county.code, "zhang", password)
    claims = await auth.tokens.verify(pair.access_token)
    assert (claims.tenant_id, claims.user_id, claims.role) == (county.id, user, Role.OFFICE)
    identity = await auth.identify(claims)
    assert (identity.name, identity.unit_name, identity.post_ids) == ("张三", "zhang", ())


async def test_five_failures_lock_the_account_for_ten_minutes(
    auth: Auth, database: Database, county: County, make_user: Any, password: str
) -> None:
    user = await make_user(county)
    for _ in range(4):
        await refused(auth, county)
    assert (await state(database, county, user)).locked_until is None
    await refused(auth, county)
    locked = await state(database, county, user)
    assert 590 < locked.left_over.total_seconds() <= 600
    await refused(auth, county, password=password)
    await refused(auth, county)
    assert (await state(database, county, user)).locked_until == locked.locked_until


async def test_when_the_lock_has_passed_counting_begins_anew(
    auth: Auth, database: Database, county: County, make_user: Any, password: str
) -> None:
    user = await make_user(county)
    async with database.transaction(county.id) as connection:
        await connection.execute(
            text("UPDATE users SET failed_attempts = 5, locked_until = clock_timestamp() - interval '1 s'")
        )
    await refused(auth, county)
    assert (await state(database, county, user)).failed_attempts == 1
    await auth.sign_in(county.code, "zhang", password)
    assert (await state(database, county, user)).failed_attempts == 0


async def test_guesses_sent_at_once_are_counted_one_by_one(
    auth: Auth, database: Database, county: County, make_user: Any, password: str
) -> None:
    user = await make_user(county)
    await asyncio.gather(*(refused(auth, county) for _ in range(5)))
    assert (await state(database, county, user)).failed_attempts == 5
    await refused(auth, county, password=password)


async def test_many_sign_ins_of_one_user_at_once_all_succeed(
    auth: Auth, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    pairs = await asyncio.gather(*(auth.sign_in(county.code, "zhang", password) for _ in range(8)))
    assert len({pair.refresh_token for pair in pairs}) == 8


async def test_unknown_names_take_as_long_as_known_ones(auth: Auth, county: County, make_user: Any) -> None:
    await make_user(county)

    async def took(login: str) -> float:
        started = time.perf_counter()
        await refused(auth, county, login)
        return time.perf_counter() - started

    known, unknown = [], []
    for _ in range(9):
        known.append(await took("zhang"))
        unknown.append(await took("nobody"))
    ratio = statistics.median(known) / statistics.median(unknown)
    assert 0.75 < ratio < 1.33


async def test_who_has_no_password_is_disabled_or_of_another_county_is_refused_alike(
    auth: Auth, database: Database, county: County, neighbour: County, make_user: Any, password: str
) -> None:
    user = await make_user(county)
    await refused(auth, neighbour, password=password)
    with pytest.raises(SignInRefusedError):
        await auth.sign_in("nowhere", "zhang", password)
    async with database.transaction(county.id) as connection:
        await disable(Scope(connection, county.id, "admin"), user)
    await refused(auth, county, password=password)
    async with database.transaction(county.id) as connection:
        await enable(Scope(connection, county.id, "admin"), user)
    await auth.sign_in(county.code, "zhang", password)
    async with database.transaction(county.id) as connection:
        await connection.execute(text("UPDATE users SET password_hash = NULL"))
    await refused(auth, county, password=password)


async def test_a_refresh_token_is_good_once_and_its_reuse_ends_the_sign_in(
    auth: Auth, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    other = await auth.sign_in(county.code, "zhang", password)
    first = await auth.sign_in(county.code, "zhang", password)
    second = await auth.refresh(first.refresh_token)
    claims = await auth.tokens.verify(second.access_token)
    await auth.identify(claims)
    with pytest.raises(TokenRefusedError):
        await auth.refresh(first.refresh_token)
    with pytest.raises(TokenRefusedError):
        await auth.refresh(second.refresh_token)
    with pytest.raises(TokenRefusedError):
        await auth.identify(claims)
    await auth.refresh(other.refresh_token)


async def test_of_two_who_hand_in_one_refresh_token_at_once_one_is_refused(
    auth: Auth, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    pair = await auth.sign_in(county.code, "zhang", password)
    results = await asyncio.gather(*(auth.refresh(pair.refresh_token) for _ in range(2)), return_exceptions=True)
    assert sum(isinstance(result, TokenRefusedError) for result in results) == 1


async def test_renewing_does_not_prolong_the_sign_in(
    auth: Auth, database: Database, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    pair = await auth.sign_in(county.code, "zhang", password)
    await auth.refresh(pair.refresh_token)
    async with database.transaction(county.id) as connection:
        ends = await connection.execute(text("SELECT count(DISTINCT expires_at), count(*) FROM refresh_tokens"))
    assert ends.one() == (1, 2)


async def test_an_expired_refresh_token_is_refused(
    auth: Auth, database: Database, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    pair = await auth.sign_in(county.code, "zhang", password)
    async with database.transaction(county.id) as connection:
        await connection.execute(text("UPDATE refresh_tokens SET expires_at = clock_timestamp()"))
    with pytest.raises(TokenRefusedError):
        await auth.refresh(pair.refresh_token)


async def test_refresh_tokens_are_kept_only_as_digests(
    auth: Auth, database: Database, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    pair = await auth.sign_in(county.code, "zhang", password)
    async with database.transaction(county.id) as connection:
        kept = (await connection.execute(text("SELECT refresh_tokens::text FROM refresh_tokens"))).scalars().all()
    assert pair.refresh_token.partition(".")[2] not in str(kept)


@pytest.mark.parametrize(
    "token", ["", ".", "x", "a.b", "0" * 32 + ".x", "0" * 32 + ".", "g" * 32 + ".x", "0" * 32 + "." + "x" * 200, "é.x"]
)
async def test_a_malformed_refresh_token_is_refused(auth: Auth, token: str) -> None:
    with pytest.raises(TokenRefusedError):
        await auth.refresh(token)


async def test_a_changed_password_ends_every_other_sign_in(
    auth: Auth, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    old = await auth.sign_in(county.code, "zhang", password)
    here = await auth.sign_in(county.code, "zhang", password)
    identity = await auth.identify(await auth.tokens.verify(here.access_token))
    with pytest.raises(WrongPasswordError):
        await auth.change_password(identity, "Falsch-7391-lu", "Hanyuan-2208-qiao")
    with pytest.raises(WeakPasswordError):
        await auth.change_password(identity, password, "12345")
    new = await auth.change_password(identity, password, "Hanyuan-2208-qiao")
    for pair in (old, here):
        with pytest.raises(TokenRefusedError):
            await auth.identify(await auth.tokens.verify(pair.access_token))
        with pytest.raises(TokenRefusedError):
            await auth.refresh(pair.refresh_token)
    await auth.identify(await auth.tokens.verify(new.access_token))
    await refused(auth, county, password=password)
    await auth.sign_in(county.code, "zhang", "Hanyuan-2208-qiao")


async def test_every_attempt_leaves_its_trace_without_what_was_typed(
    auth: Auth, database: Database, county: County, make_user: Any, password: str
) -> None:
    await make_user(county)
    await refused(auth, county)
    await refused(auth, county, login="my-secret-by-mistake")
    await auth.sign_in(county.code, "zhang", password)
    async with database.transaction(county.id) as connection:
        rows = (await connection.execute(text("SELECT actor, action, subject FROM audit ORDER BY id"))).all()
    assert [row.action for row in rows][-3:] == ["sign_in_refused", "sign_in_refused", "sign_in"]
    assert "my-secret-by-mistake" not in str(rows)
