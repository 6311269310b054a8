"""Keys come into being once, however many processes need them first."""

import asyncio

import pytest
from sqlalchemy import text

from yipanqi_core.auth.errors import TokenRefusedError
from yipanqi_core.auth.keys import Keyring, add_key
from yipanqi_core.auth.tokens import Tokens
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.vocabulary import Role


async def test_processes_that_start_at_once_agree_on_one_key(database: Database) -> None:
    async with database.transaction(None) as connection:
        await connection.execute(text("UPDATE signing_keys SET retired_at = clock_timestamp()"))
    keys = await asyncio.gather(*(Keyring(database).current() for _ in range(8)))
    assert len({each.kid for each in keys}) == 1
    async with database.transaction(None) as connection:
        found = await connection.execute(text("SELECT count(*) FROM signing_keys WHERE retired_at IS NULL"))
        assert found.scalar_one() == 1


async def test_a_key_made_by_another_process_is_found_when_its_first_token_comes(database: Database) -> None:
    now = 0.0
    here = Keyring(database, lambda: now)
    await here.current()
    async with database.transaction(None) as connection:
        await add_key(connection)
    there = Tokens(Keyring(database), "issuer")
    token = await there.sign(tenant_id=new_id(), user_id=new_id(), session_id=new_id(), role=Role.CLERK, epoch=1)
    with pytest.raises(TokenRefusedError):
        await Tokens(here, "issuer").verify(token)  # strange ids make us look at most once a second
    now = 1.5
    assert (await Tokens(here, "issuer").verify(token)).role is Role.CLERK


async def test_an_access_token_expires_by_the_clock(database: Database) -> None:
    now = 1_800_000_000.0
    tokens = Tokens(Keyring(database), "issuer", lambda: now)
    token = await tokens.sign(tenant_id=new_id(), user_id=new_id(), session_id=new_id(), role=Role.CLERK, epoch=1)
    await tokens.verify(token)
    now += 899
    await tokens.verify(token)
    now += 1
    for _ in range(2):
        with pytest.raises(TokenRefusedError):
            await tokens.verify(token)
