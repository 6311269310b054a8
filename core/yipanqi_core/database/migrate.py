"""Bringing the schema to the revision this program needs, as the schema's owner."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from yipanqi_core.database.errors import MigrationMissingError, UnreachableDatabaseError

_LOCK = 0x79697061  # one migrator at a time; any number that nothing else locks


def _scripts() -> Path:
    package = Path(__file__).resolve().parent.parent
    shipped = package / "migrations"
    return shipped if shipped.is_dir() else package.parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Give alembic its configuration, on an open connection of the schema's owner."""
    config = Config()
    config.set_main_option("script_location", str(_scripts()))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def head() -> str:
    """Name the revision that this program needs."""
    revision = ScriptDirectory.from_config(configuration()).get_current_head()
    if revision is None:  # pragma: no cover - the scripts are shipped
        raise MigrationMissingError("程序包中没有迁移脚本，请重新安装")
    return revision


def _owner_engine(url: str) -> AsyncEngine:
    return create_async_engine(url, poolclass=NullPool, connect_args={"timeout": 10})


async def upgrade(url: str, revision: str = "head") -> None:
    """Run the missing migrations, one migrator at a time. Raises UnreachableDatabaseError."""
    engine = _owner_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            await connection.run_sync(lambda sync: command.upgrade(configuration(sync), revision))
    except (OSError, TimeoutError) as error:
        raise UnreachableDatabaseError.at(engine.url, error) from error
    finally:
        await engine.dispose()


async def downgrade(url: str, revision: str) -> None:
    """Take migrations back; for tests of the way down."""
    engine = _owner_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(lambda sync: command.downgrade(configuration(sync), revision))
    finally:
        await engine.dispose()
