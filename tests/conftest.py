"""What every test may ask for: a real PostgreSQL, a real Valkey, and two counties that must never see each other."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.embedded.valkey import EmbeddedValkey
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.service import create_county

REPOSITORY = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
_numbers = count(1)


@pytest.fixture(scope="session")
def servers_folder() -> Iterator[Path]:
    """A folder of this test process for its servers' data; under the checkout, since temporary folders are private."""
    folder = REPOSITORY / "var" / "tests" / f"{WORKER}-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(servers_folder: Path) -> Iterator[EmbeddedPostgres]:
    """A real PostgreSQL of this test process."""
    with EmbeddedPostgres(servers_folder / "postgres", durable=False) as server:
        yield server


@pytest.fixture(scope="session")
def valkey_url(servers_folder: Path) -> Iterator[str]:
    """The address of a real Valkey of this test process."""
    with EmbeddedValkey(servers_folder / "valkey", durable=False) as server:
        yield server.url()


@pytest.fixture(scope="session")
async def owner_url(postgres: EmbeddedPostgres) -> str:
    """The address of a migrated database, as its owner."""
    engine = create_async_engine(postgres.url("postgres", "postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE DATABASE yipanqi_test"))
    await engine.dispose()
    url = postgres.url("yipanqi_test", "postgres")
    await migrate.upgrade(url)
    return url


@pytest.fixture(scope="session")
async def database(owner_url: str) -> AsyncIterator[Database]:
    """The migrated database, as the application sees it."""
    database = Database(owner_url)
    await database.require_unprivileged()
    yield database
    await database.close()


async def make_county(database: Database, mechanism: str, name: str) -> County:
    """Make a fresh empty county; its code is new in this database."""
    code = f"{mechanism}-{next(_numbers)}"
    tenant_id = await create_county(database, code=code, name=name, mechanism=mechanism, actor="test")
    async with database.transaction(tenant_id) as connection:
        return await read_county(connection, tenant_id)


@pytest.fixture
async def county(database: Database) -> County:
    """A fresh county of 石棉's mechanism."""
    return await make_county(database, "shimian", "石棉县")


@pytest.fixture
async def neighbour(database: Database) -> County:
    """A second county in the same installation, of which `county` must never see anything."""
    return await make_county(database, "shimian", "邻县")
