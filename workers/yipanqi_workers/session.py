"""The worker's database sessions: as many connections as it works in counties at a time."""

from yipanqi_core.database.connection import Database

AT_ONCE = 2
"""Counties that one sweep, or the bell, works in side by side."""


def open_database(url: str) -> Database:
    """Open the database as a worker uses it: a connection for each county at work and one to spare."""
    return Database(url, pool_size=2 * AT_ONCE + 1, name="yipanqi worker")
