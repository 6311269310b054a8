"""The worker's database sessions: as many connections as it works in counties at a time."""

import gc

from yipanqi_core.database.connection import Database

AT_ONCE = 2
"""Counties that one sweep, or the bell, works in side by side."""


def open_database(url: str) -> Database:
    """Open the database as a worker uses it: a connection for each county at work and one to spare."""
    return Database(url, pool_size=2 * AT_ONCE + 1, name="yipanqi worker")


def spare_the_collector() -> None:
    """Let the garbage collector look less often, and not at what lives as long as the process.

    A county's facts are a hundred thousand objects without a cycle: looking through them again and again while they
    are read took a third of the time that judging a month takes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def give_back() -> None:
    """Collect what a county's work has left behind: the collector is spared meanwhile, and a worker mostly waits."""
    gc.collect()
