"""The worker's database sessions and memory: a connection for each county at work, and little kept of it afterwards."""

import ctypes
import gc
from contextlib import suppress

from yipanqi_core.database.connection import Database

AT_ONCE = 2
"""Counties that one sweep, or the bell, works in side by side."""


def open_database(url: str) -> Database:
    """Open the database as a worker uses it: a connection for each county at work and one to spare."""
    return Database(url, pool_size=2 * AT_ONCE + 1, name="yipanqi worker")


def spare_the_collector() -> None:
    """Let the garbage collector look less often, and not at what lives as long as the process.

    A county's facts are a hundred thousand objects without a cycle: looking through them again and again while they
    are read took a third of the time that judging a month takes. The young ones are looked at often enough that what
    a statement leaves behind, which are cycles, does not pile up to megabytes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 200, 50)


def give_back() -> None:
    """Collect what a county's work has left behind and return it: the collector is spared meanwhile."""
    gc.collect()
    with suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).malloc_trim(0)
