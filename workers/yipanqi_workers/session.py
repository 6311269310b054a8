"""The worker's database sessions: whatever becomes of the worker, its locks are free again within half a minute."""

from typing import Any

from sqlalchemy import event

from yipanqi_core.database.connection import Database

SESSION = {
    "application_name": "yipanqi worker",
    "client_connection_check_interval": "2s",  # the statement of a killed worker ends, though it waits for a lock
    "tcp_keepalives_idle": "10s",  # a worker whose machine vanished is missed
    "tcp_keepalives_interval": "5s",
    "tcp_keepalives_count": "2",
    "idle_in_transaction_session_timeout": "60s",  # a frozen one loses its transaction, so it cannot finish it late
    "lock_timeout": "30s",  # one county's lock never holds up the others for longer
}
AT_ONCE = 2
"""Counties that one sweep, or the bell, works in side by side."""


def open_database(url: str) -> Database:
    """Open the database as a worker uses it: a connection for each county at work and one to spare."""
    database = Database(url, pool_size=2 * AT_ONCE + 1)
    statement = "; ".join(f"SET {name} = '{value}'" for name, value in SESSION.items())

    @event.listens_for(database.engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.run_async(lambda driver: driver.execute(statement))

    return database
