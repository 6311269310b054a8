"""Who watches which county: one look a second at a county's last number serves all who watch it."""

import time
from asyncio import Lock
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from yipanqi_api.problems.general import TOO_MANY_STREAMS
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_core.database.connection import Database
from yipanqi_core.events.queries import last_number

LOOKED_S = 0.8
"""Seconds that a county's last number is believed."""
EACH = 4
"""Streams that one person may hold open with one process of the API."""
ALTOGETHER = 1000
"""Streams that one process of the API holds open."""


class Watching:
    """One of a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[UUID, tuple[float, int]] = {}
        self._looking: defaultdict[UUID, Lock] = defaultdict(Lock)
        self._open: Counter[UUID] = Counter()

    @contextmanager
    def seat(self, user_id: UUID) -> Iterator[None]:
        """Hold a place while a stream is open."""
        self._open[user_id] += 1
        try:
            yield
        finally:
            self._open[user_id] -= 1
            if not self._open[user_id]:
                del self._open[user_id]

    def require_seat(self, user_id: UUID) -> None:
        """Let pass or raise ProblemError when this person, or all together, hold too many streams open."""
        if self._open[user_id] >= EACH or self._open.total() >= ALTOGETHER:
            raise ProblemError(TOO_MANY_STREAMS, headers={"Retry-After": "10"})

    async def last(self, tenant_id: UUID) -> int:
        """Give the county's last number, as of less than a second ago."""
        async with self._looking[tenant_id]:
            known = self._known.get(tenant_id)
            now = time.monotonic()
            if known is not None and now - known[0] < LOOKED_S:
                return known[1]
            async with self._database.transaction(tenant_id) as connection:
                found = await last_number(connection, tenant_id)
            self._known[tenant_id] = (now, found)
            return found
