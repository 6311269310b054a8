"""A database and a Valkey of each test's own, with workers as real processes."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from tests.conftest import make_county
from tests.core.schedule.building import set_county_dates, stock
from tests.core.schedule.ledger import read_slots
from tests.workers.processes import Workers, until

from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.embedded.valkey import EmbeddedValkey
from yipanqi_core.tenants.queries import County

TEMPLATE = "yipanqi_worker_template"
WORKERS_SESSIONS = "FROM pg_stat_activity WHERE application_name = 'yipanqi worker' AND datname = current_database()"
_numbers = count(1)

MakeLive = Callable[..., Awaitable[County]]


@dataclass(frozen=True, slots=True)
class Owner:
    """A database's owner, who sees what no county may."""

    url: str
    name: str

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        engine = create_async_engine(self.url, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            yield connection
        await engine.dispose()

    async def asks(self, question: str) -> object:
        async with self.connection() as connection:
            return (await connection.execute(text(question))).scalar_one()

    async def does(self, statement: str) -> None:
        async with self.connection() as connection:
            await connection.execute(text(statement))


@pytest.fixture(scope="session")
async def template(postgres: EmbeddedPostgres) -> Owner:
    """A migrated database to which no one connects, to be copied."""
    cluster = Owner(postgres.url("postgres", "postgres"), "postgres")
    await cluster.does(f"CREATE DATABASE {TEMPLATE}")
    await migrate.upgrade(postgres.url(TEMPLATE, "postgres"))
    return cluster


@pytest.fixture
async def owner(postgres: EmbeddedPostgres, template: Owner) -> AsyncIterator[Owner]:
    """An empty installation of this test's own."""
    name = f"yipanqi_worker_{next(_numbers)}"
    await template.does(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield Owner(postgres.url(name, "postgres"), name)
    await template.does(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def installation(owner: Owner) -> AsyncIterator[Database]:
    """This test's database as the application sees it."""
    database = Database(owner.url)
    yield database
    await database.close()


@pytest.fixture
def valkey(servers_folder: Path) -> Iterator[EmbeddedValkey]:
    """A Valkey of this test's own, which it may kill."""
    with EmbeddedValkey(servers_folder / f"valkey-{next(_numbers)}", durable=False) as server:
        yield server


@pytest.fixture
def workers(tmp_path: Path, owner: Owner, valkey: EmbeddedValkey) -> Iterator[Workers]:
    """Workers on this test's database and Valkey, none of which outlives it."""
    started = Workers(tmp_path, {"DATABASE_URL": owner.url, "VALKEY_URL": valkey.url()})
    yield started
    started.end()


@pytest.fixture
def make_live(installation: Database) -> MakeLive:
    """Makes counties with something to assess, live since 1 May 2024 and standing at a day of their own."""

    async def make(on: date | None, live_from: date = date(2024, 5, 1)) -> County:
        county = await make_county(installation, "shimian", "石棉县")
        await stock(installation, county)
        await set_county_dates(installation, county, live_from=live_from, clock_date=on)
        return county

    return make


async def until_done(database: Database, county: County, *keys: tuple[str, str], within_s: float = 20.0) -> float:
    """Wait until these slots of a county have taken effect; gives the seconds that took."""

    async def done() -> bool:
        there = await read_slots(database, county)
        return all(key in there and there[key].done_at is not None for key in keys)

    return await until(done, f"{keys} done", within_s)


async def until_someone_waits(database: Database, times: int = 1) -> None:
    """Wait until a transaction in this database waits for a lock of a county's."""
    waits = text(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )

    async def waiting() -> bool:
        async with database.transaction(None) as connection:
            return bool((await connection.execute(waits)).scalar_one() == times)

    await until(waiting, f"{times} waiting for a lock")
