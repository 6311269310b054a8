"""The revision of the schema that this program needs, asked for without loading the migrations themselves."""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from yipanqi_core.database.errors import MigrationMissingError, UnreachableDatabaseError

HEAD = "0021"
"""The newest migration; a test holds it to what the migration scripts say."""


async def current(engine: AsyncEngine) -> str | None:
    """Tell the schema's revision; None when it has none. Raises UnreachableDatabaseError."""
    try:
        async with engine.connect() as connection:
            found: str | None = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    except DBAPIError:
        return None
    except (OSError, TimeoutError) as error:
        raise UnreachableDatabaseError.at(engine.url, error) from error
    return found


async def require_head(engine: AsyncEngine) -> None:
    """Refuse to serve on a schema that is not at the needed revision.

    Raises MigrationMissingError, UnreachableDatabaseError.
    """
    found = await current(engine)
    if found != HEAD:
        raise MigrationMissingError(
            f"数据库结构版本为 {found or '空'}，程序需要 {HEAD}；请以属主身份运行 `yipanqi migrate`"
        )
