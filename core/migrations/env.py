"""How alembic reaches the database: an open connection handed over by `yipanqi_core.database.migrate`."""

from alembic import context
from sqlalchemy import Connection

from yipanqi_core.database.tables import metadata


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()


_migrate(context.config.attributes["connection"])
