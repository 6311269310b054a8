"""Where the command line finds its servers: at the addresses given, else embedded ones that it starts and stops."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import create_async_engine

from yipanqi_core.cli.output import CommandError
from yipanqi_core.database.connection import Database
from yipanqi_core.database.revision import HEAD, current, require_head
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.settings import driver_url

DATABASE = "yipanqi"


def state_folder() -> Path:
    """Tell where the embedded servers keep their data: YIPANQI_VAR, else `var` in the working folder."""
    return Path(os.environ.get("YIPANQI_VAR", "var")).resolve()


def given_database() -> str | None:
    """Give the application's database address, if the environment names one. Raises CommandError."""
    return _address("DATABASE_URL")


def owner_database(url: str) -> str:
    """Give the address as the schema's owner: DATABASE_OWNER_URL, else the application's own."""
    return _address("DATABASE_OWNER_URL") or url


def _address(variable: str) -> str | None:
    given = os.environ.get(variable, "")
    if not given:
        return None
    url = driver_url(given)
    try:
        known = make_url(url).drivername == "postgresql+asyncpg"
    except ArgumentError:
        known = False
    if not known:
        raise CommandError(f"{variable} 应形如 postgresql://用户:密码@主机:端口/库名，请改正后再运行")
    return url


@contextmanager
def database_address() -> Iterator[str]:
    """Have a database to work on: the given one as it is, or the embedded one, started, migrated and stopped again."""
    given = given_database()
    if given is not None:
        yield given
        return
    with EmbeddedPostgres(state_folder() / "postgres") as server:
        url = server.url(DATABASE, "postgres")
        asyncio.run(prepare(server, url))
        yield url


async def prepare(server: EmbeddedPostgres, url: str) -> None:
    """Make the embedded database, if it is not there yet, and bring it to the newest revision."""
    engine = create_async_engine(server.url("postgres", "postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("SELECT pg_advisory_lock(hashtextextended('yipanqi create database', 0))"))
        found = await connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": DATABASE})
        if found.first() is None:
            await connection.execute(text(f'CREATE DATABASE "{DATABASE}"'))
    await engine.dispose()
    present = create_async_engine(url)
    revision = await current(present)
    await present.dispose()
    if revision != HEAD:
        from yipanqi_core.database import migrate  # loads every migration: only where one is missing

        await migrate.upgrade(url)


async def open_database(url: str) -> Database:
    """Open the application's side, refusing a privileged role or a schema that is not at the needed revision."""
    database = Database(url, pool_size=4)
    await require_head(database.engine)
    await database.require_unprivileged()
    return database
