"""Accounts for the tests of signing in."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlalchemy import insert

from yipanqi_core.auth.keys import Keyring
from yipanqi_core.auth.passwords import Passwords, hash_now
from yipanqi_core.auth.service import Auth
from yipanqi_core.auth.tokens import Tokens
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.people.tables import units, users
from yipanqi_core.tenants.queries import County

ISSUER = "https://yipanqi.test"


@pytest.fixture
def password() -> str:
    return "Qinghe-7391-lu"


@pytest.fixture
def auth(database: Database) -> Auth:
    return Auth(database, Tokens(Keyring(database), ISSUER), Passwords())


@pytest.fixture
def make_user(database: Database, password: str) -> Callable[..., Awaitable[UUID]]:
    async def make(county: County, login: str = "zhang", role: str = "clerk") -> UUID:
        unit, user = new_id(), new_id()
        async with database.transaction(county.id) as connection:
            await connection.execute(insert(units).values(tenant_id=county.id, id=unit, name=login, kind="other"))
            values = {"login": login, "name": "张三", "unit_id": unit, "role": role}
            await connection.execute(
                insert(users).values(tenant_id=county.id, id=user, password_hash=hash_now(password), **values)
            )
        return user

    return make
